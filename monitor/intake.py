"""One article through the pure rooms: examine what it says, decide what must be written.

page ──reading──▶ article ──judging──▶ judgement ──grouping──▶ examined
examined + what storage knows of near texts and incidents ──grouping──▶ decision
"""

from monitor import judging
from monitor.grouping import copies, incidents
from monitor.models import (
    Article,
    Candidate,
    Decision,
    Examined,
    IncidentLink,
    Known,
    Reason,
    Reverdict,
    StoryMatch,
    Verdict,
)


def examine(article: Article, rules_off: frozenset[str] = frozenset()) -> Examined:
    """Judge ``article`` and make the keys under which the past is searched for it."""
    judgement = judging.judge(article, rules_off)
    facts = incidents.facts(article, judgement)
    tells = judgement.verdict.label == "relevant"
    return Examined(
        article=article,
        judgement=judgement,
        sketch=copies.sketch(article.title, article.body),
        facts=facts,
        incident_keys=incidents.keys(facts) if tells else (),
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
    copies_of_it = [c for c in known.candidates if c.story_id == story.story_id]
    verdict, reverdicts = _settle(examined, copies_of_it)
    return Decision(
        examined=examined,
        verdict=verdict,
        story=story,
        incidents=_incidents(examined, known, verdict, story, copies_of_it),
        incident_title=incidents.title(article, examined.judgement, facts, language),
        reverdicts=reverdicts,
    )


def _settle(
    examined: Examined, copies_of_it: list[Candidate]
) -> tuple[Verdict, tuple[Reverdict, ...]]:
    """A copy takes the verdict of its story's fullest text, be that the old or the new one."""
    own = examined.judgement.verdict
    if not copies_of_it:
        return own, ()
    fullest = max(copies_of_it, key=lambda copy: len(copy.body))
    if len(examined.article.body) > len(fullest.body):
        changed = (copy for copy in copies_of_it if copy.verdict != own.label)
        return own, tuple(Reverdict(copy.article_id, own) for copy in changed)
    if own.label == fullest.verdict:
        return own, ()
    words = f"same text as article {fullest.article_id}, which is {fullest.verdict}"
    reason = Reason("copy", "label", 0.0, words)
    return Verdict(fullest.verdict, own.score, (reason, *own.reasons), own.fired), ()


def _incidents(
    examined: Examined,
    known: Known,
    verdict: Verdict,
    story: StoryMatch,
    copies_of_it: list[Candidate],
) -> tuple[IncidentLink, ...]:
    if verdict.label != "relevant":
        return ()
    told = {incident for copy in copies_of_it for incident in copy.incident_ids}
    links = incidents.link(examined.facts, known.incidents, told)
    if links or not told:
        return links
    return tuple(IncidentLink(incident, story.score, story.reason) for incident in sorted(told))
