"""Years of prison, one a defendant, and months of pre-trial detention."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.judging import numbers
from monitor.judging.claims import court
from monitor.judging.claims.context import inside
from monitor.judging.claims.figures import People
from monitor.judging.claims.people import people_at
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.text import PARTS, Text
from monitor.judging.claims.words import BREAKERS
from monitor.models import Claim


@dataclass(frozen=True, slots=True)
class _Penalty:
    """Years given in one clause, to how many."""

    years: int
    many: int
    start: int
    end: int
    sentence: int


def penalties(reading: Reading) -> list[_Penalty]:
    """Return the prison terms that courts gave, as the clauses tell them."""
    text, names = reading.text, reading.names
    found: list[_Penalty] = []
    for index, (first, last) in enumerate(text.sentences):
        words = text.words[first:last]
        if court.YEARS.isdisjoint(words):
            continue
        if text.part == "body" and court.WORDS.isdisjoint(words):
            continue
        told = _in_sentence(text, index, names, bool(found))
        found += [p for p in told if not inside(reading.spheres.links, p.start)]
    return found


def _in_sentence(text: Text, index: int, names: Mapping[int, int], before: bool) -> list[_Penalty]:
    """Return the terms of one sentence; ``before`` tells whether the text gave one already."""
    first, last = text.sentences[index]
    found: list[_Penalty] = []
    clause = text.starts[first]
    for i in range(first, last):
        if text.words[i] not in court.YEARS:
            continue
        values = _values(text, first, i)
        at, end = (text.starts[values[0][0]] if values else 0), text.ends[i]
        ranged = len(values) > 1 and court.FROM.search(text.folded, max(clause, at - 12), at)
        if values and not ranged and _is_given(text, index, clause, at, end, before or bool(found)):
            many = 1 if len(values) > 1 else _defendants(text, clause, at, end, names, index)
            found += [_Penalty(v, many, at, end, index) for _, v in values]
            clause = end
    return found + [p for t in found[-1:] for p in _left_out(text, index, t, names)]


def _left_out(
    text: Text, index: int, told: _Penalty, names: Mapping[int, int]
) -> Iterator[_Penalty]:
    """Yield terms whose ``años`` is left out: ``14 años a un hombre, y 12 a su cónyuge``."""
    stop, at = text.ends[text.sentences[index][1] - 1], told.end
    folded = text.folded
    while match := court.FURTHER.search(folded, at, stop):
        at = match.start() + 1
        number = numbers.read(folded, match.end(), text.language)
        if number is None or not 1 < number.value <= court.LIMIT:
            continue
        if court.BEHIND_FURTHER.match(folded, number.end, stop):
            many = _defendants(text, match.start(), match.end(), number.end, names, index)
            yield _Penalty(number.value, many, match.end(), number.end, index)
            at = number.end
    for match in court.LEFT_OUT.finditer(folded, told.end, min(at + 1, stop)):
        number = numbers.read(folded, match.end(), text.language)
        if at == told.end and number and 1 < number.value <= court.LIMIT:
            after = folded[number.end : min(stop, number.end + 4)]
            if after.startswith((".", ",", ";", " a ", " por")) or not after:
                yield _Penalty(number.value, 1, match.end(), number.end, index)


def _values(text: Text, first: int, i: int) -> list[tuple[int, int]]:
    """Return the numbers before word ``i``: ``35 y 32 años``, ``20, 18 y 15 años``."""
    found: list[tuple[int, int]] = []
    if text.words[i - 1 : i] in (["-"], [")"]):
        i -= 1
    while i > first:
        start = _number_start(text, first, i)
        if start is None:
            break
        number = numbers.read(text.folded, text.starts[start], text.language)
        if number is None or not 0 < number.value <= court.LIMIT:
            hyphen = text.words[start]
            if (
                not hyphen.isdecimal()
                or len(hyphen) > 2
                or text.words[start + 1] != "-"
                or int(hyphen) > court.LIMIT
            ):
                break
            found.insert(0, (start, int(hyphen)))
            break
        if text.words[max(first, start - 2) : start] == [",", "de"] and found:
            break
        found.insert(0, (start, number.value))
        if start - 1 <= first or text.words[start - 1] not in (",", "y", "e", "and"):
            break
        i = start - 1
    return found


def _number_start(text: Text, first: int, i: int) -> int | None:
    """Return the word at which the number that ends before word ``i`` starts."""
    best = None
    for start in range(i - 1, max(first, i - 4) - 1, -1):
        if start < first or not (
            text.words[start][0].isdigit() or text.words[start] in numbers.STARTS
        ):
            if best is None and start == i - 1:
                continue
            break
        number = numbers.read(text.folded, text.starts[start], text.language)
        reaches = number is not None and number.end >= text.ends[i - 1]
        if reaches or (start == i - 1 and text.words[start].isdigit()):
            best = start
    return best


def _is_given(text: Text, index: int, clause: int, at: int, end: int, again: bool) -> bool:
    """Return whether years are a term that a court gave, by the words of their clause."""
    first, last = text.sentences[index]
    stop = text.ends[last - 1]
    folded = text.folded
    before = folded[max(clause, at - 110) : at]
    after = folded[end : min(stop, end + 46)]
    near = _after_last_break(before)
    jail = court.JAIL.match(after)
    if after.startswith(
        ("-old", " de edad", " de experiencia", " de prision preventiva", " de fuga")
    ):
        return False
    if court.NOT_GIVEN.search(near):
        return False
    if court.RANGE.search(before) and not court.CUT_DOWN.search(before):
        return False
    if court.NOT_GIVEN.match(after.lstrip()) or " preventiva" in after[:26]:
        return False
    if (
        court.PRIOR.search(near)
        or court.OTHERS_THEN.search(before)
        or court.OTHER_CRIME.match(after)
        or court.SIMILAR.search(folded, end, min(stop, end + 160))
    ):
        return False
    if text.part == "title" and at == 0 and court.TITLE_TERM.match(after):
        return True
    given = court.GIVEN.search(near)
    if jail:
        if given or again:
            return True
        opens = text.part == "title" or at - text.starts[first] < court.NEAR_START
        told = opens or court.GIVEN.search(after[:30]) is not None
        return told and not court.NOT_GIVEN.search(after)
    if at == text.starts[first] and court.GAVE.match(after):
        return True
    return bool((given or again) and court.LEADS.search(before)) or (
        again
        and (_is_elliptic(before) or (_goes_on(before) and court.TO_WHOM.match(after) is not None))
    )


def _told_behind(folded: str, clause: int, at: int, end: int) -> bool:
    """Return whether who gets a further term stands behind it: ``y a 12 años una mujer``."""
    before = folded[clause:at]
    if _goes_on(before):
        return court.TO_WHOM.match(folded, end) is not None
    return bool(court.ONE_MORE.search(before) and court.SOMEBODY.match(folded, end))


def _goes_on(before: str) -> bool:
    """Return whether years go on with a list: ``; 28 años a Fredy y 9 años a una empleada``."""
    return before.rstrip().endswith((";", ",", " y", " e", " and"))


def _is_elliptic(before: str) -> bool:
    """Return whether the court's verb is left out: ``mientras que la cajera, 12 años``."""
    if court.OPENS.match(before):
        return True
    return court.ELLIPTIC.search(before[-60:]) is not None


def _after_last_break(before: str) -> str:
    """Return the clause right before the years: after the last semicolon or subordinate."""
    return re.split(r";|, mientras|, quien|, cuando|, while|, en tanto", before)[-1]


def _defendants(
    text: Text, clause: int, at: int, end: int, names: Mapping[int, int], index: int
) -> int:
    """Return how many people a term is given to: ``los otros tres, a 15 años cada uno``.

    They stand between the court's verb and the term, before the verb, or behind the term.
    """
    first, last = text.sentences[index]
    left = max(text.folded.rfind(mark, clause, at) + 1 for mark in ";:") or clause
    verbs = [*court.COURT.finditer(text.folded, left, at)]
    verb = verbs[-1] if verbs else None
    group = _group(text, names, first, last, verb.end() if verb else left, at)
    if not group and verb:
        to_one = court.TO_ONE.match(text.folded, verb.end(), at)
        group = 1 if to_one else _group(text, names, first, last, left, verb.start())
    stop = text.ends[last - 1]
    if each := court.EACH_OF.match(text.folded, end, stop):
        number = numbers.read(text.folded, each.end(), text.language)
        return number.value if number else 1
    cut = court.CUT.search(text.folded, end, stop)
    right = cut.start() if cut else stop
    if further := court.NEXT_TERM.search(text.folded, end, right):
        right = further.start()
    if _told_behind(text.folded, clause, at, end):
        group = 0
    group = group or _group(text, names, first, last, end, right, behind=True) or 1
    if group < 2 and verb and court.INITIALS.match(text.folded, verb.end(), at):
        group = 2
    if group < 2 and court.TWO.match(text.folded, end, stop):
        group = 2
    return max(group, 2) if court.EACH.match(text.folded, end, stop) else group


def _group(
    text: Text, names: Mapping[int, int], first: int, last: int, left: int, right: int,
    *, behind: bool = False,
) -> int:  # fmt: skip
    """Return how many the last people of a stretch of a sentence are, 0 where there are none."""
    total, i, previous = 0, bisect_left(text.starts, left, first, last), -9
    before_name = True
    while i < last and text.starts[i] < right:
        if (total or behind) and (
            text.words[i] in BREAKERS or text.words[i] in court.VICTIMS_BEFORE
        ):
            break
        people = people_at(text, i, names)
        if people is None or not _may_be_condemned(text, people):
            i += 1
            continue
        between = text.words[previous : people.first] if previous >= 0 else []
        if people.name and previous >= 0 and not between:
            value = 0
        else:
            value = people.value or (
                2 if people.many and people.definite and people.side != "victim" else 0
            )
        joined = previous >= 0 and any(w in court.JOINED for w in between) and len(between) < 6
        apposed = between == [","] and not before_name
        named = people.name and previous >= 0 and (total > 1 or apposed)
        before_name = people.name
        total = max(total, value) if named else total + value if joined or not value else value
        previous = i = max(people.last, i + 1)
    return total


def _may_be_condemned(text: Text, people: People) -> bool:
    """Return whether people may be defendants, not a bare figure and not any noun."""
    if people.bare:
        before = text.words[people.first - 1 : people.first]
        return (
            people.other
            or people.partial
            or before in (["los"], ["las"], ["otros"], ["otras"], [":"])
        )
    return people.known or (people.value or 0) > 1


def _is_trial(readings: Readings) -> bool:
    """Return whether title or opening tell of a court; else terms are of other cases."""
    texts = [readings[part].text for part in PARTS]
    return any(court.TRIAL.search(text.folded, 0, _opening(text)) for text in texts)


def _opening(text: Text) -> int:
    """Return where the second sentence ends, or the opening characters of a text."""
    spans = text.sentences[:2]
    return min(court.OPENING, text.ends[spans[-1][1] - 1]) if spans else 0


def penalty_claims(readings: Readings) -> list[Claim]:
    """Return one claim a defendant; the title only where the body gives none."""
    for part in PARTS if _is_trial(readings) else ():
        found = penalties(readings[part])
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
    jail = court.JAIL.match(text.folded, end)
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


def preventive_claims(readings: Readings) -> list[Claim]:
    """Return the months of pre-trial detention; the body goes before the title."""
    for part in PARTS:
        for claim in _preventive(readings[part]):
            return [claim]
    return []


def _preventive(reading: Reading) -> Iterator[Claim]:
    """Yield the months that a judge ordered, not those that a prosecutor asked for."""
    text = reading.text
    for i, word in enumerate(text.words):
        if word not in court.MONTHS or i == 0:
            continue
        match = court.PREVENTIVE.match(text.folded, text.ends[i])
        start = _number_start(text, max(0, i - 4), i)
        if match is None or start is None or inside(reading.spheres.links, text.starts[i]):
            continue
        at = text.starts[start]
        number = numbers.read(text.folded, at, text.language)
        if number and not court.ASKED.search(text.folded[max(0, at - 140) : at]):
            yield reading.claim("preventive_months", number.value, at, match.end())
