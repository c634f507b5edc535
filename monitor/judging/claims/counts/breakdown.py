"""What the group of the rescued says of itself: how many are minors, adults, women, men.

``Nueve jóvenes, tres de ellas menores`` tells of six adults; ``las cuatro, todas mayores de
edad`` of four. A kind that no clause counts by itself follows from the group or from its split.
"""

import re
from dataclasses import replace
from itertools import pairwise

from monitor.judging import numbers
from monitor.judging.claims.counts.totals import Figure, Telling, is_victim
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.reading import Readings
from monitor.judging.claims.text import Text

_ALL_ADULT = re.compile(
    r"\b(?:tod[oa]s (?:\w+ ){0,2}(?:mayores(?: de edad)?|adult[oa]s|mayorcit[oa]s|pasan los 18)|"
    r"mayores de edad tod[oa]s|ningun[oa] (?:de ell[oa]s )?(?:(?:era|es|resulto|fue) )?(?:ser )?"
    r"(?:menor|adolescente)|all (?:of them )?(?:were |are )?adults|none (?:of them )?(?:was|were) "
    r"(?:a minor|minors|under)|nenhuma (?:era |delas era )?menor|todas maiores de idade)\b"
)
_ALL_MINOR = re.compile(
    r"\b(?:tod[oa]s (?:\w+ ){0,2}(?:menores(?: de (?:edad|18|dieciocho))?|(?:tien|ten)\w+ menos de "
    r"(?:18|dieciocho))|ningun[oa] (?:de ell[oa]s )?(?:(?:ha|habia) )?(?:cumpl\w+|lleg\w+ a|"
    r"alcanz\w+|pasa(?:ba)? de)(?: a)?(?: los)? (?:18|dieciocho|la mayoria de edad)|"
    r"all (?:of them )?(?:were |are )?(?:minors|under 18|children)|todas? menores de idade)\b"
)
_OF_THE_WHOLE = re.compile(
    r"\b(?:de (?:los|las|l[ao]s)|of the|d[oa]s) (\w+)(?: \w+)?, (\w+) (?:son|eran|are|were) "
    r"(?:adult[oa]?s?|mayores(?: de edad)?|maiores de idade)\b"
)
"""``De los once, diez son adultos``; groups are the whole and the adults."""
_NEXT = 3
HELD = frozenset({"arrested", "booked", "jailed", "checked"})
"""What befalls suspects."""
PATTERNS = (_ALL_ADULT, _ALL_MINOR, _OF_THE_WHOLE)
"""All of them, for the test of hostile texts."""


def is_kind(field: str, people: People) -> bool:
    """Return whether people are of the age or sex that a field counts."""
    if field == "minors":
        return people.age == "minor"
    if field == "adults":
        return people.age == "adult"
    return people.sex == field and people.age != "minor"


def summed(found: Figure | None, several: list[Figure], own: list[Telling]) -> Figure | None:
    """Return the sum of those told one by one, where the text gives it as the number of all.

    Args:
        found: The greatest of ``several``, or what they settle on.
        several: Figures of one kind: ``una escolar de 14``, ``su prima de 15``.
        own: What is told of the event at hand, ``las dos``, ``liberaron a tres`` among it.
    """
    singly = [*{f.people[0].start: f for f in several if _is_told_singly(f)}.values()]
    at = [f.telling.count.sentence for f in singly]
    if any(later - earlier > _NEXT for earlier, later in pairwise(at)):
        return found
    value = sum(f.value for f in singly)
    if len(singly) < 2 or (found is not None and found.value > value):
        return found
    first = singly[0].telling.count.start
    wholes = (t.count for t in own if t.part == "body" and t.count.start > first)
    told = any(_whole(count) == value for count in wholes)
    return replace(singly[0], value=value) if told else found


def confirmed(found: Figure, several: list[Figure], own: list[Telling]) -> Figure:
    """Return the number that the text comes back to, where groups told apart add up to it.

    ``Hallaron a tres escolares ... también a cuatro mujeres ... las siete`` are seven, and
    ``dos ancianos, una mujer y un joven ... las cuatro personas`` four.

    Args:
        found: What one clause tells.
        several: The groups that were found or freed, each as its clause tells it.
        own: What is told of the event at hand.
    """
    wholes = {
        value: t.count.start
        for t in own
        if t.part == "body" and _comes_back(t.count) and (value := _whole(t.count))
    }
    if not wholes or found.value in wholes:
        return found
    listed = sum(p.value or 0 for p in found.people)
    if listed in wholes and wholes[listed] > found.telling.count.start:
        return replace(found, value=listed)
    new = {f.people[0].start: f for f in several if _is_told_singly(f) and not f.people[0].definite}
    groups = [new[start] for start in sorted(new)]
    for first, one in enumerate(groups):
        for last in range(first + 2, len(groups) + 1):
            value = sum(f.value for f in groups[first:last])
            end = groups[last - 1].telling.count.start
            if value > found.value and wholes.get(value, -1) > end:
                return replace(one, value=value)
    return found


def _comes_back(count: Count) -> bool:
    """Return whether a clause speaks of all those told before: ``las siete agraviadas``."""
    first, told = count.people[0], all(p.known or p.bare for p in count.people)
    return told and count.role not in HELD and (first.definite or first.total)


def _is_told_singly(found: Figure) -> bool:
    """Return whether people are told of as new ones, and as no part of others."""
    first, telling = found.people[0], found.telling
    known = first.definite and not first.own
    return telling.part == "body" and not (known or first.partial or telling.count.partial)


def _whole(count: Count) -> int:
    """Return the number of all victims that a clause gives: ``las dos``, ``liberaron a tres``."""
    known = count.people[0].definite or count.role in ("rescued", "found", "victim")
    victims = not count.partial and all(is_victim(p) for p in count.people)
    return sum(p.value or 0 for p in count.people) if known and victims else 0


def implied(field: str, totals: dict[str, Figure], readings: Readings) -> Figure | None:
    """Return how many of the rescued are of a kind, where the group or its split tells it.

    Args:
        field: ``minors``, ``adults``, ``women`` or ``men``.
        totals: The article's figures that are settled before.
        readings: Title and body.
    """
    rescued = totals.get("rescued")
    if rescued is None:
        return None
    minors = totals.get("minors")
    if field == "minors" and _ALL_MINOR.search(readings["body"].text.folded):
        return rescued
    if field == "minors" and (rest := _but_the_adults(rescued.value, readings["body"].text)):
        return replace(rescued, value=rest)
    if field == "adults" and minors is not None:
        rest = rescued.value - minors.value
        exact = rescued.qualifier == minors.qualifier == "exact"
        return replace(rescued, value=rest) if exact and rest > 0 else None
    if field == "adults" and _ALL_ADULT.search(readings["body"].text.folded):
        return rescued
    return _of_its_own(field, rescued)


def _but_the_adults(rescued: int, text: Text) -> int:
    """Return how many of ``rescued`` are left when the text calls the others adults, else 0."""
    for match in _OF_THE_WHOLE.finditer(text.folded):
        whole, adults = (numbers.read(text.folded, match.start(n), text.language) for n in (1, 2))
        if whole and adults and whole.value == rescued > adults.value:
            return rescued - adults.value
    return 0


def _of_its_own(field: str, rescued: Figure) -> Figure | None:
    """Return the part of the group itself: ``tres mujeres y dos niños`` are three women."""
    people = [p for p in rescued.people if p.value is not None and is_victim(p)]
    if sum(p.value or 0 for p in people) != rescued.value:
        return None
    value = sum(p.value or 0 for p in people if is_kind(field, p))
    value += sum(p.young for p in people if field == "minors" and p.age != "minor")
    return replace(rescued, value=value) if value else None
