"""What readers were told: what is new since, and what earlier digests got wrong."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.briefs import Material, Told
from monitor.reporting.terms import COUNTED
from storage import material
from storage.digests import without
from storage.reviewing import By
from storage.store import Store
from storage.told_queries import COUNTS
from tests.builders import NOW
from tests.deciding import Told as Telling
from tests.deciding import claim, decide

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def deliver(store: Store, days: int = 0, meanwhile: Callable[[], object] = int) -> Material:
    """Deliver the digest of the day that is ``days`` after NOW's.

    Args:
        store: Where.
        days: How many.
        meanwhile: Done after it was made and before it is remembered.
    """
    now = NOW + days * DAY
    material = store.digest_material(store.watermark() or NOW - 7 * DAY, now)
    meanwhile()
    store.save_digest(
        f"{now:%Y-%m-%d}", material.since, now, "", {}, blind=False, delivered_at=now,
        material=material,
    )  # fmt: skip
    return material


def two_incidents(store: Store) -> None:
    store.save(decide(Telling(), title="Uno"))
    other = Telling("https://x.example/2", "Otro texto del todo distinto", title="Otra nota")
    store.save(decide(other, incidents={None: 1.0}, title="Dos"))


def test_the_memory_has_the_figures_that_a_digest_shows() -> None:
    assert set(COUNTS) == set(COUNTED)


def test_nothing_is_corrected_while_nothing_changes(store: Store) -> None:
    two_incidents(store)
    deliver(store)

    assert deliver(store, 1).errata == ()


def test_an_incident_comes_with_what_was_told_of_it(store: Store) -> None:
    store.save(decide(Telling()))
    first = deliver(store)
    more = Telling(
        "https://x.example/2", "Ya son 22", claims=(claim("rescued", 22),), fetched_at=NOW + DAY / 2
    )
    store.save(decide(more, incidents={1: 0.9}))
    second = deliver(store, 1)

    assert first.incidents[0].told is None
    assert second.incidents[0].told == Told(
        "2025-03-14", "operation", frozenset({("arrested", "7"), ("rescued", "20")})
    )


def test_a_merge_is_told_once(store: Store) -> None:
    two_incidents(store)
    deliver(store)
    store.write("UPDATE incidents SET merged_into = 1 WHERE id = 2")

    (erratum,) = deliver(store, 1).errata

    assert (erratum.what, erratum.incident_id, erratum.title) == ("merged", 2, "Dos")
    assert (erratum.day, erratum.into, erratum.into_title) == ("2025-03-14", 1, "Uno")
    assert deliver(store, 2).errata == ()


def test_an_article_that_went_to_another_incident_is_told(store: Store) -> None:
    two_incidents(store)
    more = Telling("https://x.example/3", "Tercer texto", title="Tercera nota", claims=())
    store.save(decide(more, incidents={1: 0.9}))
    deliver(store)
    store.write("UPDATE incident_articles SET incident_id = 2 WHERE article_id = 3")

    (erratum,) = deliver(store, 1).errata

    assert (erratum.what, erratum.incident_id, erratum.into) == ("moved", 1, 2)
    assert (erratum.before, erratum.articles) == ("Tercera nota", 1)
    assert deliver(store, 2).errata == ()


def test_a_figure_that_no_article_gives_any_more_is_corrected(store: Store) -> None:
    store.save(decide(Telling()))
    deliver(store)
    store.write("UPDATE claims SET value = 23 WHERE field = 'rescued'")

    (erratum,) = deliver(store, 1).errata

    assert (erratum.field, erratum.before, erratum.now) == ("rescued", "20", ("23",))
    assert deliver(store, 2).errata == ()


def test_a_figure_that_a_person_corrects_is_told_once(store: Store) -> None:
    store.save(decide(Telling()))
    deliver(store)
    store.review_value(1, "rescued", 21, By("ana", NOW))

    (erratum,) = deliver(store, 1).errata

    assert (erratum.before, erratum.now) == ("20", ("21",))
    assert deliver(store, 2).errata == ()


def test_an_incident_that_a_person_rejected_is_taken_back(store: Store) -> None:
    two_incidents(store)
    deliver(store)
    store.review_incident(2, "rejected", By("ana", NOW))

    assert [(e.what, e.incident_id) for e in deliver(store, 1).errata] == [("gone", 2)]
    assert deliver(store, 2).errata == ()


def test_what_is_decided_while_a_digest_is_made_is_corrected_by_the_next(store: Store) -> None:
    two_incidents(store)

    def decided() -> None:
        store.review_value(1, "rescued", 21, By("ana", NOW))
        store.review_incident(2, "rejected", By("ana", NOW))

    deliver(store, meanwhile=decided)

    gone, figure = deliver(store, 1).errata
    assert (gone.what, gone.incident_id, gone.day) == ("gone", 2, "2025-03-14")
    assert (figure.field, figure.before, figure.now) == ("rescued", "20", ("21",))
    assert deliver(store, 2).errata == ()


def test_a_correction_that_is_overtaken_while_it_is_told_is_corrected(store: Store) -> None:
    two_incidents(store)
    deliver(store)
    store.review_value(1, "rescued", 21, By("ana", NOW))
    deliver(store, 1, lambda: store.review_value(1, "rescued", 22, By("ana", NOW)))

    (figure,) = deliver(store, 2).errata
    assert (figure.field, figure.now) == ("rescued", ("22",))
    assert deliver(store, 3).errata == ()


def test_a_digest_is_made_of_one_instant(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    two_incidents(store)
    read = Store.errata

    def overtaken(self: Store) -> object:
        with Store.open(self.path) as other:
            other.review_value(1, "rescued", 21, By("ana", NOW))
        monkeypatch.undo()
        return read(self)

    monkeypatch.setattr(Store, "errata", overtaken)
    deliver(store)

    assert [(one.field, one.now) for one in deliver(store, 1).errata] == [("rescued", ("21",))]


def test_what_digests_before_the_memory_told_is_known_to_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "old.db") as store:
        store.save(decide(Telling()))
        deliver(store)
        for table in ("told", "notices", "digest_material", "outbox"):
            store.write(f"DROP TABLE {table}")
        store.write("DROP INDEX articles_by_date")
        store.write("DELETE FROM _sqlite_migrations WHERE name = '5_told'")
        store.write("PRAGMA user_version = 4")
    with Store.open(tmp_path / "old.db") as store:
        store.write("UPDATE claims SET value = 23 WHERE field = 'rescued'")

        assert [erratum.before for erratum in deliver(store, 1).errata] == ["20"]


# -- what a digest was made of --------------------------------------------------------------------


def test_a_digest_is_made_of_the_same_ever_after(store: Store) -> None:
    two_incidents(store)
    made = deliver(store)
    store.write("UPDATE incidents SET merged_into = 1 WHERE id = 2")
    store.write("UPDATE claims SET value = 99 WHERE field = 'rescued'")
    deliver(store, 1)

    found = store.material_of(1)

    assert found
    assert (found[0].day, found[1]) == ("2025-03-14", made)
    assert store.material_of(9) is None


def test_what_is_forgotten_is_forgotten_there_too(store: Store) -> None:
    two_incidents(store)
    deliver(store)
    store.forget("https://diario.example/nota")

    found = store.material_of(1)

    assert found
    assert [incident.title for incident in found[1].incidents] == ["Dos"]
    assert without(found[1], 2).incidents == ()
    assert deliver(store, 1).errata == ()


def test_a_name_that_the_body_tells_as_a_victims_is_in_no_digest(store: Store) -> None:
    body = (
        "La joven Rosaluz Quispe Mamani fue rescatada de un bar de Puerto Maldonado. La víctima "
        "fue captada con una falsa oferta de trabajo, informó la fiscalía."
    )
    title = "Rosaluz Quispe vuelve a casa tras meses en Puerto Maldonado"
    store.save(decide(Telling(body=body, title=title, claims=())))

    made = deliver(store)

    (incident,) = made.incidents
    assert "Rosaluz" not in repr(made)
    assert "rosaluz" not in repr(made)
    assert "vuelve a casa tras meses en Puerto Maldonado" in incident.articles[0].title


def test_after_a_large_import_the_latest_are_listed_and_the_rest_is_counted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material, "MOST_LISTED", 1)
    two_incidents(store)
    store.write("UPDATE incidents SET date_event = '2020-01-01' WHERE id = 2")

    made = deliver(store)

    assert [incident.title for incident in made.incidents] == ["Uno"]
    assert made.counters["unlisted"] == 1
    assert deliver(store, 1).incidents == ()


# -- summaries ------------------------------------------------------------------------------------


def test_a_summary_tells_what_was_published_and_moves_nothing(store: Store) -> None:
    store.save(decide(Telling(fetched_at=NOW + 30 * DAY)))
    summary = store.summary_material(NOW - DAY, NOW + DAY)

    assert [incident.title for incident in summary.incidents] == ["Operativo en Tambopata"]
    assert (summary.number, store.watermark()) == (0, None)
    assert store.summary_material(NOW + DAY, NOW + 40 * DAY).incidents == ()


def test_an_incident_is_new_in_the_summary_of_its_first_article_alone(store: Store) -> None:
    store.save(decide(Telling()))
    later = Telling("https://x.example/2", "Ya son 22", fetched_at=NOW, claims=())
    store.save(decide(later, incidents={1: 0.9}))
    store.write("UPDATE articles SET published_at = '2025-03-20T00:00:00Z' WHERE id = 2")

    first = store.summary_material(NOW - DAY, NOW + DAY).incidents
    second = store.summary_material(NOW + DAY, NOW + 9 * DAY).incidents

    assert [(one.is_new, len(one.articles)) for one in (*first, *second)] == [(True, 1), (False, 2)]
