"""Articles and pages that are brought by hand: lines of JSON, saved pages."""

import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO

from monitor.collect import take
from monitor.errors import TrataError
from monitor.models import Article, Lead, Outlet, Page, Unreadable, When
from monitor.options import Rules
from monitor.polls import Drop
from monitor.reading import dates, extract, urls
from monitor.text import clean, fold, one_line
from storage.store import Store

log = logging.getLogger(__name__)

MAX_LINE = 16 * 1024 * 1024
MAX_PAGE = 32 * 1024 * 1024

FIELDS_HELP = (
    'A line: {"url", "outlet", "outlet_country"?, "lang"?, "published"?, "title", '
    '"text" | "html"}; null means absent.'
)

NOBODY = Outlet(source_id="", name="", country="")
"""The outlet of a page that nobody names one for."""

_LAST_YEAR = 9999
"""A date that can be read only from there lies in the future."""

Complain = Callable[[int, str], None]


# -- pages ----------------------------------------------------------------------------------------


def read_file(path: Path, address: str, now: datetime) -> Mapping[str, object]:
    """Return what a saved page says, or ``{"url", "path", "error"}``."""
    failed = {"url": address, "path": str(path)}
    try:
        html = bounded(path)
    except (OSError, ValueError) as error:
        return {**failed, "error": f"cannot be read: {getattr(error, 'strerror', None) or error}"}
    article = extract.from_html(
        html, url=address or "https://unknown.invalid/", outlet=NOBODY, fetched_at=now
    )
    if isinstance(article, Unreadable):
        return {**failed, "error": f"{article.reason} {article.detail}".strip()}
    return as_fields(article, address)


def bounded(source: Path | IO[bytes]) -> bytes:
    """Return what is in a file or a stream.

    Raises:
        OSError: It cannot be read.
        ValueError: It is too large.
    """
    with source.open("rb") if isinstance(source, Path) else nullcontext(source) as file:
        raw = file.read(MAX_PAGE + 1)
    if len(raw) > MAX_PAGE:
        raise ValueError(f"larger than {MAX_PAGE} bytes")
    return raw


def read_page(page: Page) -> Mapping[str, object] | Unreadable:
    """Return what a fetched page says."""
    article = extract.read(page, Lead("", "", page.url), NOBODY)
    return article if isinstance(article, Unreadable) else as_fields(article, page.url)


def as_fields(article: Article, address: str) -> Mapping[str, object]:
    """Return an article as ``trata extract`` prints it."""
    return {
        "url": address,
        "canonical_url": article.canonical_url if address else None,
        "title": article.title,
        "body": article.body,
        "author": article.author or None,
        "published": written(article.published),
        "language": article.language,
    }


def written(when: When) -> str | None:
    """Return a moment as ISO text, no more precise than it is known; None where it is not."""
    if when.at is None:
        return None
    lengths = {"day": 10, "week": 10, "month": 7, "year": 4}
    text = when.at.isoformat(timespec="seconds")
    return text[: lengths[when.precision]] if when.precision in lengths else text


def shown(fields: Mapping[str, object]) -> str:
    """Return the fields of an article for a terminal."""
    head = [f"{name}: {fields[name] or '-'}" for name in fields if name not in {"title", "body"}]
    return "\n".join([str(fields["title"]), "", *head, "", str(fields["body"])])


# -- lines ----------------------------------------------------------------------------------------


def import_lines(
    store: Store,
    lines: Iterable[bytes],
    clock: Callable[[], datetime],
    rules: Rules,
    language: str,
    complain: Complain,
) -> dict[str, int]:
    """Take each line's article in, in order; return counters.

    A bad line is told to ``complain`` with its number and what is wrong, counted and skipped.
    """
    counters: Counter[str] = Counter()
    round_id = store.begin_round("import", clock())
    status = "failed"

    def bad(number: int, what: str) -> None:
        counters["bad lines"] += 1
        complain(number, f"{what}; skipped")
        store.save_drop(round_id, Drop("", f"line {number}", "import", "bad_line", what), clock())

    try:
        for number, line in enumerate(lines, 1):
            article = read_line(line, clock()) if line.strip() else None
            if isinstance(article, str):
                bad(number, article)
            elif article is not None:
                for note in notes(line, article):
                    complain(number, note)
                _take_line(store, article, round_id, rules, language, counters, number, bad)
        status = "done"
    finally:
        store.end_round(round_id, clock(), status, {f"import/{k}": n for k, n in counters.items()})
    return {name: number for name, number in counters.items() if number}


def _take_line(
    store: Store,
    article: Article,
    round_id: int,
    rules: Rules,
    language: str,
    counters: Counter[str],
    number: int,
    bad: Complain,
) -> None:
    """Take one line's article; a fault of ours with it does not end the import."""
    try:
        taken = take(store, article, round_id=round_id, rules=rules, language=language)
    except TrataError:
        raise
    except Exception as error:
        log.debug("line %d", number, exc_info=True)
        bad(number, f"this is a fault of the program: {type(error).__name__}: {error}")
        return
    known = "edited" if taken.edited else "known"
    counters[taken.label if taken.new else known] += 1
    counters["new incidents"] += taken.new_incidents


def notes(line: bytes, article: Article) -> tuple[str, ...]:
    """Return what of a good line could not be used."""
    fields = json.loads(line)
    found = []
    if fields.get("published") and article.published.at is None:
        told = one_line(fields["published"], 40)
        found.append(f'"published" {told!r} {_no_date(fields["published"], article)}; unknown')
    if fields.get("outlet_country") and not article.outlet.country:
        wanted = "two letters such as PE"
        found.append(f'"outlet_country" {fields["outlet_country"][:40]!r} is not {wanted}; unknown')
    if fields.get("lang") and not _language(fields["lang"]):
        found.append(f'"lang" {fields["lang"][:40]!r} is not two letters such as es; found anew')
    text = fields.get("text") or ""
    if len(clean(text)) > extract.MAX_BODY:
        told = f"{len(clean(text)):,} characters; kept: the first {len(article.body):,}"
        found.append(f'"text" has {told}')
    return tuple(found)


def _no_date(text: str, article: Article) -> str:
    """Say what is wrong with a date that could not be used."""
    ahead = dates.parse(text, now=article.fetched_at.replace(year=_LAST_YEAR))
    return "is no date" if ahead.at is None else "lies in the future"


def read_line(line: bytes, now: datetime) -> Article | str:
    """Return the article of one line of JSON, or what is wrong with the line."""
    if len(line) > MAX_LINE:
        return f"longer than {MAX_LINE} bytes"
    try:
        fields = json.loads(line, object_pairs_hook=_once)
    except _TwiceError as twice:
        return f'"{one_line(str(twice), 40)}" stands twice'
    except (ValueError, RecursionError) as error:
        return _not_json(error)
    wrong = _complaint(fields)
    return wrong or _article(fields, now)


class _TwiceError(Exception):
    """A key stands twice in one object: which one is meant nobody knows."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return fields


def _not_json(error: ValueError | RecursionError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "is not JSON: it is no text in UTF-8"
    if isinstance(error, json.JSONDecodeError):
        near = one_line(error.doc[error.pos :][:60], 30)
        where = f"near {near!r}" if near else "at its end"
        return f"is not JSON: wrong at character {error.pos + 1}, {where}"
    return "is not JSON: nested too deeply, or a number is too long"


def _complaint(fields: object) -> str:
    if not isinstance(fields, dict):
        return "is not an object"
    known = ("url", "outlet", "outlet_country", "lang", "published", "title", "text", "html")
    for name in known:
        if fields.get(name) is not None and not isinstance(fields[name], str):
            return f'"{name}" must be text, it is {type(fields[name]).__name__}'
    for name in ("url", "outlet", "title"):
        if not clean(fields.get(name) or ""):
            return f'"{name}" is missing'
    if not urls.is_web(fields["url"].strip()):
        return f'"url" is not a web address: {one_line(fields["url"], 100)}'
    if not (clean(fields.get("text") or "") or clean(fields.get("html") or "")):
        return '"text" or "html" is missing'
    return ""


def _article(fields: Mapping[str, str | None], now: datetime) -> Article | str:
    url, title, name = ((fields[key] or "").strip() for key in ("url", "title", "outlet"))
    outlet = Outlet(
        source_id=_slug(name),
        name=one_line(name, 120),
        country=_country(fields.get("outlet_country") or ""),
        language=_language(fields.get("lang") or ""),
    )
    when = dates.parse(fields.get("published") or "", now=now)
    text = fields.get("text")
    if text and text.strip():
        return extract.from_text(
            url=url,
            title=title,
            text=text,
            outlet=outlet,
            language=outlet.language,
            published=when,
            fetched_at=now,
        )
    lead = Lead(outlet.source_id, "import", url, title=title, published=when)
    html = (fields.get("html") or "").encode("utf-8", "replace")
    article = extract.from_html(html, url=url, outlet=outlet, fetched_at=now, lead=lead)
    if isinstance(article, Unreadable):
        return f"no article could be read from its html: {article.reason} {article.detail}".strip()
    return article


def _country(text: str) -> str:
    code = text.strip().upper()
    return code if re.fullmatch(r"[A-Z]{2}", code) else ""


def _language(text: str) -> str:
    code = text.strip().lower()
    return code[:2] if re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", code) else ""


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name).replace("ñ", "n")).strip("-")[:60] or "import"
