"""What storage hands to reporting for a digest: incidents and articles of a period, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from monitor.models import (
    Article,
    Facts,
    Kind,
    Label,
    Qualifier,
    Role,
    Scope,
    Status,
    Verdict,
    When,
)


@dataclass(frozen=True, slots=True)
class ClaimBrief:
    """A claim with who made it."""

    field: str
    value: str | int
    qualifier: Qualifier
    scope: Scope
    quote: str
    article_id: int
    outlet: str
    is_new: bool
    """Whether it was stored in the period."""


@dataclass(frozen=True, slots=True)
class PlaceBrief:
    """A place with its part in the incident; equal ones of several articles are one."""

    role: Role
    text: str
    department: str
    district: str
    ubigeo: str
    country: str
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleBrief:
    """An article as a digest names it."""

    article_id: int
    outlet: str
    title: str
    url: str
    published: When
    fetched_at: datetime
    label: Label
    kind: Kind
    story_id: int
    link_reason: str = ""
    """Why it was put into its incident; empty outside one."""
    claims: tuple[ClaimBrief, ...] = ()
    """Only for an article outside an incident (statistics, policy...)."""
    is_new: bool = True
    reason: str = ""
    """For a rejected article: the strongest reason against it."""
    credit: str = ""
    """The agency or office whose text it says it carries; empty where it names none."""


@dataclass(frozen=True, slots=True)
class Told:
    """What earlier digests told of an incident."""

    day: str
    """The Lima day of the last one that did."""
    status: str
    values: frozenset[tuple[str, str]]
    """``(field, value)`` of its counts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that stands of an incident and that digests tell: a row of the table ``told``."""

    incident_id: int
    what: str
    value: str | int
    digest_id: int


@dataclass(frozen=True, slots=True)
class IncidentBrief:
    """An incident that is new in the period, or got articles in it."""

    incident_id: int
    title: str
    status: Status
    event: When
    first_seen_at: datetime
    is_new: bool
    """First seen in the period; otherwise something was added."""
    places: tuple[PlaceBrief, ...]
    claims: tuple[ClaimBrief, ...]
    """Of scope incident, of all its articles, oldest first."""
    articles: tuple[ArticleBrief, ...]
    """Oldest first; ``is_new`` tells those of the period."""
    told: Told | None = None
    """None: no digest told of it yet, or none that remembers what."""
    decided: Mapping[str, str] = field(default_factory=dict)
    """Field -> the value that a person chose; what outlets say stays in the claims."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """Something that an earlier digest told and that does not hold any more."""

    what: Literal["merged", "moved", "figure", "gone"]
    day: str
    """The Lima day of the digest that told it."""
    incident_id: int
    title: str
    """As it was told."""
    into: int = 0
    """For what was merged or moved: the incident that it belongs to now; 0 for none."""
    into_title: str = ""
    field: str = ""
    """For a figure: which one."""
    before: str = ""
    """The value that was told; for what was moved, the headline."""
    now: tuple[str, ...] = ()
    """The values that stand now."""
    articles: int = 1
    """Of what was moved: how many."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Incidents of one month, department and form, and the people rescued in them."""

    month: str
    department: str
    form: str
    incidents: int
    rescued_min: int
    rescued_max: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Incidents and people of some months, by the date of the event; each incident once."""

    first_month: str
    """As ``2024-04``."""
    last_month: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class IncidentHead:
    """What an alert says of an incident."""

    incident_id: int
    title: str
    event: When
    departments: tuple[str, ...]
    forms: tuple[str, ...]
    url: str
    """Of its first article."""


@dataclass(frozen=True, slots=True)
class SourceBrief:
    """A row of ``source_health``."""

    source_id: str
    name: str
    last_success_at: datetime | None
    last_new_article_at: datetime | None
    days_silent: float | None
    usual_per_week: float
    state: Literal["ok", "silent", "failing", "never", "off"]
    why: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a digest of the period ``since`` to ``until`` is made of."""

    since: datetime
    until: datetime
    incidents: tuple[IncidentBrief, ...]
    others: tuple[ArticleBrief, ...]
    """Relevant articles of the period that tell no incident."""
    related: tuple[ArticleBrief, ...]
    rejects: tuple[ArticleBrief, ...]
    """At most ten of the period's rejected articles, drawn with a seed made of the period."""
    sources: tuple[SourceBrief, ...]
    counters: Mapping[str, int]
    """Of the period: ``rounds``, ``polls``, ``polls_failed``, ``articles``, ``relevant``,
    ``related``, ``rejected``, ``drops``, ``incidents_new``; ``unlisted``: incidents and articles
    that count as told though there are too many to list; and ``older``: articles from before it
    that no digest told, nor any later one will, as there are before the first digest."""
    drops: Mapping[str, int]
    """``stage: reason`` -> how many leads were given up in the period."""
    number: int = 0
    """Of the digest; 0 for a summary of a period."""
    back: tuple[SourceBrief, ...] = ()
    """Sources that an earlier digest called failing or silent and that answer again."""
    errata: tuple[Erratum, ...] = ()
    overview: Overview | None = None
    standing: tuple[Standing, ...] = field(default=(), compare=False, repr=False)
    """What readers will have been told, as it stood when this was read; not kept with the rest."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored article with what a replay needs of it."""

    article_id: int
    article: Article
    """Its body is empty where the text was not kept."""
    story_id: int
    verdict: Verdict
    facts: Facts | None
    """As they were when it was stored; None where they were not kept."""
    sketch: tuple[int, ...]
    reviewed: bool
    """Whether a person decided on it, or confirmed its incident."""
    told: Mapping[int, int] = field(default_factory=dict)
    """Event of the article -> the live incident that it is; 0 is the main one."""
    further: tuple[Facts, ...] = ()
    """Of the events after the first."""
    asides: frozenset[int] = frozenset()
    """Those that are only told in passing."""
    placed: bool = False
    """Whether a person put it where it is, or others beside it."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A stored article that would go from one story or incident to another."""

    article_id: int
    url: str
    source: int | None
    """None: it told no incident."""
    into: int
    """Below 0: a new one; the same number, the same one."""
    reason: str
    episode: int = 0
    """Which event of the article; of a story always 0."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a replay of the grouping would change."""

    stories: tuple[Shift, ...] = ()
    incidents: tuple[Shift, ...] = ()
    titles: Mapping[int, str] = field(default_factory=dict)
    """Of new incidents, by their number below 0."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text of an article that its outlet edited later."""

    version: int
    title: str
    read_at: str
    replaced_at: str
    counts_changed: Mapping[str, list[object]]
    """Field -> ``[before, after]``: what the next text changed."""
    text_sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class Telling:
    """An article in an evidence packet: where it stood, when it was read, what was read."""

    article_id: int
    outlet: str
    title: str
    url: str
    canonical_url: str
    published_at: str | None
    """UTC ISO text, as in the database."""
    published_precision: str
    fetched_at: str
    verdict: Label
    score: float
    story_id: int | None
    link_reason: str
    link_score: float
    text_sha256: str
    """Of the stored plain text in UTF-8; empty where none is kept."""
    characters: int
    earlier: tuple[Earlier, ...]
    """Its earlier texts, oldest first."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim or a place in an evidence packet."""

    what: str
    """The field of a claim, the role of a place."""
    value: str
    qualifier: str
    quote: str
    part: str
    start: int
    end: int
    extractor: str
    article_id: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A person's decision in an evidence packet."""

    at: str
    reviewer: str
    action: str
    article_id: int | None
    before: str
    after: str
    note: str
    undone_at: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one incident, with where it comes from."""

    incident_id: int
    title: str
    status: str
    date_event: str | None
    date_precision: str
    first_seen_at: str
    last_update_at: str
    merged: tuple[int, ...]
    """Numbers of incidents that were merged into it."""
    tellings: tuple[Telling, ...]
    claims: tuple[Statement, ...]
    places: tuple[Statement, ...]
    reviews: tuple[Reviewed, ...]
    """Of the incident and its articles, oldest first."""
    victims: frozenset[str]
    """Names of victims that its articles tell: to be left out wherever they stand."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What an outlet changed in an article that was read before."""

    title: bool
    counts: Mapping[str, tuple[int | None, int | None]]
    """Field -> before and now, of the incident's counts that changed; None: not given."""
    words: tuple[int, int]
    """Of the body, before and now."""
    sentences: tuple[int, int]
    """How many are new, how many are gone; a changed one is both."""

    def __str__(self) -> str:
        """Return what changed, in words for the analyst."""
        counts = [f"{name} {_or(a)} -> {_or(b)}" for name, (a, b) in self.counts.items()]
        size = f"{self.words[0]} -> {self.words[1]} words"
        told = f"{self.sentences[0]} sentences new, {self.sentences[1]} gone"
        return "; ".join([*(["another title"] if self.title else []), *counts, size, told])


def _or(count: int | None) -> str:
    return "none" if count is None else str(count)
