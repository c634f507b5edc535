"""What one reading of a sentence remembers: who governs, who waits, who was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.tokens import is_finite
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import (
    AUXILIARIES,
    BREAKERS,
    COORDINATORS,
    PREPOSITIONS,
    VERBS,
    Role,
    Verb,
    bag,
)

_CROWD, _OWN_VERB = 3, 7
_INFINITIVE = ("ar", "er", "ir", "ing")
_ARTICLES = bag("el la los las un una su sus al del the a an o os as")
_SEIZED = frozenset({"arrested", "booked", "taken"})
_APART = frozenset(",:(-")
_DEEDS = frozenset({"arrested", "rescued", "booked", "kept"})


@dataclass(frozen=True, slots=True)
class Count:
    """People who share a part in one clause."""

    role: Role | None
    people: tuple[People, ...]
    sentence: int
    start: int
    """Offset of the verb or of the people, whichever comes first; for the quote."""
    end: int
    verb: tuple[int, int] | None = None
    """Offsets of the verb."""
    partial: bool = False
    """A part of a number told before."""
    also: bool = False
    """``también``, ``además``: more people than were told before."""
    adjoined: bool = False
    """The participle only describes them: ``las siete personas detenidas en octubre``."""


def may_be_held(people: Sequence[People]) -> bool:
    """Return whether those who are kept or led away are suspects: no woman or child alone."""
    if any(p.side == "victim" or p.age == "minor" for p in people):
        return False
    return any(
        p.side == "accused" or p.name or p.pair or not (p.known or p.bare) or _is_man(p)
        for p in people
    )


def _named_by_role(people: Sequence[People]) -> bool:
    """Return whether ``los detenidos, un hombre y una mujer,`` tells who they are."""
    first = people[0]
    listed = len(people) > 1 and people[1].link == ","
    return listed and first.held is not None and first.value is None and first.definite


def _is_man(people: People) -> bool:
    """Return whether a word means men, or one or two males: many workers may be the victims."""
    few = people.value is not None and people.value < _CROWD
    return people.gender == "m" and (people.sex == "men" or people.bare or few)


MADE_UP = ("integrad", "conformad", "formad", "compuest")
"""Of a band of no number: ``integrada por dos hermanos y un vecino`` tells of all of them."""
CHARGING = ("conden", "sentenci", "proces", "acus", "imput")
"""Openings of verbs that courts and prosecutors do to the accused."""


def accuse(several: Sequence[People]) -> None:
    """Note that those who are tried are no victims."""
    for people in several:
        if not people.side and people.age != "minor":
            people.side = "accused"


class State:
    """The memory of a reading from left to right, and how it writes counts down."""

    def __init__(self, text: Text, index: int, names: Mapping[int, int]) -> None:
        self.text, self.words, self.index, self.names = text, text.words, index, names
        self.first, self.last = text.sentences[index]
        self.counts: list[Count] = []
        self.pending: list[People] = []
        """``Además del dueño``: people before the verb of those whom they join."""
        self.earlier: list[Count] = []
        """What the sentences before have told."""
        self.governor: Verb | None = None
        self.at = self.verb_end = self.first
        self.taken: list[People] = []
        self.subjects: list[list[People]] = []
        self.blocked: list[bool] = []
        self.previous: People | None = None
        self.parts: list[People] | None = None
        self.part_role: Role | None = None
        self.colon = False
        """Whether the parts are told behind a colon: all of them, a last ``, y dos`` included."""
        self.naming = self.joined = self.also = self.chain = False
        self.relative = self.heard = self.first - 9
        self.heard_at = False
        self.suspended: int | None = None
        """The count of those whom a verb takes, while a relative clause tells more of them."""
        self.opening: People | None = None
        """The whole that a sentence opens with: ``De las víctimas, solo nueve ...``."""
        self.elided: tuple[Verb, int, int] | None = None
        """A participle that opens the sentence, its subject told before: ``Fue detenido.``"""

    def _emit(
        self, role: Role | None, people: list[People], *,
        verb: int = -1, last: int = 0, partial: bool = False, adjoined: bool = False,
    ) -> None:  # fmt: skip
        """Write one count down."""
        start, end = min(p.start for p in people), max(p.end for p in people)
        span = None
        if role is None and _named_by_role(people):
            role, people = people[0].held.role if people[0].held else None, people[1:]
        if self.pending and role in _DEEDS and not partial:
            people, self.pending = [*people, *self.pending], []
        if len(people) == 1 and people[0].bare and people[0].definite:
            self._as_before(people[0])
        if role == "kept":
            role = "arrested" if may_be_held(people) else "rescued"
        elif role == "alike":
            role, self.also = self._last_deed(), True
        if role in _SEIZED and any(p.side == "victim" for p in people):
            people = self._without_victims(people)
        if verb >= 0:
            span = (self.text.starts[verb], self.text.ends[max(last - 1, verb)])
            start, end = min(start, span[0]), max(end, span[1])
        found = Count(
            role, tuple(people), self.index, start, end, span, partial, self.also, adjoined
        )
        self.counts.append(found)
        self.also = False

    def _without_victims(self, people: list[People]) -> list[People]:
        """Count the victims of ``puso a disposición a cinco detenidos y a ocho víctimas`` apart."""
        held = [p for p in people if p.side != "victim"]
        if not held or people[0].side == "victim":
            return people
        freed = [p for p in people if p.side == "victim"]
        start, end = min(p.start for p in freed), max(p.end for p in freed)
        self.counts.append(Count("found", tuple(freed), self.index, start, end))
        return held

    def _close(self, *, keep_part: bool = False) -> None:
        """End what the governing verb takes, and a list of parts."""
        if self.governor is not None and self.taken:
            self._with_elided()
            if self.words[self.at].startswith(CHARGING):
                accuse(self.taken)
            self._emit(self.governor.role, self.taken, verb=self.at, last=self.verb_end)
        self.governor, self.taken, self.naming = None, [], False
        if self.parts:
            self._emit(self.part_role, self.parts, partial=True)
        self.parts = [] if keep_part and self.parts is not None else None

    def _with_elided(self) -> None:
        """Count the one who was told before: ``Está preso junto con un yerno``."""
        if self.elided is None or self.elided[1] != self.at or self.taken[0].link != "join":
            return
        verb, i, last = self.elided
        if verb.plural is False:
            start, end = self.text.starts[i], self.text.ends[last - 1]
            self.taken.insert(0, People(i, last, start, end, 1, definite=True, known=True))

    def _leave(self, group: list[People]) -> None:
        """Write down people with no verb of ours; ``y otras ocho en X`` share the last one."""
        first, k = group[0], self._last_whole()
        shares = first.other and first.link in COORDINATORS and not self._has_verb(group[-1].last)
        if shares and k >= 0 and first.value is not None:
            last = self.counts[k]
            self.counts[k] = replace(last, people=(*last.people, *group))
        elif (role := self._split_of(group)) is not None:
            self._emit(role, group, partial=True)
        else:
            self._emit(None, group)

    def _split_of(self, group: list[People]) -> Role | None:
        """Return the role of those told apart: ``Ten were held, seven men and three women``."""
        value = sum(p.value or 0 for p in group)
        if len(group) < 2 or group[0].link not in _APART or group[-1].link not in COORDINATORS:
            return None
        wholes = (c for c in self.counts if not c.partial and c.end <= group[0].start)
        return next((c.role for c in wholes if sum(p.value or 0 for p in c.people) == value), None)

    def _has_verb(self, i: int) -> bool:
        """Return whether the clause goes on from word ``i`` with a verb of its own."""
        for j in range(i, self.last):
            word = self.words[j]
            if word in BREAKERS or word == ";":
                return False
            if word in AUXILIARIES or word in VERBS or is_finite(self.text, j):
                return True
        return False

    def _own_verb(self, i: int) -> bool:
        """Return whether a clause of its own goes on from word ``i``: ``y dos fueron halladas``."""
        for j in range(i, min(self.last, i + _OWN_VERB)):
            word, before = self.words[j], self.words[j - 1]
            if word in BREAKERS or word in COORDINATORS or word in ",;.:(":
                return False
            verb = VERBS.get(word)
            active = verb is not None and verb.mode == "active" and not word.endswith(_INFINITIVE)
            finite = self.text.language != "en" and is_finite(self.text, j)
            if finite or (word in AUXILIARIES and word != "esta"):
                return True
            if active and before not in PREPOSITIONS and before not in _ARTICLES:
                return True
        return False

    def _settle_parts(self, role: Role) -> None:
        """Give the parts told before the verb (``(12 hombres y 5 mujeres)``) its role."""
        for k, count in enumerate(self.counts):
            if count.partial and count.role is None:
                self.counts[k] = replace(count, role=role)

    def _pop(self, index: int) -> list[People]:
        self.blocked.pop(index)
        return self.subjects.pop(index)

    def _govern(self, verb: Verb, i: int, last: int) -> None:
        self.governor, self.at, self.verb_end = verb, i, last

    def _last_role(self) -> Role | None:
        return self.counts[-1].role if self.counts else None

    def _as_before(self, people: People) -> None:
        """Give ``los dos``, ``las tres`` what was said of the last people of that number."""
        for count in reversed(self.earlier):
            told = sum(p.value or 0 for p in count.people)
            if told == people.value and count.people[0].known and not count.partial:
                sides = [p.side for p in count.people if p.side]
                people.side = people.side or (sides[0] if sides else "")
                ages = {p.age for p in count.people}
                people.age = people.age or (ages.pop() if len(ages) == 1 else "")
                return

    def _last_deed(self) -> Role | None:
        """Return what befell the people counted last: ``corrieron la misma suerte``."""
        for count in (*reversed(self.counts), *reversed(self.earlier)):
            if count.role in ("arrested", "booked", "checked"):
                return "arrested"
            if count.role in ("rescued", "jailed"):
                return count.role
        return None

    def _last_whole(self) -> int:
        """Return the index of the last count that is no part of another, -1 where there is none."""
        for k in range(len(self.counts) - 1, -1, -1):
            if not self.counts[k].partial:
                return k
        return -1

    def _open_members(self, word: str, i: int) -> int:
        """Open the parts of a number; those who make up a band of no number are no parts."""
        band = word.startswith(MADE_UP) and not (self.previous and self.previous.many)
        return i if band else self._open_part(i, None)

    def _open_part(self, i: int, role: Role | None) -> int:
        """From word ``i`` on, numbers are parts of a number told before."""
        previous = self.previous
        waiting = (
            previous is not None and previous.many
            and bool(self.subjects) and previous is self.subjects[-1][-1]
        )  # fmt: skip
        if role is None and not waiting:
            taking = self.governor is not None and self.taken
            role = self.governor.role if self.governor and taking else self._last_role()
        self._close()
        self.parts, self.part_role, self.colon = [], role, False
        return i
