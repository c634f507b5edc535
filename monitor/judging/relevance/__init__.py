"""Verdicts: two questions answered apart, and the label that follows from both."""

import math

from monitor.judging import lexicon
from monitor.judging.lexicon.rules import Lexicon
from monitor.judging.relevance import kinds, peru, trafficking
from monitor.judging.relevance.text import Reading, read
from monitor.models import Article, Claim, Kind, Label, Mention, Reason, Verdict
from monitor.options import AS_SHIPPED, Rules

_FIRED = (
    "crime", "exploit", "unit", "smuggle", "peopletraffic", "organ", "porn", "childwork", "sex",
    "companion", "surrogacy",
)  # fmt: skip
"""Classes after which a rejected body is kept, so that changed rules can be run on it."""
_WEAK_SCORE = 0.35
_NO_SCORE = 0.05


def judge(
    article: Article,
    mentions: tuple[Mention, ...],
    claims: tuple[Claim, ...],
    rules: Rules = AS_SHIPPED,
) -> Verdict:
    """Return the verdict on ``article`` with the words that it rests on.

    Args:
        article: As reading gave it.
        mentions: Its places, from :mod:`monitor.judging.places`.
        claims: Its figures; they tell a rescue from talk of one.
        rules: What a user changed of the lexicon.
    """
    book = lexicon.load(rules)
    reading = read(article, book)
    crime = trafficking.weigh(reading, claims, book)
    land = peru.weigh(article, mentions, reading)
    label = _label(crime, land)
    reasons = (
        *_crime_reasons(article, crime),
        *_land_reasons(article, land),
        _summary(crime, land),
    )
    return Verdict(label, _score(label, crime, land), reasons, _has_fired(reading, book))


def _has_fired(reading: Reading, book: Lexicon) -> bool:
    """Tell whether the body must be kept; words of rules that a user changed count as well."""
    watched = [rule for rule in book.changed if rule.id in book.added or rule.kind in _FIRED]
    return reading.has(*_FIRED) or any(
        lexicon.stands(rule, text) for rule in watched for text in (reading.title, reading.body)
    )


def kind(
    article: Article,
    verdict: Verdict,
    claims: tuple[Claim, ...],
    rules: Rules = AS_SHIPPED,
) -> Kind:
    """Return what sort of text ``article`` is: an incident, figures, a policy, a campaign...

    A follow-up such as a prison order or a sentence is an incident; a rejected text is ``other``.
    """
    return kinds.tell(article, verdict, claims, lexicon.load(rules))


def _label(crime: trafficking.Answer, land: peru.Answer) -> Label:
    plain = crime.points >= trafficking.YES
    if land.link == "none" or not (plain or crime.weak):
        return "rejected"
    if plain:
        return "related" if land.link == "aside" else "relevant"
    fought = land.link == "aside" and "purpose" in crime.weak
    return "related" if land.link in ("scene", "person") or fought else "rejected"


def _score(label: Label, crime: trafficking.Answer, land: peru.Answer) -> float:
    if label == "rejected":
        return _NO_SCORE
    if label == "related":
        return round(_WEAK_SCORE * min(1.0, 0.6 + 0.4 * crime.points), 3)
    sure = 1.0 - math.pow(0.5, crime.points / trafficking.YES)
    margin = max(0.0, land.here - land.there) if land.link == "scene" else 2.0
    ours = 1.0 - math.pow(0.5, 1.0 + margin)
    return round(max(0.5, min(sure, ours)), 3)


def _crime_reasons(article: Article, crime: trafficking.Answer) -> list[Reason]:
    return [
        Reason(
            rule=one.rule,
            question="trafficking",
            weight=round(one.weight, 3),
            words=_words(article, one.sighting.part, one.sighting.start, one.sighting.end),
            part=one.sighting.part,
            start=one.sighting.start,
            end=one.sighting.end,
        )
        for one in crime.evidence
    ]


def _land_reasons(article: Article, land: peru.Answer) -> list[Reason]:
    return [
        Reason(
            rule=sign.rule,
            question="peru",
            weight=round(sign.here, 3),
            words=_words(article, sign.part, sign.start, sign.end),
            part=sign.part,
            start=sign.start,
            end=sign.end,
        )
        for sign in land.signs
        if sign.here
    ]


def _summary(crime: trafficking.Answer, land: peru.Answer) -> Reason:
    weak = ", ".join(sorted(crime.weak)) or "none"
    return Reason(
        rule="label",
        question="label",
        weight=0.0,
        words=f"trafficking {crime.points:.2f} (weaker readings: {weak}); link to Peru: {land.link}"
        f" (Peru {land.here:.2f}, elsewhere {land.there:.2f})",
    )


def _words(article: Article, part: str, start: int, end: int) -> str:
    return (article.title if part == "title" else article.body)[start:end]
