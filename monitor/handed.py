"""What ``trata why`` is handed to judge on the spot: a page, a text, or objects of JSON."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from monitor.bringing import NOBODY, bounded, notes, read_line
from monitor.errors import TrataError, UsageError
from monitor.models import UNKNOWN, Article, Unreadable
from monitor.reading import decoding, extract
from monitor.text import clean

_MARKUP = re.compile(r"(?i)<(?:!doctype|html|head|body|article|main|section|div|p|h1|meta)\b")
_NO_TEXTS: Final = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "a database",
}
"""How files begin that are no text, and what they are."""
_ADDRESS: Final = "https://file.invalid/"
_SAMPLE: Final = 4096


@dataclass(frozen=True, slots=True)
class Handed:
    """What was read."""

    articles: tuple[Article, ...]
    complaints: tuple[str, ...]
    """One for each line that could not be read, and for each field that could not be used."""
    bad: int
    """Lines that could not be read."""


def read(subject: str, now: datetime) -> Handed:
    """Return the articles of a file, or of standard input where ``subject`` is ``-``.

    Raises:
        UsageError: It is a directory, cannot be opened or is no text.
        TrataError: It holds no article.
    """
    name = "standard input" if subject == "-" else subject
    raw = _raw(subject, name)
    text = _text(name, raw).strip()
    if not clean(text):
        raise TrataError(name, "is empty")
    lines = _lines(text)
    if lines:
        return _of_lines(name, lines, now)
    return Handed((_page(name, text, now) if _MARKUP.search(text) else _plain(text, now),), (), 0)


def _raw(subject: str, name: str) -> bytes:
    try:
        return bounded(sys.stdin.buffer if subject == "-" else Path(subject))
    except IsADirectoryError:
        raise UsageError(name, "is a directory", "give one file") from None
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or error
        raise UsageError(name, f"cannot be read: {what}") from None


def _text(name: str, raw: bytes) -> str:
    for head, kind in _NO_TEXTS.items():
        if raw.startswith(head):
            raise UsageError(name, f"is {kind}, not text", "save what it says as text first")
    text = decoding.decode(raw) if not _unmarked(raw) else raw.decode(_unmarked(raw), "replace")
    if decoding.is_binary(text):
        raise UsageError(name, "is no text", "give a page, plain text or lines of JSON")
    return text


def _unmarked(raw: bytes) -> str:
    """Return the kind of UTF-16 that ``raw`` seems to be without telling so; else nothing."""
    head = raw[:_SAMPLE]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = (head[at::2].count(0) for at in (first, 1 - first))
        if 10 * zeros > 4 * len(head) and not others:
            return encoding
    return ""


def _lines(text: str) -> list[str]:
    """Return the objects of JSON in ``text``, each as a line; nothing where it is no JSON."""
    if not text.startswith(("{", "[")):
        return []
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text.split("\n") if text.startswith("{") else []
    several = value if isinstance(value, list) else [value]
    return [json.dumps(one) for one in several]


def _of_lines(name: str, lines: list[str], now: datetime) -> Handed:
    articles: list[Article] = []
    complaints: list[str] = []
    bad = 0
    for number, line in enumerate(lines, 1):
        article = read_line(line.encode("utf-8", "replace"), now) if line.strip() else None
        if isinstance(article, str):
            complaints.append(f"{name}:{number}: {article}; skipped")
            bad += 1
        elif article:
            articles.append(article)
            complaints += _notes(f"{name}:{number}", line, article)
    return Handed(tuple(articles), tuple(complaints), bad)


def _notes(where: str, line: str, article: Article) -> Iterator[str]:
    yield from (f"{where}: {note}" for note in notes(line.encode("utf-8", "replace"), article))


def _page(name: str, text: str, now: datetime) -> Article:
    page = text.encode("utf-8", "replace")
    article = extract.from_html(page, url=_ADDRESS, outlet=NOBODY, fetched_at=now)
    if isinstance(article, Unreadable):
        detail = "" if article.detail == _ADDRESS else article.detail
        what = f"no article could be read: {article.reason.replace('_', ' ')}"
        raise TrataError(name, what, detail)
    return article


def _plain(text: str, now: datetime) -> Article:
    title, _, body = text.partition("\n")
    return extract.from_text(
        url=_ADDRESS,
        title=title,
        text=body or title,
        outlet=NOBODY,
        published=UNKNOWN,
        fetched_at=now,
    )
