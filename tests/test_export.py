"""What leaves the database: whole, safe to open, and never a text, an author or a child's age."""

import csv
import io
import json
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from lxml import html

from monitor import parquet
from monitor.errors import UsageError
from monitor.exporting import FORMATS, export_packets, export_tables
from monitor.judging.claims import FIELDS
from monitor.models import Outlet
from monitor.privacy.addresses import sheltered
from monitor.reporting.exports import codebook, lines
from monitor.reporting.exports.packet import POLICY
from storage.reviewing import By
from storage.store import Store
from tests import morning as plays
from tests import test_versions as versions
from tests.builders import DIARIO, NOW
from tests.deciding import BODY, Told, claim, decide, mention
from tests.morning import Morning

ROWS = ("incidents", "claims", "places", "articles")
HOSTILE = (
    '=HYPERLINK("http://malo.example")',
    "+51 999, 'comillas' y \"comillas\"",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "línea\r\ncortada\n=1",
    "nulo\0y lone \ud800",
    "＝1+1",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_json(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


@pytest.fixture(scope="module")
def exported(morning: Morning, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo's export in all formats."""
    folder = tmp_path_factory.mktemp("export") / "out"
    words = [word for form in FORMATS for word in ("--format", form)]
    done = plays.trata(morning.folder, "export", str(folder), *words)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


pytestmark = pytest.mark.xdist_group("morning")


# -- the tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [*ROWS, "counts"])
def test_each_format_has_the_same_rows_with_the_columns_of_the_codebook(
    exported: Path, table: str
) -> None:
    names = [column.column for column in codebook.tables()[table]]
    told = {(row["table"], row["column"]): row for row in read_csv(exported / "codebook.csv")}
    in_csv = read_csv(exported / f"{table}.csv")
    in_json = read_json(exported / f"{table}.jsonl")
    in_parquet = pyarrow.parquet.read_table(exported / f"{table}.parquet").to_pylist()

    assert len(in_csv) >= 10
    assert list(in_csv[0]) == list(in_json[0]) == list(in_parquet[0]) == names
    assert in_json == in_parquet
    assert all(told[table, name]["meaning"] for name in names)
    for plain, typed in zip(in_csv, in_json, strict=True):
        for name in names:
            value = "" if typed[name] is None else str(typed[name])
            assert plain[name].removeprefix("'") == value.removeprefix("'")


def test_the_incidents_are_those_of_the_view(exported: Path, morning: Morning) -> None:
    rows = {row["incident_id"]: row for row in read_json(exported / "incidents.jsonl")}
    seen = morning.query("SELECT * FROM incident_summary")

    assert set(rows) == {row["incident_id"] for row in seen}
    assert set(seen[0]) - set(rows[1]) == {"kind"}
    for row in seen:
        told = rows[row["incident_id"]]
        for name in ("title", "status", "date_event", "arrested_max", "rescued_min", "minors_max"):
            assert told[name] == row[name]
        departments = (row["departments"] or "").replace(",", ";")
        assert (told["departments"] or "") == departments


def test_numbers_of_incidents_and_articles_lead_to_rows(exported: Path) -> None:
    rows = {table: read_json(exported / f"{table}.jsonl") for table in ROWS}
    incidents = {str(row["incident_id"]) for row in rows["incidents"]}
    articles = {row["article_id"] for row in rows["articles"]}

    for table in ("claims", "places"):
        assert {row["article_id"] for row in rows[table]} <= articles
        assert {str(row["incident_id"]) for row in rows[table]} <= incidents | {"None"}
    for row in rows["articles"]:
        assert set((row["incident_ids"] or "").split("; ")) <= incidents | {""}


def test_the_map_has_each_incident_once_and_peru_where_it_is(exported: Path) -> None:
    found = json.loads((exported / "incidents.geojson").read_text("utf-8"))
    features = found["features"]

    assert found["type"] == "FeatureCollection"
    assert len(features) == len(read_csv(exported / "incidents.csv"))
    placed = [feature for feature in features if feature["geometry"]]
    assert len(placed) >= 8
    for feature in placed:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -82 < longitude < -68
        assert -19 < latitude < 1


def test_no_text_and_no_author_leaves(exported: Path, morning: Morning) -> None:
    whole = "".join(path.read_text("utf-8", "replace") for path in sorted(exported.iterdir()))
    outlets = {article["outlet"] for article in morning.articles.values()}
    authors = {article["author"] for article in morning.articles.values()} - outlets - {""}

    assert len(authors) >= 5
    assert not [author for author in authors if author in whole]
    for article in morning.articles.values():
        for paragraph in (article["body"] or "").split("\n"):
            if len(paragraph) > 150:
                assert paragraph not in whole


def test_files_are_for_their_owner_alone_and_named_with_their_hash(exported: Path) -> None:
    manifest = json.loads((exported / "manifest.json").read_text("utf-8"))

    assert {one["name"] for one in manifest["files"]} == {
        path.name for path in exported.iterdir()
    } - {"manifest.json"}
    for one in manifest["files"]:
        content = (exported / one["name"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(content), sha256(content).hexdigest())
    modes = {stat.S_IMODE(path.stat().st_mode) for path in exported.iterdir()}
    assert modes == {0o600}


def test_the_same_database_gives_the_same_bytes(
    exported: Path, morning: Morning, tmp_path: Path
) -> None:
    with Store.open(morning.database, readonly=True) as store:
        export_tables(store, tmp_path, FORMATS)

    for path in exported.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


# -- what outlets write ---------------------------------------------------------------------------


def tell(store: Store, number: int, told: Told, incident: int | None = None) -> int:
    told = replace(told, url=f"https://diario.example/{number}", body=f"{told.body} {number}")
    return store.save(decide(told, incidents={incident: 1.0}))


def test_no_cell_is_a_formula_and_no_line_is_broken(store: Store, tmp_path: Path) -> None:
    for number, words in enumerate(HOSTILE):
        outlet = Outlet(source_id="malo", name=words)
        tell(store, number, Told(title=words, outlet=outlet, claims=(claim("gang", words, words),)))

    export_tables(store, tmp_path / "out", FORMATS)

    for table in ROWS:
        path = tmp_path / "out" / f"{table}.csv"
        rows = read_csv(path)
        assert len(rows) == len(HOSTILE)
        assert len(path.read_text("utf-8").split("\n")) == len(HOSTILE) + 2
        for row in rows:
            numbers = {"latitude", "longitude"}
            for name in set(row) - numbers:
                assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r", "＝")), row
                assert "\0" not in row[name]
    outlets = [row["outlet"] for row in read_json(tmp_path / "out" / "articles.jsonl")]
    assert outlets[0] == HOSTILE[0]
    assert outlets[5] == HOSTILE[5]


@pytest.mark.parametrize(
    "value", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\xa0+1"]
)
def test_a_formula_gets_an_apostrophe(value: str) -> None:
    (read,) = csv.reader(io.StringIO(lines.csv_line([value]), newline=""))

    assert read == [f"'{value}"]


def test_numbers_stay_numbers() -> None:
    assert lines.csv_line([-12.59, -1, None, 0]) == "-12.59,-1,,0\n"


def test_ages_of_children_are_left_out(store: Store, tmp_path: Path) -> None:
    words = "rescataron a una niña de 12 años"
    tell(store, 1, Told(title="Rescatan a niña de 13 años", claims=(claim("minors", 1, words),)))

    export_tables(store, tmp_path / "out")
    export_packets(store, tmp_path / "out", [1], "es")

    for path in sorted((tmp_path / "out").iterdir()):
        text = path.read_text("utf-8")
        assert "12 años" not in text, path.name
        assert "13 años" not in text, path.name
    assert read_json(tmp_path / "out" / "articles.jsonl")[0]["title"] == "Rescatan a niña"


def test_a_victim_whom_one_text_names_is_left_out_of_all(store: Store, tmp_path: Path) -> None:
    body = "La víctima, María Quispe Mamani, fue rescatada ayer por la Policía en un bar de Cusco."
    title = "Caso María Quispe: fiscalía pide quince años de prisión"
    quote = claim("rescued", 1, "el testimonio de María Quispe")
    tell(store, 1, Told(body=body, claims=()))
    tell(store, 2, Told(title=title, claims=(quote,)), incident=1)

    export_tables(store, tmp_path / "out", FORMATS)
    export_packets(store, tmp_path / "out", [1], "es")

    assert read_json(tmp_path / "out" / "articles.jsonl")[1]["title"].startswith("Caso [nombre]:")
    assert read_json(tmp_path / "out" / "claims.jsonl")[0]["quote"] == "el testimonio de [nombre]"
    packet = (tmp_path / "out" / "incident-1.html").read_text("utf-8")
    assert "[nombre]" in packet
    for path in (tmp_path / "out").iterdir():
        assert b"Quispe" not in path.read_bytes(), path.name


@pytest.mark.parametrize(
    ("slug", "kept"),
    [
        ("caso-maria-quispe", ""),
        ("liberan-a-Mar%C3%ADa_Quispe.html", ""),
        ("rescatan-a-yessenia/", ""),
        ("rescatan-nina-de-12-anos", ""),
        ("condenan-a-14-anos-de-carcel", "condenan-a-14-anos-de-carcel"),
        ("maria-del-triunfo-quispe", "maria-del-triunfo-quispe"),
        ("?p=2014", "?p=2014"),
    ],
)
def test_an_address_names_no_victim_and_no_age(slug: str, kept: str) -> None:
    known = frozenset({"maria quispe mamani", "yessenia"})

    assert sheltered(f"https://diario.example/{slug}", known) == f"https://diario.example/{kept}"


def test_rejected_articles_and_incidents_stay_at_home(store: Store, tmp_path: Path) -> None:
    tell(store, 1, Told())
    tell(store, 2, Told())
    store.save(decide(Told(url="https://diario.example/x", label="rejected", keys=())))
    store.review_incident(1, "rejected", By("ana", NOW))

    export_tables(store, tmp_path / "out")

    rows = {table: read_json(tmp_path / "out" / f"{table}.jsonl") for table in ROWS}
    assert [row["incident_id"] for row in rows["incidents"]] == [2]
    assert {row["incident_id"] for row in rows["claims"]} == {None, 2}
    assert [row["incident_ids"] for row in rows["articles"]] == [None, "2"]


# -- files ----------------------------------------------------------------------------------------


def test_a_second_export_replaces_the_first(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    tell(store, 1, Told())
    export_tables(store, folder)
    tell(store, 2, Told())
    export_tables(store, folder)

    assert len(read_csv(folder / "incidents.csv")) == 2
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_what_fails_leaves_nothing(morning: Morning, tmp_path: Path) -> None:
    folder = tmp_path / "out"

    done = plays.trata(morning.folder, "export", str(folder), "--packet", "1", "--packet", "9999")

    assert done.returncode == 1
    assert done.stderr == "trata: incident 9999: there is no such incident\n"
    assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--packet", "1", "--k", "11"], "tells of one incident"),
        (["--k", "1"], "not in the range"),
        (["--format", "xlsx"], "is not one of"),
    ],
)
def test_wrong_use_is_told_and_touches_nothing(
    morning: Morning, tmp_path: Path, words: Sequence[str], complaint: str
) -> None:
    done = plays.trata(morning.folder, "export", str(tmp_path / "out"), *words)

    assert done.returncode == 2
    assert complaint in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_wrong_use(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    for folder in (tmp_path / "file", tmp_path / "no" / "such"):
        with pytest.raises(UsageError, match="cannot be written"):
            export_tables(store, folder)


def test_without_pyarrow_parquet_says_how_to_get_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    parquet._pyarrow.cache_clear()

    with pytest.raises(UsageError, match="make parquet"):
        export_tables(store, tmp_path / "out", ("csv", "parquet"))
    assert not (tmp_path / "out").exists()


def test_json_says_what_was_written(morning: Morning, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = plays.trata(morning.folder, "export", str(folder), "--format", "csv", "--json")

    told = json.loads(done.stdout)
    assert {one["name"] for one in told["files"]} == {path.name for path in folder.iterdir()}
    rows = {one["name"]: one["rows"] for one in told["files"]}
    assert rows["incidents.csv"] == len(read_csv(folder / "incidents.csv"))


# -- withheld counts ------------------------------------------------------------------------------


def test_with_k_only_counts_are_written(morning: Morning, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = plays.trata(morning.folder, "export", str(folder), "--k", "11")

    assert done.returncode == 0
    assert {path.stem for path in folder.iterdir()} == {
        "counts", "codebook", "crosswalk", "manifest"
    }  # fmt: skip
    for row in read_json(folder / "counts.jsonl"):
        for name, value in row.items():
            assert not isinstance(value, int) or value == 0 or value >= 11, (name, row)


def test_with_k_a_folder_with_rows_is_refused(store: Store, tmp_path: Path) -> None:
    tell(store, 1, Told())
    export_tables(store, tmp_path / "out")

    with pytest.raises(UsageError, match="give away"):
        export_tables(store, tmp_path / "out", k=11)


# -- the packet -----------------------------------------------------------------------------------


@pytest.fixture
def page(store: Store, tmp_path: Path) -> Any:
    """Return the packet of an incident of two hostile articles and a review, parsed."""
    for number, words in enumerate(HOSTILE):
        outlet = replace(DIARIO, name=words)
        told = Told(
            title=words, outlet=outlet, claims=(claim("rescued", 20, "20"), claim("gang", words)),
            mentions=(mention("rescue"),),
        )  # fmt: skip
        tell(store, number, told, 1 if number else None)
    store.write("UPDATE articles SET url = 'javascript:alert(1)' WHERE id = 1")
    store.review_incident(1, "accepted", By("ana <b>", NOW, "visto <script>"))
    export_packets(store, tmp_path / "out", [1], "es")
    return html.fromstring((tmp_path / "out" / "incident-1.html").read_text("utf-8"))


def test_the_packet_is_one_page_that_loads_nothing(page: Any) -> None:
    allowed = {
        "html", "head", "meta", "title", "style", "body", "header", "main", "h1", "h2", "p", "dl",
        "dt", "dd", "div", "table", "thead", "tbody", "tr", "th", "td", "q", "a", "br", "article",
        "code",
    }  # fmt: skip
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}

    assert tags <= allowed
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    for element in page.iter():
        assert not [name for name in dict(element.attrib) if name.startswith("on") or name == "src"]
    for link in page.xpath("//@href"):
        assert link.startswith(("https://", "#"))


def test_the_packet_has_words_times_hashes_and_the_reviews(page: Any, store: Store) -> None:
    text = page.text_content()

    for article in store.rows("SELECT body, fetched_at FROM articles"):
        assert sha256(article["body"].encode()).hexdigest() in text
        assert article["fetched_at"] in text
    assert "<script>alert(1)</script>" in text
    assert "ana <b>" in text
    assert "visto <script>" in text
    assert BODY not in text


def test_a_merged_incident_gives_the_packet_of_the_one_that_lives(
    store: Store, tmp_path: Path
) -> None:
    tell(store, 1, Told())
    tell(store, 2, Told())
    store.write("UPDATE incidents SET merged_into = 1 WHERE id = 2")

    (written,) = export_packets(store, tmp_path / "out", [2], "en")

    assert written.name == "incident-1.html"
    page = html.fromstring((tmp_path / "out" / "incident-1.html").read_text("utf-8"))
    assert len(page.xpath("//article")) == 2


def test_the_packet_keeps_the_hashes_of_texts_that_were_edited(
    store: Store, tmp_path: Path
) -> None:
    versions.read(store, versions.FIRST)
    versions.read(store, versions.MORE, "Rescatan a quince mujeres", hours=5)

    export_packets(store, tmp_path / "out", [1], "es")

    text = html.fromstring((tmp_path / "out" / "incident-1.html").read_bytes()).text_content()
    for body in (versions.FIRST, versions.MORE):
        assert sha256(body.encode()).hexdigest() in text
    assert "Personas rescatadas: 12 → 15" in text


# -- codebook and crosswalk -----------------------------------------------------------------------


def test_every_form_and_means_has_its_counterparts() -> None:
    known = {(one.field, one.value) for one in codebook.crosswalk()}

    for field in ("form", "means"):
        meaning = FIELDS[field].partition(": ")[2].rstrip(".").replace(" or ", ", ")
        values = {value.strip() for value in meaning.split(",")}
        assert len(values) >= 9
        assert {(field, value) for value in values} <= known


def test_the_codebook_names_no_column_twice() -> None:
    for table, columns in codebook.tables().items():
        names = [column.column for column in columns]
        assert len(set(names)) == len(names), table
        assert all(column.meaning.endswith(".") for column in columns)
