"""Verdicts: two questions answered apart, and the label that follows from both."""

import math
from collections.abc import Callable, Iterator

from monitor.judging import lexicon, words
from monitor.judging.lexicon.rules import LEARNED, Lexicon
from monitor.judging.relevance import kinds, learned, peru, trafficking
from monitor.judging.relevance.text import Reading, read
from monitor.models import Article, Claim, Kind, Label, Mention, Part, Reason, Verdict
from monitor.options import AS_SHIPPED, Rules

_FIRED = (
    "crime", "exploit", "unit", "smuggle", "peopletraffic", "organ", "porn", "childwork", "sex",
    "companion", "surrogacy",
)  # fmt: skip
"""Classes that stand for the beat, be it from afar."""
_KEPT = (
    *_FIRED,
    "rescue",
    "recruit",
    "exploited",
    "hold",
    "unpaid",
    "missing",
    "baby",
    "sale",
    "bar",
)
"""Classes after which claims are read and a rejected body is kept, so that changed rules can be run
on it."""
_FROM_AFAR = 0.25
"""Tally from which a text may be on the beat; it spares ordinary news the weighing of words."""
_ALONE = 0.6
"""Odds from which words decide where no rule saw anything: twice as likely as not."""
_WEAK_SCORE = 0.35
_NO_SCORE = 0.05


def judge(
    article: Article,
    mentions: tuple[Mention, ...],
    claims: Callable[[], tuple[Claim, ...]],
    rules: Rules = AS_SHIPPED,
) -> Verdict:
    """Return the verdict on ``article`` with the words that it rests on.

    Args:
        article: As reading gave it.
        mentions: Its places, from :mod:`monitor.judging.places`.
        claims: Gives its figures, which tell a rescue from talk of one; asked where that decides.
        rules: What a user changed of the lexicon.
    """
    book = lexicon.load(rules)
    reading = read(article, book)
    crime = trafficking.weigh(reading, claims, book)
    land = peru.weigh(article, mentions, reading)
    opinion = _opinion(reading, crime, book)
    odds = learned.odds(crime, opinion) if opinion else None
    label = _label(crime, odds, land)
    reasons = (
        *_crime_reasons(article, crime),
        *_word_reasons(article, reading, opinion),
        *_land_reasons(article, land),
        _summary(crime, odds, land),
    )
    return Verdict(label, _score(label, crime, odds, land), reasons, _has_fired(reading, book))


def _opinion(reading: Reading, crime: trafficking.Answer, book: Lexicon) -> learned.Opinion | None:
    """Return what the choice of words says, where the rules see the beat at least from afar.

    A rule that a user added decides without it.
    """
    near = crime.support > _FROM_AFAR or reading.has(*_FIRED)
    added = any(one.rule in book.added for one in crime.evidence)
    if crime.barred or added or not near or not book.learned:
        return None
    return learned.read(learned.count(reading))


def _has_fired(reading: Reading, book: Lexicon) -> bool:
    """Tell whether the body must be kept; words of rules that a user changed count as well."""
    watched = [rule for rule in book.changed if rule.id in book.added or rule.kind in _FIRED]
    return reading.has(*_KEPT) or any(
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


def _label(crime: trafficking.Answer, odds: learned.Odds | None, land: peru.Answer) -> Label:
    yes, near = crime.points >= trafficking.YES, bool(crime.weak)
    if odds is not None:
        least = _least(crime)
        yes, near = odds.relevant > least, odds.kept > least
    if land.link == "none" or not (yes or near):
        return "rejected"
    if yes:
        return "related" if land.link == "aside" else "relevant"
    fought = land.link == "aside" and ("purpose" in crime.weak or crime.points >= trafficking.YES)
    return "related" if land.link != "aside" or fought else "rejected"


def _least(crime: trafficking.Answer) -> float:
    """Return the odds from which the answer is yes."""
    return 0.0 if crime.points or crime.weak else _ALONE


def _score(
    label: Label, crime: trafficking.Answer, odds: learned.Odds | None, land: peru.Answer
) -> float:
    if label == "rejected":
        return _NO_SCORE
    if label == "related":
        return round(_WEAK_SCORE * min(1.0, 0.6 + 0.4 * crime.points), 3)
    sure = 1.0 - math.pow(0.5, crime.points / trafficking.YES)
    if odds is not None:
        sure = 1.0 / (1.0 + math.exp(-odds.relevant))
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


def _word_reasons(
    article: Article, reading: Reading, opinion: learned.Opinion | None
) -> Iterator[Reason]:
    """Yield the words that weigh most in the learned opinion, where they stand first."""
    for gram, share in opinion.words if opinion else ():
        part, start, end = _where(gram, reading)
        told = _words(article, part, start, end)
        yield Reason(LEARNED, "trafficking", round(share, 3), told, part, start, end)


def _where(gram: str, reading: Reading) -> tuple[Part, int, int]:
    """Return where a stem, a pair or a class of the lexicon stands first."""
    if gram.startswith("["):
        one = reading.of(gram.strip("[]"))[0]
        return one.part, one.start, one.end
    part: Part = "title" if words.where(gram, reading.title) else "body"
    return part, *(words.where(gram, reading.text(part)) or (0, 0))


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


def _summary(crime: trafficking.Answer, odds: learned.Odds | None, land: peru.Answer) -> Reason:
    weak = ", ".join(sorted(crime.weak)) or "none"
    told = (
        f", odds {odds.relevant:+.2f} and {odds.kept:+.2f} over {_least(crime):.1f}" if odds else ""
    )
    return Reason(
        rule="label",
        question="label",
        weight=0.0,
        words=f"trafficking {crime.points:.2f} (weaker readings: {weak}){told};"
        f" link to Peru: {land.link} (Peru {land.here:.2f}, elsewhere {land.there:.2f})",
    )


def _words(article: Article, part: str, start: int, end: int) -> str:
    return (article.title if part == "title" else article.body)[start:end]
