"""Every column of the exports: its type, meaning, values and source; and their counterparts.

The tables are written by this book, so that none holds a column that it does not tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Literal, cast

_DATA = Path(__file__).parent / "data"

Type = Literal["integer", "number", "text", "list", "day", "instant"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exported table."""

    table: str
    column: str
    type: Type
    meaning: str
    values: str
    source: str
    """The table, view or field of the database; see docs/schema.md."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What a value of ours is called in HTCDS, in CTDC's file and by UNODC; empty: nothing."""

    field: str
    value: str
    htcds_field: str
    htcds_value: str
    ctdc_column: str
    unodc: str
    note: str


def _lines(name: str) -> Sequence[Sequence[str]]:
    text = (_DATA / f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@cache
def tables() -> Mapping[str, tuple[Column, ...]]:
    """Return the exported tables, name to columns."""
    found: dict[str, tuple[Column, ...]] = {}
    for table, name, kind, meaning, values, source in _lines("codebook"):
        column = Column(table, name, cast("Type", kind), meaning, values, source)
        found[table] = (*found.get(table, ()), column)
    return found


@cache
def crosswalk() -> tuple[Counterpart, ...]:
    """Return the counterparts of our values."""
    return tuple(Counterpart(*line) for line in _lines("crosswalk"))


def book(names: Sequence[str]) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Return header and rows of the codebook of some tables."""
    rows = [astuple(column) for name in names for column in tables()[name]]
    return [field.name for field in fields(Column)], rows


def counterparts() -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Return header and rows of the crosswalk."""
    return [field.name for field in fields(Counterpart)], [astuple(one) for one in crosswalk()]
