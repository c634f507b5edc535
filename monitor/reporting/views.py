"""A digest as a person reads it: lines and figures in one language, without markup."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.reporting.tongue import Tongue

EACH = frozenset({"sentence_years", "preventive_months"})
"""Fields with one value for each defendant: several are no disagreement."""


MOST_FRESH = 4
"""New articles that are named where an incident is told in brief."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words, and the outlets that have just these."""

    words: str
    outlets: tuple[str, ...]
    graphic: bool = False
    """Whether they describe violence or abuse: shown only to who asks."""


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a figure, who gave it and in which words."""

    value: str
    number: int
    outlets: tuple[str, ...]
    quotes: tuple[Quote, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One count of an incident, with every value that was reported."""

    field: str
    label: str
    text: str
    """``20`` or, where outlets disagree, ``20 – 23``."""
    line: str
    """``20 people rescued, 18 according to La Hora``."""
    best: int
    """The value that most different texts give."""
    said: tuple[Said, ...]
    """By size."""

    @property
    def disputed(self) -> bool:
        """Whether outlets disagree."""
        return len(self.said) > 1 and self.field not in EACH


@dataclass(frozen=True, slots=True)
class Line:
    """One article as a digest names it."""

    outlet: str
    title: str
    """Empty where there are so many that only outlet and address are told."""
    url: str
    when: str
    note: str = ""
    is_new: bool = True
    quotes: tuple[str, ...] = ()
    graphic: bool = False
    """Whether its headline describes violence or abuse."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text: who had it first, and who copied it."""

    first: Line
    copies: tuple[Line, ...] = ()
    credit: str = ""
    """The agency or office that the copies name."""


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident as a digest tells it."""

    incident_id: int
    title: str
    when: str
    place: str
    """Where it happened, the finest place first; may be empty."""
    line: str
    """Its figures in one line; may be empty."""
    facts: tuple[tuple[str, str], ...]
    """``(label, text)``: further places, form, recruitment, status."""
    figures: tuple[Figure, ...]
    sources: str
    """How many articles, outlets and different texts."""
    texts: tuple[Text, ...]
    changes: tuple[str, ...]
    """For a known incident: what is new in it."""
    event: str = ""
    """ISO day, month or year of the event; may be empty."""
    status: str = ""
    """As the database has it, like ``forms`` and ``departments``."""
    forms: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    first_seen: datetime | None = None
    brief: bool = False
    """Whether it stands far down a long digest and is told in one line."""

    @property
    def articles(self) -> tuple[Line, ...]:
        """All its articles."""
        return tuple(line for text in self.texts for line in (text.first, *text.copies))

    @property
    def fresh(self) -> tuple[Line, ...]:
        """Its new articles, the first few."""
        return tuple(line for line in self.articles if line.is_new)[:MOST_FRESH]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, one row of its table."""

    label: str
    incidents: int
    rescued_min: int
    rescued_max: int

    @property
    def rescued(self) -> str:
        """People rescued, as a range where outlets disagree."""
        least, most = self.rescued_min, self.rescued_max
        return f"{least}" if least == most else f"{least} – {most}"


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one kind."""

    kind: Literal["month", "department", "form"]
    title: str
    head: str
    """What the rows are of: month, department, form."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A morning's digest or a summary; the renderers only lay it out."""

    tongue: Tongue
    number: int
    """0 for a summary, which has none."""
    since: datetime
    until: datetime
    day: str
    title: str
    period: str
    notice: str
    """``nothing found`` or ``nothing could be looked at``; empty where there is something."""
    blind: bool
    glance: tuple[str, ...]
    """The digest in a few words: how many incidents, people, corrections."""
    new: tuple[IncidentView, ...]
    updated: tuple[IncidentView, ...]
    again: tuple[IncidentView, ...]
    """Known incidents that were told once more, with nothing new."""
    others: tuple[Line, ...]
    related: tuple[Line, ...]
    charts: tuple[Chart, ...]
    errata: tuple[str, ...]
    health: tuple[str, ...]
    rejects: tuple[Line, ...]

    @property
    def language(self) -> str:
        """Its language."""
        return self.tongue.language
