"""How many defendants a term is given to."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.judging import numbers
from monitor.judging.claims.court import courts
from monitor.judging.claims.court.given import told_behind
from monitor.judging.claims.court.given_words import SOMEBODY
from monitor.judging.claims.grammar.determiners import FUSED
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.people import people_at
from monitor.judging.claims.grammar.tokens import is_finite
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import AUXILIARIES, BREAKERS, OTHERS, bag

_AND = frozenset({"y", "e", "and"})
_LISTED = bag(", a al para contra")
_DETERMINERS = bag(
    "el la los las al un una su sus otro otra otros otras the her his o os as um uma"
)
_SEVERAL = bag("los las os as the")
_WILL = ("deber", "tendr", "pasar", "estar", "quedar")
_FRONT = 24
_REACH = 300
_TO = bag("a para contra to for on")
_OF = bag("de del sin con of without do da dos das")
_MANY = 9
"""So many of whom nothing is known but their number are hardly defendants."""
_BEFORE_BARE = bag("los las otros otras :")
_LINKS = bag(", y e and")
_SHORTEST = 3
_OF_AGE = bag("de años years old")
_APART = 6
"""Words between two people who are joined no more, ages left out."""
_TO_BARE = bag("a para con")
_ONCE = bag("former ex")
"""Before an office that somebody held: ``the former mayor``."""
_BOTH_BEHIND = re.compile(
    r" (?:(?:de|en) [^,;:.\d]{2,30} )?(?:a |para |contra |to |for )?(?:ambos|ambas|both|la pareja|"
    r"the pair|the couple|los dos|las dos)\b"
)
_PAIRS = re.compile(r"\b(?:la pareja|the pair|the couple|o casal|el duo|el matrimonio)\b")


def defendants(
    text: Text, clause: int, at: int, end: int, names: Mapping[int, int], index: int,
    *, until: int | None = None,
) -> int:  # fmt: skip
    """Return how many people a term is given to: ``los otros tres, a 15 años cada uno``.

    They stand between the court's verb and the term, before the verb, or behind the term.
    """
    first, last = text.sentences[index]
    stop = min(until or text.ends[last - 1], end + _REACH)
    clause = max(clause, at - _REACH)
    if each := courts.EACH_OF.match(text.folded, end, stop):
        number = numbers.read(text.folded, each.end(), text.language)
        right = _right(text, end, stop, names)
        told = _group(text, names, first, last, each.end(), right, behind=True)
        return number.value if number else max(told, 2)
    group = _before(text, clause, at, names, index)
    if told_behind(text.folded, clause, at, end):
        group = 0
    right = _right(text, end, stop, names)
    group = group or _group(text, names, first, last, end, right, behind=True)
    if not group and not SOMEBODY.match(text.folded, end, stop):
        group = _before_colon(text, clause, at, names, index)
    group = group or 1
    if group < 2 and (
        _BOTH_BEHIND.match(text.folded, end, stop) or courts.TWO.match(text.folded, end, stop)
    ):
        group = 2
    if group < 2 and courts.ALL_OF_THEM.search(text.folded, max(clause, at - 90), at):
        group = _told_before(text, index, at, end) or group
    group = max(group, 2) if courts.EACH.match(text.folded, end, right) else group
    return group if group <= courts.MOST else 1


def _told_before(text: Text, index: int, at: int, end: int) -> int:
    """Return how many were told to be guilty, here or in the two sentences before."""
    start = text.starts[text.sentences[max(0, index - 2)][0]]
    told = 0
    for match in courts.GUILTY.finditer(text.folded, start, at):
        number = numbers.read(text.folded, match.start(), text.language)
        told = number.value if number and 1 < number.value <= courts.MOST else told
    return told - 1 if told and courts.BUT_ONE.match(text.folded, end) else told


def _before(text: Text, clause: int, at: int, names: Mapping[int, int], index: int) -> int:
    """Return how many stand between the court's verb and the term, or before the verb."""
    first, last = text.sentences[index]
    left = max(text.folded.rfind(mark, clause, at) + 1 for mark in ";:") or clause
    verbs = [
        verb
        for verb in courts.COURT.finditer(text.folded, left, at)
        if not courts.IS_NOUN.search(text.folded, max(left, verb.start() - 12), verb.end())
    ]
    verb = verbs[-1] if verbs else None
    if verb and courts.TO_HIM.match(text.folded, max(left, verb.start() - 3), verb.end()):
        return 2 if _PAIRS.search(text.folded, left, at) else 1
    after_verb = verb.end() if verb else left
    group = _group(text, names, first, last, after_verb, at)
    if not group and verb and not _is_of_court(text, verb, left):
        to_one = courts.TO_ONE.match(text.folded, verb.end(), at)
        single = courts.SINGLE.match(text.folded, max(left, verb.start() - 7)) is not None
        group = 1 if to_one else _group(text, names, first, last, left, verb.start(), single=single)
    if group < 2 and verb and courts.INITIALS.match(text.folded, verb.end(), at):
        return 2
    if group < 2 and _PAIRS.search(text.folded, left, at):
        return 2
    return group


def _before_colon(text: Text, clause: int, at: int, names: Mapping[int, int], index: int) -> int:
    """Return how many are spoken of before a colon: ``los tres recibieron lo mismo: 15 años``."""
    colon = text.folded.rfind(":", clause, at)
    if colon < 0 or text.folded[colon + 1 : at].strip() not in ("", "a", "con"):
        return 0
    return _before(text, clause, colon, names, index)


def _is_of_court(text: Text, verb: re.Match[str], left: int) -> bool:
    """Return whether the subject of a verb is the court, and those before it are others."""
    if courts.ACTIVE.fullmatch(verb[0]) is None:
        return False
    return courts.PASSIVE_BEFORE.search(text.folded, left, verb.start()) is None


def _right(text: Text, end: int, stop: int, names: Mapping[int, int]) -> int:
    """Return where the people behind a term end: before the next term or clause."""
    right = stop
    for cut in courts.CUT.finditer(text.folded, end, stop):
        if cut[0] != ", " or not (
            courts.GOES_ON.match(text.folded, cut.start())
            or bisect_left(text.starts, cut.end()) in names
        ):
            right = cut.start()
            break
    further = courts.NEXT_TERM.search(text.folded, end, right)
    return further.start() if further else right


@dataclass(frozen=True, slots=True)
class _Member:
    """People of a list, and how they are joined to those before them."""

    value: int
    name: bool
    alone: bool
    """They stand without article and number, as an apposition does."""
    joint: str
    """``and``, ``,``, ``=`` where a name follows its noun, or empty at the start of a list."""
    vague: bool = False
    """No number of them is told: ``the defendants``."""


def _group(
    text: Text, names: Mapping[int, int], first: int, last: int, left: int, right: int,
    *, behind: bool = False, single: bool = False,
) -> int:  # fmt: skip
    """Return how many the last people of a stretch of a sentence are, 0 where there are none."""
    members: list[_Member] = []
    fronted = behind and text.starts[first] + _FRONT > left
    i, previous = bisect_left(text.starts, left, first, last), -9
    while i < last and text.starts[i] < right:
        if _breaks(text, i, behind):
            if members or behind:
                break
            i = _past_comma(text, i, last)
            continue
        people = _people(text, i, names)
        if people is None or (text.starts[people.last - 1] >= right and not people.name):
            i += 1
            continue
        if not _may_be_condemned(text, people):
            i += 1
            continue
        told = not behind or fronted or members or _is_introduced(text, people.first, left)
        if not told or (not behind and _is_of_another(text, people)):
            i = max(people.last, i + 1)
            continue
        between = text.words[previous : people.first] if previous >= 0 else None
        several = members != [] and members[-1].value > 1
        members.append(_member(text, people, between, after_several=several))
        if behind and len(members) > 1 and not members[-1].joint and _sum(members[:-1]):
            return _sum(members[:-1])
        previous = i = max(people.last, i + 1)
    return _sum(members[-1:] if single else members)


def _is_introduced(text: Text, i: int, left: int) -> bool:
    """Return whether people are those to whom a term is given: ``a``, ``para``, ``contra``."""
    if text.starts[i] - left < 3:
        return True
    return text.words[i] == "al" or "".join(text.words[i - 1 : i]) in _TO


def _people(text: Text, i: int, names: Mapping[int, int]) -> People | None:
    if "".join(text.words[i - 1 : i]) == "aged":
        return None
    found = (None if i in names else _at_work(text, i)) or people_at(text, i, names)
    return found or _the_others(text, i) or _so_many(text, i) or _called(text, i)


def _called(text: Text, i: int) -> People | None:
    """Return somebody who is told by the first name alone: ``a Félix y Darío``."""
    if not text.capital(i) or len(text.words[i]) < _SHORTEST:
        return None
    k = i - 1
    while k >= 0 and (text.words[k] in _LINKS or text.capital(k)):
        k -= 1
    if k < 0 or text.words[k] not in _TO_BARE or text.capital(i - 1):
        return None
    return People(i, i + 1, text.starts[i], text.ends[i], 1, known=True, name=True)


def _so_many(text: Text, i: int) -> People | None:
    """Return people of whom only the number is told: ``tres a 15 y una mujer a 12``."""
    if text.words[i] not in numbers.STARTS or "".join(text.words[i + 1 : i + 2]) not in _TO_BARE:
        return None
    number = numbers.read(text.folded, text.starts[i], text.language)
    if number is None or not 1 < number.value < _MANY or number.end != text.ends[i]:
        return None
    return People(i, i + 1, text.starts[i], text.ends[i], number.value, many=True, known=True)


def _the_others(text: Text, i: int) -> People | None:
    """Return ``las otras``, ``los demás`` before a verb: two at least."""
    if text.words[i] not in _SEVERAL or "".join(text.words[i + 1 : i + 2]) not in OTHERS:
        return None
    return People(
        i,
        i + 2,
        text.starts[i],
        text.ends[i + 1],
        2,
        many=True,
        definite=True,
        other=True,
        known=True,
    )


def _at_work(text: Text, i: int) -> People | None:
    """Return the people named by their work alone: ``al cocinero``, ``los choferes``."""
    if text.words[i] not in _DETERMINERS:
        return None
    j = i + 2 if "".join(text.words[i + 1 : i + 2]) in _DETERMINERS else i + 1
    word = "".join(text.words[j : j + 1])
    was = word in _ONCE
    if was:
        j += 1 + (text.words[j + 1 : j + 2] == ["-"])
        word = "".join(text.words[j : j + 1])
    if not (was and word.isalpha()) and not _works(word):
        return None
    many = word.endswith("s") and word not in courts.AT_WORK
    value = None if many else 1
    definite = text.words[i] not in ("un", "una", "um", "uma")
    return People(
        i,
        j + 1,
        text.starts[i],
        text.ends[j],
        value,
        many=many,
        definite=definite,
        other=text.words[i] in OTHERS,
        known=True,
    )


def _past_comma(text: Text, i: int, last: int) -> int:
    """Return the word after the next comma, where a clause that was put in ends."""
    return next((k + 1 for k in range(i, last) if text.words[k] == ","), last)


def _breaks(text: Text, i: int, behind: bool) -> bool:
    """Return whether another clause, or people who were wronged, follow from word ``i`` on."""
    word = text.words[i]
    if word in ("para", "contra") and text.words[i - 1] in courts.TERMS:
        return False
    if word in BREAKERS or word in courts.VICTIMS_BEFORE:
        return not (behind and word in ("para", "contra"))
    return behind and is_finite(text, i) and word not in courts.YEARS


def _member(
    text: Text, people: People, between: list[str] | None, *, after_several: bool
) -> _Member:
    """Return people of a list; ``two brothers, Hilario and Santos M.`` are named, not joined."""
    plural = people.many or (people.other and text.words[people.first] in _SEVERAL)
    several = plural and people.definite and people.side != "victim"
    value = people.value or (2 if several else 0)
    alone = people.value is None and text.words[people.first] not in _DETERMINERS
    joint = _joint(between, people.name)
    listed = [word for word in between or () if word.isalpha() and word not in _AND]
    if (
        people.name
        and after_several
        and joint == "and"
        and between
        and between[0] == ","
        and listed
    ):
        joint = "="
    vague = people.value is None and value > 1
    return _Member(value, people.name, alone and not people.name, joint, vague)


def _joint(between: list[str] | None, named: bool) -> str:
    if between is None:
        return ""
    if named and (not between or (between[0][0].isalpha() and between[0] not in _AND)):
        return "="
    aged = sum(word.isdecimal() or word in _OF_AGE for word in between)
    if len(between) - aged < _APART and not _AND.isdisjoint(between):
        return "and"
    return "," if between and set(between) <= _LISTED else ""


def _sum(members: list[_Member]) -> int:
    """Return how many the people of the last list are, appositions and splits left out."""
    total = several = 0
    apposed = False
    before: _Member | None = None
    for member in members:
        joint = member.joint if before else ""
        apposes = apposed and member.name
        if not joint and member.value:
            total, several, apposed = member.value, 0, False
        elif joint == "=" or (joint == "," and before and _is_apposed(before, member)):
            apposed = apposed or member.name
        elif joint == ",":
            several += member.value
        elif joint == "and" and not (apposes and total > 1):
            further = several + member.value
            split = further == total > 1 or (members[0].vague and several > 0)
            total, several, apposed = max(total, further) if split else total + further, 0, False
        before = member
    return total


def _is_apposed(before: _Member, member: _Member) -> bool:
    """Return whether what follows a comma says who was meant: a name, a bare noun."""
    return member.alone or before.name != member.name


def _is_of_another(text: Text, people: People) -> bool:
    """Return whether people only say whose or with whom: ``la madre de los tres niños``."""
    before = text.words[max(0, people.first - 2) : people.first]
    if text.words[people.first] in FUSED and before[-1:] != [","]:
        return before[-1:] != ["alem"]
    return bool(before) and before[-1] in _OF and before[0] != "junto"


def condemned_at(text: Text, i: int, names: Mapping[int, int]) -> bool:
    """Return whether people who may be defendants are spoken of from word ``i`` on."""
    people = _people(text, i, names)
    return people is not None and (people.name or _may_be_condemned(text, people))


def _may_be_condemned(text: Text, people: People) -> bool:
    """Return whether people may be defendants, not a bare figure and not any noun."""
    before = "".join(text.words[people.first - 1 : people.first])
    if people.side == "victim" or people.age == "minor":
        return False
    if people.bare:
        told = people.other or people.partial or before in _BEFORE_BARE
        told = told or (before in _TO_BARE and (people.value or 0) < _MANY)
        following = "".join(text.words[people.last : people.last + 1])
        return following not in courts.YEARS and (
            told
            or following in (",", "a")
            or following in AUXILIARIES
            or following.startswith(_WILL)
            or courts.COURT.match(following) is not None
        )
    works = people.known or _works(text.words[people.last - 1])
    return works or 1 < (people.value or 0) < _MANY


def _works(word: str) -> bool:
    stem = word.removesuffix("s")
    return bool({word, stem, stem.removesuffix("e")} & courts.AT_WORK)
