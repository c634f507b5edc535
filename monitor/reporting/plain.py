"""Digest -> text for a terminal."""

from collections.abc import Iterator, Sequence
from functools import partial

from monitor.reporting.links import address
from monitor.reporting.tongue import Tongue
from monitor.reporting.views import Chart, Digest, Figure, IncidentView, Line, Text
from monitor.text import wrap

WIDTH = 88
_BAR = 30
"""Characters of the longest bar of a chart."""

_wrap = partial(wrap, width=WIDTH)


def text(digest: Digest) -> str:
    """Return ``digest`` as plain text, at most 88 characters wide where words allow."""
    return "\n".join(_Text(digest.tongue).lines(digest)).rstrip() + "\n"


class _Text:
    """Lays out the parts of a digest in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self.say, self.quoted = tongue.say, tongue.quoted

    def lines(self, digest: Digest) -> Iterator[str]:
        say = self.say
        yield from _wrap(digest.title.upper())
        yield from _wrap(digest.period)
        if digest.glance:
            yield from _wrap("; ".join(digest.glance) + ".")
        if digest.notice:
            yield ""
            yield from _wrap(digest.notice)
        yield from self._incidents(say("New incidents"), digest.new)
        yield from self._incidents(say("News of known incidents"), digest.updated)
        yield from self._incidents(say("Told again, with nothing new"), digest.again)
        yield from self._list(say("Statistics, policy, campaigns and reports"), digest.others)
        yield from self._list(say("Related (not counted as trafficking)"), digest.related)
        yield from self._sentences(say("Corrections of earlier digests"), digest.errata)
        for chart in digest.charts:
            yield from self._chart(chart)
        yield from self._sentences(say("Health of the collection"), digest.health)
        yield from self._list(say("Rejected, drawn at random for inspection"), digest.rejects)

    def _incidents(self, title: str, incidents: Sequence[IncidentView]) -> Iterator[str]:
        if incidents:
            yield from _heading(f"{title} ({len(incidents)})")
        for number, incident in enumerate(incidents, 1):
            told = self._brief if incident.brief else self._incident
            yield from told(number, incident)

    def _brief(self, number: int, incident: IncidentView) -> Iterator[str]:
        yield from self._title(number, incident)
        for part in (_joined(incident.when, incident.place), incident.line):
            yield from _wrap(part, first="   ", rest="   ") if part else ()
        for line in incident.fresh:
            yield from _wrap(self._named(line), first="   + ", rest="     ")
            yield f"     {address(line.url)}"

    def _title(self, number: int, incident: IncidentView) -> Iterator[str]:
        name = self.say("Incident {id}", id=incident.incident_id)
        yield from _wrap(f"{incident.title} [{name}]", first=f"{number}. ", rest="   ")

    def _incident(self, number: int, incident: IncidentView) -> Iterator[str]:
        yield ""
        yield from self._title(number, incident)
        yield from _wrap(_joined(incident.when, incident.place), first="   ", rest="   ")
        if incident.line:
            yield from _wrap(incident.line, first="   ", rest="   ")
        for change in incident.changes:
            yield from _wrap(f"{self.say('New')}: {change}", first="   * ", rest="     ")
        for label, fact in incident.facts:
            yield from _wrap(f"{label}: {fact}", first="   ", rest="     ")
        for figure in incident.figures:
            yield from self._figure(figure)
        yield from _wrap(f"{self.say('Sources')}: {incident.sources}", first="   ", rest="     ")
        for told in incident.texts:
            yield from self._told(told)

    def _figure(self, figure: Figure) -> Iterator[str]:
        yield f"   {figure.label}: {figure.text}"
        for said in figure.said:
            value = f"{said.value}: " if len(figure.said) > 1 else ""
            quotes = "; ".join(
                f"{self.quoted(q.words, q.graphic)} ({', '.join(q.outlets)})" for q in said.quotes
            )
            yield from _wrap(f"{value}{quotes}", first="     ", rest="     ")

    def _told(self, told: Text) -> Iterator[str]:
        mark = "+" if told.first.is_new else "·"
        yield from _wrap(self._named(told.first), first=f"   {mark} ", rest="     ")
        yield f"     {address(told.first.url)}"
        if told.credit:
            note = self.say("text of {agency}", agency=told.credit)
            yield from _wrap(note, first="     ", rest="     ")
        for copy in told.copies:
            same = self.say("same text: {outlet}, {day}", outlet=copy.outlet, day=copy.when)
            yield from _wrap(same, first="     = ", rest="       ")
            yield f"       {address(copy.url)}"

    def _named(self, line: Line) -> str:
        title = self.say("[graphic headline left out]") if line.graphic else line.title
        return f"{line.outlet}, {line.when}" + (f": {title}" if title else "")

    def _list(self, title: str, lines: Sequence[Line]) -> Iterator[str]:
        if lines:
            yield from _heading(f"{title} ({len(lines)})")
        for line in lines:
            note = f" [{line.note}]" if line.note else ""
            yield from _wrap(f"{self._named(line)}{note}", first="- ", rest="  ")
            for quote in line.quotes:
                yield from _wrap(f"«{quote}»", first="    ", rest="    ")
            yield f"  {address(line.url)}"

    def _sentences(self, title: str, sentences: Sequence[str]) -> Iterator[str]:
        if sentences:
            yield from _heading(title)
        for sentence in sentences:
            yield from _wrap(sentence, first="- ", rest="  ")

    def _chart(self, chart: Chart) -> Iterator[str]:
        yield from _heading(chart.title)
        most = max(bar.incidents for bar in chart.bars) or 1
        width = max(len(bar.label) for bar in chart.bars)
        for bar in chart.bars:
            drawn = "█" * -(-bar.incidents * _BAR // most)
            people = self.say("rescued: {n}", n=bar.rescued) if bar.incidents else ""
            yield f"{bar.label:{width}}  {drawn} {bar.incidents}  {people}".rstrip()


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield title
    yield "-" * len(title)
