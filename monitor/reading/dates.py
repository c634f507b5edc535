"""Dates as Peru's outlets write them, in feeds, pages and addresses.

Everything that feedparser guesses is read here instead: it takes PET for UTC, epoch seconds for a
year, and gives up on Spanish names of days and months.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from monitor.models import UNKNOWN, Precision, When
from monitor.text import fold

Zone = timezone | ZoneInfo
Clock = tuple[time, Zone]

LIMA: Final = ZoneInfo("America/Lima")
"""Of every time without a zone; Peru keeps no daylight saving."""
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST = 150
"""Characters; what is longer is prose, not a date."""

_HEAD_LINES = 8
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january janeiro jan",
            "febrero february fevereiro feb fev",
            "marzo march marco mar",
            "abril april abr apr",
            "mayo maio may mai",
            "junio june junho jun",
            "julio july julho jul",
            "agosto august ago aug",
            "septiembre setiembre september setembro sept sep set",
            "octubre october outubro oct out",
            "noviembre november novembro nov",
            "diciembre december dezembro dic dec dez",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES: Final = {
    name: float(hours)
    for hours, names in (
        ("0", "z ut utc gmt wet"),
        ("-5", "pet est cot ect act"),
        ("-4", "edt bot vet clt ast amt"),
        ("-3", "art brt clst adt uyt pyst"),
        ("-2", "brst"),
        ("-6", "cst mdt"),
        ("-7", "mst pdt"),
        ("-8", "pst"),
        ("1", "cet west bst"),
        ("2", "cest eet"),
        ("3", "eest msk"),
    )
    for name in names.split()
}
_ZONES["cdt"] = -5.0

_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:\.?[º°]|ero|er|ro|st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_OF = r"(?:\s*(?:,|/|-|del?)\s*|\s+)(?:(?:del?|ano)\s+)?"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?P<s>[-/.])(?P<month>\d{1,2})(?P=s)(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})(?P<s>[-/.])(?P<month>\d{1,2})(?P=s)" + _YEAR,
        r"(?<!\d)(?P<day>\d{1,2})(?P<s>[/.])(?P<month>\d{1,2})(?P=s)(?P<year>\d{2})(?!\d)",
        rf"{_DAY}{_OF}{_MONTH}{_OF}{_YEAR}",
        rf"{_DAY}[ -]{_MONTH}[ -](?P<year>\d{{2}})(?![\d:])",
        rf"\b{_MONTH}\s*{_DAY}{_OF}{_YEAR}",
        r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?=$|t?\d{4}(?:\d{2})?(?!\d))",
    )
)
_ASCTIME = re.compile(
    rf"\b{_MONTH}\s+{_DAY}\s+(?P<clock>\d\d?:\d\d(?::\d\d)?\s*(?:[a-z]{{2,4}}\s+)?){_YEAR}"
)
_MONTH_ONLY = re.compile(rf"{_MONTH}(?:\s*,\s*|\s+(?:del?\s+)?){_YEAR}")
_ISO_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)")
_ZONE = (
    r"(?:\(?(?:utc|gmt)?\s?(?P<sign>[+-])(?P<zh>\d{2}):?(?P<zm>\d{2})(?![\d/])"
    r"|\(?(?:utc|gmt)?(?P<sign2>[+-])(?P<zh2>\d{1,2})(?![\d/:-])|\(?(?P<zone>[a-z]{1,5})\b)?"
)
_CLOCK = (
    r"(?<!\d)(?:(?P<h>\d{1,2})(?:[:h]|\.(?=\d\d\s*(?:[ap]\.?\s?m|h)))(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?|(?P<h2>\d{1,2})"
    r"(?=\s*[ap]\.?\s?m\b)|(?P<h3>\d{2})(?P<m3>\d{2})(?P<s3>\d{2})?(?!\d))"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*(?:hrs?|horas|h)\b\.?)?\s*" + _ZONE
)
_LINK = r"[\s,;|·/()-]{0,5}(?:(?:\ba\s+las?|\bas|\bat|\balas|\bhora:?|\bt)\s*)?"
_CLOCK_AFTER = re.compile(r"(?:t|" + _LINK + r")" + _CLOCK)
_CLOCK_BEFORE = re.compile(
    r"^[^\d]*" + _CLOCK + r"[\s,;|·-]*(?:(?:del?|el|on)\s+)?(?:[a-z]{3,9}\b\.?,?\s*)?$"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_NO_ZONE = frozenset(("h", "hrs", "hora", "horas", "lima", "peru", "local"))

_STAMP_WORDS = re.compile(
    r"\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|segunda|terca|quarta|quinta|sexta|feira"
    r"|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[ap]\.?\s?m|hrs?|h|a|las"
    r"|as|at|de|del|el|on|t|z|utc|gmt|pet|et|pst|est|publicado|actualizado|updated|published|posted"
    r"|fecha|ultima|actualizacion|peru|lima)\b"
)

_URL_DAY = re.compile(
    r"[/_=-](?P<year>20\d\d)(?P<s>[/_-]?)(?P<month>\d\d)(?P=s)(?P<day>\d\d)"
    r"(?=[/_.?&-]|$|(?:\d{4}|\d{6}|\d{12})(?!\d))"
)
_URL_MONTH = re.compile(r"/(?P<year>20\d\d)/(?P<month>\d\d)/")


def parse(text: str, *, now: datetime) -> When:
    """Return the moment that ``text`` writes, in Spanish, English, Portuguese or a standard.

    Times without a zone are Lima's; a date without a time has the precision ``day`` and stands at
    Lima's midnight. Numbers are read day first. What is no date, what is ambiguous between years,
    and what lies outside of 2000 to ``now`` + 24 h is ``UNKNOWN``.
    """
    folded = " ".join(fold(text[: _LONGEST + 1]).split())
    if len(folded) > _LONGEST or not folded:
        return UNKNOWN
    if _EPOCH.fullmatch(folded):
        return _epoch(folded, now)
    asctime = _ASCTIME.search(folded)
    if asctime:
        day = _day(asctime)
        return _bounded(day, _clock(re.match(_CLOCK, asctime["clock"])), now)
    for pattern in _DATES:
        if match := pattern.search(folded):
            return _bounded(_day(match), _clock_around(folded, match), now)
    return _coarse(folded, now)


def from_url(url: str, *, now: datetime) -> When:
    """Return the day (``/2025/03/14/``) or month (``/2025/03/``) that an address carries."""
    if match := _URL_DAY.search(url):
        return _bounded(_day(match), None, now)
    if match := _URL_MONTH.search(url):
        return _checked(_start(int(match["year"]), int(match["month"])), "month", now)
    return UNKNOWN


def _checked(at: datetime | None, precision: Precision, now: datetime) -> When:
    if at is None or not EARLIEST <= at <= now + timedelta(hours=24):
        return UNKNOWN
    return When(at, precision)


def _epoch(digits: str, now: datetime) -> When:
    whole = digits.partition(".")[0]
    seconds = int(whole) / (1000 if len(whole) == 13 else 1)
    return _checked(datetime.fromtimestamp(seconds, UTC), "time", now)


def _start(year: int, month: int = 1) -> datetime | None:
    return datetime(year, month, 1, tzinfo=LIMA) if 1 <= month <= 12 and year > 1 else None


def _coarse(folded: str, now: datetime) -> When:
    if re.fullmatch(r"\d{4}", folded):
        return _checked(_start(int(folded)), "year", now)
    if match := _ISO_MONTH.fullmatch(folded):
        return _checked(_start(int(match["year"]), int(match["month"])), "month", now)
    if match := _MONTH_ONLY.fullmatch(folded):
        return _checked(_start(int(match["year"]), _MONTHS[match["name"]]), "month", now)
    return UNKNOWN


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    name = parts.get("name")
    month = _MONTHS[name] if name else int(parts["month"])
    year, day = int(parts["year"]), int(parts["day"])
    if not name and month > 12 and match.start("day") < match.start("month"):
        month, day = day, month
    try:
        return date(year + 2000 if len(parts["year"]) == 2 else year, month, day)
    except ValueError:
        return None


def _bounded(day: date | None, clock: Clock | None, now: datetime) -> When:
    if day is None or not 2000 <= day.year < 9999:
        return UNKNOWN
    if clock is None:
        return _checked(datetime.combine(day, time(), LIMA), "day", now)
    return _checked(datetime.combine(day, *clock), "time", now)


def _clock_around(folded: str, match: re.Match[str]) -> Clock | None:
    after = _CLOCK_AFTER.match(folded, match.end())
    return _clock(after) or _clock(_CLOCK_BEFORE.search(folded[: match.start()]))


def _clock(match: re.Match[str] | None) -> Clock | None:
    """Return the time of day and its zone; None where it is no time or its zone is not known."""
    if match is None:
        return None
    parts = match.groupdict()
    hour = int(parts["h"] or parts["h2"] or parts["h3"])
    minute, second = int(parts["m"] or parts["m3"] or 0), int(parts["s"] or parts["s3"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"] == "p" else 0) if hour <= 12 else hour
    zone = _zone(parts)
    if zone is None or hour > 23 or minute > 59:
        return None
    if zone is LIMA and not (hour or minute or second):
        return None
    return time(hour, minute, min(second, 59)), zone


def _zone(parts: dict[str, str | None]) -> Zone | None:
    sign = parts["sign"] or parts["sign2"]
    if sign:
        minutes = int(parts["zh"] or parts["zh2"] or 0) * 60 + int(parts["zm"] or 0)
        if minutes > 14 * 60:
            return None
        return timezone(timedelta(minutes=-minutes if sign == "-" else minutes))
    name = parts["zone"]
    if not name or name in _NO_ZONE:
        return LIMA
    return timezone(timedelta(hours=_ZONES[name])) if name in _ZONES else None


def dateline(text: str, *, now: datetime) -> When:
    """Return the date that stands alone on one of the first lines of a text."""
    for line in text.split("\n", _HEAD_LINES)[:_HEAD_LINES]:
        if is_stamp(line) and (when := parse(line, now=now)).at is not None:
            return when
    return UNKNOWN


def is_stamp(line: str) -> bool:
    """Tell whether a line is nothing but a date, with a weekday, a time or a city at most."""
    folded = " ".join(fold(line[:91]).split())
    if not 6 <= len(folded) <= 90:
        return False
    for pattern in _DATES:
        if match := pattern.search(folded):
            rest = folded[: match.start()] + " " + folded[match.end() :]
            rest = _STAMP_WORDS.sub(" ", re.sub(r"\d{1,2}[:h.]\d{2}(?::\d{2})?", " ", rest))
            return len(re.findall(r"[a-z]+", rest)) <= 1
    return False
