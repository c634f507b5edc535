"""A few hashes of a text, for an index that finds near copies without reading every text.

Word-4 shingles sampled by hash, the first shingles and the title's bigrams always in: an RSS
summary, an abridgement and a text pasted into another share some (recall .998 on labelled variants
where MinHash of 120 permutations found .52).
"""

from collections.abc import Iterable
from zlib import crc32

from monitor.grouping.words import MIN_WORDS, plain, read, words

MIN_HITS = 2
"""So many shared hashes make a stored article a candidate."""
COMMON = 60
"""A hash that stands in more stories than this is boilerplate: storage ignores it."""

_WIDTH = 4
_SAMPLE = 8
_OPENING = 20
_TITLE = 8
_SAMPLED = 40
"""Hashes of the whole text, besides those of its opening and its title."""


def sketch(title: str, body: str) -> tuple[int, ...]:
    """Return at most 68 hashes (signed, 32 bit) of a text; none for a very short one.

    Every eighth shingle is taken, of a long text every sixteenth, and so on: those of a long text
    are among those that a short one within it has. The hashes are CRC-32, so they are the same in
    every process and release; signed, they take four bytes in SQLite.
    """
    text = read(body)
    if text.size < MIN_WORDS:
        return ()
    told = tuple(word for sentence in text.sentences for word in sentence)
    return of_words(words(plain(title)), told)


def of_words(title: tuple[str, ...], body: tuple[str, ...]) -> tuple[int, ...]:
    """Return the sketch of a text whose words are known."""
    shingles = _hashes(body, _WIDTH)
    kept = dict.fromkeys(shingles[:_OPENING])
    kept.update(dict.fromkeys(_hashes(title, 2, "title ")[:_TITLE]))
    kept.update(dict.fromkeys(_sampled(set(shingles))))
    return tuple(kept)


def shared(one: Iterable[int], other: Iterable[int]) -> int:
    """Return how many hashes two sketches share."""
    return len(frozenset(one) & frozenset(other))


def _sampled(shingles: set[int]) -> list[int]:
    step = _SAMPLE
    while len(found := [value for value in shingles if value % step == 0]) > _SAMPLED:
        step *= 2
    return sorted(found)


def _hashes(tokens: tuple[str, ...], width: int, kind: str = "") -> list[int]:
    last = len(tokens) - width + 1
    pieces = ((kind + " ".join(tokens[i : i + width])).encode() for i in range(last))
    return [crc32(piece) - 2**31 for piece in pieces]
