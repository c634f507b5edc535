"""The form of exploitation that a situation means, where no phrase names it.

The press often tells only the scene: girls, a bar, tokens for each bottle. Each sign of the phrase
file (``[sign bar]``) counts once a text, whatever its words; a form stands when its core signs do
and the weights of all its signs reach its threshold.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.judging.claims.phrases import Hit
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.text import PARTS

_UNIT = re.compile(
    r"\b(?:fiscal\w*|direccion|division|brigada|unidad|seccion|area|departamento|policia|agentes|"
    r"procuradur\w+|comision|grupo|equipo|juzgado|linea|prosecut\w+)\b[^.;,\n]{0,70}$"
)
_SPECIAL = re.compile(
    r"\b(?:especializad\w+|lucha|combat\w+|plan|comision|campaña|programa|registro) "
    r"(?:en|contra|de|para)(?: (?:la|el|los|prevenir|erradicar|combatir|delitos?|casos?|"
    r"de|contra))* $"
)
_LIST = re.compile(r"\b(?:sicariato|extorsion|drogas|homicidio|armas|robo|estafa|extortion)\b")
_NAMED = frozenset({"trata", "forced_work"})
_OPENING = 250
_DOUBT = 3
"""What a text weighs less that calls the crime a rumour or a hypothesis."""
Signs = Mapping[str, tuple[Hit, Reading]]
"""Name of a sign -> where it stands first."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What makes one form, by the names of signs."""

    form: str
    core: tuple[frozenset[str], ...]
    """Of each of these at least one sign must stand."""
    weights: Mapping[str, int]
    least: int


def _core(*several: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one.split()) for one in several)


_SCENES = (
    Scene(
        "child_sale", _core("baby child", "price sold"),
        {"baby": 2, "price": 2, "sold": 3, "child": 1}, 4,
    ),
    Scene(
        "marriage", _core("wife", "given", "girls child"),
        {"wife": 2, "given": 2, "girls": 1, "child": 1}, 5,
    ),
    Scene(
        "criminality", _core("scam mule forced_crime", "held_kids locked child owed"),
        {"scam": 3, "mule": 4, "forced_crime": 4, "held_kids": 1, "locked": 1, "child": 1}, 5,
    ),
    Scene(
        "begging", _core("ask", "street owed", "child"),
        {"ask": 2, "street": 1, "child": 1, "owed": 1, "trata": 1}, 4,
    ),
    Scene(
        "sexual", _core("girls", "company bar inn", "company trata freed locked lured owed"),
        {"girls": 1, "company": 2, "bar": 1, "inn": 1, "client": 1, "trata": 2, "freed": 1,
         "minor": 1, "locked": 1, "owed": 1, "fines": 1, "lured": 1, "willing": -4}, 4,
    ),
    Scene(
        "domestic", _core("housework", "godchild no_school no_pay hours owed docs"),
        {"housework": 2, "godchild": 1, "no_school": 2, "house": 1, "no_pay": 1, "locked": 1,
         "child": 1, "hours": 1, "docs": 1, "owed": 1}, 5,
    ),
    Scene(
        "labour", _core("site", "no_pay owed hours forced_work docs"),
        {"site": 1, "workers": 1, "forced_work": 2, "no_pay": 2, "owed": 1, "locked": 1,
         "hours": 1, "freed": 1, "docs": 1, "trata": 1}, 4,
    ),
)  # fmt: skip
"""In the order in which they are asked where two reach the same weight."""


_MERE = frozenset({"girls", "child", "minor", "workers", "trata", "freed"})
"""Signs that tell of people, or of the crime, but of no form: they are quoted last."""


def scene_forms(readings: Readings) -> list[tuple[str, Hit, Reading]]:
    """Return the form that the situation means, with a sign of it; mostly none or one."""
    signs = _signs(readings)
    found = [(score, scene) for scene in _SCENES if (score := _score(scene, signs))]
    if not found:
        return []
    _, scene = max(found, key=lambda pair: pair[0])
    told = [name for group in scene.core for name in sorted(group) if name in signs]
    hit, reading = signs[min(told, key=_MERE.__contains__)]
    return [(scene.form, hit, reading)]


def _score(scene: Scene, signs: Signs) -> int:
    """Return the weight of a scene above its threshold, 0 where it does not stand."""
    if any(group.isdisjoint(signs) for group in scene.core):
        return 0
    weight = sum(scene.weights.get(name, 0) for name in signs)
    weight -= _DOUBT if signs.keys() & {"doubt", "fiction"} else 0
    return max(0, weight - scene.least + 1)


def _signs(readings: Readings) -> Signs:
    """Return each sign that is told of the event at hand and not denied, where it stands first."""
    signs: dict[str, tuple[Hit, Reading]] = {}
    for part in PARTS:
        reading = readings[part]
        for hit in reading.hits.get("sign", ()):
            if hit.value not in signs and _is_told(reading, hit):
                signs[hit.value] = hit, reading
    return signs


def _is_told(reading: Reading, hit: Hit) -> bool:
    if hit.value == "fiction" and hit.start > _OPENING:
        return False
    if hit.value != "doubt" and reading.behind("denied", hit):
        return False
    return reading.of_incident(hit) and not (hit.value in _NAMED and _aside(reading, hit))


def _aside(reading: Reading, hit: Hit) -> bool:
    """Return whether a crime only names a unit, or one crime of a list."""
    folded = reading.text.folded
    before, after = folded[max(0, hit.start - 80) : hit.start], folded[hit.end : hit.end + 40]
    return bool(_UNIT.search(before) or _LIST.search(before[-40:]) or _LIST.search(after))


def names_a_unit(reading: Reading, hit: Hit) -> bool:
    """Return whether a form only names who acts: ``el grupo especializado en trabajo forzoso``."""
    before = reading.text.folded[max(0, hit.start - 80) : hit.start]
    return _SPECIAL.search(before) is not None


def is_doubted(readings: Readings) -> bool:
    """Return whether a text calls the crime a rumour or a hypothesis."""
    return any(hit.value == "doubt" for r in readings.values() for hit in r.hits.get("sign", ()))


def is_trade(form: str, readings: Readings) -> bool:
    """Return whether a form is a trade in which nothing tells of force.

    A brothel of adults who say that they work for themselves, files of child pornography, a kidney
    for sale: they are of this field, but nobody is exploited by another as far as the text says.
    """
    signs = _signs(readings).keys()
    if form == "sexual":
        if "files" in signs:
            return not {"trata", "lured", "company", "locked"} & signs
        return "willing" in signs and not {"minor", "locked", "lured", "trata", "held_kids"} & signs
    return form == "organ" and not {"trata", "lured", "locked"} & signs


def is_named(readings: Readings) -> bool:
    """Return whether a text names trafficking as its own crime, not in a unit's name or a list."""
    return "trata" in _signs(readings)
