"""No withheld figure can be reckoned from what is published."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reporting.exports.counts import LEVELS, MEASURES, tabulate

K = 11
PEOPLE = st.integers(0, 15)


@st.composite
def incident(draw: st.DrawFn) -> Mapping[str, object]:
    figures: dict[str, object] = {}
    for measure, columns in MEASURES.items():
        if measure != "incidents":
            least, more = draw(PEOPLE), draw(st.integers(0, 2))
            figures |= dict(zip(columns, (least, least + more), strict=True))
    return {
        "department": draw(st.sampled_from(["Cusco", "Lima", "Puno"])),
        "month": draw(st.sampled_from(["2024-01", "2024-02", "2025-01", "2025", "unknown"])),
        "form": draw(st.sampled_from(["sexual", "labour"])),
        **figures,
    }


INCIDENTS = st.lists(incident(), max_size=40)


def path(row: Mapping[str, Any]) -> tuple[str, ...]:
    depth = LEVELS.index(row["level"])
    return tuple(row[name] for name in LEVELS[1 : depth + 1])


def families(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, list[int]]]:
    """Return each row that is a sum, with the rows that it is the sum of."""
    places = {path(row): number for number, row in enumerate(rows)}
    inner: dict[int, list[int]] = {}
    for one, number in places.items():
        if one:
            inner.setdefault(places[one[:-1]], []).append(number)
    return list(inner.items())


@given(INCIDENTS)
@settings(deadline=None, max_examples=150)
def test_without_k_each_row_is_the_sum_of_its_rows(incidents: list[Mapping[str, object]]) -> None:
    rows = list(tabulate(incidents))

    assert rows[0]["incidents"] == len(incidents)
    for whole, parts in families(rows):
        for columns in MEASURES.values():
            for column in columns:
                assert rows[whole][column] == sum(_int(rows[part][column]) for part in parts)


@given(INCIDENTS)
@settings(deadline=None, max_examples=150)
def test_no_small_figure_is_published_nor_can_be_reckoned(
    incidents: list[Mapping[str, object]],
) -> None:
    true, rows = list(tabulate(incidents)), list(tabulate(incidents, K))

    assert list(map(path, true)) == list(map(path, rows))
    for measure, columns in MEASURES.items():
        for column in columns:
            shown = [row[column] for row in rows]
            assert all(value is None or not 0 < value < K for value in shown)  # type: ignore[operator]
            hidden = [n for n, row in enumerate(rows) if measure in row["suppressed"]]  # type: ignore[operator]
            assert hidden == [n for n, value in enumerate(shown) if value is None]
            _attack(rows, hidden, [_int(row[column]) for row in true])


def _attack(rows: Sequence[Mapping[str, Any]], hidden: list[int], true: list[int]) -> None:
    """Solve for what is withheld: whatever sum of it is determined must be 0 or at least K."""
    column = {number: place for place, number in enumerate(hidden)}
    equations = []
    for whole, parts in families(rows):
        equation = np.zeros(len(hidden))
        for number, sign in [(whole, -1), *((part, 1) for part in parts)]:
            if number in column:
                equation[column[number]] += sign
        equations.append(equation)
    if not hidden or not equations:
        return
    matrix = np.array(equations)
    rank = np.linalg.matrix_rank(matrix)
    for number in hidden:
        wanted = np.zeros(len(hidden))
        wanted[column[number]] = 1
        determined = np.linalg.matrix_rank(np.vstack([matrix, wanted])) == rank
        assert not determined or true[number] == 0 or true[number] >= K
    for whole, parts in families(rows):
        within = [part for part in parts if part in column]
        if whole not in column and within:
            total = sum(true[part] for part in within)
            assert len(within) >= 2
            assert total == 0 or total >= K


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
