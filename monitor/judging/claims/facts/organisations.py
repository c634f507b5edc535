"""Named bodies: gangs, operations, police units, prosecutors' offices, sources, law articles."""

import re
from collections.abc import Iterable, Iterator

from monitor.judging.claims.context import inside
from monitor.judging.claims.reading import Readings
from monitor.judging.claims.text import PARTS, Text
from monitor.judging.claims.vocabulary import bag
from monitor.models import Claim

_Q = r"['\"“”‘’«»]"
_CAP = r"[A-ZÁÉÍÓÚÑ][\wáéíóúñü]*"
_NAME = (
    rf"{_CAP}(?: (?:de|del|la|las|los|el|y|d[eo]s?|da) ?{_CAP}| {_CAP}| \d{{1,4}}| (?:de|del) "
    rf"(?:la|los|las) {_CAP}){{0,4}}"
)
_GROUP = (
    r"(?:[Bb]anda|[Oo]rganizaci[oó]n|[Rr]ed|[Mm]afia|[Cc]lan|[Gg]rupo|[Gg]ang|[Rr]ing|"
    r"[Ff]acci[oó]n|[Qq]uadrilha|[Ff]ac[cç][aã]o)"
)
_LINK = (
    r"(?:(?: criminal| delictiv[oa]| internacional| transnacional| familiar|,)*(?: (?:denominad|"
    r"llamad|conocid|autodenominad)[oa]s?"
         r"(?: como)?| called| known as| chamada)?)")  # fmt: skip
_GANGS = (
    re.compile(
        r"\b(?P<name>Tren de Aragua|Los Gallegos|(?:Los )?Hijos de Dios|Sendero Luminoso)\b"
    ),
    re.compile(rf"\b{_GROUP}{_LINK} (?:de )?{_Q}(?P<name>[^'\"“”‘’«»\n]{{3,45}}){_Q}"),
    re.compile(rf"\b{_GROUP}{_LINK} (?P<name>(?:Los|Las|El|La) {_NAME})"),
    re.compile(
        rf"\b(?:[Ii]ntegrantes?|[Mm]iembros?|[Cc]abecillas?) de(?:l| la banda)? "
        rf"?{_Q}?(?P<name>(?:[Ll]os|[Ll]as|La|El) {_NAME}){_Q}?"
    ),
    re.compile(
        rf"{_Q}(?P<name>(?:Los|Las|Clan|La Dinast[ií]a|La Banda) [^'\"“”‘’«»\n]{{2,40}}){_Q}"
    ),
)  # fmt: skip
_PLACES_OF = re.compile(
    r"(?i)\b(?:bar|bares|club|discoteca|hostal|hotel|cantina|local|operativo|megaoperativo|"
    r"operaci[oó]n|restaurante|"
    r"night|prost[ií]bulo|sector|zona|urbanizaci[oó]n|asentamiento|caso|pel[ií]cula|libro|serie|"
    r"programa|ni[nñ]a|informe|cantinas|locales|clubes|discotecas|hostales|hoteles|chifa|"
    r"prost[ií]bulos|video ?pub|pub|karaoke|centro nocturno|sal[oó]n)"
    r"(?: (?:nocturn[oa]s?|clandestin[oa]s?|club|denominad[oa]s?|llamad[oa]s?|conocid[oa]s?|como|"
    r"de nombre|called|known|named|as)){0,4}:? ?"
    rf"(?:{_Q}[^'\"“”‘’«»\n]{{2,40}}{_Q}(?:,| y| e| and) ){{0,3}}$"
)  # fmt: skip
_NEAR = 90
_LOOKED_AT = 8
_IS_PLACE = re.compile(
    rf"{_Q}?,? (?:(?:un|una|el|la|a|conocid[oa]|este|esta|es|era|was|is) ){{0,2}}(?:bar|cantina|"
    r"discoteca|night ?club|local|prost[ií]bulo|hostal|karaoke|brothel|nightclub)\b"
)
"""Behind a name: ``«Las Vegas», un bar``."""
_OPERATION = re.compile(
    rf"\b(?:[Oo]perativo|[Mm]egaoperativo|[Oo]peraci[oó]n|[Oo]peraciones(?= ?{_Q})|"
    r"[Oo]pera[cç][aã]o|[Oo]peration)"
    r"(?:,? (?:policial )?(?:(?:denominad|llamad|bautizad|conocid)[oa](?: como)?|de nombre|named|"
    r"dubbed|called|code-?named|chamada|batizada(?: de)?))?"
    rf"(?:,? {_Q}(?P<quoted>[^'\"“”‘’«»\n]{{3,45}}){_Q}| (?P<plain>{_NAME}))"
)
_NOT_OPERATION = bag("policial conjunto multisectorial contra nacional en fiscal el la de del pnp")
_UNITS = re.compile(
    r"\b(?P<name>Dirintrap|Divintrap|Dirctptim|DIRINTRAP|DIVINTRAP|DIRCTPTIM|Dirincri|Divincri|"
    r"Depincri|DIRINCRI|DIVINCRI|"
    r"DEPINCRI|Deprove|Dircote|Dirandro|Udavit|Escuadr[oó]n Verde|[Gg]rupo Terna|Interpol|HSI|"
    r"Pol[ií]cia Federal|Polic[ií]a de Migraciones|"
    r"(?:Direcci[oó]n|Divisi[oó]n|Departamento|Unidad|Brigada|Secci[oó]n|[AÁ]rea)(?: (?:de|"
    r"contra|Especializada|Desconcentrada|Policial|Investigaci[oó]n|"
    r"Investigaciones|la|los|Delitos|en|y)){1,6} Trata(?: de Personas)?(?: y Tr[aá]fico "
    r"Il[ií]cito de Migrantes)?|"
    r"Secci[oó]n de Trata(?: de Personas)?)"
)
_OFFICE = re.compile(
    rf"\b(?P<name>(?:(?:Primera|Segunda|Tercera|Cuarta|Quinta|Sexta|\d+\.?ª?) )?Fiscal[ií]a "
    rf"(?:Provincial|Especializada|Supraprovincial|Superior|"
    rf"Suprema|Penal|Mixta|Corporativa|de Familia|de Trata|Transitoria|Antitrata)(?: (?:{_CAP}|"
    rf"de|del|en|la|las|los|contra|y|e|el(?= [A-Z]))){{0,16}})"
)
_TRIM = re.compile(r"(?: (?:de|del|en|la|las|los|contra|y|e|el)){1,4}$")
_ARTICLE = re.compile(
    r"\b(?:articulos?|arts?|numerales?)\b[^;:\n]{0,90}|\b(?:129|153|168|303)-[a-zñ]\b"
)
_CODE = re.compile(r"\b(129|153|168|179|180|181|182|303)(?:(?: ?- ?| )([a-zñ])\b(?!\.))?(?!\d)")
_ARTICLE_WORDS = bag("articulo articulos art arts numeral numerales 129 153 168 303")
_GROUP_WORDS = bag(
    "banda organizacion red mafia clan grupo gang ring faccion quadrilha faccao tren gallegos "
    "hijos sendero integrantes integrante miembros miembro cabecilla cabecillas ' \""
)
_OPERATION_WORDS = bag("operativo megaoperativo operacion operaciones operacao operation")
_BODY_WORDS = bag(
    "dirintrap divintrap dirctptim dirincri divincri depincri deprove dircote dirandro udavit "
    "verde terna interpol hsi federal migraciones trata fiscalia"
)


def organisation_claims(readings: Readings) -> list[Claim]:
    """Return the named bodies of an article, each value of a field once, the body first."""
    claims: dict[tuple[str, str], Claim] = {}
    for part in PARTS:
        reading = readings[part]
        for claim in _in_text(reading.text):
            if not inside(reading.spheres.links, claim.start):
                claims.setdefault((claim.field, str(claim.value).casefold()), claim)
    return list(claims.values())


def _in_text(text: Text) -> Iterator[Claim]:
    """Yield what is named, looking only where its words stand."""
    yield from _gangs(text)
    yield from _operations(text)
    if not _BODY_WORDS.isdisjoint(text.words):
        yield from _bodies(text)
    yield from _articles(text)


def _starts(text: Text, words: frozenset[str]) -> list[int]:
    """Return where these words stand: patterns that open with them are tried nowhere else."""
    return [text.starts[i] for i, word in enumerate(text.words) if word in words]


def _at(pattern: re.Pattern[str], text: Text, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    matches = (pattern.match(text.original, start) for start in starts)
    return (match for match in matches if match)


def _gangs(text: Text) -> Iterator[Claim]:
    taken: list[tuple[int, int]] = []
    starts = _starts(text, _GROUP_WORDS)
    for pattern in _GANGS:
        for match in _at(pattern, text, starts):
            start, end = match.span("name")
            before = text.original[max(0, match.start() - _NEAR) : match.start()]
            if pattern is _GANGS[-1] and _is_place(text, text.original[start:end]):
                continue
            if _PLACES_OF.search(before) or any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            name = text.original[start:end]
            if name[:1].islower():
                name = name[0].upper() + name[1:]
            yield Claim("gang", name, text.original[start:end], start, end, text.part)


def _is_place(text: Text, name: str) -> bool:
    """Return whether a text calls a quoted name a bar or the like anywhere."""
    start = text.original.find(name)
    for _ in range(_LOOKED_AT):
        if start < 0:
            return False
        before = text.original[max(0, start - _NEAR) : start].rstrip("'\"“”‘’«» ")
        behind = start + len(name)
        if _PLACES_OF.search(before) or _IS_PLACE.match(text.original, behind):
            return True
        start = text.original.find(name, behind)
    return False


def _operations(text: Text) -> Iterator[Claim]:
    for match in _at(_OPERATION, text, _starts(text, _OPERATION_WORDS)):
        group = "quoted" if match["quoted"] else "plain"
        start, end = match.span(group)
        name = text.original[start:end]
        if text.folded[start:end].split()[0] in _NOT_OPERATION:
            continue
        yield Claim("operation", name, name, start, end, text.part)


def _bodies(text: Text) -> Iterator[Claim]:
    for field, pattern in (("police_unit", _UNITS), ("prosecutor_office", _OFFICE)):
        for match in pattern.finditer(text.original):
            name = _TRIM.sub("", match["name"])
            start = match.start("name")
            yield Claim(field, name, name, start, start + len(name), text.part)


def _articles(text: Text) -> Iterator[Claim]:
    """Yield articles of the penal code, old and new numbers; the letter keeps its tilde."""
    cited = not _ARTICLE_WORDS.isdisjoint(text.words)
    for match in _ARTICLE.finditer(text.folded) if cited else ():
        for code in _CODE.finditer(text.folded, *match.span()):
            lettered = code[2] and ("-" in code[0] or text.original[code.start(2)].isupper())
            value = f"{code[1]}-{code[2].upper()}" if lettered else code[1]
            start, end = code.start(), code.end(2) if lettered else code.end(1)
            yield Claim("law_article", value, text.original[start:end], start, end, text.part)
