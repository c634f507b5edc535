"""Terms whose word for years is left out: ``14 años a un hombre, y 12 a su cónyuge``.

A bare number is a term where a verb of courts leads to it, where it stands behind a defendant
(``la cajera, doce``; ``él, 17``) or before one (``doce para la cajera``), and a term was told
before or two such pairs stand in one sentence.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.judging import numbers
from monitor.judging.claims.court import courts, given
from monitor.judging.claims.court.defendants import condemned_at
from monitor.judging.claims.court.years import values_before
from monitor.judging.claims.grammar.people import people_at
from monitor.judging.claims.grammar.tokens import is_finite
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import AUXILIARIES, OTHERS, bag

_SKIPPED = bag(
    "a con en por los las mismos mismas otros otras solo apenas tambien ahora to with unos mas "
    "otro otra another just the only igualmente"
)
"""Words between a verb, or a defendant, and the number."""
_WHO = bag("que quien quienes who")
_ALIKE = bag("mismos mismas same mesmos")
_ANOTHER = bag("otro otra another outro outra")
_OF = bag("de del")
_ROW = bag(", y e and a")
_HARD = bag("; : . ( ) – — …")
_SOFT = bag(", y e and mientras pero but while aunque")
_STOPS = _HARD | bag(
    ", y e and mientras pero but while por en como bajo for cada each apiece respectivamente "
    "respectively efectivos mas ! ? ] que"
)
_JAIL = bag("carcel prision pena reclusion encierro condena presidio prisao cadeia")
_TO = bag("a al para contra to for ao aos on")
_PRONOUNS = bag(
    "ella ellas ellos este esta estos estas aquel aquella uno una unos ambos quien quienes cada "
    "him them her otro otra otros otras another tercero tercera ele ela eles elas outro outra"
)
_DETERMINERS = bag("el la los las su sus un una l o os as um uma the his her their sua seu")
_LEADING = bag("a para contra mientras que en tanto tambien y e and to for while so solo de")
_RANKS = bag("mayor menor ultimo ultima primero primera segundo segunda jefe jefa")
_MEASURES = bag("soles dolares mil meses mes dias horas millones kilometro km pesos euros uit")
_MONEY = re.compile(r"\b(?:soles|dolares|reparacion|indemniza\w+|multa|pesos|reais|dias|uit)\b")
_VICTIM = bag("agraviada agraviado agraviadas agraviados victima victimas afectada afectadas")
_AGED = re.compile(r" \(\d\d(?: años)?\)$")
"""An age in brackets behind a defendant."""
_HAD = re.compile(
    r"\b(?:tenian?|tienen?|contaban? con|tinham?|were|was) (?:\w+ ){1,2}(?:años|anos|years)\b"
)
"""Ages are told, and go on without their word: ``tres tenían 17 años y una, 19``."""
_ELSEWHERE = re.compile(r"[;:]|\b(?:mientras|while|pero|but|en tanto)\b")
"""Between a number and the next term: that one is another's."""
_FEW = 9
_LONG = 14
"""Words of the longest defendant before a comma."""


@dataclass(frozen=True, slots=True)
class _Bare:
    """A number that may be a term, with what stands on either side."""

    value: int
    at: int
    end: int
    before: str
    """``verb``, ``person``, ``comma`` (a person and a comma), ``front`` or empty."""
    behind: str
    """``stop``, ``to`` (a person to whom it is given) or empty."""
    row: bool
    """It follows another number: ``20, 15 y 12``."""
    spelt: bool
    years: bool = False
    """The word for years stands behind it, yet nothing else told that it is a term."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: Text
    names: Mapping[int, int]
    index: int
    first: int
    last: int
    told: list[tuple[int, int]]
    """Offsets of the terms that are told with their word."""


def left_out(
    text: Text,
    index: int,
    spelt: list[tuple[int, int]],
    names: Mapping[int, int],
    *,
    told: bool,
    lately: bool,
) -> list[tuple[int, int, int]]:
    """Return value, start and end of the terms of a sentence that no ``años`` follows.

    Args:
        text: The part that is read.
        index: The sentence.
        spelt: Start and end of the terms that the sentence gives with their word.
        names: First word -> word past the last, of the names of persons.
        told: Whether the text gave a term before.
        lately: Whether a sentence shortly before, or the title, spoke of courts.
    """
    first, last = text.sentences[index]
    sentence = _Sentence(text, names, index, first, last, spelt)
    bare = [one for one in _candidates(sentence) if not _is_barred(sentence, one)]
    if not bare or len(bare) > courts.MOST:
        return []
    ready = bool(spelt) or (told and lately)
    pairs = [one for one in bare if one.before in ("person", "comma") or one.behind == "to"]
    ready = ready or (len(pairs) > 1 and (lately or _is_of_court(text, index)))
    behind = any(_is_followed(sentence, end) for _, end in spelt[:1])
    found = [one for one in bare if _is_term(one, ready=ready, behind=behind)]
    return [(one.value, one.at, one.end) for one in found]


def _is_term(one: _Bare, *, ready: bool, behind: bool) -> bool:
    """Return whether a bare number is a term; ``behind``: defendants follow their terms here."""
    if one.before == "verb":
        return bool(one.behind)
    if not ready or not one.behind:
        return False
    if one.before == "person" or one.behind == "to":
        return True
    if one.before == "comma":
        return not behind or one.spelt
    return one.row and one.before == "front"


def _is_of_court(text: Text, index: int) -> bool:
    """Return whether a sentence, or the one before it, has a word of courts."""
    first, last = text.sentences[max(0, index - 1)][0], text.sentences[index][1]
    return not courts.WORDS.isdisjoint(text.words[first:last])


def _candidates(sentence: _Sentence) -> Iterator[_Bare]:
    """Yield the bare numbers of a sentence that something leads to, or that lead to somebody."""
    text, floor, end = sentence.text, sentence.first, -1
    terms, spelt = sorted(sentence.told), sorted(_with_years(sentence))
    for i in range(sentence.first, sentence.last):
        word = text.words[i]
        if text.starts[i] < end or not (word[0].isdigit() or word in numbers.STARTS):
            continue
        term = _covering(terms, text.starts[i])
        span = term or _covering(spelt, text.starts[i])
        number = numbers.read(text.folded, text.starts[i], text.language)
        if term or number is None:
            end = span[1] if span else end
            floor = _past(text, i, end) if span else floor
            continue
        row = floor > sentence.first and set(text.words[floor:i]) <= _ROW
        end = max(number.end, span[1] if span else 0)
        j = _past(text, i, end)
        if not 1 < number.value <= courts.LIMIT:
            continue
        before, behind = _before(sentence, i, floor), _behind(sentence, i, j)
        if before and behind:
            if text.words[j : j + 1] == [","] and (span or _is_age(sentence, j)):
                continue
            at, years = text.starts[i], span is not None
            yield _Bare(number.value, at, end, before, behind, row, not word.isdigit(), years)
            floor = j if before != "front" or behind == "to" or row else floor


def _covering(spans: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return which of ``spans``, in order and apart, holds an offset."""
    k = bisect_right(spans, (at, sys.maxsize)) - 1
    return spans[k] if k >= 0 and at < spans[k][1] else None


def _is_age(sentence: _Sentence, j: int) -> bool:
    """Return whether the term of whom a number and a comma follow comes only behind them.

    ``Ana L., 36, 15 años``; ``Irma B., 55, to six years``; ``Luis B., 57, fue condenado a 9 años``.
    """
    text = sentence.text
    if text.language == "en" and text.words[j - 2 : j - 1] == [","]:
        return True
    comma = text.ends[j]
    term = next((start for start, _ in sentence.told if start >= comma), None)
    between = text.folded[comma:term].strip() if term else "?"
    if between in ("", "a", "to", "con"):
        return True
    verb = courts.COURT.search(between) or courts.GETS.search(between)
    return term is not None and verb is not None and _ELSEWHERE.search(between) is None


def _with_years(sentence: _Sentence) -> Iterator[tuple[int, int]]:
    """Yield where years stand with their word, terms or not."""
    text = sentence.text
    for i in range(sentence.first, sentence.last):
        if text.words[i] in courts.YEARS:
            values = values_before(text, sentence.first, i)
            if values:
                yield text.starts[values[0][0]], text.ends[i]


def _past(text: Text, i: int, end: int) -> int:
    """Return the word at which offset ``end`` is reached."""
    while i < len(text.words) and text.starts[i] < end:
        i += 1
    return i


def _behind(sentence: _Sentence, i: int, j: int) -> str:
    """Return what follows a number that stands from word ``i`` to before word ``j``."""
    text, last = sentence.text, sentence.last
    words = text.words
    if words[j : j + 2] == ["y", "medio"]:
        j += 2
    word, following = "".join(words[j : min(j + 1, last)]), "".join(words[j + 1 : min(j + 2, last)])
    led = words[i - 1] if i > sentence.first else ""
    if word in _TO:
        return "to" if _is_person(sentence, j + (word != "al"), min(j + 6, last)) else ""
    if following in _OF if word in ("el", "la") else led == "los" and word in _OF:
        return "to"
    k = j + (word == ",")
    if led in ("a", "con") and "".join(words[k : min(k + 1, last)]) in _DETERMINERS:
        return "to" if _is_person(sentence, k, min(k + 6, last)) else ""
    if word == ",":
        return _behind_comma(sentence, j, led)
    ends = not word or word in _STOPS or (word in ("de", "of") and following in _JAIL)
    return "stop" if ends else ""


def _behind_comma(sentence: _Sentence, j: int, led: str) -> str:
    """Return what follows a number and the comma at word ``j``; a verb tells it is an aside."""
    text, words, last = sentence.text, sentence.text.words, sentence.last
    following = "".join(words[j + 1 : min(j + 2, last)])
    finite = j + 1 < last and (following in AUXILIARIES or is_finite(text, j + 1))
    if led in ("otros", "otras") or courts.COURT.match(following) or finite:
        return ""
    stop = next((k for k in range(j + 1, last) if words[k] in _STOPS - {"por"}), last)
    reason = words[stop : stop + 1] == [","] and following in ("por", "como", "en")
    given_to = reason and "".join(words[stop + 1 : stop + 2]) in _TO
    return "to" if given_to and _is_person(sentence, stop + 2, min(stop + 7, last)) else "stop"


def _is_followed(sentence: _Sentence, end: int) -> bool:
    """Return whether a term that ends at an offset is followed by who gets it."""
    j = _past(sentence.text, sentence.first, end)
    return _behind(sentence, j - 1, j) == "to"


def _before(sentence: _Sentence, i: int, floor: int) -> str:
    """Return what leads to the number at word ``i``, from word ``floor`` on."""
    text = sentence.text
    words, j = text.words, i - 1
    while j >= floor and words[j] in _SKIPPED:
        j -= 1
    if words[i - 1] in ("entre", "between"):
        return ""
    if words[i - 1] in ("de", "del", "of"):
        return "verb" if words[i - 2] in courts.TERMS else ""
    if words[i - 1] in _ANOTHER or words[i - 1] in _ALIKE:
        return "person"
    if j < floor:
        return "front"
    if courts.GETS.fullmatch(words[j]) or given.is_changed(text, text.starts[i]):
        return "verb"
    if words[j] in (",", ":"):
        return "comma" if _person_before(sentence, j, floor) else "front"
    if _person_before(sentence, j + 1, floor) or _person_before(sentence, i, floor):
        return "person"
    return "front" if words[j] in _SOFT or words[j] in _HARD else ""


def _person_before(sentence: _Sentence, stop: int, floor: int) -> bool:
    """Return whether the words right before ``stop`` name a defendant, an aside left out."""
    text = sentence.text
    least = max(floor, stop - _LONG)
    acts = False
    near = text.folded[max(0, text.ends[stop - 1] - 14) : text.ends[stop - 1]] if stop else ""
    aged = _AGED.search(near)
    if aged:
        return _person_before(
            sentence, _past(text, least, text.ends[stop - 1] - len(aged[0]) + 1), floor
        )
    for k in range(stop - 1, least - 2, -1):
        word = text.words[k] if k >= least else ";"
        initial = word == "." and k > least and len(text.words[k - 1]) == 1
        breaks = (word in _HARD and not initial) or word in _SOFT
        if breaks and not acts and _is_person(sentence, k + 1, stop):
            return True
        if (word in _HARD and not initial) or word in _MEASURES:
            return False
        if breaks and acts:
            return False
        if word in _WHO and text.words[stop : stop + 1] != [","]:
            return False
        acts = (acts or word in AUXILIARIES or is_finite(text, max(k, 0))) and word not in _WHO
    return False


def _is_person(sentence: _Sentence, i: int, stop: int) -> bool:
    """Return whether a defendant is spoken of from word ``i`` on."""
    text, names = sentence.text, sentence.names
    while i < stop and text.words[i] in _LEADING and i not in names:
        i += 1
    if i >= stop:
        return False
    word = text.words[i]
    if not _VICTIM.isdisjoint(text.words[i:stop]):
        return False
    if word in _PRONOUNS or (word in ("el", "l") and _is_he(text, i)):
        return True
    if word in _DETERMINERS and people_at(text, i, names):
        return True
    if condemned_at(text, i, names) or not _RANKS.isdisjoint(text.words[i : i + 2]):
        return True
    if word[0].isdigit() or word in numbers.STARTS:
        number = numbers.read(text.folded, text.starts[i], text.language)
        alone = i + 1 == stop or "".join(text.words[i + 1 : i + 2]) in ("de", ",", "a")
        return number is not None and alone and 1 < number.value < _FEW
    return text.capital(i) and i > sentence.first and word not in OTHERS


def _is_he(text: Text, i: int) -> bool:
    """Return whether a word is the pronoun: ``él, 17 años``."""
    accented = text.original[text.starts[i]] in "Éé"
    return accented or "".join(text.words[i + 1 : i + 2]) in (",", "de", "a")


def _is_barred(sentence: _Sentence, one: _Bare) -> bool:
    """Return whether a number is asked for, served, undone, an age or a sum of money."""
    text = sentence.text
    start = max((end for _, end in sentence.told if end <= one.at), default=0)
    start = max(start, text.starts[sentence.first], one.at - given.BEHIND)
    if _MONEY.search(text.folded, start, one.at) or _HAD.search(text.folded, start, one.at):
        return True
    barred = given.is_barred(text, sentence.index, start, one.at, one.end)
    if one.before != "verb" and given.is_wished(text, sentence.index, one.at):
        return True
    return barred or (one.years and given.is_none(text, sentence.index, start, one.at, one.end))
