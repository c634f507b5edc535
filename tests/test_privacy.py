"""Whatever a victim is called and however old: no quote and no headline tells it."""

import json
import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import judging
from monitor.judging import judge
from monitor.privacy import shown, victims
from monitor.privacy.addresses import sheltered
from monitor.privacy.words import places
from monitor.text import fold
from tests.builders import make_article
from tests.timing import is_within

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "headlines.jsonl").read_text("utf-8").splitlines()
]
SPANISH = {8: "ocho", 9: "nueve", 11: "once", 12: "doce", 13: "trece", 14: "catorce", 15: "quince"}
ENGLISH = {8: "eight", 9: "nine", 11: "eleven", 12: "twelve", 13: "thirteen", 15: "fifteen"}
PORTUGUESE = {8: "oito", 9: "nove", 11: "onze", 12: "doze", 13: "treze", 15: "quinze"}
FIRST = st.sampled_from(
    ["Yuleisi", "Kevin", "Lucía", "Ángel", "Ñusta", "Maricielo", "João", "Thaís"]
)
LAST = st.sampled_from(["Huamán", "Quispe", "Ttito", "Souza", "Pacaya", "Choquehuanca", "Ñahui"])
NAMES = st.one_of(
    FIRST,
    st.builds("{} {}".format, FIRST, LAST),
    st.builds("{} {} {} {}".format, FIRST, FIRST, LAST, LAST),
    st.builds(lambda f, g, h: f"{f} {g[0]}. {h[0]}.", FIRST, LAST, LAST),
    st.builds(lambda f, g, h: f"{f[0]}. {g[0]}. {h[0]}.", FIRST, LAST, LAST),
)
PLACES = st.sampled_from(["Mazuko", "Juliaca", "Puerto Maldonado", "Iquitos", "La Rinconada"])
TOLD = [
    ("es", "Rescatan a {n} ({a}), captada para un bar en {p}"),
    ("es", "Rescatan a {n}, de {a} años, víctima de trata de personas en {p}"),
    ("es", "La adolescente {n} ({a}), natural de {p}, era explotada sexualmente en un bar"),
    ("es", "{n}, de {w} años, fue captada en {p} para explotarla sexualmente"),
    ("es", "Explotaba sexualmente a su sobrina {n}, de {w} añitos, en {p}"),
    ("es", "La niña {n} tenía {w} años cuando llegó a {p}, víctima de trata"),
    ("es", "La menor {n} de {w} fue rescatada de un bar de {p}, víctima de trata"),
    ("es", "Detienen a {m} por captar a {n} ({a}) en {p}"),
    ("es", "Sentencian a {m} por trata de {n} en {p}"),
    ("en", "Police rescued {a}-year-old {n} in {p} from sex trafficking"),
    ("en", "Girl, {a}, rescued from bar in {p}"),
    ("en", "{n}, {a}, was trafficked to {p}"),
    ("en", "{n} was just {w} when traffickers took her to {p}"),
    ("pt", "Polícia resgata {n}, de {a} anos, vítima de tráfico de pessoas em {p}"),
    ("pt", "{m} foi preso por tráfico de pessoas; {n} tinha {w} anos e vivia em {p}"),
]
WORDS = {"es": SPANISH, "en": ENGLISH, "pt": PORTUGUESE}
AGED = [
    ("es", "Explotaba a su sobrina de {} años en un bar"),
    ("es", "Prostituía a ahijada de apenas {} añitos"),
    ("es", "{} años tenía la niña rescatada"),
    ("es", "A sus {} años fue vendida en Puno"),
    ("es", "Adolescente, de {}, escapó de sus captores"),
    ("es", "Menor ({}) fue hallada en Juliaca"),
    ("es", "La explotaban desde los {} años"),
    ("es", "Hermanas de {} y 16 años vuelven a casa"),
    ("es", "Tenía {}: era obligada a trabajar"),
    ("en", "Girl, {}, rescued in Lima"),
    ("en", "Boy aged {} found in Cusco bar"),
    ("en", "{}-year-old girl rescued in Lima"),
    ("en", "At age {}, she was sold"),
    ("en", "Girls, {} and 16, rescued"),
    ("pt", "Menina de {} anos é resgatada"),
    ("pt", "Aos {} anos foi explorada"),
    ("pt", "Jovem tinha apenas {} anos"),
]


def _in(words: str, text: str) -> list[str]:
    """Return which of ``words`` stand in ``text`` as words of their own."""
    return [
        word
        for word in words.split()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    ]


@pytest.mark.parametrize(("language", "told"), TOLD)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(name=NAMES, other=NAMES, place=PLACES, data=st.data())
def test_no_quote_tells_a_name_or_the_age_of_a_child(
    language: str, told: str, name: str, other: str, place: str, data: st.DataObject
) -> None:
    age, word = data.draw(st.sampled_from(sorted(WORDS[language].items())))
    line = told.format(n=name, m=other, a=age, w=word, p=place)

    for title, body in ((line, ""), ("Nota", f"{line}.")):
        judged = judge(make_article(body, title, language=language))
        quotes = [claim.quote for claim in judged.claims]
        quotes += [mention.quote for mention in judged.mentions]

        assert [m for m in judged.mentions if m.place.text == place and place in m.quote]
        assert all(quote in f"{title}\n{body}" for quote in quotes)
        assert [_in(f"{name} {other} {age} {word}", quote) for quote in quotes] == [[]] * len(
            quotes
        )


@pytest.mark.parametrize("told", ["{n}, {a}, was trafficked to {p}", "{n}, {a}, fue rescatada"])
@settings(max_examples=15, deadline=None, derandomize=True)
@given(name=NAMES, age=st.integers(8, 17), place=PLACES)
def test_an_age_behind_a_name_counts_nobody(told: str, name: str, age: int, place: str) -> None:
    language = "en" if "was" in told else "es"
    judged = judge(make_article(told.format(n=name, a=age, p=place), language=language))

    assert age not in [claim.value for claim in judged.claims]


def test_people_told_by_name_alone_are_counted_by_what_befell_them() -> None:
    judged = judge(
        make_article(title="Rescatan a Yuleisi Flores (13), captada para un bar en Mazuko")
    )

    victims = [claim for claim in judged.claims if claim.field in ("victims", "rescued")]

    assert [(claim.value, claim.quote) for claim in victims] == [(1, "captada")]


@pytest.mark.parametrize(("language", "headline"), AGED)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(data=st.data())
def test_no_headline_tells_the_age_of_a_child(
    language: str, headline: str, data: st.DataObject
) -> None:
    ages = sorted(WORDS[language].items())
    age = str(data.draw(st.sampled_from([one for pair in ages for one in pair])))

    assert _in(f"{age} 16", shown(headline.format(age))) == []


@pytest.mark.parametrize(
    "headline",
    [
        "Condenan a {} años a tratante",
        "Condenan a {} años de cárcel a mujer",
        "Sentencian a tratante de menores a {} años de prisión",
        "Piden pena de {} años para la red",
        "Prisión preventiva de {} meses para tratante",
        "Le dan {} años por explotar a menor",
        "Tras {} años, capturan a tratante",
        "Obligaban a trabajar {} horas al día",
        "Rescatan a {} menores en Puno",
        "Niñas de {} regiones eran captadas",
        "Trafficker gets {} years in prison",
        "Police rescue {} girls in Lima",
        "Em {} anos, 300 vítimas",
    ],
)
@settings(max_examples=10, deadline=None, derandomize=True)
@given(number=st.integers(2, 17))
def test_terms_and_counts_stay_in_a_headline(headline: str, number: int) -> None:
    told = headline.format(number)

    assert shown(told) == told


def test_one_who_is_called_by_her_age_is_shown_as_a_minor() -> None:
    assert shown("Rescatan a quinceañera en un bar") == "Rescatan a menor en un bar"
    assert shown("Dos quinceañeras fueron captadas") == "Dos menores fueron captadas"


# -- names and ages in what is shown --------------------------------------------------------------

VICTIMS = [
    "Rescatan a la menor {n} de un bar en {p}",
    "Rescatan a {n} en operativo en {p}",
    "{n} ({a}) fue captada por Facebook en {p}",
    "La joven {n}, captada con falsa oferta, volvió a {p}",
    "La madre de {n} pide justicia en {p}",
    "Su hija {n}, de {a} años, sigue desaparecida",
    "Cuenta la adolescente {n}: «Tenía {w} años»",
    "Detienen en {p} a Saúl Pari por explotar a {n}",
    "Buscan a {n}, de {a}, vista por última vez en {p}",
    "La víctima, identificada como {n}, fue llevada a un albergue",
    "Menor de iniciales {n} ({a}) fue hallada en {p}",
    "Police rescue {n}, {a}, from a bar in {p}",
    "The mother of {n} says police in {p} ignored her",
    "{n} was {w} when traffickers took her to {p}",
    "Polícia resgata {n} em {p}",
    "A jovem {n}, aliciada em {p}, foi resgatada",
]
ACCUSED = [
    "Detienen a {m} por trata de personas en {p}",
    "Condenan a {m} a 15 años de cárcel",
    "Prisión preventiva para {m}, dueño de bar en {p}",
    "{m}, acusado de captar a menores, fue detenido en {p}",
    "Fiscal {m} pide 12 años para tratantes",
    "Coronel PNP {m}: rescatamos a 16 mujeres en {p}",
    "Operación Valeria: 15 detenidos, 12 rescatadas en {p}",
    "Operativo en la avenida {m}: 12 intervenidas, 9 menores",
    "Prosecutor {m} charged 12 people in {p}",
    "Police arrest {m} for trafficking 14 girls",
]
FULL = st.builds("{} {}".format, st.sampled_from(["Wilmer", "Gladys", "Hugo", "Nilda"]), LAST)


def _numbers_and_capitals(text: str) -> Counter[str]:
    return Counter(w for w in re.findall(r"\w+", text) if w[0].isupper() or w.isdigit())


def _leaks(row: dict[str, Any]) -> bool:
    told = shown(row["text"])
    parts = (part for hidden in row["hidden"] for part in re.findall(r"\w+", hidden))
    return any(_in(part, told) for part in parts if len(part) > 1 or part.isdigit())


def _is_wrongly_cut(row: dict[str, Any]) -> bool:
    if not row["hidden"]:
        return bool(shown(row["text"]) != row["text"])
    rest = row["text"]
    for hidden in row["hidden"]:
        rest = re.sub(rf"(?<!\w){re.escape(hidden)}(?!\w)", " ", rest)
    lost = _numbers_and_capitals(rest) - _numbers_and_capitals(shown(row["text"]))
    return not row["text"].isupper() and lost.total() > 0


def test_headlines_and_sentences_of_all_kinds_tell_no_victim_and_lose_nothing_else() -> None:
    private = [row for row in GOLD if row["hidden"]]

    assert len(GOLD) >= 350
    assert len([row for row in private if _leaks(row)]) <= 0.02 * len(private)
    assert len([row for row in GOLD if _is_wrongly_cut(row)]) <= 0.01 * len(GOLD)


@pytest.mark.parametrize("told", VICTIMS)
@settings(max_examples=20, deadline=None, derandomize=True)
@given(name=NAMES, place=PLACES, data=st.data())
def test_no_headline_names_a_victim(told: str, name: str, place: str, data: st.DataObject) -> None:
    language = ENGLISH if " the " in told or " her " in told else SPANISH
    age, word = data.draw(st.sampled_from(sorted(language.items())))
    line = shown(told.format(n=name, a=age, w=word, p=place))

    assert _in(name.replace(".", ""), line) == []
    assert _in(f"{age} {word}", line) == []
    assert "{p}" not in told or place in line


@pytest.mark.parametrize("told", ACCUSED)
@settings(max_examples=20, deadline=None, derandomize=True)
@given(name=FULL, place=PLACES)
def test_the_accused_officials_streets_and_counts_stay(told: str, name: str, place: str) -> None:
    headline = told.format(m=name, p=place)

    assert shown(headline) == headline


def test_a_victim_is_hidden_wherever_her_name_stands_again() -> None:
    told = "Rescatan a Lucía Torres en Mazuko. Torres y Pedro Paz viajaron; Lucía pidió ayuda."

    assert shown(told) == (
        "Rescatan a [nombre] en Mazuko. [nombre] y Pedro Paz viajaron; [nombre] pidió ayuda."
    )


@pytest.mark.parametrize(
    "piece",
    ["Ana ", "A. ", "Ana y Rosa, ", "Ana (12", "la de la ", "de ", "1 y ", "12, ", '"Ana" ', "aA"],
)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    assert is_within(2, partial(shown, (piece * 100_000)[:100_000], 200_000))


def test_a_headline_hides_whom_only_the_text_tells_as_a_victim() -> None:
    body = "La menor Rosenda Ttito fue rescatada de un bar en Mazuko."

    assert shown("Rosenda Ttito vuelve a casa", known=victims(body)) == "[nombre] vuelve a casa"


def test_a_district_is_no_name_unless_it_is_a_first_name_too() -> None:
    listed = (
        (Path(judging.__file__).parent / "data" / "gazetteer.tsv").read_text("utf-8").splitlines()
    )
    names = (fold(line.split("\t")[1]) for line in listed if not line.startswith("#"))

    missing = {n for n in names if n not in places() and " " in n and n.replace(" ", "").isalpha()}
    assert missing == set()


@pytest.mark.parametrize(
    "headline",
    [
        "Padres de Pichanaqui temen que su hija haya caído en manos de tratantes",
        "Cae 'Mami Yuli', la reina de las cantinas",
        "Ten Bolivians freed from Lima garment workshop",
        "Cierran sauna de Jesús María donde se ofrecían servicios sexuales",
        "Nadie supo de 16 mil soles en Chala",
    ],
)
def test_towns_nicknames_nations_and_sums_stay(headline: str) -> None:
    assert shown(headline) == headline


# -- what she is called, when she was born, what is no age ----------------------------------------


@pytest.mark.parametrize(
    ("name", "fond"),
    [
        ("María Elena Quispe", "Marielena"), ("Kiara Nicole Neyra", "Kiarita"),
        ("Luisito Huamán", "Luis"), ("Carmen Rosa Pari", "Carmencita"),
        ("María Luisa Ñahui", "Marilú"), ("Gabriela Souza", "Gabi"), ("Ángel Ttito", "Angelito"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("marks", ['"{}"', "«{}»", "“{}”", "'{}'"])
@settings(max_examples=5, deadline=None, derandomize=True)
@given(place=PLACES)
def test_what_a_victim_is_called_by_hides_her_too(
    name: str, fond: str, marks: str, place: str
) -> None:
    known = victims(f"La menor {name} fue rescatada de un bar en {place}.")
    headline = f"{marks.format(fond)} ya está con su madre en {place}"

    assert shown(headline, known=known) == headline.replace(fond, "[nombre]")


def test_only_the_fond_names_of_victims_are_hidden() -> None:
    known = victims("La menor María Elena Quispe fue rescatada.")

    for headline in ("Cae 'Chapulín' en Mazuko", "Marinera y Elenco llegan a Puno"):
        assert shown(headline, known=known) == headline


def test_an_address_hides_what_a_victim_is_called_by() -> None:
    known = frozenset({"maria elena quispe"})

    assert sheltered("https://diario.example/marielena-vuelve", known) == "https://diario.example/"


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("La víctima nacida el {d} de mayo de {y} fue hallada", "La víctima fue hallada"),
        ("La menor nació el {d}/05/{y} en Puno", "La menor nació en Puno"),
        ("La niña, nacida en {y}, fue hallada", "La niña, fue hallada"),
        ("The girl was born on May {d}, {y} in Puno", "The girl was born in Puno"),
        ("A menina nascida em {d} de maio de {y} voltou", "A menina voltou"),
    ],
)
@settings(max_examples=10, deadline=None, derandomize=True)
@given(day=st.integers(1, 28), year=st.integers(2006, 2024))
def test_the_birthday_of_a_child_is_private(told: str, left: str, day: int, year: int) -> None:
    assert shown(told.format(d=day, y=year)) == left


@pytest.mark.parametrize(
    "headline",
    [
        "Fiscal nacido el 3 de mayo de 1980 investiga la red",
        "La fundación nacida en 2012 acoge a niñas",
        "La red, nacida en 2015, captaba a menores",
        "Plan nacido el 2 de junio de 2020 contra la trata",
    ],
)
def test_other_beginnings_stay(headline: str) -> None:
    assert shown(headline) == headline


@pytest.mark.parametrize(
    "told",
    [
        "Se sanciona con penas que van de {a} a 20 años cuando la víctima es menor",
        "Pena no menor de {a} ni mayor de 15 años para quien capte a niñas",
        "El delito se castiga con entre {a} y 15 años si la víctima es niña",
        "Las penas oscilan entre {a} y 15 años",
    ],
)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(years=st.integers(5, 14))
def test_the_years_of_a_penalty_are_no_age(told: str, years: int) -> None:
    assert shown(told.format(a=years)) == told.format(a=years)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        (
            "Prostituía a escolar de {a}: la PNP la rescata",
            "Prostituía a escolar: la PNP la rescata",
        ),
        ("Una adolescente de {a} años, vecina de Puno", "Una adolescente, vecina de Puno"),
        ("La joven logró huir. Tiene {a}. Está a salvo.", "La joven logró huir. Está a salvo."),
        ("Condena a quien captó a menor de {a} años", "Condena a quien captó a menor"),
        ("La niña, que cumplirá {a} el próximo mes, estudia", "La niña, estudia"),
        ("La menor, con sus {a} primaveras, fue hallada", "La menor, fue hallada"),
    ],
)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(age=st.integers(4, 17))
def test_an_age_that_is_left_out_leaves_no_scar(told: str, left: str, age: int) -> None:
    assert shown(told.format(a=age)) == left


@pytest.mark.parametrize(
    "piece",
    [
        "nacida el 3 de ",
        "nació 1 ",
        "pena de ",
        "pena 1 ",
        ", que tenía 12 a a a a a ",
        "María Elena (12), ",
    ],
)
def test_births_and_penalties_are_read_in_linear_time(piece: str) -> None:
    assert is_within(2, partial(shown, (piece * 100_000)[:100_000], 200_000))


@pytest.mark.parametrize(
    "title",
    [
        "Fallece Yesenia Robles",
        "Velan a Yesenia Robles: 4 detenidos en Puerto Maldonado",
        "YESENIA ROBLES vuelve a Cusco",
    ],
)
def test_a_name_that_the_text_tells_is_hidden_whatever_opens_the_headline(title: str) -> None:
    known = victims("La menor Yesenia Robles (14) fue rescatada de un bar.")

    line = shown(title, known=known)

    assert "esenia" not in line.lower()
    assert "[nombre]" in line
