"""People who are told of first and called ``los hombres`` when they are held."""

from dataclasses import replace

from monitor.judging.claims.counts.totals import Telling, is_victim
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import Role

_UNSAID = (None, "other", "checked", "identified")


def resumed(own: list[Telling], text: Text) -> list[Telling]:
    """Return tellings in which the held have the number that they were told of with before.

    ``Dos hombres vigilaban la puerta. Los hombres están detenidos``: two are held, and they are no
    victims.

    Args:
        own: What is told of the event at hand.
        text: The body.
    """
    told = list(own)
    for place, telling in enumerate(told):
        before = _antecedent(told, telling, text)
        if before is not None:
            value = told[before].count.people[0].value
            held: Role = "booked" if telling.count.role == "booked" else "arrested"
            told[place] = _with(telling, replace(telling.count.people[0], value=value), held)
            first = replace(told[before].count.people[0], side="accused")
            told[before] = _with(told[before], first, told[before].count.role)
    return told


def _antecedent(told: list[Telling], later: Telling, text: Text) -> int | None:
    """Return the place of the last people of the same name who were counted before."""
    they = later.count.people[0]
    held = later.count.role in ("arrested", "booked") or they.held is not None
    if later.part != "body" or not held or len(later.count.people) > 1:
        return None
    if not (they.definite and they.many and they.value is None) or they.gender == "f":
        return None
    fitting = [
        place
        for place, earlier in enumerate(told)
        if earlier.part == "body" and earlier.count.start < later.count.start
        and _may_be(earlier, they, text)
    ]  # fmt: skip
    return max(fitting, key=lambda place: told[place].count.start, default=None)


def _may_be(earlier: Telling, they: People, text: Text) -> bool:
    count = earlier.count
    first = count.people[0]
    alone = len(count.people) == 1 and (first.value or 0) > 1 and is_victim(first)
    unsaid = count.role in _UNSAID and not count.partial and first.age != "minor"
    return alone and unsaid and text.words[first.last - 1] in text.words[they.first : they.last]


def _with(telling: Telling, people: People, role: Role | None) -> Telling:
    return replace(telling, count=replace(telling.count, people=(people,), role=role))
