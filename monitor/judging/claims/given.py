"""Whether years are a term that a court gave, by the words of their clause."""

import re

from monitor.judging.claims import court
from monitor.judging.claims.text import Text


def is_given(text: Text, index: int, clause: int, at: int, end: int, again: bool) -> bool:
    """Return whether years are a term that a court gave, by the words of their clause."""
    first, last = text.sentences[index]
    stop = text.ends[last - 1]
    folded = text.folded
    before = folded[max(clause, at - 110) : at]
    after = folded[end : min(stop, end + 46)]
    near = _after_last_break(before)
    jail = court.JAIL.match(after)
    if after.startswith(
        ("-old", " de edad", " de experiencia", " de prision preventiva", " de fuga")
    ):
        return False
    if court.NOT_GIVEN.search(near):
        return False
    if court.RANGE.search(before) and not court.CUT_DOWN.search(before):
        return False
    if court.NOT_GIVEN.match(after.lstrip()) or " preventiva" in after[:26]:
        return False
    if (
        court.PRIOR.search(near)
        or court.OTHERS_THEN.search(before)
        or court.OTHER_CRIME.match(after)
        or court.SIMILAR.search(folded, end, min(stop, end + 160))
    ):
        return False
    if text.part == "title" and at == 0 and court.TITLE_TERM.match(after):
        return True
    given = court.GIVEN.search(near)
    if jail:
        if given or again:
            return True
        opens = text.part == "title" or at - text.starts[first] < court.NEAR_START
        told = opens or court.GIVEN.search(after[:30]) is not None
        return told and not court.NOT_GIVEN.search(after)
    if at == text.starts[first] and court.GAVE.match(after):
        return True
    return bool((given or again) and court.LEADS.search(before)) or (
        again
        and (_is_elliptic(before) or (goes_on(before) and court.TO_WHOM.match(after) is not None))
    )


def told_behind(folded: str, clause: int, at: int, end: int) -> bool:
    """Return whether who gets a further term stands behind it: ``y a 12 años una mujer``."""
    before = folded[clause:at]
    if goes_on(before):
        return court.TO_WHOM.match(folded, end) is not None
    return bool(court.ONE_MORE.search(before) and court.SOMEBODY.match(folded, end))


def goes_on(before: str) -> bool:
    """Return whether years go on with a list: ``; 28 años a Fredy y 9 años a una empleada``."""
    return before.rstrip().endswith((";", ",", " y", " e", " and"))


def _is_elliptic(before: str) -> bool:
    """Return whether the court's verb is left out: ``mientras que la cajera, 12 años``."""
    if court.OPENS.match(before):
        return True
    return court.ELLIPTIC.search(before[-60:]) is not None


def _after_last_break(before: str) -> str:
    """Return the clause right before the years: after the last semicolon or subordinate."""
    return re.split(r";|, mientras|, quien|, cuando|, while|, en tanto", before)[-1]
