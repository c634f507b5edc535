"""Stretches of an article, each read as if it were all, and which of them tell an event."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.judging import claims, places
from monitor.judging.claims.facts.dates import event_date
from monitor.judging.episodes.cutting import Stretch, apart
from monitor.judging.episodes.pieces import joined
from monitor.models import UNKNOWN, Article, Claim, Judgement, Mention, Span, When
from monitor.options import Rules

SCENES = ("rescue", "arrest", "exploitation")
_VICTIMS = ("rescued", "minors", "women", "victims", "men", "adults")
_COUNTS = ("arrested", *_VICTIMS, "sentence_years", "preventive_months")
OF_ONE = frozenset(_COUNTS) - {"sentence_years"}
"""Fields with one claim an incident."""
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


@dataclass(frozen=True, slots=True)
class Told:
    """What a stretch tells, read alone."""

    stretch: Stretch
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    dated: When
    """UNKNOWN where its words give no date."""

    def counts(self) -> dict[str, int]:
        """Return the counts of the incident, field to value."""
        return _counts(self.claims)

    def scenes(self) -> tuple[Mention, ...]:
        """Return where it plays."""
        return tuple(m for m in self.mentions if m.role in SCENES)


def read_all(
    article: Article, stretches: Sequence[Stretch], whole: Judgement, rules: Rules
) -> list[Told]:
    """Return what each stretch tells; nothing where only one, or a summary, counts people.

    The later ones are mostly short and tell no event, so they are read before the long first one.
    """
    later = [_read(article, stretch, whole, rules) for stretch in stretches[1:]]
    if not any(one.counts() for one in later):
        return []
    return [_read(article, stretches[0], whole, rules), *later]


def _read(article: Article, stretch: Stretch, whole: Judgement, rules: Rules) -> Told:
    """Judge a stretch as if the article had no other text; one that tells no deed needs none."""
    if not any(_DEED.search(article.body, start, end) for start, end in stretch.spans):
        return Told(stretch, (), (), UNKNOWN)
    return read_spans(article, stretch, stretch.spans, whole, rules)


def read_spans(
    article: Article, stretch: Stretch, spans: Sequence[Span], whole: Judgement, rules: Rules,
    title: str = "",
) -> Told:  # fmt: skip
    """Judge passages of an article as if they were all of it."""
    piece = joined(article, spans, title)
    mentions = places.find(piece.article)
    found = claims.find(piece.article, mentions, rules)
    found = claims.of_relevance(found, whole.verdict.label, piece.article)
    dated = event_date(piece.article)
    own = replace(stretch, spans=list(piece.spans))
    placed = _placed(piece.mentions(mentions), stretch)
    return Told(own, piece.claims(found), placed, dated.when if dated else UNKNOWN)


def _placed(mentions: Sequence[Mention], stretch: Stretch) -> tuple[Mention, ...]:
    """Take the place that a stretch speaks of for its scene, where no words say what it is."""
    if any(mention.role in SCENES for mention in mentions):
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


def choose(told: Sequence[Told], *, listed: bool) -> tuple[list[Told], list[Told]]:
    """Return the stretches of the main event, and those that tell another one each.

    Args:
        told: All of them.
        listed: Whether the opening says that there were several raids.
    """
    first = next((one for one in told if not one.stretch.summary and one.counts()), None)
    main: list[Told] = []
    further: list[Told] = []
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


def _differ(one: Told, other: Told, *, listed: bool) -> bool:
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


def _is_elsewhere(one: Told, other: Told) -> bool:
    mine, theirs = _sites(one), _sites(other)
    return bool(mine and theirs and apart(mine, theirs))


def _sites(one: Told) -> set[str]:
    """Return where a stretch plays, else the places that it names."""
    played = {m.place.ubigeo or m.place.country for m in one.scenes()} - {"PE"}
    return played or one.stretch.sites


def is_aside(one: Told, whole: Judgement) -> bool:
    """Return whether a stretch tells what was long before."""
    if one.stretch.past:
        return True
    if one.dated.at is None or whole.event.at is None:
        return False
    return abs((whole.event.at - one.dated.at).days) > _OLD_DAYS


def is_balance(one: Told, whole: Judgement) -> bool:
    """Return whether a stretch gives totals of many events, as the text around it says."""
    return any(
        claim.scope == "aggregate" and claim.part == "body" and lies_in(claim, one.stretch.spans)
        for claim in whole.claims
    )


def is_case_of_its_own(one: Told, main: Sequence[Told], whole: Judgement) -> bool:
    """Return whether what was before is another case, and no earlier chapter of this one."""
    counts = one.counts()
    raid = _is_raid(counts)
    if not raid and max(counts.values(), default=0) < _TELLING:
        return False
    if any(_same_count(counts, known.counts()) for known in main):
        return False
    elsewhere = raid and all(_is_elsewhere(one, known) for known in main if known.scenes())
    return elsewhere or not lends(one.stretch.spans, whole)


def lends(spans: Sequence[Span], whole: Judgement) -> bool:
    """Return whether the whole article, read as one event, counts people of these spans for it."""
    return any(
        claim.field in OF_ONE and claim.scope == "incident" and claim.part == "body"
        and lies_in(claim, spans)
        for claim in whole.claims
    )  # fmt: skip


def is_one_total(
    main: Sequence[Told], beside: Sequence[Told], article: Article, whole: Judgement, rules: Rules
) -> bool:
    """Return whether the opening gives one total for all, and tells of no several raids."""
    if not beside:
        return False
    opening = main[0].stretch.spans[0]
    lead = read_spans(article, main[0].stretch, [opening], whole, rules, article.title)
    rest = [span for one in main for span in one.stretch.spans if span != opening]
    parts = [*beside, read_spans(article, main[0].stretch, rest, whole, rules)]
    for name, total in lead.counts().items():
        told = [one.counts()[name] for one in parts if name in one.counts()]
        if len(told) > 1 and sum(told) == total:
            return True
    return False


def lies_in(one: Claim | Mention, spans: Sequence[Span]) -> bool:
    """Return whether a claim or a place begins in one of ``spans`` of the body."""
    return any(start <= one.start < end for start, end in spans)
