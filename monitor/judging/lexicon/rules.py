"""The rules of the lexicon as frozen values, and how they are read from YAML."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from monitor.judging.lexicon.openings import Openings, alternatives
from monitor.models import Kind
from monitor.options import CombinationEntry, Rules, TermEntry

Status = Literal["asserted", "denied", "hypothesis", "compared", "purpose", "fiction", "listed"]
"""What its sentence makes of a term."""


LEARNED = "learned.words"
"""Id under which the learned weights of words speak; it can be switched off like a rule."""


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
    alone: bool
    """Counts without the support of the tally."""
    match: str
    no_match: str

    def may_hold(self, classes: int) -> bool:
        """Tell whether some part of a text with these classes may meet the combination."""
        return all(classes & need for need in self.needs)

    def holds(self, classes: int) -> bool:
        """Tell whether a passage with these classes (a bit set) meets the combination."""
        return (
            not classes & self.without
            and self.may_hold(classes)
            and (classes & self.several).bit_count() >= self.least
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """Worth of each class of words, added up over a passage."""

    id: str
    what: str
    enough: float
    """The sum from which a passage tells of exploitation."""
    support: float
    """The sum below which no combination counts."""
    needs: tuple[int, ...]
    worth: Mapping[int, float]
    """Bit of a class -> what it adds."""
    match: str
    no_match: str

    def sum(self, classes: int) -> float:
        """Return the sum over ``classes`` (a bit set)."""
        total = 0.0
        while classes:
            bit = classes & -classes
            total += self.worth.get(bit, 0.0)
            classes ^= bit
        return total

    def holds(self, classes: int) -> bool:
        """Tell whether a passage with these classes tells of exploitation."""
        return all(classes & need for need in self.needs) and self.sum(classes) >= self.enough


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Words that tell what sort of text it is."""

    id: str
    what: str
    kind: Kind
    weight: float
    pattern: re.Pattern[str]
    anywhere: bool
    """May begin with few letters or within a word, so that the whole text must be searched."""
    match: str
    no_match: str


Rule = Term | Frame | Combination | Tally | Cue


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All rules that count, with the index that finds the terms that may begin at a word."""

    terms: tuple[Term, ...]
    frames: tuple[Frame, ...]
    combinations: tuple[Combination, ...]
    tally: Tally
    cues: tuple[Cue, ...]
    bits: Mapping[str, int]
    """Class of words -> its bit."""
    openings: Openings[Term] = field(repr=False)
    """Opening of a word -> the terms that may begin there."""
    cue_openings: Openings[Cue] = field(repr=False)
    """Opening of a word -> the cues that may begin there; of those that can be told so."""
    added: frozenset[str] = frozenset()
    """Ids of the rules that a user added."""
    learned: bool = True
    """Whether the learned weights of words speak as well."""
    changed: tuple[Term, ...] = ()
    """Terms that a user added or switched off."""

    def rules(self) -> tuple[Rule, ...]:
        """Return all rules."""
        return (*self.terms, *self.frames, *self.combinations, self.tally, *self.cues)

    def ids(self) -> frozenset[str]:
        """Return the ids of all rules, and of the learned opinion."""
        own = frozenset(rule.id for rule in self.rules())
        return own | {LEARNED} if self.learned else own


def term(raw: Mapping[str, Any], words: Mapping[str, str]) -> Term:
    """Return the term that one entry of a YAML file describes."""
    return Term(
        id=raw["id"],
        what=raw["what"],
        kind=raw["class"],
        weight=float(raw.get("weight", 1.0)),
        patterns=tuple(whole_words(pattern, words) for pattern in raw["patterns"]),
        before=_optional(raw.get("before")),
        not_before=_optional(raw.get("not_before")),
        not_after=_optional(raw.get("not_after")),
        match=raw["match"],
        no_match=raw["no_match"],
    )


def whole_words(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """Return ``pattern`` as it is searched: from the start of a word to the end of one."""
    return re.compile(rf"\b(?:{put_in(pattern, words)})(?!\w)")


def put_in(pattern: str, words: Mapping[str, str]) -> str:
    """Return ``pattern`` with the lists of words that it names in braces."""
    for name, inside in words.items():
        pattern = pattern.replace(f"{{{name}}}", inside)
    return pattern


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
    several = raw.get("several") or {"least": 0, "of": []}
    return Combination(
        id=raw["id"],
        what=raw["what"],
        gives=raw["gives"],
        weight=float(raw["weight"]),
        needs=tuple(_bit_set(need, bits) for need in raw["needs"]),
        several=_bit_set(several["of"], bits),
        least=int(several["least"]),
        without=_bit_set(raw.get("without", []), bits),
        alone=raw.get("alone", False),
        match=raw["match"],
        no_match=raw["no_match"],
    )


def tally(raw: Mapping[str, Any], bits: Mapping[str, int]) -> Tally:
    """Return the tally that a YAML file describes.

    Raises:
        KeyError: It names a class that no term has.
    """
    return Tally(
        id=raw["id"],
        what=raw["what"],
        enough=float(raw["enough"]),
        support=float(raw["support"]),
        needs=tuple(_bit_set(need, bits) for need in raw["needs"]),
        worth={bits[kind]: float(worth) for kind, worth in raw["worth"].items()},
        match=raw["match"],
        no_match=raw["no_match"],
    )


def cue(raw: Mapping[str, Any]) -> Cue:
    """Return the cue that a YAML entry describes."""
    return Cue(
        id=raw["id"],
        what=raw["what"],
        kind=raw["kind"],
        weight=float(raw["weight"]),
        pattern=re.compile(raw["pattern"]),
        anywhere=raw.get("anywhere", False),
        match=raw["match"],
        no_match=raw["no_match"],
    )


def build(
    terms: tuple[Term, ...],
    frames: tuple[Frame, ...],
    raw_combinations: list[Mapping[str, Any]],
    raw_tally: Mapping[str, Any],
    cues: tuple[Cue, ...],
) -> Lexicon:
    """Return the lexicon of these rules."""
    kinds = sorted({rule.kind for rule in terms})
    bits = {kind: 1 << place for place, kind in enumerate(kinds)}
    return Lexicon(
        terms=terms,
        frames=frames,
        combinations=tuple(combination(raw, bits) for raw in raw_combinations),
        tally=tally(raw_tally, bits),
        cues=cues,
        bits=bits,
        openings=_openings(terms),
        cue_openings=_cue_openings(cues),
    )


def adapt(shipped: Lexicon, rules: Rules, words: Mapping[str, str]) -> Lexicon:
    """Return ``shipped`` with a user's rules added and others left out.

    Raises:
        ValueError: A pattern of the user's opens with fewer than three letters.
        KeyError: An entry names a class that no term has.
    """
    off = frozenset(rules.off)
    own = tuple(term(_raw(one), words) for one in rules.add if isinstance(one, TermEntry))
    meeting = (one for one in rules.add if isinstance(one, CombinationEntry))
    combinations = tuple(combination(_raw(one), shipped.bits) for one in meeting)
    terms = tuple(rule for rule in (*shipped.terms, *own) if rule.id not in off)
    cues = tuple(rule for rule in shipped.cues if rule.id not in off)
    return Lexicon(
        terms=terms,
        frames=tuple(rule for rule in shipped.frames if rule.id not in off),
        combinations=tuple(r for r in (*shipped.combinations, *combinations) if r.id not in off),
        tally=_out_of_reach(shipped.tally) if shipped.tally.id in off else shipped.tally,
        cues=cues,
        bits=shipped.bits,
        openings=_openings(terms),
        cue_openings=_cue_openings(cues),
        added=frozenset(one.id for one in rules.add),
        learned=LEARNED not in off,
        changed=(*own, *(rule for rule in shipped.terms if rule.id in off)),
    )


def _raw(entry: TermEntry | CombinationEntry) -> Mapping[str, Any]:
    """Return an entry of config.yaml as the lexicon's own files would have it."""
    fields = asdict(entry)
    return {"class": fields.pop("kind"), **fields} if "kind" in fields else fields


def _out_of_reach(tally: Tally) -> Tally:
    """Return a tally that still supports others, but decides nothing."""
    return replace(tally, enough=math.inf)


def _openings(terms: Iterable[Term]) -> Openings[Term]:
    return Openings((rule, pattern) for rule in terms for pattern in rule.patterns)


def _cue_openings(cues: Iterable[Cue]) -> Openings[Cue]:
    return Openings(
        (cue, re.compile(pattern))
        for cue in cues
        if not cue.anywhere
        for pattern in alternatives(cue.pattern.pattern)
    )


def _optional(pattern: str | None) -> re.Pattern[str] | None:
    return None if pattern is None else re.compile(pattern)


def _bit_set(kinds: Iterable[str], bits: Mapping[str, int]) -> int:
    total = 0
    for kind in kinds:
        total |= bits[kind]
    return total
