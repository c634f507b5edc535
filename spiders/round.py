"""All due endpoints of one round, and what became of every link that they announced."""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Final, TypeVar, cast, get_args

from monitor.models import EndpointState, Lead, Page, Poll, PollOutcome, Unreadable
from monitor.options import Endpoint, EndpointKind, Fetch, Source
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
_FINAL: Final = frozenset({"not_web", "robots", "blocked_private", "http_404", "http_410"})
"""Reasons for which a lead need not be announced to us again."""


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

    def __init__(self, jobs: Sequence[Job], sink: Sink, fetch: Fetch, clock: Clock) -> None:
        self._jobs = jobs
        self._fetch = fetch
        self._clock = clock
        self._ledger = Ledger(sink)
        for number, job in enumerate(jobs):
            self._ledger.expect(number, self._lost(job, "stopped"))

    async def run(self, ask: Ask) -> None:
        """Do the round; cancelling it stops what is under way.

        Raises:
            TrataError: The sink cannot go on.
        """
        await _together(self._poll(ask, *numbered) for numbered in enumerate(self._jobs))

    def close(self) -> None:
        """Tell the sink what was not done."""
        self._ledger.close("stopped")

    async def _poll(self, ask: Ask, number: int, job: Job) -> None:
        """Ask one endpoint, then for what it announces, then tell what it answered."""
        with Contained(lambda fault: self._ledger.polled(number, self._lost(job, fault))):
            validators = {} if job.full_read else _validators(job.state)
            answer = await ask(job.endpoint.url, validators)
            poll, leads = await self._announced(ask, job, answer)
            if poll.outcome == "not_modified" and not validators:
                poll = replace(poll, outcome="http_error", detail="304 although nothing was known")
            fresh = self._fresh(job, leads)
            poll = replace(poll, full_read=not validators, new_leads=len(fresh))
            self._ledger.expect(number, _unvalidated(poll))
            most = self._fetch.max_leads_per_endpoint
            for lead in fresh[most:]:
                self._ledger.drop(lead, "lead", "over_limit", f"more than {most} new links")
            ends = await _together(self._follow(ask, lead) for lead in fresh[:most])
            whole = all(ends) and len(fresh) <= most
            self._ledger.polled(number, poll if whole else _unvalidated(poll))

    async def _announced(
        self, ask: Ask, job: Job, answer: Page | Refusal
    ) -> tuple[Poll, tuple[Lead, ...]]:
        """Return what an endpoint answered, with the sitemaps of an index read as well."""
        poll, leads = self._read(job, answer)
        if leads or isinstance(answer, Refusal) or job.endpoint.kind != "news_sitemap":
            return poll, leads
        addresses = sitemap.children(answer) if poll.outcome == "ok" else ()
        if not addresses:
            return poll, leads
        parts = [self._read(job, await ask(address)) for address in addresses]
        failed = [part for part, _ in parts if part.outcome != "ok"]
        if len(failed) == len(parts):
            return _unvalidated(failed[0]), ()
        leads = tuple(chain.from_iterable(found for _, found in parts))
        detail = f"{len(failed)} of {len(parts)} sitemaps failed" if failed else ""
        return replace(_unvalidated(poll), detail=detail, leads=len(leads)), leads

    def _read(self, job: Job, answer: Page | Refusal) -> tuple[Poll, tuple[Lead, ...]]:
        now = self._clock()
        if isinstance(answer, Refusal):
            return _refused(job, answer, now), ()
        poll = _answered(job, answer, now)
        if poll.outcome != "ok":
            return poll, ()
        found = _READERS[job.endpoint.kind](answer, job.endpoint, job.source.id, now)
        if isinstance(found, Unreadable):
            outcome: PollOutcome = "empty" if found.reason == "empty" else "not_a_feed"
            return replace(_unvalidated(poll), outcome=outcome, detail=found.detail), ()
        return replace(poll, leads=len(found)), found

    def _fresh(self, job: Job, leads: Sequence[Lead]) -> Sequence[Lead]:
        """Return the leads that are to be followed."""
        wanted = [replace(lead, endpoint=job.endpoint.url) for lead in leads]
        return self._ledger.unknown(wanted) if wanted else ()

    async def _follow(self, ask: Ask, lead: Lead) -> bool:
        """Fetch one lead; tell whether that is the end of it, or another round may do better."""
        if lead.html:
            return self._ledger.carried(lead)
        with Contained(partial(self._ledger.drop, lead, "fetch", "error")):
            answer = only_page(await ask(lead.url))
            if isinstance(answer, Page):
                return self._ledger.page(lead, answer)
            self._ledger.drop(lead, answer.stage, answer.reason, answer.detail)
            return answer.reason in _FINAL
        return False

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
