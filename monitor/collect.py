"""One round of collection: due endpoints -> crawl -> examine -> decide -> save -> report.

due endpoints ──spiders──▶ leads ──storage: unknown?──▶ pages ──reading──▶ articles
article ──intake.examine──▶ examined ──storage.near──▶ known ──intake.decide──▶ decision
decision ──storage.save──▶ one transaction
"""

import logging
import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor import cadence, intake
from monitor.errors import UsageError
from monitor.models import Article, Label, Lead, Outlet, Page, Unreadable, When
from monitor.options import AS_SHIPPED, Config, Rules, Source
from monitor.polls import Drop, EndpointState, Poll, Stage
from monitor.reading import extract, urls
from monitor.taking import take_examined
from spiders.crawl import Job, crawl
from storage.store import Store

log = logging.getLogger(__name__)

_NOT_TRIED = frozenset(
    {"paused", "stopped", "not_asked", "over_limit", "no_link", "robots_unavailable"}
)
"""Reasons of drops that say nothing about the link itself: the next round takes it up again."""

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]
"""``(finished, expected)`` steps of the round, both growing."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one article."""

    article_id: int
    label: Label
    new: bool
    """False: it was stored before, under this or another of its addresses."""
    new_story: bool = False
    new_incidents: int = 0
    edited: bool = False
    """It was stored before, with another text, which is kept as a version."""


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What one round did."""

    round_id: int
    counters: Mapping[str, int]
    failures: tuple[str, ...]
    """A line for each endpoint that could not be read."""
    asked: int
    """Endpoints that were due."""


def outlet_of(source: Source) -> Outlet:
    """Return what reading and judging may know of ``source``."""
    return Outlet(
        source_id=source.id,
        name=source.name,
        country=source.country,
        departments=source.departments,
        language=source.language,
        mirrors=source.mirrors,
    )


def take(
    store: Store,
    article: Article,
    *,
    round_id: int | None = None,
    rules: Rules = AS_SHIPPED,
    language: str = "es",
) -> Taken:
    """Take one article in: one read, one pure decision, one transaction."""
    known = store.known_article(article.canonical_url, *article.aliases)
    if known is not None:
        store.add_aliases(known.article_id, (article.canonical_url, *article.aliases))
        edited = _take_edit(store, article, known.article_id, rules, language)
        return edited or Taken(known.article_id, known.verdict, new=False)
    examined = intake.examine(article, rules)
    number, decision = take_examined(store, examined, round_id, rules, language)
    return Taken(
        article_id=number,
        label=decision.verdict.label,
        new=True,
        new_story=decision.story.story_id is None,
        new_incidents=sum(link.incident_id is None for link in decision.incidents),
    )


def _take_edit(
    store: Store, article: Article, article_id: int, rules: Rules, language: str
) -> Taken | None:
    """Take another text of a stored article as a version; None where it is none.

    A text that the article had before changes nothing, so that an outlet which goes back and forth
    makes no news; nor does one that another address of it, as for telephones, gives cut short. Of
    ordinary news no versions are kept.
    """
    if not article.body or store.has_text(article_id, article):
        return None
    kept = store.kept_text(article_id)
    if kept is None:
        return None
    examined = intake.examine(article, rules, kept.decided)
    old, new = (kept.title, kept.body, kept.counts), intake.told(examined)
    edit = intake.edited(old, new)
    if edit is None or (examined.judgement.verdict.label == "rejected" and not kept.body):
        return None
    if article.url != kept.url and not edit.sentences[0]:
        return None
    if _is_earlier(article.published, kept.published) and (undone := intake.edited(new, old)):
        store.keep_older(article_id, article, undone)
        return Taken(article_id, kept.verdict, new=False, edited=True)
    decision = intake.decide_edit(examined, store.near(examined), article_id, language)
    if kept.decided:
        verdict = replace(decision.verdict, label=kept.decided)
        decision = replace(decision, verdict=verdict, reverdicts=())
    if kept.told:
        decision = intake.kept_where_it_is(decision, kept.told)
    store.revise(article_id, decision, edit)
    return Taken(article_id, decision.verdict.label, new=False, edited=True)


def _is_earlier(one: When, other: When) -> bool:
    return bool(one.at and other.at and one.at < other.at)


def run_round(
    config: Config,
    store: Store,
    clock: Clock,
    *,
    everything: bool = False,
    only: Collection[str] = (),
    progress: Progress | None = None,
    stop_after_seconds: float | None = None,
) -> RoundReport:
    """Do one round of what is due and return what it did.

    Args:
        config: With a contact; nothing is fetched without one.
        store: Open to write; the caller holds the lock.
        clock: Gives the current instant.
        everything: Poll every enabled endpoint, due or not. Retry-After is still obeyed.
        only: Ids of the sources to poll; empty for all.
        progress: Told after every step.
        stop_after_seconds: When to end the round early; what is left waits for the next one.

    Raises:
        UsageError: No contact is configured, or ``only`` names an unknown source.
    """
    check_may_run(config, only)
    started = clock()
    store.sync_sources(config.sources)
    jobs = due_jobs(config, store.endpoint_states(), started, everything=everything, only=only)
    round_id = store.begin_round("crawl", started)
    collector = Collector(config, store, round_id, clock, progress or (lambda _done, _all: None))
    collector.expected += len(jobs)
    status = "failed"
    try:
        crawl(
            jobs,
            collector,
            config.fetch,
            clock=clock,
            paused=store.paused_hosts(started),
            again=[] if only else store.due_retries(started),
            stop_after_seconds=stop_after_seconds,
        )
        status = "done"
    finally:
        store.end_round(round_id, clock(), status, dict(collector.counters))
    return RoundReport(round_id, dict(collector.counters), tuple(collector.failures), len(jobs))


def check_may_run(config: Config, only: Collection[str] = ()) -> None:
    """Make sure that something may be fetched.

    Raises:
        UsageError: No contact is configured, or ``only`` names an unknown source.
    """
    if not config.fetch.contact:
        what = "fetch.contact is empty, so nothing is fetched"
        raise UsageError(
            str(config.path), what, "write an e-mail address or web page of yours there"
        )
    unknown = sorted(set(only) - {source.id for source in config.sources})
    if unknown:
        raise UsageError(unknown[0], "is no source of the configuration", "see: trata sources")


def due_jobs(
    config: Config,
    states: Mapping[str, EndpointState],
    now: datetime,
    *,
    everything: bool = False,
    only: Collection[str] = (),
) -> list[Job]:
    """Return the endpoints to poll at ``now``."""
    jobs = []
    for source in config.sources:
        if not (source.id in only if only else source.enabled):
            continue
        for endpoint in source.endpoints:
            state = states.get(endpoint.url) or EndpointState(endpoint.url, source.id)
            if everything or cadence.is_due(state, now):
                full = cadence.wants_full_read(state, now, config.fetch.full_read_hours)
                jobs.append(Job(source, endpoint, state, full))
    return jobs


@dataclass
class Collector:
    """The sink of one crawl: every lead ends as stored, known, or a drop."""

    config: Config
    store: Store
    round_id: int
    clock: Clock
    progress: Progress
    counters: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    expected: int = 0
    finished: int = 0

    def __post_init__(self) -> None:
        self._sources = {source.id: source for source in self.config.sources}
        self._endpoints = {e.url: e for s in self.config.sources for e in s.endpoints}
        self._states = self.store.endpoint_states()
        self._seen: set[str] = set()
        self._leads: dict[str, Lead] = {}

    # -- what the crawl asks and tells ------------------------------------------------------------

    def unknown(self, leads: Sequence[Lead]) -> Sequence[Lead]:
        """Return the leads that are neither known, waiting for a retry, nor seen in this round."""
        keys = {id(lead): self._key(lead) for lead in leads}
        known = self.store.known_keys(sorted(set(keys.values())))
        changed = {keys[id(lead)]: lead.updated for lead in leads if keys[id(lead)] in known}
        again = self.store.outdated(changed, self.clock())
        passed = self._seen | (known - again)
        waiting = self.store.retry_waiting(sorted(set(keys.values())), self.clock())
        fresh = []
        for lead in leads:
            key = keys[id(lead)]
            if key in passed:
                self.counters["leads/known"] += 1
            elif key in waiting:
                self.counters["leads/waiting"] += 1
            else:
                fresh.append(lead)
                passed.add(key)
        self._seen |= {keys[id(lead)] for lead in fresh}
        self._leads |= {keys[id(lead)]: lead for lead in fresh}
        self.counters["leads/found"] += len(leads)
        edited = sum(keys[id(lead)] in again for lead in fresh)
        self.counters["leads/new"] += len(fresh) - edited
        self.counters["leads/edited"] += edited
        self._step(0, len(fresh))
        return fresh

    def page(self, lead: Lead, page: Page) -> None:
        """Read and take a fetched page."""
        self._read(lead, extract.read(page, lead, outlet_of(self._sources[lead.source_id])))

    def carried(self, lead: Lead) -> None:
        """Take an article that the feed carried whole."""
        outlet = outlet_of(self._sources[lead.source_id])
        self._read(lead, extract.from_feed(lead, outlet, self.clock()))

    def drop(self, drop: Drop) -> None:
        """Count what was given up, and when it is tried again."""
        self._step(int(drop.reason != "no_link"), 0)
        self.counters[f"drops/{drop.stage}/{drop.reason}"] += 1
        self.store.save_drop(self.round_id, drop, self.clock())
        if drop.stage == "store":
            self.failures.append(f"{drop.source_id}: not stored {drop.url}: {drop.detail}")
        if drop.reason not in _NOT_TRIED:
            key = self._key_of(drop.source_id, drop.url)
            attempts = self.store.attempts(key) + 1
            rest = self.clock() + cadence.retry_wait(attempts)
            self.store.note_failure(key, attempts, rest, self._leads.get(key))

    def poll(self, poll: Poll) -> None:
        """Remember what an endpoint answered and when it is asked next."""
        self._step(1, 0)
        self.counters[f"polls/{poll.outcome}"] += 1
        state = self._states.get(poll.endpoint) or EndpointState(poll.endpoint, poll.source_id)
        every = self._endpoints[poll.endpoint].every_minutes
        # the spread of polls is no secret
        state = cadence.after(poll, state, every, random.random())  # noqa: S311
        self.store.save_poll(self.round_id, poll, state)
        if not cadence.succeeded(poll) and not cadence.was_not_asked(poll):
            self.failures.append(_failure_line(poll))

    def pause(self, host: str, until: datetime) -> None:
        """Remember that ``host`` asked to be left alone."""
        self.counters["hosts/paused"] += 1
        self.store.pause_host(host, until)

    # -- one article ------------------------------------------------------------------------------

    def _read(self, lead: Lead, article: Article | Unreadable) -> None:
        if isinstance(article, Unreadable):
            self.drop(self._drop_of(lead, "read", article.reason, article.detail))
            return
        taken = take(
            self.store,
            replace(article, aliases=(*article.aliases, self._key(lead))),
            round_id=self.round_id,
            rules=self.config.rules,
            language=self.config.delivery.language,
        )
        self.store.clear_failure(self._key(lead))
        self._step(1, 0)
        if not taken.new:
            if lead.updated.at:
                self.store.note_reading(taken.article_id, self.clock())
            self.counters["articles/edited" if taken.edited else "articles/known"] += 1
            return
        self.counters["articles/stored"] += 1
        self.counters[f"articles/{taken.label}"] += 1
        self.counters["stories/new"] += taken.new_story
        self.counters["incidents/new"] += taken.new_incidents

    def _drop_of(self, lead: Lead, stage: Stage, reason: str, detail: str) -> Drop:
        return Drop(lead.source_id, lead.url, stage, reason, detail)

    def _key(self, lead: Lead) -> str:
        return self._key_of(lead.source_id, lead.url)

    def _key_of(self, source_id: str, url: str) -> str:
        return urls.canonical(url, self._sources[source_id].mirrors)

    def _step(self, finished: int, expected: int) -> None:
        self.finished += finished
        self.expected += expected
        self.progress(self.finished, self.expected)


_REMEDIES: Mapping[str, str] = {
    "robots": "its robots.txt forbids this address; take the endpoint out",
    "blocked_private": "such addresses are not asked; see fetch.allow_addresses",
    "not_a_feed": "the address gives something else; look at it in a browser",
    "empty": "the answer has no content; look at it in a browser",
    "too_large": "larger than fetch.max_bytes",
    "redirects": "redirected too often; give the address where it leads",
}


def _failure_line(poll: Poll) -> str:
    status = f" (HTTP {poll.status})" if poll.status else ""
    detail = f": {poll.detail}" if poll.detail else ""
    remedy = f"; {_REMEDIES[poll.outcome]}" if poll.outcome in _REMEDIES else ""
    return f"{poll.source_id}: {poll.outcome}{status} {poll.endpoint}{detail}{remedy}"
