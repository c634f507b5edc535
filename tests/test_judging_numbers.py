"""Numbers as the press writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judging import numbers
from monitor.models import Qualifier
from monitor.text import fold
from tests.timing import is_within


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("75 personas", 75),
        ("siete mujeres", 7),
        ("Veintiún adolescentes", 21),
        ("veintiun adolescentes", 21),
        ("treinta y un menores", 31),
        ("una decena de jóvenes", 10),
        ("media docena de chicas", 6),
        ("tres docenas de peones", 36),
        ("medio centenar de obreros", 50),
        ("un centenar de mujeres", 100),
        ("ciento seis víctimas", 106),
        ("mil 900 casos", 1900),
        ("2 mil 500 soles", 2500),
        ("tres mil quinientos soles", 3500),
        ("1.134 víctimas", 1134),
        ("1,134 víctimas", 1134),
        ("20 000 soles", 20000),
        ("10 diez menores", 10),
        ("8 (ocho) menores", 8),
        ("ocho (8) menores", 8),
        ("1 5 mujeres", 15),
        ("twenty-one men", 21),
        ("half a dozen girls", 6),
        ("one hundred and twenty people", 120),
        ("cento e vinte e três pessoas", 123),
        ("duas meninas", 2),
        ("dos y tres", 2),
    ],
)
def test_value(text: str, value: int) -> None:
    number = numbers.read(fold(text), 0)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    "text", ["20 % de ellas", "2.5 kilos", "1er juzgado", "17-year-old", "10:30", "nadie", "129-A"]
)
def test_no_count(text: str) -> None:
    assert numbers.read(fold(text), 0) is None


def test_once_is_a_number_in_spanish_only() -> None:
    assert numbers.read("once more", 0, "en") is None
    eleven = numbers.read("once mujeres", 0, "es")
    assert eleven is not None
    assert eleven.value == 11


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("60 personas", "exact"),
        ("más de 60 personas", "at_least"),
        ("al menos sesenta personas", "at_least"),
        ("over 60 people", "at_least"),
        ("mais de 60 pessoas", "at_least"),
        ("cerca de 60 personas", "about"),
        ("unas 60 personas", "about"),
        ("alrededor de 60", "about"),
        ("some 60 people", "about"),
        ("una veintena de personas", "about"),
    ],
)
def test_qualifier(text: str, qualifier: Qualifier) -> None:
    folded = fold(text)
    starts = [i for i in range(len(folded)) if i == 0 or folded[i - 1] == " "]
    found = [n for n in (numbers.read(folded, at) for at in starts) if n and n.value > 1]
    assert found[0].qualifier == qualifier
    assert folded[found[0].lead :].startswith(folded[: found[0].end - found[0].lead])


@given(st.integers(min_value=2, max_value=999_999))
def test_grouped_digits_read_back(value: int) -> None:
    for text in (f"{value} personas", f"{value:,} personas", f"{value:,}".replace(",", ".") + " p"):
        number = numbers.read(text, 0)
        assert number is not None
        assert number.value == value


@pytest.mark.parametrize("piece", ["1 ", "mil ", "treinta y ", "100 000 ", "1,", "9", "medio "])
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    text = (piece * 100_000)[:100_000]

    assert is_within(0.5, lambda: numbers.read(text, 0))
