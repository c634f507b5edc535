"""Configuration as frozen values; :mod:`monitor.config` reads and checks the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

_STRICT: dict[str, object] = {"extra": "forbid"}
"""For pydantic: an unknown key is a fault."""

Format = Literal["text", "html", "markdown", "json", "atom"]
"""Of a digest."""

Language = Literal["es", "en"]
"""That a digest speaks."""

EndpointKind = Literal["feed", "news_sitemap", "section", "search"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address at which a source announces articles.

    A ``search`` endpoint is a feed that answers a query (Google News, a WordPress search feed).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    kind: EndpointKind
    url: str
    every_minutes: int = 120
    """Usual interval between polls."""
    link_pattern: str = ""
    """For ``section``: a regular expression that the full address of an article matches."""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet that we read, with its endpoints."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    id: str
    name: str
    homepage: str
    endpoints: tuple[Endpoint, ...]
    enabled: bool = True
    kind: str = "press"
    country: str = "PE"
    departments: tuple[str, ...] = ()
    language: str = "es"
    mirrors: tuple[str, ...] = ()
    """Hosts with the same addresses; the first one is canonical."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fetch:
    """How pages are asked for."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    contact: str = ""
    """An e-mail address or a page that says who runs this monitor; needed to go live."""
    delay_seconds: float = 5.0
    """Between two requests to one host; half of it is added at random."""
    timeout_seconds: float = 30.0
    max_bytes: int = 8 * 1024 * 1024
    max_redirects: int = 5
    max_crawl_delay_seconds: float = 60.0
    max_leads_per_endpoint: int = 200
    full_read_hours: float = 24.0
    hosts: tuple[tuple[str, str], ...] = ()
    """``(pattern, address:port)``: names that DNS does not resolve; for tests and the demo."""
    allow_addresses: tuple[str, ...] = ()
    """Networks that may be reached although they are not global; for tests and the demo."""
    ca_file: Path | None = None
    """A further certificate authority to trust."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the daemon does what, in ``timezone``."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    timezone: str = "America/Lima"
    round_minutes: int = 15
    """How often it looks which endpoints are due."""
    digest_at: str = "06:30"
    backup_at: str = "03:15"
    round_deadline_minutes: int = 60
    digest_deadline_minutes: int = 10


@dataclass(frozen=True, slots=True)
class Mail:
    """The server that takes mails, and whom they go to."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    server: str
    sender: str
    to: tuple[str, ...]
    """Each one gets a mail of her own."""
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    """Empty for a server that asks for none; the password stands in the environment variable
    ``TRATA_MAIL_PASSWORD``."""
    timeout_seconds: float = 60.0
    """For each answer of the server; for the last one ten times as long."""
    ca_file: Path | None = None
    """A further certificate authority to trust."""


@dataclass(frozen=True, slots=True)
class Channel:
    """Somewhere else that messages go to, through Apprise."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    name: str
    url: str
    """As Apprise writes it; ``${NAME}`` stands for an environment variable."""
    digest: bool = True
    """Whether the digest's headlines go there, or alerts alone."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What is told at once."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    id: str
    when: Literal["incident", "source"]
    """A new incident; a source that falls silent or fails, or is back."""
    departments: tuple[str, ...] = ()
    """For incidents: in one of these; empty: anywhere."""
    forms: tuple[str, ...] = ()
    """For incidents: of one of these forms; empty: of any."""
    sources: tuple[str, ...] = ()
    """For sources: their ids; empty: all."""
    states: tuple[Literal["silent", "failing"], ...] = ("silent", "failing")
    to: tuple[str, ...] = ()
    """``mail`` and names of channels; empty: all there are."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where digests go."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    directory: Path = Path("digests")
    formats: tuple[Format, ...] = ("text", "html", "markdown")
    language: Language = "es"
    mail: Mail | None = None
    channels: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class TermEntry:
    """Words that a user adds to the lexicon; keys as in ``lexicon_trafficking.yaml``."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    id: str
    what: str
    kind: Annotated[str, Field(alias="class")]
    patterns: tuple[str, ...]
    match: str
    no_match: str
    weight: float = 1.0
    before: str | None = None
    not_before: str | None = None
    not_after: str | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """How many different classes of a group must meet."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    least: int
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CombinationEntry:
    """Classes of words that a user lets mean something together, in one passage."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    id: str
    what: str
    gives: str
    weight: float
    needs: tuple[tuple[str, ...], ...]
    match: str
    no_match: str
    several: Several | None = None
    without: tuple[str, ...] = ()
    alone: bool = False


def _shape(entry: object) -> str:
    """Tell by its keys what an entry describes."""
    keys = set(entry) if isinstance(entry, Mapping) else set()
    meets = keys & {"gives", "needs", "several", "without", "alone"}
    return "combination" if meets and not keys & {"class", "patterns"} else "term"


AddedRule = Annotated[
    Annotated[TermEntry, Tag("term")] | Annotated[CombinationEntry, Tag("combination")],
    Discriminator(_shape),
]


@dataclass(frozen=True, slots=True)
class Rules:
    """Changes to the lexicon of relevance."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    off: tuple[str, ...] = ()
    """Ids of rules that are switched off."""
    add: tuple[AddedRule, ...] = ()
    """Rules of the user's own."""


AS_SHIPPED = Rules()
"""The lexicon as it is."""


@dataclass(frozen=True, slots=True)
class Config:
    """config.yaml, checked."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    path: Path
    database: Path
    fetch: Fetch
    schedule: Schedule
    delivery: Delivery
    rules: Rules
    sources: tuple[Source, ...]
    log_format: Literal["text", "json"] = "text"
    backups: Path = Path("backups")
    alerts: tuple[Alert, ...] = ()
