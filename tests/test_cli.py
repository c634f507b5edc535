"""The commands as a user calls them: what they print, their exit status, and bad input."""

import json
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from monitor.judging import lexicon
from storage.store import Store
from tests.calling import Run, run
from tests.test_daemon import CONFIG

__all__ = ["LINE", "Run", "lines", "run"]

TEXT = (
    "La Policía rescató a doce mujeres, tres de ellas menores de edad, que eran explotadas "
    "sexualmente en dos bares de La Rinconada, en Puno. Hay cuatro detenidos por el delito de "
    "trata de personas, previsto en el artículo 129-A del Código Penal. A las víctimas les habían "
    "ofrecido trabajo de meseras con un pago de S/ 1,500 al mes, informó la fiscalía."
)
LINE: dict[str, Any] = {
    "url": "https://lahora.example/nota-1",
    "outlet": "La Hora",
    "outlet_country": "PE",
    "published": "2025-03-10",
    "title": "Rescatan a doce mujeres en La Rinconada",
    "text": TEXT,
}
PAGE = f"<html><body><article><h1>Rescatan a doce</h1><p>{TEXT}</p></article></body></html>"


def lines(*fields: dict[str, Any] | str) -> str:
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in fields) + "\n"


# -- import ----------------------------------------------------------------------------------------


def test_a_bad_line_is_named_and_skipped_and_the_rest_goes_in(run: Run, tmp_path: Path) -> None:
    second = {**LINE, "url": "https://elsur.example/2", "outlet": "El Sur", "published": None}
    text = lines(
        LINE,
        "{not json",
        {**LINE, "title": 5},
        {**LINE, "url": "file:///etc/passwd"},
        {**LINE, "text": ""},
        "[1, 2]",
        second,
    )

    done = run("import", "-", "--db", "t.db", stdin=text)

    assert done.returncode == 1
    for number in (2, 3, 4, 5, 6):
        assert f"trata: line {number}: " in done.stderr
    with Store.open(tmp_path / "t.db", readonly=True) as store:
        articles = store.rows("SELECT * FROM articles ORDER BY id")
    assert [row["url"] for row in articles] == [LINE["url"], second["url"]]
    assert {row["story_id"] for row in articles} == {articles[0]["story_id"]}
    assert articles[0]["published_at"] == "2025-03-10T05:00:00Z"
    assert articles[1]["published_at"] is None


def test_the_same_lines_again_store_nothing(run: Run) -> None:
    twin = {**LINE, "url": "http://www.lahora.example/nota-1/?utm_source=x"}
    first = run("import", "-", "--db", "t.db", "--json", stdin=lines(LINE))
    again = run("import", "-", "--db", "t.db", "--json", stdin=lines(LINE, twin))

    assert json.loads(first.stdout)["relevant"] == 1
    assert json.loads(again.stdout) == {"known": 2}
    assert again.returncode == 0


def test_html_lines_are_read_like_pages(run: Run, tmp_path: Path) -> None:
    html = {key: value for key, value in LINE.items() if key != "text"} | {"html": PAGE}

    done = run("import", "-", "--db", "t.db", stdin=lines(html))

    assert done.returncode == 0
    with Store.open(tmp_path / "t.db", readonly=True) as store:
        assert TEXT in str(store.rows("SELECT body FROM articles")[0]["body"])


@pytest.mark.parametrize("typed", [b"", b"\n\n", b"\xff\xfe\x00", b"{" * 100_000, b"[" * 100_000])
def test_odd_input_to_import_gives_no_traceback(run: Run, typed: bytes) -> None:
    done = run("import", "-", "--db", "t.db", stdin=typed)

    assert done.returncode in {0, 1}


def test_the_database_is_for_its_owner_only(run: Run, tmp_path: Path) -> None:
    run("import", "-", "--db", "t.db", stdin=lines(LINE))

    assert stat.S_IMODE((tmp_path / "t.db").stat().st_mode) == 0o600


# -- looking ---------------------------------------------------------------------------------------


@pytest.fixture
def stored(run: Run) -> Run:
    run("import", "-", "--db", "t.db", stdin=lines(LINE))
    return run


@pytest.mark.parametrize("words", ["rinconada", "RINCONADA meseras", "129-A", "policia rescato"])
def test_search_finds_words_without_regard_to_accents(stored: Run, words: str) -> None:
    done = stored("search", "--db", "t.db", *words.split())

    assert "Rescatan a doce mujeres" in done.stdout


@pytest.mark.parametrize(
    "words", ['"', "*", "(x", "NOT", "-- -zapato", "a:b", "S/. 3,000", "O'Higgins", "zapato", "«»"]
)
def test_search_is_safe_with_whatever_is_typed(stored: Run, words: str) -> None:
    done = stored("search", "--db", "t.db", "--", words)

    assert done.returncode == 0
    assert "Nothing found." in done.stdout


def test_why_tells_verdict_claims_places_story_and_incident(stored: Run) -> None:
    text = stored("why", str(LINE["url"]), "--db", "t.db").stdout

    for words in ("Verdict: relevant", "rescued = 12", "«rescató a doce mujeres»", "La Rinconada"):
        assert words in text
    assert "Story 1" in text
    assert "Incident 1" in text


def test_why_judges_a_file_on_the_spot(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "note.txt").write_text(f"Rescate\n\n{TEXT}", encoding="utf-8")

    for name in ("page.html", "note.txt"):
        assert "arrested = 4" in run("why", name).stdout


def test_why_answers_both_questions_apart_weightiest_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(f"Rescate en Puno\n\n{TEXT}", encoding="utf-8")

    text = run("why", "note.txt").stdout
    crime, peru = text.split("Is it trafficking? ")[1].split("Is it Peru's? ")

    assert crime.startswith("Yes: ")
    assert "  +1.20  crime.trata: The noun trata with its object." in crime
    assert "por el delito de «trata de personas», previsto en" in " ".join(crime.split())
    assert peru.startswith("Yes, the scene lies there: ")
    assert "title: Rescate en «Puno»" in peru
    for part in (crime, peru):
        weights = [float(one) for one in re.findall(r"^  ([+-]\d+\.\d+)  \w", part, re.MULTILINE)]
        assert weights == sorted(weights, key=abs, reverse=True)


def test_why_tells_what_speaks_against(run: Run, tmp_path: Path) -> None:
    title = "Estrenan en Lima película sobre la trata de personas"
    (tmp_path / "film.txt").write_text(f"{title}\nLa actriz habló del estreno.", "utf-8")
    (tmp_path / "verb.txt").write_text("El libro trata de animales\nY nada más.", "utf-8")

    film, verb = (run("why", name).stdout for name in ("film.txt", "verb.txt"))

    assert "Is it trafficking? No: 0.00 points" in film
    assert "other.fiction: Films, series, novels." in film
    assert "nothing else was weighed" in film
    assert "No word of the lexicon speaks for it." in verb


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("line.json", json.dumps(LINE)),
        ("pretty.json", json.dumps(LINE, indent=2)),
        ("line.jsonl", f"{json.dumps(LINE)}\n"),
        ("page.html", PAGE),
        ("less.txt", f"Rescate\n{TEXT} (3 < 4)"),
    ],
)
def test_why_judges_any_form_of_file_and_prints_json(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    told = json.loads(run("why", name, "--json").stdout)

    assert told["verdict"]["label"] == "relevant"
    named = next(one for one in told["grounds"]["trafficking"] if one["rule"] == "crime.trata")
    assert named["what"].startswith("The noun trata")
    assert any("«trata de personas»" in one["text"] for one in named["excerpts"])
    assert told["grounds"]["sums"]["link"] == "scene"
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_why_judges_each_line_of_a_file(run: Run, tmp_path: Path) -> None:
    twice = lines(LINE, {**LINE, "title": "Otra"})
    (tmp_path / "two.jsonl").write_text(twice, encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text(twice + '{"url": 1}\n', encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")

    told = json.loads(run("why", "two.jsonl", "--json").stdout)
    bad, empty = run("why", "bad.jsonl"), run("why", "empty.txt")

    assert [one["title"] for one in told] == [LINE["title"], "Otra"]
    assert run("why", "two.jsonl").stdout.count("Verdict: relevant") == 2
    assert (bad.returncode, empty.returncode) == (1, 1)
    assert 'bad.jsonl:3: "url" must be text' in bad.stderr
    assert bad.stdout.count("Verdict: relevant") == 2


@pytest.mark.parametrize(
    ("subject", "said"),
    [("nofile.txt", "nofile.txt: there is no such file"), (".", ".: is a directory")],
)
def test_why_says_what_is_no_file(run: Run, subject: str, said: str) -> None:
    done = run("why", subject)

    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_why_reads_standard_input_in_any_encoding(run: Run, encoding: str) -> None:
    done = run("why", "-", stdin=f"Rescate en Junín\n{TEXT}".encode(encoding))

    assert done.returncode == 0
    assert "«rescató a doce mujeres»" in done.stdout
    assert "outlet_country" in done.stdout


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (b"%PDF-1.7\nx", "is a PDF, not text"),
        (b"\x89PNG\r\n", "is a PNG image"),
        (bytes(range(256)) * 40, "is no text"),
    ],
)
def test_why_refuses_what_is_no_text(run: Run, typed: bytes, said: str) -> None:
    done = run("why", "-", stdin=typed)

    assert done.returncode == 2
    assert f"standard input: {said}" in done.stderr
    assert "invalid" not in done.stderr


def test_why_reads_a_list_of_objects(run: Run) -> None:
    done = run("why", "-", stdin=json.dumps([LINE, 5, LINE], indent=1))

    assert done.returncode == 1
    assert done.stdout.count("Verdict: relevant") == 2
    assert "standard input:2: is not an object" in done.stderr


def test_why_tells_where_a_long_text_was_cut(run: Run) -> None:
    assert "first 20,000 characters" in run("why", "-", stdin=f"Rescate\n{TEXT * 80}").stdout


def test_every_bad_line_is_named(run: Run) -> None:
    for command in (["import", "-", "--db", "t.db"], ["why", "-"]):
        done = run(*command, stdin=lines(*["{not json"] * 31))

        assert done.returncode == 1
        assert done.stderr.count("is not JSON: wrong at character 2, near 'not json'") == 31


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"published": "2031-01-01"}, "'2031-01-01' lies in the future; unknown"),
        (
            {"text": "Una frase corta.\n" * 9000},
            '"text" has 152,999 characters; kept: the first 99',
        ),
    ],
)
def test_what_of_a_line_is_not_kept_is_told(run: Run, change: dict[str, str], told: str) -> None:
    done = run("import", "-", "--db", "t.db", stdin=lines({**LINE, **change}))

    assert done.returncode == 0
    assert told in done.stderr


def test_a_line_that_gives_a_key_twice_is_refused(run: Run) -> None:
    twice = '{"url": "https://otro.example/2", ' + json.dumps(LINE)[1:]
    done = run("import", "-", "--db", "t.db", stdin=twice)

    assert done.returncode == 1
    assert '"url" stands twice; skipped' in done.stderr


def test_a_digest_that_cannot_be_written_is_a_fault(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    config = tmp_path / "config.yaml"
    config.write_text("sources: []\ndelivery: {directory: taken/digests}\n", "utf-8")

    done = run("check")

    assert done.returncode == 1
    assert "delivery.directory: nothing can be written into" in done.stderr


def test_why_of_a_stored_article_has_grounds_and_no_text(stored: Run) -> None:
    article = json.loads(stored("why", str(LINE["url"]), "--db", "t.db", "--json").stdout)[
        "article"
    ]

    assert article["grounds"]["peru"][0]["excerpts"]
    assert "body" not in article


def test_sources_are_listed_before_the_first_round(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG)

    done = run("sources")

    assert done.returncode == 0
    assert "off" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]


def test_status_and_sources_and_json(stored: Run) -> None:
    state = json.loads(stored("status", "--db", "t.db", "--json").stdout)
    hits = json.loads(stored("search", "--db", "t.db", "--json", "rinconada").stdout)

    assert state["articles"]["relevant"] == 1
    assert hits[0]["url"] == LINE["url"]


def test_forget_leaves_the_address_so_that_it_is_not_taken_again(stored: Run) -> None:
    assert stored("forget", str(LINE["url"]), "--db", "t.db").returncode == 0

    assert "Nothing found" in stored("search", "--db", "t.db", "rinconada").stdout
    again = stored("import", "-", "--db", "t.db", "--json", stdin=lines(LINE))
    assert json.loads(again.stdout) == {"known": 1}
    assert stored("forget", "https://nobody.example/", "--db", "t.db").returncode == 1


# -- extract ---------------------------------------------------------------------------------------


def test_extract_answers_each_line_in_order_failures_too(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    asked = lines(
        {"path": str(page), "url": "https://lahora.example/amp/nota?utm_source=x"},
        {"path": "/nowhere", "url": None},
        "{",
        {"path": str(page)},
    )

    done = run("extract", "-", stdin=asked)

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [("error" in answer) for answer in answers] == [False, True, True, False]
    assert set(answers[0]) == {
        "url", "canonical_url", "title", "body", "author", "published", "language",
    }  # fmt: skip
    assert answers[0]["canonical_url"] == "https://lahora.example/nota"
    assert answers[0]["language"] == "es"
    assert TEXT in answers[0]["body"]


def test_extract_keeps_the_zone_in_which_a_page_dates_itself(run: Run, tmp_path: Path) -> None:
    dated = '<html><head><meta property="article:published_time" content="{}"></head>'
    for moment in ("2025-03-13T21:30:00-05:00", "2025-03-13T00:30:00+02:00"):
        page = tmp_path / "page.html"
        page.write_text(PAGE.replace("<html>", dated.format(moment)), encoding="utf-8")

        told = json.loads(
            run("extract", "page.html", "--url", "https://a.example/1", "--json").stdout
        )
        assert told["published"] == moment


# -- digest ----------------------------------------------------------------------------------------


def test_a_second_digest_on_the_same_day_changes_nothing(stored: Run, tmp_path: Path) -> None:
    first = stored("digest", "--db", "t.db")
    files = {path: path.read_bytes() for path in (tmp_path / "digests").iterdir()}
    more = {**LINE, "url": "https://otro.example/3", "title": "Otra", "published": "2025-03-12"}
    stored("import", "-", "--db", "t.db", stdin=lines(more))
    second = stored("digest", "--db", "t.db")
    later = stored("digest", "--db", "t.db", "--now", "2025-03-15T12:00:00Z")

    assert second.stdout == first.stdout
    assert {path: path.read_bytes() for path in files} == files
    assert "otro.example/3" in later.stdout
    assert "Todo lo guardado entre el 14 de marzo de 2025, 07:00" in later.stdout


def test_an_old_digest_can_be_printed_again(stored: Run) -> None:
    first = stored("digest", "--db", "t.db")

    assert stored("digest", "--db", "t.db", "--day", "2025-03-14").stdout == first.stdout
    assert stored("digest", "--db", "t.db", "--day", "2025-03-13").returncode == 2


def test_a_dry_run_leaves_no_trace(stored: Run, tmp_path: Path) -> None:
    shown = stored("digest", "--db", "t.db", "--dry-run")

    assert "Rinconada" in shown.stdout
    assert not (tmp_path / "digests").exists()
    assert "last digest: none yet" in stored("status", "--db", "t.db").stdout


# -- wrong use -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "config.yaml: there is no such file"),
        (["nonsense"], "No such command"),
        (["search", "x", "--db", "nowhere.db"], "nowhere.db: there is no such database"),
        (["digest", "--db", "nowhere.db"], "nowhere.db: there is no such database"),
        (["import", "nowhere.jsonl"], "nowhere.jsonl: cannot be read"),
        (["status", "--db", "."], "is a directory"),
        (["status", "--db", "page.html"], "page.html"),
        (["backup", "--db", "nowhere.db"], "needs either TARGET or --nightly"),
        (["check", "--config", "page.html"], "page.html:1"),
        (["status", "--now", "soon"], "soon: is not an ISO date"),
    ],
)
def test_wrong_use_is_one_clear_line_and_touches_nothing(
    run: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "page.html").write_text("<p>no database</p>")

    done = run(*arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(".lock")] == [
        "page.html"
    ]


def test_nothing_is_fetched_without_a_contact(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG.replace("tests@trata.example", '""'))

    for command in ("run", "daemon"):
        done = run(command)
        assert done.returncode == 2
        assert "fetch.contact is empty" in done.stderr
    assert not (tmp_path / "trata.db").exists()


def test_check_tells_sources_rules_and_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG)
    good = run("check")
    (tmp_path / "config.yaml").write_text(f"{CONFIG}rules: {{off: [no.such.rule]}}\n")
    bad = run("check")

    assert good.returncode == 0
    assert "1 sources (0 on), 1 endpoints" in good.stdout
    assert bad.returncode == 2
    assert "'no.such.rule' is no rule" in bad.stderr


OWN = """\
rules:
  add:
    - id: own.market
      what: Our desk follows markets.
      class: exploit
      patterns: ['{pattern}']
      match: Abre la feria dominical en Ilave.
      no_match: Abre el mercado en Ilave.
"""


def test_check_counts_rules_and_examples(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG)
    plain = run("check").stdout
    own = OWN.format(pattern="feria dominical").replace("add:", "off: [crime.trata]\n  add:")
    (tmp_path / "config.yaml").write_text(f"{CONFIG}{own}")
    shipped = len(lexicon.load().rules())

    assert f"rules: {shipped} shipped (0 off), 0 of your own; {2 * shipped} examples" in plain
    told = f"rules: {shipped} shipped (1 off), 1 of your own; {2 * shipped + 2} examples, all hold"
    assert told in run("check").stdout


@pytest.mark.parametrize(
    "command", [["check"], ["import", "-"], ["replay", "--since", "2000-01-01"]]
)
def test_a_wrong_rule_stops_every_command_before_anything_is_touched(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    slow = r"feria dominical|feria(?: \w+)*!"
    (tmp_path / "config.yaml").write_text(CONFIG + OWN.format(pattern=slow))

    done = run(*command, stdin=lines(LINE))

    assert done.returncode == 2
    assert "rules.add[0].patterns[0]: takes more than 50 ms on 100 KB" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]


def test_an_added_rule_counts_on_the_spot(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG + OWN.format(pattern="feria dominical"))
    (tmp_path / "note.txt").write_text("Puno: abre la feria dominical\nHay quesos.", "utf-8")

    text = run("why", "note.txt").stdout

    assert "Verdict: relevant" in text
    assert "  +2.00  own.market: Our desk follows markets." in text


def test_a_round_waits_for_nobody_and_says_who_is_at_work(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG)
    code = "import sys; from pathlib import Path; from monitor.cli.common import work_lock\n"
    code += "with work_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "trata.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"

    done = run("run")
    holder.kill()
    holder.communicate()
    after = run("run")

    assert done.returncode == 1
    assert "another trata process is at work" in done.stderr
    assert after.returncode == 0


def test_backup_makes_a_whole_copy_and_keeps_fourteen(stored: Run, tmp_path: Path) -> None:
    assert stored("backup", "copy.db", "--db", "t.db").returncode == 0
    assert "relevant" in stored("status", "--db", "copy.db").stdout
    (tmp_path / "backups").mkdir()
    for day in range(1, 21):
        (tmp_path / "backups" / f"trata-202502{day:02}T081500Z.db").touch()

    stored("backup", "--nightly", "--db", "t.db")

    kept = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert len(kept) == 14
    assert kept[-1] == "trata-20250314T120000Z.db"


def test_help_starts_fast_enough_because_it_loads_no_room() -> None:
    code = "import sys, monitor.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\n"
    code += "print(sorted({'scrapy', 'trafilatura', 'lxml', 'sqlite_utils'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip().endswith("[]")
    for name in ("demo", "run", "daemon", "digest", "search", "why", "extract", "import", "check"):
        assert name in done.stdout


def test_why_shows_no_name_and_no_age_of_a_child(tmp_path: Path) -> None:
    path = tmp_path / "nota.txt"
    path.write_text(
        "Rescatan a joven en Mazuko\nUna joven, Milagros Quispe Rojas, de 15 años, fue rescatada "
        "en un bar de Mazuko. La Policía detuvo a Juan Pérez Soto por trata de personas.",
        "utf-8",
    )

    told = subprocess.run(
        [sys.executable, "-m", "monitor", "why", str(path)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip

    assert "trata de personas" in told.stdout
    for private in ("Milagros", "Quispe", "15 años", "Pérez"):
        assert private not in told.stdout


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_no_title_tells_the_age_of_a_child(tmp_path: Path, how: tuple[str, ...]) -> None:
    path = tmp_path / "nota.txt"
    path.write_text("Rescatan a dos niñas de 12 y 14 años en Juliaca\nEran explotadas.", "utf-8")

    told = subprocess.run(
        [sys.executable, "-m", "monitor", "why", str(path), *how],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip

    assert "Rescatan a dos ni" in told.stdout
    assert "12 y 14" not in told.stdout
