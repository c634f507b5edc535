"""The words of the path of one story, as frozen values.

    Source -> Lead -> Page -> Article -> Judgement (Verdict, Claims, Mentions) -> Decision

Instants are aware datetimes in UTC. Offsets count characters of the article's stored title or body.
Configuration's dataclasses are in :mod:`monitor.options`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Precision = Literal["time", "day", "week", "month", "year", "unknown"]
Label = Literal["relevant", "related", "rejected"]
Part = Literal["title", "body"]
Kind = Literal["incident", "statistics", "policy", "campaign", "report", "other"]
Status = Literal[
    "reported", "operation", "detained", "pretrial_detention", "charged", "trial", "sentenced",
    "acquitted",
]  # fmt: skip
Qualifier = Literal["exact", "at_least", "about"]
Scope = Literal["incident", "aggregate"]
Role = Literal["rescue", "arrest", "exploitation", "recruitment", "origin", "transit", "court"]


@dataclass(frozen=True, slots=True)
class When:
    """A moment as a text gives it: the UTC start of the interval that ``precision`` names."""

    at: datetime | None
    precision: Precision


UNKNOWN = When(None, "unknown")


@dataclass(frozen=True, slots=True)
class Lead:
    """A link found at an endpoint, with what it was announced under."""

    source_id: str
    endpoint: str
    url: str
    title: str = ""
    published: When = UNKNOWN
    summary: str = ""
    author: str = ""
    updated: When = UNKNOWN
    """When the outlet says that it last changed the article."""
    html: str = ""
    """The whole article as the feed carries it (``content:encoded``); empty where it does not."""


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes fetched from an address."""

    url: str
    """The address that was asked for."""
    final_url: str
    """The address that answered, after redirects."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Decompressed."""
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Outlet:
    """What reading and judging may know of an article's publisher."""

    source_id: str
    name: str
    country: str = "PE"
    """ISO 3166 alpha-2; upper case. Empty where it is not known."""
    departments: tuple[str, ...] = ()
    """Home departments of a regional outlet, INEI spelling; empty for a national one."""
    language: str = "es"
    mirrors: tuple[str, ...] = ()
    """Hosts that carry the same addresses; the first is the canonical one."""


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says."""

    url: str
    """Exactly as the endpoint or the import line gave it."""
    canonical_url: str
    outlet: Outlet
    title: str
    body: str
    """Plain text, cleaned; empty where none could be read."""
    author: str
    language: str
    """ISO 639-1, ``und`` where it cannot be told."""
    published: When
    fetched_at: datetime
    aliases: tuple[str, ...] = ()
    """Other canonical addresses under which the same page was seen."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A page that is no article; counted as a drop."""

    reason: str
    """A word: ``not_html``, ``empty``, ``no_text``, ``block_page``, ``http_404``..."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that spoke for or against, with the words that it read."""

    rule: str
    question: Literal["trafficking", "peru", "label"]
    weight: float
    words: str
    part: Part | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Is it trafficking, is it Peru's: the answer and why."""

    label: Label
    score: float
    """0 to 1: how sure that the article is relevant."""
    reasons: tuple[Reason, ...]
    fired: bool = False
    """Whether a word of the beat stood in the text; then claims are read and the body is kept."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure or fact that an article states, with its words."""

    field: str
    """``arrested``, ``rescued``, ``form``, ``promised_pay_pen``...; all in docs/schema.md."""
    value: str | int
    quote: str
    start: int
    end: int
    part: Part = "body"
    qualifier: Qualifier = "exact"
    scope: Scope = "incident"
    extractor: str = "rules-1"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer, or a foreign one."""

    text: str
    """As written in the article."""
    ubigeo: str = ""
    """INEI code: 2 digits for a department, 4 for a province, 6 for a district; empty abroad."""
    department: str = ""
    province: str = ""
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    country: str = "PE"
    precision: Literal["point", "district", "province", "department", "country"] = "district"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in an article, with the part it plays there."""

    place: Place
    role: Role | None
    """None: named, but with no role in the event."""
    quote: str
    start: int
    end: int
    part: Part = "body"
    certain: bool = True
    """False: the name is ambiguous and nothing nearby settles it; never proves Peru."""


Span = tuple[int, int]
"""Offsets of a passage: its first character and the one past its last."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One of several events that an article tells, with what it says of that one."""

    passages: tuple[Span, ...]
    """Where the body tells it."""
    status: Status
    event: When
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    aside: bool = False
    """Told only in passing, as what was before: it opens no incident."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that judging has to say of one article."""

    verdict: Verdict
    kind: Kind
    status: Status
    event: When
    """When the event happened, by the text's own words or the date of publication."""
    claims: tuple[Claim, ...] = ()
    """Those of all episodes among them; each count of the incident once an episode."""
    mentions: tuple[Mention, ...] = ()
    episodes: tuple[Episode, ...] = ()
    """The main one first, whose status and date are the article's; empty where there is but one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What tells one incident from another, as one article gives it. For matching only."""

    kind: Kind
    status: Status
    event: When
    published: When
    departments: frozenset[str] = frozenset()
    """Departments of scene places (rescue, arrest, exploitation), never of origins."""
    places: frozenset[str] = frozenset()
    """Ubigeos of scene places."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Field -> value of the incident's count claims."""
    forms: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """Folded names of operation, gang, venue, accused: rare words that identify. Never shown."""
    terms: frozenset[str] = frozenset()
    """Folded content words of the opening and of the lure; for rare-word overlap."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose text an article says that it carries."""

    kind: Literal["agency", "official", "outlet"]
    name: str
    quote: str
    part: Literal["author", "body"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Examined:
    """An article read and judged, with the keys under which the past is searched for it."""

    article: Article
    judgement: Judgement
    sketch: tuple[int, ...]
    """Word-shingle hashes (signed 64 bit) for the index of copies; empty for a short text."""
    facts: Facts
    incident_keys: tuple[str, ...]
    """Keys of the index of incidents; empty where the article tells no incident."""
    further: tuple[Facts, ...] = ()
    """Of the judgement's episodes after the first."""
    further_keys: tuple[tuple[str, ...], ...] = ()
    """The keys of each of them."""
    silent_keys: tuple[str, ...] = ()
    """Of an article that is not relevant by itself: keys under which an incident may claim it."""
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article whose text may be the same."""

    article_id: int
    story_id: int
    url: str
    outlet: str
    title: str
    body: str
    published: When
    fetched_at: datetime
    verdict: Label
    incident_ids: tuple[int, ...]
    counts: Mapping[str, int]
    """Its incident-scope counts, field -> value."""
    places: frozenset[str]
    """Ubigeos of its scene places."""
    reviewed: bool = False
    """Whether a person said what it is."""


@dataclass(frozen=True, slots=True)
class KnownIncident:
    """A stored incident that shares at least one key with the article at hand."""

    incident_id: int
    title: str
    tellings: tuple[tuple[int, Facts], ...]
    """``(article_id, facts)`` of each article that tells it, oldest first."""
    reviewed: bool = False
    apart: frozenset[int] = frozenset()
    """Incidents that a person separated from it."""
    by_hand: bool = False
    """Whether a person put articles together in it, which by their facts may not fit."""


@dataclass(frozen=True, slots=True)
class Known:
    """What storage knows that an article may belong to; all that :func:`intake.decide` may see."""

    candidates: tuple[Candidate, ...] = ()
    incidents: tuple[KnownIncident, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Two stored groups that are one: ``gone`` becomes the older, or confirmed, ``into``."""

    gone: int
    into: int


@dataclass(frozen=True, slots=True)
class Move:
    """A stored article that leaves its story, or with all copies of its text its incident."""

    article_id: int
    source: int
    into: int | None
    """None: where the article at hand goes. Below 0: a new one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What one more article changes among stored stories or incidents; titles of new ones < 0."""

    merges: tuple[Merge, ...] = ()
    moves: tuple[Move, ...] = ()
    titles: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StoryMatch:
    """Which story an article carries."""

    story_id: int | None
    """None: a new story."""
    like_article_id: int | None
    score: float
    reason: str
    """A sentence for the analyst."""
    changes: Changes = Changes()
    features: Mapping[str, float] = field(default_factory=dict)
    """Of the comparison with ``like_article_id``; empty where the address or nothing decided."""
    differs: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Counts that ``like_article_id`` and this article give otherwise, field -> theirs, its own."""


@dataclass(frozen=True, slots=True)
class IncidentLink:
    """One incident that an article tells."""

    incident_id: int | None
    """None: a new incident."""
    score: float
    reason: str
    episode: int = 0
    """Which of the article's episodes tells it; 0 also where there is but one."""


@dataclass(frozen=True, slots=True)
class Reverdict:
    """A stored copy whose story has now been read in a fuller text."""

    article_id: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """All that must be written because of one article."""

    examined: Examined
    verdict: Verdict
    """The article's own, or that of the fullest text of its story."""
    story: StoryMatch
    incidents: tuple[IncidentLink, ...]
    incident_title: str
    """For a new incident of the main episode; neutral wording, made of its facts."""
    reverdicts: tuple[Reverdict, ...] = ()
    incident_changes: Changes = Changes()
    further_titles: tuple[str, ...] = ()
    """For new incidents of the episodes after the first."""
