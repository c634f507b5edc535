"""Numbers that a text takes back: ``no eran ocho sino siete``, ``subió de catorce a diecisiete``.

A later figure replaces the one that was told before; the clause grammar reads each by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.judging import numbers
from monitor.judging.claims.counts.totals import Figure
from monitor.judging.claims.text import Text

_NUMBER = r"(?:\d{1,3}|[a-z]{2,12}(?: y [a-z]{3,6})?)"
_REPLACED = (
    re.compile(
        rf"\bno (?:eran|son|fueron|hubo|hay|era|fue) (?P<old>{_NUMBER}),? sino (?P<new>{_NUMBER})\b"
    ),
    re.compile(
        rf"\b(?:son|eran|fueron|sao|eram|were|are) (?P<new>{_NUMBER}),? "
        rf"(?:y no|e nao|not|and not) (?P<old>{_NUMBER})\b"
    ),
    re.compile(
        r"\b(?:sub|pas|aument|ascend|increment|elev|cambi|baj|disminu|rose|went)[a-z]* "
        rf"(?:de|from) (?P<old>{_NUMBER}) (?:a|para|to) (?P<new>{_NUMBER})\b"
    ),
)
_SETTLED = re.compile(
    r"\b(?:precis|aclar|rectific|puntualiz|corrig|actualiz|zanj|clarif|esclarec)[a-zñ]+\b[^.]{0,40}?"
    rf"(?: que (?:en realidad )?(?:son|eran|fueron)|:) (?P<new>{_NUMBER})(?=[,.;]| y no| porque|"
    r" puesto| pues| ya que)"
)
PATTERNS = (*_REPLACED, _SETTLED)
"""All of them, for the test of hostile texts."""


def corrected(found: Figure, text: Text) -> Figure:
    """Return ``found`` with the number that the text puts in its place, if any."""
    for old, new in _replaced(text):
        if old == found.value:
            return replace(found, value=new)
    match = _SETTLED.search(text.folded)
    new = _value(text, match, "new") if match else 0
    told_before = match is not None and found.telling.count.start < match.start()
    near = found.value // 2 <= new <= found.value * 2
    return replace(found, value=new) if new and told_before and near else found


def _replaced(text: Text) -> Iterator[tuple[int, int]]:
    for pattern in _REPLACED:
        for match in pattern.finditer(text.folded):
            old, new = _value(text, match, "old"), _value(text, match, "new")
            if old and new:
                yield old, new


def _value(text: Text, match: re.Match[str], name: str) -> int:
    """Return the number that a group of a match is, 0 where it is none."""
    number = numbers.read(text.folded, match.start(name), text.language)
    return number.value if number is not None and number.value < 1000 else 0
