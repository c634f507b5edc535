"""The date of the event, as the text's own words give it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from functools import lru_cache

from monitor.judging.claims.text import PARTS, Text, read_texts
from monitor.judging.claims.vocabulary import bag
from monitor.judging.months import MONTHS
from monitor.models import Article, Part, Precision, When

LIMA = timezone(timedelta(hours=-5))
"""Peru keeps no daylight saving time."""

_WEEKDAYS = {
    name: number
    for number, names in enumerate((
        "lunes monday segunda-feira", "martes tuesday terca-feira",
        "miercoles wednesday quarta-feira",
        "jueves thursday quinta-feira", "viernes friday sexta-feira", "sabado saturday",
        "domingo sunday",
    ))
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(MONTHS)
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:°|º)? (?:de |of )?(?P<month>{_MONTH})\b(?:,? (?:de |del |of "
    rf")?(?P<year>20\d\d)\b)?"
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})\b(?:st|nd|rd|th)?(?:,? (?P<year>20\d\d)\b)?"
)
_NUMERIC = re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d)\b")
_RELATIVE = re.compile(
    r"\b(?P<back2>anteayer|antier|anteontem|antes de ayer)\b|\b(?P<back1>ayer|anoche|yesterday|"
    r"last night|ontem)\b|"
    r"\b(?P<back0>hoy|esta (?:mañana|madrugada|tarde|noche)|today|this morning|hoje)\b"
)
_WEEKDAY = re.compile(
    r"\b(?P<lead>(?:el|este|ese(?: mismo)?|aquel|la (?:mañana|madrugada|tarde|noche) del|del|on|"
    r"last|this|said|"
    r"early|late|na|no|nesta|neste|de|da|do|manhã de|manha de|tarde de|noite de)(?: (?:pasado|"
    r"ultimo|ultima))?) "
    rf"(?P<name>{'|'.join(_WEEKDAYS)})\b(?P<past> (?:pasado|ultimo|passad[ao]|anterior))?(?! \d)"
)
_NAMED_DAY = re.compile(
    rf"\b(?P<name>{'|'.join(_WEEKDAYS)}) \(?(?P<day>\d{{1,2}})\b(?! (?:de|personas|mujeres|of)\b)"
)
"""``el jueves 23``: a weekday with the day of a month that is not named."""
_MONTH_YEAR = re.compile(
    rf"\b(?:en|de|in|em|a) (?P<month>{_MONTH})\b(?:(?: (?:de|del|of))? (?P<year>20\d\d)\b|(?! \d))"
)
_RAID_OF = re.compile(rf"\b(?P<name>{'|'.join(_WEEKDAYS)})(?P<past>)'s (?:raid|operation|arrests?)")
_LAST_OF = re.compile(rf"\bultimo (?P<name>{'|'.join(_WEEKDAYS)}) de (?P<month>{_MONTH})\b")
_THAT_YEAR = re.compile(r" de (?:aquel|ese(?: mismo)?|dicho) año\b")
_YEAR = re.compile(r"\b20\d\d\b")
_BEFORE_TODAY = re.compile(r"\b(?:pasado|ultimo|last)\b")
_SPAN = re.compile(
    r"\b(?P<week>la semana pasada|last week|semana passada|este fin de semana|el (?:ultimo "
    r")?fin de semana|over the weekend)\b|"
    r"\b(?P<month>el mes pasado|last month|mes passado)\b"
)
_EVENT = re.compile(
    r"\b(?:rescat|resgat|liber|deten|detuv|detid|captur|arrest|interv|operativ|operac|operation|"
    r"allan|conden|sentenci|freed|"
    r"free |raid|held|pres[oa]s|cay|cae|hall|encontr|dict|desarticul|sentenced|jailed|aprehend|"
    r"prend|ubic|frustr)\w*"
)
_ASIDE = re.compile(
    r"\b(?:desde|hasta|since|until|nacid\w+|born|comenzara|iniciara|sera|seran|will|vencera|"
    r"previst\w+|programad\w+|plazo|"
    r"para el|denunci\w+|desaparecid\w+|desaparecio|capt(?:o|aron|ada|adas)|"
    r"reportad\w+|publicad\w+|actualizad\w+|"
    r"junio y|entre) (?:\w+ ){0,5}$"
)
_RAID = re.compile(
    r"\b(?:rescat|resgat|liber[aoó]|detuv|detenid[oa]s? (?:el|la|este|ayer|anoche)|deten|captur|"
    r"arrest|"
    r"interv[ie]n|operativo|operac|operation|allan|freed|raid|irrump|irrumpi|ingres(?:o|aron)|"
    r"entro|"
    r"entraron|hall(?:o|aron|ad)|encontr(?:o|aron|aram|ad)|subiram|datan|cort(?:o|aron)|ubic(?:o|"
    r"aron|ad)|sac(?:o|aron|ad)|cay(?:o|eron)|"
    r"aprehend|prend(?:eu|eram)|inmoviliz|intercept|alcanzaron|subieron|lleg(?:o|aron) al|found|"
    r"removed|went in|agents came|estallo|ocurri|tumbaron|tapiaron|baj(?:o|aron)|frustr)\w*"
)
_HOUR = re.compile(r"(?:la|esta) (?:noche|madrugada|mañana|tarde)\b")
_REPORTED = re.compile(
    r"\b(?:comenzo|empezo|empezaba|inicio|corrio|noticia|informo|dijo|confirmo|difundio|preciso|"
    r"anuncio|señalo|indico|publico|declaro|comunicado de|"
    r"said|told|dictad\w+|leid\w+|conocid\w+|cumple|audiencia|salio a la luz) (?:\w+ ){0,3}$"
)
_NOW = re.compile(r"(?:hoy|today|hoje)\b")
_NEAR = 110
_DAY_NAMES = frozenset(name.partition("-")[0] for name in _WEEKDAYS)
_DATE_WORDS = (
    frozenset(MONTHS)
    | _DAY_NAMES
    | bag(
        "anteayer antier anteontem antes ayer anoche yesterday night ontem hoy esta today morning "
        "hoje semana week fin weekend mes month /"
    )
)
_WRITTEN = (
    (frozenset(MONTHS), _DAY_MONTH),
    (frozenset(MONTHS), _MONTH_DAY),
    (frozenset({"/"}), _NUMERIC),
)
_MONTHS = frozenset(MONTHS)
_ENDS_IN_DAY = re.compile(r"\d $")
_OLDEST = timedelta(days=75)
_OLDEST_RAID = timedelta(days=3000)
_LEAD = 3


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its words."""

    when: When
    start: int
    end: int
    text: Text


def _midnight(day: datetime) -> datetime:
    """Return the start of a day in Lima, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=LIMA).astimezone(UTC)


def published_day(published: When) -> When:
    """Return the day of publication in Lima; coarser precisions stay."""
    if published.at is None or published.precision not in ("time", "day"):
        return published
    return When(_midnight(_local(published)), "day")


def _local(published: When) -> datetime:
    """Return publication in Lima; a day that was stored as midnight UTC stays that day."""
    assert published.at is not None
    moment = published.at.astimezone(UTC)
    whole = published.precision != "time" and moment.time() == time()
    return moment.replace(tzinfo=LIMA) if whole else moment.astimezone(LIMA)


def iso(when: When) -> str:
    """Return a moment as text, as precise as it is known: ``2025-03-14``, ``2025-W11``."""
    if when.at is None:
        return ""
    day = when.at.astimezone(LIMA)
    if when.precision == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    shapes = {"year": "%Y", "month": "%Y-%m"}
    return day.strftime(shapes.get(when.precision, "%Y-%m-%d"))


@lru_cache(maxsize=4)
def event_date(article: Article) -> Dated | None:
    """Return the date that the text gives its event; None where it gives none.

    Sentences of the opening that tell a raid, an arrest or a sentence go first. A date later than
    the day after publication, or much older than the article, is another one's.
    """
    texts, published = read_texts(article), article.published
    if published.at is None:
        return _undated(texts)
    today = _local(published)
    found = [pair for part in PARTS for pair in _in_text(texts[part], today)]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _undated(texts: Mapping[Part, Text]) -> Dated | None:
    """Return a full date of the text itself, for an article with no date of its own."""
    for part in PARTS:
        text = texts[part]
        for pattern in (_DAY_MONTH, _MONTH_DAY):
            for match in pattern.finditer(text.folded):
                day = _day(match, None)
                if day is not None and match["year"]:
                    return Dated(When(_midnight(day), "day"), match.start(), match.end(), text)
    return None


def _in_text(text: Text, today: datetime) -> Iterator[tuple[tuple[int, bool, int], Dated]]:
    """Yield the dates of a text with their rank: next to a raid, in the opening, early."""
    for index, (first, last) in enumerate(text.sentences):
        words = frozenset(text.words[first:last])
        if _DATE_WORDS.isdisjoint(words):
            continue
        start, end = text.starts[first], text.ends[last - 1]
        eventful = _EVENT.search(text.folded, start, end) is not None
        for dated in _in_sentence(text, start, end, words, today):
            if _is_aside(text, start, dated):
                continue
            level = _level(text, start, end, dated, eventful=eventful)
            old = level == 0 and (
                index >= _LEAD or _YEAR.search(text.folded, dated.start, dated.end)
            )
            if _plausible(dated.when, today, told=bool(old) or dated.when.precision == "month"):
                yield (level, index >= _LEAD, dated.start), dated


def _is_aside(text: Text, start: int, dated: Dated) -> bool:
    """Return whether a date is of something else, such as when the victims were recruited.

    The hour of the day is told of a raid: ``rescata a ocho jóvenes captadas (...) la noche del
    jueves``.
    """
    aside = _ASIDE.search(text.folded, max(start, dated.start - 60), dated.start)
    if aside is None or not aside[0].startswith("captad"):
        return aside is not None
    hour = _HOUR.match(text.folded, dated.start)
    return hour is None or _RAID.search(text.folded, start, aside.start()) is None


def _level(text: Text, start: int, end: int, dated: Dated, *, eventful: bool) -> int:
    """Return 0 for a date next to the words of a raid, 1 in a sentence of an event, else 2."""
    coarse = dated.when.precision != "day" or _NOW.match(text.folded, dated.start) is not None
    if _REPORTED.search(text.folded, max(start, dated.start - 50), dated.start):
        return 2 + coarse
    near = max(start, dated.start - _NEAR), min(end, dated.end + _NEAR)
    if _RAID.search(text.folded, *near):
        return 2 * coarse
    return (1 if eventful else 2) + coarse


def _plausible(when: When, today: datetime, *, told: bool) -> bool:
    """Return whether a date may be the event's: one next to a raid may lie years back."""
    if when.at is None:
        return False
    latest = today + timedelta(days=1)
    oldest = _OLDEST if when.precision == "day" and not told else _OLDEST_RAID
    return today - oldest <= when.at.astimezone(LIMA) <= latest


def _in_sentence(
    text: Text, start: int, end: int, words: frozenset[str], today: datetime
) -> Iterator[Dated]:
    """Yield the dates of a sentence, trying only the patterns whose words stand in it."""
    folded = text.folded
    for opening, pattern in _WRITTEN:
        if not opening.isdisjoint(words):
            yield from _written(text, pattern.finditer(folded, start, end), today)
    for match in _RELATIVE.finditer(folded, start, end):
        back = 2 if match["back2"] else 1 if match["back1"] else 0
        yield _found(text, match, today - timedelta(days=back), "day")
    if not _DAY_NAMES.isdisjoint(words):
        for pattern, day_of in _WEEKDAYS_TOLD:
            for match in pattern.finditer(folded, start, end):
                if named := day_of(match, today):
                    yield _found(text, match, named, "day")
    if not _MONTHS.isdisjoint(words):
        yield from _months(text, start, end, today)
    for match in _SPAN.finditer(folded, start, end):
        yield _span(text, match, today)


def _written(text: Text, matches: Iterator[re.Match[str]], today: datetime) -> Iterator[Dated]:
    for match in matches:
        day = _day(match, today) if match["year"] else _without_year(text, match, today)
        if day is not None:
            yield _found(text, match, day, "day")


def _months(text: Text, start: int, end: int, today: datetime) -> Iterator[Dated]:
    """Yield months that stand without a day: with their year, or right before a raid."""
    folded = text.folded
    for match in _MONTH_YEAR.finditer(folded, start, end):
        stop = match.start()
        bare = not match["year"] and not _RAID.search(folded, match.end(), match.end() + 25)
        if not bare and not _ENDS_IN_DAY.search(folded, max(start, stop - 4), stop):
            yield _found(text, match, _first_of(match, today), "month")


def _found(text: Text, match: re.Match[str], day: datetime, precision: Precision) -> Dated:
    return Dated(When(_midnight(day), precision), match.start(), match.end(), text)


def _span(text: Text, match: re.Match[str], today: datetime) -> Dated:
    """Return a week or a month before publication."""
    if match["month"]:
        return _found(
            text, match, (today.replace(day=1) - timedelta(days=1)).replace(day=1), "month"
        )
    monday = today - timedelta(days=today.weekday())
    back = 7 if "pasada" in match[0] or "last week" in match[0] or "passada" in match[0] else 0
    if not back and today.weekday() < 3:
        back = 7
    return _found(text, match, monday - timedelta(days=back), "week")


def _without_year(text: Text, match: re.Match[str], today: datetime) -> datetime | None:
    """Return the latest such day, or that of the year told before: ``8 de mayo de aquel año``."""
    that = _THAT_YEAR.match(text.folded, match.end())
    years = _YEAR.findall(text.folded, 0, match.start()) if that else []
    return _day(match, datetime(int(years[-1]), 12, 31, tzinfo=LIMA) if years else today)


def _first_of(match: re.Match[str], today: datetime) -> datetime:
    """Return the first day of a month; without a year, of the latest one begun."""
    month = MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else today.year - (month > today.month)
    return datetime(year, month, 1, tzinfo=LIMA)


def _last_of(match: re.Match[str], today: datetime) -> datetime:
    """Return the last such weekday of a month: ``el último viernes de setiembre``."""
    month = MONTHS[match["month"]]
    year = today.year - (month > today.month)
    day = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=LIMA) - timedelta(days=1)
    return day - timedelta(days=(day.weekday() - _WEEKDAYS[match["name"]]) % 7)


def _named_day(match: re.Match[str], today: datetime) -> datetime | None:
    """Return the latest day up to publication with this weekday and this number."""
    for back in range(_OLDEST.days):
        day = today - timedelta(days=back)
        if day.day == int(match["day"]) and day.weekday() == _WEEKDAYS[match["name"]]:
            return day
    return None


def _last_weekday(match: re.Match[str], today: datetime) -> datetime:
    """Return the latest such weekday up to publication; ``pasado`` leaves today out."""
    back = (today.weekday() - _WEEKDAYS[match["name"]]) % 7
    if not back and (match["past"] or _BEFORE_TODAY.search(match[0])):
        back = 7
    return today - timedelta(days=back)


def _day(match: re.Match[str], today: datetime | None) -> datetime | None:
    """Return the day of a written date; without a year, the latest one up to publication."""
    month = MONTHS[match["month"]] if not match["month"].isdigit() else int(match["month"])
    years = [int(match["year"])] if match["year"] else []
    if not years and today is not None:
        years = [today.year, today.year - 1]
    for year in years:
        try:
            day = datetime(year, month, int(match["day"]), tzinfo=LIMA)
        except ValueError:
            return None
        if match["year"] or today is None or day <= today + timedelta(days=1):
            return day
    return None


_WEEKDAYS_TOLD: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], datetime], datetime | None]], ...
] = (
    (_WEEKDAY, _last_weekday), (_NAMED_DAY, _named_day), (_RAID_OF, _last_weekday),
    (_LAST_OF, _last_of),
)  # fmt: skip
