"""What is wrong with the rules that a user adds or switches off, each fault by its key path."""

import re
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, count

from monitor.judging import lexicon
from monitor.judging.lexicon.openings import keys
from monitor.judging.lexicon.rules import LEARNED, Lexicon, Term, put_in, whole_words
from monitor.options import CombinationEntry, Rules, TermEntry
from monitor.plain_yaml import KeyPath
from monitor.text import fold

BUDGET = 50.0
"""CPU milliseconds that a pattern may take on 100,000 characters of hostile text."""

_LONGEST_PATTERN = 1_000
_MOST_WEIGHT = 4.0
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
_ESCAPE_OR_REST = re.compile(r"\\.|[^\\]+", re.DOTALL)
_GLOSSES = {"dep": " (Peru or one of some departments)"}
"""What a list of words holds, where its name does not tell."""
_LIST_NAME = re.compile(r"\{([a-z_]+)\}")

Faults = Iterator[tuple[KeyPath, str]]


@lru_cache(maxsize=4)
def complaints(rules: Rules) -> tuple[tuple[KeyPath, str], ...]:
    """Return the key path of each fault under ``rules``, and what is wrong with it.

    Examples are run and times are taken only once every rule is well formed. Where nothing is
    configured, nothing is loaded.
    """
    if not rules.off and not rules.add:
        return ()
    return tuple(_shape_faults(rules)) or (*_example_faults(rules), *_slow_faults(rules))


# -- the shape of each rule -----------------------------------------------------------------------


def _shape_faults(rules: Rules) -> Faults:
    shipped = lexicon.load()
    taken = set(shipped.ids() | lexicon.OF_THE_PROGRAM.keys())
    for number, entry in enumerate(rules.add):
        for inner, what in _entry_faults(entry, taken, shipped):
            yield ("add", number, *inner), what
        taken.add(entry.id)
    for number, rule in enumerate(rules.off):
        if rule != LEARNED and rule not in taken - lexicon.OF_THE_PROGRAM.keys():
            yield ("off", number), f"{rule!r} is no rule; trata why URL shows the ids"


def _entry_faults(
    entry: TermEntry | CombinationEntry, taken: Iterable[str], shipped: Lexicon
) -> Faults:
    if not _ID.fullmatch(entry.id):
        yield ("id",), f"{entry.id!r} must be of small letters, digits, dots, - and _"
    if entry.id in taken:
        yield (
            ("id",),
            f"{entry.id!r} is the id of another rule; choose one such as {_free(entry.id, taken)}",
        )
    for name in ("what", "match", "no_match"):
        if not getattr(entry, name).strip():
            yield (name,), "is empty; write a sentence"
    if not 0 <= entry.weight <= _MOST_WEIGHT:
        yield ("weight",), f"must lie between 0 and {_MOST_WEIGHT:g}; 1 is enough for a yes"
    if isinstance(entry, TermEntry):
        yield from _term_faults(entry, shipped)
    else:
        yield from _combination_faults(entry, shipped)


def _free(taken_id: str, taken: Iterable[str]) -> str:
    """Return an id like ``taken_id`` that no rule has yet."""
    own = f"own.{taken_id.removeprefix('own.')}"
    numbered = (f"{own}_{number}" for number in count(2))
    return next(name for name in chain((own,), numbered) if name not in taken)


def _term_faults(entry: TermEntry, shipped: Lexicon) -> Faults:
    yield from _class_faults((("class",), entry.kind), known=shipped.bits)
    if not entry.patterns:
        yield ("patterns",), "is empty; give at least one pattern"
    words = lexicon.word_lists()
    for number, pattern in enumerate(entry.patterns):
        what = _pattern_fault(pattern, words) or _opening_fault(pattern, words)
        if what:
            yield ("patterns", number), what
    for name in ("before", "not_before", "not_after"):
        side = getattr(entry, name)
        what = "" if side is None else _pattern_fault(side, {})
        if what:
            yield (name,), what


def _combination_faults(entry: CombinationEntry, shipped: Lexicon) -> Faults:
    readings = sorted({rule.gives for rule in shipped.combinations})
    if entry.gives not in readings:
        yield ("gives",), f"{entry.gives!r} is no reading; one of {', '.join(readings)}"
    if not entry.needs:
        yield ("needs",), "is empty; give at least one list of classes"
    for number, need in enumerate(entry.needs):
        if not need:
            yield ("needs", number), "is empty; give at least one class"
        named = ((("needs", number, place), kind) for place, kind in enumerate(need))
        yield from _class_faults(*named, known=shipped.bits)
    without = ((("without", place), kind) for place, kind in enumerate(entry.without))
    yield from _class_faults(*without, known=shipped.bits)
    if entry.several:
        of = ((("several", "of", place), kind) for place, kind in enumerate(entry.several.of))
        yield from _class_faults(*of, known=shipped.bits)
        if not 1 <= entry.several.least <= len(set(entry.several.of)):
            yield ("several", "least"), "must lie between 1 and the number of classes in of"


def _class_faults(*named: tuple[KeyPath, str], known: Iterable[str]) -> Faults:
    for key, kind in named:
        if kind not in known:
            yield key, f"{kind!r} is no class of words; one of {', '.join(sorted(known))}"


# -- patterns -------------------------------------------------------------------------------------


def _pattern_fault(pattern: str, words: Mapping[str, str]) -> str:
    """Return what is wrong with a pattern however it opens; empty where nothing is."""
    if not pattern.strip():
        return "is empty"
    if len(pattern) > _LONGEST_PATTERN:
        return f"is longer than {_LONGEST_PATTERN} characters; write several"
    folded = _folded(pattern)
    if folded != pattern:
        return f"has capitals, accents or curled quotes, which no text has here; write {folded!r}"
    unknown = [name for name in _LIST_NAME.findall(pattern) if name not in words]
    if unknown:
        named = ", ".join(f"{{{name}}}" for name in unknown)
        known = ", ".join(f"{name}{_GLOSSES.get(name, '')}" for name in words)
        remedy = f"one of {known}" if words else "they stand only in patterns"
        return f"{named} is no list of words here; {remedy}"
    return _compile_fault(pattern)


def _folded(pattern: str) -> str:
    pieces = _ESCAPE_OR_REST.findall(pattern)
    return "".join(piece if piece.startswith("\\") else fold(piece) for piece in pieces)


def _compile_fault(pattern: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        return f"{pattern!r} is not a regular expression: {error}"
    return ""


def _opening_fault(pattern: str, words: Mapping[str, str]) -> str:
    try:
        whole_words(pattern, words)
        keys(f"(?:{put_in(pattern, words)})")
    except re.error as error:
        return f"{pattern!r} is not a regular expression: {error}"
    except RecursionError:
        return f"{pattern!r} is nested too deeply"
    except ValueError as error:
        if "ways" in str(error):
            what = "may open in too many ways"
        else:
            what = "may open with fewer than 3 letters"
        remedy = "must open with three plain letters, as in 'feria(?:s)?': nothing optional, "
        return f"{pattern!r} {what}; it {remedy}repeated or of any kind before the fourth"
    return ""


# -- examples and times ---------------------------------------------------------------------------


def _example_faults(rules: Rules) -> Faults:
    book = lexicon.load(rules)
    places = {entry.id: number for number, entry in enumerate(rules.add)}
    for rule in book.rules():
        if rule.id not in book.added:
            continue
        for key, what in lexicon.example_complaints(book, rule):
            covered = isinstance(rule, Term) and lexicon.stands(rule, fold(rule.match))
            why = "; words of another rule cover its own" if covered and key == "match" else ""
            yield ("add", places[rule.id], key), f"{what}{why}"


def _slow_faults(rules: Rules) -> Faults:
    words = lexicon.word_lists()
    for number, entry in enumerate(rules.add):
        if isinstance(entry, CombinationEntry):
            continue
        several: list[tuple[KeyPath, re.Pattern[str]]] = [
            (("patterns", place), whole_words(pattern, words))
            for place, pattern in enumerate(entry.patterns)
        ]
        sides = (("before", entry.before), ("not_before", entry.not_before))
        for name, side in (*sides, ("not_after", entry.not_after)):
            if side is not None:
                several.append(((name,), re.compile(side)))
        for inner, pattern in several:
            taken = milliseconds(pattern, fold(entry.match))
            if taken > BUDGET:
                what = f"takes more than {BUDGET:g} ms on 100 KB of hostile text"
                remedy = "bound what repeats, as in {0,40}, and nest no repetitions"
                yield ("add", number, *inner), f"{what}; {remedy}"


_SIZES = (
    *range(2, 40, 2),
    *(int(40 * 1.15**step) for step in range(24)),
    *(2_500, 10_000, 25_000, 100_000),
)
"""Characters that are repeated: first in small steps, so that a pattern whose time doubles with
each letter is found out before it takes for ever."""
_FIRST_ROUND = 10_000
_TAIL = "¤"
"""Ends each hostile text: no pattern expects it, so that what repeats is tried in every way."""
_MOST_WORDS = 8


def milliseconds(pattern: re.Pattern[str], example: str) -> float:
    """Return the CPU time of ``pattern`` on the worst of many hostile texts of 100,000 characters.

    The texts are made of the words that the pattern finds in ``example``, and of its own letters,
    each cut off and then repeated. All are tried at a tenth of the length, the slowest in full; the
    time is the best of three, since a busy machine makes it longer. A pattern that takes too long
    on a shorter text is not tried on a longer one.
    """
    costs: dict[tuple[str, str], float] = {}
    for text in _hostile(pattern, example):
        if text not in costs:
            costs[text] = _cost(pattern, *text, size=_FIRST_ROUND)
            if costs[text] > BUDGET:
                return costs[text]
    return _cost(pattern, *max(costs, key=costs.__getitem__), size=_SIZES[-1])


def _hostile(pattern: re.Pattern[str], example: str) -> Iterator[tuple[str, str]]:
    """Yield what a hostile text begins with, and what it repeats."""
    found = pattern.search(example)
    literals = re.findall(r"(?<!\\)[a-zñ]+", pattern.pattern)[:_MOST_WORDS]
    for base in (found[0].split() if found else [], literals):
        words = base[:_MOST_WORDS]
        for last, word in enumerate(words):
            head = " ".join(words[: last + 1])
            units = (word[-1], f" {word}", " a", "a", " ", "1", *literals)
            yield from ((head, unit) for unit in units)
            yield "", f"{head} "
    yield from (("", unit) for unit in ("a", "a ", f"{example} "))


def _cost(pattern: re.Pattern[str], head: str, unit: str, *, size: int) -> float:
    taken = 0.0
    for length in _SIZES[: _SIZES.index(size) + 1]:
        text = head + (unit * (length // len(unit) + 1))[:length] + _TAIL
        taken = _once(pattern, text)
        if taken > BUDGET:
            taken = min(taken, _once(pattern, text), _once(pattern, text))
        if taken > BUDGET:
            break
    return taken


def _once(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return (time.process_time() - began) * 1000
