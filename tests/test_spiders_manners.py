"""Retry-After, as servers write it, and pauses."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from monitor.options import Fetch
from spiders.manners import Manners, Refused, host_of, retry_after

NOW = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)
DAY = 24 * 3600


async def nowhere(_host: str) -> Sequence[str]:
    await asyncio.sleep(0)
    return ()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("Fri, 14 Mar 2025 13:00:00 GMT", 3600),
        ("Fri, 14 Mar 2025 13:00:00", 3600),
        ("315360000", DAY),
        ("9" * 60, DAY),
        ("Fri, 14 Mar 2035 13:00:00 GMT", DAY),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("Fri, 14 Mar 2025 11:00:00 GMT", None),
        ("pronto", None),
        ("", None),
        ("١٢", None),
        ("Fri, 99 Foo 2025 13:00:00 GMT", None),
        ("\x00" * 1000, None),
    ],
)
def test_retry_after_is_read_leniently_and_capped(value: str, seconds: int | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


def test_no_header_asks_for_nothing() -> None:
    assert retry_after({}, NOW) is None


@pytest.mark.parametrize(
    ("status", "headers", "paused"),
    [
        (429, {"retry-after": "60"}, True),
        (503, {"retry-after": "60"}, True),
        (429, {}, True),
        (503, {}, False),
        (500, {"retry-after": "60"}, False),
        (200, {"retry-after": "60"}, False),
    ],
)
def test_who_is_paused(status: int, headers: dict[str, str], paused: bool) -> None:
    told: list[tuple[str, datetime]] = []
    manners = Manners(
        Fetch(), lambda: NOW, nowhere, on_pause=lambda host, until: told.append((host, until))
    )
    manners.heed("diario.example", status, headers)

    if paused:
        with pytest.raises(Refused) as refusal:
            manners.check("diario.example")
        assert refusal.value.reason == "paused"
    else:
        manners.check("diario.example")
    manners.check("otro.example")
    expected = [("diario.example", NOW + timedelta(seconds=60))] if paused and headers else []
    assert told == expected


def test_a_pause_ends() -> None:
    manners = Manners(Fetch(), lambda: NOW, nowhere, {"diario.example": NOW})

    manners.check("diario.example")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://Diario.example:8080/nota", "diario.example"),
        ("https://[::1]/", "::1"),
        ("http:///nada", ""),
    ],
)
def test_pauses_are_kept_by_host(url: str, host: str) -> None:
    assert host_of(url) == host
