"""The first question: is it trafficking or its exploitation."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from monitor.judging import lexicon
from monitor.judging.lexicon.rules import Frame, Lexicon, Status
from monitor.judging.relevance.text import ZONES, Reading, Sighting, passage_sentences
from monitor.models import Claim

EXPLOITATION = "exploitation"
YES = 1.0
"""Points from which the answer is yes; set together with :data:`ZONES` on the tuning half."""

_MOST = 4.0
_BEYOND_DOUBT = 1.5
"""What is told of exploitation must be worth this much where the opening doubts trafficking."""
_LATER_PASSAGE = 0.8
_STATUS_WORTH: dict[Status, float] = {
    "asserted": 1.0,
    "purpose": 0.3,
    "hypothesis": 0.25,
    "listed": 0.15,
    "denied": 0.0,
    "compared": 0.0,
    "fiction": 0.0,
}
_OPENING = ("title", "lead")
_WEAK_KINDS = (
    "smuggle", "peopletraffic", "organ", "porn", "childwork", "labourlaw", "surrogacy",
)  # fmt: skip
"""Matters of their own that are kept and shown apart."""
_SUPPORT = 0.4
"""What a full tally adds to a term that is named once, deep in the text."""
_ASIDE = 0.2
_OTHER_MATTERS = ("smuggle", "porn", "childwork", "missing", "things")
"""Matters that a title may give as the text's own."""
_IN_PASSING = 0.5
"""Share of a term that the body names beside such a matter: one mention is an aside, two are not.
Set on public news pages, none of which is kept here."""
_DEMANDED = 0.05
"""Share of a word for exploitation that strikers use of their pay."""
_PLAIN = 0.8
"""Weight from which a doubted or listed term counts in a text on drugs, land or wildlife."""
_PRETEXT_LEFT = 25
_PRETEXT = re.compile(
    r"\b(?:enmarca[n]? en|dentro de(?:l)?|marco de(?:l)?|parte de(?:l)?|por (?:el|la)|segun el) "
    r"(?:la |una |el )?$"
)
_ACTS = frozenset({"rescued", "sentence_years"})
"""Fields of claims that tell an act against trafficking in an article that speaks of it."""

_MOST_AT_ONCE = 2_000
"""People whom one act frees at most; the largest raids that the press tells of freed 600."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule that spoke, and the words that it read."""

    rule: str
    weight: float
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Answer:
    """Points for yes, the weaker readings, and what they rest on."""

    points: float
    weak: frozenset[str]
    evidence: tuple[Evidence, ...]
    support: float = 0.0
    """The tally of the passage that tells most of people used or sold."""
    barred: bool = False
    """Fiction or the past: nothing else counts."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A combination, or the tally, that a passage meets."""

    rule: str
    gives: str
    passage: int
    worth: float
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    sighting: Sighting
    status: Status
    rule: str
    worth: float


def weigh(reading: Reading, claims: Callable[[], tuple[Claim, ...]], rules: Lexicon) -> Answer:
    """Return how far the text tells of trafficking or its exploitation.

    Args:
        reading: The article.
        claims: Gives its figures; someone freed or sentenced makes a purpose the matter of the
            text.
        rules: The lexicon.
    """
    veto = _other_world(reading)
    if veto:
        proof = tuple(Evidence(one.rule.id, -1.0, one) for one in veto)
        return Answer(0.0, frozenset(), proof, barred=True)
    worth = {classes: rules.tally.sum(classes) for classes in {*reading.passages}}
    sums = [worth[classes] for classes in reading.passages]
    held = _held(reading, sums, rules)
    exploited = max((one.worth for one in held if one.gives == EXPLOITATION), default=0.0)
    named = reading.of("crime", "exploit")
    acted = exploited >= YES or (bool(named) and _tell_act(claims()))
    terms = _terms(named, reading, rules, acted)
    points = min(_MOST, sum(term.worth for term in terms) + exploited)
    if any(term.status == "asserted" for term in terms):
        points += _SUPPORT * min(1.0, max(0.0, *sums))
    doubted = _only_doubted(terms) or reading.has("rumour", zones=_OPENING)
    if doubted and exploited < _BEYOND_DOUBT:
        points = min(points, YES - 0.1)
    evidence = (*_spoken(terms), *(proof for one in held for proof in _proof(one, reading, rules)))
    weak = _weak(reading, terms, held)
    return Answer(points, weak, evidence, max(0.0, *sums))


def _tell_act(claims: Iterable[Claim]) -> bool:
    """Tell whether a figure may be that of one act; those of a population are larger."""
    return any(
        claim.scope == "incident" and isinstance(claim.value, int) and claim.value <= _MOST_AT_ONCE
        for claim in claims
        if claim.field in _ACTS
    )


def _other_world(reading: Reading) -> list[Sighting]:
    """Return the words that make the text one on fiction or on the past, if they do.

    A play that is a campaign's is no fiction.
    """
    staged = reading.has("campaign", zones=("title",))
    for kind, *helpers in (("fiction", "cast"), ("history",)):
        if kind == "fiction" and staged:
            continue
        words = [one for one in reading.of(kind, *helpers) if one.zone in _OPENING]
        in_title = any(one.zone == "title" and one.kind == kind for one in words)
        if any(one.kind == kind for one in words) and (in_title or len(words) > 1):
            return words
    return []


def _held(reading: Reading, sums: list[float], rules: Lexicon) -> list[_Held]:
    """Return each combination in the first passage that meets it, and the best tally."""
    tally = rules.tally
    held = []
    anywhere = reduce(or_, reading.passages)
    possible = [rule for rule in rules.combinations if rule.may_hold(anywhere)]
    for rule in possible:
        for place, classes in enumerate(reading.passages):
            free = rule.alone or rule.gives != EXPLOITATION
            supported = free or sums[place] >= tally.support
            if supported and rule.holds(classes):
                worth = rule.weight * _share(place)
                held.append(_Held(rule.id, rule.gives, place, worth, rule.needs))
                break
    best = max(range(len(sums)), key=lambda place: sums[place] * _share(place))
    worth = sums[best] / tally.enough * _share(best)
    if worth >= YES and tally.holds(reading.passages[best]):
        held.append(_Held(tally.id, EXPLOITATION, best, worth, tally.needs))
    return held


def _share(passage: int) -> float:
    return _LATER_PASSAGE if passage else 1.0


def _terms(named: list[Sighting], reading: Reading, rules: Lexicon, acted: bool) -> list[_Term]:
    others = reading.of("othercrime")
    terms = [_term(one, reading, rules.frames, others, acted) for one in named]
    if not acted and _has_another_title(reading):
        return [_discounted(term, _IN_PASSING) for term in terms]
    if _is_labour_dispute(reading):
        return [_discounted(term, _DEMANDED) for term in terms]
    return terms


def _discounted(term: _Term, share: float) -> _Term:
    return replace(term, worth=term.worth * share) if term.status == "asserted" else term


def _is_labour_dispute(reading: Reading) -> bool:
    """Tell whether the opening is on a strike, and nothing names trafficking, sex or minors."""
    return reading.has("protest", zones=_OPENING) and not reading.has(
        "crime", "unit", "sex", "minor"
    )


def _has_another_title(reading: Reading) -> bool:
    """Tell whether the title gives another matter and no word of trafficking."""
    return reading.has(*_OTHER_MATTERS, zones=("title",)) and not reading.has(
        "crime", "exploit", "unit", "exploited", "recruit", zones=("title",)
    )


def _term(
    one: Sighting, reading: Reading, frames: tuple[Frame, ...], others: list[Sighting], acted: bool
) -> _Term:
    spans = [(other.start, other.end) for other in others if other.part == one.part]
    text = reading.text(one.part)
    span = (one.start, one.end)
    status, rule = lexicon.status(frames, text, span, reading.sentence_span(one), spans)
    share = _STATUS_WORTH[status]
    if status == "purpose" and _is_topic(one, reading):
        share = 1.0
    elif status in ("purpose", "hypothesis") and acted:
        share = 0.8
    return _Term(one, status, rule, share * one.rule.weight * ZONES[one.zone])


def _is_topic(one: Sighting, reading: Reading) -> bool:
    """Tell whether a term named as a purpose is what the text is about.

    A law, a plan, a campaign, figures, or an operation with its rescued and held are about it; a
    check that found old extinguishers is not.
    """
    if reading.has("elsewhere", "things", "drugs", zones=_OPENING):
        return False
    near = {
        other.kind
        for other in reading.sightings
        if other.sentence in (0, one.sentence)
        and not (_is_within(one, other) or _is_pretext(one, other, reading))
    }
    if near & {"policy", "campaign", "statistics", "report", "founding"}:
        return True
    if one.zone == "title" and one.kind == "crime" and not near & {"arrest", "closure", "rescue"}:
        return True
    return bool(near & {"arrest", "rescue"} and near & {"victim", "minor", "bar", "convict"})


def _is_within(one: Sighting, other: Sighting) -> bool:
    return other.part == one.part and one.start < other.start < one.end


def _is_pretext(one: Sighting, other: Sighting, reading: Reading) -> bool:
    """Tell whether ``other`` is the plan or law in whose name the act of the sentence was done."""
    if other.kind != "policy" or other.part != one.part or other.start > one.start:
        return False
    left = reading.text(other.part)[max(0, other.start - _PRETEXT_LEFT) : other.start]
    return bool(_PRETEXT.search(left))


def _only_doubted(terms: list[_Term]) -> bool:
    """Tell whether the opening denies or doubts trafficking and never asserts it in the title."""
    opening = [term for term in terms if term.sighting.zone in _OPENING]
    doubted = any(term.status in ("denied", "hypothesis") for term in opening)
    asserted = any(
        term.status in ("asserted", "purpose") and term.sighting.zone == "title" for term in opening
    )
    return doubted and not asserted


def _weak(
    reading: Reading,
    terms: list[_Term],
    held: list[_Held],
) -> frozenset[str]:
    of_things = reading.has("things", "drugs", zones=_OPENING)
    names = {one.gives for one in held if one.gives != EXPLOITATION}
    names |= {
        term.status
        for term in terms
        if term.status in ("listed", "denied", "hypothesis", "purpose")
        and (term.sighting.rule.weight >= _PLAIN or not of_things)
    }
    names |= {kind for kind in _WEAK_KINDS if reading.has(kind, zones=_OPENING)}
    if sum(term.worth for term in terms) >= _ASIDE:
        names.add("aside")
    return frozenset(names)


def _spoken(terms: list[_Term]) -> list[Evidence]:
    named = [Evidence(term.sighting.rule.id, term.worth, term.sighting) for term in terms]
    framed = [Evidence(term.rule, 0.0, term.sighting) for term in terms if term.rule]
    return [*named, *framed]


def _proof(held: _Held, reading: Reading, rules: Lexicon) -> list[Evidence]:
    """Return the opening words of each class asked for; they share the worth."""
    first, last = passage_sentences(held.passage)
    inside = [one for one in reading.sightings if first <= one.sentence <= last]
    words = {}
    for need in held.needs:
        one = next(one for one in inside if rules.bits[one.kind] & need)
        words[one.start, one.end, one.part] = one
    share = held.worth / len(words)
    return [Evidence(held.rule, share, one) for one in words.values()]
