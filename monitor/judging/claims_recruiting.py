"""How victims were lured: the job, the pay, the channel."""

import re
from collections.abc import Iterator, Mapping

from monitor.judging import numbers
from monitor.judging.claims_context import Spheres
from monitor.judging.claims_text import PARTS, Text
from monitor.models import Claim, Part

_OFFER = re.compile(
    r"\b(?:ofert\w*|ofrec\w+|ofrez\w+|promes\w*|promet\w+|engañ\w+|enganad\w+|falsos?|falsas?|supuest\w+|captad\w+|captab\w+|capto|"
    r"lured?|promis\w+|offer\w*|told they|claims? of|job|jobs|tricked|atraid\w+|atraia\w*|aliciad\w+|emprego|"
    r"(?:trabajo|empleo|puesto)s? (?:de|como|para)|trabajar (?:como|de)|llegado para|bajo el pretexto|anuncios?)\b"
)
_JOBS: dict[str, str] = {
    "mesera": r"meser[ao]s?|mozas?|mozos?|camareras?|waitress(?:es)?|waiters?|garconetes?|azafatas?",
    "niñera": r"niñeras?|nanas?|nann(?:y|ies)|babysitters?|babas?|cuidar (?:a )?niños|cuidado de niños|baba",
    "cocinera": r"cociner[ao]s?|ayudantes? de cocina|cooks?|cozinheir[ao]s?|kitchen (?:helpers?|work)",
    "modelo": r"model(?:o|os|aje|s|ling|ing|)|modelos",
    "vendedora": r"vendedor(?:a|as|es)?|ventas|sales(?:women|woman|clerks?)|vendedoras",
    "empleada_hogar": r"empleadas? (?:del hogar|domesticas?)|trabajadoras? del hogar|maids?|domestic workers?|"
                      r"housekeepers?|empregadas? domesticas?|labores domesticas",
    "anfitriona": r"anfitrionas?|hostess(?:es)?|damas? de compañia|impulsadoras?",
    "minería": r"mineria|en (?:la |una )?minas?|miners?|mining|garimpo",
    "agricultura": r"cosechas?|agricol\w+|campo|farm(?:s|work)?|harvest\w*|fundos?|colheita",
    "costura": r"costurer[ao]s?|costura|seamstress(?:es)?|taller textil|confeccion\w*|sewing",
    "cuidadora": r"cuidador(?:a|as|es)|cuidar ancianos|cuidado de ancianos|carers?|caregivers?",
    "limpieza": r"limpieza|cleaners?|cleaning|faxineiras?",
    "construcción": r"construccion|albañil(?:es)?|construction|obreros?",
    "bailarina": r"bailarinas?|dancers?|dançarinas?|dancarinas?",
    "cajera": r"cajer[ao]s?|cashiers?",
    "secretaria": r"secretarias?|secretar(?:y|ies)",
    "restaurante": r"restaurantes?|restaurants?|pollerias?",
    "peluquería": r"peluquer\w+|salon(?:es)? de belleza|hairdressers?|barber\w*",
    "call_center": r"call ?centers?|teleoperador\w+",
    "casino": r"casinos?|tragamonedas",
    "fútbol": r"futbolistas?|footballers?",
}  # fmt: skip
_JOB = re.compile("|".join(rf"(?P<j{n}>\b(?:{p})\b)" for n, p in enumerate(_JOBS.values())))
_CHANNELS: dict[str, str] = {
    "facebook": r"facebook",
    "whatsapp": r"whats ?app",
    "tiktok": r"tik ?tok",
    "instagram": r"instagram",
    "telegram": r"telegram",
    "social_network": r"redes? social(?:es)?|social (?:media|networks?)|redes sociais",
    "online_game": r"juegos en linea|videojuegos?|free fire|roblox|online games?",
    "agency": r"agencias? de (?:empleos?|trabajo)|agencias? laborales|employment agenc(?:y|ies)|job agenc(?:y|ies)",
    "advert": r"avisos?|anuncios?|volantes|afiches|clasificados|adverts?|advertisements?|cartazes",
    "acquaintance": r"(?:una |un |su |por )(?:conocid[ao]|amig[ao]|vecin[ao]|compañer[ao])|acquaintances?|a friend",
    "family": r"(?:su|una|un) (?:tia|tio|madre|madrina|padrino|prim[ao]|familiar|padrastro|herman[ao]) ",
    "partner": r"su (?:pareja|enamorado|novio)|boyfriend",
    "bus_terminal": r"terminal(?:es)? terrestres?|paraderos?|bus stations?",
}  # fmt: skip
_CHANNEL = re.compile("|".join(rf"(?P<c{n}>\b(?:{p}))" for n, p in enumerate(_CHANNELS.values())))
_RECRUIT = re.compile(
    r"\b(?:capt\w+|reclut\w+|contact\w+|enganch\w+|ofrec\w+|ofert\w+|convenc\w+|engañ\w+|conoci\w+|recruit\w*|lured?|"
    r"promet\w+|entreg\w+|llev[oó]|trajo|atra\w+|alici\w+|enamor\w+|seduj\w+|contrat\w+|offer\w*|acord\w+)\b"
)
_MONEY = re.compile(
    r"(?P<pen>s/ ?\.? ?)(?=\d)|(?P<usd>us\$ ?|\$ ?)(?=\d)|(?P<bare>\b(?=(?:\d|un |dos |tres |cuatro |cinco |seis |mil )))"
)
_UNIT = re.compile(r" ?(?:nuevos )?(?P<pen>soles|sol\b|pen\b)| ?(?P<usd>dolares|dollars|usd)")
_MONTH = re.compile(
    r"[^.;]{0,14}\b(?:al mes|mensual(?:es)?|por mes|a month|per month|monthly|ao mes|cada mes|each month)\b"
)
_SHORTER = re.compile(r"[^.;]{0,14}\b(?:diari[oa]s?|al dia|por dia|semanal(?:es)?|por semana|a la semana|a day|a week|per (?:day|week)|"
                      r"por (?:noche|servicio|cliente)|por cada)\b")  # fmt: skip
_PAY = re.compile(r"\b(?:sueldos?|salarios?|gan(?:ar|arian|aria|aban)|pag(?:o|os|arian|aria|ar)|earn\w*|wages?|salar(?:y|ies)|"
                  r"ingresos?|remuneracion|honorarios|pay)\b")  # fmt: skip
_NOT_PAY = re.compile(
    r"\b(?:reparacion|multas?|deudas?|debts?|fianza|incaut\w+|vend\w+|venta|cobr\w+|cupos?|rescate de|indemniz\w+|compr\w+|"
    r"charged|paid for|sold|dividas?|entreg\w+|debian)\b"
)


def recruiting_claims(texts: Mapping[Part, Text], spheres: Mapping[Part, Spheres]) -> list[Claim]:
    """Return the lures, channels and pay promised, each value once, the body first."""
    claims: dict[tuple[str, str | int], Claim] = {}
    for part in PARTS:
        text = texts[part]
        for index, (first, last) in enumerate(text.sentences):
            start, end = text.starts[first], text.ends[last - 1]
            if spheres[part].at(index, start, deed=True) == "incident":
                for claim in _in_sentence(text, start, end):
                    claims.setdefault((claim.field, claim.value), claim)
    return list(claims.values())


def _in_sentence(text: Text, start: int, end: int) -> Iterator[Claim]:
    offer = _OFFER.search(text.folded, start, end)
    if offer is not None:
        yield from _jobs(text, offer.start(), end)
        yield from _pay(text, start, end)
    if _RECRUIT.search(text.folded, start, end):
        names = list(_CHANNELS)
        for match in _CHANNEL.finditer(text.folded, start, end):
            yield _claim("lure_channel", names[int(match.lastgroup[1:])], text, match)  # type: ignore[index]


def _jobs(text: Text, start: int, end: int) -> Iterator[Claim]:
    """Yield the jobs named behind an offer, up to the verb that tells what became of them."""
    stop = re.compile(r"\b(?:obligad\w+|forz\w+|explotad\w+|pero|but|forced|sin embargo|termin\w+|prostit\w+)").search(
        text.folded, start + 8, end
    )  # fmt: skip
    names = list(_JOBS)
    limit = min(stop.start() if stop else end, start + 170)
    for match in _JOB.finditer(text.folded, start, limit):
        yield _claim("lure", names[int(match.lastgroup[1:])], text, match)  # type: ignore[index]


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
        if currency and (monthly or _PAY.search(before)) and not _NOT_PAY.search(before):
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


def _claim(field: str, value: str, text: Text, match: re.Match[str]) -> Claim:
    quote = text.original[match.start() : match.end()].rstrip()
    return Claim(field, value, quote, match.start(), match.start() + len(quote), text.part)
