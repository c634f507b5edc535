"""How many were arrested, rescued, minors, women: one claim a field, balances apart."""

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.judging.claims.counts.breakdown import HELD, confirmed, implied, is_kind, summed
from monitor.judging.claims.counts.corrections import corrected
from monitor.judging.claims.counts.crowds import without_guests
from monitor.judging.claims.counts.grouped import by_free_will, freed_group, only_smuggled
from monitor.judging.claims.counts.held import held_strength, held_total, without_children
from monitor.judging.claims.counts.mentioned import (
    UNSAID,
    at_a_talk,
    in_care,
    one_of_several,
    only_papers,
)
from monitor.judging.claims.counts.reached import (
    denies_victims,
    is_of_a_court,
    reached,
    tells_of_a_case,
    tells_of_freeing,
)
from monitor.judging.claims.counts.resumed import resumed
from monitor.judging.claims.counts.totals import LINKS, Figure, Telling, figure, is_victim, resolve
from monitor.judging.claims.counts.wording import WITH_NATIONS, quotable
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.quotes import is_clean
from monitor.judging.claims.reading import Readings
from monitor.judging.claims.vocabulary import PREPOSITIONS, bag
from monitor.models import Claim

_VICTIMS = frozenset({"rescued", "found", "identified", "victim"})
COUNTED = ("arrested", "rescued", "victims", "minors", "adults", "women", "men")
_KINDS = frozenset({"minors", "adults", "women", "men"})
_FIRM, _UNSURE = 2, -1
_ELDERS = bag(
    "madre padre mama papa madrastra padrastro abuela abuelo mother father stepmother stepfather "
    "grandmother grandfather mae pai avo"
)
_WRONGED = re.compile(r"\b(?:agravio|perjuicio|detrimento) d\w+ ")
_LEFT = 40


def count_claims(tellings: list[Telling], readings: Readings) -> list[Claim]:
    """Return the claims of all count fields: one of scope incident each, and every balance."""
    own = resumed([t for t in tellings if t.sphere == "incident"], readings["body"].text)
    claims: list[Claim] = []
    totals: dict[str, Figure] = {}
    for field in COUNTED:
        found = _incident(field, own, totals, readings)
        if found is not None:
            totals[field] = found
            claims += _claim(field, found, readings)
    balances = [t for t in tellings if t.sphere == "aggregate"]
    return claims + _balances(balances, readings)


def _incident(
    field: str, own: list[Telling], totals: dict[str, Figure], readings: Readings
) -> Figure | None:
    """Return the article's total of one field."""
    if field == "rescued":
        told = _rescued(own, totals, readings)
        return corrected(told, readings["body"].text) if told is not None else None
    if field in ("arrested", "victims"):
        kin = field == "victims"
        own = own if kin else [t for t in own if not only_papers(t, readings)]
        found = resolve(f for f in _deeds(field, own) if not (kin and _is_elder(f, readings)))
        return held_total(own, found, readings["body"].text) if field == "arrested" else found
    kinds = [*_kinds(field, own, totals)]
    if kinds and only_smuggled(readings["body"]):
        return None
    if field == "minors" and kinds and not tells_of_a_case(readings, totals):
        kinds = [f for f in kinds if f.strength == _FIRM or f.telling.count.role not in UNSAID]
    several = [f for f in kinds if not (at_a_talk(f, readings) or in_care(f, readings))]
    told = summed(resolve(f for f in several if f.strength > _UNSURE), several, own)
    if field == "minors" and told is not None and one_of_several(told, readings):
        told = None
    return told if told and told.strength else implied(field, totals, readings) or told


def _rescued(own: list[Telling], totals: dict[str, Figure], readings: Readings) -> Figure | None:
    """Return how many were freed: said so, or found, or the group that the text comes back to."""
    crowd = resolve(f for f in _deeds("rescued", own) if not _is_elder(f, readings))
    found = without_guests(crowd, own, readings["body"].text)
    if crowd is not None and found is None:
        own = [t for t in own if t != crowd.telling]
    said = found is not None and found.telling.count.role == "rescued"
    body = readings["body"]
    if not said and (by_free_will(own, body) or only_smuggled(body)):
        return None
    grouped = freed_group(own, readings["body"], found, totals.get("arrested"))
    told = grouped if grouped is not found else _anaphor(own, found)
    told = told or reached(own, readings, totals.get("arrested"))
    told = told and confirmed(told, [*_deeds("rescued", own), *_told_of(own)], own)
    if told is not None and (_only_wronged(told, readings) or _only_others(told)):
        return None
    checked = told is not None and told.telling.count.role == "checked"
    adult = told is not None and all(p.age != "minor" and p.side != "victim" for p in told.people)
    return None if checked and adult and denies_victims(readings) else told


def _only_others(found: Figure) -> bool:
    """Return whether ``los otros dos`` are all: those before them are told of without a number."""
    first = found.people[0]
    return first.other and sum(p.value or 0 for p in found.people) == found.value


def _only_wronged(found: Figure, readings: Readings) -> bool:
    """Return whether people stand in a charge alone (``en agravio de cuatro``), none freed.

    So do those of whom a court hears, where nobody found them.
    """
    count = found.telling.count
    folded = readings[found.telling.part].text.folded
    charged = _WRONGED.search(folded, max(0, count.start - _LEFT), found.people[0].end)
    unsaid = count.role in (None, "victim", "other") and is_of_a_court(readings["body"].text.folded)
    return (charged is not None or unsaid) and not any(
        tells_of_freeing(r.text.folded) for r in readings.values()
    )


def _is_elder(found: Figure, readings: Readings) -> bool:
    """Return whether the one who is told of is a victim's parent: ``su madre``."""
    people, count = found.people[0], found.telling.count
    freed = count.role == "rescued" or count.also
    words = readings[found.telling.part].text.words[people.first : people.last]
    known = (people.own and not count.also) or (people.definite and not freed)
    return found.value == len(found.people) == 1 and known and not _ELDERS.isdisjoint(words)


def _deeds(field: str, own: list[Telling]) -> Iterator[Figure]:
    for told in own:
        telling = without_children(told) if field == "arrested" else told
        strength = _strength(field, telling.count)
        if strength is None and field == "rescued" and _come_back_to(telling, own):
            strength = 1
        if strength is not None and (not telling.count.partial or _is_all(telling, own)):
            found = figure(telling, telling.count.people, strength)
            if found is not None:
                yield _as_whole(found)


def _come_back_to(telling: Telling, own: list[Telling]) -> bool:
    """Return whether ``Police found the four`` speaks of as many victims as were told of before."""
    count = telling.count
    first = count.people[0]
    number = first.bare and first.definite and (first.value or 0) > 1 and len(count.people) == 1
    return number and count.role == "found" and any(
        p.value == first.value and is_victim(p) and _may_be_freed(t.count)
        for t in own
        if t.count.start < count.start and t.part == telling.part
        for p in t.count.people[:1]
    )  # fmt: skip


def _is_all(part: Telling, own: list[Telling]) -> bool:
    """Return whether parts make up people of no number: ``las agraviadas (cinco y dos)``."""
    told = part.count
    wholes = (t.count for t in own if t.part == part.part and t.count.sentence == told.sentence)
    return any(
        whole.role == told.role and not whole.partial
        and whole.people[0].value is None and whole.people[0].many
        and whole.start < told.start < whole.end
        for whole in wholes
    )  # fmt: skip


def _as_whole(found: Figure) -> Figure:
    """Take the whole for ``dos de las nueve rescatadas``: the two are only told apart later."""
    first = found.people[0]
    count = found.telling.count
    alone = len(found.people) == 1 and first.whole > found.value
    described = first.held is not None or count.adjoined
    return replace(found, value=first.whole) if alone and described else found


def _strength(field: str, count: Count) -> int | None:
    """Return how firmly a clause speaks of ``field``; None where it does not."""
    if field == "arrested":
        return held_strength(count)
    if not all(is_victim(p) for p in count.people):
        return None
    if field == "victims":
        if count.people[0].partial:
            return None
        return 2 if count.role == "victim" else 1 if _named_victims(count) else None
    if count.role == "rescued":
        return 2
    if count.role == "found" or (count.role == "taken" and _may_be_freed(count)):
        return 1 if _morecounts(count) else None
    return 1 if _named_victims(count) and count.people[0].total else None


def _may_be_freed(count: Count) -> bool:
    """Return whether those who were taken out are women, children or victims: no suspects."""
    return all(p.age == "minor" or p.sex == "women" or p.side == "victim" or p.gender == "f"
               for p in count.people)  # fmt: skip


def _named_victims(count: Count) -> bool:
    """Return whether people are called victims with no verb of ours."""
    first = count.people[0]
    return count.role is None and first.side == "victim" and (first.value or 0) > 1


def _morecounts(count: Count) -> bool:
    """Return whether people who were only found were freed by it: the sense of the noun."""
    first = count.people[0]
    if count.role == "identified":
        victims = first.side == "victim" or first.age == "minor"
        return victims and not first.definite
    return first.known and not first.name and not first.bare


def _anaphor(own: list[Telling], found: Figure | None) -> Figure | None:
    """Take ``las víctimas fueron rescatadas`` for all the victims told of before."""
    if found is not None and found.strength == 2:
        return found
    for telling in own:
        people = telling.count.people
        freed = telling.count.role in ("rescued", "found")
        if freed and people[0].value is None and people[0].many:
            victims = resolve(_deeds("victims", own))
            if victims is not None and victims.strength == 2:
                return victims
            minors = resolve(_kinds("minors", own, {}))
            first = _first_told(own)
            whole = minors is not None and not (minors.people[0].bare or minors.people[0].partial)
            if minors is not None and whole and minors.value > 1 and not people[0].sex:
                return max(minors, first or minors, found or minors, key=lambda f: f.value)
            return found or first
    return found


def _told_of(own: list[Telling]) -> Iterator[Figure]:
    """Yield women and children of whom no verb of ours tells: ``En otra casa, a dos menores.``"""
    for telling in own:
        count = telling.count
        named = count.people[0].link not in PREPOSITIONS
        more = count.role == "found" and count.people[0].bare
        plain = count.role is None and _may_be_freed(count)
        several = all(is_victim(p) and (p.known or more) and not p.definite for p in count.people)
        if (plain or more) and named and several and not count.partial:
            found = figure(telling, count.people)
            if found is not None and found.value > more:
                yield found


def _first_told(own: list[Telling]) -> Figure | None:
    """Return the people with whom the body opens: ``Ocho mujeres vivieron un infierno.``"""
    for telling in own:
        people = telling.count.people
        opens = telling.part == "body" and telling.count.sentence == 0 and not telling.count.partial
        plain = all(is_victim(p) and p.known and not p.name for p in people)
        if opens and plain and telling.count.role is None and (people[0].value or 0) > 1:
            return figure(telling, people)
    return None


def _kinds(field: str, own: list[Telling], totals: dict[str, Figure]) -> Iterator[Figure]:
    """Yield what the clauses say of the victims' age or sex."""
    for telling in own:
        count = telling.count
        others = count.role == "victim" and count.people[0].other
        if count.role in HELD or others or not all(is_victim(p) for p in count.people):
            continue
        people = tuple(_of_kind(field, count.people))
        if not people:
            continue
        if people[0].every and "rescued" in totals:
            people = (replace(people[0], value=totals["rescued"].value), *people[1:])
        if len(people) > 1 and any(p.link in LINKS for p in count.people[1:]):
            people = (*people[:-1], replace(people[-1], link="y"))
        strength = _kind_strength(field, count, people)
        if strength and count.partial and _is_told_whole(field, telling, own):
            strength = 1
        found = figure(telling, people, strength) if strength is not None else None
        if found is not None:
            yield replace(found, more=False) if count.role == "victim" else found


def _is_told_whole(field: str, part: Telling, own: list[Telling]) -> bool:
    """Return whether a part splits those of its kind: ``tres menores: una de 15, dos de 17``."""
    return any(
        t.part == part.part and t.count.sentence == part.count.sentence and not t.count.partial
        and any(is_kind(field, p) and p.value for p in t.count.people)
        for t in own
    )  # fmt: skip


def _of_kind(field: str, several: tuple[People, ...]) -> Iterator[People]:
    """Yield those who are minors, women...; ``otras ocho`` are as the ones before."""
    kept = False
    before: People | None = None
    for people in several:
        if not is_victim(people):
            continue
        if field == "minors" and people.young:
            yield replace(people, value=people.young)
        summed = before is not None and people.bare and people.link == ","
        unlike = people.age == "adult" and field == "minors"
        more = kept and people.bare and (people.other or summed) and not unlike
        kept = is_kind(field, people) or more
        before = people if people.value is None and people.many else None
        if kept:
            yield people


def _kind_strength(field: str, count: Count, people: tuple[People, ...]) -> int | None:
    first = people[0]
    if count.role in _VICTIMS or (count.partial and count.role != "other"):
        return 2
    if field != "minors" and (first.value == 1 or (count.role is None and not first.bare)):
        return None
    if first.other and count.role is None and not first.bare:
        return _UNSURE
    if first.link in PREPOSITIONS and (first.other or count.role == "other"):
        return None
    if count.role == "other" and not count.partial and (field != "minors" or first.other):
        return None
    return 0 if first.definite else 1


def _is_stated(count: Count) -> bool:
    return count.role is not None or count.partial


def _balances(tellings: list[Telling], readings: Readings) -> list[Claim]:
    """Return the claims of scope aggregate, each value of a field once."""
    claims: dict[tuple[str, str | int], Claim] = {}
    for field in COUNTED:
        figures = (
            _deeds(field, tellings) if field in ("arrested", "rescued", "victims")
            else _kinds(field, [t for t in tellings if _is_stated(t.count)], {})
        )  # fmt: skip
        for found in figures:
            if found.value > 1:
                for claim in _claim(field, found, readings):
                    claims.setdefault((field, claim.value), replace(claim, scope="aggregate"))
    return list(claims.values())


def nation_claims(tellings: list[Telling], readings: Readings) -> list[Claim]:
    """Return the nationalities of victims and of accused, each once."""
    claims: dict[tuple[str, str], Claim] = {}
    for telling in tellings:
        if telling.sphere != "incident":
            continue
        for people in telling.count.people:
            field = _nation_field(telling.count, people)
            if people.nation and field:
                text = readings[telling.part].text
                start, end = people.start, people.end
                if is_clean(text, start, end, allow=WITH_NATIONS):
                    quote = text.original[start:end]
                    claim = Claim(field, people.nation, quote, start, end, text.part)
                    claims.setdefault((field, people.nation), claim)
    return list(claims.values())


def _nation_field(count: Count, people: People) -> str:
    """Return whose nationality is told: victims', accused's, or nobody's."""
    if count.role in HELD or not is_victim(people):
        return "accused_nationality"
    return "nationality" if count.role in _VICTIMS else ""


def _claim(field: str, found: Figure, readings: Readings) -> list[Claim]:
    """Return the claim of a figure; none where no words of it may be quoted."""
    text = readings[found.telling.part].text
    span = quotable(text, found, kind=field in _KINDS)
    if span is None:
        return []
    start, end = span
    quote = text.original[start:end]
    return [Claim(field, found.value, quote, start, end, text.part, found.qualifier)]
