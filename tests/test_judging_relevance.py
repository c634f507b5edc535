"""Verdicts: the two questions, the label, the words behind them, and floors on labelled texts."""

import json
import time
from dataclasses import replace

import pytest

from bench import judgement
from monitor.judging import lexicon, relevance
from monitor.judging.relevance.text import without_furniture
from monitor.models import Article, Claim, Kind, Label, Mention, Outlet, Place, Verdict
from monitor.options import AS_SHIPPED, Rules
from monitor.text import fold
from tests.builders import DIARIO, make_article

FLOORS = {
    # half: precision and recall of relevant, accuracy over the three labels. Raise, never lower.
    "tune": (0.99, 0.98, 0.99),
    "test": (0.95, 0.93, 0.93),  # recall was .95, accuracy .96 by rules alone: see CHANGELOG
}

PAIRS = [
    json.loads(line)
    for line in judgement.GOLD.with_name("relevance_pairs.jsonl").read_text("utf-8").splitlines()
]


def judge(article: Article, *mentions: Mention, rules: Rules = AS_SHIPPED) -> Verdict:
    return relevance.judge(article, mentions, tuple, rules)


@pytest.mark.parametrize("pair", PAIRS, ids=range(len(PAIRS)))
def test_minimal_pairs_as_title_and_as_body(pair: dict[str, str]) -> None:
    assert judge(make_article(pair["text"], "")).label == pair["label"]
    assert judge(make_article("", pair["text"])).label == pair["label"]
    assert judgement.judged(make_article(pair["text"], "")).label == pair["label"]


@pytest.fixture(scope="module")
def outcomes() -> list[judgement.Outcome]:
    return judgement.run(judgement.load())


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_floors_hold_on_labelled_texts(half: str, outcomes: list[judgement.Outcome]) -> None:
    ours = [one for one in outcomes if one.case.half == half]
    precision, recall, _ = judgement.scores(ours, "relevant")

    assert (precision, recall, judgement.accuracy(ours)) >= FLOORS[half]
    assert precision >= FLOORS[half][0]
    assert recall >= FLOORS[half][1]
    assert judgement.accuracy(ours) >= FLOORS[half][2]


@pytest.mark.parametrize(("half", "floor"), [("tune", 0.95), ("test", 0.9)])
def test_floors_hold_for_kinds(half: str, floor: float) -> None:
    told = judgement.kinds(half)
    wrong = [(case.id, true, said) for case, true, said in told if true != said]

    assert len(told) >= 80
    assert 1 - len(wrong) / len(told) >= floor
    told_as_event = [one for one in wrong if one[2] == "incident"]
    assert len(told_as_event) / len(told) <= 0.06


def test_style_does_not_give_the_answer() -> None:
    assert judgement.style_auc(judgement.load()) <= 0.65


def test_no_ordinary_news_is_taken_for_trafficking(outcomes: list[judgement.Outcome]) -> None:
    ordinary = [one for one in outcomes if one.case.note.startswith("ordinary news")]

    assert len(ordinary) >= 70
    assert not [one.case.id for one in ordinary if one.verdict.label == "relevant"]


@pytest.mark.parametrize(
    ("title", "body", "label"),
    [
        (
            "Coyotes cobraban 200 dólares a migrantes en Tumbes",
            "Dos choferes fueron detenidos. Los tratantes son buscados en Piura.",
            "related",
        ),
        (
            "Buscan a adolescente desaparecida en Puno",
            "Fue hallada en un bar. Rescataron a dos menores víctimas de trata de personas.",
            "relevant",
        ),
        (
            "Obreros de Ica protestan por sus sueldos",
            "Bloquean la vía y denuncian explotación laboral de la empresa.",
            "rejected",
        ),
    ],
)
def test_a_word_in_passing_does_not_make_the_matter(title: str, body: str, label: Label) -> None:
    assert judgement.judged(make_article(body, title)).label == label


def test_a_last_line_in_the_shape_of_a_headline_does_not_decide() -> None:
    body = "Clausuran discoteca en Juliaca por falta de permisos.\n"
    link = "Juliaca: cae red de trata de personas que operaba en bares"

    assert judge(make_article(body + link)).label == "rejected"
    assert judge(make_article(f"{body}{link}.")).label != "rejected"


def test_the_exam_is_large_and_mixed(outcomes: list[judgement.Outcome]) -> None:
    languages = [one.case.article.language for one in outcomes]

    assert len(outcomes) >= 240
    assert 0.75 <= languages.count("es") / len(languages) <= 0.9
    assert min(sum(one.case.label == label for one in outcomes) for label in judgement.LABELS) >= 50


def test_every_reason_quotes_the_article(outcomes: list[judgement.Outcome]) -> None:
    for one in outcomes:
        for reason in one.verdict.reasons:
            if reason.part:
                text = getattr(one.case.article, reason.part)
                assert text[reason.start : reason.end] == reason.words


def test_score_agrees_with_label(outcomes: list[judgement.Outcome]) -> None:
    for one in outcomes:
        assert (one.verdict.score >= 0.5) == (one.verdict.label == "relevant")
        assert 0.0 <= one.verdict.score <= 1.0


def test_both_questions_are_answered() -> None:
    verdict = judge(make_article("Detienen a dos tratantes en el Perú.", "Puno"))

    assert {reason.question for reason in verdict.reasons} == {"trafficking", "peru", "label"}


def test_rejected_text_with_a_word_of_the_lexicon_is_kept() -> None:
    fired = judge(make_article("Argentina: condenan a un hombre por trata de personas."))
    silent = judge(make_article("El equipo empató en Juliaca."))

    assert (fired.label, fired.fired) == ("rejected", True)
    assert (silent.label, silent.fired) == ("rejected", False)


def test_a_rule_that_is_off_does_not_count() -> None:
    article = make_article("Detienen en Puno a dos tratantes.")

    assert judge(article).label == "relevant"
    assert judge(article, rules=Rules(off=("crime.tratante",))).label == "rejected"


def test_links_to_other_stories_do_not_decide() -> None:
    body = (
        "Detienen a un sujeto con dinamita en Ananea. Fue llevado a la comisaría.\n"
        "PUEDES VER: Trata de personas: rescatan a 41 víctimas en bares de Cusco\n"
        "La fiscalía lo investiga.\nMás noticias\nCae red de trata de personas en Puno\n"
    )

    assert judge(make_article(body)).label == "rejected"


def test_furniture_is_blanked_without_moving_an_offset() -> None:
    text = fold("Una línea.\nLEE TAMBIÉN: Cae red de trata\nOtra línea.")

    blanked = without_furniture(text)

    assert len(blanked) == len(text)
    assert "trata" not in blanked
    assert blanked.endswith("otra linea.")


@pytest.mark.parametrize(
    ("country", "url", "label"),
    [
        ("PE", "https://diario.example/nota", "relevant"),
        ("AR", "https://diario.example/nota", "rejected"),
        ("AR", "https://diario.example/peru/2025/nota", "relevant"),
        ("PE", "https://diario.example/mexico/2025/nota", "rejected"),
        ("", "https://diario.example/nota", "rejected"),
    ],
)
def test_outlet_and_section_settle_a_text_without_a_country(
    country: str, url: str, label: Label
) -> None:
    outlet: Outlet = replace(DIARIO, country=country)
    body = "La Policía Nacional rescató a ocho víctimas de trata de personas en el sur del país."

    assert judge(make_article(body, url=url, outlet=outlet)).label == label


def test_an_uncertain_place_never_proves_peru() -> None:
    body = "Rescatan en San Martín a ocho víctimas de trata de personas."
    abroad = make_article(body, outlet=replace(DIARIO, country="AR"))
    start = body.index("San")
    place = Place("San Martín", ubigeo="22", department="San Martín")
    mention = Mention(place, "rescue", "en San Martín", start, start + 10, certain=False)

    assert judge(abroad, mention).label == "rejected"


def test_a_certain_foreign_place_outweighs_a_peruvian_outlet() -> None:
    body = "Rescatan en Tapachula a ocho víctimas de trata de personas."
    start = body.index("Tapachula")
    place = Place("Tapachula", country="MX")
    mention = Mention(place, "rescue", "en Tapachula", start, start + 9)

    assert judge(make_article(body), mention).label == "rejected"


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("Rescatan a ocho víctimas de trata en Puno", "Hay dos detenidos.", "incident"),
        ("Dictan prisión preventiva por trata de personas en Tumbes", "Nueve meses.", "incident"),
        ("Lanzan campaña contra la trata en Iquitos", "Habrá charlas.", "campaign"),
        ("Congreso aprueba ley contra la trata de personas", "En el Perú.", "policy"),
        ("Informe: la trata de personas en Madre de Dios", "Cien páginas.", "report"),
        ("Denuncias por trata suben 12 por ciento en Lima", "Según cifras.", "statistics"),
        ("El dólar sube", "En Lima.", "other"),
    ],
)
def test_kind(title: str, body: str, kind: Kind) -> None:
    article = make_article(body, title)

    assert relevance.kind(article, judge(article), ()) == kind


def test_aggregate_figures_make_statistics() -> None:
    body = "Se rescató a 1,412 víctimas de trata de personas en el Perú este año."
    claim = Claim("rescued", 1412, "1,412 víctimas", 14, 28, scope="aggregate")
    article = make_article(body, "Balance del año")

    assert relevance.kind(article, judge(article), (claim,)) == "statistics"


def test_verdicts_are_fast() -> None:
    cases = judgement.load()[:100]
    articles = [replace(case.article, body=(case.article.body * 30)[:2500]) for case in cases]
    lexicon.load()
    began = time.process_time()
    for article in articles:
        judge(article)

    assert (time.process_time() - began) / len(articles) < 0.004


@pytest.mark.parametrize("body", ["", "trata " * 17_000, "A" * 100_000, "MIRA AQUÍ: " * 9_000])
def test_hostile_bodies_are_judged_quickly(body: str) -> None:
    began = time.process_time()

    assert judge(make_article(body)).label in judgement.LABELS
    assert time.process_time() - began < 2.0
