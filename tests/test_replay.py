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


RULES = """\
database: trata.db
rules:
  off: [{off}]
  add:
    - id: own.fair
      what: Our desk follows what fairs report.
      class: exploit
      patterns: ['{words}']
      match: La {words} abrió en Puno.
      no_match: El mercado abrió en Puno.
"""
FAIR = {
    "url": "https://lahora.example/feria",
    "outlet": "La Hora",
    "outlet_country": "PE",
    "title": "Abre la feria del libro en Puno",
    "text": "La feria dominical de libros abrió en la plaza de Puno con cuarenta puestos.",
}


def test_an_added_rule_shows_which_articles_would_change_sides_and_why(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    config = path.with_name("config.yaml")
    config.write_text(RULES.format(off="crime.tratante", words="plaza de ilave"), "utf-8")
    source = path.with_name("fair.jsonl")
    other = {**FAIR, "url": "https://lahora.example/otra", "title": "Abre otra feria en Ilave"}
    other["text"] = "En la plaza de Ilave se vendieron lanas, quesos y papas durante todo el día."
    source.write_text("\n".join(map(json.dumps, (FAIR, other))), "utf-8")
    run(path, "import", str(source))
    config.write_text(RULES.format(off="own.fair", words="plaza de ilave"), "utf-8")
    rejected = run(path, "replay", "--since", "2000-01-01")
    config.write_text(RULES.format(off="crime.tratante", words="feria dominical"), "utf-8")

    shown = run(path, "replay", "--since", "2000-01-01")

    assert "relevant -> rejected: https://lahora.example/otra\n" in rejected
    assert "  - own.fair +1.20 «plaza de Ilave»: Our desk follows what fairs report.\n" in rejected
    assert "relevant -> rejected: https://lahora.example/otra\n" in shown
    assert "https://lahora.example/feria" not in shown
    assert "1 of them without a kept text" in shown


@pytest.mark.parametrize("kind", ["exploit", "toys", "mask"])
def test_a_body_is_kept_wherever_an_added_word_stands(
    path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(path.parent)
    config = path.with_name("config.yaml")
    off = "" if kind == "mask" else "own.fair"
    added = RULES.format(off=off, words="feria dominical").replace("exploit", kind)
    config.write_text(added, "utf-8")
    source = path.with_name("fair.jsonl")
    source.write_text(json.dumps(FAIR), "utf-8")

    run(path, "import", str(source))

    with Store.open(path, readonly=True) as store:
        assert store.number("SELECT count(*) FROM rejected_bodies") == 1
    config.write_text(RULES.format(off="", words="feria dominical"), "utf-8")
    shown = run(path, "replay", "--since", "2000-01-01")
    assert "rejected -> relevant: https://lahora.example/feria\n" in shown
    assert "  + own.fair +1.20 «feria dominical»: Our desk follows what fairs report.\n" in shown
    assert "nothing done yet" in shown
    run(path, "replay", "--since", "2000-01-01", "--yes")
    assert "None would change sides" in run(path, "replay", "--since", "2000-01-01")


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
