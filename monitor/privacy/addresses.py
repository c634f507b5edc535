"""Addresses as they may leave: many an outlet writes the whole of its headline into them."""

import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from monitor.privacy.ages import ages
from monitor.privacy.called import called
from monitor.text import fold, one_line

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 2000
_NOBODY: frozenset[str] = frozenset()


@lru_cache(maxsize=1024)
def sheltered(url: str, known: frozenset[str] = _NOBODY) -> str:
    """Return an address; only its site where it names a victim or tells the age of a child.

    Args:
        url: As an outlet gave it.
        known: Names of victims that its article, or another of the same incident, tells.
    """
    words = _WORD.findall(fold(one_line(unquote(url), _LONGEST)))
    if _names(words, known) or any(ages(" ".join(words))):
        return site(url)
    return url if url.isprintable() else one_line(url, _LONGEST)


def _names(words: list[str], known: frozenset[str]) -> bool:
    """Return whether two words in a row, the only one or a fond one are of one known name."""
    if not called(known).isdisjoint(words):
        return True
    for parts in (set(name.split()) for name in known):
        if any({one, other} <= parts for one, other in pairwise(words)):
            return True
        if len(parts) == 1 and parts & set(words):
            return True
    return False


def site(url: str) -> str:
    """Return the front page of an address; empty where it has none."""
    try:
        parts = urlsplit(one_line(url, _LONGEST))
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
