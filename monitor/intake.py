"""One article through the pure rooms: examine what it says, decide what must be written.

page ──reading──▶ article ──judging──▶ judgement ──grouping──▶ examined
examined + what storage knows of near texts and incidents ──grouping──▶ decision
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC

from monitor import judging
from monitor.briefs import Edit
from monitor.grouping import copies, credit, incidents, settling, several, versions
from monitor.grouping.batch_incidents import FULL
from monitor.grouping.corroborating import corroborated
from monitor.models import (
    Article,
    Candidate,
    Changes,
    Decision,
    Episode,
    Examined,
    Facts,
    IncidentLink,
    Judgement,
    Known,
    Label,
    Merge,
    Reason,
    Reverdict,
    StoryMatch,
    Verdict,
)
from monitor.options import AS_SHIPPED, Rules

Telling = tuple[str, str, Mapping[str, int]]
"""Title, body, counts of the incident."""
HEARD = "incident"
"""The rule under which an article is relevant because of what others tell of its incident."""
_EDITED = "as before its outlet edited the article"
_HEARD = 0.5
"""How sure that is, at least."""


def examine(article: Article, rules: Rules = AS_SHIPPED, decided: Label | None = None) -> Examined:
    """Judge ``article`` and make the keys under which the past is searched for it.

    Reading keeps the zone in which a page dates itself; from here on instants are in UTC.
    """
    article = _in_utc(article)
    judgement = judging.judge(article, rules, decided)
    facts = incidents.facts(article, judgement)
    tells = judgement.verdict.label == "relevant" and judgement.kind == "incident"
    further = incidents.further(article, judgement) if tells else ()
    return Examined(
        article=article,
        judgement=judgement,
        sketch=copies.sketch(article.title, article.body),
        facts=facts,
        incident_keys=incidents.keys(facts) if tells else (),
        further=further,
        further_keys=tuple(map(incidents.keys, further)),
        silent_keys=() if tells or decided else incidents.keys(_as_told(facts)),
        credits=credit.find(article),
    )


def _as_told(facts: Facts) -> Facts:
    """The facts as those of an incident, where they may be one's.

    Enough must be counted or named; of what seems to be a campaign, a report and the like, people
    held and victims, as in a raid.
    """
    victims = not facts.counts.keys().isdisjoint(("rescued", "minors", "women"))
    raid = victims and "arrested" in facts.counts
    plain = facts.kind in ("incident", "other")
    told = raid or (plain and (facts.names or len(facts.counts) > 1))
    return replace(facts, kind="incident" if told else "other")


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
    examined = _heard(examined, known)
    story = copies.match(examined.article, examined.facts, known.candidates)
    same_text = _members(story, known.candidates)
    verdict, reverdicts = _settle(examined, same_text)
    links, changes = _incidents(examined, known, verdict, story, same_text, language)
    titles = _titles(examined, language)
    return Decision(
        examined=examined,
        verdict=verdict,
        story=story,
        incidents=links,
        incident_title=titles[0],
        reverdicts=reverdicts,
        incident_changes=changes,
        further_titles=titles[1:],
    )


def told(examined: Examined) -> Telling:
    """Return what an article is compared by with an earlier text of it."""
    article = examined.article
    return article.title, article.body, examined.facts.counts


def edited(old: Telling, new: Telling) -> Edit | None:
    """Return what an outlet changed in an article; None where it is the same text."""
    return versions.edit(old, new)


def decide_edit(
    examined: Examined, known: Known, article_id: int, language: str = "es"
) -> Decision:
    """Return the decision on an edited text of a stored article, which is no copy of itself.

    It stays in its incidents, and in its story unless copies of the old text stay behind or
    another story has the new one.
    """
    examined = _heard(examined, known)
    own = [c for c in known.candidates if c.article_id == article_id]
    others = [c for c in known.candidates if c.article_id != article_id]
    story = copies.match(examined.article, examined.facts, others)
    homes = {c.story_id for c in own}
    if story.story_id is None and homes and not any(c.story_id in homes for c in others):
        story = replace(story, story_id=min(homes), reason="an edited text of the same address")
    same_text = _members(story, others)
    verdict, reverdicts = _settle(examined, same_text)
    before = [incident for c in own for incident in c.incident_ids]
    links, changes = _incidents(examined, known, verdict, story, same_text, language)
    if len(before) == 1 and len(links) < 2 and verdict.label == "relevant":
        links, changes = (IncidentLink(before[0], 1.0, _EDITED),), Changes()
    titles = _titles(examined, language)
    return Decision(examined, verdict, story, links, titles[0], reverdicts, changes, titles[1:])


def kept_where_it_is(decision: Decision, told: Mapping[int, int]) -> Decision:
    """Return the decision with the incidents that the article tells by a person's word.

    Args:
        decision: On the edited text.
        told: Incident -> which event of the text before it was; the main one first.
    """
    found = {link.incident_id: link.episode for link in decision.incidents}
    last = len(decision.examined.further_keys)
    links = tuple(
        IncidentLink(incident, 1.0 - 0.01 * place, _EDITED, found.get(incident, min(old, last)))
        for place, (incident, old) in enumerate(told.items())
    )
    return replace(decision, incidents=links, incident_changes=Changes())


def _heard(examined: Examined, known: Known) -> Examined:
    """Let an article be relevant where a known incident shows what it tells."""
    facts = _as_told(examined.facts)
    if not examined.silent_keys or facts.kind != "incident":
        return examined
    found = corroborated(facts, known.incidents)
    if found is None:
        return examined
    incident, article = found
    words = f"tells incident {incident}, as article {article} shows"
    old = examined.judgement
    score = max(old.verdict.score, _HEARD)
    reasons = (Reason(HEARD, "label", 0.0, words), *old.verdict.reasons)
    verdict = Verdict("relevant", score, reasons, old.verdict.fired)
    return replace(
        examined,
        judgement=replace(old, verdict=verdict, kind="incident", episodes=()),
        facts=facts,
        incident_keys=examined.silent_keys,
        silent_keys=(),
    )


def decide_again(examined: Examined, known: Known, story_id: int, language: str = "es") -> Decision:
    """Return the decision on a stored article whose verdict is settled; its story stays.

    One that was silent is heard where a known incident shows what it tells.
    """
    examined = _heard(examined, known)
    address = examined.article.canonical_url
    others = [c for c in known.candidates if c.story_id == story_id and c.url != address]
    mates = [c for c in others if c.url != examined.article.url]
    verdict = examined.judgement.verdict
    story = StoryMatch(story_id, None, 1.0, "same text as another article of this incident")
    links, changes = _incidents(examined, known, verdict, story, mates, language)
    titles = _titles(examined, language)
    return Decision(examined, verdict, story, links, titles[0], (), changes, titles[1:])


def _titles(examined: Examined, language: str) -> tuple[str, ...]:
    """Titles for incidents that the article opens, one an event."""
    told: Sequence[Episode | Judgement] = examined.judgement.episodes or (examined.judgement,)
    facts = (examined.facts, *examined.further)
    return tuple(incidents.title(t, f, language) for t, f in zip(told, facts, strict=False))


def _members(story: StoryMatch, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The stored copies of the article, once its story has changed as it must."""
    merged = {merge.gone: merge.into for merge in story.changes.merges}
    moved = {move.article_id: move.into for move in story.changes.moves}
    now = [(moved.get(c.article_id, merged.get(c.story_id, c.story_id)), c) for c in candidates]
    return [candidate for number, candidate in now if number == story.story_id]


def _settle(
    examined: Examined, copies_of_it: list[Candidate]
) -> tuple[Verdict, tuple[Reverdict, ...]]:
    """A copy takes the verdict of its story's fullest text, be that the old or the new one.

    What a person said of one of them goes before.
    """
    own = examined.judgement.verdict
    if not copies_of_it:
        return own, ()
    by_person = [copy for copy in copies_of_it if copy.reviewed]
    fullest = max(by_person or copies_of_it, key=lambda copy: len(copy.body))
    is_fuller = not by_person and len(examined.article.body) > len(fullest.body)
    if is_fuller or own.label == fullest.verdict:
        return own, _changed(copies_of_it, own)
    words = f"same text as article {fullest.article_id}, which is {fullest.verdict}"
    reason = Reason("copy", "label", 0.0, words)
    settled = Verdict(fullest.verdict, own.score, (reason, *own.reasons), own.fired)
    return settled, _changed(copies_of_it, settled)


def _changed(copies_of_it: list[Candidate], verdict: Verdict) -> tuple[Reverdict, ...]:
    machine = (copy for copy in copies_of_it if not copy.reviewed)
    others = (copy for copy in machine if copy.verdict != verdict.label)
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
    told = _told(copies_of_it)
    links = _links(examined, known, story, told)
    speaks = _speaks(examined.article, [copy for copy in copies_of_it if copy.incident_ids])
    if links and len(told) < 2 and speaks and examined.facts.kind == "incident":
        return _settled(examined, known, links, copies_of_it, language)
    told_once = _told_once(copies_of_it)
    merges = tuple(Merge(gone, min(told_once)) for gone in sorted(told_once)[1:])
    return links, Changes(merges)


def _speaks(article: Article, telling: Sequence[Candidate]) -> bool:
    """Whether the article speaks for its story: the first published among its full texts."""
    sizes = [len(copy.body) for copy in telling]
    full = FULL * max([len(article.body), *sizes])
    at = article.published.at or article.fetched_at
    rivals = (copy for copy in telling if len(copy.body) >= full)
    return len(article.body) >= full and all(
        at < (copy.published.at or copy.fetched_at) for copy in rivals
    )


def _told(copies_of_it: Sequence[Candidate]) -> list[int]:
    """The incidents that the copies tell; first those of the one that tells most."""
    ordered = sorted(copies_of_it, key=lambda copy: (-len(copy.incident_ids), copy.article_id))
    return list(dict.fromkeys(incident for copy in ordered for incident in copy.incident_ids))


def _links(
    examined: Examined, known: Known, story: StoryMatch, told: Sequence[int]
) -> tuple[IncidentLink, ...]:
    """What the article tells by itself, or as a copy of what its story tells."""
    if examined.facts.kind != "incident":
        return tuple(IncidentLink(i, story.score, story.reason) for i in told)
    facts = (examined.facts, *examined.further)
    if told:
        return several.as_copies(facts, known.incidents, told)
    return incidents.link(examined.facts, known.incidents)


def _settled(
    examined: Examined,
    known: Known,
    links: tuple[IncidentLink, ...],
    copies_of_it: Sequence[Candidate],
    language: str,
) -> tuple[tuple[IncidentLink, ...], Changes]:
    """The links of all its events, and what the main one changes among stored incidents."""
    episodes = examined.judgement.episodes
    facts = (examined.facts, *examined.further)
    (main,) = links
    others = several.link_others(facts, episodes, known.incidents, links)[1:] if episodes else ()
    taken = {link.incident_id for link in others}
    free = [one for one in known.incidents if one.incident_id not in taken]
    mates = [copy.article_id for copy in copies_of_it]
    if main.episode:
        return several.link_others(facts, episodes, known.incidents, links), Changes()
    settled, changes = settling.settle(examined.facts, links, free, mates, language)
    return several.ranked((*settled, *others)), changes


def _told_once(copies_of_it: list[Candidate]) -> set[int]:
    """Incidents that are told, one each, by stories which prove to be one text."""
    told = {copy.story_id: copy.incident_ids for copy in copies_of_it if copy.incident_ids}
    several = any(len(ids) > 1 for ids in told.values())
    return set() if several else {ids[0] for ids in told.values()}
