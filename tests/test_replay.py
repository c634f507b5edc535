"""``trata replay``: what would change is shown first, and done only with --yes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bench.grouping_sets import gold_lines
from monitor.cli import trata
from storage.store import Store


def lines(*events: str) -> list[dict[str, Any]]:
    return [
        {
            "url": f"https://{line['id'].replace('/', '-')}.example/nota",
            "outlet": line["outlet"],
            "published": line["published"],
            "title": line["title"],
            "text": line["body"],
        }
        for line in gold_lines()
        if line["event"] in events
    ]


def run(path: Path, *arguments: str) -> str:
    result = CliRunner().invoke(trata, [*arguments, "--db", str(path)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with two events, as an import leaves it."""
    source = tmp_path / "lines.jsonl"
    told = lines("parte-juliaca", "parte-ilo")
    source.write_text("\n".join(map(json.dumps, told)), "utf-8")
    run(tmp_path / "trata.db", "import", str(source))
    return tmp_path / "trata.db"


def groups(path: Path) -> tuple[list[int], list[int]]:
    with Store.open(path, readonly=True) as store:
        stories = store.numbers("SELECT story_id FROM articles ORDER BY id")
        told = store.numbers(
            "SELECT i.live_id FROM incident_articles AS l JOIN incidents AS i "
            "ON i.id = l.incident_id ORDER BY l.article_id"
        )
    return stories, told


def scatter(path: Path) -> None:
    """Each article of the second event an incident and a story of its own."""
    with Store.open(path) as store, store.transaction():
        row = store.row("SELECT * FROM articles ORDER BY id DESC LIMIT 1")
        assert row is not None
        (incident,) = store.numbers(
            "SELECT incident_id FROM incident_articles WHERE article_id = ?", (row["id"],)
        )
        new = store.split_off(incident, "otro")
        store.move_article(row["id"], incident, new)
        story = store.insert("stories", {"article_count": 0})
        store.write("UPDATE articles SET story_id = ? WHERE id = ?", (story, row["id"]))
        store.refresh_story(story)
        store.refresh_story(row["story_id"])


def test_a_grouping_that_is_as_it_should_be_is_left(path: Path) -> None:
    assert "where it belongs" in run(path, "replay", "--grouping")


def test_the_grouping_is_mended_only_with_yes_and_numbers_last(path: Path) -> None:
    right = groups(path)
    scatter(path)
    wrong = groups(path)
    assert wrong != right

    shown = run(path, "replay", "--grouping")
    assert "incident 3 -> 2: https://parte-ilo" in shown
    assert "nothing done yet" in shown
    assert groups(path) == wrong

    run(path, "replay", "--grouping", "--yes")
    assert groups(path)[1] == right[1]
    assert "where it belongs" in run(path, "replay", "--grouping")
    with Store.open(path, readonly=True) as store:
        assert store.number("SELECT merged_into FROM incidents WHERE id = 3") == 2


def test_what_a_person_confirmed_is_not_regrouped(path: Path) -> None:
    scatter(path)
    with Store.open(path) as store:
        store.write("UPDATE incidents SET reviewed_by = 'ana' WHERE id = 3")

    plan = json.loads(run(path, "replay", "--grouping", "--json"))

    assert [shift for shift in plan["incidents"] if shift["source"] == 3] == []


def test_verdicts_are_made_anew_and_change_only_with_yes(path: Path) -> None:
    with Store.open(path) as store, store.transaction():
        row = store.row("SELECT * FROM articles WHERE id = 1")
        assert row is not None
        store.write(
            "UPDATE articles SET verdict = 'rejected' WHERE story_id = ?", (row["story_id"],)
        )
        changed = store.numbers("SELECT id FROM articles WHERE verdict = 'rejected'")
        for number in changed:
            store.write("DELETE FROM incident_articles WHERE article_id = ?", (number,))
            store.write("DELETE FROM claims WHERE article_id = ?", (number,))

    shown = run(path, "replay", "--since", "2000-01-01")
    assert shown.count("rejected -> relevant: https://parte-juliaca") == len(changed)
    assert f"{len(changed)} would change sides" in shown

    run(path, "replay", "--since", "2000-01-01", "--yes")
    with Store.open(path, readonly=True) as store:
        assert store.numbers("SELECT count(*) FROM articles WHERE verdict = 'relevant'") == [
            len(groups(path)[0])
        ]
        assert store.number("SELECT count(*) FROM claims WHERE article_id = 1") > 0
        assert store.number("SELECT count(*) FROM incident_articles WHERE article_id = 1") == 1
    assert len(set(groups(path)[1])) == 2


def test_a_persons_verdict_stands(path: Path) -> None:
    with Store.open(path) as store:
        store.write("UPDATE articles SET verdict = 'rejected' WHERE id = 1")
        row = {
            "at": "2025-03-14T00:00:00Z", "reviewer": "ana", "action": "reject",
            "article_id": 1, "before": "{}", "after": "{}",
        }  # fmt: skip
        store.insert("reviews", row)

    assert "None would change sides" in run(path, "replay", "--since", "2000-01-01")


def test_articles_before_the_date_are_not_judged(path: Path) -> None:
    assert run(path, "replay", "--since", "2100-01-01").startswith("0 articles")


def test_one_of_the_two_ways_must_be_named(path: Path) -> None:
    for arguments in ([], ["--grouping", "--since", "2020-01-01"]):
        with pytest.raises(Exception, match="either --grouping or --since"):
            CliRunner().invoke(
                trata, ["replay", *arguments, "--db", str(path)], catch_exceptions=False
            )
