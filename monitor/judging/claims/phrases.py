"""All phrases of ``data/claims_phrases.txt`` that stand in a text, found in one pass.

A pattern is tried only at words that open with its opening letters, so the cost of a text does
not grow with the number of patterns.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule matched."""

    value: str
    firm: bool
    start: int
    end: int
    sentence: int


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


@lru_cache(maxsize=20_000)
def _keys_of(word: str) -> tuple[str, ...]:
    """Return the opening letters whose rules may match at ``word``."""
    lengths = range(min(len(word), _KEY), _SHORTEST - 1, -1)
    return tuple(word[:length] for length in lengths if word[:length] in rules())


@cache
def _any_of(key: str) -> re.Pattern[str]:
    """Return a pattern that matches where any of the rules of ``key`` does: most words, none."""
    return re.compile("|".join(rule.pattern.pattern for rule in rules()[key]))


def scan(text: Text) -> Hits:
    """Return what the rules find in ``text``."""
    folded, starts = text.folded, text.starts
    ends = [last for _, last in text.sentences]
    found: Hits = {}
    for i, word in enumerate(text.words):
        for key in _keys_of(word):
            if not _any_of(key).match(folded, starts[i]):
                continue
            for rule in rules()[key]:
                if match := rule.pattern.match(folded, starts[i]):
                    hit = Hit(rule.value, rule.firm, starts[i], match.end(), bisect_right(ends, i))
                    found.setdefault(rule.field, []).append(hit)
    return found
