"""An incident as its page shows it: who says what side by side, its life line, its places."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from monitor.judging.claims import FIELDS
from monitor.models import Status
from monitor.reporting.terms import COUNTED
from monitor.web.atlas import Point, points
from monitor.web.speech import Speech
from storage.desk_rows import ArticleRow, ClaimRow, IncidentPage, PlaceRow
from storage.incident_page import CountSeen

_MANY_VALUED = {"sentence_years", "preventive_months"}
"""Counts of which each defendant has one: different values are no conflict."""
_SIGNS = {"exact": "", "at_least": "≥ ", "about": "≈ "}
_Masked = Callable[[ClaimRow | PlaceRow, int], str]
"""What is shown of the words of a claim or a place, at most so many characters."""
ORDER = {name: place for place, name in enumerate((*COUNTED, *FIELDS))}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article, and the link that finds them there."""

    quote: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that one outlet gives a field, with the words for it."""

    value: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen with one click."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the incident, outlet by outlet."""

    field: str
    label: str
    is_count: bool
    disputed: bool
    """Outlets disagree, and nobody chose."""
    decided: str
    """What a person chose, where it is none of the choices; empty otherwise."""
    best: str
    """What the program takes for the best of several values; empty where there is but one."""
    choices: tuple[Choice, ...]
    cells: tuple[tuple[Cell, ...], ...]
    """One tuple an outlet, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step in the life of the case, with the articles that tell it."""

    name: str
    when: str
    articles: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in one role, with who names it."""

    role: str
    name: str
    outlets: str
    href: str
    quote: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All of an incident's page."""

    outlets: tuple[str, ...]
    lines: tuple[Line, ...]
    stages: tuple[Stage, ...]
    texts: tuple[tuple[ArticleRow, ...], ...]
    """The articles by text, that which came first first."""
    places: tuple[Place, ...]
    points: tuple[Point, ...]


def view(page: IncidentPage, best: Mapping[str, CountSeen], speech: Speech) -> Shown:
    """Return an incident as its page shows it."""
    outlets = tuple(dict.fromkeys(claim.outlet for claim in page.claims))
    told = {article.article_id: article for article in page.articles}

    def masked(quoted: ClaimRow | PlaceRow, limit: int) -> str:
        article = told.get(quoted.article_id)
        known = article.named_in(quoted.quote) if article else frozenset()
        return speech.masked(quoted.quote, limit, known)

    places = tuple(_places(page.places, speech, masked))
    return Shown(
        outlets=outlets,
        lines=tuple(_lines(page, best, outlets, speech, masked)),
        stages=tuple(_stages(page.articles, speech)),
        texts=tuple(_texts(page.articles)),
        places=places,
        points=points(page.places, speech),
    )


# -- figures and facts ----------------------------------------------------------------------------


def _lines(
    page: IncidentPage,
    best: Mapping[str, CountSeen],
    outlets: Sequence[str],
    speech: Speech,
    masked: _Masked,
) -> Iterator[Line]:
    said: dict[str, list[ClaimRow]] = {name: [] for name in page.row.decided}
    for claim in page.claims:
        said.setdefault(claim.field, []).append(claim)
    for name in sorted(said, key=lambda one: (ORDER.get(one, len(ORDER)), one)):
        by_outlet = _cells(said[name], speech, masked)
        cells = tuple(by_outlet.get(outlet, ()) for outlet in outlets)
        line = _line(name, said[name], page, cells, speech)
        if line.disputed and name in best:
            line = replace(line, best=speech.value(name, best[name].value))
        yield line


def _line(
    name: str,
    claims: Sequence[ClaimRow],
    page: IncidentPage,
    cells: tuple[tuple[Cell, ...], ...],
    speech: Speech,
) -> Line:
    is_count = name in COUNTED
    values = sorted({claim.value for claim in claims}, key=lambda v: (isinstance(v, str), v))
    is_decided = name in page.row.decided
    chosen = page.row.decided.get(name)
    shown = values if is_count else []
    return Line(
        field=name,
        label=speech.field(name),
        is_count=is_count,
        disputed=is_count and name not in _MANY_VALUED and len(values) > 1 and not is_decided,
        decided=_decided(name, chosen, speech) if is_decided and chosen not in shown else "",
        best="",
        choices=tuple(
            Choice(str(v), speech.value(name, v), is_decided and v == chosen) for v in values
        ),
        cells=cells,
    )


def _decided(name: str, value: str | int | None, speech: Speech) -> str:
    return speech.say("not known") if value is None else speech.value(name, value)


def _cells(
    claims: Sequence[ClaimRow], speech: Speech, masked: _Masked
) -> dict[str, tuple[Cell, ...]]:
    """Return what each outlet says of a field: the different values, each with its words."""
    said: dict[str, dict[str, dict[str, Words]]] = {}
    for claim in claims:
        text = f"{_SIGNS.get(claim.qualifier, '')}{speech.value(claim.field, claim.value)}"
        quote = masked(claim, 240)
        values = said.setdefault(claim.outlet, {})
        values.setdefault(text, {}).setdefault(quote, Words(quote, quote_link(claim)))
    return {
        outlet: tuple(Cell(text, tuple(words.values())) for text, words in values.items())
        for outlet, values in said.items()
    }


def quote_link(quoted: ClaimRow | PlaceRow) -> str:
    """Return the address of words in their article."""
    anchor = "title" if quoted.part == "title" else f"q{quoted.start}-{quoted.end}"
    return f"/articles/{quoted.article_id}#{anchor}"


# -- articles -------------------------------------------------------------------------------------


def _stages(articles: Sequence[ArticleRow], speech: Speech) -> Iterator[Stage]:
    """Yield how the case went on: each stage with the articles that tell the case is there."""
    for status in get_args(Status):
        group = tuple(article for article in articles if article.stage == status)
        if group:
            known = [article.event for article in group if article.event.at]
            moment = known[0] if known else group[0].published
            yield Stage(speech.term(status), speech.when(moment), group)


def _texts(articles: Iterable[ArticleRow]) -> Iterator[tuple[ArticleRow, ...]]:
    by_story: dict[int | None, list[ArticleRow]] = {}
    for article in articles:
        by_story.setdefault(article.story_id, []).append(article)
    yield from map(tuple, by_story.values())


# -- places ---------------------------------------------------------------------------------------


def _places(rows: Iterable[PlaceRow], speech: Speech, masked: _Masked) -> Iterator[Place]:
    equal: dict[tuple[str, str], list[PlaceRow]] = {}
    for row in rows:
        equal.setdefault((row.role, place_name(row, speech)), []).append(row)
    for (role, name), same in equal.items():
        outlets = ", ".join(dict.fromkeys(row.outlet for row in same))
        first = same[0]
        quote = masked(first, 160)
        yield Place(speech.term(role), name, outlets, quote_link(first), quote)


def place_name(row: PlaceRow, speech: Speech) -> str:
    """Return a place as it is written, with district and department, or country abroad."""
    wider = [row.district, row.department] if row.country == "PE" else [speech.country(row.country)]
    return ", ".join(dict.fromkeys(part for part in (row.text, *wider) if part))
