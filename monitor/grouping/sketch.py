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
_OPENING = 24
_TITLE = 10
_MOST = 80


def sketch(title: str, body: str) -> tuple[int, ...]:
    """Return at most 80 hashes (0 to 2**32 - 1) of a text; none for a very short one.

    The hashes are CRC-32, so they are the same in every process and release, and half the size in
    SQLite of 64-bit ones.
    """
    text = read(body)
    if text.size < MIN_WORDS:
        return ()
    shingles = _hashes(tuple(word for sentence in text.sentences for word in sentence), _WIDTH)
    kept = dict.fromkeys(shingles[:_OPENING])
    kept.update(dict.fromkeys(_hashes(words(plain(title)), 2, "title ")[:_TITLE]))
    sampled = sorted(value for value in set(shingles) if value % _SAMPLE == 0)
    kept.update(dict.fromkeys(sampled[: _MOST - len(kept)]))
    return tuple(kept)


def shared(one: Iterable[int], other: Iterable[int]) -> int:
    """Return how many hashes two sketches share."""
    return len(frozenset(one) & frozenset(other))


def _hashes(tokens: tuple[str, ...], width: int, kind: str = "") -> list[int]:
    last = len(tokens) - width + 1
    return [crc32((kind + " ".join(tokens[i : i + width])).encode()) for i in range(last)]
