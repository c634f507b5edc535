"""Runs of capitals in a text that may be the name of a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.privacy.words import NO_NAME, Words, is_shouted, places, read

_SHORT = 3
"""Letters of the shortest name that stands alone."""
_FULL = frozenset(".:;!?¡¿-|…")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that may be a name: the first, and past the last."""

    first: int
    last: int


def runs(text: str) -> Iterator[Run]:
    """Yield what may be names in ``text``, without the words before them that are none.

    In a headline of capitals only first names, and what stands before an initial, are seen.
    """
    words, shouted = read(text), is_shouted(text)
    i = 0
    while i < len(words):
        end = _end(words, i, shouted) if words[i].capital else i
        if end > i:
            yield from _trimmed(words, i, end, shouted)
        i = max(end, i + 1)


def _end(words: Words, i: int, shouted: bool) -> int:
    """Return where the capitals from ``i`` on end, with ``de la`` and the like between."""
    while _is_part(words, i):
        i += 1
        i += words.at(i) == "." and words.initial(i - 1)
        ahead = i
        while ahead - i < 2 and words.has(ahead, "joiner") and not words.capital(ahead):
            ahead += 1
        if not shouted and _is_part(words, ahead) and not words.has(ahead, "places"):
            i = ahead
    return i


def _is_part(words: Words, i: int) -> bool:
    return words.capital(i) and not words.has(i, "no_name", "acronym")


def _trimmed(words: Words, first: int, last: int, shouted: bool) -> Iterator[Run]:
    """Yield the run from ``first`` to ``last``, from where it may be a name on.

    What opens as places and gangs do (``San``, ``Los``) is none.
    """
    if not shouted and last - first > 1 and words.has(first, "place_head"):
        return
    while first < last and not _opens(words, first, last, shouted):
        first += 1
    if shouted:
        last = next((k for k in range(first + 1, last) if not _goes_on(words, k)), last)
    if first < last and not _is_place(words, first, last):
        yield Run(first, last)


def _opens(words: Words, i: int, last: int, shouted: bool) -> bool:
    """Return whether a name may begin at a word with a capital."""
    if words.has(i, "first"):
        return True
    if words.initial(i) and words.at(i + 1) == ".":
        return True
    opening = i == 0 or words.at(i - 1) in _FULL
    if words.has(i, *NO_NAME) or (opening and words.has(i, "demonym")):
        return False
    return not shouted or (i + 2 < last and words.initial(i + 1) and words.at(i + 2) == ".")


def _goes_on(words: Words, i: int) -> bool:
    return words.at(i) == "." or not words.has(i, *NO_NAME, "places")


def _is_place(words: Words, first: int, last: int) -> bool:
    """Return whether a run is a place, or too short for a name."""
    name = " ".join(words.at(k) for k in range(first, last))
    if name in places() or f"{words.at(first - 1)} {name}" in places():
        return True
    if last - first == 1 and (len(name) < _SHORT or words.has(first, "places")):
        return True
    return words.has(first, "place_head") and not words.has(first, "first")


def is_opening(words: Words, run: Run) -> bool:
    """Return whether a run is one unknown word with the capital that opens a sentence."""
    opens = run.first == 0 or words.at(run.first - 1) in _FULL
    return opens and run.last - run.first == 1 and not words.has(run.first, "first")


def is_first_name(words: Words, run: Run) -> bool:
    """Return whether a run is first names alone, or with initials."""
    return words.has(run.first, "first") and all(
        words.has(k, "first") or words.at(k) == "." or words.initial(k)
        for k in range(run.first, run.last)
    )
