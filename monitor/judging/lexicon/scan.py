"""Finding the lexicon's words in folded text, and what their sentence makes of them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from monitor.judging.lexicon.openings import KEY_LENGTHS
from monitor.judging.lexicon.rules import Cue, Frame, Lexicon, Status, Term

_LEFT = 60
_FRAME_LEFT = 110
_FRAME_RIGHT = 70
_WORD = re.compile(r"(?<!\w)\w")
_STRIKING = frozenset(("mask", "unit", "history", "exploit"))
_STRUCK = frozenset(("crime", "exploit", "peopletraffic", "smuggle"))
_LISTED_WITHIN = 130
_LISTED_LEAST = 2


class Hit(NamedTuple):
    """Words of the lexicon in a text."""

    rule: Term
    start: int
    end: int

    @property
    def kind(self) -> str:
        """The class of the words."""
        return self.rule.kind


def scan(lexicon: Lexicon, text: str, starts: Iterable[int] | None = None) -> list[Hit]:
    """Return what the lexicon finds in ``text``, in order, masked words left out.

    Of overlapping hits of one class the longest stays; hits of different classes may overlap.

    Args:
        lexicon: The rules.
        text: Folded by :func:`monitor.text.fold`.
        starts: Where words may start, if that is known already.
    """
    if starts is None:
        starts = (word.start() for word in _WORD.finditer(text))
    found = list(_find(lexicon, text, starts))
    struck = [hit for hit in found if hit.rule.kind in _STRIKING]
    return _longest(
        [hit for hit in found if hit.rule.kind != "mask" and not _is_struck(hit, struck)]
    )


def _find(lexicon: Lexicon, text: str, starts: Iterable[int]) -> Iterator[Hit]:
    openings, longest = lexicon.openings, KEY_LENGTHS[0]
    for start in starts:
        for rule, pattern in openings[text[start : start + longest]]:
            match = pattern.match(text, start)
            if match and _fits(rule, text, start, match.end()):
                yield Hit(rule, start, match.end())


def stands(rule: Term, text: str) -> bool:
    """Tell whether ``rule`` speaks in ``text``, which is folded, whatever other rules say."""
    return any(
        _fits(rule, text, match.start(), match.end())
        for pattern in rule.patterns
        for match in pattern.finditer(text)
    )


def cues_in(lexicon: Lexicon, text: str) -> list[Cue]:
    """Return the cues that speak in ``text``, which is folded, always in the same order."""
    openings, longest = lexicon.cue_openings, KEY_LENGTHS[0]
    found = [cue for cue in lexicon.cues if cue.anywhere and cue.pattern.search(text)]
    for word in _WORD.finditer(text):
        start = word.start()
        for cue, pattern in openings[text[start : start + longest]]:
            if cue not in found and pattern.match(text, start):
                found.append(cue)
    return found


def _fits(rule: Term, text: str, start: int, end: int) -> bool:
    if rule.before or rule.not_before:
        left = text[max(0, start - _LEFT) : start]
        if rule.before and not rule.before.search(left):
            return False
        if rule.not_before and rule.not_before.search(left):
            return False
    return not (rule.not_after and rule.not_after.search(text[end : end + _LEFT]))


def _is_struck(hit: Hit, struck: list[Hit]) -> bool:
    """Tell whether a mask, a unit's name, history or a fuller term covers ``hit``'s beginning."""
    if hit.rule.kind == "exploited":
        return any(other.start <= hit.start < other.end for other in struck)
    return hit.rule.kind in _STRUCK and any(
        other.start <= hit.start < other.end for other in struck if other.rule.kind != "exploit"
    )


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    last: dict[str, Hit] = {}
    kept: list[Hit] = []
    for hit in hits:
        kind = hit.rule.kind
        before = last.get(kind)
        if before and hit.start < before.end:
            if hit.end - hit.start <= before.end - before.start:
                continue
            kept.remove(before)
        last[kind] = hit
        kept.append(hit)
    return kept


def status(
    frames: Iterable[Frame],
    text: str,
    term: tuple[int, int],
    sentence: tuple[int, int],
    others: Iterable[tuple[int, int]],
) -> tuple[Status, str]:
    """Return what the sentence makes of a crime term, and the id of the rule that says so.

    Args:
        frames: In order of precedence.
        text: Folded.
        term: The term's span in ``text``.
        sentence: Its sentence's span.
        others: Spans of words for other crimes.
    """
    start, end = term
    left = text[max(sentence[0], start - _FRAME_LEFT) : start]
    right = text[end : min(sentence[1], end + _FRAME_RIGHT)]
    sides = {"before": left, "after": right, "both": f"{left} {right}"}
    for rule in frames:
        if rule.pattern.search(sides[rule.where]):
            return rule.status, rule.id
    near = {
        text[first:last]
        for first, last in others
        if sentence[0] <= first < sentence[1] and abs(first - start) <= _LISTED_WITHIN
    }
    if len(near) >= _LISTED_LEAST:
        return "listed", "frame.listed"
    return "asserted", ""
