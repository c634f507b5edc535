"""Dates in every spelling that feeds and pages use."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.models import UNKNOWN, When
from monitor.reading import dates
from tests.timing import is_within

NOW = datetime(2025, 3, 20, 12, 0, tzinfo=UTC)
TEN = When(datetime(2025, 3, 14, 15, 0, tzinfo=UTC), "time")
"""10:00 in Lima on 14 March 2025."""
DAY = When(datetime(2025, 3, 14, 5, 0, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "text",
    [
        "Fri, 14 Mar 2025 10:00:00 -0500",
        "Fri, 14 Mar 2025 15:00:00 GMT",
        "Fri, 14 Mar 2025 15:00:00 +0000",
        "Fri, 14 Mar 2025 10:00:00 PET",
        "Fri, 14 Mar 2025 10:00:00 EST",
        "Fri, 14 Mar 2025 11:00:00 EDT",
        "Fri, 14 Mar 2025 10:00:00",
        "14 Mar 25 10:00 PET",
        "Vie, 14 mar 2025 10:00",
        "Vie, 14 Mar 2025 10:00:00 -0500",
        "viernes 14 de marzo de 2025, 10:00 a. m.",
        "Viernes, 14 de Marzo del 2025 a las 10:00 horas",
        "sexta-feira, 14 de março de 2025 às 10h00",
        "March 14, 2025 10:00 AM",
        "14/03/2025 10:00",
        "14/03/2025 - 10:00 h",
        "14-03-2025 10:00:00",
        "10:00 | 14/03/2025",
        "Publicado: 14 de marzo de 2025 | 10:00 h",
        "2025-03-14T15:00:00Z",
        "2025-03-14T10:00:00-05:00",
        "2025-03-14T10:00:00.000-0500",
        "2025-03-14T12:00:00-03:00",
        "2025-03-14T10:00",
        "2025-03-14 10:00:00",
        "2025/03/14 10:00",
        "20250314T100000",
        "Fri Mar 14 10:00:00 2025",
        "Fri Mar 14 10:00:00 PET 2025",
        "Fri Mar 14 2025 10:00:00 GMT-0500 (hora estándar de Perú)",
        "1741964400",
        "1741964400000",
    ],
)
def test_an_instant(text: str) -> None:
    assert dates.parse(text, now=NOW) == TEN


@pytest.mark.parametrize(
    "text",
    [
        "14 de marzo de 2025",
        "viernes, 14 de marzo de 2025",
        "Marzo 14, 2025",
        "14 mar. 2025",
        "14-mar-2025",
        "14 de março de 2025",
        "March 14th, 2025",
        "14 March 2025",
        "14/03/2025",
        "14-03-2025",
        "14.03.2025",
        "14/03/25",
        "03/14/2025",
        "2025-03-14",
        "2025-03-14 00:00:00",
        "20250314",
        "Fri, 14 Mar 2025 10:00:00 QQQ",
        "2025-03-14T25:61",
    ],
)
def test_a_day(text: str) -> None:
    assert dates.parse(text, now=NOW) == DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("setiembre de 2024", When(datetime(2024, 9, 1, 5, 0, tzinfo=UTC), "month")),
        ("2024-09", When(datetime(2024, 9, 1, 5, 0, tzinfo=UTC), "month")),
        ("2024", When(datetime(2024, 1, 1, 5, 0, tzinfo=UTC), "year")),
        ("4 de octubre de 2013", When(datetime(2013, 10, 4, 5, 0, tzinfo=UTC), "day")),
        ("1 de septiembre de 2024", When(datetime(2024, 9, 1, 5, 0, tzinfo=UTC), "day")),
        ("01/02/2025", When(datetime(2025, 2, 1, 5, 0, tzinfo=UTC), "day")),
        ("mar, 11 mar 2025 23:30", When(datetime(2025, 3, 12, 4, 30, tzinfo=UTC), "time")),
        ("12:15 p.m. 1/3/2025", When(datetime(2025, 3, 1, 17, 15, tzinfo=UTC), "time")),
    ],
)
def test_precision_is_what_the_text_gives(text: str, expected: When) -> None:
    assert dates.parse(text, now=NOW) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ayer",
        "14 de marzo",
        "25-03-14",
        "31 de febrero de 2025",
        "2025-02-30",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "31/12/1999",
        "9999-12-31",
        "2099-01-01T00:00:00Z",
        "0",
        "99999999999",
        "artículo 129-A",
        "x" * 500,
        "14/03/2025 " + "a" * 200,
    ],
)
def test_no_date_is_unknown(text: str) -> None:
    assert dates.parse(text, now=NOW) == UNKNOWN


def test_the_bounds_are_2000_and_a_day_ahead() -> None:
    tomorrow = (NOW + timedelta(hours=23)).isoformat()
    after = (NOW + timedelta(hours=25)).isoformat()
    assert dates.parse(tomorrow, now=NOW).precision == "time"
    assert dates.parse(after, now=NOW) == UNKNOWN


@given(st.text(max_size=200))
def test_nothing_raises(text: str) -> None:
    when = dates.parse(text, now=NOW)
    assert (when.at is None) == (when.precision == "unknown")
    dates.from_url(text, now=NOW)
    dates.is_stamp(text)


@given(st.datetimes(datetime(2000, 1, 2), datetime(2025, 3, 19)))  # noqa: DTZ001
def test_iso_is_read_to_the_second(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    assert dates.parse(moment.isoformat(), now=NOW) == When(moment, "time")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://d.example/2025/03/14/nota", DAY),
        ("https://d.example/nota-2025-03-14/", DAY),
        ("https://d.example/20250314/nota", DAY),
        ("https://d.example/nota-20250314100000123456.html", DAY),
        ("https://d.example/2024/09/nota", When(datetime(2024, 9, 1, 5, 0, tzinfo=UTC), "month")),
        ("https://d.example/nota-20251399", UNKNOWN),
        ("https://d.example/nota-1234567", UNKNOWN),
        ("https://d.example/2099/01/01/nota", UNKNOWN),
    ],
)
def test_dates_in_addresses(url: str, expected: When) -> None:
    assert dates.from_url(url, now=NOW) == expected


@pytest.mark.parametrize("text", ["1 " * 50_000, "mar " * 30_000, "(" * 100_000, "2025-" * 20_000])
def test_hostile_texts_are_quick(text: str) -> None:
    def read() -> None:
        dates.parse(text, now=NOW)
        dates.parse(text[:150], now=NOW)
        dates.from_url(text, now=NOW)

    assert is_within(0.2, read)
