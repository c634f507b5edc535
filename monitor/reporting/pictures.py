"""Charts -> drawings: a map of departments, and bars, as shapes that a template writes as SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from monitor.reporting.tongue import Tongue
from monitor.reporting.views import Bar, Chart

_OUTLINES = Path(__file__).parent / "data" / "departments.tsv"
LEVELS = 4
"""Shades of the map above none."""
SHOWN = 10
"""Rows of a chart; its table has all of them."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The border of a department."""

    ubigeo: str
    name: str
    x: int
    """Of a point well within it, where a number may stand."""
    y: int
    path: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle, or a path where ``path`` is set; with a word that says how to paint it."""

    paint: str
    path: str = ""
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    hint: str = ""
    """What a pointer resting on it is told."""


@dataclass(frozen=True, slots=True)
class Word:
    """Text at a point."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    paint: str = "label"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in units of its own."""

    width: int
    height: int
    name: str
    """What it shows, for those who cannot see it; the numbers stand in the table beside it."""
    shapes: tuple[Shape, ...]
    words: tuple[Word, ...]


@cache
def outlines() -> tuple[Outline, ...]:
    """Return the departments and Callao; see docs/attribution.md."""
    rows = (line.split("\t") for line in _OUTLINES.read_text("utf-8").splitlines())
    return tuple(Outline(code, name, int(x), int(y), path) for code, name, x, y, path in rows)


def drawn(chart: Chart, tongue: Tongue) -> Picture:
    """Return a chart as bars: standing ones for months, lying ones for the rest."""
    return _Standing(chart, tongue).picture() if chart.kind == "month" else _lying(chart, tongue)


# -- the map --------------------------------------------------------------------------------------

_CALLAO = "07"
_MAP_WIDTH, _MAP_HEIGHT = 412, 604


def country(chart: Chart, tongue: Tongue) -> Picture:
    """Return the map, the departments shaded by their incidents."""
    bars = {bar.label: bar for bar in chart.bars}
    most = max((bar.incidents for bar in chart.bars), default=0) or 1
    shapes: list[Shape] = []
    words: list[Word] = []
    for outline in outlines():
        bar = bars.get(outline.name, Bar(outline.name, 0, 0, 0))
        level = -(-bar.incidents * LEVELS // most)
        shapes.append(Shape(f"area level{level}", outline.path, hint=_told(bar, tongue)))
        if bar.incidents:
            words += _numbered(outline, bar, level)
    return Picture(_MAP_WIDTH, _MAP_HEIGHT, chart.title, tuple(shapes), tuple(words))


def _numbered(outline: Outline, bar: Bar, level: int) -> Iterator[Word]:
    if outline.ubigeo == _CALLAO:  # too small to hold a number: it stands in the sea
        yield Word(outline.x - 10, outline.y + 4, f"{outline.name} {bar.incidents}", "end")
    else:
        paint = f"number on{level}"
        yield Word(outline.x, outline.y + 5, str(bar.incidents), "middle", paint)


def _told(bar: Bar, tongue: Tongue) -> str:
    incidents = tongue.count("{n} incident", "{n} incidents", bar.incidents)
    people = tongue.say("rescued: {n}", n=bar.rescued)
    return f"{bar.label}: {incidents}, {people}" if bar.incidents else f"{bar.label}: {incidents}"


# -- lying bars -----------------------------------------------------------------------------------

_WIDTH = 360
_ROW = 22
_LYING = 400
_PANELS = ((170, 52), (268, 64))
"""Where the bars of incidents and of people begin, and how long the longest one is."""


def _lying(chart: Chart, tongue: Tongue) -> Picture:
    bars = chart.bars[:SHOWN]
    words = [Word(0, 38 + row * _ROW, _cut(bar.label)) for row, bar in enumerate(bars)]
    shapes: list[Shape] = []
    told = (
        (tongue.say("Incidents"), "bar", [(bar.incidents, str(bar.incidents)) for bar in bars]),
        (tongue.say("People rescued"), "people", [(bar.rescued_max, bar.rescued) for bar in bars]),
    )
    for (x, longest), (head, paint, values) in zip(_PANELS, told, strict=True):
        words.append(Word(x, 14, head, paint="head"))
        most = max((number for number, _ in values), default=0) or 1
        for row, (number, label) in enumerate(values):
            width = round(number * longest / most, 1)
            shapes.append(Shape(paint, x=x, y=27 + row * _ROW, width=width, height=14))
            words.append(Word(x + width + 4, 38 + row * _ROW, label, paint="amount"))
    height = 30 + _ROW * len(bars)
    return Picture(_LYING, height, chart.title, tuple(shapes), tuple(words))


def _cut(label: str) -> str:
    return label if len(label) <= 22 else f"{label[:21].rstrip()}…"


# -- standing bars --------------------------------------------------------------------------------

_HIGH = 70
_TOP = 44


@dataclass(frozen=True, slots=True)
class _Standing:
    """Months side by side: incidents above, people rescued below."""

    chart: Chart
    tongue: Tongue

    def picture(self) -> Picture:
        bars = self.chart.bars
        say = self.tongue.say
        panels = (
            (_TOP, say("Incidents"), "bar", [(bar.incidents, str(bar.incidents)) for bar in bars]),
            (
                _TOP + _HIGH + 70,
                say("People rescued"),
                "people",
                [(bar.rescued_max, bar.rescued) for bar in bars],
            ),
        )
        shapes: list[Shape] = []
        words: list[Word] = []
        for top, head, paint, values in panels:
            words.append(Word(0, top - 28, head, paint="head"))
            shapes += self._bars(top, paint, [number for number, _ in values])
            words += self._labels(top, values)
        height = _TOP + 2 * _HIGH + 88
        return Picture(_WIDTH, height, self.chart.title, tuple(shapes), tuple(words))

    @property
    def step(self) -> float:
        return _WIDTH / max(len(self.chart.bars), 6)

    def _bars(self, top: int, paint: str, numbers: Sequence[int]) -> Iterator[Shape]:
        most = max(numbers, default=0) or 1
        for place, number in enumerate(numbers):
            height = round(number * _HIGH / most, 1)
            x, width = round(place * self.step + 2, 1), round(self.step - 5, 1)
            yield Shape(paint, x=x, y=top + _HIGH - height, width=width, height=height)
        yield Shape("base", x=0, y=top + _HIGH, width=_WIDTH, height=1)

    def _labels(self, top: int, values: Sequence[tuple[int, str]]) -> Iterator[Word]:
        most = max((number for number, _ in values), default=0) or 1
        for place, (number, label) in enumerate(values):
            x = round(place * self.step + self.step / 2, 1)
            if number:
                y = round(top + _HIGH - number * _HIGH / most - 4, 1)
                *least, most_told = label.split(" – ")  # a range stands on two lines
                for word in least:
                    yield Word(x, y - 11, f"{word}–", "middle", "amount")
                yield Word(x, y, most_told, "middle", "amount")
            name = self.chart.bars[place].label.split()[0]
            yield Word(x, top + _HIGH + 14, name, "middle", "tick")
