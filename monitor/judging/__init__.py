"""An article in, a judgement out: relevance, claims and places, each with the words behind it."""

from monitor.models import Article, Judgement
from monitor.options import AS_SHIPPED, Rules

from . import claims, events, places, relevance


def judge(article: Article, rules: Rules = AS_SHIPPED) -> Judgement:
    """Return verdict, kind, claims and places of ``article``.

    Args:
        article: As reading gave it.
        rules: What a user changed of the lexicon.
    """
    mentions = places.find(article)
    found = claims.find(article, mentions, rules)
    verdict = relevance.judge(article, mentions, found, rules)
    found = claims.of_relevance(found, verdict.label, article)
    return Judgement(
        verdict=verdict,
        kind=relevance.kind(article, verdict, found, rules),
        status=events.status(article, found),
        event=events.when(article),
        claims=found,
        mentions=mentions,
    )
