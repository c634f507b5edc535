"""Where people end up: ``durmieron en el calabozo``, ``fueron llevadas a un albergue``.

A verb of moving or staying says nothing of people by itself; the place that follows within a few
words does. A cell holds them, a shelter shows that they were found, a police station holds those
who are no victims.
"""

import re
from collections.abc import Iterator

from monitor.judging.claims.vocabulary import Role, Verb, bag

_THE = r"(?:(?:el|la|los|las|un|una|unos|unas|sus?|the|a|an|uma?|o) )?"
_GAP = r"(?: [a-zñ0-9-]+,?){0,6}?"
_TO = r" (?:al?|en|hasta|hacia|para|to|into|in|at|na|no|ao?|em|num|numa|del?) "
_CELLS = (
    r"calabozos?|carceletas?|celdas?|mazmorras?|cells?|lockup|cela|carceragem|xilindro|canasta|"
    r"seguridad del estado|bote|perrera|barandilla|cana"
)
_PRISONS = r"penal(?:es)?|carcel|prision|prison|jail|presidio|cadeia|rejas|reclusorio"
_STATIONS = (
    r"comisarias?|dependencias? (?:policial(?:es)?|de la policia|del sector)|"
    r"sedes? (?:policial(?:es)?|de la (?:division|direccion|policia|unidad|divin\w+|depin\w+|"
    r"dir\w+|brigada|seincri|avenida|pnp))|(?:divin|depin|dirin|sein|dirc)\w+|unidad policial|"
    r"unidad de flagrancia|complejo policial|capitania|comandancia|deincri|"
    r"police station|delegacia|estacion policial|patrullero|portatropas|jefatura|cuartel policial"
)
_SHELTERS = (
    r"albergues?|refugios?|hogar(?:es)?|centros? (?:residencial(?:es)?|de (?:acogida|atencion)|"
    r"de emergencia|del ministerio de la mujer|del mimp|del estado|preventivo|especializado)|"
    r"casas? (?:de acogida|refugio|hogar|de (?:las )?(?:religiosas|monjas|hermanas|irmas))|"
    r"casa de la mujer|aldeas? infantil(?:es)?|upes?|unidad(?:es)? de proteccion|udavit|mimp|"
    r"ministerio de la mujer|inabif|puericultorio|beneficencia|abrigos?|shelters?|"
    r"safe ?house|ambiente reservado|(?:child|social)(?: \w+)? (?:services|workers)|child "
    r"protection|"
    r"casa lar|assistencia social|conselho tutelar"
)
_HELD = re.compile(
    rf"{_GAP}(?:{_TO}{_THE}(?:{_CELLS})"
    r"| (?:(?:la|el|una|misma|mismo) ){0,2}(?:celda|calabozo|carceleta)(?: contigu[oa])?(?: con)?"
    r"| a la sombra| (?:tras|entre) (?:las |los )?(?:rejas|barrotes)| behind bars| in handcuffs"
    r"| atras das grades| algemad[oa]s| na prisao| (?:guardad(?:it)?[oa]s|guardadit[oa]|"
    r"(?:enmarrocad|engrilletad|esposad)[oa]s?)| con (?:los |las )?"
    r"(?:grilletes|marrocas|esposas)(?: puest[oa]s)?| privad[oa]s? de (?:su |la )?libertad"
    r"| a ordenes? de (?:un |una |la |el |los )?(?:juez\w*|juzgado|"
    r"fiscal\w*|ministerio publico|justicia)| carceleria"
    r"| a la (?:policia|pnp)| (?:in|into) (?:police )?custody| under arrest| bajo arresto"
    r"| en calidad de detenid[oa]s?| (?:la |su )?detencion (?:preliminar|preventiva|domiciliaria)"
    r"|(?: \w+){1,3} (?:dias|horas) de detencion| a disposicion judicial"
    r"| en (?:manos|poder) de (?:la |las )?(?:fiscalia|justicia|ley|ministerio publico)"
    r"| a disposicion (?:de la fiscalia(?! de familia)|del? (?:la )?(?:fiscal\b|ministerio publico|"
    r"justicia|juez|juzgado|poder judicial|autoridad)))\b"
)
_REMANDED = re.compile(
    rf"(?:{_GAP}{_TO}{_THE}(?:{_PRISONS})| prision(?: preventiva)?|"
    r"(?: for \w+ \w+)?,? (?:pending|awaiting) trial)\b"
)
_BOOKED = re.compile(rf"{_GAP}{_TO}{_THE}(?:{_STATIONS})\b")
_FIRMLY = re.compile(
    rf",?{_GAP} (?:(?:en|em) calidad de|(?:en|em) condicion de|detenid|a disposicion del? (?:la )?"
    r"(?:fiscal|ministerio publico))"
)
_KEPT = re.compile(
    rf"{_GAP} (?:a buen recaudo|bajo custodia(?: policial| de la (?:policia|pnp|marina))?"
    r"(?! del? (?:la upe|la unidad de prot|mimp|estado|inabif|ministerio de la mujer))"
    r"|en manos de (?:la )?(?:policia|pnp|autoridades|las autoridades))\b"
)
_ALIKE = re.compile(
    r"(?: tambien)? (?:(?:la misma|el mismo|igual|identica|identico|similar|parecida|la mesma) "
    r"(?:suerte|destino|camino|fin|sorte)|mejor suerte)\b"
)
_AS_WITNESS = re.compile(
    rf",?{_GAP} (?:(?:como|en calidad de|en condicion de|as) (?:testigos?|agraviad\w+|victimas?|"
    r"witness(?:es)?)|(?:para|a fin de|to|a) (?:que )?(?:rend\w+|rind\w+|prest\w+|declar\w+|"
    r"brind\w+|dar|ser identificad\w+|identific\w+|give|make) ?|para su identificacion)"
)
_WRONGED = re.compile(r"agraviad|victima")
_SHELTERED = re.compile(
    rf"{_GAP}(?:(?:{_TO}| con | bajo (?:la )?(?:tutela|proteccion|custodia|cuidado) del? )"
    rf"{_THE}(?:{_SHELTERS})"
    r"| con (?:sus|su|los|las) (?:familias?|familiares|padres|mamas?|madres?|abuel\w+|suyos|suyas)"
    r"| (?:al|con|a|junto a) (?:su|sus) (?:casas?|hogar(?:es)?|familias?|familiares|padres|madres?|"
    r"comunidad(?:es)?|pueblos?|tierra|patria|pais(?:es)?|domicilios?)| a casa"
    r"| (?:bajo|al) (?:el )?(?:cuidado|amparo) de(?:l)?"
    r"| (?:ao|al|to the) (?:conselho tutelar|consulado)|(?: en| a la) (?:fiscalia de familia)"
    r"| bajo (?:la )?(?:proteccion|tutela|resguardo)(?: del estado| de la upe| de la unidad)?"
    r"| a salvo| a disposicion de la (?:upe|unidad de proteccion|fiscalia de "
    r"familia)| to safety| (?:in|into|under) (?:state|protective|government|temporary) care| "
    r"into care| en proteccion)\b"
)
_SHELTERING = re.compile(
    rf" (?:del?|do|da) {_THE}(?:[a-zñ]+ ){{0,2}}?(?:{_SHELTERS}|ong|organizacion|asociacion|"
    r"fundacion|consulados?|embajadas?|servicios? sociales?|seguridad social|migraciones|demuna|"
    r"defensoria|familia|familiares|padres|proteccion|asistencia|sanidad|autoridades migratorias|"
    r"conadis|sunafil|centros?)\b"
)
_MOVED = (
    "conducid trasladad llevad derivad remitid enviad internad ingresad recluid puest subid bajad "
    "acogid alojad albergad confinad encaminhad levad conduzid entregad devuelt reintegrad "
    "restituid retornad entreg"
)
_MOVED_EN = "jailed taken moved transferred brought sent led placed turned handed"
_STAYED: tuple[tuple[str, str, str], ...] = (
    ("compart", "e", "en"), ("compart", "io", "ieron"),
    ("durm", "io", "ieron"), ("duerm", "e", "en"), ("pas", "o", "aron"),
    ("amanec", "io", "ieron"), ("permanec", "e", "en"), ("permanec", "io", "ieron"),
    ("par", "o", "aron"),
    ("qued", "o", "aron"), ("qued", "a", "an"), ("est", "a", "an"), ("est", "aba", "aban"),
    ("segu", "ia", "ian"),
    ("continu", "aba", "aban"), ("permanec", "ia", "ian"), ("dorm", "ia", "ian"),
    ("afront", "a", "an"), ("enfrent", "a", "an"), ("sopl", "o", "aron"),
    ("sigu", "e", "en"), ("continu", "a", "an"), ("termin", "o", "aron"), ("acab", "o", "aron"),
    ("ingres", "o", "aron"), ("aguard", "a", "an"), ("esper", "a", "an"),
    ("cumpl", "e", "en"), ("duerm", "e", "en"), ("fic", "ou", "aram"), ("est", "ao", "ao"),
    ("viv", "e", "en"), ("pas", "ou", "aram"), ("volv", "io", "ieron"), ("regres", "o", "aron"),
    ("retorn", "o", "aron"), ("pernoct", "a", "an"), ("pernoct", "o", "aron"),
    ("cumplir", "a", "an"), ("pasar", "a", "an"), ("afrontar", "a", "an"),
    ("enfrentar", "a", "an"), ("permanecer", "a", "an"), ("quedar", "a", "an"), ("ir", "a", "an"),
    ("volt", "ou", "aram"), ("encuentr", "a", "an"), ("guard", "a", "an"), ("purg", "a", "an"),
)  # fmt: skip
_RUN = (
    "corrio corrieron siguio siguieron tuvo tuvieron corre corren dar parar teve tiveram directo "
    "directito derechito"
)
"""``corrieron la misma suerte``, ``fueron a dar a la carceleta``."""
_ENGLISH = (
    ("is", False),
    ("are", True),
    ("remains", False),
    ("remain", True),
    ("spent", True),
)


def _forms() -> Iterator[tuple[str, Verb]]:
    """Yield the forms of moving and staying, each as the participle that it amounts to."""
    ends = {"o": (False, "m"), "a": (False, "f"), "os": (True, "m"), "as": (True, "f")}
    for stem in _MOVED.split():
        for end, (plural, gender) in ends.items():
            yield stem + end, Verb("other", "participle", plural, gender)
    for word in _MOVED_EN.split():
        yield word, Verb("other", "participle")
    for stem, one, many in _STAYED:
        yield stem + one, Verb("other", "participle", one == many)
        yield stem + many, Verb("other", "participle", plural=True)
    for word in _RUN.split():
        yield word, Verb("other", "participle")
    for word, plural in _ENGLISH:
        yield word, Verb("other", "participle", plural)


FATES: dict[str, Verb] = dict(_forms())
"""Word -> the participle that it is, its role still to be told by the place."""
_READ: tuple[tuple[re.Pattern[str], Role], ...] = (
    (_SHELTERED, "found"), (_KEPT, "kept"), (_ALIKE, "alike"), (_HELD, "arrested"),
    (_BOOKED, "booked"), (_REMANDED, "jailed"),
)  # fmt: skip
CUES = bag(
    "suerte destino recaudo custodia sombra rejas barrotes grilletes marrocas esposas flagrancia "
    "seguridad depincri divincri dirincri capitania carceleria guardados guardadas guardado "
    "guardada patrullero celda celdas calabozos calabozo carceleta canasta "
    "custody care behind handcuffs delegacia algemados algemado presos"
)
"""A sentence with one of these may tell of people in custody."""
PATTERNS = (*(pattern for pattern, _ in _READ), _FIRMLY, _AS_WITNESS, _SHELTERING)
"""All of them, for the test of hostile texts."""


def fate(folded: str, at: int) -> tuple[Role, int] | None:
    """Return what the words from offset ``at`` on make of people, and where the place ends."""
    best: tuple[Role, int] | None = None
    for pattern, role in _READ:
        match = pattern.match(folded, at)
        if match and (best is None or match.end() < best[1]):
            best = role, match.end()
    if best is not None and best[0] == "booked" and (seen := _AS_WITNESS.match(folded, best[1])):
        return ("found" if _WRONGED.search(seen[0]) else "other"), best[1]
    if best is not None and best[0] == "booked" and _FIRMLY.match(folded, best[1]):
        return "arrested", best[1]
    return best


def sheltering(folded: str, at: int) -> bool:
    """Return whether those ``puestas a disposición``, which ends at ``at``, are in good hands."""
    return _SHELTERING.match(folded, at) is not None
