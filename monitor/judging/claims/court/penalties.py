"""Years of prison, one a defendant."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from monitor.judging import numbers
from monitor.judging.claims.context import inside
from monitor.judging.claims.court import courts, given_words
from monitor.judging.claims.court.defendants import defendants
from monitor.judging.claims.court.given import is_given
from monitor.judging.claims.court.left_out import left_out
from monitor.judging.claims.court.years import values_before
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.text import PARTS, Text
from monitor.models import Claim

_SPOKEN = courts.YEARS | courts.WORDS
_LATELY = 2
"""Sentences after a term in which another may leave out its word for years."""


_NEAR = 40
_NAME = re.compile(
    r"(?<=[,;] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,}(?= )|(?<=[.] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,}(?= )"
)


@dataclass(frozen=True, slots=True)
class _Penalty:
    """Years given in one clause, to how many."""

    years: int
    many: int
    start: int
    end: int
    sentence: int


def penalties(reading: Reading, titled: bool = False) -> list[_Penalty]:
    """Return the prison terms that courts gave, as the clauses tell them.

    Args:
        reading: The part that is read.
        titled: Whether the title tells of courts.
    """
    text, names = reading.text, reading.names
    found: list[_Penalty] = []
    lately = -1 if titled else -9
    undone = courts.UNDONE.search(text.folded, 0, courts.OPENING) is not None
    for index, (first, last) in enumerate(text.sentences):
        spoken = not _SPOKEN.isdisjoint(text.words[first:last])
        if (not spoken and index - lately > _LATELY) or len(found) > courts.MOST:
            continue
        told = _in_sentence(text, index, names, bool(found), index - lately <= _LATELY)
        told += _the_same(text, index, told or found, names)
        if told and found and found[-1].sentence >= index - 1 and _goes_on(text, index):
            told = [replace(p, sentence=found[-1].sentence) for p in told]
        told = [p for p in told if not inside(reading.spheres.links, p.start)]
        found += [p for p in told if not (undone and _is_of_before(text, p))]
        if told or not courts.WORDS.isdisjoint(text.words[first:last]):
            lately = index
    return found


def _goes_on(text: Text, index: int) -> bool:
    """Return whether a sentence has no verb of its own: ``Dieciocho para su conviviente.``"""
    first, last = text.sentences[index]
    return courts.COURT.search(text.folded, text.starts[first], text.ends[last - 1]) is None


def _is_of_before(text: Text, told: _Penalty) -> bool:
    """Return whether a term is the one that was undone: ``había sido condenado a 30 años``."""
    start = max(text.starts[text.sentences[told.sentence][0]], told.start - 160)
    return courts.HAD.search(text.folded, start, told.start) is not None


def _the_same(
    text: Text, index: int, told: list[_Penalty], names: Mapping[int, int]
) -> Iterator[_Penalty]:
    """Yield the terms of those who got as much as others: ``igual pena para su pareja``."""
    first, last = text.sentences[index]
    match = courts.SAME.search(text.folded, text.starts[first], text.ends[last - 1])
    if match and told:
        as_told, at, end = told[-1], match.start(), match.end()
        clause = as_told.end if as_told.sentence == index else text.starts[first]
        many = defendants(text, clause, at, end, names, index)
        yield _Penalty(as_told.years, many, at, end, as_told.sentence)


def _in_sentence(
    text: Text, index: int, names: Mapping[int, int], before: bool, lately: bool
) -> list[_Penalty]:
    """Return the terms of one sentence.

    Args:
        text: The part that is read.
        index: The sentence.
        names: First word -> word past the last, of the names of persons.
        before: Whether the text gave a term already.
        lately: Whether it did, or spoke of courts, shortly before.
    """
    first, _ = text.sentences[index]
    spelt = _with_years(text, index, before)
    spans = [(at, end) for _, at, end in spelt]
    bare = left_out(text, index, spans, names, told=before, lately=lately)
    terms = sorted([*spelt, *(([value], at, end) for value, at, end in bare)], key=_start)
    found: list[_Penalty] = []
    clause = text.starts[first]
    for k, (values, at, end) in enumerate(terms):
        until = terms[k + 1][1] if k + 1 < len(terms) else None
        many = defendants(text, clause, at, end, names, index, until=until)
        many = many if len(values) == 1 else 1
        found += [_Penalty(value, many, at, end, index) for value in values]
        clause = end
    return _summed(text, found)


def _summed(text: Text, found: list[_Penalty]) -> list[_Penalty]:
    """Return only the sum where a sentence sums up what one defendant got."""
    last = found[-1] if len(found) > 1 else None
    parts = all(p.many == 1 and p.years < found[-1].years for p in found[:-1])
    if last and parts and courts.SUMMED.search(text.folded, max(0, last.start - 40), last.start):
        return [last]
    return found


def _start(term: tuple[list[int], int, int]) -> int:
    return term[1]


def _with_years(text: Text, index: int, before: bool) -> list[tuple[list[int], int, int]]:
    """Return values, start and end of the terms that a sentence gives with the word for years."""
    first, last = text.sentences[index]
    found: list[tuple[list[int], int, int]] = []
    clause = text.starts[first]
    for i in range(first, last):
        if text.words[i] not in courts.YEARS or len(found) > courts.MOST:
            continue
        values = values_before(text, first, i)
        at, end = (text.starts[values[0][0]] if values else 0), text.ends[i]
        ranged = len(values) > 1 and given_words.FROM.search(text.folded, max(clause, at - 12), at)
        if values and not ranged and is_given(text, index, clause, at, end, before or bool(found)):
            found.append(([value for _, value in values], at, end))
            clause = end
    return found


def _is_trial(readings: Readings) -> bool:
    """Return whether title or opening tell of a court; else terms are of other cases."""
    texts = [readings[part].text for part in PARTS]
    told = any(courts.TRIAL.search(text.folded, 0, _opening(text)) for text in texts)
    return told or _is_told_of_known(readings["body"].text)


def _is_told_of_known(text: Text) -> bool:
    """Return whether somebody who was named before has a term for the crime of the text."""
    for match in courts.FOR_THIS.finditer(text.folded):
        start = max(0, match.start() - _NEAR)
        named = _NAME.findall(text.original, start, match.start())
        if any(name in text.original[:start] for name in named):
            return True
    return False


def _opening(text: Text) -> int:
    """Return where the second sentence ends, or the opening characters of a text."""
    spans = text.sentences[:2]
    return min(courts.OPENING, text.ends[spans[-1][1] - 1]) if spans else 0


def penalty_claims(readings: Readings) -> list[Claim]:
    """Return one claim a defendant; the title only where the body gives none."""
    title = readings["title"].text.folded
    for part in PARTS if _is_trial(readings) else ():
        found = penalties(readings[part], courts.TRIAL.search(title) is not None)
        if found:
            return _one_a_defendant(found, readings[part].text)
    return []


def _one_a_defendant(found: list[_Penalty], text: Text) -> list[Claim]:
    """Return the terms of a text: the most often that one sentence gives each."""
    most: Counter[int] = Counter()
    for index in {p.sentence for p in found}:
        here: Counter[int] = Counter()
        for p in found:
            here[p.years] += p.many if p.sentence == index else 0
        most |= here
    claims: list[Claim] = []
    for years, many in most.items():
        told = next(p for p in found if p.years == years)
        claims += [_claim("sentence_years", years, text, told.start, told.end)] * many
    return claims


def _claim(field: str, value: int, text: Text, start: int, end: int) -> Claim:
    jail = given_words.JAIL.match(text.folded, end)
    stop = jail.end() if jail and "\n" not in jail[0] else end
    return Claim(
        field=field,
        value=value,
        quote=text.original[start:stop],
        start=start,
        end=stop,
        part=text.part,
        qualifier=numbers.qualifier_before(text.folded, start)[0],
    )
