"""Victims are protected: no name of theirs and no age of a child is shown, stored as a field or
handed on.

One meaning for the whole program: judging keeps such words out of its quotes, the edges put
:data:`NAME` for a name and leave an age out wherever they show what an outlet wrote.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from monitor.privacy.ages import Reach, ages
from monitor.privacy.births import births
from monitor.privacy.names import names, victims
from monitor.privacy.words import kinds
from monitor.text import one_line

__all__ = ["NAME", "ages_between", "is_first_name", "private", "shown", "victims"]

NAME = "[nombre]"
"""Stands for the name of a victim, in every language."""


_PAUSES, _ENDS = frozenset(",;:"), frozenset(".,;:")
_CLOSES = frozenset({*_ENDS, "!", "?", ")", "»", "”"})
"""No blank stands before them."""


_CLAUSE_LEFT = re.compile(r"(?: (?!cuando |mientras |y |pero )[a-záéíóúñü]{1,12}){0,4}(?=[,.;])")
"""What is left of ``, que cumplirá 12 el próximo mes,`` behind the age."""


class Private(NamedTuple):
    """Words that are not shown."""

    start: int
    end: int
    instead: str
    """What stands for them."""


@lru_cache(maxsize=16)
def private(text: str, known: frozenset[str] = frozenset()) -> tuple[Private, ...]:
    """Return the names of victims and the ages of minors in ``text``, in order.

    Args:
        text: A headline or a whole text.
        known: Names of victims that the rest of the article tells, see :func:`victims`.
    """
    found = [Private(start, end, NAME) for start, end in names(text, known)]
    found += [Private(start, end, _for_age(text[start:end])) for start, end in ages(text)]
    found += [Private(start, end, "") for start, end in births(text)]
    kept: list[Private] = []
    for one in sorted(found):
        past = kept[-1].end if kept else 0
        if one.start >= past:
            kept.append(_tidy(text, one, past) if not one.instead else one)
    return tuple(kept)


def _tidy(text: str, one: Private, past: int) -> Private:
    """Return words that are left out with the blank or the mark that would be left over."""
    start, end = one.start, one.end
    rest = _CLAUSE_LEFT.match(text, end) if text[max(past, start - 6) : start] == ", que " else None
    if rest:
        return Private(start - 6, rest.end(), "")
    bare = past + len(text[past:start].rstrip())
    before, behind = text[bare - 1 : bare] if bare > past else "", text[end : end + 1]
    if behind in _CLOSES:
        start = bare
    if before and behind and before == behind == ".":
        end += 1
    elif before in _PAUSES and behind in _ENDS:
        start = bare - 1
    return Private(start, end, "")


def _for_age(words: str) -> str:
    """Return what is shown for an age: one who is called by it is a minor."""
    if not words.lower().startswith("quinceañer"):
        return ""
    return "menores" if words.endswith("s") else "menor"


@lru_cache(maxsize=16)
def _ages(text: str, reach: Reach) -> tuple[tuple[int, int], ...]:
    return tuple(ages(text, reach))


def ages_between(
    text: str, start: int, end: int, reach: Reach = "anyone"
) -> tuple[tuple[int, int], ...]:
    """Return the ages told in ``text`` between ``start`` and ``end``, in order.

    Those that reach beyond are whole.
    """
    found = _ages(text, reach)
    first = bisect_right(found, start, key=itemgetter(1))
    return found[first : bisect_left(found, end, key=itemgetter(0))]


def is_first_name(word: str) -> bool:
    """Return whether a word, folded, is a first name that victims may be called by."""
    return "first" in kinds(word)


def shown(text: str, limit: int = 200, known: frozenset[str] = frozenset()) -> str:
    """Return ``text`` on one line, without the names of victims and the ages of minors.

    A name becomes :data:`NAME`; one who is called by her age is shown as a minor.

    Args:
        text: What an outlet wrote.
        limit: Most characters.
        known: Names of victims that the rest of the article tells, see :func:`victims`.
    """
    line = one_line(text, limit)
    kept, at = [], 0
    for start, end, instead in private(line, known):
        kept += [line[at:start], instead]
        at = end
    return " ".join("".join([*kept, line[at:]]).split()).lstrip(",:; ")
