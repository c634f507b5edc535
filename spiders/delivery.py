"""Who hears what became of each lead and endpoint, and where a fault of ours ends."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol

from monitor.errors import TrataError
from monitor.models import Lead, Page
from monitor.polls import Drop, Poll, Stage
from monitor.text import one_line

log = logging.getLogger(__name__)


class Sink(Protocol):
    """Takes what a crawl finds. Called from one thread, one call at a time.

    Each job ends in one ``poll``; each lead that ``unknown`` returned ends in one of ``page``,
    ``carried`` and ``drop``. An entry that became no lead is told as a drop of stage ``lead``. The
    poll comes after its leads, so that a crawl that is killed remembers no validator of an
    announcement whose articles it has not handed over.
    """

    def unknown(self, leads: Sequence[Lead]) -> Sequence[Lead]:
        """Return those of ``leads`` that are to be fetched; the rest is known."""
        ...

    def page(self, lead: Lead, page: Page) -> None:
        """Take the page behind a lead; its status is 2xx."""
        ...

    def carried(self, lead: Lead) -> None:
        """Take a lead whose announcement carried the whole text, so that nothing was fetched."""
        ...

    def drop(self, drop: Drop) -> None:
        """Take note of what was given up."""
        ...

    def poll(self, poll: Poll) -> None:
        """Take note of what an endpoint answered."""
        ...

    def pause(self, host: str, until: datetime) -> None:
        """Take note that ``host`` is not to be asked before ``until``."""
        ...


class Contained:
    """A context in which a fault of ours ends one page or endpoint and no more.

    An error that a user must act on, such as a full disk, passes and ends the crawl.

    Args:
        report: Told of the fault, in a line.
    """

    def __init__(self, report: Callable[[str], object]) -> None:
        self._report = report

    def __enter__(self) -> None: ...

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception) or isinstance(error, TrataError):
            return False
        log.debug("a fault of the program", exc_info=error)
        self._report(one_line(f"{type(error).__name__}: {error}", 300))
        return True


class Ledger:
    """What was asked and has not ended yet, so that everything ends exactly once.

    It counts from what was asked, not from what came back: an answer that never comes is told too.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._polls: dict[int, Poll] = {}
        self._leads: dict[int, Lead] = {}

    def expect(self, job: int, poll: Poll) -> None:
        """Open ``job``; ``poll`` is told of it where nothing better becomes known."""
        self._polls[job] = poll

    def skipped(self, drop: Drop) -> None:
        """Tell of an entry that became no lead."""
        self._sink.drop(drop)

    def polled(self, job: int, poll: Poll) -> None:
        """End ``job``, where it is open."""
        if self._polls.pop(job, None) is not None:
            self._sink.poll(poll)

    def unknown(self, leads: Sequence[Lead]) -> Sequence[Lead]:
        """Return the leads that are to be fetched; each of them is open now."""
        fresh = self._sink.unknown(leads)
        self._leads.update((id(lead), lead) for lead in fresh)
        return fresh

    def page(self, lead: Lead, page: Page) -> bool:
        """End ``lead`` with its page; tell whether the sink could take it."""
        return self._hand_over(lead, lambda: self._sink.page(lead, page))

    def carried(self, lead: Lead) -> bool:
        """End ``lead``, which needs no page; tell whether the sink could take it."""
        return self._hand_over(lead, lambda: self._sink.carried(lead))

    def drop(self, lead: Lead, stage: Stage, reason: str, detail: str = "") -> None:
        """End ``lead`` with nothing, where it is open."""
        if self._leads.pop(id(lead), None) is not None:
            self._sink.drop(Drop(lead.source_id, lead.url, stage, reason, detail))

    def close(self, reason: str) -> None:
        """End all that is still open."""
        for lead in list(self._leads.values()):
            self.drop(lead, "fetch", reason)
        for job, poll in list(self._polls.items()):
            self.polled(job, poll)

    def _hand_over(self, lead: Lead, hand_over: Callable[[], None]) -> bool:
        with Contained(lambda fault: self.drop(lead, "store", "error", fault)):
            hand_over()
            del self._leads[id(lead)]
            return True
        return False
