"""How a table is described: once, with the meaning of each column; SQL and docs follow."""

from dataclasses import dataclass

VERSION = 7
"""Number of the newest migration; ``PRAGMA user_version`` of an up-to-date file."""

APPLICATION_ID = 0x54524154
"""``PRAGMA application_id``: the letters TRAT."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, SQL type with constraints, meaning, and the version that brought it."""

    name: str
    type: str
    meaning: str
    since: int = 1

    def sql(self) -> str:
        """Return the column's definition."""
        return f'"{self.name}" {self.type}'.rstrip()


@dataclass(frozen=True, slots=True)
class Index:
    """An index and the question that it answers."""

    name: str
    on: str
    serves: str
    where: str = ""
    since: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns and indexes."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """The primary key where it has several columns; the table then has no rowid."""
    indexes: tuple[Index, ...] = ()
    inner: bool = False
    """Whether it only serves the program; its shape may change with any version."""
    since: int = 1

    def create_sql(self, version: int) -> str:
        """Return the statement that makes the table as it was at ``version``."""
        parts = [column.sql() for column in self.columns if column.since <= version]
        if self.key:
            parts.append(f"PRIMARY KEY ({_names(self.key)})")
        ending = " WITHOUT ROWID" if self.key else ""
        return f'CREATE TABLE "{self.name}" (\n  ' + ",\n  ".join(parts) + f"\n){ending}"

    def index_sql(self, index: Index) -> str:
        """Return the statement that makes ``index``."""
        where = f" WHERE {index.where}" if index.where else ""
        return f'CREATE INDEX "{index.name}" ON "{self.name}" ({index.on}){where}'


@dataclass(frozen=True, slots=True)
class View:
    """A view: the stable face of the tables, with a query that shows its use."""

    name: str
    meaning: str
    columns: tuple[tuple[str, str], ...]
    """``(name, meaning)`` in the order of the query."""
    query: str
    example: str

    def create_sql(self) -> str:
        """Return the statement that makes the view."""
        names = _names(tuple(name for name, _ in self.columns))
        return f'CREATE VIEW "{self.name}" ({names}) AS\n{self.query.strip()}'


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def steps(tables: tuple[Table, ...], version: int) -> list[str]:
    """Return the statements that bring a file from ``version - 1`` to ``version``.

    New tables, columns and indexes only; what must happen to stored rows stands in the migration.
    """
    statements = []
    for table in tables:
        if table.since == version:
            statements.append(table.create_sql(version))
        elif table.since < version:
            new = (column for column in table.columns if column.since == version)
            statements += [f'ALTER TABLE "{table.name}" ADD COLUMN {c.sql()}' for c in new]
        new_indexes = (index for index in table.indexes if index.since == version)
        statements += [table.index_sql(index) for index in new_indexes]
    return statements
