"""robots.txt: what it allows us, read leniently (RFC 9309)."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from protego import Protego

from spiders.settings import BOT_NAME

MAX_BYTES: Final = 500 * 1024
"""The rest is not read; RFC 9309 asks for at least this much."""
_ALLOW_ALL: Final = b""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt allows."""

    parsed: Protego

    def allows(self, url: str) -> bool:
        """Tell whether we may fetch ``url``."""
        return self.parsed.can_fetch(url, BOT_NAME)

    def crawl_delay(self) -> float:
        """Return the seconds between requests that it asks for; 0 where it does not."""
        return self.parsed.crawl_delay(BOT_NAME) or 0.0


def rules_of(status: int, body: bytes) -> Rules | None:
    """Return the rules in an answer to a request for robots.txt; None where it tells nothing.

    A 4xx means that there are none and all is allowed, except for 429; a 5xx means that we do not
    know. HTML in place of rules holds none; a byte order mark and NULs do no harm.
    """
    if status == HTTPStatus.OK:
        return Rules(_parse(body[:MAX_BYTES]))
    if 400 <= status < 500 and status != HTTPStatus.TOO_MANY_REQUESTS:
        return Rules(_parse(_ALLOW_ALL))
    return None


def _parse(body: bytes) -> Protego:
    return Protego.parse(body.decode("utf-8-sig", "replace").replace("\x00", ""))
