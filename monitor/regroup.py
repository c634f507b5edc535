"""The stored past grouped or judged anew, as a plan: what would change, and why.

A batch sees all articles at once, so its result does not depend on the order in which they came.
Numbers last: a group takes the number of the stored group that most of its articles come from, and
what a person decided stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor import intake
from monitor.briefs import Kept, Plan, Shift
from monitor.grouping import batch, incidents
from monitor.grouping.linking import Group, name
from monitor.models import (
    Episode,
    Examined,
    Facts,
    Judgement,
    KnownIncident,
    Label,
    Reason,
    Verdict,
)
from monitor.options import Rules
from monitor.privacy import shown, victims
from monitor.titles import plain_title

Apart = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Side:
    """A stored article on which today's rules decide otherwise."""

    article_id: int
    url: str
    old: Label
    new: Verdict
    words: tuple[str, ...]
    """Those that weigh most in the new verdict."""
    title: str = ""
    """As it may be shown."""
    gained: tuple[Reason, ...] = ()
    """Of each rule that speaks now and did not, the weightiest words."""
    lost: tuple[Reason, ...] = ()
    """Of each rule that spoke and does so no more, the weightiest words."""


def plan(past: Iterable[Kept], apart: Apart, language: str = "es") -> Plan:
    """Return what grouping the whole past anew would change.

    Args:
        past: The stored articles; those without facts or text stay where they are.
        apart: Incident -> those that a person separated from it.
        language: Of the titles of incidents that split off.
    """
    kept = [one for one in past if one.facts is not None and one.article.body]
    grouped = batch.group([_examined(one) for one in kept])
    shifts, titles = _incident_shifts(_units(kept, grouped), apart, language)
    return Plan(_story_shifts(kept, grouped.stories), shifts, titles)


def _examined(kept: Kept) -> Examined:
    facts = kept.facts
    assert facts is not None
    tells = kept.verdict.label == "relevant"
    told = (facts, *kept.further) if kept.further else ()
    episodes = tuple(
        Episode((), one.status, one.event, aside=number in kept.asides)
        for number, one in enumerate(told)
    )
    further = kept.further if tells else ()
    return Examined(
        article=kept.article,
        judgement=Judgement(kept.verdict, facts.kind, facts.status, facts.event, episodes=episodes),
        sketch=kept.sketch,
        facts=facts,
        incident_keys=incidents.keys(facts) if tells else (),
        further=further,
        further_keys=tuple(map(incidents.keys, further)),
    )


def _groups(numbers: Sequence[int | None]) -> list[Group]:
    """Positions from 1 by their number; position 0 stands for nothing, alone."""
    groups: dict[int, list[int]] = defaultdict(list)
    for position, number in enumerate(numbers, 1):
        if number is not None:
            groups[number].append(position)
    return [(0,), *map(tuple, groups.values())]


def _story_shifts(kept: Sequence[Kept], stories: Sequence[int]) -> tuple[Shift, ...]:
    groups = _groups(stories)
    named = name(groups, [None, *(one.story_id for one in kept)])
    shifts = []
    for group in groups[1:]:
        first = kept[group[0] - 1]
        for one in (kept[i - 1] for i in group):
            into = named.of[group[0]]
            if into is not None and into != one.story_id:
                alone = len(group) == 1
                reason = (
                    "a text of its own"
                    if alone
                    else f"same text as article {_other(first, one, kept, group)}"
                )
                shifts.append(Shift(one.article_id, one.article.url, one.story_id, into, reason))
    return tuple(shifts)


def _other(first: Kept, one: Kept, kept: Sequence[Kept], group: Group) -> int:
    return kept[group[1] - 1].article_id if one is first else first.article_id


@dataclass(frozen=True, slots=True)
class _Unit:
    """An event that a stored article tells, with its incident now and in the batch."""

    kept: Kept
    episode: int
    facts: Facts
    home: int | None
    told: int


def _units(kept: Sequence[Kept], grouped: batch.Grouping) -> list[_Unit]:
    units = []
    for one, ids, episodes in zip(kept, grouped.incidents, grouped.episodes, strict=True):
        assert one.facts is not None
        facts = (one.facts, *one.further)
        for incident, episode in zip(ids, episodes, strict=True):
            if episode < len(facts):
                home = one.told.get(episode)
                units.append(_Unit(one, episode, facts[episode], home, incident))
    return units


def _incident_shifts(
    units: Sequence[_Unit], apart: Apart, language: str
) -> tuple[tuple[Shift, ...], dict[int, str]]:
    groups = _groups(_as_placed(units))
    reviewed = {unit.home for unit in units if unit.kept.reviewed and unit.home is not None}
    named = name(groups, [None, *(unit.home for unit in units)], reviewed)
    shifts: list[Shift] = []
    titles: dict[int, str] = {}
    for group in groups[1:]:
        members = [units[i - 1] for i in group]
        into = named.of[group[0]]
        for one in members:
            if into is None or into == one.home or not _may_go(one, into, apart):
                continue
            shifts.append(_shift(one, into, members))
            if into < 0:
                titles.setdefault(into, plain_title(one.facts, language))
    return tuple(shifts), titles


def _as_placed(units: Sequence[_Unit]) -> list[int]:
    """Return the group of each unit; what a person put together is one, with all that is with it.

    A group in which articles stand that people put into different incidents stays as it is.
    """
    homes: dict[int, set[int]] = defaultdict(set)
    for unit in units:
        if unit.kept.placed and unit.home is not None:
            homes[unit.told].add(unit.home)
    certain = {told: home for told, (home, *others) in homes.items() if not others}
    first = {home: told for told, home in reversed(certain.items())}
    return [first[certain[unit.told]] if unit.told in certain else unit.told for unit in units]


def _shift(one: _Unit, into: int, members: Sequence[_Unit]) -> Shift:
    kept = one.kept
    reason = _reason(one, members)
    return Shift(kept.article_id, kept.article.url, one.home, into, reason, one.episode)


def _may_go(one: _Unit, into: int, apart: Apart) -> bool:
    """Whether no person put the article where it is, or held the two incidents apart."""
    separated = one.home is not None and into in apart.get(one.home, ())
    return not one.kept.reviewed and not separated and into not in one.kept.told.values()


def _reason(one: _Unit, members: Sequence[_Unit]) -> str:
    others = tuple((m.kept.article_id, m.facts) for m in members if m is not one)
    if not others:
        return "an incident of its own"
    links = incidents.link(one.facts, [KnownIncident(0, "", others)])
    return links[0].reason if links and links[0].incident_id == 0 else "with its copies"


def sides(past: Iterable[Kept], rules: Rules) -> Iterator[Side]:
    """Yield the articles on which today's rules decide otherwise; a person's decision stands.

    A copy takes the verdict of its story's fullest text.

    Args:
        past: The stored articles; where no text was kept, nothing can be judged.
        rules: What a user changed of the lexicon.
    """
    stories: dict[int, list[Kept]] = defaultdict(list)
    for one in past:
        if one.article.body:
            stories[one.story_id].append(one)
    for members in stories.values():
        fullest = max(members, key=lambda one: (len(one.article.body), -one.article_id))
        verdict = intake.examine(fullest.article, rules).judgement.verdict
        for one in members:
            if one.verdict.label != verdict.label and not one.reviewed and not _is_heard(one):
                yield _side(one, verdict)


def _is_heard(one: Kept) -> bool:
    """Whether an article is relevant by what others tell of its incident, not by the rules."""
    return one.verdict.label == "relevant" and any(
        reason.rule == intake.HEARD for reason in one.verdict.reasons
    )


def _side(one: Kept, verdict: Verdict) -> Side:
    before, now = _by_rule(one.verdict), _by_rule(verdict)
    return Side(
        article_id=one.article_id,
        url=one.article.url,
        old=one.verdict.label,
        new=verdict,
        words=_words(verdict),
        title=shown(one.article.title, known=victims(one.article.title, one.article.body)),
        gained=tuple(reason for rule, reason in now.items() if rule not in before),
        lost=tuple(reason for rule, reason in before.items() if rule not in now),
    )


def _by_rule(verdict: Verdict) -> dict[str, Reason]:
    """Return the weightiest reason of each rule that answers a question, most first."""
    asked = [reason for reason in verdict.reasons if reason.question != "label"]
    found: dict[str, Reason] = {}
    for reason in sorted(asked, key=lambda reason: -abs(reason.weight)):
        found.setdefault(reason.rule, reason)
    return found


def _words(verdict: Verdict) -> tuple[str, ...]:
    weighty = sorted(verdict.reasons, key=lambda reason: -abs(reason.weight))
    return tuple(dict.fromkeys(reason.words for reason in weighty if reason.words))[:3]
