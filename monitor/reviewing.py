"""What a person decides on an article, with all that follows from it; for every edge."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor import intake
from monitor.models import Article, Decision, Examined, Label
from monitor.options import AS_SHIPPED, Rules
from monitor.reporting.terms import COUNTED
from monitor.text import one_line
from monitor.titles import plain_title
from storage.reviewing import By, Review
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
    # read before writing begins, so that others wait less; a text that changed is read once more
    texts = [store.stored_article(number)[0] for number in store.copies_to_review(article_id)]
    read = {text: _examined(text, label, rules) for text in texts}
    with store.transaction():
        reviews: list[int] = []
        for number in store.copies_to_review(article_id):
            article, story = store.stored_article(number)
            known = read[article] if article in read else _examined(article, label, rules)
            decision = _decision(store, known, story, language)
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


def take_back(
    store: Store, review_id: int, by: By, rules: Rules = AS_SHIPPED, language: str = "es"
) -> Review:
    """Take a decision back: what stood there stands there again.

    An article that its outlet edited since is judged by the text that it has now.

    Raises:
        UsageError: There is no such decision.
        TrataError: It was taken back already, or a later one stands on it.
    """
    with store.transaction():
        review = store.undo(review_id, by)
        for number in store.edited_since(review_id):
            if not store.is_reviewed(number):
                _judge_anew(store, number, rules, language)
    return review


def _judge_anew(store: Store, number: int, rules: Rules, language: str) -> None:
    kept = store.kept_text(number)
    if kept is None or not kept.body:
        return
    article, story = store.stored_article(number)
    examined = intake.examine(article, rules, kept.decided)
    decision = intake.decide_again(examined, store.near(examined), story, language)
    links = store.links_of(number)
    if links and (kept.told or decision.verdict.label == "relevant"):
        decision = intake.kept_where_it_is(decision, links)
    store.rejudge(number, decision)
    for incident in links:
        store.recount(incident)


def _examined(article: Article, label: Label, rules: Rules) -> Examined | None:
    """Return what an article says; None where nothing follows but that the article is out."""
    if label == "rejected" or not article.body:
        return None
    examined = intake.examine(article, rules, decided=label)
    if label != "relevant":  # no known incident shall make it so
        examined = replace(examined, silent_keys=())
    return examined


def _decision(
    store: Store, examined: Examined | None, story: int, language: str
) -> Decision | None:
    if examined is None:
        return None
    return intake.decide_again(examined, store.near(examined), story, language)


_NUMBER = re.compile(r"[0-9]{1,6}")
_LONGEST_VALUE = 200


def typed_value(field: str, typed: str) -> str | int | None:
    """Return what a person typed as the field has it, None where that is no value of it."""
    if field in COUNTED or field.startswith("promised_pay"):
        return int(typed) if _NUMBER.fullmatch(typed) else None
    return one_line(typed, _LONGEST_VALUE) or None
