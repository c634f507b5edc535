"""One language of the digest: its words from a gettext catalogue, its dates and numbers by locale.

Messages are the English sentences; ``locale/es/LC_MESSAGES/digest.po`` has the Spanish ones. After
a change of either run ``python -m bench.catalogues``.
"""

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from monitor.models import When
from monitor.reporting.terms import COUNTED, DROPS, TERMS
from monitor.text import fold, listed, one_line

FOLDER = Path(__file__).with_name("locale")
DOMAIN = "digest"
LOCALES = {"es": "es_PE", "en": "en_GB"}
"""Language -> the locale that writes its dates and numbers."""


@cache
def catalogue(language: str, domain: str = DOMAIN, folder: Path = FOLDER) -> NullTranslations:
    """Return the messages of a domain in one language; English is what the code says."""
    if language == "en":
        return NullTranslations()
    return gettext.translation(domain, folder, [language])


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES[language])


def is_country(text: str, code: str) -> bool:
    """Whether a text is the name of a country in any of the languages."""
    names = (_locale(language).territories.get(code, code) for language in LOCALES)
    return fold(text) in {fold(code), *map(fold, names)}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language and the zone whose days it tells."""

    language: str
    """``es`` or ``en``."""
    zone: ZoneInfo

    def say(self, message: str, /, **values: object) -> str:
        """Return a message with its ``{values}``."""
        return catalogue(self.language).gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the message for one or for many, whose ``{n}`` is ``number``."""
        message = catalogue(self.language).ngettext(one, many, number)
        return message.format(n=self.number(number), **values)

    def quoted(self, words: str, graphic: bool) -> str:
        """Return words between quotation marks, or that a graphic passage is left out."""
        return self.say("[graphic passage left out]") if graphic else f"«{words}»"

    def term(self, name: str) -> str:
        """Return the word for a value of the database, the value itself where there is none."""
        return self.say(TERMS[name]) if name in TERMS else one_line(name.replace("_", " "), 80)

    def counted(self, field: str, number: int, told: str = "") -> str:
        """Return ``7 arrested``; ``told`` stands for the number, as in ``at least 7``."""
        one, many = COUNTED[field]
        message = catalogue(self.language).ngettext(one, many, number)
        return message.format(n=told or self.number(number))

    def dropped(self, name: str, number: int) -> str:
        """Return the words for so many ``stage: reason``; the reason where there are none."""
        reason = name.rpartition(": ")[2]
        if reason in DROPS:
            return self.count(*DROPS[reason], number)
        return f"{self.number(number)} ({one_line(reason, 80)})"

    # -- dates, numbers, lists --------------------------------------------------------------------

    def number(self, number: float) -> str:
        """Return a number as the language writes it."""
        return format_decimal(number, locale=_locale(self.language))

    def day(self, day: date) -> str:
        """Return ``14 de marzo de 2025`` or ``14 March 2025``."""
        return format_date(day, "long", locale=_locale(self.language))

    def month(self, day: date) -> str:
        """Return ``marzo de 2025`` or ``March 2025``."""
        at = datetime(day.year, day.month, 1, tzinfo=self.zone)
        return format_skeleton("yMMMM", at, locale=_locale(self.language))

    def short_month(self, day: date) -> str:
        """Return ``mar`` or ``Mar``."""
        return format_date(day, "MMM", locale=_locale(self.language)).rstrip(".")

    def moment(self, at: datetime) -> str:
        """Return the local day and time of day."""
        local = at.astimezone(self.zone)
        return f"{self.day(local.date())}, {local:%H:%M}"

    def when(self, value: When) -> str:
        """Return a moment as precisely as it is known."""
        if value.at is None:
            return self.say("date unknown")
        local = value.at.astimezone(self.zone).date()
        if value.precision == "year":
            return str(local.year)
        return self.month(local) if value.precision == "month" else self.day(local)

    def listing(self, names: Iterable[str]) -> str:
        """Return ``a, b y c`` or ``a, b and c``."""
        return listed(list(names), self.language)

    def country(self, code: str) -> str:
        """Return the name of a country, its code where there is none."""
        names: Mapping[str, str] = _locale(self.language).territories
        return names.get(code, code)
