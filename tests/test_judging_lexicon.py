"""The lexicon is data: every rule speaks for its example, none is slow on hostile text."""

import re
import time
from re import Pattern

import pytest

from monitor import rule_faults
from monitor.judging import lexicon
from monitor.judging.lexicon.openings import keys
from monitor.options import CombinationEntry, Rules, TermEntry
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


OWN = TermEntry(
    id="own.fair",
    what="Fairs.",
    kind="exploit",
    patterns=("feria dominical",),
    match="Abre la feria dominical.",
    no_match="Abre el mercado.",
)
MEETING = CombinationEntry(
    id="own.meeting",
    what="A child at a fair.",
    gives="exploitation",
    weight=1.2,
    needs=(("exploit",), ("minor",)),
    match="Niña en la feria dominical.",
    no_match="Niña en el mercado.",
)


def test_a_changed_lexicon_is_made_once_and_the_shipped_one_stays() -> None:
    rules = Rules(off=("crime.trata", "frame.purpose", "kind.none"), add=(OWN, MEETING))
    shipped = lexicon.load().ids()

    changed = lexicon.load(rules)

    assert lexicon.load(Rules(off=rules.off, add=(OWN, MEETING))) is changed
    assert changed.ids() == shipped - {"crime.trata", "frame.purpose"} | {"own.fair", "own.meeting"}
    assert lexicon.load().ids() == shipped
    assert not any(
        list(lexicon.example_complaints(changed, rule))
        for rule in changed.rules()
        if rule.id in changed.added
    )


def test_every_shipped_rule_can_be_switched_off() -> None:
    ids = lexicon.load().ids()

    off = lexicon.load(Rules(off=tuple(sorted(ids))))

    assert off.ids() == {"tally.palermo"}
    assert not off.tally.holds(sum(off.bits.values()))
    assert not lexicon.scan(off, "trata de personas en puno")


def test_each_rule_says_what_it_means_also_when_it_is_off() -> None:
    meanings = lexicon.meanings(Rules(off=("crime.trata",), add=(OWN,)))

    assert meanings["own.fair"] == "Fairs."
    assert meanings["crime.trata"] == lexicon.meanings()["crime.trata"]
    assert all(meanings.values())


def test_no_shipped_pattern_is_slow_on_text_made_of_its_own_words() -> None:
    slow = {
        rule.id
        for rule in lexicon.load().terms[::16]
        for pattern in rule.patterns
        if rule_faults.milliseconds(pattern, fold(rule.match)) > rule_faults.BUDGET
    }

    assert slow == set()


@pytest.mark.parametrize(
    "pattern",
    [
        r"feria(?:\w+\s?)+!",
        "feria(?:a+)+$",
        "feria(?:o+)+x",
        "feria(?:s|as|s)*z",
        "feria.*x",
        r"feria(?: \w+)* y",
    ],
)
def test_a_slow_pattern_is_found_out_soon(pattern: str) -> None:
    began = time.process_time()

    taken = rule_faults.milliseconds(re.compile(rf"\b(?:{pattern})(?!\w)"), "la feria es y era")

    assert taken > rule_faults.BUDGET
    assert time.process_time() - began < 10


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
        ("(feria|ferias) x", {"feria ", "ferias"}),
        ("feria$", {"feria"}),
        (r"ley \d\d", {f"ley {one}{two}" for one in range(10) for two in range(10)}),
    ],
)
def test_keys_are_all_the_ways_a_pattern_may_open(pattern: str, openings: set[str]) -> None:
    assert keys(pattern) == openings


@pytest.mark.parametrize(
    "pattern",
    [r"\w+ de", "el?", r"\d+ soles", "[^a]feria", r"[\w-]feria", r"\x66eria", "(?i:feria)"],
)
def test_keys_refuse_a_pattern_that_opens_with_too_little(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"letters|group"):
        keys(pattern)


@pytest.mark.parametrize("pattern", ["[a-z][a-z][a-z][a-z]", "a?" * 40 + "feria"])
def test_keys_refuse_a_pattern_that_opens_in_too_many_ways(pattern: str) -> None:
    with pytest.raises(ValueError, match="ways"):
        keys(pattern)
