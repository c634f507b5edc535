"""Numbers as the press writes them: digits, words and mixes, in Spanish, English and Portuguese."""

import re
from dataclasses import dataclass

from monitor.models import Qualifier


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number read at a position of a folded text."""

    value: int
    start: int
    end: int
    """Past the last character of the number; qualifying words lie before ``start``."""
    qualifier: Qualifier = "exact"
    lead: int = 0
    """Where its qualifying words start (``más de 230``); ``start`` where there are none."""


def _table(text: str) -> dict[str, int]:
    """Return ``word ... value`` lines as a mapping."""
    rows = (line.split() for line in text.strip().splitlines())
    return {word: int(value) for *words, value in rows for word in words}


_SMALL = _table("""
    un uno una one um uma 1
    dos two dois duas 2
    tres three 3
    cuatro four quatro 4
    cinco five 5
    seis six 6
    siete seven sete 7
    ocho eight oito 8
    nueve nine nove 9
    diez ten dez 10
    once eleven onze 11
    doce twelve doze 12
    trece thirteen treze 13
    catorce fourteen catorze quatorze 14
    quince fifteen quinze 15
    dieciseis sixteen dezesseis dezasseis 16
    diecisiete seventeen dezessete dezassete 17
    dieciocho eighteen dezoito 18
    diecinueve nineteen dezenove dezanove 19
    veintiun veintiuno veintiuna 21
    veintidos 22
    veintitres 23
    veinticuatro 24
    veinticinco 25
    veintiseis 26
    veintisiete 27
    veintiocho 28
    veintinueve 29
""")
_TENS = _table("""
    veinte twenty vinte 20
    treinta thirty trinta 30
    cuarenta forty quarenta 40
    cincuenta fifty cinquenta 50
    sesenta sixty sessenta 60
    setenta seventy 70
    ochenta eighty oitenta 80
    noventa ninety 90
""")
_HUNDREDS = _table("""
    cien ciento cem cento 100
    doscientos doscientas duzentos duzentas 200
    trescientos trescientas trezentos trezentas 300
    cuatrocientos cuatrocientas quatrocentos quatrocentas 400
    quinientos quinientas quinhentos quinhentas 500
    seiscientos seiscientas seiscentos seiscentas 600
    setecientos setecientas setecentos setecentas 700
    ochocientos ochocientas oitocentos oitocentas 800
    novecientos novecientas novecentos novecentas 900
""")
_NO_NUMBER = {"en": "once", "pt": "dos"}
_FACTORS = _table("""
    hundred 100
    mil thousand 1000
    millon millones million milhao milhoes 1000000
""")
_COLLECTIVES = _table("""
    par pair 2
    trio 3
    cuarteto quarteto 4
    decena decenas dezena dezenas 10
    docena docenas dozen duzia duzias 12
    quincena 15
    veintena 20
    treintena 30
    cincuentena 50
    centenar centena 100
    millar milhar 1000
""")
_HALVES = frozenset({"medio", "media", "half", "meia", "meio"})
_ARTICLES = frozenset({"a", "un", "una", "um", "uma"})
_AND = frozenset({"y", "e", "and"})
_PLAIN = {**_SMALL, **_TENS, **_HUNDREDS}

STARTS = frozenset({*_PLAIN, *_HALVES, "mil", "trio", "dozen", "a"})
"""Words at which a number may start, digits apart."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-zñ]+|-")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3}){1,3}")
_THIN = re.compile(r"(\d{1,3})((?: \d{3}){1,3})(?![\d.,])")
_SPLIT = re.compile(r"(\d) (\d)(?![\d.,])")
_NO_COUNT = re.compile(
    r"[a-zñ°º%/]|:\d| ?%| por ciento|\"| per cent| percent|"
    r"-[a-z]*-old|-[a-zñ]\b"
)
_ECHO = re.compile(r" ?\(? ?")

_AT_LEAST = re.compile(
    r"\b(?:mas de|mas de los|mas de las|al menos|por lo menos|como minimo|cuando menos|no menos de|"
    r"no less than|more than|at least|over|mais de|pelo menos|ao menos|superan los|supera los|"
    r"upwards of|minimo) (?:los |las |a |otr[oa]s )?$"
)
_ABOUT = re.compile(
    r"\b(?:cerca de|alrededor de|en torno a|aproximadamente|casi|unos|unas|hasta|around|about|"
    r"nearly|"
    r"some|almost|approximately|roughly|up to|quase|em torno de|uns|umas|as many as|an estimated|"
    r"cerca|circa) (?:los |las |a |otr[oa]s )?$"
)
_AT_LEAST_AFTER = re.compile(r" (?:o mas|or more|ou mais)\b")
_LOOK_BACK = 34


def qualifier_before(folded: str, at: int) -> tuple[Qualifier, int]:
    """Return how exact the number at ``at`` claims to be, and where the words that say so start."""
    left = max(0, at - _LOOK_BACK)
    before = folded[left:at]
    if found := _AT_LEAST.search(before):
        return "at_least", left + found.start()
    if found := _ABOUT.search(before):
        return "about", left + found.start()
    return "exact", at


def read(folded: str, at: int, language: str = "") -> Number | None:
    """Return the number that starts at ``at`` in ``folded``, or None.

    Args:
        folded: A text as :func:`monitor.text.fold` returns it.
        at: Where a word or a digit starts.
        language: In English ``once`` is no number, in Portuguese ``dos``.

    Percentages, decimals, ordinals, clock times and figures glued to letters are no counts.
    """
    word = _WORD.match(folded, at)
    if word is None or word[0] == "-" or word[0] == _NO_NUMBER.get(language):
        return None
    spoken = _read_digits(folded, word) if word[0][0].isdigit() else _read_words(folded, word)
    if spoken is None:
        return None
    value, end, vague = spoken
    if _NO_COUNT.match(folded, end):
        return None
    qualifier, lead = qualifier_before(folded, at)
    if qualifier == "exact" and vague:
        qualifier = "about"
    if _AT_LEAST_AFTER.match(folded, end):
        qualifier = "at_least"
    return Number(value, at, end, qualifier, lead)


def _read_digits(folded: str, word: re.Match[str]) -> tuple[int, int, bool] | None:
    """Return value, end and vagueness of a number that starts with a digit."""
    at, text = word.start(), word[0]
    if thin := _THIN.match(folded, at):
        return int(thin[0].replace(" ", "")), thin.end(), False
    if split := _SPLIT.match(folded, at):
        return int(split[1] + split[2]), split.end(), False
    if not text.isdigit():
        if not _GROUPED.fullmatch(text):
            return None
        return int(re.sub(r"\D", "", text)), word.end(), False
    if len(text) > 7:
        return None
    return _after_digits(folded, int(text), word.end())


def _after_digits(folded: str, value: int, end: int) -> tuple[int, int, bool]:
    """Read on after plain digits: ``2 mil 500``, ``10 diez``, ``8 (ocho)``, ``3 docenas``."""
    gap = _ECHO.match(folded, end)
    following = _WORD.match(folded, gap.end()) if gap and gap.end() > end else None
    if following is None or following[0][0].isdigit():
        return value, end, False
    if following[0] in _FACTORS and gap and gap[0] == " ":
        return _sum_words(folded, following, value)
    if following[0] in _COLLECTIVES and value < 10:
        return value * _COLLECTIVES[following[0]], following.end(), False
    echo = _read_words(folded, following)
    if echo and echo[0] == value and value > 1:
        return value, echo[1] + (folded[echo[1] : echo[1] + 1] == ")"), False
    return value, end, False


def _read_words(folded: str, word: re.Match[str]) -> tuple[int, int, bool] | None:
    """Return value, end and vagueness of a number that starts with a word."""
    text = word[0]
    if text in _HALVES or text in _ARTICLES:
        collective = _collective(folded, word)
        if collective:
            return collective
    if text in ("trio", "dozen"):
        return _COLLECTIVES[text], word.end(), text == "dozen"
    if text not in _PLAIN and text != "mil":
        return None
    value, end, vague = _sum_words(folded, word, 0)
    following = _next_word(folded, end)
    if following is None:
        return value, _echo(folded, value, end), vague
    if 1 < value < 10 and following[0] in _COLLECTIVES:
        return value * _COLLECTIVES[following[0]], following.end(), vague
    return value, _echo(folded, value, end), vague


def _next_word(folded: str, end: int) -> re.Match[str] | None:
    """Return the word one blank after ``end``."""
    return _WORD.match(folded, end + 1) if folded[end : end + 1] == " " else None


def _echo(folded: str, value: int, end: int) -> int:
    """Return the end of ``ocho (8)``, ``siete (07)``, or ``end``."""
    for tail in (f" ({value})", f" ({value:02})"):
        if folded.startswith(tail, end):
            return end + len(tail)
    return end


def _collective(folded: str, word: re.Match[str]) -> tuple[int, int, bool] | None:
    """Read ``una decena``, ``medio centenar``, ``half a dozen``."""
    following = _next_word(folded, word.end())
    half = word[0] in _HALVES
    if half and following and following[0] in ("a", "de"):
        following = _next_word(folded, following.end())
    if following is None or following[0] not in _COLLECTIVES:
        return None
    value = _COLLECTIVES[following[0]]
    return (value // 2 if half else value), following.end(), value > 4


def _sum_words(folded: str, word: re.Match[str], start: int) -> tuple[int, int, bool]:
    """Add up number words from ``word`` on, after ``start`` read in digits (``2 mil 500``)."""
    total, current, room, end = 0, start, 1 if start else 10**9, word.end()
    following: re.Match[str] | None = word
    while following is not None:
        text = following[0]
        if text.isdigit() and total and not current and len(text) <= 3:
            return total + int(text), following.end(), False
        if text in _FACTORS:
            factor = _FACTORS[text]
            whole = (current or 1) * factor
            total, current, room = (0, whole, 100) if factor == 100 else (total + whole, 0, 1000)
        elif _PLAIN.get(text, room) < room:
            current += _PLAIN[text]
            room = 10 if text in _TENS else 100 if text in _HUNDREDS else 1
        else:
            break
        end = following.end()
        following = _continued(folded, end, room)
    return total + current, end, False


def _continued(folded: str, end: int, room: int) -> re.Match[str] | None:
    """Return the next word of a number, stepping over ``y``, ``e``, ``and`` and a hyphen."""
    if room == 10 and folded[end : end + 1] == "-":
        return _WORD.match(folded, end + 1)
    following = _next_word(folded, end)
    if following is None or following[0] not in _AND:
        return following
    if room == 10 or (room in (100, 1000) and following[0] != "y"):
        after = _next_word(folded, following.end())
        return after if after and _PLAIN.get(after[0], room) < room else None
    return None
