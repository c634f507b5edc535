"""Incidents and people counted in cells; small cells withheld, and what would give them away.

The cells are the leaves of a tree: all, department, year, month, form. A cell is small where a
figure lies between 1 and k - 1. Beside a small cell so many of its smallest neighbours are withheld
that those withheld under one published sum are at least two and themselves add up to 0 or to k and
more; below a withheld cell everything is. All that can be reckoned from what is published are
therefore sums of at least k. With k = 11, the practice of the Counter-Trafficking Data
Collaborative.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MEASURES: Mapping[str, tuple[str, ...]] = {
    "incidents": ("incidents",),
    "rescued": ("rescued_min", "rescued_max"),
    "minors": ("minors_min", "minors_max"),
    "arrested": ("arrested_min", "arrested_max"),
}
"""What is withheld together -> its columns."""

LEVELS = ("all", "department", "year", "month", "form")
_COLUMNS = tuple(column for columns in MEASURES.values() for column in columns)


@dataclass(slots=True)
class Cell:
    """A cell of the table with those that it is the sum of."""

    path: tuple[str, ...] = ()
    """Department, year, month, form, as far as its level goes."""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COLUMNS, 0))
    inner: dict[str, "Cell"] = field(default_factory=dict)
    withheld: list[str] = field(default_factory=list)
    """Measures."""

    def is_small(self, measure: str, k: int) -> bool:
        """Whether one of the measure's figures lies between 1 and k - 1."""
        return any(0 < self.counts[column] < k for column in MEASURES[measure])

    def all(self) -> Iterator["Cell"]:
        """Yield the cell and all within it, in order."""
        yield self
        for _, cell in sorted(self.inner.items()):
            yield from cell.all()


def tabulate(incidents: Iterable[Mapping[str, object]], k: int = 0) -> Iterator[dict[str, object]]:
    """Yield the rows of the table of counts.

    Args:
        incidents: Rows of ``incident_cells``.
        k: Figures from 1 to k - 1 are withheld; 0 for none.
    """
    root = Cell()
    for incident in incidents:
        _count(root, incident)
    for measure in MEASURES if k else ():
        _protect(root, measure, k)
    for cell in root.all():
        yield _row(cell)


def _count(root: Cell, incident: Mapping[str, object]) -> None:
    month = str(incident["month"])
    year = month if month == "unknown" else month[:4]
    path = (str(incident["department"]), year, month, str(incident["form"]))
    cell = root
    for depth in range(len(LEVELS)):
        for column in _COLUMNS:
            value = 1 if column == "incidents" else incident[column]
            cell.counts[column] += value if isinstance(value, int) else 0
        if depth < len(path):
            cell = cell.inner.setdefault(path[depth], Cell(path[: depth + 1]))


def _protect(cell: Cell, measure: str, k: int) -> None:
    """Withhold what is small within a cell, and what would give it away."""
    if cell.is_small(measure, k):
        _withhold(cell, measure)
        return
    largest = MEASURES[measure][-1]
    inner = sorted(cell.inner.values(), key=lambda one: (one.counts[largest], one.path))
    small = [one for one in inner if one.is_small(measure, k)]
    rest = [one for one in inner if one.counts[largest] and one not in small]
    while small and (len(small) < 2 or _gives_away(small, measure, k)):
        small.append(rest.pop(0))
    for one in small:
        _withhold(one, measure)
    for one in rest:
        _protect(one, measure, k)


def _gives_away(cells: list[Cell], measure: str, k: int) -> bool:
    sums = (sum(cell.counts[column] for cell in cells) for column in MEASURES[measure])
    return any(0 < total < k for total in sums)


def _withhold(cell: Cell, measure: str) -> None:
    for one in cell.all():
        if any(one.counts[column] for column in MEASURES[measure]):
            one.withheld.append(measure)


def _row(cell: Cell) -> dict[str, object]:
    depth = len(cell.path)
    names = dict(zip(LEVELS[1:], [*cell.path, *[""] * (len(LEVELS) - 1 - depth)], strict=True))
    figures = {
        column: None if measure in cell.withheld else cell.counts[column]
        for measure, columns in MEASURES.items()
        for column in columns
    }
    return {"level": LEVELS[depth], **names, **figures, "suppressed": cell.withheld}
