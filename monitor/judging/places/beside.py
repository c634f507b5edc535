"""What stands right behind a name decides what it means: a parent, a country, a nearby district.

``Santa Rosa, Melgar`` is that district of Melgar; ``La Pampa, Argentina`` is abroad; ``San Gabriel,
en el distrito de Comas`` is a quarter of Comas, no district of that name elsewhere.
"""

import re
from dataclasses import replace
from itertools import pairwise

from monitor.judging.places import gazetteer
from monitor.judging.places.gazetteer import Level, Sense
from monitor.judging.places.scan import Hit
from monitor.text import fold

BESIDE = re.compile(
    r" ?[,(/-]? ?(?:(?:en|in|em|no|na|de|del|of|la|el|region|departamento|provincia|distrito|"
    r"estado|ciudad|state|province|department|province of) )*"
)
_SMALLER = re.compile(r",? (?:en |in )?(?:el |la )?(?:(?:distrito|provincia|ciudad) de )?")
_SMALLER_STILL = re.compile(r"\b(?:en|in|de)\b")
"""Between a quarter and the district or town in which it lies; the second: in no list."""
_LIST_AFTER = re.compile(r"(?:,| y| e| and) ")
PATTERNS = (BESIDE, _SMALLER, _SMALLER_STILL, _LIST_AFTER)
"""All of them, for the test of hostile texts."""


def settle_beside(hits: list[Hit]) -> None:
    """Let a parent or a country right behind a name decide, the last of a chain first."""
    for hit, after in zip(hits[-2::-1], hits[:0:-1], strict=False):
        if hit.text is not after.text or after.start - hit.end > 32:
            continue
        if BESIDE.fullmatch(hit.text.folded, hit.end, after.start) is None:
            continue
        if not _inside_peru(hit, after) and not _quarter_of(hit, after):
            _outside_peru(hit, after)


def _quarter_of(hit: Hit, after: Hit) -> bool:
    """Take ``San Gabriel, en el distrito de Comas`` for a quarter, no namesake district afar.

    Only names that are everyday words or of persons, as those of quarters are; no list goes on.
    """
    folded = hit.text.folded
    between = folded[hit.end : after.start]
    senses = [after.sense] if after.sense else list(after.name.senses)
    near = "distrito" in between or not after.name.word
    if not (hit.name.word and near and _SMALLER.fullmatch(between)) or hit.level == "district":
        return False
    if _LIST_AFTER.match(folded, after.end) and not _SMALLER_STILL.search(between):
        return False
    departments = {sense.department for sense in senses}
    namesakes = {sense.department for sense in hit.name.senses} | departments
    if len(departments) != 1 or "" in departments or len(namesakes) < 2 or not hit.name.senses:
        return False
    if any(sense.level != "district" or sense.fame for sense in hit.name.senses):
        return False
    place_in(hit, departments.pop())
    return True


def _inside_peru(hit: Hit, after: Hit) -> bool:
    if after.name.key == "peru" and hit.name.senses:
        hit.context = max(hit.context, 1)
        return bool(hit.name.key == "peru") or _only_peru(hit)
    outer = [after.sense] if after.sense and after.sense.ubigeo else list(after.name.senses)
    pairs = [
        (inner, parent)
        for inner in hit.name.senses
        for parent in outer
        if parent.ubigeo and len(inner.ubigeo) > len(parent.ubigeo)
        and inner.ubigeo.startswith(parent.ubigeo)
    ]  # fmt: skip
    if not pairs:
        return False
    parent = min((parent for _, parent in pairs), key=lambda sense: len(sense.ubigeo))
    inner = [inner for inner, outer_sense in pairs if outer_sense == parent]
    hit.sense, hit.certain = _one_of(of_level(inner, hit.level) or inner, parent), True
    if hit.sense.ubigeo.startswith(parent.ubigeo):
        after.sense, after.certain, after.parent = parent, True, True
    return True


def _only_peru(hit: Hit) -> bool:
    if len(hit.name.departments) > 1:
        return False
    hit.sense, hit.certain = of_level(list(hit.name.senses), hit.level)[0], True
    return True


def _one_of(senses: list[Sense], parent: Sense) -> Sense:
    """Return the sense that is meant inside ``parent``; the parent where several could be."""
    famous = [sense for sense in senses if sense.fame]
    if len({sense.ubigeo for sense in senses}) == 1 or one_line(senses):
        return senses[0]
    return famous[0] if famous else parent


def one_line(senses: list[Sense]) -> bool:
    """Whether each lies in the one before: department, province, district of one name."""
    codes = [sense.ubigeo for sense in senses]
    return all(inner.startswith(outer) for outer, inner in pairwise(codes))


def _outside_peru(hit: Hit, after: Hit) -> None:
    folded = hit.text.folded
    if after.name.senses and not (after.sense and after.sense.country != "PE"):
        return
    for sense in [after.sense] if after.sense else after.name.abroad:
        country = sense.country
        own = next((each for each in hit.name.abroad if each.country == country), None)
        loose = hit.name.word and sense.level == "country" and hit.context > 0
        if not (own or loose):
            continue
        if sense.level == "country" and _LIST_AFTER.match(folded, after.end) and not own:
            continue
        hit.sense = own or Sense("city", country)
        hit.certain = True
        if after.sense is None:
            after.sense, after.certain = sense, True
        return


def of_level(senses: list[Sense], level: Level | None) -> list[Sense]:
    """Return the senses at the level that the text says; all of them where it says none."""
    if level is None:
        return senses
    if level == "spot":
        deepest = max((len(sense.ubigeo) for sense in senses), default=0)
        return [sense for sense in senses if len(sense.ubigeo) == deepest]
    return [sense for sense in senses if sense.level == level] or senses


def place_in(hit: Hit, code: str) -> None:
    """Take ``hit`` for a small place somewhere in the department ``code``."""
    known = gazetteer.load()
    name = known.names[fold(known.units[code])]
    unit = next(sense for sense in name.senses if sense.ubigeo == code)
    hit.sense = replace(unit, level="spot", precision="department", fame=False)
    hit.certain = True
