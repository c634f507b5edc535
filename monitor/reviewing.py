"""What a person decides on an article, with all that follows from it; for every edge."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor import intake
from monitor.grouping.titles import plain_title
from monitor.models import Article, Decision, Label
from monitor.options import AS_SHIPPED, Rules
from monitor.reporting.terms import COUNTED
from monitor.text import one_line
from storage.reviewing import By
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of an article on which a person decided."""

    review_id: int
    copies: int
    """Further articles of the same text, of which the same holds now."""
    without_text: bool
    """Its text was not kept, so no claims, places or incident could be read from it."""


def judge_article(
    store: Store,
    article_id: int,
    label: Label,
    by: By,
    rules: Rules = AS_SHIPPED,
    language: str = "es",
) -> Judged:
    """Let an article, with the copies of its text, be what a person says; all or nothing.

    One that is called relevant is read for its claims, places and incident.

    Raises:
        UsageError: There is no such article, or it was forgotten.
    """
    with store.transaction():
        reviews: list[int] = []
        for number in store.copies_to_review(article_id):
            article, story = store.stored_article(number)
            decision = _decision(store, article, story, label, rules, language)
            leader = reviews[0] if reviews else 0
            reviews.append(store.review_article(number, label, by, decision, leader))
            if not leader:
                unread = label != "rejected" and not article.body
    return Judged(reviews[0], len(reviews) - 1, unread)


def split_incident(
    store: Store, incident_id: int, articles: Sequence[int], by: By, language: str = "es"
) -> tuple[int, int]:
    """Let articles tell an incident of their own, titled by what they say.

    Returns:
        The number of the review, and that of the new incident.

    Raises:
        UsageError: Another incident's articles, or none would stay behind.
    """
    facts = store.facts_of_telling(incident_id, articles[0]) if articles else None
    title = plain_title(facts, language) if facts else ""
    return store.split_by_hand(incident_id, articles, by, title)


def _decision(
    store: Store, article: Article, story: int, label: Label, rules: Rules, language: str
) -> Decision | None:
    """Return what follows; None where nothing does but that the article is out."""
    if label == "rejected" or not article.body:
        return None
    examined = intake.examine(article, rules, decided=label)
    if label != "relevant":  # no known incident shall make it so
        examined = replace(examined, silent_keys=())
    return intake.decide_again(examined, store.near(examined), story, language)


_NUMBER = re.compile(r"[0-9]{1,6}")
_LONGEST_VALUE = 200


def typed_value(field: str, typed: str) -> str | int | None:
    """Return what a person typed as the field has it, None where that is no value of it."""
    if field in COUNTED or field.startswith("promised_pay"):
        return int(typed) if _NUMBER.fullmatch(typed) else None
    return one_line(typed, _LONGEST_VALUE) or None
