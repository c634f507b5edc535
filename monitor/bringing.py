"""Articles and pages that are brought by hand: lines of JSON, saved pages."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from monitor.collect import take
from monitor.errors import TrataError
from monitor.models import UNKNOWN, Article, Lead, Outlet, Page, Unreadable, When
from monitor.reading import dates, extract, urls
from monitor.text import fold, one_line
from storage.store import Store

MAX_LINE = 16 * 1024 * 1024
MAX_PAGE = 32 * 1024 * 1024

FIELDS_HELP = (
    'A line: {"url", "outlet", "outlet_country"?, "lang"?, "published"?, "title", '
    '"text" | "html"}; null means absent.'
)

_NOBODY = Outlet(source_id="", name="", country="")

Complain = Callable[[int, str], None]


# -- pages ----------------------------------------------------------------------------------------


def read_file(path: Path, address: str, now: datetime) -> Mapping[str, object]:
    """Return what a saved page says, or ``{"url", "path", "error"}``."""
    failed = {"url": address, "path": str(path)}
    try:
        if path.stat().st_size > MAX_PAGE:
            return {**failed, "error": f"larger than {MAX_PAGE} bytes"}
        html = path.read_bytes()
    except (OSError, ValueError) as error:
        return {**failed, "error": f"cannot be read: {getattr(error, 'strerror', None) or error}"}
    article = extract.from_html(
        html, url=address or "https://unknown.invalid/", outlet=_NOBODY, fetched_at=now
    )
    if isinstance(article, Unreadable):
        return {**failed, "error": f"{article.reason} {article.detail}".strip()}
    return as_fields(article, address)


def judged_file(path: Path, now: datetime) -> Article:
    """Return the article in a file: a page, or plain text whose first line is the title.

    Raises:
        TrataError: The file cannot be read or holds no article.
    """
    try:
        raw = path.read_bytes()[:MAX_PAGE]
    except OSError as error:
        raise TrataError(str(path), f"cannot be read: {error.strerror}") from None
    if b"<" not in raw:
        title, _, body = raw.decode("utf-8", "replace").strip().partition("\n")
        return extract.from_text(
            url="https://file.invalid/",
            title=title,
            text=body or title,
            outlet=_NOBODY,
            published=UNKNOWN,
            fetched_at=now,
        )
    article = extract.from_html(raw, url="https://file.invalid/", outlet=_NOBODY, fetched_at=now)
    if isinstance(article, Unreadable):
        raise TrataError(str(path), f"no article could be read: {article.reason}", article.detail)
    return article


def read_page(page: Page) -> Mapping[str, object] | Unreadable:
    """Return what a fetched page says."""
    article = extract.read(page, Lead("", "", page.url), _NOBODY)
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
    rules_off: frozenset[str],
    language: str,
    complain: Complain,
) -> dict[str, int]:
    """Take each line's article in, in order; return counters.

    A bad line is told to ``complain`` with its number and what is wrong, counted and skipped.
    """
    counters: Counter[str] = Counter()
    round_id = store.begin_round("import", clock())
    status = "failed"
    try:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            article = read_line(line, clock())
            if isinstance(article, str):
                counters["bad lines"] += 1
                complain(number, article)
                continue
            taken = take(store, article, round_id=round_id, rules_off=rules_off, language=language)
            counters[taken.label if taken.new else "known"] += 1
            counters["new incidents"] += taken.new_incidents
        status = "done"
    finally:
        store.end_round(round_id, clock(), status, {f"import/{k}": n for k, n in counters.items()})
    return {name: number for name, number in counters.items() if number}


def read_line(line: bytes, now: datetime) -> Article | str:
    """Return the article of one line of JSON, or what is wrong with the line."""
    if len(line) > MAX_LINE:
        return f"longer than {MAX_LINE} bytes"
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"is not JSON: {one_line(str(error), 120)}"
    wrong = _complaint(fields)
    return wrong or _article(fields, now)


def _complaint(fields: object) -> str:
    if not isinstance(fields, dict):
        return "is not an object"
    known = ("url", "outlet", "outlet_country", "lang", "published", "title", "text", "html")
    for name in known:
        if fields.get(name) is not None and not isinstance(fields[name], str):
            return f'"{name}" must be text, it is {type(fields[name]).__name__}'
    for name in ("url", "outlet", "title"):
        if not (fields.get(name) or "").strip():
            return f'"{name}" is missing'
    if not urls.is_web(fields["url"].strip()):
        return f'"url" is not a web address: {one_line(fields["url"], 100)}'
    if not ((fields.get("text") or "").strip() or (fields.get("html") or "").strip()):
        return '"text" or "html" is missing'
    return ""


def _article(fields: Mapping[str, str | None], now: datetime) -> Article | str:
    url, title, name = ((fields[key] or "").strip() for key in ("url", "title", "outlet"))
    outlet = Outlet(
        source_id=_slug(name),
        name=one_line(name, 120),
        country=(fields.get("outlet_country") or "").strip().upper()[:2],
        language=fields.get("lang") or "",
    )
    when = dates.parse(fields.get("published") or "", now=now)
    text = fields.get("text")
    if text and text.strip():
        return extract.from_text(
            url=url,
            title=title,
            text=text,
            outlet=outlet,
            language=fields.get("lang") or "",
            published=when,
            fetched_at=now,
        )
    lead = Lead(outlet.source_id, "import", url, title=title, published=when)
    html = (fields.get("html") or "").encode("utf-8", "replace")
    article = extract.from_html(html, url=url, outlet=outlet, fetched_at=now, lead=lead)
    if isinstance(article, Unreadable):
        return f"no article could be read from its html: {article.reason} {article.detail}".strip()
    return article


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name).replace("ñ", "n")).strip("-")[:60] or "import"
