"""Digest -> Markdown in which no text of an outlet is read as markup."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from monitor.reporting.links import web_address
from monitor.reporting.tongue import Tongue
from monitor.reporting.views import Chart, Digest, Figure, IncidentView, Line, Text

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~@]|:(?=//))")
_BREAKERS = str.maketrans({"(": "%28", ")": "%29", "\\": "%5C"})


def escaped(words: str) -> str:
    """Return ``words`` so that Markdown shows them as they are."""
    return _SIGNS.sub(r"\\\1", html.escape(words, quote=False))


def markdown(digest: Digest) -> str:
    """Return ``digest`` as Markdown."""
    return "\n".join(_Markdown(digest.tongue).lines(digest)).rstrip() + "\n"


class _Markdown:
    """Lays out the parts of a digest in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self.say, self.quoted = tongue.say, tongue.quoted

    def lines(self, digest: Digest) -> Iterator[str]:
        say = self.say
        yield from (f"# {escaped(digest.title)}", "", escaped(digest.period), "")
        if digest.glance:
            yield from (f"**{escaped('; '.join(digest.glance))}.**", "")
        if digest.notice:
            yield from (f"**{escaped(digest.notice)}**", "")
        yield from self._incidents(say("New incidents"), digest.new)
        yield from self._incidents(say("News of known incidents"), digest.updated)
        yield from self._incidents(say("Told again, with nothing new"), digest.again)
        others = say("Statistics, policy, campaigns and reports")
        yield from self._list(others, map(self._line, digest.others))
        related = say("Related (not counted as trafficking)")
        yield from self._list(related, map(self._line, digest.related))
        yield from self._list(say("Corrections of earlier digests"), map(escaped, digest.errata))
        for chart in digest.charts:
            yield from self._chart(chart)
        yield from self._list(say("Health of the collection"), map(escaped, digest.health))
        rejects = say("Rejected, drawn at random for inspection")
        yield from self._list(rejects, map(self._line, digest.rejects))

    def _list(self, title: str, entries: Iterable[str]) -> Iterator[str]:
        lines = [f"- {entry}" for entry in entries]
        if lines:
            yield from (f"## {escaped(title)}", "", *lines, "")

    def _incidents(self, title: str, incidents: Sequence[IncidentView]) -> Iterator[str]:
        if incidents:
            yield from (f"## {escaped(title)} ({len(incidents)})", "")
        for incident in incidents:
            yield from self._brief(incident) if incident.brief else self._incident(incident)
        if incidents and incidents[-1].brief:
            yield ""

    def _brief(self, incident: IncidentView) -> Iterator[str]:
        parts = (incident.when, incident.place, incident.line)
        told = " · ".join(escaped(part) for part in parts if part)
        yield f"- {escaped(incident.title)} ({self._name(incident)}): {told}"
        yield from (f"  - {self._line(line)}" for line in incident.fresh)

    def _name(self, incident: IncidentView) -> str:
        return self.say("Incident {id}", id=incident.incident_id)

    def _incident(self, incident: IncidentView) -> Iterator[str]:
        yield from (f"### {escaped(incident.title)} ({self._name(incident)})", "")
        yield " · ".join(escaped(part) for part in (incident.when, incident.place) if part)
        yield from ("", f"**{escaped(incident.line)}**") if incident.line else ()
        yield ""
        new = self.say("New")
        yield from (f"- **{new}:** {escaped(change)}" for change in incident.changes)
        yield from (f"- {escaped(label)}: {escaped(fact)}" for label, fact in incident.facts)
        for figure in incident.figures:
            yield from self._figure(figure)
        yield f"- {self.say('Sources')}: {escaped(incident.sources)}"
        for text in incident.texts:
            yield from self._text(text)
        yield ""

    def _figure(self, figure: Figure) -> Iterator[str]:
        yield f"- **{escaped(figure.label)}: {escaped(figure.text)}**"
        for said in figure.said:
            value = f"{said.value}: " if len(figure.said) > 1 else ""
            quotes = (
                f"{self.quoted(q.words, q.graphic)} ({', '.join(q.outlets)})" for q in said.quotes
            )
            yield f"  - {value}{escaped('; '.join(quotes))}"

    def _text(self, text: Text) -> Iterator[str]:
        credit = self.say("text of {agency}", agency=text.credit) if text.credit else ""
        yield f"  - {self._line(text.first)}" + (f" ({escaped(credit)})" if credit else "")
        for copy in text.copies:
            same = self.say("same text: {outlet}, {day}", outlet=copy.outlet, day=copy.when)
            yield f"    - {_link(same, copy.url)}"

    def _line(self, line: Line) -> str:
        title = self.say("[graphic headline left out]") if line.graphic else line.title
        note = escaped(f" [{line.note}]") if line.note else ""
        quotes = "".join(f" «{escaped(quote)}»" for quote in line.quotes)
        if not title:
            return _link(f"{line.outlet}, {line.when}", line.url)
        named = f"{escaped(line.outlet)}, {escaped(line.when)}"
        return f"{named}: {_link(title, line.url)}{note}{quotes}"

    def _chart(self, chart: Chart) -> Iterator[str]:
        heads = (chart.head, self.say("Incidents"), self.say("People rescued"))
        yield from (f"## {escaped(chart.title)}", "")
        yield f"| {' | '.join(map(escaped, heads))} |"
        yield "|---|---:|---:|"
        for bar in chart.bars:
            yield f"| {escaped(bar.label)} | {bar.incidents} | {escaped(bar.rescued)} |"
        yield ""


def _link(words: str, url: str) -> str:
    address = web_address(url).translate(_BREAKERS)
    return f"[{escaped(words)}]({address})" if address else escaped(words)
