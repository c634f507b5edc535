"""One language of the digest: its words from a gettext catalogue, its dates and numbers by locale.

Messages are the English sentences; ``locale/es/LC_MESSAGES/digest.po`` has the Spanish ones. After
a change of either run ``python -m bench.catalogues``.
"""

import gettext
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from monitor.models import When
from monitor.reporting.terms import COUNTED, DROPS, TERMS
from monitor.text import one_line

FOLDER = Path(__file__).with_name("locale")
DOMAIN = "digest"
LOCALES = {"es": "es_PE", "en": "en_GB"}
"""Language -> the locale that writes its dates and numbers."""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, [language])


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES[language])


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language and the zone whose days it tells."""

    language: str
    """``es`` or ``en``."""
    zone: ZoneInfo

    def say(self, message: str, /, **values: object) -> str:
        """Return a message with its ``{values}``."""
        return _catalogue(self.language).gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the message for one or for many, whose ``{n}`` is ``number``."""
        message = _catalogue(self.language).ngettext(one, many, number)
        return message.format(n=self.number(number), **values)

    def term(self, name: str) -> str:
        """Return the word for a value of the database, the value itself where there is none."""
        return self.say(TERMS[name]) if name in TERMS else one_line(name.replace("_", " "), 80)

    def counted(self, field: str, number: int, told: str = "") -> str:
        """Return ``7 arrested``; ``told`` stands for the number, as in ``at least 7``."""
        one, many = COUNTED[field]
        message = _catalogue(self.language).ngettext(one, many, number)
        return message.format(n=told or self.number(number))

    def dropped(self, name: str) -> str:
        """Return the words for ``stage: reason``; the reason itself where there are none."""
        reason = name.rpartition(": ")[2]
        return self.say(DROPS[reason]) if reason in DROPS else f"({one_line(reason, 80)})"

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
        return format_list(list(names), locale=_locale(self.language))
