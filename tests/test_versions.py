"""An article that its outlet edits: one article, its texts kept, what changed told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from monitor.cli.tell import explanation
from monitor.collect import Taken, take
from monitor.models import Lead, When
from monitor.options import AS_SHIPPED
from monitor.reading import feeds, sitemaps
from storage.store import Store
from tests.builders import NOW, make_article
from tests.test_collect import BODY, LEAD, Round, config, page, playing

__all__ = ["config", "playing"]

URL = "https://diario.example/nota"
FIRST = f"{BODY} Las víctimas llegaron de Ayacucho con la promesa de un trabajo de meseras."
MORE = (
    FIRST.replace("doce mujeres", "quince mujeres").replace("cuatro detenidos", "seis detenidos")
    + " El fiscal Quispe dijo que pedirá prisión preventiva para todos los detenidos."
)
FOOTBALL = (
    "El equipo de la ciudad ganó por dos goles en el último minuto y sigue primero en la tabla, a "
    "tres fechas del final del campeonato, ante un estadio lleno y bajo una lluvia que no paró."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as opened:
        yield opened


def read(
    store: Store, body: str, title: str = "Rescatan a mujeres en Juliaca", *, url: str = URL,
    hours: int = 0, published: When | None = None,
) -> Taken:  # fmt: skip
    at = NOW + timedelta(hours=hours)
    article = make_article(body, title, url=url, published=published or When(NOW, "time"))
    return take(store, replace(article, fetched_at=at))


def test_an_edited_article_is_one_article_whose_texts_are_kept(store: Store) -> None:
    first = read(store, FIRST)

    again = read(store, MORE, "Rescatan a quince mujeres", hours=5)

    assert (again.article_id, again.new, again.edited) == (first.article_id, False, True)
    (article,) = store.rows("SELECT title, body, version, read_again_at, fetched_at FROM articles")
    assert article["title"] == "Rescatan a quince mujeres"
    assert article["body"] == MORE
    assert article["version"] == 2
    assert (article["fetched_at"], article["read_again_at"]) == (
        "2025-03-14T15:00:00Z",
        "2025-03-14T20:00:00Z",
    )
    (old,) = store.rows("SELECT * FROM article_versions")
    assert (old["version"], old["title"], old["body"]) == (
        1,
        "Rescatan a mujeres en Juliaca",
        FIRST,
    )
    counts = json.loads(old["counts_changed"])
    assert (counts["arrested"], counts["rescued"]) == ([4, 6], [12, 15])
    assert old["title_changed"]
    assert old["words_after"] > old["words"]
    assert store.number("SELECT count(*) FROM stories") == 1
    assert store.numbers("SELECT article_count FROM stories") == [1]


def test_what_is_claimed_is_what_the_newest_text_says(store: Store) -> None:
    read(store, FIRST)
    read(store, MORE, hours=5)

    (told,) = store.rows("SELECT * FROM incident_summary")
    assert (told["arrested_min"], told["arrested_max"]) == (6, 6)
    assert (told["incident_id"], told["article_count"]) == (1, 1)
    assert store.number("SELECT count(*) FROM incidents") == 1
    assert [hit.article_id for hit in store.search("preventiva")] == [1]


def test_why_tells_what_was_changed_and_when(store: Store) -> None:
    read(store, FIRST)
    read(store, MORE, hours=5)

    found = store.explain(URL)
    assert found is not None
    text = " ".join(explanation(found, AS_SHIPPED).split())
    assert "text 2, read 2025-03-14 20:00Z: arrested 4 -> 6; rescued 12 -> 15;" in text


def test_a_text_that_comes_back_changes_nothing(store: Store) -> None:
    read(store, FIRST)
    read(store, MORE, hours=5)

    for hours, body in ((6, FIRST), (7, MORE), (8, FIRST)):
        assert not read(store, body, hours=hours).edited

    assert store.number("SELECT version FROM articles") == 2
    assert store.number("SELECT count(*) FROM article_versions") == 1


@pytest.mark.parametrize(
    "dressed",
    [f"{FIRST}\n\nSíguenos en nuestras redes sociales", FIRST.replace("trata", "trata ")],
)
def test_page_debris_and_blanks_make_no_version(store: Store, dressed: str) -> None:
    read(store, FIRST)

    assert not read(store, dressed, hours=5).edited
    assert store.number("SELECT count(*) FROM article_versions") == 0


def test_what_another_address_gives_cut_short_is_no_version(store: Store) -> None:
    read(store, MORE)
    short = MORE.partition(" Hay ")[0]
    article = make_article(short, "Rescatan a mujeres en Juliaca", url=URL)
    amp = replace(article, url=f"{URL}/amp", fetched_at=NOW + timedelta(hours=5))

    assert not take(store, amp).edited
    assert store.number("SELECT version FROM articles") == 1
    assert read(store, short, hours=6).edited


def test_an_earlier_text_that_comes_later_is_kept_and_replaces_nothing(store: Store) -> None:
    read(store, MORE, published=When(NOW + timedelta(hours=4), "time"))

    assert read(store, FIRST, hours=9, published=When(NOW, "time")).edited

    (article,) = store.rows("SELECT body, version FROM articles")
    assert article == {"body": MORE, "version": 2}
    (old,) = store.rows("SELECT version, body, counts_changed FROM article_versions")
    assert (old["version"], old["body"]) == (1, FIRST)
    assert json.loads(old["counts_changed"])["arrested"] == [4, 6]


def test_the_copies_of_an_edited_article_stay_its_copies_in_every_order(tmp_path: Path) -> None:
    arrivals = [(FIRST, URL), (MORE, URL), (FIRST, "https://otro.example/a")]
    for number, order in enumerate(permutations(arrivals)):
        if order.index(arrivals[0]) > order.index(arrivals[1]):
            continue
        with Store.open(tmp_path / f"{number}.db") as store:
            for hours, (body, url) in enumerate(order):
                read(store, body, url=url, hours=hours)
            assert store.numbers("SELECT article_count FROM stories") == [2]
            assert store.number("SELECT count(*) FROM incident_summary") == 1


def test_another_text_at_the_same_address_leaves_the_copies_of_the_old_one(store: Store) -> None:
    read(store, FIRST)
    read(store, FIRST, url="https://otro.example/a")

    read(store, FOOTBALL, "Un triunfo", hours=5)

    stories = store.rows("SELECT id, story_id FROM articles ORDER BY id")
    assert stories[0]["story_id"] != stories[1]["story_id"]
    assert store.number("SELECT article_count FROM incident_summary") == 1


def test_of_ordinary_news_no_versions_are_kept(store: Store) -> None:
    rain = "Lloverá en la sierra central y el jueves habrá neblina en toda la costa del país."
    read(store, rain, "El tiempo")

    assert not read(store, f"{rain} Nevará en el sur.", "El tiempo").edited
    assert store.number("SELECT count(*) FROM article_versions") == 0


def test_ordinary_news_that_turns_to_the_beat_is_taken_up(store: Store) -> None:
    read(store, FOOTBALL)

    assert read(store, MORE, hours=5).label == "relevant"
    assert store.number("SELECT count(*) FROM incident_summary") == 1


def test_what_a_person_decided_of_an_article_outlasts_an_edit(store: Store) -> None:
    read(store, FIRST)
    store.write(
        "INSERT INTO reviews (at, reviewer, action, article_id, before, after, note) "
        "VALUES ('2025-03-14T16:00:00Z', 'ana', 'relevant', 1, '{}', '{}', '')"
    )

    assert read(store, FOOTBALL, hours=5).label == "relevant"


def test_another_outlets_update_is_a_version_of_the_story(store: Store) -> None:
    read(store, FIRST)
    read(store, MORE, url="https://otro.example/a", hours=5)

    row = store.row("SELECT * FROM articles WHERE id = 2")
    assert row is not None
    assert (row["story_id"], row["story_like_id"]) == (1, 1)
    assert json.loads(row["story_differs"])["rescued"] == [12, 15]
    assert "a version with other counts: arrested 4 there, 6 here" in row["story_reason"]
    assert json.loads(row["story_features"])["inner"] > 0.8


def test_a_forgotten_article_has_no_versions(store: Store) -> None:
    read(store, FIRST)
    read(store, MORE, hours=5)

    store.forget(URL)

    assert store.number("SELECT count(*) FROM article_versions") == 0


def test_the_next_digest_corrects_what_an_outlet_took_back(store: Store) -> None:
    read(store, FIRST)
    until = NOW + timedelta(hours=2)
    store.save_digest(
        "2025-03-14", NOW - timedelta(days=1), until, "", {}, blind=False, delivered_at=until
    )
    read(store, MORE, hours=5)

    told = {one.field: (one.before, one.now) for one in store.errata()}
    assert told["arrested"] == ("4", ("6",))


# -- how it comes to be read again ----------------------------------------------------------------


def announced(hours: int) -> Lead:
    return replace(LEAD, updated=When(NOW + timedelta(hours=hours), "time"))


def test_a_page_whose_outlet_says_that_it_changed_is_read_again(playing: Round) -> None:
    (lead,) = playing.sink.unknown([LEAD])
    playing.sink.page(lead, page(lead))
    playing.wait(hours=6)

    assert playing.sink.unknown([LEAD]) == []
    assert playing.sink.unknown([announced(hours=-2)]) == []
    (lead,) = playing.sink.unknown([announced(hours=5)])
    playing.sink.page(lead, replace(page(lead, MORE), fetched_at=playing.now))

    assert playing.sink.counters["leads/edited"] == 1
    assert playing.sink.counters["articles/edited"] == 1
    assert playing.count("SELECT version FROM articles") == 2


def test_a_page_is_not_read_again_and_again(playing: Round) -> None:
    (lead,) = playing.sink.unknown([LEAD])
    playing.sink.page(lead, page(lead))
    playing.wait(hours=6)
    (lead,) = playing.sink.unknown([announced(hours=5)])
    playing.sink.page(lead, page(lead))
    assert playing.sink.counters["articles/known"] == 1

    playing.wait(hours=1)
    assert playing.sink.unknown([announced(hours=5)]) == []
    assert playing.sink.unknown([announced(hours=7)]) == []
    playing.wait(days=20)
    assert playing.sink.unknown([announced(hours=26 * 24)]) == []


def test_ordinary_news_is_never_read_again(playing: Round) -> None:
    (lead,) = playing.sink.unknown([LEAD])
    playing.sink.page(lead, page(lead, FOOTBALL))
    playing.wait(hours=6)

    assert playing.sink.unknown([announced(hours=5)]) == []


def test_feeds_and_sitemaps_say_when_an_article_was_changed() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Nota</title>
      <link href="{URL}"/><published>2025-03-14T10:00:00Z</published>
      <updated>2025-03-14T12:00:00Z</updated></entry></feed>"""
    sitemap = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>
      <loc>{URL}</loc><lastmod>2025-03-14T12:00:00Z</lastmod></url></urlset>"""
    for parse, text in ((feeds.parse, atom), (sitemaps.parse, sitemap)):
        found = parse(text.encode(), url="https://diario.example/feed", source_id="x", now=NOW)
        (lead,) = found.leads  # type: ignore[union-attr]
        assert lead.updated == When(NOW - timedelta(hours=3), "time")
