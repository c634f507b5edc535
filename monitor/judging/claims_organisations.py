"""Named bodies: gangs, operations, police units, prosecutors' offices, sources, law articles."""

import re
from collections.abc import Iterator, Mapping

from monitor.judging.claims_context import Spheres, inside
from monitor.judging.claims_text import PARTS, Text
from monitor.models import Claim, Part

_Q = r"['\"“”‘’«»]"
_CAP = r"[A-ZÁÉÍÓÚÑ][\wáéíóúñü]*"
_NAME = rf"{_CAP}(?: (?:de|del|la|las|los|el|y|d[eo]s?|da) ?{_CAP}| {_CAP}| \d{{1,4}}| (?:de|del) (?:la|los|las) {_CAP}){{0,4}}"
_GROUP = r"(?:[Bb]anda|[Oo]rganizaci[oó]n|[Rr]ed|[Mm]afia|[Cc]lan|[Gg]rupo|[Gg]ang|[Rr]ing|[Ff]acci[oó]n|[Qq]uadrilha|[Ff]ac[cç][aã]o)"
_LINK = (r"(?:(?: criminal| delictiv[oa]| internacional| transnacional| familiar|,)*(?: (?:denominad|llamad|conocid|autodenominad)[oa]s?"
         r"(?: como)?| called| known as| chamada)?)")  # fmt: skip
_GANGS = (
    re.compile(r"\b(?P<name>Tren de Aragua|Los Gallegos|(?:Los )?Hijos de Dios|Sendero Luminoso)\b"),
    re.compile(rf"\b{_GROUP}{_LINK} (?:de )?{_Q}(?P<name>[^'\"“”‘’«»\n]{{3,45}}){_Q}"),
    re.compile(rf"\b{_GROUP}{_LINK} (?P<name>(?:Los|Las|El|La) {_NAME})"),
    re.compile(rf"\b(?:[Ii]ntegrantes?|[Mm]iembros?|[Cc]abecillas?) de(?:l| la banda)? ?{_Q}?(?P<name>(?:[Ll]os|[Ll]as|La|El) {_NAME}){_Q}?"),
    re.compile(rf"{_Q}(?P<name>(?:Los|Las|Clan|La Dinast[ií]a|La Banda) [^'\"“”‘’«»\n]{{2,40}}){_Q}"),
)  # fmt: skip
_PLACES_OF = re.compile(
    r"(?i)\b(?:bar|bares|club|discoteca|hostal|hotel|cantina|local|operativo|megaoperativo|operaci[oó]n|restaurante|"
    r"night|prost[ií]bulo|sector|zona|urbanizaci[oó]n|asentamiento|caso|pel[ií]cula|libro|serie|programa|ni[nñ]a|informe) ?$"
)  # fmt: skip
_OPERATION = re.compile(
    rf"\b(?:[Oo]perativo|[Mm]egaoperativo|[Oo]peraci[oó]n|[Oo]pera[cç][aã]o|[Oo]peration)(?: (?:denominad[oa]|llamad[oa]|bautizad[oa]"
    rf"(?: como)?|named|dubbed|chamada))?,? (?:{_Q}(?P<quoted>[^'\"“”‘’«»\n]{{3,45}}){_Q}|(?P<plain>{_NAME}))"
)
_NOT_OPERATION = frozenset(
    ["policial", "conjunto", "multisectorial", "contra", "nacional", "en", "fiscal", "el", "la", "de", "del", "pnp"]
)
_UNITS = re.compile(
    r"\b(?P<name>Dirintrap|Divintrap|Dirctptim|DIRINTRAP|DIVINTRAP|DIRCTPTIM|Dirincri|Divincri|Depincri|DIRINCRI|DIVINCRI|"
    r"DEPINCRI|Deprove|Dircote|Dirandro|Udavit|Escuadr[oó]n Verde|[Gg]rupo Terna|Interpol|HSI|Pol[ií]cia Federal|Polic[ií]a de Migraciones|"
    r"(?:Direcci[oó]n|Divisi[oó]n|Departamento|Unidad|Brigada|Secci[oó]n|[AÁ]rea)(?: (?:de|contra|Especializada|Desconcentrada|Policial|Investigaci[oó]n|"
    r"Investigaciones|la|los|Delitos|en|y)){1,6} Trata(?: de Personas)?(?: y Tr[aá]fico Il[ií]cito de Migrantes)?|"
    r"Secci[oó]n de Trata(?: de Personas)?)"
)
_OFFICE = re.compile(
    rf"\b(?P<name>(?:(?:Primera|Segunda|Tercera|Cuarta|Quinta|Sexta|\d+\.?ª?) )?Fiscal[ií]a (?:Provincial|Especializada|Supraprovincial|Superior|"
    rf"Suprema|Penal|Mixta|Corporativa|de Familia|de Trata|Transitoria|Antitrata)(?: (?:{_CAP}|de|del|en|la|las|los|contra|y|e|el(?= [A-Z]))){{0,16}})"
)
_TRIM = re.compile(r"(?: (?:de|del|en|la|las|los|contra|y|e|el))+$")
_ARTICLE = re.compile(
    r"\b(?:articulos?|arts?\.?|numerales?)(?: n[.°º]?)?(?P<list>(?:(?:,? y |,? e |, | )?(?:el |del |articulo )?(?:129|153|168|179|180|181|182|303)"
    r"(?: ?-? ?[a-zñ]\b(?! \w))?(?: ?°)?){1,8})|\b(?P<bare>(?:129|153|168|303)-[a-zñ])\b"
)
_CODE = re.compile(
    r"(129|153|168|179|180|181|182|303)(?: ?- ?([a-zñ])\b| ?\b([a-zñ])\b(?= |,|\.|$))?"
)
_SOURCES: tuple[tuple[str, str], ...] = (
    ("Peru21", r"peru ?21"), ("RPP", r"rpp(?: noticias)?"), ("Andina", r"(?:agencia )?andina"), ("El Comercio", r"el comercio"),
    ("La República", r"la republica"), ("Correo", r"(?:diario |el )correo"), ("Ojo Público", r"ojo ?publico"),
    ("Exitosa", r"exitosa"), ("Canal N", r"canal n"), ("América Noticias", r"america (?:noticias|television)"),
    ("Panamericana", r"panamericana(?: television)?"), ("Latina", r"latina noticias"), ("Trome", r"trome"), ("Gestión", r"gestion"),
    ("Expreso", r"expreso"), ("Willax", r"willax"), ("Infobae", r"infobae"), ("EFE", r"efe"), ("AFP", r"afp"), ("AP", r"(?:ap|associated press)"),
    ("Reuters", r"reuters"), ("BBC", r"(?:la )?bbc"), ("CNN", r"cnn"), ("EuropaPress", r"europa press"), ("ANSA", r"ansa"), ("DPA", r"dpa"),
    ("El País", r"el pais"), ("Mongabay", r"mongabay"), ("Convoca", r"convoca"), ("IDL-Reporteros", r"idl-reporteros"),
    ("US State Department", r"(?:us |u\.s\. |american )?state department|departamento de estado(?: de (?:los )?(?:estados unidos|ee\.? ?uu\.?))?|department of state"),
    ("Ministerio Público", r"ministerio publico"), ("Ministerio del Interior", r"ministerio del interior|mininter|interior ministry"),
    ("MIMP", r"mimp|ministerio de la mujer"), ("Poder Judicial", r"poder judicial"), ("Defensoría del Pueblo", r"defensoria(?: del pueblo)?"),
    ("CHS Alternativo", r"(?:ong )?(?:chs alternativo|capital humano y social)"), ("Promsex", r"promsex"), ("INEI", r"inei"),
    ("OIT", r"oit|organizacion internacional del trabajo|international labou?r organi[sz]ation|ilo"),
    ("OIM", r"oim|organizacion internacional para las migraciones|iom"), ("UNODC", r"unodc"), ("ONU", r"onu|naciones unidas|united nations"),
    ("Unicef", r"unicef"), ("Human Rights Watch", r"human rights watch"), ("Sunafil", r"sunafil"), ("PNP", r"pnp|la policia nacional"),
    ("Interpol", r"interpol"),
)  # fmt: skip
_SOURCE = re.compile("|".join(rf"(?P<s{n}>\b(?:{p})\b)" for n, (_, p) in enumerate(_SOURCES)))
_BEFORE = re.compile(
    r"(?:segun|de acuerdo (?:con|a)|according to|segundo|de acordo com|conforme a|informo|informaron|indico|preciso|reporto|publico|revelo|"
    r"dijo a|conto a|declaro a|told|cifras de|datos de|informe de|estimaciones de|citing|citado por|reportado por|reports? (?:by|from))"
    r"(?: (?:el|la|los|las|al|del|a|o|os|the|un|una|diario|agencia|portal|medio|cadena|canal|emisora|radio|fuentes|del|de|informacion|nota|web|"
    r"informe|reporte|report|daily|newspaper|news|agency|local)){0,4} $"
)
_AFTER = re.compile(
    r"(?: noticias)?,? (?:reports?|reported|says?|said|writes|wrote|informo|reporto|indico|señalo|publico|revelo|detallo|preciso|registro|"
    r"estima|estimates|calcula|advirtio|sostuvo|presento)\b"
)


def organisation_claims(texts: Mapping[Part, Text], spheres: Mapping[Part, Spheres]) -> list[Claim]:
    """Return the named bodies of an article, each value of a field once, the body first."""
    claims: dict[tuple[str, str], Claim] = {}
    for part in PARTS:
        text = texts[part]
        links = spheres[part].link_spans
        for claim in (
            *_gangs(text),
            *_operations(text),
            *_bodies(text),
            *_articles(text),
            *_cited(text),
        ):
            if not inside(links, claim.start):
                claims.setdefault((claim.field, str(claim.value).casefold()), claim)
    return list(claims.values())


def _gangs(text: Text) -> Iterator[Claim]:
    taken: list[tuple[int, int]] = []
    for pattern in _GANGS:
        for match in pattern.finditer(text.original):
            start, end = match.span("name")
            before = text.original[max(0, match.start() - 24) : match.start()]
            if _PLACES_OF.search(before) or any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            name = text.original[start:end]
            if name[:1].islower():
                name = name[0].upper() + name[1:]
            yield Claim("gang", name, text.original[start:end], start, end, text.part)


def _operations(text: Text) -> Iterator[Claim]:
    for match in _OPERATION.finditer(text.original):
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
    for match in _ARTICLE.finditer(text.folded):
        group = "list" if match["list"] else "bare"
        for code in _CODE.finditer(text.folded, *match.span(group)):
            letter = code[2] or ""
            value = f"{code[1]}-{letter.upper()}" if letter else code[1]
            start, end = code.start(), code.end(2) if letter else code.end(1)
            yield Claim("law_article", value, text.original[start:end], start, end, text.part)


def _cited(text: Text) -> Iterator[Claim]:
    for match in _SOURCE.finditer(text.folded):
        before = text.folded[max(0, match.start() - 70) : match.start()]
        if not text.original[match.start()].isupper() and "state" not in match[0]:
            continue
        if _BEFORE.search(before) or _AFTER.match(text.folded, match.end()):
            name = _SOURCES[int(str(match.lastgroup)[1:])][0]
            start, end = match.span()
            yield Claim("cited", name, text.original[start:end], start, end, text.part)
