"""The several events that one article tells, each judged by the passage that tells it.

Venues reported separately with their own counts are separate events, even under one operation; one
total over many venues is one event.
"""

from collections.abc import Sequence
from dataclasses import replace

from monitor.judging import events
from monitor.judging.episodes.alone import (
    OF_ONE,
    SCENES,
    Told,
    choose,
    is_aside,
    is_balance,
    is_case_of_its_own,
    is_one_total,
    lends,
    lies_in,
    read_all,
    read_spans,
)
from monitor.judging.episodes.cutting import apart, cues_of_opening, cut
from monitor.models import Article, Claim, Episode, Judgement, Mention, Span, Status
from monitor.options import AS_SHIPPED, Rules

_WORKED_OUT = frozenset({"adults", "men"})
"""Fields whose values are mostly the rest of a sum, here of several events."""
_COURT: frozenset[Status] = frozenset(
    {"pretrial_detention", "charged", "trial", "sentenced", "acquitted"}
)
"""Stages at which an article tells the raid of its own case as long past."""
_MOST = 12
"""Episodes that are told apart; a longer list is a chronicle of the year."""


def tell_apart(article: Article, whole: Judgement, rules: Rules = AS_SHIPPED) -> Judgement:
    """Return ``whole`` with its episodes, where the article tells more than one event.

    Args:
        article: As reading gave it.
        whole: The judgement on it as if it told one event.
        rules: What a user changed of the lexicon.
    """
    if whole.verdict.label == "rejected":
        return whole
    told = read_all(article, cut(article, whole.mentions), whole, rules)
    if not told:
        return whole
    opening = cues_of_opening(article)
    listed = "several" in opening or any(s.stretch.several and s.stretch.summary for s in told)
    main, further = choose(told, listed=listed)
    further = [one for one in further if not is_balance(one, whole)]
    asides = [one for one in further if is_aside(one, whole)]
    beside = [one for one in further if one not in asides]
    asides = [one for one in asides if is_case_of_its_own(one, main, whole)]
    if len(further) >= _MOST or (not listed and is_one_total(main, beside, article, whole, rules)):
        beside = []
    if whole.status in _COURT:
        asides = []
    if beside:
        return _several(article, whole, rules, main, beside, asides)
    return _with_asides(article, whole, rules, main, asides) if asides else whole


# -- the judgement ------------------------------------------------------------------------------


def _several(
    article: Article, whole: Judgement, rules: Rules,
    main: Sequence[Told], beside: Sequence[Told], asides: Sequence[Told],
) -> Judgement:  # fmt: skip
    summed = [one for one in main if one.stretch.summary]
    spans = sorted(span for one in main if one not in summed for span in one.stretch.spans)
    title = article.title if _is_titled(main, summed, whole) else ""
    own = read_spans(article, main[0].stretch, spans, whole, rules, title)
    where = _scene_of_all(summed, whole)
    first = _episode(own, whole, where, article)
    others = [_episode(one, whole, where or own.scenes(), article) for one in beside]
    others += [_episode(one, whole, (), article, aside=True) for one in asides]
    episodes = (first, *sorted(others, key=lambda episode: episode.passages))
    told = _claims_of(episodes)
    rest = _of_no_event(whole.claims, told, episodes)
    return replace(
        whole,
        kind="incident" if whole.verdict.label == "relevant" else whole.kind,
        status=first.status,
        event=first.event,
        claims=(*told, *rest),
        mentions=_all_mentions(whole.mentions, episodes),
        episodes=episodes,
    )


def _with_asides(
    article: Article, whole: Judgement, rules: Rules, main: Sequence[Told], asides: Sequence[Told]
) -> Judgement:
    """Add what is told in passing; the main event stays as it was judged, unless it borrowed."""
    asides = [one for one in asides if one.scenes()]
    spans = [span for one in asides for span in one.stretch.spans]
    if not asides:
        return whole
    if lends(spans, whole):
        return _several(article, whole, rules, main, (), asides)
    kept = tuple(c for c in whole.claims if c.part == "title" or not lies_in(c, spans))
    mentions = tuple(
        m if m.part == "title" or not lies_in(m, spans) else replace(m, role=None)
        for m in whole.mentions
    )
    own = _without(article, set(spans))
    first = Episode(own, whole.status, whole.event, kept, mentions)
    episodes = (first, *(_episode(one, whole, (), article, aside=True) for one in asides))
    told = _claims_of(episodes)
    return replace(
        whole, claims=told, mentions=_all_mentions(mentions, episodes), episodes=episodes
    )


def _claims_of(episodes: Sequence[Episode]) -> tuple[Claim, ...]:
    """Return what is claimed: what is told in passing, as of an earlier raid, is no claim."""
    return tuple(
        claim
        for one in episodes
        for claim in one.claims
        if not one.aside or claim.scope == "aggregate"
    )


def _without(article: Article, gone: set[Span]) -> tuple[Span, ...]:
    """Return the body but for some spans."""
    kept, at = [], 0
    for start, end in sorted(gone):
        kept.append((at, start))
        at = end
    kept.append((at, len(article.body)))
    return tuple((start, end) for start, end in kept if article.body[start:end].strip())


def _episode(
    one: Told, whole: Judgement, where: Sequence[Mention], article: Article, *, aside: bool = False
) -> Episode:
    mentions = one.mentions if one.scenes() else (*one.mentions, *where)
    dated = one.dated if one.dated.at is not None or aside else whole.event
    return Episode(
        passages=_merged(one.stretch.spans, article),
        status=events.status(one.claims),
        event=dated,
        claims=one.claims,
        mentions=mentions,
        aside=aside,
    )


def _merged(spans: Sequence[Span], article: Article) -> tuple[Span, ...]:
    """Join spans with only blanks between them."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not article.body[found[-1][1] : start].strip():
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return tuple(found)


def _is_titled(main: Sequence[Told], summed: Sequence[Told], whole: Judgement) -> bool:
    """Return whether the title is the main event's: it names no other place and sums nothing up."""
    if summed:
        return False
    own = {m.place.ubigeo for one in main for m in one.scenes()} - {""}
    named = {m.place.ubigeo for m in whole.mentions if m.part == "title" and m.certain} - {""}
    return not named or not own or all(not apart({site}, own) for site in named)


def _scene_of_all(summed: Sequence[Told], whole: Judgement) -> tuple[Mention, ...]:
    """Return the scenes of the opening that sums up, where it names one place; else the title's."""
    scenes = [m for one in summed for m in one.scenes()]
    scenes += [m for m in whole.mentions if m.role in SCENES and m.part == "title"]
    sites = {m.place.ubigeo for m in scenes if m.place.ubigeo}
    one_place = bool(sites) and not any(apart({a}, {b}) for a in sites for b in sites)
    return tuple(scenes[:2]) if one_place else ()


def _of_no_event(
    whole: Sequence[Claim], told: Sequence[Claim], episodes: Sequence[Episode]
) -> tuple[Claim, ...]:
    """Return what is claimed outside all episodes: their totals are balances of many."""
    inside = [span for episode in episodes for span in episode.passages]
    known = {(claim.field, claim.value, claim.scope) for claim in told}
    rest = []
    for claim in whole:
        if (claim.part == "body" and lies_in(claim, inside)) or claim.field in _WORKED_OUT:
            continue
        counted = claim.field in OF_ONE and claim.scope == "incident"
        balance = replace(claim, scope="aggregate") if counted else claim
        if (claim.field, claim.value, balance.scope) not in known and claim.field != "status":
            rest.append(balance)
    return tuple(rest)


def _all_mentions(whole: Sequence[Mention], episodes: Sequence[Episode]) -> tuple[Mention, ...]:
    """Return every mention once, with the role that it has in its episode; outside them none."""
    told = {(m.part, m.start): m for episode in episodes for m in episode.mentions}
    rest = [replace(m, role=None) for m in whole if (m.part, m.start) not in told]
    return (*sorted(told.values(), key=lambda m: (m.part != "title", m.start)), *rest)
