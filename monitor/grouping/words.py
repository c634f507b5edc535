"""Text as grouping compares it: sentences of plain words, page debris off, numbers as digits."""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from monitor.text import clean

MAX_CHARACTERS = 40_000
"""Of a body; what follows is not compared, so that one page cannot stall a round."""
MIN_WORDS = 12
"""A body with fewer words says too little to be called a copy of anything."""


@dataclass(frozen=True, slots=True)
class Text:
    """A body ready to be compared."""

    raw: tuple[str, ...]
    """Its sentences in ASCII, letters' case kept."""
    sentences: tuple[tuple[str, ...], ...]
    """The words of each, in lower case."""
    vocabulary: frozenset[str]
    size: int
    """Words in all."""


_UNITS = {
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
    "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20,
    "veintiun": 21, "veintiuno": 21, "veintiuna": 21, "veintidos": 22, "veintitres": 23,
    "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27,
    "veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40, "cincuenta": 50,
    "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40,
    "dois": 2, "duas": 2, "quatro": 4, "sete": 7, "oito": 8, "nove": 9, "dez": 10, "doze": 12,
    "vinte": 20, "trinta": 30, "quarenta": 40, "cinquenta": 50,
}  # fmt: skip
_DIGITS = {word: str(number) for word, number in _UNITS.items()}
_TENS = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_ONES = {"un": 1, "uno": 1, "una": 1} | {w: n for w, n in _UNITS.items() if n < 10}

_DAYS_AND_MONTHS = """
    lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio
    julio agosto setiembre septiembre octubre noviembre diciembre monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november
    december janeiro fevereiro junho julho setembro outubro novembro dezembro"""
CALENDAR = frozenset(_DAYS_AND_MONTHS.split())
"""Names of days and months, folded."""
_WEEKDAYS = frozenset(_DAYS_AND_MONTHS.partition("enero")[0].split()) | frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
_MONTHS = CALENDAR - _WEEKDAYS

_BROKEN = [*range(0xA1, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026]


def _mojibake() -> dict[str, str]:
    """What UTF-8 read as Windows-1252 or Latin-1 looks like, invisible signs cleaned off."""
    found: dict[str, str] = {}
    for character in map(chr, _BROKEN):
        for codec in ("cp1252", "latin-1"):
            wrong = clean(character.encode().decode(codec, "ignore"))
            if len(wrong) > 1:
                found.setdefault(wrong, character)
    return found


_MOJIBAKE = _mojibake()
_IS_BROKEN = re.compile("|".join(sorted(map(re.escape, _MOJIBAKE), key=len, reverse=True)))
_LOST_HALF = re.compile(r"Ã(?![A-ZÀ-Ý])")
_LONE = re.compile(r"Â(?![A-Za-zÀ-ÿ])")

_WORD = re.compile(r"[a-z0-9]+")
_GROUPED = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_COMPOUND = re.compile(r"\b([a-z]{4,9}nta) y ([a-z]{2,6})\b")
_BREAK = re.compile(
    r"(?<=[.!?])[\"')\]]{0,3}\s{1,3}(?=[\"'(\[]{0,3}[A-Z0-9])|\n\s{0,3}(?=[^\sa-z])|\n\n"
)

# A line that belongs to the page, not to the report: always, by how it starts.
_DEBRIS = re.compile(
    r"""[\W_]{0,6}(?:
      te\ (?:puede|podria|recomendamos)|puedes?\ (?:ver|leer)|le\ puede\ interesar|quizas?\ te
    | (?:lee|lea|leer|vea|ver|mira|conoce)\ (?:tambien|mas|aqui)|mira\ aqui|tambien\ lee
    | siguenos|sigue\ (?:a|las|todas|leyendo|nuestr)|suscribete|unete\ al?
    | descarga\ (?:la|nuestra)
    | comparte\ (?:esta|este|en)|compartir\ en|comentarios?$|contenido\ (?:gec|patrocinado|sugerido)
    | notas?\ relacionadas?|noticias?\ relacionadas?|video\ recomendado|nota\ en\ desarrollo
    | todos\ los\ derechos|prohibida\ (?:la|su)\ reproduccion|publicidad$|recibe\ (?:las|nuestr)
    | para\ mas\ (?:noticias|informacion)\ (?:visit|sig|ingres)|haz\ clic|click\ aqui
    | mas\ (?:noticias|informacion)\ en|nuestr[oa]s?\ (?:canal|boletin|newsletter|redes)
    | read\ (?:more|also|next)|related\ (?:articles?|stories|news)|share\ this|sign\ up|follow\ us
    | subscribe|all\ rights\ reserved|advertisement$|join\ our|about\ the\ author
    | leia\ (?:mais|tambem)|veja\ (?:mais|tambem)|siga\ (?:o|a|nos)|assine|compartilhe
    | todos\ os\ direitos|redaccion\s\w+(?:\s\w+)?$|(?:escrito\ )?por:?\s+\w+\s\w+$
    | (?:publicado|actualizado|updated|published)\b.{0,40}$|contenido\ elaborado
    | (?:lee|lea|mira|mire|video|videos|foto|fotos|photo|mas|tambien|fuente|vea|leer|creditos?)
      \s*[:|>]
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def plain(text: str) -> str:
    """Return ``text`` in ASCII: mojibake and entities repaired, accents off, the case kept."""
    if "Ã" in text or "â€" in text or "Â" in text:
        text = _IS_BROKEN.sub(lambda match: _MOJIBAKE[match[0]], text)
        text = _LONE.sub("", _LOST_HALF.sub("í", text))
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = text.replace("–", "-").replace("—", "-").replace("’", "'").replace("\xa0", " ")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def words(ascii_text: str) -> tuple[str, ...]:
    """Return the words of an ASCII text in lower case; number words as digits, 3,000 as 3000."""
    low = _GROUPED.sub("", ascii_text.lower())
    if "nta y " in low:
        low = _COMPOUND.sub(_compound, low)
    return tuple([_DIGITS.get(word, word) for word in _WORD.findall(low)])


def _compound(match: re.Match[str]) -> str:
    tens, ones = match.groups()
    if tens in _TENS and ones in _ONES:
        return str(_UNITS[tens] + _ONES[ones])
    return match.group()


def split(ascii_text: str) -> list[str]:
    """Return the sentences of an ASCII text; a line break before a small letter ends none."""
    return [piece.strip() for piece in _BREAK.split(ascii_text) if piece.strip()]


@lru_cache(maxsize=512)
def read(body: str) -> Text:
    """Return ``body`` ready to be compared, without the lines that belong to the page."""
    raw: list[str] = []
    told: list[tuple[str, ...]] = []
    for sentence in split(plain(body[:MAX_CHARACTERS])):
        if _DEBRIS.match(sentence):
            continue
        tokens = words(sentence)
        if len(tokens) > 2:
            raw.append(sentence)
            told.append(tokens)
    vocabulary = frozenset[str]().union(*told)
    return Text(tuple(raw), tuple(told), vocabulary, sum(map(len, told)))


_NAME = re.compile(r"(?<=[a-z0-9,;:)\"'-] )[\"'(]*[A-Z][A-Za-z]+")


@lru_cache(maxsize=16_384)
def names(sentence: str) -> frozenset[str]:
    """Return the capitalised words of an ASCII sentence but its first and the calendar's."""
    found = {match.strip("\"'(").lower() for match in _NAME.findall(sentence)}
    return frozenset(found - CALENDAR)


_AFTER = (
    "ano anos mes meses semana semanas dia dias hora horas minutos sol soles dolares pesos mil "
    "millon millones kilo kilos kilometros km metros cuadras por de year years month months week "
    "weeks day days hour hours dollars kilometers reais milhoes"
)
_BEFORE = "cuadra numero nro km articulo art ley linea lote interior piso edad s us del desde"
_UNITS_AFTER = frozenset(_AFTER.split(" "))
_LABELS_BEFORE = frozenset(_BEFORE.split(" "))
_MOST_PEOPLE = 999
_MOST_DAYS = 31


@lru_cache(maxsize=16_384)
def others(tokens: tuple[str, ...]) -> frozenset[str]:
    """Return the figures among ``tokens`` that count no people: ages, sums, days, addresses."""
    around = zip(("", *tokens), tokens, (*tokens[1:], ""), strict=False)
    return frozenset(
        figure
        for before, figure, after in around
        if figure in CALENDAR
        or (
            figure[0].isdigit()
            and (
                not figure.isdigit()
                or int(figure) > _MOST_PEOPLE
                or after in _UNITS_AFTER
                or before in _LABELS_BEFORE
            )
        )
    )


@lru_cache(maxsize=16_384)
def figures(tokens: tuple[str, ...]) -> frozenset[str]:
    """Return the numbers, days and months among ``tokens``."""
    return frozenset(t for t in tokens if t[0].isdigit() or t in CALENDAR)


@lru_cache(maxsize=16_384)
def days(tokens: tuple[str, ...]) -> frozenset[str]:
    """Return the weekdays among ``tokens`` and the days of a month, the latter as 24 mayo."""
    found = {token for token in tokens if token in _WEEKDAYS}
    bare = [token for token in tokens if token not in ("de", "of")]
    for one, other in pairwise(bare):
        day, month = (one, other) if other in _MONTHS else (other, one)
        if month in _MONTHS and day.isdigit() and int(day) <= _MOST_DAYS:
            found.add(f"{day} {month}")
    return frozenset(found)
