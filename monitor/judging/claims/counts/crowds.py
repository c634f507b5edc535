"""Crowds: ``hallaron a 20 personas: ocho clientes, nueve damas de compañía y tres mozos``.

The number of all who were there is no number of victims; the women and children of the list are.
"""

import re
from dataclasses import replace

from monitor.judging.claims.counts.totals import Figure, Telling, is_victim
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.text import Text

_GUESTS = re.compile(
    r"(?: en total)?(?::|,? entre| \()[^.;]{0,90}\b(?:client\w+|parroquian\w+|consumidor\w+|"
    r"bebedor\w+|comensal\w+|customers|frequentadores)\b"
)
PATTERNS = (_GUESTS,)
"""All of them, for the test of hostile texts."""
_LIST = 160


def without_guests(found: Figure | None, own: list[Telling], text: Text) -> Figure | None:
    """Return the victims of a crowd that a list tells apart, None where it names none.

    Args:
        found: Those who were found.
        own: What is told of the event at hand.
        text: The body.
    """
    if found is None or found.telling.part != "body" or not _is_plain(found.people[0]):
        return found
    end = found.people[0].end
    if not _GUESTS.match(text.folded, end, end + _LIST):
        return found
    listed = [
        p for t in own if t.count.partial and t.part == "body"
        for p in t.count.people if end < p.start < end + _LIST and _is_freed(p)
    ]  # fmt: skip
    value = sum(p.value or 0 for p in listed)
    return replace(found, value=value, people=tuple(listed)) if value else None


def _is_plain(people: People) -> bool:
    """Return whether a noun says nothing of who people are: ``20 personas``."""
    return not (people.gender == "f" or people.sex or people.age or people.side)


def _is_freed(people: People) -> bool:
    victim = people.side == "victim" or people.age == "minor" or people.gender == "f"
    return victim and is_victim(people)
