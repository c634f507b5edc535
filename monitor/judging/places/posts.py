"""Kilometre posts of the roads of Peru: the scene of what happens between two towns."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from monitor.judging.places import gazetteer
from monitor.judging.places.gazetteer import Name, Sense
from monitor.text import fold

POST = re.compile(
    r"\b(?:kilomet(?:ro|re|er)s?|quilometros?|km)\.? ?(\d{1,4})\b(?:[.,+]\d+)?"
    r"((?: de| of)?(?: la| the)?(?: (?:carretera|via|autopista|ruta))? interoceanica?"
    r"(?: sur| highway)?"
    r"|(?: de| of)?(?: la| the)?(?: (?:carretera|via|autopista|antigua|ruta|nueva))*"
    r" (panamericana norte|panamericana sur|central(?!\w)"
    r"|federico basadre|iquitos ?[-–] ?nauta))?"
)
"""A post, its road; group 3 where it is another road than the Interoceánica."""
_LA_PAMPA_POSTS = range(98, 126)
"""Posts of the Interoceánica between Puerto Maldonado and Mazuko that the press calls La Pampa."""
_ROADS: dict[str, tuple[tuple[range, str], ...]] = {
    "panamericana norte": (
        (range(10, 205), "15"), (range(215, 460), "02"), (range(490, 690), "13"),
        (range(725, 870), "14"), (range(895, 1172), "20"), (range(1180, 1300), "24"),
    ),
    "panamericana sur": (
        (range(8, 170), "15"), (range(190, 530), "11"), (range(560, 1045), "04"),
        (range(1095, 1190), "18"), (range(1225, 1340), "23"),
    ),
    "central": ((range(5, 128), "15"), (range(140, 220), "12")),
    "federico basadre": ((range(1, 205), "25"),),
    "iquitos-nauta": ((range(1, 100), "16"),),
}  # fmt: skip
"""Road -> the posts that surely lie in a department; what is near a border is left out."""


def found(folded: str) -> Iterator[re.Match[str]]:
    """Return the posts in a folded text, which most texts have not."""
    named = any(unit in folded for unit in ("km", "kilom", "quilom"))
    return POST.finditer(folded) if named else iter(())


def name_of(match: re.Match[str]) -> Name | None:
    """Return the post that :data:`POST` found; without a road only one of those of La Pampa."""
    number, words, road = int(match[1]), match[2], match[3]
    if road:
        posts = _ROADS.get(re.sub(r" ?[-–] ?", "-", road), ())
        code = next((code for of_it, code in posts if number in of_it), "")
        return _post_in(code) if code else None
    return _post(bool(words)) if words or number in _LA_PAMPA_POSTS else None


@cache
def _post_in(code: str) -> Name:
    """Return a post that lies somewhere in a department."""
    known = gazetteer.load()
    name = known.names[fold(known.units[code])]
    unit = next(sense for sense in name.senses if sense.ubigeo == code)
    return Name("kilometro", (replace(unit, level="spot", precision="department"),))


@cache
def _post(of_the_road: bool) -> Name:
    """Return a kilometre post: La Pampa where the road is named, else only near Madre de Dios."""
    pampa = next(each for each in gazetteer.load().names["la pampa"].senses if each.level == "spot")
    sense = Sense(
        "spot", "PE", pampa.ubigeo, pampa.latitude, pampa.longitude, "point", not of_the_road
    )
    return Name("kilometro", (sense,))
