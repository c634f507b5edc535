"""The schema is documented column by column, and the database is as documented."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import datasette, reference
from storage.schema import View
from storage.store import Store
from storage.tables import TABLES
from storage.views import VIEWS

PROMISED = {
    "articles", "stories", "incidents", "incident_articles", "claims", "incident_places", "rounds",
    "polls", "drops", "reviews", "digests", "incident_summary", "source_health",
    "official_figures", "incident_scene", "incident_cells", "incidents_by_month", "lures", "routes",
    "raid_to_sentence", "stated_totals", "press_coverage",
}  # fmt: skip
ARTICLE_COLUMNS = {
    "id", "url", "canonical_url", "source_id", "outlet", "title", "body", "author", "language",
    "published_at", "published_precision", "fetched_at", "verdict", "score", "reasons", "story_id",
}  # fmt: skip
PLACE_COLUMNS = {
    "incident_id", "article_id", "role", "text", "ubigeo", "department", "latitude", "longitude",
    "country", "quote",
}  # fmt: skip
SUMMARY_COLUMNS = [
    "incident_id", "title", "kind", "status", "date_event", "date_precision", "departments",
    "forms", "arrested_min", "arrested_max", "rescued_min", "rescued_max", "minors_min",
    "minors_max", "article_count", "outlet_count", "first_seen_at", "last_update_at",
    "arrested_best", "rescued_best", "minors_best", "conflicts",
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def columns(store: Store, name: str) -> list[str]:
    return [row["name"] for row in store.rows(f'PRAGMA table_xinfo("{name}")')]


def test_the_reference_is_up_to_date() -> None:
    path = Path(__file__).parent.parent / "docs" / "schema.md"

    assert path.read_text("utf-8") == reference.markdown(), (
        "run: python -m storage.reference > docs/schema.md"
    )


def test_the_metadata_for_datasette_are_up_to_date() -> None:
    path = Path(__file__).parent.parent / "docs" / "datasette.json"

    assert json.loads(path.read_text("utf-8")) == datasette.metadata(), (
        "run: python -m storage.datasette > docs/datasette.json"
    )


def test_what_users_rely_on_is_there(store: Store) -> None:
    names = {row["name"] for row in store.rows("SELECT name FROM sqlite_schema")}

    assert names >= PROMISED
    assert set(columns(store, "articles")) >= ARTICLE_COLUMNS
    assert set(columns(store, "incident_places")) >= PLACE_COLUMNS
    assert columns(store, "incident_summary") == SUMMARY_COLUMNS


def test_every_table_and_column_of_the_database_is_described(store: Store) -> None:
    made = {
        row["name"]
        for row in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not row["name"].startswith(("sqlite_", "_sqlite", "articles_fts"))
    }

    assert made == {table.name for table in TABLES}
    for table in TABLES:
        assert columns(store, table.name) == [column.name for column in table.columns]
        assert table.meaning
        assert all(
            column.meaning.endswith((".", ",")) or "..." in column.meaning
            for column in table.columns
        )


def test_every_index_is_there_and_says_what_it_serves(store: Store) -> None:
    made = {
        row["name"]
        for row in store.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        )
    }

    described = {index.name: index.serves for table in TABLES for index in table.indexes}
    assert set(described) == {name for name in made if not name.startswith("idx__sqlite")}
    assert all(described.values())


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_view_and_its_example_can_be_asked(store: Store, view: View) -> None:
    assert columns(store, view.name) == [name for name, _ in view.columns]
    official = bool(store.rows(f'SELECT * FROM "{view.name}"'))
    assert official == (view.name in {"official_figures", "press_coverage"})
    assert bool(store.rows(view.example)) == official
