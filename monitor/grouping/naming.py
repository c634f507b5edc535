"""Names that tell one incident from another: operations, gangs, venues, persons accused.

They are used inside, for matching only, and never shown. A person is read only from a sentence
that accuses (or the one after it), and never behind words for a victim or an office.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from rapidfuzz.distance import Indel

from monitor.grouping.words import CALENDAR, plain, split

VENUE = "venue:"
"""Prefix of a venue's name."""
PERSON = "person:"
"""Prefix of the name of a person accused."""

_PART = r"[A-Z][a-zA-Z'-]{1,24}"
_JOIN = r"(?:de la |de los |del |de |la |y )?"
_RUN = rf"{_PART}(?: {_JOIN}{_PART}){{0,4}}"
_QUOTED = r"[\"'](?:[A-Z0-9][\w'-]{0,20}|y|de|del|la|los|las)(?: [\w'-]{1,20}){0,5}[\"']"
_NAMED = rf"(?:{_QUOTED}|{_RUN})"
_CALLED = (
    r"(?: nocturno)?(?: clandestino)?,?"
    r"(?: (?:denominad|llamad|conocid|chamad)[oa](?: como)?| called| known as)? "
)
_VENUES = (
    r"(?:[Bb]ar|[Nn]ight ?[Cc]lub|[Dd]iscoteca|[Hh]ostal|[Hh]otel|[Hh]ospedaje|[Pp]rostibar"
    r"|[Cc]antina|[Vv]ideo ?[Pp]ub|[Pp]ub|[Rr]estobar|[Kk]araoke|[Ll]ocal|[Cc]lub|[Tt]aller"
    r"|[Bb]oate|[Pp]icanteria|[Cc]ampamento|[Bb]urdel|[Pp]rostibulo|[Cc]asa de citas|[Ss]pa)"
)
_VENUE = re.compile(rf"\b{_VENUES}{_CALLED}({_NAMED})")
_VENUE_ENGLISH = re.compile(
    rf"({_QUOTED}|\b{_RUN}) (?:bar|nightclub|night club|club|hostel|brothel|workshop|camp)\b"
)
_OPERATION = re.compile(
    rf"\b(?:[Mm]ega)?[Oo]pera(?:tivo|cion|tion|cao)(?: (?:denominad|llamad)[oa])? ({_NAMED})"
)
_GANG = re.compile(
    rf"\b(?:banda|organizacion criminal|red criminal|red|clan|mafia|gang|ring|quadrilha)"
    r"(?: (?:criminal|(?:auto)?denominada|llamada|conocida como|called|known as)){0,3}"
    rf" ({_NAMED})"
)
_QUOTED_NAME = re.compile(r"[\"']([A-Z][\w-]{2,20}(?: [\w-]{1,20}){0,4})[\"']")
_ALIAS = re.compile(rf"\b[Aa]lias ({_QUOTED}|{_PART}(?: {_PART})?)")

_ACCUSES = re.compile(
    r"deten|detuv|captur|prend|arrest|apres|acusad|acusa\b|imputad|procesad|cabecilla|lider|duen[oa]|propietari"
    r"|administra|condena|sentenci|prision|carcel|esposad|tratante|captaba|proxenet|sospechos"
    r"|investigad|anos de pena|implicad|presunt|encargad|calabozo|encierro|absolv|intervenid"
    r"|accused|convicted|ringleader|owner|suspect|jailed|presos|acusado|chefe|caye|caido|ordenes de"
)
_PERSON_NAME = re.compile(rf"\b{_PART}(?: (?:de la |del |de )?{_PART}){{1,3}}")
_NOT_ACCUSED = re.compile(
    r"(?<![a-z])(?:victimas?|agraviad\w+|menor(?:es)?|adolescentes?|ninas?|ninos?|joven(?:es)?|hij[oa]s?"
    r"|desaparecid\w+|rescat\w+|explot\w+|capto|engan\w+|victims?|rescued|missing|vitimas?"
    r"|fiscal\w*|juez\w*|coronel|comandante|general|mayor|capitan|suboficial|alferez|teniente"
    r"|ministr\w+|jef[ea]|abogad\w+|doctor\w*|psicolog\w+|periodista|alcalde\w*|congresista"
    r"|director\w*|prefect\w+|defensor\w*|vocer\w+|prosecutor|judge|minister|colonel|president\w*"
    r"|avenida|av|jiron|jr|calle|plaza|pasaje|cuadra|urbanizacion|distrito|provincia|region|ciudad"
    r"|departamento|puerto|carretera|parque|colegio|hospital|penal|juzgado|corte|barrio|sector)"
    r"[ ,:.]{1,2}(?:[a-z]{1,12}[ ,]{1,2}){0,3}$"
)
_OFFICE = re.compile(
    r"policia|fiscal|ministeri|juzgado|poder|direccion|division|departamento|region|provincia"
    r"|distrito|corte|penal|codigo|\bley\b|estado|avenida|jiron|comisaria|gobierno|puerto|peru\b"
    r"|madre de dios|interoceanica|state|department|ministry|united|estados|congres|naciones"
    r"|defensoria|municipalidad|instituto|observatorio|nacion|trata\b|unidad|proteccion|programa"
    r"|servicio|oficina|secretaria|brigada"
)
_OPENING = re.compile(
    r"(?:el|la|los|las|en|por|segun|tras|un|una|uno|su|sus|al|del|de|con|para|desde|hasta|entre|como"
    r"|dos|tres|the|in|at|on|a|an|police|two|three|os|as|o|no|um|uma|agencia|redaccion|radio|diario"
    r"|operativo|banda|bar|hostal|hotel|night|rio|cerro|san|santa|villa|nuevo|nueva) "
)
"""A run of capitals that begins so is a place, a paper or the start of a sentence."""
BROAD = frozenset(
    {
        "tren de aragua", "los gallegos", "sendero luminoso", "policial", "multisectorial",
        "conjunto", "fiscal", "nacional", "policia nacional", "ministerio publico", "fiscalia",
        "mininter", "pnp", "policia", "san martin", "la libertad", "nocturno",
    }
)  # fmt: skip
"""Gangs that act in several countries and words of institutions: they identify no incident."""


def names_in(text: str, places: Collection[str] = ()) -> frozenset[str]:
    """Return the names found in ``text``, folded; ``places`` (folded) are no names."""
    ascii_text = plain(text)
    barred = BROAD | set(places)
    venues = set(_venues(ascii_text)) - barred
    others = {
        tidy(match)
        for pattern in (_OPERATION, _GANG, _QUOTED_NAME, _ALIAS)
        for match in pattern.findall(ascii_text)
    }
    others = {name for name in others - barred - venues if not _is_speech(name)}
    persons = set(_accused(ascii_text)) - barred - others - venues
    found = others | {VENUE + name for name in venues} | {PERSON + name for name in persons}
    return frozenset(name for name in found if 3 < len(bare(name)) < 50)


def tidy(name: str) -> str:
    """Return a name in ASCII and lower case, with no quotes."""
    return " ".join(plain(name).strip("\"' ").lower().split())


def bare(name: str) -> str:
    """Return a name without the prefix that says of what it is."""
    return name.removeprefix(VENUE).removeprefix(PERSON)


def _is_speech(name: str) -> bool:
    """Quoted words that somebody says, not a name."""
    return len(name.split()) > 5 or name in CALENDAR


def _venues(text: str) -> Iterator[str]:
    for pattern in (_VENUE, _VENUE_ENGLISH):
        for match in pattern.findall(text):
            name = tidy(match)
            if not _OFFICE.search(name):
                yield name


def _accused(text: str) -> Iterator[str]:
    """Full names in a sentence that accuses, or in the one after it."""
    accuses_before = False
    for sentence in split(text):
        accuses = bool(_ACCUSES.search(sentence.lower()))
        if (accuses or accuses_before) and not _headline_case(sentence):
            yield from _persons(sentence)
        accuses_before = accuses


def _headline_case(sentence: str) -> bool:
    """Every Word Begins Like This: capitals tell nothing."""
    words = [word for word in sentence.split() if word[0].isalpha() and len(word) > 3]
    return len(words) > 4 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _persons(sentence: str) -> Iterator[str]:
    for match in _PERSON_NAME.finditer(sentence):
        before = sentence[max(0, match.start() - 40) : match.start()].lower()
        name = tidy(match.group())
        told_apart = _OPENING.match(name) or _OFFICE.search(name) or _NOT_ACCUSED.search(before)
        if not told_apart:
            yield name


_SOUNDS = (
    ("qu", "k"), ("ce", "se"), ("ci", "si"), ("ll", "i"), ("h", ""), ("y", "i"), ("v", "b"),
    ("z", "s"), ("c", "k"), ("w", "u"), ("x", "s"),
)  # fmt: skip
_DOUBLE = re.compile(r"([a-z])\1+")


@lru_cache(maxsize=16_384)
def sound(name: str) -> str:
    """Return how a name sounds in Spanish, so that Huaihua and Huayhua are one."""
    name = bare(name)
    for letters, sound_of_them in _SOUNDS:
        name = name.replace(letters, sound_of_them)
    return _DOUBLE.sub(r"\1", name)


def same_name(one: str, other: str) -> bool:
    """Return whether two names may be one: slips, a surname left out, another first name."""
    mine, theirs = sound(one).split(), sound(other).split()
    both_persons = one.startswith(PERSON) and other.startswith(PERSON)
    if not both_persons or min(len(mine), len(theirs)) < 2:
        return Indel.normalized_similarity(" ".join(mine), " ".join(theirs)) >= 0.85
    shared = sum(any(_like(word, known) for known in theirs) for word in mine)
    if shared == min(len(mine), len(theirs)) or shared >= 3:
        return True
    return shared >= 2 and _like(mine[0], theirs[0])


def _like(one: str, other: str) -> bool:
    return one == other or Indel.normalized_similarity(one, other, score_cutoff=0.8) > 0


def shared_names(one: Collection[str], other: Collection[str]) -> int:
    """Return how many names of ``one`` stand in ``other``."""
    return sum(any(same_name(name, known) for known in other) for name in one)
