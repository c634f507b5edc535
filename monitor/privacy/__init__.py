"""Victims are protected: no name of theirs and no age of a child is shown, stored as a field or
handed on.

One meaning for the whole program: judging keeps such words out of its quotes, the edges put
:data:`NAME` for a name and leave an age out wherever they show what an outlet wrote.
"""

from collections.abc import Collection

from monitor.privacy.ages import ages
from monitor.privacy.names import names, victims
from monitor.text import one_line

__all__ = ["NAME", "ages", "names", "shown", "victims"]

NAME = "[nombre]"
"""Stands for the name of a victim, in every language."""


def shown(text: str, limit: int = 200, known: Collection[str] = ()) -> str:
    """Return ``text`` on one line, without the names of victims and the ages of minors.

    Args:
        text: What an outlet wrote.
        limit: Most characters.
        known: Names of victims that the rest of the article tells, see :func:`victims`.
    """
    line = one_line(text, limit)
    private = [(*span, NAME) for span in names(line, known)]
    private += [(*span, _instead(line, *span)) for span in ages(line)]
    kept, at = [], 0
    for start, end, instead in sorted(private):
        if start >= at:
            kept += [line[at:start], instead]
            at = end
    return " ".join("".join([*kept, line[at:]]).split()).lstrip(",:; ")


def _instead(line: str, start: int, end: int) -> str:
    """Return what is shown for an age: one who is called by it is a minor."""
    words = line[start:end].lower()
    if words.startswith("quince") and " " not in words:
        return "menor" + "es" * words.endswith("s")
    return ""
