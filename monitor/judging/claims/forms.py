"""The form of exploitation that a situation means, where no phrase names it.

The press often tells only the scene: girls, a bar, tokens for each bottle. Each sign of the phrase
file (``[sign bar]``) counts once a text, whatever its words; a form stands when its core signs do
and the weights of all its signs reach its threshold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.judging.claims.phrases import Hit
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.text import PARTS

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
        "criminality", _core("scam mule deeds", "lured_kids locked"),
        {"scam": 3, "mule": 4, "deeds": 2, "lured_kids": 2, "locked": 1, "child": 1}, 4,
    ),
    Scene(
        "begging", _core("ask", "street", "child"),
        {"ask": 2, "street": 1, "child": 1, "owed": 1}, 4,
    ),
    Scene(
        "sexual", _core("girls", "company"),
        {"girls": 1, "company": 2, "bar": 1, "client": 1, "freed": 1, "minor": 1, "willing": -2}, 4,
    ),
    Scene(
        "domestic", _core("housework", "godchild no_school no_pay hours", "house"),
        {"housework": 2, "godchild": 1, "no_school": 2, "house": 1, "no_pay": 1, "locked": 1,
         "child": 1, "hours": 1}, 5,
    ),
    Scene(
        "labour", _core("site", "workers forced_work hours no_pay", "no_pay owed locked forced_work"),
        {"site": 1, "workers": 1, "forced_work": 2, "no_pay": 2, "owed": 1, "locked": 1,
         "hours": 1, "freed": 1}, 4,
    ),
    Scene(
        "sexual", _core("girls", "bar"),
        {"girls": 1, "bar": 1, "client": 1, "freed": 1, "minor": 1, "locked": 1, "willing": -3}, 4,
    ),
)  # fmt: skip
"""In the order in which they are asked where two reach the same weight."""


def scene_forms(readings: Readings) -> list[tuple[str, Hit, Reading]]:
    """Return the form that the situation means, with a sign of it; mostly none or one."""
    signs = _signs(readings)
    found = [(score, scene) for scene in _SCENES if (score := _score(scene, signs))]
    if not found:
        return []
    _, scene = max(found, key=lambda pair: pair[0])
    hit, reading = next(signs[name] for name in sorted(scene.core[0]) if name in signs)
    return [(scene.form, hit, reading)]


def _score(scene: Scene, signs: Signs) -> int:
    """Return the weight of a scene above its threshold, 0 where it does not stand."""
    if any(group.isdisjoint(signs) for group in scene.core):
        return 0
    weight = sum(scene.weights.get(name, 0) for name in signs)
    weight -= _DOUBT if "doubt" in signs else 0
    return max(0, weight - scene.least + 1)


def _signs(readings: Readings) -> Signs:
    signs: dict[str, tuple[Hit, Reading]] = {}
    for part in PARTS:
        for hit in _told(readings[part]):
            signs.setdefault(hit.value, (hit, readings[part]))
    return signs


def _told(reading: Reading) -> Iterator[Hit]:
    """Yield the signs told of the event at hand, not denied."""
    for hit in reading.hits.get("sign", ()):
        if hit.value == "doubt" or not reading.behind("denied", hit):
            if reading.of_incident(hit):
                yield hit


def is_doubted(readings: Readings) -> bool:
    """Return whether a text calls the crime a rumour or a hypothesis."""
    return any(hit.value == "doubt" for r in readings.values() for hit in r.hits.get("sign", ()))
