"""Why an article stands where it stands; counts; forgetting."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.models import Lead, Outlet, When
from monitor.polls import Drop
from storage.store import Store
from tests.builders import NOW
from tests.deciding import BODY, COUNTS, CUSCO, FOOTBALL, SCENE, Told, decide

OTHER = Outlet(source_id="otro", name="El Otro")
URL = "https://diario.example/nota"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


# -- explain --------------------------------------------------------------------------------------


def test_an_article_is_explained_with_everything_that_was_decided(store: Store) -> None:
    told = Told()
    store.save(decide(told))
    earlier = When(NOW - timedelta(days=1), "day")
    copy = Told("https://otro.example/a", BODY, outlet=OTHER, published=earlier)
    store.save(decide(copy, story=1, incidents={1: 0.9}))

    found = store.explain("https://otro.example/a")

    assert found is not None
    article = found.article
    assert article is not None
    assert (article.article_id, article.outlet) == (2, "El Otro")
    assert article.verdict.label == "relevant"
    assert article.verdict.reasons == told.examined().judgement.verdict.reasons
    assert article.claims == COUNTS
    assert article.mentions == SCENE[:1]
    assert article.story is not None
    assert (article.story.story_id, article.story.reason) == (1, "same text")
    assert [member.article_id for member in article.story.members] == [2, 1]
    (incident,) = article.incidents
    assert (incident.incident_id, incident.reason, incident.score) == (1, "score 0.9", 0.9)
    assert found.drops == ()


@pytest.mark.parametrize("subject", [URL, "https://m.diario.example/nota", "1"])
def test_an_article_is_found_by_address_alias_or_number(store: Store, subject: str) -> None:
    store.save(decide(Told(aliases=("https://m.diario.example/nota",))))

    found = store.explain(subject)

    assert found is not None
    assert found.article is not None
    assert found.article.url == URL


def test_an_article_is_found_by_a_normalised_form_of_what_was_typed(store: Store) -> None:
    store.save(decide(Told()))

    assert store.explain("http://www.diario.example/nota/?utm_source=x", URL) is not None


def test_an_article_in_a_merged_incident_is_said_to_be_in_the_live_one(store: Store) -> None:
    store.save(decide(Told()))
    store.save(decide(Told("https://x.example/", CUSCO), title="Otro"))
    store.write("UPDATE incidents SET merged_into = 1 WHERE id = 2")

    found = store.explain("https://x.example/")

    assert found is not None
    assert found.article is not None
    assert [(i.incident_id, i.title) for i in found.article.incidents] == [
        (1, "Operativo en Tambopata")
    ]


def test_what_was_given_up_is_explained_too(store: Store) -> None:
    store.save_drop(None, Drop("diario", URL, "read", "no_text", "9 words"), NOW)

    found = store.explain(URL)

    assert found is not None
    assert found.article is None
    assert [(drop.stage, drop.reason, drop.at) for drop in found.drops] == [
        ("read", "no_text", NOW)
    ]


@pytest.mark.parametrize("subject", [URL, "7", "", "9" * 30, "a\0b", "²"])
def test_what_is_unknown_is_not_explained(store: Store, subject: str) -> None:
    assert store.explain(subject) is None


# -- status ---------------------------------------------------------------------------------------


def test_the_status_counts_what_is_there(store: Store) -> None:
    round_id = store.begin_round("crawl", NOW)
    store.save(decide(Told()), round_id)
    store.save(decide(Told("https://x.example/1", CUSCO)), round_id)
    store.save(decide(Told("https://x.example/2", FOOTBALL, label="rejected")), round_id)
    store.write("UPDATE incidents SET merged_into = 1 WHERE id = 2")
    store.end_round(round_id, NOW, "done", {"articles/stored": 3})
    store.save_digest("2025-03-14", NOW, NOW, "", {}, blind=False, delivered_at=NOW)
    store.beat("daemon", NOW)
    store.beat("daemon", NOW + timedelta(minutes=1))
    store.beat("backup", NOW)

    status = store.status()

    assert status.articles == {"relevant": 2, "related": 0, "rejected": 1}
    assert (status.stories, status.incidents) == (3, 1)
    assert status.last_round is not None
    assert status.last_round.status == "done"
    assert status.last_digest is not None
    assert status.last_digest.day == "2025-03-14"
    assert status.heartbeats == {"backup": NOW, "daemon": NOW + timedelta(minutes=1)}
    assert status.size > 100_000


def test_a_new_database_has_a_status(store: Store) -> None:
    status = store.status()

    assert sum(status.articles.values()) == 0
    assert (status.last_round, status.last_digest) == (None, None)


# -- forget ---------------------------------------------------------------------------------------

SECRET = "Zebulona Quispitupac"


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if "-shm" not in file.name)


@pytest.mark.parametrize("label", ["relevant", "rejected"])
def test_of_a_forgotten_article_only_the_address_stays(
    store: Store, tmp_path: Path, label: str
) -> None:
    told = Told(
        body=f"{SECRET} {BODY}",
        title=f"Habla {SECRET}",
        label="relevant" if label == "relevant" else "rejected",
    )
    store.save(decide(told))
    store.save(decide(Told("https://x.example/", CUSCO)))

    assert store.forget(URL) == 1

    row = store.row("SELECT title, body, author, story_id FROM articles WHERE id = 1")
    assert row == {"title": "", "body": None, "author": "", "story_id": None}
    assert store.known_keys([URL]) == {URL}
    assert store.search("Zebulona", rejected=True) == []
    for table in ("claims", "incident_places", "incident_articles", "article_facts"):
        assert store.number(f'SELECT count(*) FROM "{table}" WHERE article_id = 1') == 0
    assert store.number("SELECT count(*) FROM story_shingles WHERE story_id = 1") == 0
    assert [hit.article_id for hit in store.search("ministra")] == [2]
    assert store.check() == []
    store.close()
    content = bytes_of(tmp_path)
    assert b"Quispitupac" not in content
    assert b"quispitupac" not in content


def test_a_forgotten_article_is_not_stored_anew_and_matches_nothing(store: Store) -> None:
    decision = decide(Told())
    store.save(decision)
    store.forget(URL)

    assert store.save(decision) == 1
    assert store.near(Told("https://x.example/").examined()).candidates == ()
    assert store.rows("SELECT * FROM incident_summary") == []
    found = store.explain(URL)
    assert found is not None
    assert found.article is not None
    assert found.article.story is None
    assert found.article.verdict.reasons[0].rule == "forgotten"


def test_the_story_of_a_forgotten_article_goes_on_without_it(store: Store) -> None:
    store.save(decide(Told()))
    store.save(decide(Told("https://x.example/", f"{BODY} {CUSCO}"), story=1, incidents={1: 1.0}))

    store.forget(URL)

    assert store.rows("SELECT article_count, first_article_id FROM stories") == [
        {"article_count": 1, "first_article_id": 2}
    ]
    store.forget("2")
    assert store.rows("SELECT * FROM stories") == []


def test_of_a_forgotten_article_no_failed_lead_is_kept(store: Store) -> None:
    store.save(decide(Told(aliases=("https://m.diario.example/nota",))))
    lead = Lead("diario", "https://diario.example/rss", URL, title=f"Habla {SECRET}")
    store.note_failure("https://m.diario.example/nota", 1, NOW, lead)

    store.forget(URL)

    assert store.rows("SELECT * FROM retries") == []


def test_a_forgotten_article_is_in_no_digest(store: Store) -> None:
    store.save(decide(Told()))
    store.forget(URL)

    material = store.digest_material(NOW - timedelta(days=1), NOW)

    assert material.incidents == ()
    assert material.rejects == ()


def test_what_is_not_stored_cannot_be_forgotten(store: Store) -> None:
    assert store.forget(URL) is None
