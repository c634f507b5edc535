"""Datasette opens the file well: each table, each canned query, search, facets, places."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette
from lxml import html

from storage import datasette as ours
from storage.datasette import QUESTIONS
from storage.schema import Table, View
from storage.tables import TABLES
from storage.views import VIEWS
from tests.morning import Morning

FILE = Path(__file__).parent.parent / "docs" / "datasette.json"
METADATA: Mapping[str, Any] = json.loads(FILE.read_text("utf-8"))
PUBLIC = [*VIEWS, *(table for table in TABLES if not table.inner)]


@pytest.fixture(scope="module")
def site(morning: Morning) -> Datasette:
    return Datasette([str(morning.database)], metadata=METADATA)


def get(site: Datasette, path: str, **asked: str) -> Any:
    """Return what Datasette answers, as JSON or as a parsed page."""

    async def ask() -> Any:
        await site.invoke_startup()
        return await site.client.get(f"/trata{path}?{urlencode(asked)}")

    answer = asyncio.run(ask())
    assert answer.status_code == 200, (path, answer.text[:500])
    return answer.json() if ".json" in path else html.fromstring(answer.text)


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_canned_query_has_an_answer(site: Datasette, name: str) -> None:
    asked = QUESTIONS[name].asks or {}

    rows = get(site, f"/{name}.json", _shape="array", **asked)
    page = get(site, f"/{name}", **asked)

    assert rows
    assert QUESTIONS[name].title in page.text_content()


@pytest.mark.parametrize("one", PUBLIC, ids=lambda one: one.name)
def test_each_table_and_view_has_a_page_with_its_meaning(
    site: Datasette, one: Table | View
) -> None:
    page = get(site, f"/{one.name}")
    told = page.text_content()

    assert one.meaning.replace("``", "")[:60] in told
    names = page.xpath("//dl[contains(@class, 'column-descriptions')]/dt/text()")
    columns = one.columns
    assert names == [column if isinstance(column, str) else _name(column) for column in columns]


def _name(column: Any) -> str:
    return str(column[0] if isinstance(column, tuple) else column.name)


@pytest.mark.parametrize("name", ours.FACETS)
def test_each_facet_is_counted(site: Datasette, name: str) -> None:
    found = get(site, f"/{name}.json", _size="1")

    assert set(ours.FACETS[name]) <= set(found["facet_results"])
    assert not found.get("facets_timed_out")


def test_what_serves_the_program_alone_is_out_of_sight(site: Datasette) -> None:
    tables = get(site, ".json")["tables"]

    shown = {table["name"] for table in tables if not table["hidden"]}
    assert shown == {table.name for table in TABLES if not table.inner}


def test_the_full_text_search_folds_accents(site: Datasette) -> None:
    plain, accented = (
        get(site, "/articles.json", _search=words, _shape="array")
        for words in ("explotacion", "explotación")
    )

    assert plain
    assert plain == accented


def test_the_search_without_words_answers_too(site: Datasette) -> None:
    assert get(site, "/search.json", _shape="array", words="")
    assert get(site, "/search.json", _shape="array")


def test_odd_words_are_no_syntax_of_the_search(site: Datasette) -> None:
    for words in ("129-A", '"comillas', "NEAR(", "*"):
        get(site, "/search.json", words=words)


def test_the_map_plugin_finds_its_columns(site: Datasette) -> None:
    for name in ("incident_scene", "incident_places", "map"):
        rows = get(site, f"/{name}.json", _shape="array")
        placed = [row for row in rows if row["latitude"] is not None]
        assert placed
        assert all(-20 < row["latitude"] < 1 for row in placed)
        assert all("longitude" in row for row in rows)
