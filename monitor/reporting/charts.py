"""Overview -> charts: incidents and people rescued by month, by department, by form."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal

from monitor.briefs import Cell, Overview
from monitor.reporting.tongue import Tongue
from monitor.reporting.views import Bar, Chart


def charts(overview: Overview | None, tongue: Tongue) -> tuple[Chart, ...]:
    """Return the charts of ``overview``; none where it tells no incident."""
    if overview is None or not overview.cells:
        return ()
    months = list(_months(overview))
    names = [tongue.short_month(month) for month in months]
    keys = [f"{month:%Y-%m}" for month in months]
    span = tongue.say(
        "{begin} to {end}", begin=tongue.month(months[0]), end=tongue.month(months[-1])
    )
    if len(months) == 1:
        span = tongue.month(months[0])
    by_month = _added(overview, lambda cell: cell.month)
    shown = [by_month.get(key, Bar("", 0, 0, 0)) for key in keys]
    rows = zip(names, months, shown, strict=True)
    return (
        Chart(
            "month",
            tongue.say("By month of the event, {span}", span=span),
            tongue.say("Month"),
            tuple(_named(f"{name} {month.year}", bar) for name, month, bar in rows),
        ),
        _ranked("form", overview, span, tongue),
        _ranked("department", overview, span, tongue),
    )


def _ranked(
    kind: Literal["department", "form"], overview: Overview, span: str, tongue: Tongue
) -> Chart:
    """Return the chart of what most incidents have first."""
    title = {
        "department": tongue.say("By department, {span}", span=span),
        "form": tongue.say("By form of exploitation, {span}", span=span),
    }
    head = {"department": tongue.say("Department"), "form": tongue.say("Form")}
    added = _added(overview, lambda cell: str(getattr(cell, kind)))
    ranked = sorted(added.items(), key=lambda pair: (-pair[1].incidents, pair[0]))
    bars = tuple(_named(tongue.term(name), bar) for name, bar in ranked)
    return Chart(kind, title[kind], head[kind], bars)


def _added(overview: Overview, key: Callable[[Cell], str]) -> dict[str, Bar]:
    bars: dict[str, Bar] = {}
    for cell in overview.cells:
        bar = bars.get(key(cell), Bar("", 0, 0, 0))
        bars[key(cell)] = Bar(
            "",
            bar.incidents + cell.incidents,
            bar.rescued_min + cell.rescued_min,
            bar.rescued_max + cell.rescued_max,
        )
    return bars


def _named(label: str, bar: Bar) -> Bar:
    return Bar(label, bar.incidents, bar.rescued_min, bar.rescued_max)


def _months(overview: Overview) -> Iterator[date]:
    month = date.fromisoformat(f"{overview.first_month}-01")
    last = date.fromisoformat(f"{overview.last_month}-01")
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
