"""What one whose name is known may be called: by a short, a fond or a drawn together form of it."""

from collections.abc import Collection, Iterator
from functools import lru_cache

from monitor.privacy.words import kinds

_LEAST, _MOST = 3, 14
"""Letters of a short form, and of a name of which such forms are made."""
_FOND = ("citas", "citos", "cita", "cito", "itas", "itos", "ita", "ito", "inha", "inho")
_VOWELS = "aeiou"
_GIVEN = 2
"""Names that parents give."""


def called(known: Collection[str]) -> frozenset[str]:
    """Return, folded, drawn together (``marielena``) and fond (``kiarita``) forms of given names.

    Args:
        known: Names as :func:`monitor.privacy.names.victims` gives them.
    """
    return frozenset[str]().union(*map(_called, known))


def shortened(known: Collection[str]) -> frozenset[str]:
    """Return how given names begin (``ale``, ``gabi`` for ``gabriela``), folded."""
    names = {name for one in known for name in _given(one)}
    begun = {name[:end] for name in names for end in range(_LEAST, len(name))}
    return frozenset(one + ending for one in begun for ending in ("", "i", "y"))


@lru_cache(maxsize=4096)
def _called(name: str) -> frozenset[str]:
    return frozenset(_forms(tuple(_given(name))))


def _given(name: str) -> Iterator[str]:
    for place, part in enumerate(name.split()[:_GIVEN]):
        if len(part) <= _MOST and (not place or "first" in kinds(part)):
            yield part


def _forms(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from _fond(name)
    if len(names) == _GIVEN:
        one, other = names
        yield from (one[:end] + other for end in range(2, len(one) + 1))
        yield from (one + other[:end] for end in range(2, len(other)))
        yield from (one[:-1] + other[:end] for end in range(2, len(other)))


def _fond(name: str) -> Iterator[str]:
    """``kiarita`` for ``kiara``, ``carmencita`` for ``carmen``; ``rosa`` for ``rosita``."""
    for stem in {name, name.rstrip(_VOWELS), name[:-1]}:
        yield from (stem + ending for ending in _FOND if len(stem) >= _LEAST - 1)
    ending = next((ending for ending in _FOND if name.endswith(ending)), "")
    stem = name.removesuffix(ending)
    if ending and len(stem) >= _LEAST:
        yield from (stem + vowel for vowel in ("", "a", "o"))
