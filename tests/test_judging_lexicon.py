"""The lexicon is data: every rule speaks for its example, none is slow on hostile text."""

import time
from re import Pattern

import pytest

from monitor.judging import lexicon
from monitor.judging.lexicon.openings import keys
from monitor.options import Rules
from monitor.text import fold

HOSTILE = (
    "a" * 100_000,
    "victimas de la trata de personas, obligadas a no " * 2_000,
    ("ofrecian " + "x " * 20) * 2_000,
)


def test_every_rule_matches_its_example_and_not_its_counterexample() -> None:
    assert lexicon.check() == ()


def test_every_rule_says_what_it_is_for() -> None:
    assert all(rule.what.strip() for rule in lexicon.load().rules())


def test_load_is_cached() -> None:
    assert lexicon.load() is lexicon.load()


def test_rules_have_ids_that_a_user_can_switch_off() -> None:
    ids = lexicon.load().ids()

    assert {"crime.trata", "frame.purpose", "combo.brothel_raid", "tally.palermo"} <= ids


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_patterns_are_fast_on_hostile_text(text: str) -> None:
    slow = [name for name, pattern in lexicon.patterns() if _milliseconds(pattern, text) > 50]

    assert slow == []


def _milliseconds(pattern: Pattern[str], text: str) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return (time.process_time() - began) * 1000


def test_scan_strikes_the_verb_and_keeps_the_noun() -> None:
    text = fold("Cuando se trata de trata de personas, Lima suma más casos.")

    crimes = [hit for hit in lexicon.scan(lexicon.load(), text) if hit.kind == "crime"]

    assert [text[hit.start : hit.end] for hit in crimes] == ["trata de personas"]


def test_scan_leaves_out_rules_that_are_off() -> None:
    text = fold("Detienen a dos tratantes en Puno.")

    hits = lexicon.scan(lexicon.load(Rules(off=("crime.tratante",))), text)

    assert not [hit for hit in hits if hit.rule.id == "crime.tratante"]


@pytest.mark.parametrize(
    ("pattern", "openings"),
    [
        ("trata", {"trata"}),
        ("(?:bar|bares)", {"bar", "bares"}),
        ("niñ[ao]s?(?! de)", {"niña", "niñas", "niño", "niños"}),
        (r"captad\w+", {"captad"}),
        (r"ley \d\d", {f"ley {one}{two}" for one in range(10) for two in range(10)}),
    ],
)
def test_keys_are_all_the_ways_a_pattern_may_open(pattern: str, openings: set[str]) -> None:
    assert keys(pattern) == openings


@pytest.mark.parametrize("pattern", [r"\w+ de", "el?", r"\d+ soles"])
def test_keys_refuse_a_pattern_that_opens_with_too_little(pattern: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        keys(pattern)
