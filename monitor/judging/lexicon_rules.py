"""The rules of the lexicon as frozen values, and how they are read from YAML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["asserted", "denied", "hypothesis", "compared", "purpose", "fiction", "listed"]
"""What its sentence makes of a term."""

KEY_LENGTH = 3
"""Letters by which a pattern is found; every pattern must open with that many."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand for something: a crime, an act, a place, another matter."""

    id: str
    what: str
    kind: str
    """The class of the words: ``crime``, ``exploit``, ``rescue``, ``mask``..."""
    weight: float
    patterns: tuple[re.Pattern[str], ...]
    before: re.Pattern[str] | None
    """Must be found at the end of the 60 characters on the left."""
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    match: str
    no_match: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the words round a crime term make of it."""

    id: str
    what: str
    status: Status
    where: Literal["before", "after", "both"]
    pattern: re.Pattern[str]
    match: str
    no_match: str


@dataclass(frozen=True, slots=True)
class Combination:
    """Classes of words that mean something together, in one passage."""

    id: str
    what: str
    gives: str
    """``exploitation``, or the name of a weaker reading."""
    weight: float
    needs: tuple[int, ...]
    """Bit sets of classes; one of each must be there."""
    several: int
    least: int
    """How many different classes of ``several`` must be there."""
    without: int
    match: str
    no_match: str

    def holds(self, classes: int) -> bool:
        """Tell whether a passage with these classes (a bit set) meets the combination."""
        return (
            not classes & self.without
            and all(classes & need for need in self.needs)
            and (classes & self.several).bit_count() >= self.least
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rules, with the index that finds the terms that may begin at a word."""

    terms: tuple[Term, ...]
    frames: tuple[Frame, ...]
    combinations: tuple[Combination, ...]
    bits: Mapping[str, int]
    """Class of words -> its bit."""
    index: Mapping[str, tuple[tuple[Term, re.Pattern[str]], ...]] = field(repr=False)
    """First letters of a word -> what may begin there."""

    def ids(self) -> frozenset[str]:
        """Return the ids of all rules; those that a user may switch off."""
        return frozenset(rule.id for rule in (*self.terms, *self.frames, *self.combinations))


def term(raw: Mapping[str, Any], words: Mapping[str, str]) -> Term:
    """Return the term that one entry of a YAML file describes."""
    patterns = tuple(
        re.compile(rf"\b(?:{_expand(pattern, words)})(?!\w)") for pattern in raw["patterns"]
    )
    return Term(
        id=raw["id"],
        what=raw["what"],
        kind=raw["class"],
        weight=float(raw.get("weight", 1.0)),
        patterns=patterns,
        before=_optional(raw.get("before")),
        not_before=_optional(raw.get("not_before")),
        not_after=_optional(raw.get("not_after")),
        match=raw["match"],
        no_match=raw["no_match"],
    )


def frame(raw: Mapping[str, Any]) -> Frame:
    """Return the frame that one entry of a YAML file describes."""
    return Frame(
        id=raw["id"],
        what=raw["what"],
        status=raw["status"],
        where=raw["where"],
        pattern=re.compile(raw["pattern"]),
        match=raw["match"],
        no_match=raw["no_match"],
    )


def combination(raw: Mapping[str, Any], bits: Mapping[str, int]) -> Combination:
    """Return the combination that one entry of a YAML file describes.

    Raises:
        KeyError: It names a class that no term has.
    """
    several = raw.get("several", {"least": 0, "of": []})
    return Combination(
        id=raw["id"],
        what=raw["what"],
        gives=raw["gives"],
        weight=float(raw["weight"]),
        needs=tuple(_bit_set(need, bits) for need in raw["needs"]),
        several=_bit_set(several["of"], bits),
        least=int(several["least"]),
        without=_bit_set(raw.get("without", []), bits),
        match=raw["match"],
        no_match=raw["no_match"],
    )


def build(
    terms: tuple[Term, ...], frames: tuple[Frame, ...], raw_combinations: list[Mapping[str, Any]]
) -> Lexicon:
    """Return the lexicon of these rules."""
    kinds = sorted({rule.kind for rule in terms})
    bits = {kind: 1 << place for place, kind in enumerate(kinds)}
    index: dict[str, list[tuple[Term, re.Pattern[str]]]] = {}
    for rule in terms:
        for pattern in rule.patterns:
            for key in keys(pattern.pattern):
                index.setdefault(key, []).append((rule, pattern))
    return Lexicon(
        terms=terms,
        frames=frames,
        combinations=tuple(combination(raw, bits) for raw in raw_combinations),
        bits=bits,
        index={key: tuple(rules) for key, rules in index.items()},
    )


def keys(pattern: str) -> frozenset[str]:
    """Return the openings of ``KEY_LENGTH`` letters that a match of ``pattern`` may have.

    Raises:
        ValueError: The pattern may open with fewer, or with something that is no letter.
    """
    openings = frozenset(
        key for key in _openings(pattern.removeprefix(r"\b"), KEY_LENGTH) if key.strip()
    )
    short = sorted(key for key in openings if len(key) < KEY_LENGTH)
    if short or not openings:
        raise ValueError(f"{pattern!r} may open with {short}, fewer than {KEY_LENGTH} letters")
    return openings


def _openings(pattern: str, length: int) -> Iterator[str]:
    """Yield the first ``length`` characters of each reading of ``pattern``; fewer at its end."""
    if length <= 0 or not pattern:
        yield ""
        return
    heads, rest = _first_piece(pattern)
    if rest.startswith("?"):
        rest = rest[1:]
        yield from _openings(rest, length)
    if rest.startswith(("+", "*", "{")):
        raise ValueError(f"{pattern!r} opens with a repetition")
    for head in heads:
        start = head[:length] if _is_plain(head) else ""
        if start:
            tail = rest if len(start) < length else ""
            yield from (start + more for more in _openings(tail, length - len(start)))
        else:
            yield from _openings(head + rest, length)


def _is_plain(piece: str) -> bool:
    return len(piece) == 1


def _first_piece(pattern: str) -> tuple[list[str], str]:
    """Split off the first piece of ``pattern``: its readings, and what follows it."""
    if pattern.startswith(("(?!", "(?=", "(?<")):
        return [""], pattern[_group_end(pattern) :]
    if pattern.startswith("(?:"):
        end = _group_end(pattern)
        return _alternatives(pattern[3 : end - 1]), pattern[end:]
    if pattern.startswith("["):
        end = pattern.index("]") + 1
        return list(_spread(pattern[1 : end - 1])), pattern[end:]
    if pattern.startswith(r"\d"):
        return list("0123456789"), pattern[2:]
    if pattern.startswith(r"\w"):
        raise ValueError(f"{pattern!r} opens with any letter")
    if pattern.startswith("\\"):
        return [pattern[1]] if pattern[1] not in "bs" else [" "], pattern[2:]
    return [pattern[0]], pattern[1:]


def _spread(inside: str) -> str:
    """Return the characters of a class such as ``a-z``."""
    return re.sub(
        r"(\w)-(\w)",
        lambda match: "".join(map(chr, range(ord(match[1]), ord(match[2]) + 1))),
        inside,
    )


def _group_end(pattern: str) -> int:
    depth = 0
    for place, character in enumerate(pattern):
        escaped = place and pattern[place - 1] == "\\"
        if character == "(" and not escaped:
            depth += 1
        elif character == ")" and not escaped:
            depth -= 1
            if not depth:
                return place + 1
    raise ValueError(f"{pattern!r} has an open group")


def _alternatives(inside: str) -> list[str]:
    """Split at the bars that stand in no inner group or class."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(inside):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "|" and not depth:
            parts.append(inside[start:place])
            start = place + 1
    return [*parts, inside[start:]]


def _expand(pattern: str, words: Mapping[str, str]) -> str:
    for name, inside in words.items():
        pattern = pattern.replace(f"{{{name}}}", inside)
    return pattern


def _optional(pattern: str | None) -> re.Pattern[str] | None:
    return None if pattern is None else re.compile(pattern)


def _bit_set(kinds: list[str], bits: Mapping[str, int]) -> int:
    total = 0
    for kind in kinds:
        total |= bits[kind]
    return total
