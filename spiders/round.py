"""All due endpoints of one round, and what became of every link that they announced."""

import asyncio
from collections import Counter
from collections.abc import Collection, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Final, TypeVar, cast, get_args

from monitor.models import Lead, Page, Unreadable
from monitor.options import Endpoint, EndpointKind, Fetch, Source
from monitor.polls import Drop, EndpointState, Poll, PollOutcome
from monitor.reading import urls
from monitor.reading.announced import Announced, Skipped
from monitor.text import one_line
from spiders import feed, section, sitemap
from spiders.asking import Ask, Refusal, only_page
from spiders.delivery import Contained, Ledger, Sink
from spiders.endpoint import Reader
from spiders.manners import Clock, retry_after

_T = TypeVar("_T")

_READERS: Final[Mapping[EndpointKind, Reader]] = {
    "feed": feed.read,
    "search": feed.read,
    "news_sitemap": sitemap.read,
    "section": section.read,
}
_FINAL: Final = frozenset({"", "not_web", "robots", "blocked_private", "http_404", "http_410"})
"""Reasons for which a lead need not be announced to us again; empty where it was handed over."""
_NOT_TRIED: Final = frozenset({"paused", "stopped", "not_asked"})
"""Reasons for which a lead was given up although its address was never asked."""
STOPPED: Final = "stopped"
"""Detail of the poll of an endpoint whose turn did not come."""
UNFINISHED: Final = "unfinished"
"""Detail of the poll of an endpoint with leads that were not tried."""
MOST_TOLD: Final = 20
"""Skipped entries of one poll that are told one by one; the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Job:
    """One endpoint that is to be polled."""

    source: Source
    endpoint: Endpoint
    state: EndpointState
    full_read: bool
    """Ask without validators, because some servers answer 304 wrongly."""


class Round:
    """Polls the endpoints of ``jobs`` and fetches what is new.

    Once :meth:`run` has ended, in whatever way, :meth:`close` leaves one poll for each job and one
    end for each lead.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        sink: Sink,
        fetch: Fetch,
        clock: Clock,
        again: Sequence[Lead] = (),
    ) -> None:
        self._jobs = jobs
        self._again = again
        self._fetch = fetch
        self._clock = clock
        self._ledger = Ledger(sink)
        for number, job in enumerate(jobs):
            self._ledger.expect(number, self._lost(job, STOPPED))

    async def run(self, ask: Ask) -> None:
        """Do the round; cancelling it stops what is under way.

        Raises:
            TrataError: The sink cannot go on.
        """
        polls = (self._poll(ask, *numbered) for numbered in enumerate(self._jobs))
        await _together([*polls, self._try_again(ask)])

    async def _try_again(self, ask: Ask) -> None:
        """Follow the leads that failed in an earlier round; their feeds may have moved on."""
        fresh = self._ledger.unknown(self._again) if self._again else ()
        await _together(self._follow(ask, lead) for lead in fresh)

    def close(self) -> None:
        """Tell the sink what was not done."""
        self._ledger.close(STOPPED)

    async def _poll(self, ask: Ask, number: int, job: Job) -> None:
        """Ask one endpoint, then for what it announces, then tell what it answered."""
        with Contained(lambda fault: self._ledger.polled(number, self._lost(job, fault))):
            validators = {} if job.full_read else _validators(job.state)
            answer = await ask(job.endpoint.url, validators)
            poll, found = await self._announced(ask, job, answer)
            self._tell(job, found.skipped)
            if poll.outcome == "not_modified" and not validators:
                poll = replace(poll, outcome="http_error", detail="304 although nothing was known")
            fresh = self._fresh(job, found.leads)
            poll = replace(poll, full_read=not validators, new_leads=len(fresh))
            self._ledger.expect(number, _after(poll, [STOPPED] if fresh else []))
            most = self._fetch.max_leads_per_endpoint
            over = fresh[most:]
            for lead in over:
                self._ledger.drop(lead, "lead", "over_limit", f"more than {most} new links")
            ends = await _together(self._follow(ask, lead) for lead in fresh[:most])
            self._ledger.polled(number, _after(poll, [*ends, *("over_limit" for _ in over)]))

    async def _announced(
        self, ask: Ask, job: Job, answer: Page | Refusal
    ) -> tuple[Poll, Announced]:
        """Return what an endpoint answered, with the sitemaps of an index read as well."""
        poll, found = self._read(job, answer)
        if found.leads or isinstance(answer, Refusal) or job.endpoint.kind != "news_sitemap":
            return poll, found
        addresses = sitemap.children(answer, self._clock()) if poll.outcome == "ok" else ()
        if not addresses:
            return poll, found
        parts = [self._read(job, await ask(one)) for one in addresses[: sitemap.MAX_CHILDREN]]
        failed = [part for part, _ in parts if part.outcome != "ok"]
        if len(failed) == len(parts):
            return _unvalidated(failed[0]), Announced()
        found = Announced(
            tuple(chain.from_iterable(part.leads for _, part in parts)),
            tuple(chain.from_iterable(part.skipped for _, part in parts)),
        )
        detail = _of_sitemaps(len(failed), len(parts), len(addresses))
        return replace(_unvalidated(poll), detail=detail, leads=len(found.leads)), found

    def _read(self, job: Job, answer: Page | Refusal) -> tuple[Poll, Announced]:
        now = self._clock()
        if isinstance(answer, Refusal):
            return _refused(job, answer, now), Announced()
        poll = _answered(job, answer, now)
        if poll.outcome != "ok":
            return poll, Announced()
        found = _READERS[job.endpoint.kind](answer, job.endpoint, job.source.id, now)
        if isinstance(found, Unreadable):
            outcome: PollOutcome = "empty" if found.reason == "empty" else "not_a_feed"
            return replace(_unvalidated(poll), outcome=outcome, detail=found.detail), Announced()
        return replace(poll, leads=len(found.leads)), found

    def _tell(self, job: Job, skipped: Sequence[Skipped]) -> None:
        """Tell of the entries that became no lead, from a number on only how many they are."""
        source, endpoint = job.source.id, job.endpoint.url
        for skip in skipped[:MOST_TOLD]:
            address = urls.resolve(endpoint, skip.link) or endpoint
            detail = one_line(skip.title or skip.link, 200)
            self._ledger.skipped(Drop(source, address, "lead", skip.reason, detail))
        for reason, count in Counter(skip.reason for skip in skipped[MOST_TOLD:]).items():
            self._ledger.skipped(Drop(source, endpoint, "lead", reason, f"{count} more"))

    def _fresh(self, job: Job, leads: Sequence[Lead]) -> Sequence[Lead]:
        """Return the leads that are to be followed."""
        wanted = [replace(lead, endpoint=job.endpoint.url) for lead in leads]
        return self._ledger.unknown(wanted) if wanted else ()

    async def _follow(self, ask: Ask, lead: Lead) -> str:
        """Fetch one lead; return the reason for which it was dropped, empty where it was not."""
        if lead.html:
            return "" if self._ledger.carried(lead) else "error"
        with Contained(partial(self._ledger.drop, lead, "fetch", "error")):
            answer = only_page(await ask(lead.url))
            if isinstance(answer, Page):
                return "" if self._ledger.page(lead, answer) else "error"
            self._ledger.drop(lead, answer.stage, answer.reason, answer.detail)
            return answer.reason
        return "error"

    def _lost(self, job: Job, detail: str) -> Poll:
        return Poll(job.source.id, job.endpoint.url, "lost", self._clock(), detail=detail)


async def _together(work: Iterable[Coroutine[object, object, _T]]) -> list[_T]:
    """Run all at once; the first fault ends the others and is raised."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _validators(state: EndpointState) -> dict[str, str]:
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in headers.items() if value}


def _unvalidated(poll: Poll) -> Poll:
    """Return ``poll`` without what would let the server say 304 to the next one."""
    return replace(poll, etag="", last_modified="")


def _after(poll: Poll, ends: Collection[str]) -> Poll:
    """Return ``poll`` as it is told, by the reasons for which its leads ended.

    Validators are kept only where no lead need be announced again.
    """
    if not _NOT_TRIED.isdisjoint(ends):
        poll = replace(poll, detail=UNFINISHED)
    return poll if _FINAL.issuperset(ends) else _unvalidated(poll)


def _of_sitemaps(failed: int, read: int, named: int) -> str:
    """Tell how much of an index of sitemaps was not read."""
    told = [f"{failed} of {read} sitemaps failed"] if failed else []
    told += [f"{named - read} older sitemaps not read"] if named > read else []
    return "; ".join(told)


def _refused(job: Job, refusal: Refusal, now: datetime) -> Poll:
    known = refusal.reason in get_args(PollOutcome)
    outcome = cast("PollOutcome", refusal.reason) if known else "http_error"
    detail = refusal.detail if known else f"{refusal.reason} {refusal.detail}".rstrip()
    return Poll(
        job.source.id,
        job.endpoint.url,
        outcome,
        now,
        detail=detail,
        retry_after_seconds=refusal.seconds,
    )


def _answered(job: Job, page: Page, now: datetime) -> Poll:
    outcome = _outcome(page)
    return Poll(
        job.source.id,
        job.endpoint.url,
        outcome,
        now,
        status=page.status,
        etag=page.headers.get("etag", "") if outcome == "ok" else "",
        last_modified=page.headers.get("last-modified", "") if outcome == "ok" else "",
        retry_after_seconds=retry_after(page.headers, now) if outcome == "http_error" else None,
        size=len(page.body),
    )


def _outcome(page: Page) -> PollOutcome:
    if 200 <= page.status < 300:
        return "ok"
    if page.status == 304:
        return "not_modified"
    return "redirects" if page.status < 400 else "http_error"
