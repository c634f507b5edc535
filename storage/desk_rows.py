"""What the review desk shows, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Generic, TypeVar

from monitor.models import UNKNOWN, Label, Status, When
from monitor.privacy import victims
from monitor.privacy.runs import runs
from storage.rows import Row, instant, unpacked, when, when_of_day

PAGE = 50
"""Rows of a page."""
MOST = 10_000
"""Rows that are counted; beyond them there are "more than" so many."""

T = TypeVar("T")

_victims = lru_cache(maxsize=512)(victims)
"""A page asks for the headline and each quote of an article."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which incidents a page lists; what is empty is not asked for."""

    department: str = ""
    form: str = ""
    status: str = ""
    review: str = ""
    """``open``, ``accepted``, ``rejected`` or ``unsure``; empty: all but the rejected ones."""
    since: str = ""
    """An ISO day: happened then or later."""
    until: str = ""
    conflict: bool = False
    """Only those whose outlets disagree on a count."""
    words: str = ""
    """That stand in an article or title of it."""


@dataclass(frozen=True, slots=True)
class SoughtArticles:
    """Which articles a page lists; what is empty is not asked for."""

    verdict: str = ""
    source: str = ""
    decided: bool = False
    """Only those on which a person decided."""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident as a list shows it."""

    incident_id: int
    title: str
    status: Status
    event: When
    review: str
    """``accepted``, ``rejected``, ``unsure``; empty while nobody decided."""
    reviewed_by: str
    first_seen_at: datetime
    last_update_at: datetime
    departments: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    counts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Field -> the different values that articles give, the smallest first."""
    decided: Mapping[str, str | int | None] = field(default_factory=dict)
    """Field -> the value that a person chose."""
    articles: int = 0
    outlets: tuple[str, ...] = ()

    @property
    def disputed(self) -> tuple[str, ...]:
        """The counts on which outlets disagree and nobody chose."""
        several = (name for name, values in self.counts.items() if len(values) > 1)
        return tuple(name for name in several if name not in self.decided)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as a list shows it."""

    article_id: int
    outlet: str
    title: str
    url: str
    published: When
    fetched_at: datetime
    verdict: Label
    score: float
    kind: str
    story_id: int | None
    decision: str = ""
    """What a person said of it: a verdict or ``unsure``; empty while nobody did."""
    machine: str = ""
    """What the rules said of it."""
    reason: str = ""
    """Why it tells the incident at hand."""
    stage: Status | None = None
    """How far it tells that the case has come; None outside an incident."""
    event: When = UNKNOWN
    """When it tells that this was."""
    text: str = field(default="", repr=False)
    """All of it; empty where it was not kept."""

    @property
    def known(self) -> frozenset[str]:
        """The names of victims that title and text tell, where one may stand in the title."""
        return self.named_in(self.title)

    def named_in(self, words: str) -> frozenset[str]:
        """Return the names of victims that title and text tell, where one may stand in words."""
        return _victims(self.title, self.text) if any(runs(words)) else frozenset()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with who makes it."""

    claim_id: int
    article_id: int
    outlet: str
    field: str
    value: str | int
    qualifier: str
    part: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with the part that it plays and who says so."""

    place_id: int
    article_id: int
    outlet: str
    role: str
    text: str
    department: str
    province: str
    district: str
    country: str
    latitude: float | None
    longitude: float | None
    part: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident with all that is said of it."""

    row: IncidentRow
    numbers: tuple[int, ...]
    """Its own, then those of incidents merged into it."""
    articles: tuple[ArticleRow, ...]
    """The earliest first."""
    claims: tuple[ClaimRow, ...]
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A page of a list."""

    rows: tuple[T, ...]
    page: int
    total: int
    """Rows on all pages; counted up to :data:`MOST`."""

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class Today:
    """What a reviewer has before him: what the last digest told and what has come since."""

    since: datetime
    incidents: tuple[int, ...]
    """Those that got articles, the latest first."""
    done: frozenset[int]
    """Of these: those on which somebody decided since their last article."""
    others: tuple[ArticleRow, ...]
    """Relevant articles that tell no incident."""
    related: tuple[ArticleRow, ...]
    rejects: tuple[ArticleRow, ...]
    """Of the rejected ones: those that the digest drew for inspection, and those decided on."""

    @property
    def articles(self) -> tuple[ArticleRow, ...]:
        """The articles that want a decision of their own."""
        return (*self.others, *self.related)

    @property
    def reviewed(self) -> int:
        """How many incidents and articles are decided on."""
        return len(self.done) + sum(bool(article.decision) for article in self.articles)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.incidents) + len(self.articles)


def incident_row(row: Row) -> IncidentRow:
    """Return a row of ``incidents`` as a list shows it."""
    return IncidentRow(
        incident_id=row["id"],
        title=row["title"],
        status=row["status"],
        event=when_of_day(row["date_event"], row["date_precision"]),
        review=row["review"] or "",
        reviewed_by=row["reviewed_by"] or "",
        first_seen_at=instant(row["first_seen_at"]),
        last_update_at=instant(row["last_update_at"]),
    )


def article_row(row: Row) -> ArticleRow:
    """Return a row of ``articles``, with what was decided and the text kept of a rejected one."""
    return ArticleRow(
        article_id=row["id"],
        outlet=row["outlet"],
        title=row["title"],
        url=row["url"],
        published=when(row["published_at"], row["published_precision"]),
        fetched_at=instant(row["fetched_at"]),
        verdict=row["verdict"],
        score=row["score"],
        kind=row["kind"],
        story_id=row["story_id"],
        decision=row["decision"] or "",
        machine=row["machine"],
        reason=row.get("reason") or "",
        stage=row.get("status"),
        event=when_of_day(row.get("date_event"), row.get("date_precision", "unknown")),
        text=row["body"] or unpacked(row["packed"]),
    )
