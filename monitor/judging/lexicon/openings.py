"""How a pattern may open, and an index of patterns by the opening of a word."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

KEY_LENGTHS = (6, 5, 4, 3)
"""Letters by which a pattern is found, most first."""
_MOST_OPENINGS = 50_000
"""Openings that are remembered: more than a language has, fewer than hostile pages can make up."""

_MOST_WAYS = 20_000
"""Ways in which one pattern may open; more would slow every start."""

Speaker = TypeVar("Speaker")
Patterns = tuple[tuple[Speaker, re.Pattern[str]], ...]
"""Rules, each with a pattern of its own."""


class Openings(dict[str, Patterns[Speaker]]):
    """The first six characters at a word -> what may begin there; what was asked is remembered."""

    def __init__(self, several: Iterable[tuple[Speaker, re.Pattern[str]]]) -> None:
        """Take the rules with their patterns.

        Raises:
            ValueError: A pattern may open with fewer than three letters.
        """
        super().__init__()
        self._index: dict[str, Patterns[Speaker]] = {}
        for speaker, pattern in several:
            for key in keys(pattern.pattern):
                self._index[key] = (*self._index.get(key, ()), (speaker, pattern))

    def __missing__(self, opening: str) -> Patterns[Speaker]:
        """Look for ``opening`` at every length."""
        found = tuple(
            one for length in KEY_LENGTHS for one in self._index.get(opening[:length], ())
        )
        if len(self) < _MOST_OPENINGS:
            self[opening] = found
        return found


def keys(pattern: str) -> frozenset[str]:
    """Return how a match of ``pattern`` may open, as far as six letters where that can be told.

    Raises:
        ValueError: The pattern may open with fewer than three letters, with any letter, or in too
            many ways.
    """
    every = _openings(pattern.removeprefix(r"\b"), KEY_LENGTHS[0])
    openings = frozenset(islice(every, _MOST_WAYS))
    if next(every, None) is not None:
        raise ValueError(f"{pattern!r} may open in more than {_MOST_WAYS} ways")
    short = sorted(key for key in openings if len(key) < KEY_LENGTHS[-1])
    if short or not openings:
        raise ValueError(f"{pattern!r} may open with {short}, fewer than {KEY_LENGTHS[-1]} letters")
    return openings


def _openings(pattern: str, length: int) -> Iterator[str]:
    """Yield the first ``length`` characters of each reading of ``pattern``.

    Fewer at its end, or where it goes on with any letter or a repetition.
    """
    heads, rest = _first_piece(pattern) if length > 0 and pattern else ([], "")
    if not heads or rest.startswith(("+", "*", "{")):
        yield ""
        return
    if rest.startswith("?"):
        rest = rest[1:]
        yield from _openings(rest, length)
    for head in heads:
        if _is_plain(head):
            yield from (head + more for more in _openings(rest, length - 1))
        else:
            yield from _openings(head + rest, length)


def _is_plain(piece: str) -> bool:
    return len(piece) == 1


def _first_piece(pattern: str) -> tuple[list[str], str]:
    """Split off the first piece of ``pattern``: its readings, and what follows it."""
    if pattern.startswith(("(?!", "(?=", "(?<")):
        return [""], pattern[_group_end(pattern) :]
    if pattern.startswith("("):
        return _group(pattern)
    if pattern.startswith("["):
        end = pattern.index("]") + 1
        inside = pattern[1 : end - 1]
        return (
            ([], "") if "^" in inside or "\\" in inside else (list(_spread(inside)), pattern[end:])
        )
    if pattern.startswith(r"\d"):
        return list("0123456789"), pattern[2:]
    if pattern.startswith((r"\b", "^", "$")):
        return [""], pattern[1 + pattern.startswith("\\") :]
    if pattern.startswith("\\"):
        return ([], "") if pattern[1].isalnum() else ([pattern[1]], pattern[2:])
    if pattern.startswith("."):
        return [], ""
    return [pattern[0]], pattern[1:]


def _group(pattern: str) -> tuple[list[str], str]:
    """Split off the group that ``pattern`` opens with."""
    start = 3 if pattern.startswith("(?:") else 1
    if pattern.startswith("?", start):
        raise ValueError(f"{pattern!r} opens with a group that is not (?:...)")
    end = _group_end(pattern)
    return alternatives(pattern[start : end - 1]), pattern[end:]


def _spread(inside: str) -> str:
    """Return the characters of a class such as ``a-z``."""
    return re.sub(
        r"(\w)-(\w)",
        lambda match: "".join(map(chr, range(ord(match[1]), ord(match[2]) + 1))),
        inside,
    )


def _depths(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Yield place, character and the depth of groups and classes after it, escapes left out."""
    depth, in_class, escaped = 0, False, False
    for place, character in enumerate(pattern):
        if escaped:
            escaped = False
            continue
        escaped = character == "\\"
        if character == "[" or (character == "(" and not in_class):
            depth += 1
        elif character == "]" or (character == ")" and not in_class):
            depth -= 1
        in_class = character == "[" or (in_class and character != "]")
        yield place, character, depth


def _group_end(pattern: str) -> int:
    for place, character, depth in _depths(pattern):
        if character == ")" and not depth:
            return place + 1
    raise ValueError(f"{pattern!r} has an open group")


def alternatives(inside: str) -> list[str]:
    """Split a pattern at the bars that stand in no inner group or class."""
    bars = [place for place, character, depth in _depths(inside) if character == "|" and not depth]
    starts = [0, *(place + 1 for place in bars)]
    return [inside[start:end] for start, end in zip(starts, [*bars, None], strict=True)]
