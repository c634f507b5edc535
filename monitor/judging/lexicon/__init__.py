"""The lexicon of relevance: rules that are kept as data, loaded once and checked by example."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, reduce
from operator import or_
from pathlib import Path
from re import Pattern
from typing import Any

import yaml

from monitor.judging.lexicon.rules import (
    LEARNED,
    Combination,
    Cue,
    Lexicon,
    Rule,
    Tally,
    Term,
    adapt,
    build,
    cue,
    frame,
    term,
)
from monitor.judging.lexicon.scan import Hit, cues_in, scan, stands, status
from monitor.options import AS_SHIPPED, Rules
from monitor.text import fold

__all__ = [
    "Hit", "Lexicon", "check", "cues_in", "example_complaints", "load", "meanings", "patterns",
    "scan", "stands", "status", "word_lists",
]  # fmt: skip

OF_THE_PROGRAM = {
    LEARNED: "The choice of words, weighed as our own labelled texts taught it.",
    "place": "A place of the gazetteer, for Peru or for another country.",
    "frame.listed": "The crime stands in a list of crimes.",
    "label": "What both answers come to.",
    "copy": "A copy takes the verdict of the fullest text of its story.",
    "forgotten": "The article was removed on demand.",
}
"""Ids in the reasons of verdicts that are no rules -> what they mean."""

_FOLDER = Path(__file__).parent.parent / "data"
_TERM_FILES = ("trafficking", "ingredients", "tellings", "context", "peru")


def load(rules: Rules = AS_SHIPPED) -> Lexicon:
    """Return the lexicon of ``monitor/judging/data/lexicon_*.yaml`` as ``rules`` change it.

    Made once for each value of ``rules``.

    Raises:
        ValueError: A pattern opens with fewer than three letters.
        KeyError: An entry lacks a key, or a combination names an unknown class.
    """
    return _adapted(rules) if rules.off or rules.add else _shipped()


@lru_cache(maxsize=4)
def _adapted(rules: Rules) -> Lexicon:
    return adapt(_shipped(), rules, word_lists())


@lru_cache(maxsize=4)
def meanings(rules: Rules = AS_SHIPPED) -> Mapping[str, str]:
    """Return what each rule is for, by its id; those that are switched off included."""
    every = (*_shipped().rules(), *rules.add)
    return OF_THE_PROGRAM | {rule.id: rule.what for rule in every}


@cache
def word_lists() -> Mapping[str, str]:
    """Return the lists of words that a pattern may name in braces, as patterns."""
    lists: Mapping[str, str] = _read("words")
    return lists


@cache
def _shipped() -> Lexicon:
    words = word_lists()
    terms = tuple(term(raw, words) for name in _TERM_FILES for raw in _read(name))
    frames = tuple(frame(raw) for raw in _read("frames"))
    cues = tuple(cue(raw) for raw in _read("kind"))
    return build(terms, frames, _read("combinations"), _read("tally"), cues)


def check() -> tuple[str, ...]:
    """Run the examples of every rule; return one line for each that does not hold.

    A ``match`` example must be found by its rule, a ``no_match`` example must not.
    """
    lexicon = load()
    ids = [rule.id for rule in lexicon.rules()]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    return (
        *(f"{one}: the id stands twice" for one in twice),
        *(
            f"{rule.id}: {what}"
            for rule in lexicon.rules()
            for _, what in example_complaints(lexicon, rule)
        ),
    )


def patterns() -> Iterator[tuple[str, Pattern[str]]]:
    """Yield every pattern with the id of its rule, for the test of hostile text."""
    lexicon = load()
    for rule in lexicon.terms:
        sides = (rule.before, rule.not_before, rule.not_after)
        yield from ((rule.id, pattern) for pattern in rule.patterns)
        yield from ((rule.id, side) for side in sides if side)
    yield from ((rule.id, rule.pattern) for rule in lexicon.frames)
    yield from ((rule.id, rule.pattern) for rule in lexicon.cues)


def example_complaints(lexicon: Lexicon, rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield the key of each example that does not hold, and what is wrong with it."""
    if not _speaks(lexicon, rule, rule.match):
        yield "match", f"does not match its example {rule.match!r}"
    if _speaks(lexicon, rule, rule.no_match):
        yield "no_match", f"matches {rule.no_match!r}, which it must not"


def _speaks(lexicon: Lexicon, rule: Rule, example: str) -> bool:
    text = fold(example)
    hits = scan(lexicon, text)
    if isinstance(rule, Cue):
        return bool(rule.pattern.search(text))
    if isinstance(rule, Term):
        return any(hit.rule is rule for hit in _even_masked(text, rule, hits))
    if isinstance(rule, Combination | Tally):
        return rule.holds(reduce(or_, (lexicon.bits[hit.kind] for hit in hits), 0))
    return any(
        status((rule,), text, (hit.start, hit.end), (0, len(text)), ())[1] == rule.id
        for hit in hits
        if hit.kind in ("crime", "exploit")
    )


def _even_masked(text: str, rule: Term, hits: list[Hit]) -> list[Hit]:
    """Return the hits; for a mask, which no scan shows, its own matches."""
    if rule.kind != "mask":
        return hits
    return [
        Hit(rule, match.start(), match.end())
        for pattern in rule.patterns
        for match in pattern.finditer(text)
    ]


def _read(name: str) -> Any:  # noqa: ANN401  (lists of rules, and mappings)
    return yaml.safe_load((_FOLDER / f"lexicon_{name}.yaml").read_text(encoding="utf-8"))
