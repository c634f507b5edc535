"""Periods of a summary as a person names them: ``week``, ``last-month``, ``2025-03``, from..to."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.errors import UsageError

_DAY = timedelta(days=1)
_ADVICE = "write week, month, last-week, last-month, 2025-03 or 2025-03-01..2025-03-14"


@dataclass(frozen=True, slots=True)
class Days:
    """Local days, the first and the last one included."""

    first: date
    last: date

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return when the first day begins and when the last one has ended."""
        return _midnight(self.first, zone), _midnight(self.last + _DAY, zone)

    def __str__(self) -> str:
        return f"{self.first}--{self.last}"


def read(text: str, today: date) -> Days:
    """Return the days that ``text`` names.

    ``week`` and ``month`` end today; ``last-week`` is the last one from Monday to Sunday,
    ``last-month`` the last one of the calendar.

    Raises:
        UsageError: It names none.
    """
    this_month = today.replace(day=1)
    monday = today - timedelta(days=today.weekday())
    last_month = (this_month - _DAY).replace(day=1)
    named = {
        "week": (today - 6 * _DAY, today),
        "month": (_month_before(today) + _DAY, today),
        "last-week": (monday - 7 * _DAY, monday - _DAY),
        "last-month": (last_month, this_month - _DAY),
    }
    first, last = named.get(text) or _dates(text)
    if first > last:
        raise UsageError(text, "ends before it begins", _ADVICE)
    return Days(first, last)


def _dates(text: str) -> tuple[date, date]:
    try:
        if re.fullmatch(r"\d{4}-\d{2}", text):
            first = date.fromisoformat(f"{text}-01")
            return first, (first + timedelta(days=31)).replace(day=1) - _DAY
        begin, _, end = text.partition("..")
        return date.fromisoformat(begin), date.fromisoformat(end)
    except (ValueError, OverflowError):
        raise UsageError(text, "is no period", _ADVICE) from None


def _month_before(day: date) -> date:
    """Return the same day of the month before, or its last one."""
    end = day.replace(day=1) - _DAY
    return end.replace(day=min(day.day, end.day))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
