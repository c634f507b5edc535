"""From configured sources to the morning's digest, on the sample outlets."""

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import monitor.demo
from monitor.cli.demo import QUERIES, write_config
from monitor.demo.server import SampleServer
from monitor.demo.site import build_site
from storage.store import Store
from tests.morning import Morning, trata

SEED = "andeanpost/peru-police-bust-human-trafficking-ring"
FOLLOW_UP = "diarioribereno/dieciocho-meses-prision-preventiva-siete"
OTHER_NUMBERS = "agenciaquipu/policia-rescata-23-personas-puerto-maldonado"
TEMPLATE = "andeanpost/peru-police-break-up-trafficking-ring-loreto"


def incident_of(morning: Morning, name: str) -> int:
    rows = morning.query(
        "SELECT incident_id FROM incident_articles WHERE article_id = ? ORDER BY score DESC",
        morning.articles[name]["id"],
    )
    assert rows, f"{name} tells no incident"
    return int(rows[0]["incident_id"])


# -- fetching --------------------------------------------------------------------------------------


def test_a_round_ends_well_except_for_the_source_that_fails(morning: Morning) -> None:
    assert morning.first.returncode == 1
    assert morning.first.stderr.count("trata:") >= 1
    assert "elfaroserrano: http_error (HTTP 500)" in morning.first.stderr
    assert "Traceback" not in morning.first.stderr + morning.second.stderr


def test_every_announced_article_is_stored_or_counted_as_given_up(morning: Morning) -> None:
    drops = {row["url"] for row in morning.query("SELECT url FROM drops")}
    lost = [
        name
        for name in morning.expected["articles"]
        if name not in morning.articles and not drops & set(morning.site.addresses[name])
    ]

    assert lost == []
    for name, reason in morning.expected["drops"].items():
        assert name not in morning.articles, reason


def test_the_second_round_stores_nothing_and_mostly_gets_304(morning: Morning) -> None:
    first, second = (
        json.loads(row["counters"])
        for row in morning.query("SELECT counters FROM rounds WHERE kind = 'crawl' ORDER BY id")
    )

    assert first["articles/stored"] >= 60
    assert second.get("articles/stored", 0) == 0
    assert second["polls/not_modified"] > sum(
        number
        for name, number in second.items()
        if name.startswith("polls/") and name != "polls/not_modified"
    )


def test_what_robots_txt_forbids_is_never_asked_for(morning: Morning) -> None:
    host = next(host for host in morning.site.hosts if "fronterasur" in host)
    forbidden = re.findall(
        r"(?m)^Disallow: *(\S+)",
        morning.site_text(host, "/robots.txt"),
    )
    asked = [hit.path for hit in morning.server.hits if hit.host == host]

    assert forbidden
    assert [path for path in asked if path.startswith(tuple(forbidden))] == []


def test_each_request_says_who_asks(morning: Morning) -> None:
    agents = {hit.headers.get("user-agent", "") for hit in morning.server.hits}

    assert len(agents) == 1
    assert re.fullmatch(r"trata-monitor/\S+ \(\+demo@trata\.example\)", agents.pop())


# -- judging ---------------------------------------------------------------------------------------


def test_the_verdicts_are_those_that_a_person_gave(morning: Morning) -> None:
    wrong = {
        name: morning.articles[name]["verdict"]
        for name, expected in morning.expected["articles"].items()
        if name in morning.articles
        and morning.articles[name]["verdict"] not in expected.get("accept", [expected["verdict"]])
    }

    assert wrong == {}


def test_the_seed_gives_its_figures_each_with_its_words(morning: Morning) -> None:
    article = morning.articles[SEED]
    claims: dict[str, set[str | int]] = defaultdict(set)
    for claim in morning.query("SELECT * FROM claims WHERE article_id = ?", article["id"]):
        text = article["title"] if claim["part"] == "title" else article["body"]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        if claim["scope"] == "incident":
            claims[claim["field"]].add(claim["value"])

    assert claims["arrested"] == {7}
    assert claims["rescued"] == {20}
    assert claims["promised_pay_pen"] == {3000}
    assert claims["form"] == {"sexual"}
    assert {"false_job", "documents"} <= claims["means"]
    assert "women" not in claims
    assert "Peru21" in claims["cited"]
    assert any("State Department" in str(source) for source in claims["cited"])


def test_the_seed_gives_its_places_each_with_its_part(morning: Morning) -> None:
    places = morning.query(
        "SELECT role, department, ubigeo FROM incident_places WHERE article_id = ?",
        morning.articles[SEED]["id"],
    )
    roles: dict[str, set[str]] = defaultdict(set)
    for place in places:
        roles[place["role"]].add(place["department"])

    assert {"Huánuco", "Cusco", "Apurímac"} <= roles["arrest"]
    assert roles["exploitation"] == {"Madre de Dios"}
    assert roles["recruitment"] == {"Cusco"}
    assert "170101" in {place["ubigeo"] for place in places}


def test_counts_and_departments_are_mostly_those_that_a_person_read(morning: Morning) -> None:
    right = wrong = 0
    for name, expected in morning.expected["articles"].items():
        if name not in morning.articles:
            continue
        for field, value in expected.get("counts", {}).items():
            found = {
                row["value"]
                for row in morning.query(
                    "SELECT value FROM claims WHERE article_id = ? AND field = ? "
                    "AND scope = 'incident'",
                    morning.articles[name]["id"],
                    field,
                )
            }
            wanted = set(value) if isinstance(value, list) else {value}
            right += found == wanted
            wrong += found != wanted

    assert right / (right + wrong) >= 0.9


# -- grouping --------------------------------------------------------------------------------------


def test_copies_of_the_seed_are_one_story(morning: Morning) -> None:
    stories: dict[str, set[int]] = defaultdict(set)
    for name, expected in morning.expected["articles"].items():
        if name in morning.articles and "story" in expected:
            stories[expected["story"]].add(morning.articles[name]["story_id"])

    assert {label: len(found) for label, found in stories.items()} == dict.fromkeys(stories, 1)
    numbers = [number for found in stories.values() for number in found]
    assert len(set(numbers)) == len(numbers)


def test_the_same_ring_in_other_words_and_numbers_and_months_later_is_one_incident(
    morning: Morning,
) -> None:
    ring = {incident_of(morning, name) for name in (SEED, OTHER_NUMBERS, FOLLOW_UP)}

    assert len(ring) == 1


def test_another_ring_in_the_same_sentences_stays_apart(morning: Morning) -> None:
    assert incident_of(morning, TEMPLATE) != incident_of(morning, SEED)


def test_each_incident_is_one_group_and_no_group_holds_two(morning: Morning) -> None:
    groups: dict[str, set[int]] = defaultdict(set)
    for name, expected in morning.expected["articles"].items():
        labels = expected.get("incidents", [])
        if name in morning.articles and len(labels) == 1:
            groups[labels[0]].add(incident_of(morning, name))

    assert {label: len(found) for label, found in groups.items()} == dict.fromkeys(groups, 1)
    numbers = [number for found in groups.values() for number in found]
    assert len(set(numbers)) == len(numbers)


def test_every_link_has_its_reason(morning: Morning) -> None:
    assert morning.query("SELECT * FROM incident_articles WHERE reason = ''") == []


# -- the digest ------------------------------------------------------------------------------------


def test_the_digest_tells_the_seed_with_both_figures(morning: Morning) -> None:
    assert morning.digest.returncode == 0
    text = morning.digest.stdout

    assert "20 – 23" in text
    joined = " ".join(text.split())
    assert "«20 people total were rescued» (Andean Post" in joined
    assert re.search(r"23: «[^»]*23[^»]*» \(Agencia Quipu", joined)
    assert "RESUMEN DEL 14 DE MARZO DE 2025" in text
    assert "El Faro Serrano" in text


def test_the_digest_lies_in_three_formats(morning: Morning) -> None:
    folder = morning.folder / "digests"

    assert sorted(path.name for path in folder.iterdir()) == [
        "digest-2025-03-14.html",
        "digest-2025-03-14.md",
        "digest-2025-03-14.txt",
    ]


@pytest.mark.parametrize("query", QUERIES)
def test_the_queries_that_the_demo_names_have_answers(morning: Morning, query: str) -> None:
    assert morning.query(query)


# -- the demo itself -------------------------------------------------------------------------------


def test_the_demo_ends_with_digest_paths_and_queries(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "monitor", "demo", "--keep", str(tmp_path / "demo")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)

    assert done.returncode == 0, done.stderr
    assert (
        done.stdout.index("Round 1") < done.stdout.index("Round 2") < done.stdout.index("RESUMEN")
    )
    assert (tmp_path / "demo" / "trata.db").exists()
    assert done.stdout.count("sqlite3 -box") == 3
    assert "Traceback" not in done.stderr


def test_the_demo_refuses_a_folder_with_something_else_in_it(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    command = [sys.executable, "-m", "monitor", "demo", "--keep", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)

    assert done.returncode == 2
    assert "thesis.txt" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_the_demo_never_empties_a_folder_of_a_live_monitor(tmp_path: Path) -> None:
    for name in ("config.yaml", "trata.db"):
        (tmp_path / name).write_text("mine")
    command = [sys.executable, "-m", "monitor", "demo", "--keep", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)

    assert done.returncode == 2
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine", "mine"]


def test_another_number_or_place_in_a_page_is_another_in_the_database_and_the_digest(
    tmp_path: Path,
) -> None:
    outlets = tmp_path / "outlets"
    shutil.copytree(Path(monitor.demo.__file__).with_name("outlets"), outlets)
    page = outlets / "articles" / "andeanpost" / "peru-police-break-up-trafficking-ring-loreto.md"
    text = page.read_text("utf-8")
    assert "14 people" in text
    changed = text.replace("14 people", "31 people").replace("Iquitos", "Yurimaguas")
    page.write_text(changed, "utf-8")
    site = build_site(outlets)
    (tmp_path / "play").mkdir()
    with SampleServer(site, tls_hosts=site.tls_hosts) as server:
        write_config(tmp_path / "play", server)
        trata(tmp_path / "play", "run", "--source", "andeanpost")
    digest = trata(tmp_path / "play", "digest").stdout

    with Store.open(tmp_path / "play" / "trata.db", readonly=True) as store:
        rescued = store.column("SELECT value FROM claims WHERE field = 'rescued'")
        places = store.column("SELECT text FROM incident_places")
    assert 31 in rescued
    assert 14 not in rescued
    assert "Yurimaguas" in places
    assert "31 people" in digest
    assert "Yurimaguas" in digest
