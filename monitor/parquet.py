"""Tables as Parquet, by pyarrow, which the core installation does not bring."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from monitor.errors import UsageError
from monitor.reporting.exports.codebook import Column

_AT_ONCE = 10_000
"""Rows of a row group."""


def check() -> None:
    """See that pyarrow is there.

    Raises:
        UsageError: It is not.
    """
    try:
        _pyarrow()
    except ImportError:
        what = "needs the package pyarrow, which is not installed"
        raise UsageError("--format parquet", what, "install it: make parquet") from None


@cache
def _pyarrow() -> tuple[Any, Any]:
    return import_module("pyarrow"), import_module("pyarrow.parquet")


def _schema(columns: Sequence[Column]) -> Any:  # noqa: ANN401
    arrow, _ = _pyarrow()
    types = {"integer": arrow.int64(), "number": arrow.float64()}
    return arrow.schema(
        [
            arrow.field(
                column.column,
                types.get(column.type, arrow.string()),
                metadata={"meaning": column.meaning},
            )
            for column in columns
        ]
    )


class Sheet:
    """A Parquet file that takes rows."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self._arrow, module = _pyarrow()
        self._schema = _schema(columns)
        self._writer = module.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Mapping[str, object]] = []

    def write(self, row: Mapping[str, object]) -> None:
        """Add a row."""
        self._rows.append(row)
        if len(self._rows) >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        table = self._arrow.Table.from_pylist(self._rows, schema=self._schema)
        self._writer.write_table(table)
        self._rows.clear()

    def close(self) -> None:
        """End the file."""
        if self._rows:
            self._flush()
        self._writer.close()
