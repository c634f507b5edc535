"""Months of pre-trial detention: ``nueve meses de prisión preventiva``, ``al penal por un año``."""

import re
from collections.abc import Iterator

from monitor.judging import numbers
from monitor.judging.claims.context import inside
from monitor.judging.claims.court.years import number_start
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.text import PARTS, Text
from monitor.models import Claim

_MONTHS = frozenset({"meses", "months"})
_YEARS = frozenset({"año", "años", "year", "years", "ano", "anos"})
_HALF = re.compile(r" (?:y medio|and a half|e meio)\b")
_DETENTION = (
    r"(?:(?:prision|carcel|carceleria|detencion|reclusion|encierro) (?:preventiva|preventivo|"
    r"provisional|provisoria)|preventiva|prisao preventiva|pre-?trial detention|preventive (?:"
    r"detention|prison|custody))"
)
_BEHIND = re.compile(
    rf" ?(?:(?:mas )?(?:de|en|of|in|bajo|con|tras) )?{_DETENTION}|"
    r" ?(?:de|en) (?:prision|carcel|reclusion|penal) mientras|"
    rf" (?:adicionales )?(?:se \w+ )?la {_DETENTION}"
)
_BEFORE = re.compile(
    rf"\b{_DETENTION}(?:(?! y | pero )[^.;:\d]){{0,60}}?(?:(?:por|durante|for)(?: (?:el|un|los) "
    r"(?:plazo|termino|periodo|lapso|espacio|proximos) ?(?:de)?)?|por el plazo de|de|: ?) ?$|"
    rf"\b{_DETENTION}: $"
)
_TO_JAIL = re.compile(
    r"\b(?:envi|mand|intern|recluy|recluid|traslad|ir|va|van|permanec|qued|pasar|encarcel|"
    r"ingres|encerr)\w*(?: [^.;:]{0,90}?)? (?:por|durante|for) (?:los proximos )?$"
)
_JAIL = re.compile(r"\b(?:penal|carcel|prision)\b(?![^\n]{0,120}\b(?:conden|sentenc))")
_WHILE = re.compile(
    r"[^.;]{0,120}?(?:\bmientras|\bpenal\b|\ben prision|\ba prision|\bal penal|\binvestigad|"
    r"presunt|\bwhile\b)"
)
_GAVE = re.compile(
    r"\b(?:(?:fundad|acogi|acept|aprob|admiti)\w* (?:en parte )?(?:el|la|al) (?:requerimiento|"
    r"pedido|solicitud)|dict|orden|impus|impon|dispus|obtuv|logr|otorg|aprob|acept|conced|fij|"
    r"dio|dieron|dan|"
    r"confirm|ratific|prolong|ampli|decret|cumpl|purga|pasar|enfrent|ira|"
    r"envi|intern|recluid|deber|permanecer|mantuv|resolv|sent|order|remand|held|jailed|give|"
    r"gave|got)\w*"
)
_ASKED = re.compile(
    r"\b(?:pid|pedir|pedid|solicit|requir|requer|requier|requiere|seek|sought|ask|request|evalu|"
    r"podria|pretend|plante|propus|propon|busca|exig|demand|decidir|decida|resolvera|definir|"
    r"rechaz|deneg|desestim|infundad|descart|revoc|anul|vencier|venc|llev|estuv|paso|pasaron|tras|"
    r"despues|habria)\w*"
)
_ASKED_BEHIND = re.compile(
    r"[^.;]{0,60}?\b(?:(?:pid(?:e|en|io|ieron)|solicit(?:a|an|o|aron)|requiere|requirio|plantea|"
    r"planteo|pretende|propone) (?:el|la|los|contra|para)|(?:pedid|solicitad|requerid|"
    r"plantead)[oa]s|(?:fue|fueron|sera|seran) (?:rechazad|denegad|evaluad|solicitad|pedid)\w+|"
    r"y (?:fue|quedo|salio) (?:absuel|libre|en libertad))"
)
_LET = re.compile(
    r"\b(?:dict|conced|otorg|orden|fij|impus|aprob|dispus|d)i?(?:o|eron|aron)(?: solo)? $"
)
_ENDS = re.compile(r" ?(?:[.,;]|$| para| a | contra| y )")
_MOST = 48


def preventive_claims(readings: Readings) -> list[Claim]:
    """Return the months of pre-trial detention; the body goes before the title."""
    for part in PARTS:
        for claim in _ordered(readings[part]):
            return [claim]
    return []


def _ordered(reading: Reading) -> Iterator[Claim]:
    """Yield the months that a judge ordered, not those that a prosecutor asked for."""
    text = reading.text
    if (
        "preventiv" not in text.folded
        and " penal" not in text.folded
        and ("detention" not in text.folded)
    ):
        return
    spoken = -9
    for index, (first, last) in enumerate(text.sentences):
        if re.search(_DETENTION, text.folded[text.starts[first] : text.ends[last - 1]]):
            spoken = index
        for at, end, months in _months(text, first, last):
            if inside(reading.spheres.links, at) or not 1 < months <= _MOST:
                continue
            stop = _quoted(text, index, at, end, index - spoken < 2)
            if stop:
                yield reading.claim("preventive_months", months, at, stop)


def _months(text: Text, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and value of what is told in months or in years and a half."""
    for i in range(first + 1, last):
        word = text.words[i]
        if word not in _MONTHS and word not in _YEARS:
            continue
        start = number_start(text, max(first, i - 4), i)
        one = text.words[i - 1] in ("un", "one", "um")
        if start is None and not one:
            continue
        at, end = text.starts[i - 1 if start is None else start], text.ends[i]
        number = None if one else numbers.read(text.folded, at, text.language)
        value = 1 if one else number.value if number else 0
        half = _HALF.match(text.folded, end) if word in _YEARS else None
        if word in _YEARS:
            yield at, half.end() if half else end, value * 12 + (6 if half else 0)
        else:
            yield at, end, value
    yield from _elided(text, first, last)


def _elided(text: Text, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Yield months told without their word: ``pidió 18 meses, pero el juez dictó nueve``."""
    if _MONTHS.isdisjoint(text.words[first:last]):
        return
    for i in range(first + 1, last):
        if text.words[i - 1] in ("dicto", "concedio", "otorgo", "fijo", "dio", "ordeno", "solo"):
            number = numbers.read(text.folded, text.starts[i], text.language)
            if number and _ENDS.match(text.folded, number.end):
                yield text.starts[i], number.end, number.value


def _quoted(text: Text, index: int, at: int, end: int, spoken: bool) -> int:
    """Return where the words of a detention that was ordered end, 0 where none was."""
    first, last = text.sentences[index]
    start, stop = text.starts[first], text.ends[last - 1]
    before = text.folded[max(start, at - 160) : at]
    after = text.folded[end : min(stop, end + 160)]
    behind = _BEHIND.match(after)
    held = _WHILE.match(after) is not None
    jailed = _TO_JAIL.search(before)
    led = _BEFORE.search(before) or (jailed and (held or _JAIL.search(jailed[0])))
    if not behind and not led and not ((spoken or held) and _LET.search(before)):
        return 0
    if _ASKED_BEHIND.match(after) or not _is_ordered(before):
        return 0
    return end + (behind.end() if behind else 0)


def _is_ordered(before: str) -> bool:
    """Return whether the last verb before the months is that of an order, not of a wish."""
    asked = max((m.end() for m in _ASKED.finditer(before)), default=0)
    gave = max((m.end() for m in _GAVE.finditer(before)), default=0)
    return asked == 0 or gave >= asked
