"""What a digest is made of: everything since the last one, told once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.briefs import Material
from monitor.models import Outlet, When
from monitor.polls import Drop, EndpointState, Poll
from storage.store import Store
from tests.builders import NOW
from tests.deciding import BODY, CUSCO, FOOTBALL, Told, claim, decide, mention

OTHER = Outlet(source_id="otro", name="El Otro")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def deliver(store: Store, day: str, until: datetime, since: datetime = NOW - 7 * DAY) -> int:
    return store.save_digest(
        day, since, until, "text", {"text": Path("d.txt")}, blind=False, delivered_at=until
    )


def told_in(material: Material) -> set[int]:
    articles = [a for incident in material.incidents for a in incident.articles if a.is_new]
    return {a.article_id for a in (*articles, *material.others, *material.related)}


def follow_up(hours: float, **changes: object) -> Told:
    fields: dict[str, object] = {
        "url": f"https://otro.example/{hours}",
        "body": f"{CUSCO} {hours}",
        "outlet": OTHER,
        "fetched_at": NOW + timedelta(hours=hours),
        "published": When(NOW + timedelta(hours=hours), "time"),
        **changes,
    }
    return Told(**fields)  # type: ignore[arg-type]


# -- the ledger of digests ------------------------------------------------------------------------


def test_without_a_digest_there_is_no_watermark(store: Store) -> None:
    assert store.watermark() is None
    assert store.last_digest() is None
    assert store.digest_of("2025-03-14") is None


def test_a_delivered_digest_is_remembered_whole(store: Store) -> None:
    number = deliver(store, "2025-03-14", NOW)

    digest = store.digest_of("2025-03-14")
    assert digest is not None
    assert (digest.id, digest.day, digest.until) == (number, "2025-03-14", NOW)
    assert (digest.text, digest.paths, digest.blind) == ("text", {"text": Path("d.txt")}, False)
    assert store.watermark() == NOW
    assert store.last_digest() == digest


def test_a_second_digest_of_a_day_changes_nothing(store: Store) -> None:
    first = deliver(store, "2025-03-14", NOW)

    assert deliver(store, "2025-03-14", NOW + HOUR) == first
    assert store.watermark() == NOW


def test_a_digest_that_was_not_delivered_moves_no_watermark_and_is_made_again(
    store: Store,
) -> None:
    number = store.save_digest(
        "2025-03-14", NOW - DAY, NOW, "draft", {}, blind=True, delivered_at=None
    )
    assert store.watermark() is None

    assert deliver(store, "2025-03-14", NOW + HOUR) == number
    assert store.watermark() == NOW + HOUR


# -- what is told ---------------------------------------------------------------------------------


def test_the_first_digest_covers_its_window(store: Store) -> None:
    store.save(decide(Told(fetched_at=NOW - 8 * DAY)))
    store.save(decide(follow_up(-1), incidents={None: 1.0}))
    store.save(decide(follow_up(5), incidents={None: 1.0}))

    assert told_in(store.digest_material(NOW - 7 * DAY, NOW)) == {2}


def test_no_address_tells_whom_only_the_body_names(store: Store) -> None:
    slug = "https://diario.example/rosenda-ttito-vuelve-a-casa"
    body = f"{BODY} La menor Rosenda Ttito fue rescatada de un bar en Mazuko."
    store.save(decide(Told(url=slug, body=body, title="Vuelve a casa")))

    (incident,) = store.digest_material(NOW - DAY, NOW).incidents
    (alert,) = store.incidents_since("")

    assert [article.url for article in incident.articles] == ["https://diario.example/"]
    assert alert.url == "https://diario.example/"


def test_nothing_is_told_twice_and_nothing_is_lost_over_downtime(store: Store) -> None:
    store.save(decide(Told()))
    assert told_in(store.digest_material(NOW - 7 * DAY, NOW)) == {1}
    deliver(store, "2025-03-14", NOW)

    store.save(decide(follow_up(1)))
    store.save(decide(follow_up(200)))

    assert told_in(store.digest_material(NOW, NOW + 10 * DAY)) == {2, 3}
    deliver(store, "2025-03-24", NOW + 10 * DAY)
    assert told_in(store.digest_material(NOW + 10 * DAY, NOW + 11 * DAY)) == set()


def test_a_clock_that_was_set_back_loses_nothing(store: Store) -> None:
    deliver(store, "2025-03-14", NOW)

    store.save(decide(follow_up(-5)))

    assert told_in(store.digest_material(NOW, NOW + DAY)) == {1}


def test_an_earlier_period_can_be_told_again(store: Store) -> None:
    store.save(decide(Told()))
    deliver(store, "2025-03-14", NOW)
    store.save(decide(follow_up(1), incidents={1: 0.9}))
    deliver(store, "2025-03-15", NOW + DAY)

    again = store.digest_material(NOW - 7 * DAY, NOW)

    (incident,) = again.incidents
    assert [article.article_id for article in incident.articles] == [1]
    assert {claim.article_id for claim in incident.claims} == {1}


# -- incidents ------------------------------------------------------------------------------------


def test_an_incident_comes_with_who_says_what(store: Store) -> None:
    store.save(decide(Told(mentions=(mention("exploitation"), mention("arrest"), mention(None)))))

    (incident,) = store.digest_material(NOW - DAY, NOW).incidents

    assert (incident.incident_id, incident.title) == (1, "Operativo en Tambopata")
    assert incident.is_new
    assert incident.status == "operation"
    assert incident.event == When(datetime(2025, 3, 13, 5, tzinfo=NOW.tzinfo), "day")
    assert [(c.field, c.value, c.outlet, c.is_new) for c in incident.claims] == [
        ("arrested", 7, "Diario de Prueba", True),
        ("rescued", 20, "Diario de Prueba", True),
        ("form", "sexual", "Diario de Prueba", True),
    ]
    assert [(p.role, p.department) for p in incident.places] == [
        ("exploitation", "Madre de Dios"),
        ("arrest", "Madre de Dios"),
    ]
    (article,) = incident.articles
    assert (article.title, article.link_reason) == ("Rescatan a veinte personas", "score 1.0")
    assert article.claims == ()


def test_of_an_older_incident_the_new_is_told_from_the_known(store: Store) -> None:
    store.save(decide(Told()))
    deliver(store, "2025-03-14", NOW)
    store.save(decide(follow_up(1, claims=(claim("rescued", 22),)), incidents={1: 0.9}))

    (incident,) = store.digest_material(NOW, NOW + DAY).incidents

    assert not incident.is_new
    assert [(a.article_id, a.is_new) for a in incident.articles] == [(1, False), (2, True)]
    rescued = [(c.value, c.is_new) for c in incident.claims if c.field == "rescued"]
    assert rescued == [(20, False), (22, True)]


def test_equal_places_of_several_articles_are_one(store: Store) -> None:
    store.save(decide(Told()))
    store.save(decide(follow_up(-1), incidents={1: 0.9}))

    (incident,) = store.digest_material(NOW - DAY, NOW).incidents

    (place,) = incident.places
    assert place.outlets == ("El Otro", "Diario de Prueba")


def test_a_merged_incident_is_told_once_as_the_live_one(store: Store) -> None:
    store.save(decide(Told()))
    store.save(decide(follow_up(-1), incidents={None: 1.0}))
    store.write("UPDATE incidents SET merged_into = 1 WHERE id = 2")

    (incident,) = store.digest_material(NOW - DAY, NOW).incidents

    assert incident.incident_id == 1
    assert {article.article_id for article in incident.articles} == {1, 2}
    assert {claim.article_id for claim in incident.claims} == {1, 2}


# -- other articles -------------------------------------------------------------------------------


def test_articles_outside_incidents_are_told_with_their_claims(store: Store) -> None:
    total = claim("rescued", 900, scope="aggregate")
    store.save(decide(Told(kind="statistics", claims=(total,)), incidents={}))
    store.save(decide(follow_up(-1, label="related", claims=())))

    material = store.digest_material(NOW - DAY, NOW)

    (statistics,) = material.others
    assert statistics.kind == "statistics"
    assert [(c.value, c.scope) for c in statistics.claims] == [(900, "aggregate")]
    assert [article.label for article in material.related] == ["related"]
    assert material.incidents == ()


def reject(store: Store, number: int) -> None:
    for n in range(number):
        told = Told(
            f"https://x.example/{n}", f"{FOOTBALL} {n}", label="rejected", claims=(), fired=False
        )
        store.save(decide(told))


def test_ten_rejects_are_drawn_the_same_ones_each_time(store: Store) -> None:
    reject(store, 40)

    material = store.digest_material(NOW - DAY, NOW)

    assert len(material.rejects) == 10
    assert len({article.article_id for article in material.rejects}) == 10
    assert material.rejects == store.digest_material(NOW - DAY, NOW).rejects
    assert material.rejects[0].reason == "strong.trata: tratantes"


def test_the_next_digest_draws_other_rejects(store: Store) -> None:
    reject(store, 40)
    first = store.digest_material(NOW - DAY, NOW)
    deliver(store, "2025-03-10", NOW - 4 * DAY, NOW - 5 * DAY)

    second = store.digest_material(NOW - DAY, NOW)

    assert (first.number, second.number) == (1, 2)
    assert {a.article_id for a in first.rejects} != {a.article_id for a in second.rejects}


def test_few_rejects_are_all_shown(store: Store) -> None:
    reject(store, 3)

    assert len(store.digest_material(NOW - DAY, NOW).rejects) == 3


def test_no_reject_names_a_victim_in_its_title(store: Store) -> None:
    title, told = "Velan a Yesenia Robles", " La menor Yesenia Robles volvió."
    for n in range(30):
        url = f"https://y.example/{n}"
        one = Told(url, f"{FOOTBALL} {n}{told}", title, "rejected", claims=(), fired=n > 26)
        store.save(decide(one))
    reject(store, 5)

    titles = [article.title for article in store.digest_material(NOW - DAY, NOW).rejects]

    assert sorted(titles) == ["Rescatan a veinte personas"] * 5 + ["Velan a [nombre]"] * 3


# -- counters -------------------------------------------------------------------------------------


def test_the_period_is_counted(store: Store) -> None:
    feed = "https://diario.example/rss"
    for at in (NOW - 9 * DAY, NOW - HOUR):
        number = store.begin_round("crawl", at)
        for outcome in ("ok", "not_modified", "timeout"):
            poll = Poll("diario", feed, outcome, at)
            store.save_poll(number, poll, EndpointState(feed, "diario"))
        for n in range(2):
            store.save_drop(number, Drop("diario", f"https://x.example/{n}", "read", "no_text"), at)
        store.end_round(number, at, "done", {})
    store.save(decide(Told()))
    reject(store, 2)

    material = store.digest_material(NOW - DAY, NOW)

    assert material.counters == {
        "rounds": 1,
        "polls": 3,
        "polls_failed": 1,
        "articles": 3,
        "older": 0,
        "relevant": 1,
        "related": 0,
        "rejected": 2,
        "drops": 2,
        "incidents_new": 1,
        "unlisted": 0,
    }
    assert material.drops == {"read: no_text": 2}


def test_an_empty_database_has_material_too(store: Store) -> None:
    material = store.digest_material(NOW - DAY, NOW)

    assert material.incidents == ()
    assert set(material.counters.values()) == {0}
    assert (material.since, material.until) == (NOW - DAY, NOW)


def test_only_a_first_article_makes_an_incident_new(store: Store) -> None:
    store.save(decide(Told(fetched_at=NOW - 3 * DAY)))
    store.save(
        decide(Told("https://x.example/", BODY, fetched_at=NOW), story=1, incidents={1: 1.0})
    )

    (incident,) = store.digest_material(NOW - DAY, NOW).incidents
    assert not incident.is_new
    assert store.digest_material(NOW - DAY, NOW).counters["incidents_new"] == 0
