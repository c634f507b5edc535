"""The words around a place that may be kept: no name of a person, no age."""

import re

from monitor.judging.places.scan import Hit
from monitor.text import fold

_LONGEST = 160
"""Characters on one side of a place."""
_CLAUSE_END = re.compile(r"[.;:()\[\]\"«»“”\n]|,(?= )")
_YEARS = r"(?:[ -](?:a[ñn]os?|a[ñn]itos?|meses|years?|months?)(?:[ -]old)?\b)?"
_PRIVATE = re.compile(
    rf"(?<!\w)(?:\d[\w.,-]*{_YEARS}|quincea[ñn]er[oa]s?"
    r"|(?:cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[eé]is|"
    r"diecisiete|quatro|sete|oito|nove|dez|onze|doze|treze|quatorze|quinze|dezesseis|dezessete|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
    rf"(?!\w){_YEARS}"
    r"|(?:una?|dos|tres|uma?|dois|duas|tr[eê]s|one|two|three)(?=[ -](?:a[ñn]os?|meses|a[ñn]itos?|"
    rf"years?|months?)\b){_YEARS}"
    r"|[A-ZÁÉÍÓÚÑÜ][\wáéíóúñü.'’-]*)"
)
"""Numbers, which may be ages, and words with a capital, which may be names."""
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
    for match in _PRIVATE.finditer(source, cut, stop):
        if fold(match[0]) not in _PLAIN:
            cut = match.end()
    return min(stop, cut + len(source[cut:stop]) - len(source[cut:stop].lstrip(" ,'’-")))


def _right(source: str, start: int, last: int) -> int:
    ends = (
        _CLAUSE_END.search(source, start, last),
        next((m for m in _PRIVATE.finditer(source, start, last) if fold(m[0]) not in _PLAIN), None),
    )
    cut = min((match.start() for match in ends if match), default=last)
    if cut == last < len(source) and source[last - 1].isalnum() and source[last].isalnum():
        cut = max(source.rfind(" ", start, last), start)
    return start + len(source[start:cut].rstrip(" ,'’-"))
