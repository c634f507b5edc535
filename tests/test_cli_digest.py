"""``trata digest`` as a user calls it: formats, summaries, earlier digests, mails, alerts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from monitor import periods
from monitor.errors import UsageError
from storage.store import Store
from tests.calling import Run
from tests.mailbox import Mailbox, breaking, serving, willing
from tests.markup import Markup
from tests.test_cli import LINE, lines

SOURCES = """
sources:
  - id: diario
    name: Diario
    homepage: https://diario.example
    endpoints: [{kind: feed, url: "https://diario.example/feed"}]
"""
LATER = {
    **LINE,
    "url": "https://elsur.example/2",
    "outlet": "El Sur",
    "published": "2025-03-14",
    "title": "La Rinconada: ya son catorce las rescatadas",
    "text": str(LINE["text"]).replace("doce", "catorce"),
}


@pytest.fixture
def told(run: Run, tmp_path: Path) -> Run:
    """Call a command in a folder with one article and the digest of 14 March."""
    (tmp_path / "config.yaml").write_text(
        "database: t.db\ndelivery: {formats: [text, html, json, atom]}\n" + SOURCES, "utf-8"
    )
    run("import", "-", stdin=lines(LINE))
    assert run("digest").returncode == 0
    return run


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "digests").iterdir())}


# -- formats --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("told")
def test_each_format_asked_for_lies_in_the_folder(tmp_path: Path) -> None:
    assert list(made(tmp_path)) == [
        "digest-2025-03-14.html", "digest-2025-03-14.json", "digest-2025-03-14.txt",
        "incidents.atom",
    ]  # fmt: skip


def test_json_has_the_values_of_the_database(told: Run, tmp_path: Path) -> None:
    digest = json.loads(made(tmp_path)["digest-2025-03-14.json"])
    printed = json.loads(told("digest", "--rebuild", "1", "--json").stdout)

    (incident,) = digest["new"]
    (rescued,) = (one for one in incident["figures"] if one["field"] == "rescued")
    assert (digest["number"], digest["day"], digest["shape"]) == (1, "2025-03-14", 1)
    assert (incident["forms"], incident["departments"]) == (["sexual"], ["Puno"])
    assert (rescued["best"], rescued["said"][0]["outlets"]) == (12, ["La Hora"])
    assert incident["texts"][0]["first"]["url"] == LINE["url"]
    assert printed["digest"] == digest


def test_the_feed_is_valid_and_goes_on_with_what_was_told(told: Run, tmp_path: Path) -> None:
    first = feedparser.parse(made(tmp_path)["incidents.atom"])
    told("import", "-", "--now", "2025-03-14T13:00:00Z", stdin=lines(_other()))
    told("digest", "--now", "2025-03-15T12:00:00Z")
    raw = made(tmp_path)["incidents.atom"]
    second = feedparser.parse(raw)

    assert (first.bozo, second.bozo) == (False, False)
    assert [len(feed.entries) for feed in (first, second)] == [1, 2]
    assert second.entries[1].id == first.entries[0].id
    assert second.entries[1].link == LINE["url"]
    assert second.feed.updated == "2025-03-15T12:00:00Z"
    schema = "{http://www.w3.org/2005/Atom}"
    tree = etree.fromstring(raw)
    for parent in (tree, *tree.iter(f"{schema}entry")):
        assert {f"{schema}{name}" for name in ("id", "title", "updated")} <= {c.tag for c in parent}
    contents = tree.iter(f"{schema}content")
    assert [fault for one in contents for fault in Markup(one.text or "").faults] == []


def _other() -> dict[str, object]:
    text = str(LINE["text"]).replace("La Rinconada, en Puno", "Iquitos, en Loreto")
    changed = text.replace("doce", "ocho").replace("cuatro", "dos")
    return {**LINE, "url": "https://selva.example/9", "title": "Ocho en Iquitos", "text": changed}


def test_a_format_is_printed_alone_so_that_it_can_be_piped(told: Run) -> None:
    page = told("digest", "--rebuild", "1", "--dry-run", "--format", "html").stdout
    english = told("digest", "--rebuild", "1", "--dry-run", "--language", "en").stdout

    assert Markup(page).faults == []
    assert page.startswith("<!doctype html>")
    assert "HUMAN TRAFFICKING IN PERU: DIGEST OF 14 MARCH 2025" in english


def test_printing_a_format_or_another_language_leaves_the_archive_alone(
    told: Run, tmp_path: Path
) -> None:
    before = made(tmp_path)

    told("digest", "--rebuild", "1", "--language", "en", "--format", "text")
    told("digest", "--period", "2025-03", "--format", "markdown")
    assert made(tmp_path) == before

    told("digest", "--rebuild", "1", "--language", "en")
    told("digest", "--period", "2025-03", "--language", "en")
    after = made(tmp_path)
    assert {name: after[name] for name in before} == before
    english = [name for name in after if name not in before]
    assert english == [
        f"{stem}-en.{ending}"
        for stem in ("digest-2025-03-14", "summary-2025-03-01--2025-03-31")
        for ending in ("html", "json", "txt")
    ]


# -- earlier digests ------------------------------------------------------------------------------


def test_an_earlier_digest_is_made_again_as_it_was(told: Run, tmp_path: Path) -> None:
    before = made(tmp_path)
    told("import", "-", "--now", "2025-03-15T10:00:00Z", stdin=lines(LATER))
    told("digest", "--now", "2025-03-15T12:00:00Z")
    with Store.open(tmp_path / "t.db") as store:
        store.write("UPDATE claims SET value = 99")
        store.write("UPDATE incidents SET title = 'Otro'")
    for path in (tmp_path / "digests").glob("*2025-03-14*"):
        path.unlink()

    again = told("digest", "--rebuild", "2025-03-14")

    after = made(tmp_path)
    assert again.returncode == 0
    assert again.stderr == ""
    kept = [name for name in before if name != "incidents.atom"]
    assert [after[name] == before[name] for name in kept] == [True] * 3


@pytest.mark.parametrize("name", ["9", "2020-01-01", "x"])
def test_a_digest_that_never_was_is_not_made(told: Run, name: str) -> None:
    done = told("digest", "--rebuild", name)

    assert done.returncode == 2
    assert "is kept" in done.stderr


def test_only_one_of_them_can_be_meant(told: Run) -> None:
    assert told("digest", "--day", "2025-03-14", "--period", "week").returncode == 2


# -- summaries ------------------------------------------------------------------------------------


def test_a_summary_moves_nothing(told: Run, tmp_path: Path) -> None:
    told("import", "-", "--now", "2025-03-14T13:00:00Z", stdin=lines(LATER))
    summary = told("digest", "--period", "2025-03-10..2025-03-14")
    with Store.open(tmp_path / "t.db") as store:
        assert store.number("SELECT count(*) FROM digests") == 1
        assert store.number("SELECT count(*) FROM articles WHERE digest_id IS NULL") == 1

    assert "DEL 10 DE MARZO DE 2025 AL 14 DE MARZO DE 2025" in summary.stdout
    assert "https://elsur.example/2" in summary.stdout
    assert "summary-2025-03-10--2025-03-14.html" in made(tmp_path)
    assert "https://elsur.example/2" in told("digest", "--now", "2025-03-15T12:00:00Z").stdout


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("week", "2025-03-08", "2025-03-14"),
        ("month", "2025-02-15", "2025-03-14"),
        ("last-week", "2025-03-03", "2025-03-09"),
        ("last-month", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2025-03-01..2025-03-01", "2025-03-01", "2025-03-01"),
    ],
)
def test_a_period_is_named_in_several_ways(text: str, first: str, last: str) -> None:
    days = periods.read(text, date(2025, 3, 14))

    assert (str(days.first), str(days.last)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "year", "2025-13", "2025-03-14..2025-03-01", "1..2", "..", "9999-12"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        periods.read(text, date(2025, 3, 14))


def test_the_last_day_of_a_month_has_a_month_before() -> None:
    assert str(periods.read("month", date(2025, 3, 31)).first) == "2025-03-01"
    assert str(periods.read("month", date(2025, 1, 31)).first) == "2025-01-01"


# -- mails and alerts -----------------------------------------------------------------------------


@contextmanager
def mailed(folder: Path, box: Mailbox, alerts: str = "") -> Iterator[None]:
    """Configure a mail server that runs meanwhile."""
    with serving(box) as mail:
        (folder / "config.yaml").write_text(
            f"""
database: t.db
delivery:
  mail: {{server: {mail.server}, port: {mail.port}, security: none, sender: m@trata.example,
    to: [desk@ong.example], timeout_seconds: 5}}
{alerts}
{SOURCES}""",
            "utf-8",
        )
        yield


ALERTS = """
alerts:
  - {id: puno, when: incident, departments: [Puno]}
  - {id: lima, when: incident, departments: [Lima]}
  - {id: sources, when: source}
"""


def test_the_digest_is_mailed_once_however_often_it_is_called(run: Run, tmp_path: Path) -> None:
    box = Mailbox()
    with mailed(tmp_path, box):
        run("import", "-", stdin=lines(LINE))
        codes = [run("digest").returncode for _ in range(3)]

    assert codes == [0, 0, 0]
    assert [str(mail["Subject"]) for mail in box.mails] == [
        "Trata de personas en el Perú: resumen del 14 de marzo de 2025"
    ]


def test_a_mail_that_was_refused_goes_out_with_a_later_call(run: Run, tmp_path: Path) -> None:
    box = Mailbox(recipient="450 later")
    with mailed(tmp_path, box):
        run("import", "-", stdin=lines(LINE))
        refused = run("digest")
        waiting = run("status").stdout
        box.recipient = "250 OK"
        assert run("digest", "--now", "2025-03-14T13:00:00Z").returncode == 0

    assert refused.returncode == 1
    assert "not sent (queued): mail, «Trata" in waiting
    assert "450 later; it is tried again" in refused.stderr
    assert len(box.raw) == 1


def test_a_mail_that_may_have_gone_out_is_sent_again_on_purpose(run: Run, tmp_path: Path) -> None:
    box = Mailbox(breaking)
    with mailed(tmp_path, box):
        run("import", "-", stdin=lines(LINE))
        run("digest")
        told = run("status").stdout
        box.mood = willing
        assert run("digest", "--now", "2025-03-14T13:00:00Z").returncode == 0
        assert box.raw == []
        again = run("resend", "1")
        twice = run("resend", "1")

    assert "nobody knows whether it was sent (uncertain): mail, «Trata" in told
    assert "to send it again: trata resend 1" in told
    assert (again.returncode, len(box.raw), twice.returncode) == (0, 1, 2)


def test_a_new_incident_is_told_at_once_and_once(run: Run, tmp_path: Path) -> None:
    box = Mailbox()
    with mailed(tmp_path, box, ALERTS):
        run("import", "-", stdin=lines(LINE))
        run("import", "-", stdin=lines(LATER))

    (mail,) = box.mails
    assert str(mail["Subject"]).startswith("Incidente nuevo: ")
    assert str(LINE["url"]) in mail.get_content()


def test_what_was_known_before_an_alert_is_not_told_by_it(run: Run, tmp_path: Path) -> None:
    run("import", "-", "--db", "t.db", "--now", "2025-03-13T12:00:00Z", stdin=lines(LINE))
    box = Mailbox()
    with mailed(tmp_path, box, ALERTS):
        run("import", "-", stdin=lines(LATER))

    assert box.raw == []


def test_a_source_that_falls_silent_is_told_once_and_when_it_is_back(
    run: Run,
    tmp_path: Path,
) -> None:
    box = Mailbox()
    with mailed(tmp_path, box, ALERTS):
        run("import", "-", stdin=lines(LINE))
        box.raw.clear()
        for failures, hour in ((3, 13), (4, 14), (0, 15), (0, 16)):
            with Store.open(tmp_path / "t.db") as store:
                _poll(store, failures)
            run("import", "-", "--now", f"2025-03-14T{hour}:00:00Z", stdin="")

    assert [str(mail["Subject"]) for mail in box.mails] == [
        "Diario: falla", "Diario: de vuelta, responde otra vez",
    ]  # fmt: skip


def _poll(store: Store, failures: int) -> None:
    """Leave an endpoint of the source that failed so often in a row."""
    store.write(
        "INSERT OR REPLACE INTO sources VALUES "
        "('diario', 'Diario', '', 'press', 'PE', '[]', 'es', 1, 1)"
    )
    store.write(
        "INSERT OR REPLACE INTO endpoints (url, source_id, failures, last_poll_at, "
        "last_success_at, last_outcome) VALUES ('https://diario.example/feed', 'diario', ?, "
        "'2025-03-14T12:00:00Z', '2025-03-14T12:00:00Z', 'timeout')",
        (failures,),
    )
    store.write("UPDATE articles SET source_id = 'diario'")
