"""Digest -> text for a terminal, and Markdown."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from monitor.reporting.digest import Digest, Figure, IncidentView, Line
from monitor.text import wrap

WIDTH = 88

_wrap = partial(wrap, width=WIDTH)


def text(digest: Digest) -> str:
    """Return ``digest`` as plain text, at most 88 characters wide where words allow."""
    return "\n".join(_text_lines(digest)).rstrip() + "\n"


def _text_lines(digest: Digest) -> Iterator[str]:
    yield from _wrap(digest.title.upper())
    yield from _wrap(digest.period)
    if digest.notice:
        yield ""
        yield from _wrap(digest.notice)
    for name, incidents in (("new", digest.new), ("updated", digest.updated)):
        if incidents:
            yield from _heading(f"{digest.word(name)} ({len(incidents)})")
        for number, incident in enumerate(incidents, 1):
            yield from _text_incident(digest, number, incident)
    yield from _text_list(digest.word("others"), digest.others)
    yield from _text_list(digest.word("related"), digest.related)
    yield from _heading(digest.word("health"))
    for sentence in digest.health:
        yield from _wrap(sentence, first="- ", rest="  ")
    yield from _text_list(digest.word("rejects"), digest.rejects)


def _text_list(title: str, lines: Sequence[Line]) -> Iterator[str]:
    if lines:
        yield from _heading(f"{title} ({len(lines)})")
    for line in lines:
        yield from _text_line(line)


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield title
    yield "-" * len(title)


def _text_incident(digest: Digest, number: int, incident: IncidentView) -> Iterator[str]:
    yield ""
    name = digest.word("incident").format(id=incident.incident_id)
    yield from _wrap(f"{incident.title} [{name}]", first=f"{number}. ", rest="   ")
    for change in incident.changes:
        yield from _wrap(f"{digest.word('change')}: {change}", first="   * ", rest="     ")
    for label, fact in incident.facts:
        yield from _wrap(f"{label}: {fact}", first="   ", rest="     ")
    for figure in incident.figures:
        yield from _text_figure(figure)
    yield from _wrap(f"{digest.word('sources')}: {incident.sources}", first="   ", rest="     ")
    for line in incident.articles:
        mark = "+" if line.is_new else "·"
        yield from _wrap(
            f"{line.outlet}, {line.when}: {line.title}", first=f"   {mark} ", rest="     "
        )
        yield f"     {line.url}"


def _text_figure(figure: Figure) -> Iterator[str]:
    yield f"   {figure.label}: {figure.text}"
    for said in figure.said:
        value = f"{said.value}: " if figure.disputed else ""
        quotes = "; ".join(f"«{q.words}» ({', '.join(q.outlets)})" for q in said.quotes)
        yield from _wrap(f"{value}{quotes}", first="     ", rest="     ")


def _text_line(line: Line) -> Iterator[str]:
    note = f" [{line.note}]" if line.note else ""
    yield from _wrap(f"{line.outlet}, {line.when}: {line.title}{note}", first="- ", rest="  ")
    for quote in line.quotes:
        yield from _wrap(f"«{quote}»", first="    ", rest="    ")
    yield f"  {line.url}"


# -- Markdown -------------------------------------------------------------------------------------

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~])")
_URL_BREAKERS = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20"})


def _escape(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", html.escape(words, quote=False))


def markdown(digest: Digest) -> str:
    """Return ``digest`` as Markdown; no text of an outlet is read as markup."""
    return "\n".join(_markdown_lines(digest)).rstrip() + "\n"


def _markdown_lines(digest: Digest) -> Iterator[str]:
    yield from (f"# {_escape(digest.title)}", "", _escape(digest.period), "")
    if digest.notice:
        yield from (f"**{_escape(digest.notice)}**", "")
    for name, incidents in (("new", digest.new), ("updated", digest.updated)):
        if incidents:
            yield from (f"## {digest.word(name)} ({len(incidents)})", "")
        for incident in incidents:
            yield from _markdown_incident(digest, incident)
    for name, lines in (("others", digest.others), ("related", digest.related)):
        yield from _markdown_list(digest.word(name), map(_markdown_line, lines))
    yield from _markdown_list(digest.word("health"), map(_escape, digest.health))
    yield from _markdown_list(digest.word("rejects"), map(_markdown_line, digest.rejects))


def _markdown_list(title: str, entries: Iterable[str]) -> Iterator[str]:
    lines = [f"- {entry}" for entry in entries]
    if lines:
        yield from (f"## {title}", "", *lines, "")


def _markdown_incident(digest: Digest, incident: IncidentView) -> Iterator[str]:
    name = digest.word("incident").format(id=incident.incident_id)
    yield from (f"### {_escape(incident.title)} ({name})", "")
    yield from (f"- **{digest.word('change')}:** {_escape(change)}" for change in incident.changes)
    yield from (f"- {_escape(label)}: {_escape(fact)}" for label, fact in incident.facts)
    for figure in incident.figures:
        yield f"- **{figure.label}: {_escape(figure.text)}**"
        for said in figure.said:
            value = f"{_escape(said.value)}: " if figure.disputed else ""
            quotes = (f"«{q.words}» ({', '.join(q.outlets)})" for q in said.quotes)
            yield f"  - {value}{_escape('; '.join(quotes))}"
    yield f"- {digest.word('sources')}: {_escape(incident.sources)}"
    yield from (f"  - {_markdown_line(line)}" for line in incident.articles)
    yield ""


def _markdown_line(line: Line) -> str:
    address = line.url.translate(_URL_BREAKERS)
    note = f" \\[{_escape(line.note)}\\]" if line.note else ""
    quotes = "".join(f" «{_escape(quote)}»" for quote in line.quotes)
    named = f"{_escape(line.outlet)}, {_escape(line.when)}"
    return f"{named}: [{_escape(line.title)}]({address}){note}{quotes}"
