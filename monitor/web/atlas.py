"""Places as points on the outline of Peru."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from monitor.web.speech import Speech
from storage.desk_rows import PlaceRow

WIDTH, HEIGHT = 412, 604
"""Of the drawing of the departments."""
_WEST, _SOUTH = -81.337, -18.338
"""The corner of the country in degrees, as the outline has it."""
_UNIT = 600 / -_SOUTH
"""Of the drawing, a degree of latitude."""
_NARROW = cos(radians(_SOUTH / 2))


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the drawing."""

    x: float
    y: float
    role: str
    label: str


def points(places: Iterable[PlaceRow], speech: Speech) -> tuple[Point, ...]:
    """Return the places within the country that have a coordinate, each role and place once."""
    found: dict[tuple[str, float, float], Point] = {}
    for place in places:
        if place.latitude is None or place.longitude is None or place.country != "PE":
            continue
        x, y = spot(place.latitude, place.longitude)
        name = ", ".join(dict.fromkeys(filter(None, (place.text, place.department))))
        label = f"{speech.term(place.role)}: {name}"
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            found.setdefault((place.role, x, y), Point(x, y, place.role, label))
    return tuple(found.values())


def spot(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a coordinate lies on the drawing."""
    return round((longitude - _WEST) * _NARROW * _UNIT, 1), round(-latitude * _UNIT, 1)
