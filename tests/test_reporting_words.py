"""The languages of digest and desk: every message is translated, with the values that it has."""

import gettext
import re
from datetime import date
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bench import catalogues
from monitor.reporting.terms import COUNTED
from monitor.reporting.tongue import Tongue

LIMA = ZoneInfo("America/Lima")
EACH = pytest.mark.parametrize(
    ("domain", "language"), list(product(catalogues.ROOMS, catalogues.LANGUAGES))
)


def forms(message: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (message or "",) if isinstance(message, str | None) else tuple(message)


@EACH
def test_every_message_of_code_and_templates_is_translated(domain: str, language: str) -> None:
    catalogue = catalogues.read(domain, language)
    used = {forms(message) for message, _ in catalogues.messages(domain)}
    known = {forms(m.id): forms(m.string) for m in catalogue if m.id and not m.fuzzy}

    assert len(used) > 100
    assert used == set(known)
    assert [words for words, told in known.items() if not all(told)] == []


@EACH
def test_a_translation_has_the_values_of_its_message(domain: str, language: str) -> None:
    for message in catalogues.read(domain, language):
        values = [set(re.findall(r"\{(\w+)\}", words)) for words in forms(message.id)]
        told = [set(re.findall(r"\{(\w+)\}", words)) for words in forms(message.string)]
        assert message.id == "" or told == values, message.id


@EACH
def test_the_compiled_catalogue_is_that_of_the_written_one(domain: str, language: str) -> None:
    compiled = gettext.translation(domain, catalogues.ROOMS[domain] / "locale", [language])
    for message in catalogues.read(domain, language):
        if message.id and not message.pluralizable:
            assert compiled.gettext(str(message.id)) == message.string


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("es", "14 de marzo de 2025, marzo de 2025, mar, 1,234.5, a, b y c"),
        ("en", "14 March 2025, March 2025, Mar, 1,234.5, a, b and c"),
    ],
)
def test_dates_numbers_and_lists_are_written_by_locale(language: str, told: str) -> None:
    tongue, day = Tongue(language, LIMA), date(2025, 3, 14)
    parts = (tongue.day(day), tongue.month(day), tongue.short_month(day), tongue.number(1234.5))

    assert f"{', '.join(parts)}, {tongue.listing('abc')}" == told


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("es", "1 persona rescatada", "1,200 personas rescatadas"),
     ("en", "1 person rescued", "1,200 people rescued")],
)  # fmt: skip
def test_one_is_told_from_many(language: str, one: str, many: str) -> None:
    tongue = Tongue(language, LIMA)

    assert (tongue.counted("rescued", 1), tongue.counted("rescued", 1200)) == (one, many)
    assert all(tongue.counted(field, 2) for field in COUNTED)
