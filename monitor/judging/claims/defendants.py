"""How many defendants a term is given to."""

from bisect import bisect_left
from collections.abc import Mapping

from monitor.judging import numbers
from monitor.judging.claims import court
from monitor.judging.claims.figures import People
from monitor.judging.claims.given import told_behind
from monitor.judging.claims.people import people_at
from monitor.judging.claims.text import Text
from monitor.judging.claims.words import BREAKERS


def defendants(
    text: Text, clause: int, at: int, end: int, names: Mapping[int, int], index: int
) -> int:
    """Return how many people a term is given to: ``los otros tres, a 15 años cada uno``.

    They stand between the court's verb and the term, before the verb, or behind the term.
    """
    first, last = text.sentences[index]
    left = max(text.folded.rfind(mark, clause, at) + 1 for mark in ";:") or clause
    verbs = [*court.COURT.finditer(text.folded, left, at)]
    verb = verbs[-1] if verbs else None
    group = _group(text, names, first, last, verb.end() if verb else left, at)
    if not group and verb:
        to_one = court.TO_ONE.match(text.folded, verb.end(), at)
        group = 1 if to_one else _group(text, names, first, last, left, verb.start())
    stop = text.ends[last - 1]
    if each := court.EACH_OF.match(text.folded, end, stop):
        number = numbers.read(text.folded, each.end(), text.language)
        return number.value if number else 1
    cut = court.CUT.search(text.folded, end, stop)
    right = cut.start() if cut else stop
    if further := court.NEXT_TERM.search(text.folded, end, right):
        right = further.start()
    if told_behind(text.folded, clause, at, end):
        group = 0
    group = group or _group(text, names, first, last, end, right, behind=True) or 1
    if group < 2 and verb and court.INITIALS.match(text.folded, verb.end(), at):
        group = 2
    if group < 2 and court.TWO.match(text.folded, end, stop):
        group = 2
    return max(group, 2) if court.EACH.match(text.folded, end, stop) else group


def _group(
    text: Text, names: Mapping[int, int], first: int, last: int, left: int, right: int,
    *, behind: bool = False,
) -> int:  # fmt: skip
    """Return how many the last people of a stretch of a sentence are, 0 where there are none."""
    total, i, previous = 0, bisect_left(text.starts, left, first, last), -9
    before_name = True
    while i < last and text.starts[i] < right:
        if (total or behind) and (
            text.words[i] in BREAKERS or text.words[i] in court.VICTIMS_BEFORE
        ):
            break
        people = people_at(text, i, names)
        if people is None or not _may_be_condemned(text, people):
            i += 1
            continue
        between = text.words[previous : people.first] if previous >= 0 else []
        if people.name and previous >= 0 and not between:
            value = 0
        else:
            value = people.value or (
                2 if people.many and people.definite and people.side != "victim" else 0
            )
        joined = previous >= 0 and any(w in court.JOINED for w in between) and len(between) < 6
        apposed = between == [","] and not before_name
        named = people.name and previous >= 0 and (total > 1 or apposed)
        before_name = people.name
        total = max(total, value) if named else total + value if joined or not value else value
        previous = i = max(people.last, i + 1)
    return total


def _may_be_condemned(text: Text, people: People) -> bool:
    """Return whether people may be defendants, not a bare figure and not any noun."""
    if people.bare:
        before = text.words[people.first - 1 : people.first]
        return (
            people.other
            or people.partial
            or before in (["los"], ["las"], ["otros"], ["otras"], [":"])
        )
    return people.known or (people.value or 0) > 1
