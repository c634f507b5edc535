"""Whether years are a term that a court gave, by the words of their clause."""

import re
from dataclasses import dataclass

from monitor.judging.claims.court import courts
from monitor.judging.claims.court import given_words as words
from monitor.judging.claims.text import Text

_BREAK = r";|, mientras|, quien|, cuando|, while|, en tanto|,? pero |,? but |, aunque|en cambio"
BEHIND, _AHEAD, _EARLY = 110, 160, 30
"""Characters: how far words before and behind years are read; where a sentence is still young."""


@dataclass(frozen=True, slots=True)
class _View:
    """The words around a number of years."""

    before: str
    """From the clause's start."""
    near: str
    """From the last break before the years."""
    after: str
    opens: bool
    """The sentence, or what follows a colon, opens with the years."""


def is_given(text: Text, index: int, clause: int, at: int, end: int, again: bool) -> bool:
    """Return whether years are a term that a court gave, by the words of their clause.

    Args:
        text: The part that is read.
        index: The sentence.
        clause: Where the clause starts: behind the term that was told last.
        at: Where the years start.
        end: Where they end.
        again: Whether the text gave a term before.
    """
    view = _view(text, index, clause, at, end)
    if _is_no_term(view) or words.SIMILAR.search(view.after):
        return False
    if words.RANGE.search(view.before) and _is_changed_behind(view.before, view.after):
        return True
    if view.opens:
        if words.ASKED_BEHIND.match(view.after):
            return False
        if words.FRONTED.match(view.after) or words.TO_SOMEBODY.match(view.after):
            return True
    given = words.GIVEN.search(view.near) is not None
    if words.JAIL.match(view.after):
        early = text.part == "title" or at - text.starts[text.sentences[index][0]] < _EARLY
        early = early and words.LOCKED.match(view.after) is None
        return given or again or (early and words.NOT_GIVEN.search(view.after[:46]) is None)
    return (given and _is_put_in(view)) or _is_led(view, given, again)


def _is_changed_behind(before: str, after: str) -> bool:
    """Return whether a range is a term and what became of it: ``De 30 a 25 años para él``."""
    lowered = words.LOWERED.match(before) and words.TO_SOMEBODY.match(after)
    return bool(lowered) or words.CHANGED_BEHIND.match(after) is not None


def is_changed(text: Text, at: int) -> bool:
    """Return whether a number is what a term was changed to: ``bajó de 12 a ocho``."""
    before = text.folded[max(0, at - BEHIND) : at]
    return bool(words.RANGE.search(before) and words.CHANGED.search(before))


def is_wished(text: Text, index: int, at: int) -> bool:
    """Return whether the last that was said, here or a sentence before, is a wish or the law.

    ``El fiscal pide 20 años para la dueña. Para el mozo, ocho.``
    """
    for k in (index, index - 1):
        start = text.starts[text.sentences[max(0, k)][0]]
        asked = [match.end() for match in words.ASKED.finditer(text.folded, start, at)]
        told = [match.end() for match in courts.COURT.finditer(text.folded, start, at)]
        if asked or told:
            return max(asked, default=0) > max(told, default=0)
    return False


def is_none(text: Text, index: int, clause: int, at: int, end: int) -> bool:
    """Return whether years with their word are an age, a stretch of time, another's term."""
    view = _view(text, index, clause, at, end)
    return _is_no_term(view) or words.SIMILAR.search(view.after) is not None


def is_barred(text: Text, index: int, clause: int, at: int, end: int) -> bool:
    """Return whether a bare number is asked for, served, undone, or another's."""
    if is_changed(text, at):
        return False
    view = _view(text, index, clause, at, end)
    if words.THEN.match(view.after):
        return True
    if words.NO_TERM_BEFORE.search(view.before) or words.CHANGED.search(view.near):
        return words.CHANGED.search(view.near) is None
    if words.RANGE.search(view.before) or words.SPENT.search(view.near):
        return True
    if words.UNDONE.search(view.near) or _is_prior(view.near.split(" y que ")[-1]):
        return True
    return _is_asked(view.near)


def _is_led(view: _View, given: bool, again: bool) -> bool:
    """Return whether the words right before years lead to a term."""
    if view.before.endswith((" los ", " sus ")) or view.before in ("los ", "sus "):
        return words.OF_TERM.match(view.after) is not None or (
            given and words.CONFIRMED.search(view.before) is not None
        )
    led = words.LEADS.search(view.before) or courts.SUMMED.search(view.before)
    if (given or again) and led:
        return True
    return again and _is_left_to_be_understood(view)


def _is_put_in(view: _View) -> bool:
    """Return whether years are between commas, behind a colon, or what each of several has."""
    if words.OF_JAIL.search(view.near) or words.COLON.search(view.before):
        return True
    if words.RANGE.search(view.before) or words.PUT_IN.search(view.before):
        return view.after.startswith(",")
    return bool(words.CON_EACH.search(view.before) and courts.EACH.match(view.after))


def _view(text: Text, index: int, clause: int, at: int, end: int) -> _View:
    first, last = text.sentences[index]
    before = text.folded[max(clause, at - BEHIND) : at]
    after = text.folded[end : min(text.ends[last - 1], end + _AHEAD)]
    opens = words.OPENING.search(text.folded[max(text.starts[first], at - 8) : at]) is not None
    opens = opens and (at - text.starts[first] < 7 or ":" in before[-8:])
    return _View(before, _after_last_break(before), after, opens)


def _is_no_term(view: _View) -> bool:
    """Return whether years are asked for, threatened, served, undone, an age, a stretch of time."""
    before, near, after = view.before, view.near, view.after
    if words.NO_TERM_BEHIND.match(after) or words.NO_TERM_BEFORE.search(before):
        return True
    if words.CHANGED.search(near):
        if before.endswith((" de ", " from ")) and words.FROM_TO.match(after):
            return True
    elif words.RANGE.search(before):
        return not _is_changed_behind(before, after)
    if words.SPENT.search(near) or words.UNDONE.search(near):
        return True
    if words.BIRTHDAY.search(before) and not (
        words.JAIL.match(after) or words.OF_BIRTHDAY.match(after)
    ):
        return True
    return _is_asked(near) or _is_of_others(before, near, after)


def _is_asked(near: str) -> bool:
    """Return whether the last that is said before years is a wish, a threat or the law."""
    asked = 0
    for match in words.NOT_GIVEN.finditer(near):
        asked = match.end()
    return asked > 0 and words.DECIDED.search(near, asked) is None


def _is_prior(near: str) -> bool:
    """Return whether a term was given before, and not to another of the same case."""
    return words.PRIOR.search(near) is not None and words.ACCOMPLICE.search(near) is None


def _is_of_others(before: str, near: str, after: str) -> bool:
    """Return whether years are an earlier term, or one for another crime."""
    return bool(
        words.NOT_GIVEN.match(after.lstrip())
        or _is_prior(near)
        or words.KIN.match(before)
        or words.PRIOR_BEHIND.match(after)
        or words.OTHERS_THEN.search(before)
        or words.OTHER_CRIME.match(after)
    )


def _is_left_to_be_understood(view: _View) -> bool:
    """Return whether the court's verb is left out, as told before."""
    if goes_on(view.before) and words.TO_WHOM.match(view.after):
        return True
    return bool(words.OPENS.match(view.before) or words.ELLIPTIC.search(view.before[-70:]))


def told_behind(folded: str, clause: int, at: int, end: int) -> bool:
    """Return whether who gets a further term stands behind it: ``y a 12 años una mujer``."""
    before = folded[clause:at]
    if goes_on(before) and words.TO_SOMEBODY.match(folded, end):
        return True
    return bool(words.ONE_MORE.search(before) and words.SOMEBODY.match(folded, end))


def goes_on(before: str) -> bool:
    """Return whether years go on with a list: ``; 28 años a Fredy y 9 años a una empleada``."""
    return words.GOES_ON.search(before) is not None


def _after_last_break(before: str) -> str:
    """Return the clause right before the years: after the last semicolon or subordinate."""
    return re.split(_BREAK, before)[-1]
