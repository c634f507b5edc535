"""An article in, a judgement out: relevance, claims and places, each with the words behind it."""

from dataclasses import replace
from functools import cache

from monitor.models import Article, Claim, Judgement, Label
from monitor.options import AS_SHIPPED, Rules

from . import claims, episodes, events, places, relevance

_SUMMARY = 600
"""Characters below which a body may be a feed's summary of a longer text."""


def judge(article: Article, rules: Rules = AS_SHIPPED, decided: Label | None = None) -> Judgement:
    """Return verdict, kind, claims, places and, where it tells several events, its episodes.

    Args:
        article: As reading gave it.
        rules: What a user changed of the lexicon.
        decided: What a person says that it is, whatever the rules say.

    Claims are read where a word of the beat stands, and of summaries, which may prove to be copies
    of a text on the beat; of ordinary news nobody wants them.
    """
    mentions = places.find(article)

    @cache
    def told() -> tuple[Claim, ...]:
        return claims.find(article, mentions, rules)

    verdict = relevance.judge(article, mentions, told, rules)
    if decided:
        verdict = replace(verdict, label=decided)
    near = verdict.fired or verdict.label != "rejected" or len(article.body) < _SUMMARY
    found = claims.of_relevance(told(), verdict.label, article) if near else ()
    whole = Judgement(
        verdict=verdict,
        kind=relevance.kind(article, verdict, found, rules),
        status=events.status(found),
        event=events.when(article),
        claims=found,
        mentions=mentions,
    )
    return episodes.tell_apart(article, whole, rules)
