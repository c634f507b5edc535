"""Who is at the desk: sessions in memory, each with a secret that every form carries."""

import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

COOKIE = "trata_desk"
LIFETIME = timedelta(hours=12)
"""After so long without a request a session is over."""
MOST_SESSIONS = 500


@dataclass(slots=True)
class Flash:
    """What the next page tells of the last decision."""

    text: str
    review_id: int | None = None
    """The decision that may be taken back; None where there is nothing to take back."""


@dataclass(slots=True)
class Session:
    """One browser."""

    id: str
    seen_at: datetime
    reviewer: str = ""
    signed_in: bool = False
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    flash: Flash | None = None

    def knows(self, token: str) -> bool:
        """Whether a form's token is that of this session."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())

    def take_flash(self) -> Flash | None:
        """Return what is to be told, once."""
        flash, self.flash = self.flash, None
        return flash


class Sessions:
    """The sessions of a running desk; nothing of them outlives it."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Session] = OrderedDict()

    def find(self, cookie: str, now: datetime) -> Session | None:
        """Return the session of a cookie, None where there is none or it is over."""
        session = self._known.get(cookie)
        if session is None or now - session.seen_at > LIFETIME:
            return None
        session.seen_at = now
        self._known.move_to_end(session.id)
        return session

    def begin(self, now: datetime, reviewer: str = "", *, signed_in: bool = False) -> Session:
        """Return a new session; where there are too many, one that is not signed in goes first."""
        session = Session(secrets.token_urlsafe(24), now, reviewer, signed_in)
        self._known[session.id] = session
        if len(self._known) > MOST_SESSIONS:
            strangers = (one for one in self._known.values() if not one.signed_in)
            self._known.pop(next(strangers, next(iter(self._known.values()))).id)
        return session

    def end(self, session: Session) -> None:
        """Forget a session."""
        self._known.pop(session.id, None)
