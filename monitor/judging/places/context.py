"""What the words beside a name say: that it is a place, of which kind, or that it is none.

A street, a school, a club, a person, a gang, a prayer may bear a place's name. The words that tell
are in ``data/gazetteer_context.tsv``.
"""

import re

from monitor.judging.places import gazetteer, sites
from monitor.judging.places.gazetteer import Level, Name
from monitor.judging.places.scan import UNLISTED, Hit, Text
from monitor.text import fold

_WORDS = {kind: frozenset(words.split()) for kind, words in gazetteer.rows("gazetteer_context.tsv")}
_NAMED = _WORDS["street"] | _WORDS["body"] | _WORDS["title"]
"""Right before a name, these make it that of a street, a school, a person."""
_TYPES: dict[str, Level | None] = {
    "distrito": "district", "distritos": "district", "district": "district",
    "provincia": "province", "provincias": "province", "province": "province",
    "region": "department", "regiones": "department", "departamento": "department",
    "departamentos": "department", "department": "department",
    "ciudad": "spot", "ciudades": "spot", "city": "spot", "cidade": "spot", "puerto": "spot",
    "localidad": "spot", "poblado": "spot", "town": "spot", "capital": "spot", "pueblo": "spot",
    "balneario": "spot", "zona": None, "valle": None, "cuenca": None,
}  # fmt: skip
"""Type word -> the level that is meant; "spot" is the town itself, None says only: a place."""
_TYPES_AFTER: dict[str, Level] = {
    "region": "department", "province": "province", "district": "district",
    "department": "department", "city": "spot",
}  # fmt: skip
"""English type words behind the name."""
_OPENERS = frozenset("([•►:|")
_QUOTES = frozenset("\"“”'‘’«»")
_SHORT = frozenset(("av", "jr", "sr", "sra", "dr", "dra", "urb", "ca"))
"""Abbreviations whose full stop ends no sentence."""
_WITH_ARTICLE = frozenset(("cusco", "cuzco", "callao", "peru", "santa"))
"""Places that take "del" themselves."""
_LEFT = re.compile(r"\w+|[^\w ]")
_WORD_AFTER = re.compile(r" (\w+)")
_NEXT_WORD = re.compile(r" [A-ZÁÉÍÓÚÑÜ]\w+")
_NEXT_OF = re.compile(r" (?:de|del) (?:la |las |los |el )?([A-ZÁÉÍÓÚÑÜ]\w+)")
_PRAYER = re.compile(
    r"\b(?:(?:rueg|rezo|reza|orac|bendi|evangeli|procesi|plegari|arzobisp|obisp|parroqu|peregrin)\w*"
    r"|ave ?maria|virgen|santisima|misas?|fieles|maria|rosario|amen|iglesia)\b"
)
PATTERNS = (_LEFT, _WORD_AFTER, _NEXT_WORD, _NEXT_OF, _PRAYER)
"""All of them, for the test of hostile texts."""


def keep_places(found: list[Hit]) -> list[Hit]:
    """Return those of ``found`` (one text, in order) that stand as places; note their context."""
    hits: list[Hit] = []
    vetoed: Hit | None = None
    for at, hit in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        settled = hit.context == 2 or hit.name is UNLISTED
        if settled or _is_place(hit, hits[-1] if hits else None, vetoed, after):
            hits.append(hit)
            continue
        vetoed = hit
        small = sites.span_at(hit.text.source, hit.text.folded, hit.start)
        if small and not (after and after.start < small[1]):
            hits.append(Hit(hit.text, *small, UNLISTED, hit.sentence, context=1))
    return hits


def _is_place(hit: Hit, before: Hit | None, vetoed: Hit | None, after: Hit | None) -> bool:
    text = hit.text
    left = _LEFT.findall(text.source[max(hit.span[0], hit.start - 90) : hit.start])
    linked = before is not None and _linked(text, before, hit)
    if _street_list(hit, vetoed) or _prayer(hit, left, linked):
        return False
    _note(hit, left, before if linked else None)
    if hit.name.key == "peru":
        return not _inside_name(left, linked)
    if _by_a_river(hit, left):
        hit.context = max(hit.context, 1)
    elif _inside_name(left, linked or text.loud):
        return False
    if _nicknamed(hit, left):
        return False
    if hit.context < 2 and not text.loud and _goes_on(hit, after):
        return False
    return hit.context != 0 or not (hit.name.word or _only_town_abroad(hit.name))


def _only_town_abroad(name: Name) -> bool:
    return not name.senses and all(sense.level in ("city", "state") for sense in name.abroad)


def _linked(text: Text, before: Hit, hit: Hit) -> bool:
    """Whether the name goes on from a place right before it: a list, a parent in brackets."""
    if hit.start - before.end > 5:
        return False
    gap = text.folded[before.end : hit.start].strip()
    return gap in ("", ",", "y", "e", "-", "/", "(", "o", ", y", "and", "–", ":")


def _street_list(hit: Hit, vetoed: Hit | None) -> bool:
    """Whether it goes on from a street: "jirones Cusco, Puno y Lampa", "calle Lima con Tacna"."""
    if vetoed is None or hit.start - vetoed.end > 16:
        return False
    gap = hit.text.folded[vetoed.end : hit.start].strip()
    if gap in ("y", "con", "con la calle", "con calle", "/", "cruce con", "and", "e", "con jr."):
        return True
    streets = ("jirones", "avenidas", "calles")
    return gap == "," and hit.text.folded[: vetoed.start].rstrip().endswith(streets)


def _prayer(hit: Hit, left: list[str], linked: bool) -> bool:
    if hit.name.key not in ("madre de dios", "santa maria"):
        return False
    last = fold(left[-1]) if left else ""
    if last in ("¡", "!", "oh") or (last == "," and fold(left[-2:][0]) in ("maria", "virgen")):
        return True
    alone = last in ("", ",", ":", "a", "y") or last in _QUOTES
    return alone and not linked and _PRAYER.search(hit.text.folded, *hit.span) is not None


def _note(hit: Hit, left: list[str], linked: Hit | None) -> None:
    """Set the level and the strength of what stands beside ``hit``."""
    words = [fold(word) for word in left[-4:]]
    last = words[-1] if words else ""
    typed, level = _type_word(words)
    after = _WORD_AFTER.match(hit.text.folded, hit.end)
    if not typed and after and hit.name.senses and after[1] in _TYPES_AFTER:
        typed, level = True, _TYPES_AFTER[after[1]]
    if typed:
        hit.context, hit.level = 2, level
    elif linked is not None and linked.sentence == hit.sentence:
        hit.context, hit.level = max(1, linked.context), linked.level
    elif (
        last in _WORDS["where"]
        or last in _OPENERS
        or _heads(hit)
        or (not last and _opens(hit))
        or (last in ("de", "del") and words[-2:][0] in _WORDS["venue"])
    ):
        hit.context = 1
    elif last in _WORDS["link"]:
        hit.context = -1


def _opens(hit: Hit) -> bool:
    """Whether the name can begin a sentence as a place: no everyday word, no name that goes on."""
    if _NEXT_WORD.match(hit.text.source, hit.end) and not hit.text.loud:
        return False
    famous = any(sense.fame for sense in hit.name.senses)
    return not hit.name.word or famous or " " in hit.name.key


def _heads(hit: Hit) -> bool:
    """Whether a colon, dash or full stop right behind it makes it a heading or a dateline."""
    folded = hit.text.folded
    if folded.startswith((":", "|"), hit.end):
        return True
    first = hit.start - hit.span[0] < 3
    return first and folded.startswith((".-", ".–", " -", " –", ".—", " |", ". "), hit.end)


def _type_word(words: list[str]) -> tuple[bool, Level | None]:
    """Return whether a type word governs the place after ``words``, and its level."""
    if words and words[-1] in _TYPES:
        return True, _TYPES[words[-1]]
    if len(words) > 1 and words[-1] in ("de", "of", "del", "la", "el"):
        for word in words[-2:-4:-1]:
            if word in _TYPES:
                return True, _TYPES[word]
    return False, None


def _inside_name(left: list[str], linked: bool) -> bool:
    """Whether the words before it make it part of a name: a street, a school, a person."""
    words = left[:-1] if left and left[-1] in _QUOTES else left
    if len(words) > 1 and words[-1] == "." and fold(words[-2]) in _SHORT:
        words = words[:-1]
    if not words:
        return False
    last = fold(words[-1])
    if last in _NAMED or (last in ("de", "del") and _of_university(words)):
        return True
    if not words[-1][:1].isupper() or linked:
        return False
    return last not in _WORDS["before"] or _run_is_named(words)


def _by_a_river(hit: Hit, left: list[str]) -> bool:
    """Whether a river is named that bears the name of a district on it: "el río Yavarí"."""
    if not left or fold(left[-1]) not in ("rio", "river") or hit.name.abroad:
        return False
    return len(hit.name.departments) == 1 and all(
        sense.level in ("district", "spot") for sense in hit.name.senses
    )


def _of_university(words: list[str]) -> bool:
    return any(fold(word) in ("universidad", "universitario") for word in words[-3:-1])


def _run_is_named(words: list[str]) -> bool:
    """Whether a run of capitals before the place starts at a word such as "hospital"."""
    for word in words[-2:-6:-1]:
        plain = fold(word)
        if plain in _WORDS["street"] or plain in _WORDS["body"]:
            return True
        if not (word[:1].isupper() or plain in _WORDS["particle"]):
            return False
    return False


def _nicknamed(hit: Hit, left: list[str]) -> bool:
    """Whether it ends the name of a gang or a site: "Los Caimanes del Tambopata"."""
    words = left[:-1] if left and left[-1] == "la" else left
    if len(words) < 2 or words[-1] not in ("de", "del"):
        return False
    head = words[-2]
    if not head[:1].isupper() or fold(head) in _WORDS["owner"] or fold(head) in _TYPES:
        return False
    first = words[-3] if len(words) > 2 else ""
    if first in _QUOTES or fold(first) in ("los", "las", "clan", "banda"):
        return first != ""
    return words[-1] == "del" and hit.name.key not in _WITH_ARTICLE


def _goes_on(hit: Hit, after: Hit | None) -> bool:
    """Whether the name is the head of a longer one: "Rosario Sucre", "San Martín Texmelucan"."""
    if _NEXT_WORD.match(hit.text.source, hit.end):
        weak = hit.context <= 0 or hit.name.word
        return weak and not (after is not None and after.start == hit.end + 1)
    of = _NEXT_OF.match(hit.text.source, hit.end)
    if of is None or not hit.name.word:
        return False
    return after is None or after.start != of.start(1)
