"""Counts in English and Portuguese, as wires and newspapers of Peru's neighbours tell them."""

import pytest

from monitor.judging import claims
from tests.builders import make_article

COUNTED = {"arr": "arrested", "res": "rescued", "min": "minors", "sen": "sentence_years"}


def told(body: str, language: str, title: str = "Nota") -> str:
    """Return the counts of the incident, as ``arr=2 res=3``."""
    found = claims.find(make_article(body, title, language=language), ())
    own = [claim for claim in found if claim.scope == "incident"]
    return " ".join(
        f"{short}={claim.value}"
        for short, field in COUNTED.items()
        for claim in own
        if claim.field == field
    )


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("The women, 18 and 20 at the time, were freed by police in a raid in Lima.", "res=2"),
        ("The girls, ages 12, 14 and 16, were lured to Cusco. Police freed them.", "res=3 min=3"),
        ("Police freed two boys, ages 9 and 11, and arrested their aunt.", "arr=1 res=2 min=2"),
        ("Ten girls between the ages of 13 and 17 were rescued from bars.", "res=10 min=10"),
        ("The 34-year-old was arrested with two 16-year-olds.", "arr=1 res=2 min=2"),
        ("The couple were held and an eight-month-old baby was rescued.", "arr=2 res=1 min=1"),
        ("The 22 victims, eight of them Bolivian, are under the care of nuns.", ""),
    ],
)
def test_ages_in_english_are_no_counts_of_people(body: str, counts: str) -> None:
    assert told(body, "en") == counts


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("A surgeon, two nurses and a go-between were arrested.", "arr=4"),
        ("Police arrested a bus driver, his assistant and a woman.", "arr=3"),
        ("The bar owner and a waitress were detained for questioning.", "arr=2"),
        ("Police entered a guest house and arrested its manager and a visitor.", "arr=2"),
        ("He and his wife were arrested in Tacna.", "arr=2"),
        ("Mother, boyfriend held in sale of baby in Lima.", "arr=2"),
        ("Four men, including a former police officer, and two women were arrested.", "arr=6"),
        ("Ten people were arrested, seven men and three women.", "arr=10"),
        ("The raid led to the rescue of five women and the detention of the owner.", "arr=1 res=5"),
        ("The raid resulted in nine arrests. Fifteen women were freed.", "arr=9 res=15"),
        ("Two men were arrested, bringing the total number of detainees to nine.", "arr=9"),
        (
            "The number of people arrested has risen to 12, with 40 victims rescued.",
            "arr=12 res=40",
        ),
        ("Those arrested include a former mayor and two police officers.", ""),
        ("Seven girls were rescued in Cusco, and four in Puno.", "res=11 min=11"),
        ("Eight women forced into prostitution in Ecuador were repatriated.", "res=8"),
    ],
)
def test_lists_and_totals_in_english(body: str, counts: str) -> None:
    assert told(body, "en") == counts


@pytest.mark.parametrize(
    ("body", "language", "counts"),
    [
        ("Police have carried out 15 raids since March, rescuing 97 women.", "en", ""),
        ("Since January, 186 people have been rescued, the ministry said.", "en", ""),
        (
            "Last year, police rescued 41 people. This week they freed five teenagers.",
            "en",
            "res=5 min=5",
        ),
        (
            "Six women were rescued. Of the cases handled in 2023, 41 involved children.",
            "en",
            "res=6",
        ),
        ("Desde janeiro, 186 pessoas foram resgatadas no Peru.", "pt", ""),
        (
            "Dezessete trabalhadores foram resgatados. Desde o início do ano, 186 pessoas foram "
            "resgatadas no país.",
            "pt",
            "res=17",
        ),
        (
            "De janeiro a outubro, 300 vítimas foram resgatadas. Nesta quarta, foram libertadas "
            "mais 12.",
            "pt",
            "res=12",
        ),
    ],
)
def test_totals_of_a_year_are_none_of_the_incident(body: str, language: str, counts: str) -> None:
    assert told(body, language) == counts


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("Além do casal, foram presos um taxista e um policial.", "arr=4"),
        ("Trinta e dois trabalhadores, incluindo seis menores, foram resgatados.", "res=32 min=6"),
        ("Ninguém foi preso, mas a polícia resgatou três adolescentes.", "res=3 min=3"),
        ("Uma dezena de mulheres foi resgatada e quatro cafetões foram presos.", "arr=4 res=10"),
        ("O resgate de cinco jovens terminou com a prisão do dono e de um garçom.", "arr=2 res=5"),
        ("O número de presos subiu para 12; 40 vítimas foram resgatadas.", "arr=12 res=40"),
        ("Três das oito mulheres resgatadas são menores, disse a promotora.", "res=8 min=3"),
        ("Resgatamos nove meninas entre 13 e 17 anos, disse a promotora.", "res=9 min=9"),
        ("A polícia prendeu na quarta-feira (17) dois motoristas e um guia.", "arr=3"),
    ],
)
def test_lists_and_totals_in_portuguese(body: str, counts: str) -> None:
    assert told(body, "pt") == counts


@pytest.mark.parametrize(
    ("body", "language", "counts"),
    [
        ("The judge gave the two brothers 14 years apiece.", "en", "sen=14 sen=14"),
        (
            "The former mayor and a guard were sentenced to 22 years in prison.",
            "en",
            "sen=22 sen=22",
        ),
        (
            "Two brothers, Hilario and Santos M. C., were each given 15 years in prison.",
            "en",
            "sen=15 sen=15",
        ),
        (
            "The defendants, a 39-year-old man and two women aged 30 and 35, were convicted and "
            "sentenced to 12 years.",
            "en",
            "sen=12 sen=12 sen=12",
        ),
        (
            "A court gave the owner 12 years in prison. The women, 18 and 20 at the time, were "
            "freed in 2022.",
            "en",
            "res=2 sen=12",
        ),
        ("Os dois irmãos pegaram 14 anos de cadeia.", "pt", "sen=14 sen=14"),
        (
            "As penas são de 22, 18 e 10 anos para os três réus.",
            "pt",
            "sen=22 sen=18 sen=10",
        ),
        ("O Ministério Público pede 25 anos de prisão para os dois acusados.", "pt", ""),
        ("A sentença foi reduzida de 30 para 23 anos.", "pt", "sen=23"),
        (
            "O homem foi condenado a 30 anos, a mulher dele a 25 e o filho do casal a 12.",
            "pt",
            "sen=30 sen=25 sen=12",
        ),
    ],
)
def test_prison_terms_in_english_and_portuguese(body: str, language: str, counts: str) -> None:
    assert told(body, language) == counts


def test_a_headline_counts_who_is_held_and_who_is_safe() -> None:
    body = (
        "Three girls aged 13, 14 and 16 are in state care after police entered a guest house and "
        "arrested its manager and a visitor from the United States."
    )

    counts = told(body, "en", "Iquitos: two held, three girls safe after a tip")

    assert counts == "arr=2 res=3 min=3"
