"""One request at the desk: who asks, in which session, with which database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request

from monitor.options import AS_SHIPPED, Rules
from monitor.web.password import Password
from monitor.web.sessions import Session, Sessions
from monitor.web.speech import Speech
from storage.reviewing import By
from storage.store import Store

_LONGEST_NOTE = 2000
_LONGEST_NAME = 60


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Setting:
    """What a desk is opened with."""

    database: Path
    language: str = "es"
    zone: str = "America/Lima"
    reviewer: str = ""
    """Who decides where nobody gave a name."""
    rules: Rules = AS_SHIPPED
    password: Password | None = None
    """None: whoever reaches it is let in, as on a loopback address."""
    clock: Callable[[], datetime] = _now
    sessions: Sessions = field(default_factory=Sessions)
    _drawn: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def drawn(self, store: Store) -> tuple[int, ...]:
        """Return the rejected articles that the last digest drew for inspection."""
        last = store.last_digest()
        if last is None:
            return ()
        if last.id not in self._drawn:
            found = store.material_of(last.id)
            rejects = found[1].rejects if found else ()
            self._drawn[last.id] = tuple(one.article_id for one in rejects)
        return self._drawn[last.id]

    @cached_property
    def speech(self) -> Speech:
        """The desk's words."""
        return Speech(self.language, self.zone)


@dataclass(frozen=True, slots=True)
class Visit:
    """A request with its session, and what its form says."""

    setting: Setting
    request: Request
    session: Session
    form: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def speech(self) -> Speech:
        """The desk's words."""
        return self.setting.speech

    @property
    def address(self) -> str:
        """The path and query that were asked for."""
        url = self.request.url
        return f"{url.path}?{url.query}" if url.query else url.path

    def number(self, name: str) -> int:
        """Return the number in the path; too large a one names nothing."""
        return min(int(self.request.path_params[name]), 2**62)

    def field(self, name: str) -> str:
        """Return what a field of the form says; empty where there is none."""
        return self.form.get(name, ("",))[-1].strip()

    def reading(self) -> Store:
        """Open the database to read."""
        return Store.open(self.setting.database, readonly=True)

    def writing(self) -> Store:
        """Open the database to decide."""
        return Store.open(self.setting.database, create=False)

    @property
    def reviewer(self) -> str:
        """Who decides."""
        return self.session.reviewer or self.setting.reviewer

    def by(self) -> By:
        """Return who decides, when, and with which note."""
        return By(self.reviewer, self.setting.clock(), self.field("note")[:_LONGEST_NOTE])


def own_path(text: str, otherwise: str = "/") -> str:
    """Return ``text`` where it is a path of this desk, so that no form leads elsewhere."""
    parts = urlsplit(text)
    odd = parts.scheme or parts.netloc or "\\" in text or not text.isprintable()
    return otherwise if odd or not text.startswith("/") or text.startswith("//") else text


def reviewer_name(text: str) -> str:
    """Return a name as it is kept."""
    return " ".join(text.split())[:_LONGEST_NAME]
