"""How victims were lured: the job, the pay, the channel."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from monitor.judging import numbers
from monitor.judging.claims.phrases import Hit
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.text import PARTS
from monitor.models import Claim

_MONEY = re.compile(
    r"(?P<pen>s/ ?\.? ?)(?=\d)|(?P<usd>us\$ ?|\$ ?)(?=\d)|(?P<bare>\b(?=(?:\d|un |dos |tres |"
    r"cuatro |cinco |seis |siete |ocho |nueve |mil |quinient|seiscient|setecient|ochocient|"
    r"novecient)))"
)
_UNIT = re.compile(
    r" ?(?:nuevos )?(?P<pen>soles|solcitos|lucas|sol\b|pen\b)| ?(?P<usd>dolares|dollars|usd)"
)
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


_LEAST = 300
_MOST = 10_000
_SAID_PAY = re.compile(r"\b(?:pag(?:aban?|arian?|amos|an)|ganar\w*|sueldo de) (?:\w+ ){0,2}$")
_OTHER_UNIT = re.compile(
    r" ?(?:personas|mujeres|horas|dias|años|metros|kilos|bolivianos|pesos|euros|reales|dolares|%)"
)
_OFFERED = re.compile(
    r"\b(?:ofrec\w+|promet\w+|promes\w+|trato|acuerdo|empleos?|plazas?|puestos?|trabajo|tienda|"
    r"cama(?: adentro)?|comida|casa|niñera|cocina|meser[ao]s?|ayudantes?|costurer[ao]s?|pasaje|"
    r"señoritas|ingenieros|livres|aviso|perforistas)\b[^.;]{0,45}$"
)
_NETWORKS = frozenset({"facebook", "tiktok", "instagram"})
_PEOPLE = frozenset({"acquaintance", "relative", "partner"})
_OWN_PAGE = re.compile(r"\b(?:compart\w+|siguenos|canal|unete) (?:en|de|por) $")
_BY = re.compile(
    r"\b(?:por|con|a traves de|mediante) (?:una?|su|sus|uma?|la|el|un tal)? ?$|"
    r"\b(?:capt\w+|reclut\w+|contact\w+|convenc\w+|llevad\w+|traid\w+|aliciad\w+|recruited) por "
    r"(?:\w+ ){0,2}$"
)
_LURING = re.compile(
    r"\b(?:ofrec\w+|convenc\w+|l[ae]s? (?:llevo|trajo|entreg\w+|presento|dijo|prometi\w+|"
    r"invit\w+)|prometi\w+|captab\w+|capto|recluta\w*|engañ\w+|offered|took|brought|recruit\w+|"
    r"sent (?:her|them)|knew of)\b"
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
    lures = [key for key in claims if key[0] == "lure"]
    if len(lures) > 1:
        claims.pop(("lure", "restaurante"), None)
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
                yield reading.told("lure", hit.value, hit)


def _precedes(offer: Hit, lure: Hit) -> bool:
    return offer.sentence == lure.sentence and offer.start < lure.start


def _start(hit: Hit) -> int:
    return hit.start


def _channels(reading: Reading) -> Iterator[Claim]:
    """Yield where victims were found: in a sentence of recruiting, or right before one."""
    recruiting = {h.sentence for h in reading.hits.get("recruit", ())}
    for hit in reading.hits.get("lure_channel", ()):
        near = {hit.sentence, hit.sentence + 1} if hit.value in _NETWORKS else {hit.sentence}
        before = reading.text.folded[max(0, hit.start - 40) : hit.start]
        if not near & recruiting or not reading.of_incident(hit) or _OWN_PAGE.search(before):
            continue
        if hit.value not in _PEOPLE or _by_them(reading, hit):
            yield reading.told("lure_channel", hit.value, hit)


def _by_them(reading: Reading, hit: Hit) -> bool:
    """Return whether an acquaintance or a relative is the one who recruited."""
    _, end = reading.bounds(hit.sentence)
    folded = reading.text.folded
    return bool(
        _BY.search(folded, max(0, hit.start - 60), hit.start)
        or _LURING.search(folded, hit.end, min(end, hit.end + 70))
    )


def _pays(reading: Reading) -> Iterator[Claim]:
    cues = [h for cue in ("offer", "recruit", "lure") for h in reading.hits.get(cue, ())]
    own = {hit.sentence for hit in cues if reading.of_incident(hit)}
    for sentence in sorted(own):
        yield from _pay(reading, sentence)


def _pay(reading: Reading, sentence: int) -> Iterator[Claim]:
    """Yield what was promised a month."""
    text, (start, end) = reading.text, reading.bounds(sentence)
    at = start
    while match := _MONEY.search(text.folded, at, end):
        at = max(match.end(), match.start() + 1)
        number = numbers.read(text.folded, match.end(), text.language)
        if number is None or number.value < _LEAST:
            continue
        unit = _UNIT.match(text.folded, number.end)
        stop = unit.end() if unit else number.end
        currency = _currency(match, unit)
        monthly = _MONTH.match(text.folded, stop)
        before = text.folded[max(start, match.start() - 60) : match.start()]
        at = stop
        if not currency and number.value < _MOST and _SAID_PAY.search(before):
            currency = "" if _OTHER_UNIT.match(text.folded, stop) else "pen"
        told = (
            monthly or _PAY.search(before) or _FOR_WORK.match(text.folded, stop)
            or (number.value < _MOST and _OFFERED.search(before))
        )  # fmt: skip
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
