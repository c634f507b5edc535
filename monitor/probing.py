"""Every endpoint asked once, with nothing stored: for ``trata check --live``."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor import cadence
from monitor.models import Lead, Page
from monitor.options import Config
from monitor.polls import Drop, EndpointState, Poll
from spiders.crawl import Job, crawl


@dataclass(frozen=True, slots=True)
class Probed:
    """What one endpoint answered."""

    poll: Poll
    newest: datetime | None
    """The newest date among its links."""

    @property
    def ok(self) -> bool:
        """Whether it was read and announced something."""
        return cadence.succeeded(self.poll) and self.poll.leads > 0


@dataclass
class _Listener:
    """A sink that wants no page."""

    pause: Callable[[str, datetime], None]
    polls: list[Poll] = field(default_factory=list)
    newest: dict[str, datetime] = field(default_factory=dict)

    def unknown(self, leads: Sequence[Lead]) -> Sequence[Lead]:
        for lead in leads:
            at = lead.published.at
            if at and at > self.newest.get(lead.endpoint, at.min.replace(tzinfo=at.tzinfo)):
                self.newest[lead.endpoint] = at
        return ()

    def page(self, lead: Lead, page: Page) -> None: ...

    def carried(self, lead: Lead) -> None: ...

    def drop(self, drop: Drop) -> None: ...

    def poll(self, poll: Poll) -> None:
        self.polls.append(poll)


def probe_all(
    config: Config,
    clock: Callable[[], datetime],
    only: Collection[str],
    paused: Mapping[str, datetime],
    pause: Callable[[str, datetime], None],
) -> list[Probed]:
    """Ask each endpoint of the enabled sources (or of those in ``only``) once.

    Args:
        config: With a contact.
        clock: Gives the current instant.
        only: Ids of sources; empty for all.
        paused: Hosts that are not asked before the instant.
        pause: Told of hosts that ask to be left alone.
    """
    jobs = [
        Job(source, endpoint, EndpointState(endpoint.url, source.id), full_read=True)
        for source in config.sources
        if (source.id in only if only else source.enabled)
        for endpoint in source.endpoints
    ]
    listener = _Listener(pause)
    crawl(jobs, listener, config.fetch, clock=clock, paused=paused)
    return [Probed(poll, listener.newest.get(poll.endpoint)) for poll in listener.polls]
