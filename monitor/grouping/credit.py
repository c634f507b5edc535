"""Whose text an article says that it carries: an agency's, an office's note, another outlet's.

The words are read where credits stand: in the byline, in the dateline that opens the text, on lines
of its end, and wherever "con información de" or "nota de prensa" stands. Names and ways of writing
them are in ``data/credits.yaml``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Literal

import yaml

from monitor.models import Article, Credit
from monitor.text import fold, sentences

_OPENING = 140
"""Characters in which a dateline stands."""
_ENDING = 3
"""Last sentences or lines in which a credit stands."""
_LONGEST_CREDIT = 60
"""Of a line that is nothing but a credit, characters."""
_AROUND = 120
_MOST_NOTES = 8
"""Characters between a note and the name of the office that sent it."""

Kind = Literal["agency", "official", "outlet"]

_NAME = r"([A-ZÁÉÍÓÚÑ][\w.&'-]*(?:[ /](?:de |del |la |el )?[A-ZÁÉÍÓÚÑ0-9][\w.&'-]*){0,3})"
_TAKEN_FROM = re.compile(
    r"(?i:con informaci[oó]n de(?:l diario| la agencia|l portal| radio)?|con datos de|"
    r"publicad[oa] (?:originalmente )?(?:por|en)|tomado de|seg[uú]n (?:public[oó]|inform[oó]) "
    r"(?:el diario |la agencia |radio |el portal )?|with information from|"
    r"first published (?:by|in)|com informa[cç][oõ]es d[aeo]) (?:(?:el|la|los) )?" + _NAME
)
_CREDIT_LINE = re.compile(
    r"[\W_]{0,3}(?i:fuente|source|fonte|agencias?)\s{0,2}[:/|-]\s{0,2}" + _NAME
)
_DATELINE = re.compile(r"^[^.\n]{0,70}?\(([^()\n]{2,50})\)\s{0,2}[.:–—-]")
_BREAK = re.compile(r"[.!?]\s|\n")
_GENERIC = re.compile(r"(?i:agencia|agência) [A-ZÁÉÍÓÚÑ]\w+(?: [A-ZÁÉÍÓÚÑ]\w+)?")


@dataclass(frozen=True, slots=True)
class _Names:
    of: dict[str, tuple[Kind, str]]
    """A way of writing, folded -> kind and the name shown."""
    notes: re.Pattern[str]
    offices: re.Pattern[str]


@cache
def _names() -> _Names:
    told = yaml.safe_load(
        files("monitor.grouping").joinpath("data/credits.yaml").read_text("utf-8")
    )
    kinds: tuple[Kind, ...] = ("agency", "official")
    of: dict[str, tuple[Kind, str]] = {
        way: (kind, name)
        for kind in kinds
        for name, ways in told[kind].items()
        for way in (*ways, fold(name))
    }
    offices = [way for way, (kind, _) in of.items() if kind == "official"]
    return _Names(of, _any(told["notes"]), _any(offices))


def _any(ways: list[str]) -> re.Pattern[str]:
    longest = sorted(map(re.escape, ways), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest)})\b")


def find(article: Article) -> tuple[Credit, ...]:
    """Return whose text an article says that it carries, each name once, agencies first."""
    found: dict[str, Credit] = {}
    for credit in _all(article):
        if fold(credit.name) not in fold(article.outlet.name):
            found.setdefault(credit.name, credit)
    order = ("agency", "official", "outlet")
    return tuple(sorted(found.values(), key=lambda credit: order.index(credit.kind)))


def _all(article: Article) -> Iterator[Credit]:
    body = article.body
    yield from _byline(article.author)
    opening = _DATELINE.match(body[:_OPENING])
    if opening:
        yield from _in_brackets(opening[1], opening.start(1))
    for start, end in sentences(body)[-_ENDING:]:
        line = body[start:end]
        if len(line) <= _LONGEST_CREDIT:
            yield from _ending(line, start)
    for match in _TAKEN_FROM.finditer(body):
        yield _named(match[1], "body", match.start(), match.end())
    yield from _notes(body)


def _byline(author: str) -> Iterator[Credit]:
    for piece in re.split(r"[/|,;-]| y ", author):
        name = piece.strip(" ().")
        if fold(name) in _names().of or _GENERIC.fullmatch(name):
            yield _named(name, "author", 0, len(author))


def _in_brackets(text: str, at: int) -> Iterator[Credit]:
    for piece in re.split(r"[/|,;]", text):
        name = piece.strip()
        if fold(name) in _names().of or _GENERIC.fullmatch(name):
            yield _named(name, "body", at, at + len(text))


def _ending(line: str, at: int) -> Iterator[Credit]:
    """A last line that is a credit: ``(Andina)``, ``EFE``, ``Fuente: Mininter``."""
    bare = line.strip(" ()[].-–—/|*")
    if fold(bare) in _names().of or _GENERIC.fullmatch(bare):
        yield _named(bare, "body", at, at + len(line))
    elif match := _CREDIT_LINE.match(line):
        yield _named(match[1], "body", at, at + match.end())
    elif match := re.search(r"\(([^()]{2,40})\)\s?\.?$", line):
        yield from _in_brackets(match[1], at + match.start(1))


def _notes(body: str) -> Iterator[Credit]:
    """An office's note: its name in the sentence that speaks of the note."""
    folded, names = fold(body), _names()
    for note in islice(names.notes.finditer(folded), _MOST_NOTES):
        first = max(note.start() - _AROUND, 0)
        spans = [
            (min(note.start(), office.start()), max(note.end(), office.end()), office[0])
            for office in names.offices.finditer(folded, first, note.end() + _AROUND)
        ]
        near = [span for span in spans if not _BREAK.search(folded, *span[:2])]
        if near:
            start, end, office = min(near, key=lambda span: span[1] - span[0])
            yield Credit("official", names.of[office][1], body[start:end], "body", start, end)


def _named(name: str, part: Literal["author", "body"], start: int, end: int) -> Credit:
    name = name.strip(" .")
    kind, shown = _names().of.get(fold(name), ("outlet", name))
    if _GENERIC.fullmatch(name) and kind == "outlet":
        kind = "agency"
    return Credit(kind, shown, name, part, start, end)
