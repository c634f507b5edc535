"""Minors told apart by their ages alone: ``Dos tienen 16 años y uno 15``, ``una tenía 14``.

Such a sentence names nobody; its numbers are parts of the people told of before.
"""

import re
from collections.abc import Iterator

from monitor.judging import numbers
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import bag

_HAVE = bag("tienen tiene tenian tenia cuentan contaban tem tinham tinha")
_JOINS = bag(", ; y e")
_BETWEEN = bag(", de con") | _HAVE
_OPENS = bag(": ( -")
_YEARS = bag("años anos")
_ENDS = bag(". , ; ) y e") | _YEARS
_ARTICLES = bag("la las el los a as o os")
_OTHER = bag("otra otro otras otros outra outro outras outros")
_OF_AGE, _OLDEST, _FEW, _NEAR = 18, 99, 12, 6


def told_by_age(text: Text) -> Iterator[Count]:
    """Yield how many of those told of before are under 18 by the ages of the few."""
    has = not _HAVE.isdisjoint(text.words)
    for sentence, (first, last) in enumerate(text.sentences):
        yield from _young_part(text, sentence, first)
        if not has:
            continue
        for i in range(first + 1, last - 1):
            if text.words[i] in _HAVE and (i - 1 == first or text.words[i - 2] in _OPENS):
                young = _young(text, i - 1, last)
                if young:
                    start, end = text.starts[i - 1], text.ends[i - 1]
                    some = People(i - 1, i, start, end, young, many=young > 1, age="minor")
                    some.known = some.partial = True
                    yield Count(None, (some,), sentence, start, end, partial=True)


_PART = re.compile(
    r"(?P<n>[a-z]{3,8}|\d{1,3}) (?:de|of|das|dos) (?:l[ao]s|the|ell[ao]s|them)\b"
    r"(?:(?! que | y |,)[^.;:]){0,110}? "
    r"(?:son|eran|serian|resultaron ser|resultaron|are|were|sao|eram) (?:todavia |aun )?"
    r"(?:menores|adolescentes|niñ[ao]s|minors|children|crianças|under 18)\b"
)
"""``Siete de las doce jóvenes rescatadas el domingo en dos bares son menores de edad``."""
PATTERNS = (_PART,)
"""All of them, for the test of hostile texts."""


def _young_part(text: Text, sentence: int, first: int) -> Iterator[Count]:
    """Yield how many of a whole a sentence says at its end to be minors."""
    start = text.starts[first]
    match = _PART.match(text.folded, start)
    value = _number(text, first, first + 1) if match else 0
    nouns = (NOUNS.get(word) for word in text.words[first : first + _NEAR])
    if match and value and not any(noun and noun.side == "accused" for noun in nouns):
        end = text.ends[first]
        some = People(first, first + 1, start, end, value, many=value > 1, age="minor", bare=True)
        some.known = some.partial = True
        yield Count(None, (some,), sentence, start, match.end(), partial=True)


def _young(text: Text, i: int, last: int) -> int:
    """Return how many the groups from word ``i`` on count under 18, 0 where no ages are told."""
    young, group = 0, _group(text, i, last)
    while group is not None:
        value, told, i = group
        several = len(told) == value
        young += sum(age < _OF_AGE for age in told) if several else value * (max(told) < _OF_AGE)
        joined = i < last and text.words[i] in _JOINS
        group = _group(text, _past(text, i, last, _JOINS), last) if joined else None
    return young


def _group(text: Text, i: int, last: int) -> tuple[int, list[int], int] | None:
    """Read ``dos tienen 16 años``, ``la otra, de 15``: how many, their ages, the next word."""
    i = _past(text, i, last, _ARTICLES)
    j = _past(text, i, last, _OTHER)
    other, value = j > i, _number(text, j, last)
    k = _past(text, j + 1, last, _BETWEEN)
    told, end = _ages(text, k, last)
    if other and not told:
        value, (told, end) = 1, _ages(text, _past(text, j, last, _BETWEEN), last)
    return (value, told, end) if told and 0 < value < _FEW else None


def _ages(text: Text, i: int, last: int) -> tuple[list[int], int]:
    """Read ``16 años``, ``15, 16 y 17 años``, ``15`` before a mark."""
    told: list[int] = []
    while age := _number(text, i, last):
        told.append(age)
        i += 1
        following = text.words[i + 1] if i + 1 < last else "."
        if not (text.words[i : i + 1] != [] and text.words[i] in _JOINS and following.isdecimal()):
            break
        i += 1
    ends = i >= last or text.words[i] in _ENDS
    if not ends or not all(0 < age < _OLDEST for age in told):
        return [], i
    return told, i + (text.words[i : i + 1] != [] and text.words[i] in _YEARS)


def _number(text: Text, i: int, last: int) -> int:
    """Return the number at word ``i``, 0 where there is none."""
    if i >= last or not (text.words[i][0].isdigit() or text.words[i] in numbers.STARTS):
        return 0
    number = numbers.read(text.folded, text.starts[i], text.language)
    return number.value if number is not None and number.end == text.ends[i] else 0


def _past(text: Text, i: int, last: int, words: frozenset[str]) -> int:
    """Return the next word at or after ``i`` that is none of ``words``."""
    while i < last and text.words[i] in words:
        i += 1
    return i
