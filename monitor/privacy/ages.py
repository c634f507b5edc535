"""Where a text tells how old someone under 18 is.

A number of years is an age where words for a person, or for having years, lead to it; a count
(``15 detenidos, 12 rescatadas``), a penalty (``12 años de cárcel``) and a span of time are none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from monitor.privacy.words import FIFTEEN, Word, Words, places, read

_MOST = 5
"""Ages that may be told together."""
_MOST_LEADS = 4
_MOST_TRAITS = 3
_SENTENCED_WITHIN = 6
_REACHES_WITHIN = 12
_STOPS = frozenset(".,;:!?)\"'")
_JOINS = frozenset({",", "-"})
_OPENING = frozenset({"(", "["})
_CLOSING = frozenset({")", "]"})


@dataclass(frozen=True, slots=True)
class _Number:
    """Numbers told together, with the unit behind them."""

    first: int
    last: int
    """Past the numbers."""
    end: int
    """Past the unit."""
    unit: str
    """``years``, ``months``, ``old`` (``-year-old``) or empty."""
    single: bool
    young: bool


Reach = Literal["minors", "anyone", "doubtful"]
"""Whose ages are told: of minors, of anyone, of anyone with bare numbers that count nothing."""


def ages(text: str, reach: Reach = "minors") -> Iterator[tuple[int, int]]:
    """Yield the spans that tell the exact age of someone under 18, with the words that lead to it.

    ``niña [de 12 años]``, ``Rosa [(16)]``, ``Girl[, 12]``, ``[13-year-old]``, ``bebé [de 3 días]``.

    Args:
        text: A headline or a whole text.
        reach: Whose ages; by default of minors alone.
    """
    for one in _all(text):
        if (one.young or reach != "minors") and (one.sure or reach == "doubtful"):
            yield one.start, one.end


class _Age(NamedTuple):
    """An age that a text tells, with the words that lead to it."""

    start: int
    end: int
    young: bool
    sure: bool
    """Whether words lead to it; else it is a bare number that counts nothing."""


@lru_cache(maxsize=16)
def _all(text: str) -> tuple[_Age, ...]:
    words, past = read(text), 0
    found: list[_Age] = []
    for i in words.figures:
        if i < past:
            continue
        number = _number(words, i)
        told = _told(words, number) if number else None
        if words.at(i).startswith(FIFTEEN):
            told = i, i + 1, True
        if told:
            first, last, sure = told
            young = number is None or number.young
            found.append(_Age(words[first].start, words[last - 1].end, young, sure))
        past = max(i + 1, number.end if number else 0, told[1] if told else 0)
    return tuple(found)


# -- numbers --------------------------------------------------------------------------------------


def _number(words: Words, i: int) -> _Number | None:
    """Return the numbers that begin at word ``i``; None where there are none."""
    if not _is_number(words, i):
        return None
    last, values = i + 1, [words[i]]
    while len(values) < _MOST and (words.at(last) in _JOINS or words.has(last, "between")):
        step = last + 1 + words.has(last + 1, "the")
        if not _is_number(words, step):
            break
        values.append(words[step])
        last = step + 1
    end, unit = _unit(words, last)
    if words.has(i, "one") and len(values) == 1 and not unit:
        return None
    young = unit == "months" or any(map(_is_young, values))
    return _Number(i, last, end, unit, len(values) == 1, young)


def _is_number(words: Words, i: int) -> bool:
    """Return whether a word may be an age: no part of a sum, a date, a share, an ordinal."""
    word = words.at(i)
    if words.has(i + 1, "thousands"):
        return False
    if not word.isdecimal():
        return words.has(i, "young", "grown", "one")
    if len(word) > 2 or words.at(i - 1) in {"/", "$", "°"} or words.at(i + 1) == "%":
        return False
    ordinal = words.at(i + 1).isalpha() and words[i + 1].start == words[i].end
    if ordinal and not words.has(i + 1, "years", "months", "yo"):
        return False
    return not _is_glued(words, i - 1) and not _is_glued(words, i + 1)


def _is_glued(words: Words, mark: int) -> bool:
    """Return whether a mark stands within a number: ``3,500``, ``12:30``, ``15/03``."""
    return (
        words.at(mark) in {".", ",", ":", "/"}
        and words.at(mark - 1).isdecimal()
        and words.at(mark + 1).isdecimal()
        and words[mark + 1].start - words[mark - 1].end == 1
    )


def _is_young(word: Word) -> bool:
    return 0 < int(word.folded) < 18 if word.folded.isdecimal() else "grown" not in word.kinds


def _unit(words: Words, at: int) -> tuple[int, str]:
    """Return where the unit behind a number ends, and which one it is."""
    if words.has(at, "yo"):
        return at + 1, "old"
    if words.at(at) == "y" and words.at(at + 1) == "/":
        return at + 3, "old"
    start = at + (words.at(at) == "-")
    unit = next((unit for unit in ("years", "months") if words.has(start, unit)), "")
    if not unit:
        return at, ""
    end = start + 1
    old = end + (words.at(end) == "-")
    if words.at(old) in {"old", "olds"}:
        return old + 1, "old"
    if words.has(end, "between") and words.has(end + 1, "half"):
        end += 2
    return end + 2 * (words.at(end) == "de" and words.has(end + 1, "age")), unit


# -- what leads to them ---------------------------------------------------------------------------


def _told(words: Words, found: _Number) -> tuple[int, int, bool] | None:
    """Return the words that tell an age, first and past the last, and whether they surely do.

    None where none does.
    """
    if found.unit in {"years", "months"} and _is_term(words, found.end):
        return None
    if found.unit != "old" and _is_penalty(words, found.first):
        return None
    if found.unit == "old":
        return found.first, found.end, True
    lead = found.first
    while found.first - lead < _MOST_LEADS and words.has(lead - 1, "only"):
        lead -= 1
    if words.at(lead - 1) in _OPENING:
        bracketed = _bracketed(words, found, lead - 1)
        return (*bracketed, True) if bracketed else None
    if not found.unit and _is_count(words, found.last):
        return None
    start = _start(words, found, lead)
    if start is not None:
        return start, found.end, True
    bare = not found.unit and (words.has(lead - 1, "age_of") or words.at(lead - 1) == ",")
    return (lead, found.end, False) if bare else None


def _is_term(words: Words, end: int) -> bool:
    """Return whether ``12 años`` are of prison, of work, of a search, or ago."""
    behind = end + words.has(end, "of_term")
    behind += behind > end and words.has(behind, "small")
    return words.has(behind, "term_behind")


def _is_penalty(words: Words, first: int) -> bool:
    """Return whether a penalty reaches so far: ``con penas que van de 12 a 20 años``."""
    for k in range(first - 1, first - _REACHES_WITHIN, -1):
        if words.has(k, "penalty"):
            return True
        least = words.at(k) == "menor" and words.at(k - 1) in {"no", "ni"}
        if not (least or words.number(k) or words.has(k, "reaching", "small", "between")):
            return False
    return False


def _is_count(words: Words, last: int) -> bool:
    """Return whether what follows a bare number is what it counts: ``12 regiones``."""
    word = words.at(last)
    if words.has(last, "small", "harmed", "accused") and not word.endswith("es"):
        return False
    return (len(word) > 2 and word.endswith("s")) or words.has(last, "thing", "months")


def _bracketed(words: Words, found: _Number, opening: int) -> tuple[int, int] | None:
    """Return ``(14)``, ``(de 14 años)`` behind a person; behind a place or many it is a count."""
    if words.at(found.end) not in _CLOSING or opening < 1:
        return None
    many = found.single and not found.unit and words.at(opening - 1).endswith("s")
    if _is_name(words, opening - 1) or not (words.capital(opening - 1) or many):
        return opening, found.end + 1
    return None


def _start(words: Words, found: _Number, lead: int) -> int | None:
    """Return the first word of those that lead from a person to an age; None where none does."""
    for way in (_of, _since, _having, _beside):
        start = way(words, found, lead) if lead else None
        if start is not None:
            return start - (words.at(start - 1) == "," and words.at(start) != ",")
    has = words.has(found.end, "have") or words.has(found.end - 1, "age")
    has = has or (words.at(found.end) == ":" and words.has(found.end + 2, "age"))
    return lead if found.unit == "years" and has else None


def _of(words: Words, found: _Number, lead: int) -> int | None:
    """``de 12 años``; ``niña embarazada de 12``, ``Karla, de 15,``; ``recién nacida de 3 días``."""
    at = lead - 1
    if not words.has(at, "age_of"):
        return None
    if found.unit == "years":
        edad = at - words.has(at - 1, "age")
        return None if words.has(edad - 1, "term") else edad
    listed = words.at(at - 1) == "," and at > 1
    who = _person(words, at - 1 - listed)
    if found.unit == "months":
        return at if who is not None and words.has(who, "child") else None
    return at if who is not None or listed else None


def _since(words: Words, found: _Number, lead: int) -> int | None:
    """``a los 14``, ``a sus 12 años``, ``aos 15``, ``at 13``, ``aged 9``, ``as young as 11``."""
    at = lead - 1
    if words.has(at, "age") or words.at(at) == "aos":
        return at - words.has(at - 1, "age_of", "since")
    if words.at(at) == "as" and words.at(at - 1) == "young":
        return at - 1 - (words.at(at - 2) == "as")
    if words.at(at) == "at" and not found.unit:
        return at if words.at(found.end) in _STOPS or found.end == len(words) else None
    the = at - words.has(at, "tender")
    if words.has(the, "the") and words.has(the - 1, "since") and found.unit != "months":
        return the - 1
    return None


def _having(words: Words, found: _Number, lead: int) -> int | None:
    """``tenía 13``, ``cumplió 15``, ``Sandra was only thirteen``, ``turned 14``."""
    at = lead - 1
    at -= words.at(at) in {"sus", "los"} and words.has(at - 1, "have")
    if words.has(at, "have"):
        return None if found.unit == "months" and words.at(at).startswith("cumpl") else at
    if found.unit or not words.has(at, "be"):
        return None
    known = words.has(at - 1, "child", "she") or words.at(at - 1) in {".", ","}
    return at if known or _is_name(words, at - 1) else None


def _beside(words: Words, found: _Number, lead: int) -> int | None:
    """``menor, 14 años``, ``Teen, 17,``, ``niña 13 años``, ``adolescentes entre 14 y 17``."""
    at = lead - 1
    apart = words.at(at) in {",", ":"}
    who = _person(words, at - apart)
    if who is None and found.unit == "years" and words.at(at) == ",":
        near = range(max(0, at - _SENTENCED_WITHIN), at)
        who = next((k for k in near if words.has(k, "child")), None)
    if who is None or not (apart or words.has(who, "child")):
        return None
    if found.unit:
        near = range(max(0, who - _SENTENCED_WITHIN), who)
        sentenced = not apart and any(words.has(k, "accuse", "term") for k in near)
        return None if sentenced else lead - apart
    ends = words.at(found.end) in _STOPS or found.end == len(words)
    counted = found.single and words.has(who, "child") and words.at(who).endswith("s")
    return at if words.at(at) == "," and ends and not counted else None


def _person(words: Words, at: int) -> int | None:
    """Return the child or name that ends at ``at``, traits left out; None where there is none."""
    if _is_name(words, at) or words.has(at, "one_of"):
        return at
    for k in range(at, max(at - _MOST_TRAITS - 1, -1), -1):
        if words.has(k, "child", "kin"):
            return k
        if not words.has(k, "trait") and words.at(k) != "con":
            return None
    return None


def _is_name(words: Words, at: int) -> bool:
    """Return whether a word may end the name of a person."""
    at -= words.at(at) in {".", ")", '"', "'"}
    if not words.capital(at) or words.has(at, "no_name", "thing", "office"):
        return False
    alone = words.has(at, "places") and not words.capital(at - 1)
    if alone or f"{words.at(at - 1)} {words.at(at)}" in places():
        return False
    first = at
    while words.capital(first - 1):
        first -= 1
    return not words.has(first, "place_head") and not words.has(first - 1, "within")
