"""Digest -> JSON, for programs: values as the database has them beside the words for people."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from monitor.reporting.views import Digest, IncidentView, Line

SHAPE = 1
"""Number of the shape; it changes when a key goes or means something else."""


def as_json(digest: Digest) -> str:
    """Return ``digest`` as JSON text, ending in a line break."""
    return json.dumps(tree(digest), ensure_ascii=False, indent=2) + "\n"


def tree(digest: Digest) -> dict[str, Any]:
    """Return ``digest`` as plain values."""
    return {
        "shape": SHAPE,
        "number": digest.number or None,
        "day": digest.day,
        "language": digest.language,
        "since": instant(digest.since),
        "until": instant(digest.until),
        "title": digest.title,
        "blind": digest.blind,
        "notice": digest.notice,
        "glance": list(digest.glance),
        "new": [_incident(view) for view in digest.new],
        "updated": [_incident(view) for view in digest.updated],
        "again": [_incident(view) for view in digest.again],
        "others": [_line(line) for line in digest.others],
        "related": [_line(line) for line in digest.related],
        "charts": [asdict(chart) for chart in digest.charts],
        "errata": list(digest.errata),
        "health": list(digest.health),
        "rejects": [_line(line) for line in digest.rejects],
    }


def _incident(view: IncidentView) -> dict[str, Any]:
    return {
        "id": view.incident_id,
        "title": view.title,
        "event": view.event,
        "place": view.place,
        "departments": list(view.departments),
        "forms": list(view.forms),
        "status": view.status,
        "line": view.line,
        "changes": list(view.changes),
        "figures": [
            {
                "field": figure.field,
                "best": figure.best,
                "disputed": figure.disputed,
                "said": [
                    {
                        "value": said.number,
                        "new": said.is_new,
                        "outlets": list(said.outlets),
                        "quotes": [asdict(quote) for quote in said.quotes if quote.words],
                    }
                    for said in figure.said
                ],
            }
            for figure in view.figures
        ],
        "facts": [list(fact) for fact in view.facts],
        "sources": view.sources,
        "texts": [
            {
                "credit": text.credit or None,
                "first": _line(text.first),
                "copies": [_line(copy) for copy in text.copies],
            }
            for text in view.texts
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "outlet": line.outlet,
        "title": line.title,
        "graphic": line.graphic,
        "url": line.url,
        "when": line.when,
        "new": line.is_new,
        "note": line.note or None,
        "quotes": list(line.quotes),
    }


def instant(at: datetime) -> str:
    """Return an instant as UTC ISO text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
