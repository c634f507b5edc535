"""An article in, a judgement out: relevance, claims and places, each with the words behind it."""

from monitor.models import Article, Judgement

from . import claims, events, places, relevance


def judge(article: Article, rules_off: frozenset[str] = frozenset()) -> Judgement:
    """Return verdict, kind, claims and places of ``article``.

    Args:
        article: As reading gave it.
        rules_off: Ids of rules of the lexicon that do not count.
    """
    mentions = places.find(article)
    found = claims.find(article, mentions)
    verdict = relevance.judge(article, mentions, found, rules_off)
    return Judgement(
        verdict=verdict,
        kind=relevance.kind(article, verdict, found),
        status=events.status(article, found),
        event=events.when(article),
        claims=found,
        mentions=mentions,
    )
