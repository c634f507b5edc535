"""Filters that are addresses: a query string as what is sought, and back."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import get_args
from urllib.parse import urlencode

from monitor.models import Label
from storage.desk_rows import Sought, SoughtArticles

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REVIEWS = {"open", "accepted", "rejected", "unsure"}
_LONGEST = 200
MOST_PAGES = 100_000

Query = Mapping[str, str]


def incidents_sought(query: Query) -> Sought:
    """Return which incidents a query string asks for; what makes no sense is not asked."""
    review = query.get("review", "")
    return Sought(
        **{name: query.get(name, "")[:_LONGEST] for name in ("department", "form", "status")},
        review=review if review in _REVIEWS else "",
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        conflict=query.get("conflict") == "1",
        words=query.get("words", "")[:_LONGEST].strip(),
    )


def articles_sought(query: Query) -> SoughtArticles:
    """Return which articles a query string asks for."""
    verdict = query.get("verdict", "")
    return SoughtArticles(
        verdict=verdict if verdict in get_args(Label) else "",
        source=query.get("source", "")[:_LONGEST],
        decided=query.get("decided") == "1",
    )


def _day(text: str) -> str:
    return text if _DAY.fullmatch(text) else ""


def page_number(query: Query) -> int:
    """Return which page is asked for; the first where that makes no sense."""
    text = query.get("page", "1")
    fine = text.isascii() and text.isdecimal() and len(text) < 7
    return min(max(int(text), 1), MOST_PAGES) if fine else 1


def link(path: str, sought: Sought | SoughtArticles | Query, page: int = 1) -> str:
    """Return the address of a list: its filters, and the page where it is not the first."""
    values: dict[str, object]
    if isinstance(sought, Mapping):
        values = dict(sought)
    else:
        values = {one.name: getattr(sought, one.name) for one in fields(sought)}
    given = {name: "1" if value is True else value for name, value in values.items() if value}
    query = urlencode(given | ({"page": page} if page > 1 else {}))
    return f"{path}?{query}" if query else path
