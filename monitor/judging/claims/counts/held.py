"""Who is held: how firmly a clause says so, and those who are told of one by one."""

import re
from bisect import bisect_left
from dataclasses import replace

from monitor.judging import numbers
from monitor.judging.claims.counts.ledger import told_one_by_one
from monitor.judging.claims.counts.totals import LINKS, Figure, Telling, figure, resolve
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.state import Count, may_be_held
from monitor.judging.claims.text import Text

_STATED = 2
_MANY, _FEW = 200, 4
_SOON = 300
"""Characters after an arrest in which ``con él son seis`` still speaks of the held."""
_SUM = re.compile(
    r"\b(?:con (?:el|ella|ellos|ellas|este|esta|estos|estas|eso) (?:ya )?son (?:ya )?|"
    r"con lo (?:que|cual) (?:ya )?(?:suman|son) (?:ya )?|"
    r"(?:eleva\w*|elevo|sube|subio|llega|llego|asciende|ascendio) a (?=\w+ (?:el numero|la cifra|"
    r"los|las) (?:\w+ )?(?:detenid|implicad|capturad|arrestad|intervenid)))"
)


def held_total(own: list[Telling], found: Figure | None, text: Text) -> Figure | None:
    """Return how many are held.

    Args:
        own: What is told of the event at hand.
        found: The greatest number that one clause tells.
        text: The body.
    """
    if found is None:
        return _accused_before(own)
    summed = _summed_up(own, text)
    if summed is not None and summed.value > found.value:
        return summed
    if found.total or found.value > _MANY:
        return found
    more = told_one_by_one(_held(own), text)
    value = max(found.value, more if found.telling.part == "body" else 0)
    headed = _as_headed(replace(found, value=value), found.value, own)
    return None if headed.value == value and _unknown_more(own) else headed


def _unknown_more(own: list[Telling]) -> bool:
    """Return whether some are held besides of whom no number is told.

    ``Los socios, también``, ``cayeron el dueño, sus hijos y un mozo``: a number would be too low.
    """
    held = (t.count for t in own if t.part == "body" and t.count.role == "arrested")
    return any(_lacks_number(count) for count in held if not count.partial)


def _lacks_number(count: Count) -> bool:
    people = count.people
    unknown = [p.many and p.value is None and p.held is None and p.definite for p in people]
    if all(unknown):
        return count.also
    if unknown[0] and (people[1].link in LINKS or people[1].definite):
        return True
    return any(
        one and (p.link in LINKS or (p.link == "," and before.value == 1))
        for one, p, before in zip(unknown[1:], people[1:], people, strict=False)
    )


def _held(own: list[Telling]) -> list[Telling]:
    """Return the clauses of the body that hold people, in the order of the text."""
    told = (t for t in own if t.part == "body" and not t.count.partial)
    held = (without_children(t) for t in told if t.count.role != "checked")
    firm = [t for t in held if held_strength(t.count) is not None]
    if any(t.count.role == "arrested" for t in firm):
        firm = [t for t in firm if t.count.role != "booked" or _are_suspects(t.count)]
    return sorted(firm, key=_start)


def _are_suspects(count: Count) -> bool:
    """Return whether those who were led away are few or called suspects, and no crowd of a bar."""
    return any(p.side == "accused" or p.name for p in count.people) or (
        sum(p.value or 0 for p in count.people) <= _FEW
    )


def without_children(telling: Telling) -> Telling:
    """Return a clause without the victims beside the one it holds: ``junto a tres menores``."""
    count = telling.count
    beside = [p.link == "join" and (p.age == "minor" or p.side == "victim") for p in count.people]
    people = tuple(p for p, apart in zip(count.people, beside, strict=True) if not apart)
    if len(people) in (0, len(count.people)) or count.role not in ("arrested", "booked"):
        return telling
    return replace(telling, count=replace(count, people=people))


def _start(telling: Telling) -> int:
    return telling.count.start


def _as_headed(found: Figure, stated: int, own: list[Telling]) -> Figure:
    """Return the number of the title, where the body only lists people and gives no number.

    Of ``un matrimonio y tres capataces`` the body may hold the foremen in one clause only. What a
    clause has stated and the title repeats is the total.
    """
    for telling in own:
        if telling.part == "title" and held_strength(telling.count) == _STATED:
            told = figure(telling, telling.count.people)
            if told is not None and 1 < told.value == stated < found.value:
                return found if _adds(own) else replace(found, value=stated)
            if told is not None and told.value > found.value:
                listed = all(p.value == 1 for p in found.people)
                member = len(told.people) > 1 and any(p.value == found.value for p in told.people)
                return replace(found, value=told.value) if listed or member else found
    return found


def _adds(own: list[Telling]) -> bool:
    """Return whether the body tells of one more who is held: ``También cayó un venezolano.``"""
    return any(
        t.count.also and not t.count.people[0].definite for t in _held(own) if t.count.sentence
    )


def _summed_up(own: list[Telling], text: Text) -> Figure | None:
    """Return the number of ``Con él son seis``, told soon after an arrest."""
    for telling in own:
        if telling.part == "body" and telling.count.role == "arrested":
            end = telling.count.end
            match = _SUM.search(text.folded, end, end + _SOON)
            number = numbers.read(text.folded, match.end(), text.language) if match else None
            alone = number and text.folded[number.end : number.end + 1] in (".", ",", ";", "")
            if match and number and (alone or "con" not in match[0]) and number.value < _MANY:
                at = bisect_left(text.starts, number.start)
                start = match.start()
                they = People(at, at + 1, start, number.end, number.value, bare=True, total=True)
                count = replace(telling.count, people=(they,), start=start, end=number.end)
                return figure(replace(telling, count=count), (they,))
    return None


def held_strength(count: Count) -> int | None:
    """Return how firmly people are said to be held: arrested, remanded, brought to the police."""
    if count.people[0].link in ("si", "if", "whether"):
        return None
    if count.role == "jailed" and count.people[0].bare and not count.people[0].definite:
        return None
    if count.role == "jailed":
        several = len(count.people) > 1 or (count.people[0].value or 0) > 1
        return 1 if several else None if count.people[0].definite else 0
    if count.role == "booked":
        return 1 if may_be_held(count.people) else None
    if count.role == "checked" and (_one_only(count) or all(p.name for p in count.people)):
        return 1
    if count.role in ("taken", "checked"):
        return 1 if any(p.side == "accused" for p in count.people) else None
    if count.role != "arrested" or any(p.side == "victim" for p in count.people):
        return None
    return 0 if _only_named(count) else 2


def _only_named(count: Count) -> bool:
    """Return whether ``el detenido`` is all that a clause says."""
    first = count.people[0]
    return first.held is not None and first.definite and len(count.people) == first.value == 1


def _one_only(count: Count) -> bool:
    """Return whether a single person is called so: ``un solo intervenido``."""
    first = count.people[0]
    single = len(count.people) == first.value == 1
    return single and first.held is not None and first.held.role == "checked"


def _accused_before(own: list[Telling]) -> Figure | None:
    """Take ``los adultos fueron capturados`` for the accused that were told of before."""
    for telling in own:
        first = telling.count.people[0]
        if telling.count.role == "arrested" and first.value is None and first.many:
            before = [t for t in own if t.part == telling.part and t.count.start < first.start]
            accused = [t for t in before if all(p.side == "accused" for p in t.count.people)]
            told = (figure(t, t.count.people) for t in accused if t.count.role is None)
            return resolve(f for f in told if f is not None and f.value > 1)
    return None
