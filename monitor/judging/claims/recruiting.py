"""How victims were lured: the job, the pay, the channel."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from monitor.judging import numbers
from monitor.judging.claims.phrases import Hit
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.text import PARTS, Text
from monitor.models import Claim

_MONEY = re.compile(
    r"(?P<pen>s/ ?\.? ?)(?=\d)|(?P<usd>us\$ ?|\$ ?)(?=\d)|(?P<bare>\b(?=(?:\d|un |dos |tres |"
    r"cuatro |cinco |seis |mil )))"
)
_UNIT = re.compile(r" ?(?:nuevos )?(?P<pen>soles|sol\b|pen\b)| ?(?P<usd>dolares|dollars|usd)")
_MONTH = re.compile(
    r"[^.;]{0,14}\b(?:al mes|mensual(?:es)?|por mes|a month|per month|monthly|ao mes|cada mes|"
    r"each month)\b"
)
_FOR_WORK = re.compile(
    r" (?:por|para|a cambio de|for|to) (?:trabajar|laborar|atender|cocinar|cuidar|limpiar|servir|"
    r"work\w*)\b"
)
_SHORTER = re.compile(
    r"[^.;]{0,14}\b(?:diari[oa]s?|al dia|por dia|semanal(?:es)?|por semana|a la semana|a day|a "
    r"week|per (?:day|week)|"
                      r"por (?:noche|servicio|cliente)|por cada)\b")  # fmt: skip
_PAY = re.compile(
    r"\b(?:sueldos?|salarios?|gan(?:ar|arian|aria|aban)|pag(?:o|os|arian|aria|ar)|earn\w*|"
    r"wages?|salar(?:y|ies)|"
                  r"ingresos?|remuneracion|honorarios|pay)\b")  # fmt: skip
_NOT_PAY = re.compile(
    r"\b(?:reparacion|multas?|deudas?|debts?|fianza|incaut\w+|vend\w+|venta|cobr\w+|cupos?|"
    r"rescate de|indemniz\w+|compr\w+|"
    r"charged|paid for|sold|dividas?|entreg\w+|debian)\b"
)


_REACH = 170
_FEW = 12


def recruiting_claims(readings: Readings) -> list[Claim]:
    """Return the lures, channels and pay promised, each value once, the body first."""
    claims: dict[tuple[str, str | int], Claim] = {}
    for part in PARTS:
        reading = readings[part]
        for claim in (*_jobs(reading), *_channels(reading), *_pays(reading)):
            claims.setdefault((claim.field, claim.value), claim)
    return list(claims.values())


def _jobs(reading: Reading) -> Iterator[Claim]:
    """Yield the jobs named behind an offer, up to the verb that tells what became of them."""
    offers, turns = reading.hits.get("offer", []), reading.hits.get("after", [])
    for hit in reading.hits.get("lure", ()):
        first = bisect_right(offers, hit.start - _REACH, key=_start)
        before = [h for h in offers[first : first + _FEW] if _precedes(h, hit)]
        if before and reading.of_incident(hit):
            k = bisect_right(turns, before[0].end, key=_start)
            if k == len(turns) or hit.start < turns[k].start:
                yield reading.claim("lure", hit.value, hit.start, hit.end)


def _precedes(offer: Hit, lure: Hit) -> bool:
    return offer.sentence == lure.sentence and offer.start < lure.start


def _start(hit: Hit) -> int:
    return hit.start


def _channels(reading: Reading) -> Iterator[Claim]:
    recruiting = {h.sentence for h in reading.hits.get("recruit", ())}
    for hit in reading.hits.get("lure_channel", ()):
        if hit.sentence in recruiting and reading.of_incident(hit):
            yield reading.claim("lure_channel", hit.value, hit.start, hit.end)


def _pays(reading: Reading) -> Iterator[Claim]:
    seen = set()
    for hit in reading.hits.get("offer", ()):
        if hit.sentence not in seen and reading.of_incident(hit):
            seen.add(hit.sentence)
            yield from _pay(reading.text, *reading.bounds(hit.sentence))


def _pay(text: Text, start: int, end: int) -> Iterator[Claim]:
    """Yield what was promised a month."""
    at = start
    while match := _MONEY.search(text.folded, at, end):
        at = max(match.end(), match.start() + 1)
        number = numbers.read(text.folded, match.end(), text.language)
        if number is None or number.value < 50:
            continue
        unit = _UNIT.match(text.folded, number.end)
        stop = unit.end() if unit else number.end
        currency = _currency(match, unit)
        monthly = _MONTH.match(text.folded, stop)
        before = text.folded[max(start, match.start() - 60) : match.start()]
        at = stop
        told = monthly or _PAY.search(before) or _FOR_WORK.match(text.folded, stop)
        if currency and told and not _NOT_PAY.search(before):
            if _SHORTER.match(text.folded, stop):
                continue
            last = monthly.end() if monthly else stop
            yield Claim(
                f"promised_pay_{currency}", number.value, text.original[match.start() : last],
                match.start(), last, text.part, number.qualifier,
            )  # fmt: skip


def _currency(sign: re.Match[str], unit: re.Match[str] | None) -> str:
    if sign["pen"] or (unit and unit["pen"]):
        return "pen"
    return "usd" if sign["usd"] or (unit and unit["usd"]) else ""
