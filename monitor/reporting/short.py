"""Digest -> the few lines that a chat takes."""

from collections.abc import Iterator

from monitor.reporting.views import Digest

LONGEST = 3500
"""Characters; Telegram takes 4,096."""


def short(digest: Digest) -> str:
    """Return a digest's headlines, cut at a line where they are many."""
    lines = list(_lines(digest))
    kept: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > LONGEST:
            kept.append("…")
            break
        kept.append(line)
    return "\n".join(kept)


def _lines(digest: Digest) -> Iterator[str]:
    if digest.notice:
        yield digest.notice
    if digest.glance:
        yield "; ".join(digest.glance) + "."
    for view in digest.new:
        yield f"- {view.title} ({view.when})" + (f": {view.line}" if view.line else "")
    for view in digest.updated:
        yield f"- {digest.tongue.say('New')}: {view.title}: {'; '.join(view.changes)}"
    yield from (f"- {sentence}" for sentence in digest.errata)
