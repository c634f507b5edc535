"""Names that tell one incident from another: operations, gangs, venues, persons accused.

They are used inside, for matching only, and never shown. Persons are read only behind words that
accuse; whoever stands behind a word for a victim is left out.
"""

import re
from collections.abc import Collection, Iterator

from rapidfuzz.distance import Indel

from monitor.grouping.words import plain

VENUE = "venue:"
"""Prefix of a venue's name."""

_PART = r"[A-Z][a-zA-Z'-]{1,24}"
_RUN = rf"{_PART}(?: (?:de la |de los |del |de |la |y )?{_PART}){{0,4}}"
_QUOTED = r"[\"'][A-Za-z0-9][^\"'\n.,;:]{1,38}[\"']"
_NAMED = rf"(?:{_QUOTED}|{_RUN})"
_CALLED = (
    r"(?: nocturno)?(?: clandestino)?,?"
    r"(?: (?:denominad|llamad|conocid|chamad)[oa](?: como)?| called| known as)? "
)
_VENUES = (
    r"(?:[Bb]ar|[Nn]ight ?[Cc]lub|[Dd]iscoteca|[Hh]ostal|[Hh]otel|[Hh]ospedaje|[Pp]rostibar"
    r"|[Cc]antina|[Vv]ideo ?[Pp]ub|[Pp]ub|[Rr]estobar|[Kk]araoke|[Ll]ocal|[Cc]lub|[Tt]aller"
    r"|[Bb]oate|[Pp]icanteria|[Cc]ampamento|[Bb]urdel|[Pp]rostibulo|[Cc]asa de citas)"
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
_GANG_QUOTED = re.compile(
    r"[\"'](?:(?:[Ll]os|[Ll]as|[Ee]l|[Ll]a|[Tt]he|[Oo]s) [A-Z][^\"'\n.,;:]{2,34})[\"']"
)
_ALIAS = re.compile(rf"\b[Aa]lias ({_QUOTED}|{_PART}(?: {_PART})?)")
_ACCUSED = re.compile(
    r"\b(?:identific(?:ad[oa]s?|aron) (?:preliminarmente )?(?:como|a)|identified as"
    r"|(?:acusad|sentenciad|condenad|imputad|procesad|investigad)[oa]s?(?: a)?"
    r"|cabecilla|lider|propietari[oa]|duen[oa]|administrador[a]?|(?:presunt[oa]s? )?tratantes?"
    r"|(?:detuv|captur|arrest|intervin|conden|sentenci)(?:o|aron|ieron) a"
    r"|(?:prision|carcel|condena)(?: preventiva| efectiva)? (?:para|contra|a)|contra"
    r"|accused|arrested|convicted|sentenced|against|ringleader|owner|suspects?)"
    r"(?: (?:los|las|el|la|the|ciudadan[oa]s?|herman[oa]s?|espos[oa]s?|presunt[oa]s?))?,? "
)
_PERSON = re.compile(rf"{_PART}(?: (?:de la |del |de )?{_PART}){{1,3}}")
_VICTIM = re.compile(
    r"victima|agraviad|menor|rescatad|adolescente|desaparecid|joven|victim|rescued|missing|vitima"
)
_LIST_END = re.compile(r"[.;\n]| quien| por | en el | en la | que ")

_BROAD = frozenset(
    {
        "tren de aragua", "los gallegos", "sendero luminoso", "policial", "multisectorial",
        "conjunto", "fiscal", "nacional", "policia nacional", "ministerio publico", "fiscalia",
        "mininter", "pnp", "policia", "san martin", "la libertad", "nocturno",
    }
)  # fmt: skip
"""Gangs that act in several countries and words of institutions: they identify no incident."""
_OFFICE = re.compile(
    r"policia|fiscal|ministeri|juzgado|poder|direccion|division|departamento|region|provincia|distrito"
    r"|corte|penal|codigo|ley|estado|avenida|jiron|comisaria|gobierno|puerto|madre de dios|peru\b"
)


def names_in(text: str, places: Collection[str] = ()) -> frozenset[str]:
    """Return the names found in ``text``, folded; ``places`` (folded) are no names."""
    ascii_text = plain(text).replace("``", '"').replace("''", '"')
    found = {VENUE + name for name in _venues(ascii_text)}
    for pattern in (_OPERATION, _GANG, _GANG_QUOTED, _ALIAS):
        found |= {tidy(match) for match in pattern.findall(ascii_text)}
    found |= set(_accused(ascii_text))
    barred = _BROAD | set(places)
    return frozenset(
        name for name in found if name.removeprefix(VENUE) not in barred and 3 < len(name) < 60
    )


def tidy(name: str) -> str:
    """Return a name in ASCII and lower case, with no quotes."""
    return " ".join(plain(name).strip("\"' ").lower().split())


def _venues(text: str) -> Iterator[str]:
    for pattern in (_VENUE, _VENUE_ENGLISH):
        for match in pattern.findall(text):
            name = tidy(match)
            if not _OFFICE.search(name):
                yield name


def _accused(text: str) -> Iterator[str]:
    """Full names behind a word that accuses, up to the end of the list."""
    for cue in _ACCUSED.finditer(text):
        before = text[max(0, cue.start() - 50) : cue.end()].rpartition(". ")[2]
        if _VICTIM.search(before.lower()):
            continue
        ahead = text[cue.end() : cue.end() + 160]
        end = _LIST_END.search(ahead)
        ahead = ahead[: end.start()] if end else ahead
        if not ahead[:1].isupper():
            continue
        for match in _PERSON.findall(ahead):
            name = tidy(match)
            if not _OFFICE.search(name):
                yield name


_SOUNDS = (
    ("qu", "k"), ("ce", "se"), ("ci", "si"), ("ll", "i"), ("h", ""), ("y", "i"), ("v", "b"),
    ("z", "s"), ("c", "k"), ("w", "u"), ("x", "s"),
)  # fmt: skip
_DOUBLE = re.compile(r"([a-z])\1+")


def sound(name: str) -> str:
    """Return how a name sounds in Spanish, so that Huaihua and Huayhua are one."""
    name = name.removeprefix(VENUE)
    for letters, sound_of_them in _SOUNDS:
        name = name.replace(letters, sound_of_them)
    return _DOUBLE.sub(r"\1", name)


def same_name(one: str, other: str) -> bool:
    """Return whether two names may be one: slips, a surname left out, another first name."""
    mine, theirs = sound(one).split(), sound(other).split()
    if min(len(mine), len(theirs)) < 2 or one.startswith(VENUE) or other.startswith(VENUE):
        return Indel.normalized_similarity(" ".join(mine), " ".join(theirs)) >= 0.85
    shared = sum(
        any(Indel.normalized_similarity(word, other_word) >= 0.8 for other_word in theirs)
        for word in mine
    )
    if shared == min(len(mine), len(theirs)) or shared >= 3:
        return True
    return shared >= 2 and Indel.normalized_similarity(mine[0], theirs[0]) >= 0.8


def shared_names(one: Collection[str], other: Collection[str]) -> int:
    """Return how many names of ``one`` stand in ``other``."""
    return sum(any(same_name(name, known) for known in other) for name in one)
