"""Digests -> an Atom feed of incidents (RFC 4287), the newest telling of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from monitor.reporting.page import rendered
from monitor.reporting.tree import instant
from monitor.reporting.views import Digest, IncidentView

MOST_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident, as a digest told it."""

    id: str
    """The same however often it is told."""
    updated: str
    published: str
    view: IncidentView
    link: str


def atom(digests: Sequence[Digest]) -> str:
    """Return the feed of what ``digests`` told, which come newest first; at least one."""
    newest = digests[0]
    return rendered(
        "feed.xml",
        newest,
        entries=list(_entries(digests))[:MOST_ENTRIES],
        updated=instant(newest.until),
        feed_id=uuid5(NAMESPACE_URL, "trata:incidents").urn,
    )


def _entries(digests: Sequence[Digest]) -> Iterator[Entry]:
    seen: set[int] = set()
    for digest in digests:
        for view in (*digest.new, *digest.updated):
            if view.incident_id not in seen:
                seen.add(view.incident_id)
                yield _entry(view, digest)


def _entry(view: IncidentView, digest: Digest) -> Entry:
    first = view.first_seen or digest.until
    name = f"trata:incident:{view.incident_id}:{instant(first)}"
    link = view.articles[0].url if view.articles else ""
    urn = uuid5(NAMESPACE_URL, name).urn
    return Entry(urn, instant(digest.until), instant(first), view, link)
