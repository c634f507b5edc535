"""What the choice of words adds to the rules, and that it stays within bounds."""

import pytest

from monitor.judging import judge, words
from monitor.judging.claims.facts import form_words
from monitor.judging.relevance import learned
from monitor.models import Reason, Verdict
from monitor.options import Rules, TermEntry
from monitor.text import fold
from tests.builders import make_article

TITLE = "Cosían de noche y con la puerta cerrada en un tercer piso de Zárate"
BODY = (
    "Nueve muchachos de Acobamba dormían bajo las mesas de corte de un taller de San Juan de "
    "Lurigancho y no salían ni los domingos. El patrón les guardaba el documento y les anotaba en "
    "un cuaderno la comida, el pasaje y el hilo que malograban, de modo que al cabo de ocho meses "
    "ninguno había cobrado y todos le debían. Uno de ellos se descolgó por la ventana y avisó en "
    "el mercado. La policía rompió el candado, llevó a los chicos a un albergue y detuvo al dueño "
    "y a su hermana. Los padres contaron que una paisana les había ofrecido trabajo con cama y "
    "mil soles al mes para sus hijos, y que desde marzo no volvieron a oír de ellos."
)
DULL = (
    "El Congreso debatirá el jueves el proyecto que amplía el plazo para pagar el impuesto "
    "predial. "
    "La presidenta de la comisión dijo que los alcaldes pidieron más tiempo y que el Ejecutivo no "
    "se opone. Los vecinos podrán pagar en cuatro partes, sin intereses, y las oficinas atenderán "
    "también los sábados. El dictamen pasó por mayoría, con dos abstenciones, luego de una sesión "
    "de tres horas en la que se escuchó a representantes de ocho municipios de Lima y Callao. Se "
    "espera que el pleno lo vote antes de fin de mes, según el acuerdo de la junta de portavoces."
)


def test_a_story_that_no_rule_foresees_is_known_by_its_words() -> None:
    article = make_article(TITLE, BODY)

    told = judge(article)
    alone = judge(article, Rules(off=("learned.words",)))

    assert told.verdict.label == "relevant"
    assert _spoken(told.verdict)
    assert not _spoken(alone.verdict)


def test_the_words_that_weigh_most_are_shown_where_they_stand() -> None:
    article = make_article(TITLE, BODY)

    for reason in _spoken(judge(article).verdict):
        text = article.title if reason.part == "title" else article.body
        assert text[reason.start : reason.end] == reason.words
        assert reason.words


def test_no_name_and_no_function_word_speaks() -> None:
    stems = {stem for gram in learned.load().weights for stem in gram.split()}

    assert not stems & {"lima", "cusco", "callao", "puno", "tarap", "maria"}
    assert not learned.load().weights.keys() & {"los", "que", "que los", "the", "uma"}


def test_ordinary_news_is_not_weighed_at_all() -> None:
    assert not _spoken(judge(make_article("Más plazo para el predial", DULL)).verdict)


def test_a_rule_of_the_users_own_decides_without_the_words() -> None:
    own = TermEntry(
        id="own.predial",
        what="Ours.",
        kind="exploit",
        patterns=("impuesto predial",),
        match="impuesto predial",
        no_match="impuesto a la renta",
    )

    told = judge(make_article("Impuesto predial", DULL), Rules(add=(own,)))

    assert told.verdict.label == "relevant"
    assert not _spoken(told.verdict)


def test_a_stem_counts_for_all_its_endings_and_the_title_twice() -> None:
    counts = words.count(fold("Rescatadas"), fold("La policía rescató a dos; rescatan a otra."))

    assert counts.grams["resca"] == 4
    assert counts.grams["resca dos"] == 1
    assert 0 < counts.share("polic") < counts.share("resca") < 1


@pytest.mark.parametrize(
    ("gram", "found"),
    [
        ("taller", None),
        ("talle", "taller"),
        ("dueñ", None),
        ("dueña", "dueña"),
        ("talle dueña", "taller de la dueña"),
    ],
)
def test_where_a_gram_stands(gram: str, found: str | None) -> None:
    text = "detalles del taller de la dueña"

    span = words.where(gram, fold(text))

    assert (text[slice(*span)] if span else None) == found


def test_a_short_text_is_left_to_the_rules() -> None:
    assert learned.read(words.count(fold("Rescatan a dos en Puno"), "")) is None


@pytest.mark.parametrize("table", [learned.TABLE, form_words.TABLE])
def test_the_tables_are_small_and_whole(table: str) -> None:
    loaded = words.load(table)

    assert len(loaded.weights) < 20_000
    assert {len(row) for row in loaded.weights.values()} == {len(loaded.base)}
    assert not [gram for gram in loaded.weights if gram != fold(gram)]


def _spoken(verdict: Verdict) -> list[Reason]:
    return [reason for reason in verdict.reasons if reason.rule == "learned.words"]
