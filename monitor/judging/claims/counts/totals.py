"""From the counts of clauses to one total a field: sums, splits, parts, later corrections."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.judging.claims.context import Sphere
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.vocabulary import COORDINATORS
from monitor.models import Part, Qualifier


@dataclass(frozen=True, slots=True)
class Telling:
    """A count with the part and the sphere in which it is told."""

    count: Count
    part: Part
    sphere: Sphere


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the telling that carries it."""

    value: int
    qualifier: Qualifier
    telling: Telling
    people: tuple[People, ...]
    """The people that the value counts."""
    more: bool = False
    """Told as more than before: ``otras dos``."""
    total: bool = False
    strength: int = 2
    """2 stated with its verb, 1 only found or implied, 0 a definite single (``el detenido``)."""


LINKS = COORDINATORS | {"join", "a", "al"}


def is_victim(people: People) -> bool:
    """Return whether people are not said to be accused or arrested."""
    held = people.held is not None and people.held.role == "arrested"
    return people.side != "accused" and not held


def figure(telling: Telling, people: tuple[People, ...], strength: int = 2) -> Figure | None:
    """Return what ``people`` of one clause add up to, or None where no number is given."""
    counted = _without_vocative([p for p in people if p.value is not None])
    if not counted:
        return None
    value, last = _added(counted), counted[-1]
    if any(p.many and p.value is None for p in people) and counted[0].name:
        value = max(value, 2)
    qualifiers = {p.qualifier for p in counted}
    qualifier: Qualifier = (
        "exact" if qualifiers == {"exact"} else "at_least" if "at_least" in qualifiers else "about"
    )
    first = counted[0]
    if first.total or last.total:
        strength = max(strength, 2)
    also = telling.count.also and value < 3
    if strength == 2 and value == 1 and first.definite and not also:
        strength = 1
    more = also or _is_more(first)
    return Figure(value, qualifier, telling, people, more, first.total or last.total, strength)


def _without_vocative(counted: list[People]) -> list[People]:
    """Drop a name that only stands in front: ``Amigos de Radio Sur, nueve fueron rescatadas``."""
    if len(counted) > 1 and counted[0].name and counted[1].link == "," and not counted[1].name:
        linked = any(p.link in LINKS for p in counted[1:])
        return counted if linked or (counted[1].value or 0) < 2 else counted[1:]
    return counted


def _added(counted: list[People]) -> int:
    """Add people up, unless the later ones only split or describe the first."""
    counted = _without_apposed(counted)
    values = [p.value or 0 for p in counted]
    first, rest = values[0], values[1:]
    if counted[0].named and counted[0].named + sum(rest) == first:
        return first
    if not rest or counted[0].total or (sum(rest) == first and _may_split(counted)):
        return first
    summed = len(values) > 2 and values[-1] == sum(values[:-1]) and counted[-1].link not in LINKS
    if counted[-1].total or summed:
        return values[-1]
    if not any(p.link in LINKS or _is_more(p) for p in counted[1:]):
        return first
    split = next((k for k in range(3, len(values)) if sum(values[1:k]) == first), 0)
    if split and counted[split].link == "join" and counted[1].link not in LINKS:
        return first + sum(values[split:])
    generic = not (counted[0].sex or counted[0].age or counted[0].nation or counted[0].name)
    if (
        generic
        and counted[1].link == ","
        and not _is_more(counted[1])
        and first > sum(rest)
        and first > 2
    ):
        return first
    return sum(values)


def _is_more(people: People) -> bool:
    """Return whether people are others than those told before: ``, otras dos``."""
    return people.other and not people.definite


def _without_apposed(counted: list[People]) -> list[People]:
    """Drop those who only say who others are: ``dos hombres, padre e hijo, y una mujer``."""
    kept, k = [], 0
    while k < len(counted):
        kept.append(counted[k])
        k += 1 + _apposed(counted[k].value or 0, counted[k + 1 :], alone=k == 0)
    return kept


def _apposed(value: int, after: list[People], *, alone: bool) -> int:
    """Return how many of those behind ``value`` people say who these are.

    Args:
        value: How many are told of.
        after: The people behind them.
        alone: Whether nobody stands before them; then a plain split is left to others.
    """
    if value < 2 or not after or after[0].link != ",":
        return 0
    if after[0].pair and after[0].value == value:
        return 1
    told = after[:value]
    goes_on = len(after) > value if alone else len(after) >= value
    singles = goes_on and all(p.value == 1 for p in told)
    return value if singles and told[-1].link in COORDINATORS else 0


def _may_split(counted: list[People]) -> bool:
    """Return whether the later people may be the first ones told apart (``20: 11 y 9``)."""
    first, rest = counted[0], counted[1:]
    if any(p.link == "join" for p in rest):
        return False
    told = all(p.known or p.bare or p.definite for p in rest)
    if rest[0].link in LINKS or not (first.pair or told):
        return False
    unlike = "m" if first.gender == "f" else {"men": "f"}.get(first.sex)
    if unlike and any(p.gender == unlike or (first.sex and p.age == "minor") for p in rest):
        return False
    apart = {"minor": "adult", "adult": "minor"}.get(first.age)
    return not any(p.age == apart for p in rest if apart)


def resolve(figures: Iterable[Figure]) -> Figure | None:
    """Return the article's total among ``figures`` of one field, all of the event at hand.

    The body goes before the title; a figure of the title settles which of the body's is meant,
    or stands where the body has none.
    """
    found = list(figures)
    told = [f for f in found if f.telling.part == "body"]
    body = _strongest(told)
    if body and all(f.more for f in body):
        body = _strongest([f for f in told if not f.more]) + body
    title = _strongest([f for f in found if f.telling.part == "title"])
    headline = max(title, key=lambda f: f.value, default=None)
    if not body or (headline and headline.strength > body[0].strength and headline.value > 1):
        return headline
    totals = [f for f in body if f.total]
    best = max(body, key=lambda f: (f.value, f.qualifier == "exact"))
    whole = max(totals, key=lambda f: f.value, default=None)
    if whole is not None and not (_of_a_kind(whole) and best.value > whole.value):
        return whole
    return _with_more(body, best, headline)


def _of_a_kind(whole: Figure) -> bool:
    """Return whether a total is only of one kind of people: ``los niños, once en total``."""
    return len(whole.people) > 1 and whole.people[0].value is None


def _strongest(figures: list[Figure]) -> list[Figure]:
    top = max((f.strength for f in figures), default=0)
    return [f for f in figures if f.strength == top]


def _with_more(body: list[Figure], best: Figure, headline: Figure | None) -> Figure:
    """Return the greatest figure, with later additions, as the title confirms it."""
    if best.people[0].definite and best.people[0].many and not best.more:
        body = [
            f for f in body if not (f.more and f.telling.count.start < best.telling.count.start)
        ]
    first = next((f for f in body if not f.more), body[0])
    added = first.value + sum(f.value for f in body if f.more and f is not first)
    if headline is not None and headline.value > 1 and headline.value != best.value:
        confirmed = [f for f in body if f.value == headline.value]
        if confirmed:
            return confirmed[0]
        if headline.value in (added, sum(f.value for f in body)) and len(body) > 1:
            return replace(body[0], value=headline.value)
    elif headline is not None and headline.value == best.value > 1:
        return best
    return replace(best, value=added) if added > best.value else best
