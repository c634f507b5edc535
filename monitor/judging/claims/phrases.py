"""All phrases of ``data/claims_phrases.txt`` that stand in a text, found in one pass.

A pattern is tried only at words that open with its opening letters, so the cost of a text does
not grow with the number of patterns.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from monitor.judging.claims.text import Text

PHRASES = Path(__file__).parent.parent / "data" / "claims_phrases.txt"
_LITERAL = re.compile(r"[a-zñ]+")
_LOOKBEHIND = re.compile(r"^\(\?<[!=][^)]*\)")
_SHORT = frozenset({"no ", "ni "})
_KEY = 7
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """The patterns of one value that open with the same letters."""

    field: str
    value: str
    firm: bool
    pattern: re.Pattern[str]


class Hit(NamedTuple):
    """Where a rule matched."""

    value: str
    firm: bool
    start: int
    end: int
    sentence: int


_Openers = tuple[Callable[[str, int], re.Match[str] | None], tuple[Rule, ...]]
"""What matches where one of several rules does, and the rules."""
_MOST_WORDS = 50_000
"""Words that are remembered: more than a language has, fewer than hostile pages can make up."""
Hits = dict[str, list[Hit]]
"""Field (of a cue: its name, such as ``offer``) -> hits in the order of the text."""


def read_rules(lines: list[str]) -> dict[str, tuple[Rule, ...]]:
    """Return the rules under the opening letters of their patterns.

    Raises:
        ValueError: A pattern that opens neither with three letters nor with ``no`` or ``ni``.
    """
    patterns: dict[tuple[str, str], list[str]] = {}
    section = ""
    for line in (raw.strip() for raw in lines):
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            patterns.setdefault((section, _opening(line)), []).append(line)
    rules: dict[str, tuple[Rule, ...]] = {}
    for (section, key), several in patterns.items():
        whole = re.compile(f"(?:{'|'.join(several)})(?![a-zñ0-9])")
        rules[key] = (*rules.get(key, ()), _rule(section, whole))
    return rules


def _rule(section: str, pattern: re.Pattern[str]) -> Rule:
    """Return the rule of a section: ``form sexual``, ``form labour?``, ``context offer``."""
    field, value = section.split()
    if field == "context":
        return Rule(value, "", True, pattern)
    if field == "cited":
        return Rule(field, value.replace("_", " "), True, pattern)
    return Rule(field, value.rstrip("?"), not value.endswith("?"), pattern)


def _opening(line: str) -> str:
    """Return the letters under which a pattern is kept."""
    line = _LOOKBEHIND.sub("", line)
    literal = _LITERAL.match(line)
    letters = literal[0] if literal else ""
    if literal and line[literal.end() : literal.end() + 1] in ("?", "*"):
        letters = letters[:-1]
    if line[:3] in _SHORT:
        return line[:2]
    if len(letters) < 3:
        raise ValueError(f"{PHRASES.name}: a pattern must open with three letters: {line}")
    return letters[:_KEY]


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules of the package's own phrase file, read once."""
    return read_rules(PHRASES.read_text(encoding="utf-8").splitlines())


@cache
def _opening_with(key: str) -> _Openers:
    """Return the rules of ``key``, and what matches where any of them does: at most words, none."""
    several = rules()[key]
    return re.compile("|".join(rule.pattern.pattern for rule in several)).match, several


class _ByWord(dict[str, tuple[_Openers, ...]]):
    """Word -> the rules that may match at it, those of the longest opening letters first."""

    def __missing__(self, word: str) -> tuple[_Openers, ...]:
        """Look for the word's opening letters at every length."""
        lengths = range(min(len(word), _KEY), _SHORTEST - 1, -1)
        keys = (word[:length] for length in lengths if word[:length] in rules())
        found = tuple(map(_opening_with, keys))
        if len(self) < _MOST_WORDS:
            self[word] = found
        return found


_BY_WORD = _ByWord()


def scan(text: Text) -> Hits:
    """Return what the rules find in ``text``."""
    folded, starts, by_word = text.folded, text.starts, _BY_WORD
    ends = [last for _, last in text.sentences]
    found: Hits = {}
    for i, word in enumerate(text.words):
        for may_match, several in by_word[word]:
            if not may_match(folded, starts[i]):
                continue
            for rule in several:
                if match := rule.pattern.match(folded, starts[i]):
                    hit = Hit(rule.value, rule.firm, starts[i], match.end(), bisect_right(ends, i))
                    found.setdefault(rule.field, []).append(hit)
    return found
