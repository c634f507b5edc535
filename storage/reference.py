"""docs/schema.md, made of the tables and views; ``python -m storage.reference`` prints it."""

from collections.abc import Iterator

from storage.schema import APPLICATION_ID, VERSION, Table, View
from storage.tables import TABLES
from storage.views import VIEWS

_HEAD = f"""# The database

*Made by `python -m storage.reference > docs/schema.md`; do not edit by hand.*

One SQLite file, to be read with any tool while the program runs: `sqlite3 -readonly trata.db`,
`sqlite-utils`, Datasette. Readers never block the program, nor it them. Do not write to it by other
means than the commands.

- Schema version {VERSION} (`PRAGMA user_version`), application id {APPLICATION_ID:#x}
  (`PRAGMA application_id`). A file of an older version is brought up to date by the first command
  that writes; one of a newer version is refused.
- Instants are UTC, as `2025-03-14T15:00:00Z`; `date_event` and a digest's `day` are days in Lima.
- Lists and maps are JSON text; `json_each()` opens them.
- `end` is a word of SQL: write the column of that name in double quotes.
- Views first: their names and columns stay over releases, as do those of the tables under *Tables*.
  What stands under *Inner tables* may change with any version.
"""

_FULL_TEXT = """## Full-text index

`articles_fts` holds the words of `articles.title` and `articles.body`, accents and the tilde of ñ
folded. A rejected article has no body, so only its title is found. Put each word in double quotes,
then no sign in it is an operator:

```sql
SELECT a.published_at, a.outlet, a.title FROM articles_fts
JOIN articles AS a ON a.id = articles_fts.rowid
WHERE articles_fts MATCH '"explotacion sexual" "129-A"' AND a.verdict <> 'rejected' ORDER BY rank
```
"""


def markdown() -> str:
    """Return the whole of docs/schema.md."""
    public = [table for table in TABLES if not table.inner]
    inner = [table for table in TABLES if table.inner]
    parts = [_HEAD, "## Views\n", *map(_view, VIEWS), "## Tables\n", *map(_table, public)]
    parts += [_FULL_TEXT, "## Inner tables\n", *map(_table, inner)]
    return "\n".join(parts)


def _view(view: View) -> str:
    return "\n".join(
        [
            f"### {view.name}\n",
            f"{_code(view.meaning)}\n",
            "| column | meaning |",
            "|---|---|",
            *(f"| `{name}` | {_code(meaning)} |" for name, meaning in view.columns),
            f"\n```sql\n{view.example}\n```\n",
        ]
    )


def _table(table: Table) -> str:
    return "\n".join([f"### {table.name}\n", f"{_code(table.meaning)}\n", *_columns(table), ""])


def _columns(table: Table) -> Iterator[str]:
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in table.columns:
        kind = f"`{column.type}`" if column.type else ""
        yield f"| `{column.name}` | {kind} | {_code(column.meaning)} |"
    if table.key:
        yield f"\nPrimary key: {', '.join(f'`{name}`' for name in table.key)}."
    for index in table.indexes:
        where = f" where `{index.where}`" if index.where else ""
        yield f"\nIndex `{index.name}` on `{index.on}`{where}, for {index.serves}."


def _code(text: str) -> str:
    return text.replace("``", "`")


if __name__ == "__main__":
    print(markdown(), end="")
