"""What collecting tells of itself: polls of endpoints, what is remembered of them, losses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PollOutcome = Literal[
    "ok", "not_modified", "http_error", "timeout", "connection", "blocked_private", "robots",
    "robots_unavailable", "redirects", "too_large", "not_a_feed", "empty", "lost",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Poll:
    """What one endpoint answered in one round."""

    source_id: str
    endpoint: str
    outcome: PollOutcome
    at: datetime
    status: int | None = None
    detail: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after_seconds: int | None = None
    full_read: bool = False
    """Asked without validators."""
    leads: int = 0
    new_leads: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class EndpointState:
    """What storage remembers of an endpoint, for the next poll."""

    endpoint: str
    source_id: str
    etag: str = ""
    last_modified: str = ""
    last_poll_at: datetime | None = None
    last_success_at: datetime | None = None
    last_full_read_at: datetime | None = None
    next_poll_at: datetime | None = None
    failures: int = 0
    """Failures in a row."""


Stage = Literal["lead", "robots", "fetch", "read", "import", "store"]


@dataclass(frozen=True, slots=True)
class Drop:
    """A lead or line that was given up, where and why."""

    source_id: str
    url: str
    stage: Stage
    reason: str
    detail: str = ""
