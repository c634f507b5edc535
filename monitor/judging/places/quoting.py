"""The words around a place that may be kept: no name of a person, no age."""

import re
from collections.abc import Iterator

from monitor.judging.places.scan import Hit
from monitor.privacy import ages_between
from monitor.text import fold

_LONGEST = 160
"""Characters on one side of a place."""
_CLAUSE_END = re.compile(r"[.;:()\[\]\"«»“”\n]|,(?= )")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÁÉÍÓÚÑÜ][\wáéíóúñü.'’-]*")
"""Words with a capital, which may be names."""
_OPENERS = (
    "a al ante bajo con contra de del desde durante e el ella ellas ellos en entre esa ese esta "
    "este fue fueron ha hacia han hasta la las lo los no para pero por que se segun sin sobre su "
    "sus tras un una unas unos y ya the in at of from to on an and was were is by em na nos nas da "
    "do das dos ao os as um uma policia fiscalia pnp ministerio rescatan detienen capturan caen cae"
)
_PLAIN = frozenset(_OPENERS.split())
"""Words that may open a sentence with a capital and name nobody."""


def quoted(source: str, hit: Hit) -> tuple[int, int]:
    """Return the span around ``hit`` within its clause, cut before what may be a name or an age."""
    first, last = hit.span
    start = _left(source, max(first, hit.start - _LONGEST), hit.start)
    end = _right(source, hit.end, min(max(last, hit.end), hit.end + _LONGEST))
    return start, end


def _left(source: str, first: int, stop: int) -> int:
    cut = first if first == 0 or not source[first - 1].isalnum() else source.find(" ", first, stop)
    cut = stop if cut < 0 else cut
    for match in _CLAUSE_END.finditer(source, cut, stop):
        cut = match.end()
    cut = min(stop, max((end for _, end in _private(source, cut, stop)), default=cut))
    return min(stop, cut + len(source[cut:stop]) - len(source[cut:stop].lstrip(" ,'’-")))


def _right(source: str, start: int, last: int) -> int:
    clause = _CLAUSE_END.search(source, start, last)
    cut = min([first for first, _ in _private(source, start, last)], default=last)
    cut = max(start, min(cut, clause.start() if clause else last))
    if cut == last < len(source) and source[last - 1].isalnum() and source[last].isalnum():
        cut = max(source.rfind(" ", start, last), start)
    return start + len(source[start:cut].rstrip(" ,'’-"))


def _private(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ages between ``start`` and ``end``, and what may be names."""
    yield from ages_between(source, start, end, "doubtful")
    for match in _CAPITAL.finditer(source, start, end):
        if fold(match[0]) not in _PLAIN:
            yield match.span()
