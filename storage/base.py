"""What every part of the store has: the connection, queries as rows, writes in transactions."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Cursor

from sqlite_utils import Database

from storage.connection import transaction
from storage.faults import translated
from storage.rows import Row, sound

Values = Sequence[object]


class Connected:
    """A connection to the database, and short ways to ask and to write.

    Args:
        database: Open, of the newest schema.
        path: Its file, for complaints.
    """

    def __init__(self, database: Database, path: Path) -> None:
        self.database = database
        self.path = path

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write within one transaction; see :func:`storage.connection.transaction`."""
        with transaction(self.database, self.path):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read everything of the block as it stood at one instant, whatever others write."""
        if self.database.conn.in_transaction:
            yield
            return
        self.write("BEGIN")
        try:
            yield
        finally:
            self.database.rollback()

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Return the rows of a query, column to value."""
        with translated(self.path):
            cursor = self._run(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """Return the first row of a query, None where there is none."""
        return next(iter(self.rows(sql, values)), None)

    def column(self, sql: str, values: Values = ()) -> list[object]:
        """Return the first column of a query."""
        with translated(self.path):
            return [row[0] for row in self._run(sql, values)]

    def numbers(self, sql: str, values: Values = ()) -> list[int]:
        """Return the first column of a query whose values are whole numbers."""
        return [int(str(value)) for value in self.column(sql, values)]

    def number(self, sql: str, values: Values = ()) -> int:
        """Return the single number of a query; 0 for NULL or no row."""
        found = self.column(sql, values)
        return int(str(found[0] or 0)) if found else 0

    def write(self, sql: str, values: Values = ()) -> int:
        """Run a statement; return the number of rows that it changed."""
        with translated(self.path):
            return self._run(sql, values).rowcount

    def insert(self, table: str, row: Mapping[str, object], conflict: str = "") -> int:
        """Insert ``row`` and return its rowid.

        Args:
            table: Its table.
            row: Column to value.
            conflict: ``OR IGNORE`` or ``OR REPLACE``.
        """
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        sql = f'INSERT {conflict} INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
        with translated(self.path):
            return self._run(sql, tuple(row.values())).lastrowid or 0

    def insert_all(
        self, table: str, rows: Iterable[Mapping[str, object]], conflict: str = ""
    ) -> None:
        """Insert every row of ``rows``."""
        for row in rows:
            self.insert(table, row, conflict)

    def _run(self, sql: str, values: Values) -> Cursor:
        return self.database.conn.execute(sql, tuple(map(sound, values)))


def listed(values: Iterable[str | int]) -> str:
    """Return ``values`` as one parameter, for ``IN (SELECT value FROM json_each(?))``."""
    return json.dumps([sound(value) for value in values])
