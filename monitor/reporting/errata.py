"""Corrections of earlier digests, as sentences."""

from collections.abc import Iterable, Iterator
from datetime import date

from monitor.briefs import Erratum
from monitor.privacy import shown
from monitor.reporting.terms import mark
from monitor.reporting.tongue import Tongue
from monitor.text import one_line


def errata(corrections: Iterable[Erratum], tongue: Tongue) -> Iterator[str]:
    """Yield one sentence a correction, with the day of the digest that it corrects."""
    for one in corrections:
        yield _sentence(one, tongue)


def _sentence(one: Erratum, tongue: Tongue) -> str:
    named = {"id": one.incident_id, "title": one_line(one.title), "day": _day(one, tongue)}
    if one.what == "merged":
        message = mark(
            "Incident {id}, «{title}» (told on {day}), is the same event as incident {into}, "
            "«{other}»: count them once."
        )
        return tongue.say(message, **named, into=one.into, other=one_line(one.into_title))
    if one.what == "moved":
        return _moved(one, tongue, named)
    return _retold(one, tongue, named)


def _moved(one: Erratum, tongue: Tongue, named: dict[str, object]) -> str:
    told = {**named, "article": shown(one.before), "other": one_line(one.into_title)}
    if one.into:
        return tongue.count(
            "The article «{article}», told on {day} under incident {id}, «{title}», belongs to "
            "incident {into}, «{other}».",
            "{n} articles told on {day} under incident {id}, «{title}», belong to incident {into}, "
            "«{other}».",
            one.articles,
            into=one.into,
            **told,
        )
    return tongue.count(
        "The article «{article}», told on {day} under incident {id}, «{title}», does not belong "
        "to it.",
        "{n} articles told on {day} under incident {id}, «{title}», do not belong to it.",
        one.articles,
        **told,
    )


def _retold(one: Erratum, tongue: Tongue, named: dict[str, object]) -> str:
    if one.what == "gone":
        message = mark("Incident {id}, «{title}» (told on {day}), does not stand any more.")
        return tongue.say(message, **named)
    figure = {"figure": tongue.term(one.field), "before": one_line(one.before, 80)}
    if not one.now:
        message = mark(
            "Incident {id}, «{title}»: the figure told on {day} ({figure}: {before}) does not "
            "stand any more."
        )
        return tongue.say(message, **named, **figure)
    message = mark(
        "Incident {id}, «{title}»: the figure told on {day} ({figure}: {before}) is corrected to "
        "{now}."
    )
    return tongue.say(
        message, **named, **figure, now=tongue.listing(one_line(value, 80) for value in one.now)
    )


def _day(one: Erratum, tongue: Tongue) -> str:
    return tongue.day(date.fromisoformat(one.day))
