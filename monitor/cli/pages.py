"""What ``trata why --incident`` and ``trata review log`` print."""

import json
from collections.abc import Iterator
from functools import partial

from monitor.models import When
from monitor.privacy import shown
from monitor.text import many, one_line, wrap
from storage.incident_page import CountSeen, IncidentSeen, StageSeen, TellingSeen
from storage.reviewing import Review
from storage.rows import LIMA

WIDTH = 96
_wrap = partial(wrap, width=WIDTH)
_EDGES = {"day": "%Y-%m-%d", "time": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def incident(seen: IncidentSeen) -> str:
    """Return an incident as text: life line, figures with who says so, articles with reasons."""
    return "\n".join(_lines(seen))


def _lines(seen: IncidentSeen) -> Iterator[str]:
    yield from _wrap(f"Incident {seen.incident_id}: {one_line(seen.title)}")
    about = (seen.status, _day(seen.event), seen.departments, seen.forms, seen.review)
    yield from _wrap(", ".join(word for word in about if word), first="  ", rest="  ")
    if seen.numbers:
        yield f"  also known as {', '.join(map(str, seen.numbers))} (merged)"
    yield from ("", "Life line:")
    for stage in seen.stages:
        yield from _wrap(_stage(stage), first="  ", rest="    ")
    if seen.counts:
        yield from ("", "Figures (* the best):")
    for count in seen.counts:
        yield from _wrap(_count(count, seen), first="  ", rest="    ")
    yield from ("", f"Articles, {many(len({one.story_id for one in seen.tellings}), 'text')}:")
    for telling in seen.tellings:
        yield from _telling(telling)
    if seen.decisions:
        yield from ("", "Decisions:")
    for one in seen.decisions:
        yield from _wrap(decision(one), first="  ", rest="    ")


def _stage(stage: StageSeen) -> str:
    outlets = ", ".join(stage.outlets)
    return f"{_day(stage.event)} {stage.status}: {many(stage.articles, 'article')} ({outlets})"


def _count(count: CountSeen, seen: IncidentSeen) -> str:
    best = "*" if count.is_best else " "
    said = ", ".join(f"{one['outlet']} {one['at'][:10]}" for one in count.said)
    disputed = " (disputed)" if count.field in seen.conflicts else ""
    return f"{best} {count.field} = {count.value}{disputed}: {said}"


def _telling(telling: TellingSeen) -> Iterator[str]:
    head = f"{telling.article_id}. {telling.outlet}, {_day(telling.published)}, {telling.language}"
    yield from _wrap(f"{head}: {shown(telling.title)}", first="  ", rest="    ")
    yield f"    {telling.url}"
    yield from _wrap(
        f"{telling.status}; {telling.reason} (score {telling.score:.2f})", first="    ", rest="    "
    )
    if telling.passages:
        places = ", ".join(f"{start}-{end}" for start, end in telling.passages)
        others = ", ".join(map(str, telling.others)) or "none"
        yield f"    told in characters {places}; further incidents in it: {others}"


def decision(one: Review) -> str:
    """Return a decision on one line: what, who, when, on which numbers, and whether it holds."""
    after = one.after
    numbers = [f"{name} {json.dumps(after[name])}" for name in ("incidents", "articles", "value")
               if name in after]  # fmt: skip
    note = f' "{one_line(one.note, 200)}"' if one.note else ""
    undone = ""
    if one.undone_at:
        undone = f"; taken back {one.undone_at:%Y-%m-%d %H:%M}Z by {one.undone_by}"
    told = f"{one.id}. {one.action}, {one.reviewer}, {one.at:%Y-%m-%d %H:%M}Z"
    return f"{told}: {', '.join(numbers)}{note}{undone}"


def _day(when: When) -> str:
    if when.at is None:
        return "date unknown"
    day = when.at.astimezone(LIMA)
    if when.precision == "week":
        return f"week of {day:%Y-%m-%d}"
    return day.strftime(_EDGES.get(when.precision, "%Y-%m-%d"))
