"""How a crawl behaves: its options, who asked to be left alone, and what it refuses to fetch."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from monitor.options import Fetch
from monitor.polls import Stage

Clock = Callable[[], datetime]
Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""Host name -> its addresses; OSError where there are none."""

LONGEST_PAUSE: Final = timedelta(hours=24)
"""A server may ask for more; a typing error there must not silence a source for years."""
_FOR_THIS_ROUND: Final = datetime.max.replace(tzinfo=UTC)
_BUSY: Final = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


class Refused(IgnoreRequest):
    """We will not send this request. Scrapy takes it as a request to be left out.

    Args:
        reason: A word for :attr:`monitor.models.Drop.reason`.
        detail: For a person.
        stage: Where the path ended.
        seconds: After how long it may be asked again, where that is known.
    """

    def __init__(
        self, reason: str, detail: str = "", stage: Stage = "fetch", seconds: int | None = None
    ) -> None:
        super().__init__(f"{reason} {detail}".rstrip())
        self.reason = reason
        self.detail = detail
        self.stage = stage
        self.seconds = seconds


class BadCertificate(Exception):  # noqa: N818 - it says what is wrong
    """A server could not prove who it is."""


def _nobody(_host: str, _until: datetime) -> None: ...


@dataclass
class Manners:
    """What every part of one crawl goes by."""

    fetch: Fetch
    clock: Clock
    resolve: Resolve
    paused: dict[str, datetime] = field(default_factory=dict)
    """Host -> when it may be asked again."""
    on_pause: Callable[[str, datetime], None] = _nobody
    """Told of a pause that should outlive this crawl."""

    def check(self, host: str) -> None:
        """Raise Refused where ``host`` asked to be left alone."""
        until = self.paused.get(host)
        now = self.clock()
        if until is None or until <= now:
            return
        if until == _FOR_THIS_ROUND:
            raise Refused("paused", "it asked for fewer requests")
        seconds = int((until - now).total_seconds()) + 1
        raise Refused("paused", f"until {until:%Y-%m-%dT%H:%M:%SZ}", seconds=seconds)

    def heed(self, host: str, status: int, headers: Mapping[str, str]) -> None:
        """Pause ``host`` where its answer asks for that."""
        if status not in _BUSY:
            return
        now = self.clock()
        seconds = retry_after(headers, now)
        if seconds:
            self.paused[host] = now + timedelta(seconds=seconds)
            self.on_pause(host, self.paused[host])
        elif status == HTTPStatus.TOO_MANY_REQUESTS:
            self.paused[host] = _FOR_THIS_ROUND


def retry_after(headers: Mapping[str, str], now: datetime) -> int | None:
    """Return the seconds that ``retry-after`` asks for, at most 24 hours.

    None where it is missing, past or neither whole seconds nor a date (RFC 9110, 10.2.3).
    """
    value = headers.get("retry-after", "").strip()[:64]
    if value.isascii() and value.isdigit():
        seconds = int(value)
    else:
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            return None
        if until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        seconds = int((until - now).total_seconds())
    return min(seconds, int(LONGEST_PAUSE.total_seconds())) if seconds > 0 else None


def host_of(url: str) -> str:
    """Return the host of ``url``, in lower case, without port; the key of pauses."""
    return urlsplit(url).hostname or ""
