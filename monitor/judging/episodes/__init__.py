"""The several events that one article tells, each judged by the passage that tells it.

Venues reported separately with their own counts are separate events, even under one operation; one
total over many venues is one event.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.judging import claims, events, places
from monitor.judging.claims.facts.dates import event_date
from monitor.judging.episodes.cutting import Stretch, apart, cues_of_opening, cut
from monitor.judging.episodes.pieces import joined
from monitor.models import UNKNOWN, Article, Claim, Episode, Judgement, Mention, Span, Status, When
from monitor.options import AS_SHIPPED, Rules

_SCENES = ("rescue", "arrest", "exploitation")
_VICTIMS = ("rescued", "minors", "women", "victims", "men", "adults")
_COUNTS = ("arrested", *_VICTIMS, "sentence_years", "preventive_months")
_OF_ONE = frozenset(_COUNTS) - {"sentence_years"}
"""Fields with one claim an incident."""
_WORKED_OUT = frozenset({"adults", "men"})
"""Fields whose values are mostly the rest of a sum, here of several events."""
_COURT: frozenset[Status] = frozenset(
    {"pretrial_detention", "charged", "trial", "sentenced", "acquitted"}
)
"""Stages at which an article tells the raid of its own case as long past."""
_DEED = re.compile(
    r"rescat|resgat|rescu|liber|freed|saved|salv|deten|detuv|detid|captur|arrest|pres[oa]s|prend|"
    r"aprehend|cay[oóe]|ca[ií]d|enmarroc|intervin|hall[oóa]|encontr|found|held|custody|auxili|"
    r"sac[aó]|salieron|recuper|v[ií]ctim|menores|conden|sentenci",
    re.IGNORECASE,
)
"""A quick look for words of what police and courts do, and of those to whom it is done."""
_OLD_DAYS = 21
_TELLING = 3
"""A number of people that tells another case, where only one kind of people is counted."""
_MOST = 12
"""Episodes that are told apart; a longer list is a chronicle of the year."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a stretch tells, read alone."""

    stretch: Stretch
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    dated: When
    """UNKNOWN where its words give no date."""

    def counts(self) -> dict[str, int]:
        return _counts(self.claims)

    def scenes(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if m.role in _SCENES)


def tell_apart(article: Article, whole: Judgement, rules: Rules = AS_SHIPPED) -> Judgement:
    """Return ``whole`` with its episodes, where the article tells more than one event.

    Args:
        article: As reading gave it.
        whole: The judgement on it as if it told one event.
        rules: What a user changed of the lexicon.
    """
    if whole.verdict.label == "rejected":
        return whole
    told = _told(article, cut(article, whole.mentions), whole, rules)
    if not told:
        return whole
    opening = cues_of_opening(article)
    listed = "several" in opening or any(s.stretch.several and s.stretch.summary for s in told)
    main, further = _choose(told, listed=listed)
    further = [one for one in further if not _is_balance(one, whole)]
    asides = [one for one in further if _is_aside(one, whole)]
    beside = [one for one in further if one not in asides]
    asides = [one for one in asides if _is_case_of_its_own(one, main, whole)]
    if len(further) >= _MOST or (not listed and _is_one_total(main, beside, article, whole, rules)):
        beside = []
    if whole.status in _COURT:
        asides = []
    if beside:
        return _several(article, whole, rules, main, beside, asides)
    return _with_asides(article, whole, rules, main, asides) if asides else whole


def _told(
    article: Article, stretches: Sequence[Stretch], whole: Judgement, rules: Rules
) -> list[_Told]:
    """Return what each stretch tells; nothing where only one, or a summary, counts people.

    The later ones are mostly short and tell no event, so they are read before the long first one.
    """
    later = [_read(article, stretch, whole, rules) for stretch in stretches[1:]]
    if not any(one.counts() for one in later):
        return []
    return [_read(article, stretches[0], whole, rules), *later]


def _read(article: Article, stretch: Stretch, whole: Judgement, rules: Rules) -> _Told:
    """Judge a stretch as if the article had no other text; one that tells no deed needs none."""
    if not any(_DEED.search(article.body, start, end) for start, end in stretch.spans):
        return _Told(stretch, (), (), UNKNOWN)
    return _read_spans(article, stretch, stretch.spans, whole, rules)


def _read_spans(
    article: Article, stretch: Stretch, spans: Sequence[Span], whole: Judgement, rules: Rules,
    title: str = "",
) -> _Told:  # fmt: skip
    piece = joined(article, spans, title)
    mentions = places.find(piece.article)
    found = claims.find(piece.article, mentions, rules)
    found = claims.of_relevance(found, whole.verdict.label, piece.article)
    dated = event_date(piece.article)
    own = replace(stretch, spans=list(piece.spans))
    placed = _placed(piece.mentions(mentions), stretch)
    return _Told(own, piece.claims(found), placed, dated.when if dated else UNKNOWN)


def _placed(mentions: Sequence[Mention], stretch: Stretch) -> tuple[Mention, ...]:
    """Take the place that a stretch speaks of for its scene, where no words say what it is."""
    if any(mention.role in _SCENES for mention in mentions):
        return tuple(mentions)
    return tuple(
        replace(m, role="rescue") if m.role is None and m.place.ubigeo in stretch.sites else m
        for m in mentions
    )


def _counts(found: Sequence[Claim]) -> dict[str, int]:
    return {
        claim.field: claim.value
        for claim in found
        if claim.field in _COUNTS and claim.scope == "incident" and isinstance(claim.value, int)
    }


# -- which stretches tell an event of their own --------------------------------------------------


def _choose(told: Sequence[_Told], *, listed: bool) -> tuple[list[_Told], list[_Told]]:
    """Return the stretches of the main event, and those that tell another one each.

    Args:
        told: All of them.
        listed: Whether the opening says that there were several raids.
    """
    first = next((one for one in told if not one.stretch.summary and one.counts()), None)
    main: list[_Told] = []
    further: list[_Told] = []
    for one in told:
        counted = one is not first and not one.stretch.summary and bool(one.counts())
        if (
            counted
            and first
            and all(_differ(one, known, listed=listed) for known in (first, *further))
        ):
            further.append(one)
        else:
            main.append(one)
    return main, further


def _differ(one: _Told, other: _Told, *, listed: bool) -> bool:
    """Return whether two stretches tell different events: the same kinds of count, told apart.

    Where nothing opens another event, each must be a whole raid: with people held and victims.
    """
    mine, theirs = one.counts(), other.counts()
    if one.stretch.past:
        return True
    shared = mine.keys() & theirs.keys()
    whole = _is_raid(mine) and _is_raid(theirs)
    said = listed or one.stretch.opened
    if not (shared if said else whole and not _same_count(mine, theirs)):
        return False
    venues = one.stretch.venues and other.stretch.venues
    placed = _is_elsewhere(one, other) or bool(
        venues and not one.stretch.venues & other.stretch.venues
    )
    return placed or (
        one.stretch.opened and whole and any(mine[name] != theirs[name] for name in shared)
    )


def _same_count(mine: Mapping[str, int], theirs: Mapping[str, int]) -> bool:
    """Return whether the same number of people, two or more, is told again."""
    return any(mine[name] == theirs[name] > 1 for name in mine.keys() & theirs.keys())


def _is_raid(counts: Mapping[str, int]) -> bool:
    return "arrested" in counts and not counts.keys().isdisjoint(_VICTIMS)


def _is_elsewhere(one: _Told, other: _Told) -> bool:
    mine, theirs = _sites(one), _sites(other)
    return bool(mine and theirs and apart(mine, theirs))


def _sites(one: _Told) -> set[str]:
    """Return where a stretch plays, else the places that it names."""
    played = {m.place.ubigeo or m.place.country for m in one.scenes()} - {"PE"}
    return played or one.stretch.sites


def _is_aside(one: _Told, whole: Judgement) -> bool:
    """Return whether a stretch tells what was long before."""
    if one.stretch.past:
        return True
    if one.dated.at is None or whole.event.at is None:
        return False
    return abs((whole.event.at - one.dated.at).days) > _OLD_DAYS


def _is_balance(one: _Told, whole: Judgement) -> bool:
    """Return whether a stretch gives totals of many events, as the text around it says."""
    return any(
        claim.scope == "aggregate" and claim.part == "body" and _lies_in(claim, one.stretch.spans)
        for claim in whole.claims
    )


def _is_case_of_its_own(one: _Told, main: Sequence[_Told], whole: Judgement) -> bool:
    """Return whether what was before is another case, and no earlier chapter of this one."""
    counts = one.counts()
    raid = _is_raid(counts)
    if not raid and max(counts.values(), default=0) < _TELLING:
        return False
    if any(_same_count(counts, known.counts()) for known in main):
        return False
    elsewhere = raid and all(_is_elsewhere(one, known) for known in main if known.scenes())
    return elsewhere or not _lends(one.stretch.spans, whole)


def _lends(spans: Sequence[Span], whole: Judgement) -> bool:
    """Return whether the whole article, read as one event, counts people of these spans for it."""
    return any(
        claim.field in _OF_ONE and claim.scope == "incident" and claim.part == "body"
        and _lies_in(claim, spans)
        for claim in whole.claims
    )  # fmt: skip


def _is_one_total(
    main: Sequence[_Told], beside: Sequence[_Told], article: Article, whole: Judgement, rules: Rules
) -> bool:
    """Return whether the opening gives one total for all, and tells of no several raids."""
    if not beside:
        return False
    opening = main[0].stretch.spans[0]
    lead = _read_spans(article, main[0].stretch, [opening], whole, rules, article.title)
    rest = [span for one in main for span in one.stretch.spans if span != opening]
    parts = [*beside, _read_spans(article, main[0].stretch, rest, whole, rules)]
    for name, total in lead.counts().items():
        told = [one.counts()[name] for one in parts if name in one.counts()]
        if len(told) > 1 and sum(told) == total:
            return True
    return False


# -- the judgement ------------------------------------------------------------------------------


def _several(
    article: Article, whole: Judgement, rules: Rules,
    main: Sequence[_Told], beside: Sequence[_Told], asides: Sequence[_Told],
) -> Judgement:  # fmt: skip
    summed = [one for one in main if one.stretch.summary]
    spans = sorted(span for one in main if one not in summed for span in one.stretch.spans)
    title = article.title if _is_titled(article, main, summed, whole) else ""
    own = _read_spans(article, main[0].stretch, spans, whole, rules, title)
    where = _scene_of_all(article, summed, whole)
    first = _episode(own, whole, where, article)
    others = [_episode(one, whole, where or own.scenes(), article) for one in beside]
    others += [_episode(one, whole, (), article, aside=True) for one in asides]
    episodes = (first, *sorted(others, key=lambda episode: episode.passages))
    told = tuple(claim for episode in episodes for claim in episode.claims)
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
    article: Article, whole: Judgement, rules: Rules, main: Sequence[_Told], asides: Sequence[_Told]
) -> Judgement:
    """Add what is told in passing; the main event stays as it was judged, unless it borrowed."""
    asides = [one for one in asides if one.scenes()]
    spans = [span for one in asides for span in one.stretch.spans]
    if not asides:
        return whole
    if _lends(spans, whole):
        return _several(article, whole, rules, main, (), asides)
    kept = tuple(c for c in whole.claims if c.part == "title" or not _lies_in(c, spans))
    mentions = tuple(
        m if m.part == "title" or not _lies_in(m, spans) else replace(m, role=None)
        for m in whole.mentions
    )
    own = _without(article, set(spans))
    first = Episode(own, whole.status, whole.event, kept, mentions)
    episodes = (first, *(_episode(one, whole, (), article, aside=True) for one in asides))
    told = tuple(claim for episode in episodes for claim in episode.claims)
    return replace(
        whole, claims=told, mentions=_all_mentions(mentions, episodes), episodes=episodes
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
    one: _Told, whole: Judgement, where: Sequence[Mention], article: Article, *, aside: bool = False
) -> Episode:
    mentions = one.mentions if one.scenes() else (*one.mentions, *where)
    dated = one.dated if one.dated.at is not None or aside else whole.event
    return Episode(
        passages=_merged(one.stretch.spans, article),
        status=events.status(article, one.claims),
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


def _is_titled(
    article: Article, main: Sequence[_Told], summed: Sequence[_Told], whole: Judgement
) -> bool:
    """Return whether the title is the main event's: it names no other place and sums nothing up."""
    if summed:
        return False
    own = {m.place.ubigeo for one in main for m in one.scenes()} - {""}
    named = {m.place.ubigeo for m in whole.mentions if m.part == "title" and m.certain} - {""}
    del article
    return not named or not own or all(not apart({site}, own) for site in named)


def _scene_of_all(
    article: Article, summed: Sequence[_Told], whole: Judgement
) -> tuple[Mention, ...]:
    """Return the scenes of the opening that sums up, where it names one place; else the title's."""
    scenes = [m for one in summed for m in one.scenes()]
    scenes += [m for m in whole.mentions if m.role in _SCENES and m.part == "title"]
    del article
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
        if (claim.part == "body" and _lies_in(claim, inside)) or claim.field in _WORKED_OUT:
            continue
        counted = claim.field in _OF_ONE and claim.scope == "incident"
        balance = replace(claim, scope="aggregate") if counted else claim
        if (claim.field, claim.value, balance.scope) not in known and claim.field != "status":
            rest.append(balance)
    return tuple(rest)


def _all_mentions(whole: Sequence[Mention], episodes: Sequence[Episode]) -> tuple[Mention, ...]:
    """Return every mention once, with the role that it has in its episode; outside them none."""
    told = {(m.part, m.start): m for episode in episodes for m in episode.mentions}
    rest = [replace(m, role=None) for m in whole if (m.part, m.start) not in told]
    return (*sorted(told.values(), key=lambda m: (m.part != "title", m.start)), *rest)


def _lies_in(one: Claim | Mention, spans: Sequence[Span]) -> bool:
    return any(start <= one.start < end for start, end in spans)
