"""The formats of a digest by name: how each is written and what its file is called."""

from collections.abc import Callable, Mapping, Sequence

from monitor.options import Format
from monitor.reporting.feed import atom
from monitor.reporting.markdown import markdown
from monitor.reporting.page import html
from monitor.reporting.plain import text
from monitor.reporting.tree import as_json
from monitor.reporting.views import Digest

_RENDERERS: Mapping[Format, Callable[[Digest], str]] = {
    "text": text,
    "html": html,
    "markdown": markdown,
    "json": as_json,
}
_ENDINGS: Mapping[Format, str] = {"text": "txt", "html": "html", "markdown": "md", "json": "json"}
FEED = "incidents.atom"
"""The feed is one file that goes on, not one a digest."""


def render(name: Format, digest: Digest, earlier: Sequence[Digest] = ()) -> str:
    """Return ``digest`` in a format.

    Args:
        name: The format.
        digest: What is told.
        earlier: Digests before it, newest first; a feed goes on with what they told.
    """
    return atom((digest, *earlier)) if name == "atom" else _RENDERERS[name](digest)


def file_name(name: Format, stem: str) -> str:
    """Return what the file of a format is called."""
    return FEED if name == "atom" else f"{stem}.{_ENDINGS[name]}"
