"""Rows as lines of CSV, JSON and GeoJSON, fit to be opened by any program.

A spreadsheet takes a cell that begins with ``= + - @`` for a formula, however it came there; an
outlet may be called so. Such a text gets an apostrophe before it in CSV.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from monitor.privacy import shown
from monitor.privacy.addresses import sheltered
from monitor.reporting.exports.codebook import Column
from monitor.text import one_line

Row = Mapping[str, object]

SEPARATOR = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST = 2000
_QUOTED = frozenset({"title", "quote"})
"""Columns of an outlet's own words."""
_ADDRESSES = frozenset({"url", "canonical_url"})


def told(
    row: Row, columns: Sequence[Column], known: frozenset[str] = frozenset()
) -> dict[str, object]:
    """Return the row's values in the order of the columns, as exports tell them.

    Lists become text, controls are removed, names of victims and ages of children are left out.

    Args:
        row: With a value for each column.
        columns: Of its table.
        known: Names of victims that its article, or another of the same incident, tells.
    """
    return {column.column: _told(row[column.column], column, known) for column in columns}


def _told(value: object, column: Column, known: frozenset[str]) -> object:
    if value is None or column.type in {"integer", "number"}:
        return value
    if isinstance(value, list):
        return SEPARATOR.join(_sound(str(part)) for part in value) or None
    if column.column in _ADDRESSES:
        return sheltered(str(value), known) or None
    if column.column in _QUOTED:
        return shown(str(value), _LONGEST, known) if known else _shown(str(value))
    return _sound(str(value)) or None


@lru_cache(maxsize=16_384)
def _shown(text: str) -> str:
    """Return what may be told of a text; the same few words are quoted again and again."""
    return shown(text, _LONGEST)


def _sound(text: str) -> str:
    return text if text.isprintable() else one_line(text, _LONGEST)


def csv_line(values: Sequence[object]) -> str:
    """Return a line of CSV (RFC 4180, line feed), safe for a spreadsheet."""
    line = io.StringIO()
    # the writer quotes a lone carriage return only where it ends its own lines with one
    csv.writer(line, lineterminator="\r\n").writerow([_cell(value) for value in values])
    return line.getvalue().removesuffix("\r\n") + "\n"


def _cell(value: object) -> object:
    if isinstance(value, str) and value.lstrip(" \xa0").startswith(_FORMULA):
        return f"'{value}"
    return value


def json_line(row: Row) -> str:
    """Return a line of JSON with accents as they are."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


def feature(row: Row) -> str:
    """Return an incident as a GeoJSON feature (RFC 7946); without a place it has no geometry."""
    properties = {**row}
    at = [properties.pop("longitude"), properties.pop("latitude")]
    placed = all(isinstance(degree, int | float) for degree in at)
    geometry = {"type": "Point", "coordinates": at} if placed else None
    told = {"type": "Feature", "id": row["incident_id"], "geometry": geometry}
    return json.dumps({**told, "properties": properties}, ensure_ascii=False, allow_nan=False)
