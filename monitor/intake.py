"""One article through the pure rooms: examine what it says, decide what must be written.

page ──reading──▶ article ──judging──▶ judgement ──grouping──▶ examined
examined + what storage knows of near texts and incidents ──grouping──▶ decision
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from monitor import judging
from monitor.grouping import copies, incidents, settling
from monitor.models import (
    Article,
    Candidate,
    Changes,
    Decision,
    Examined,
    IncidentLink,
    Known,
    Label,
    Merge,
    Reason,
    Reverdict,
    StoryMatch,
    Verdict,
)
from monitor.options import AS_SHIPPED, Rules


def examine(article: Article, rules: Rules = AS_SHIPPED, decided: Label | None = None) -> Examined:
    """Judge ``article`` and make the keys under which the past is searched for it.

    Reading keeps the zone in which a page dates itself; from here on instants are in UTC.
    """
    article = _in_utc(article)
    judgement = judging.judge(article, rules, decided)
    facts = incidents.facts(article, judgement)
    tells = judgement.verdict.label == "relevant"
    return Examined(
        article=article,
        judgement=judgement,
        sketch=copies.sketch(article.title, article.body),
        facts=facts,
        incident_keys=incidents.keys(facts) if tells else (),
    )


def _in_utc(article: Article) -> Article:
    at = article.published.at
    return (
        replace(article, published=replace(article.published, at=at.astimezone(UTC)))
        if at
        else article
    )


def decide(examined: Examined, known: Known, language: str = "es") -> Decision:
    """Return all that must be written because of one article.

    Args:
        examined: From :func:`examine`.
        known: What storage knows under the article's keys.
        language: Of the titles made for new incidents.
    """
    article, facts = examined.article, examined.facts
    story = copies.match(article, facts, known.candidates)
    same_text = _members(story, known.candidates)
    verdict, reverdicts = _settle(examined, same_text)
    links, changes = _incidents(examined, known, verdict, story, same_text, language)
    return Decision(
        examined=examined,
        verdict=verdict,
        story=story,
        incidents=links,
        incident_title=incidents.title(article, examined.judgement, facts, language),
        reverdicts=reverdicts,
        incident_changes=changes,
    )


def decide_again(examined: Examined, known: Known, story_id: int, language: str = "es") -> Decision:
    """Return the decision on a stored article whose verdict is settled; its story stays."""
    address = examined.article.canonical_url
    others = [c for c in known.candidates if c.story_id == story_id and c.url != address]
    mates = [c for c in others if c.url != examined.article.url]
    verdict = examined.judgement.verdict
    story = StoryMatch(story_id, None, 1.0, "same text as another article of this incident")
    links, changes = _incidents(examined, known, verdict, story, mates, language)
    title = incidents.title(examined.article, examined.judgement, examined.facts, language)
    return Decision(examined, verdict, story, links, title, (), changes)


def _members(story: StoryMatch, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The stored copies of the article, once its story has changed as it must."""
    merged = {merge.gone: merge.into for merge in story.changes.merges}
    moved = {move.article_id: move.into for move in story.changes.moves}
    now = [(moved.get(c.article_id, merged.get(c.story_id, c.story_id)), c) for c in candidates]
    return [candidate for number, candidate in now if number == story.story_id]


def _settle(
    examined: Examined, copies_of_it: list[Candidate]
) -> tuple[Verdict, tuple[Reverdict, ...]]:
    """A copy takes the verdict of its story's fullest text, be that the old or the new one."""
    own = examined.judgement.verdict
    if not copies_of_it:
        return own, ()
    fullest = max(copies_of_it, key=lambda copy: len(copy.body))
    if len(examined.article.body) > len(fullest.body) or own.label == fullest.verdict:
        return own, _changed(copies_of_it, own)
    words = f"same text as article {fullest.article_id}, which is {fullest.verdict}"
    reason = Reason("copy", "label", 0.0, words)
    settled = Verdict(fullest.verdict, own.score, (reason, *own.reasons), own.fired)
    return settled, _changed(copies_of_it, settled)


def _changed(copies_of_it: list[Candidate], verdict: Verdict) -> tuple[Reverdict, ...]:
    others = (copy for copy in copies_of_it if copy.verdict != verdict.label)
    return tuple(Reverdict(copy.article_id, verdict) for copy in others)


def _incidents(
    examined: Examined,
    known: Known,
    verdict: Verdict,
    story: StoryMatch,
    copies_of_it: list[Candidate],
    language: str,
) -> tuple[tuple[IncidentLink, ...], Changes]:
    if verdict.label != "relevant":
        return (), Changes()
    told = {incident for copy in copies_of_it for incident in copy.incident_ids}
    links = incidents.link(examined.facts, known.incidents, told)
    size = len(examined.article.body)
    speaks = all(len(copy.body) < size for copy in copies_of_it if copy.incident_ids)
    if links and len(told) < 2 and speaks:
        mates = [copy.article_id for copy in copies_of_it]
        return settling.settle(examined.facts, links, known.incidents, mates, language)
    told_once = _told_once(copies_of_it)
    merges = tuple(Merge(gone, min(told_once)) for gone in sorted(told_once)[1:])
    links = links or tuple(IncidentLink(i, story.score, story.reason) for i in sorted(told))
    return links, Changes(merges)


def _told_once(copies_of_it: list[Candidate]) -> set[int]:
    """Incidents that are told, one each, by stories which prove to be one text."""
    told = {copy.story_id: copy.incident_ids for copy in copies_of_it if copy.incident_ids}
    several = any(len(ids) > 1 for ids in told.values())
    return set() if several else {ids[0] for ids in told.values()}
