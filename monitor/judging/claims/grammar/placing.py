"""The place of people in a clause: object, subject to come, part, or a name for the last ones."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.linking import WITH, Linking
from monitor.judging.claims.vocabulary import (
    AUXILIARIES,
    COORDINATORS,
    COPULAS,
    FALL,
    PREPOSITIONS,
    TRADES,
    VERBS,
    bag,
)

_SAID_OF = AUXILIARIES | COPULAS
_BLOCKING = bag("a al como as")
_FATES = frozenset({"arrested", "rescued"})
_EARLY = 5
_SAYING = bag(
    "said says dijo dijeron informo informaron afirmo confirmo confirmaron preciso reported reports"
)
"""Verbs that take what was said, and no people."""
_NAMED = frozenset({"arrested", "booked", "checked", "kept"})
_TAKING = _FATES | {"booked", "taken", "kept", "checked"}
_IN = bag("en in em")
_IN_OF = bag("de del of da do")
_DEVOTED = ("dedicad", "vinculad", "acusad", "implicad", "involucrad", "ligad", "investigad")
"""Behind people: what they do or did, which is no one who is held."""
_GAP = 30
_TIES = bag("a al con com with de del que as to")


class Placing(Linking):
    """A reading that knows where people belong."""

    def _take(self, people: People) -> None:
        """Give ``people`` their place: a part, an object, more of the last, or a subject."""
        link = self._link(people)
        people.link = link
        if self._is_aside(people):
            return
        link = people.link
        self._open_whole(people, link)
        self._like_the_others(people, link)
        if people.held is not None and people.value is not None and self.parts is not None:
            self._close()
        if self.parts is not None:
            if people.known or people.bare:
                self.parts.append(people)
        elif people.every or (people.partial and link == "," and self._listed()):
            self._open_part(people.first, None)
            self.parts = [people]
        elif (
            self.governor is not None
            and not self._counts_alone(people)
            and (self._wanted(people, link))
        ):
            self._like(people, self.taken)
            self.taken.append(people)
        elif (
            self.joined and (self.heard_at or all(self.blocked)) and not self.taken
            and not self._own_deed(people) and not self._own_verb(people.last)
            and (people.known or people.bare or people.name or self._ties(people.first - 1))
            and (k := self._last_whole()) >= 0
        ):  # fmt: skip
            last = self.counts[k]
            self.counts[k] = replace(last, people=(*last.people, people))
        elif self._joins_on(people, link):
            last = self.counts[-1]
            people.link = "join"
            self._like(people, last.people)
            self.counts[-1] = replace(last, people=(*last.people, people))
        elif people.held is not None and people.value is not None:
            self._close()
            self._emit(people.held.role, [people], partial=people.partial)
        else:
            self._await(people, link)
        self.previous, self.joined = people, False

    def _like_the_others(self, people: People, link: str) -> None:
        """Let the one before ``and five other teenagers`` be a teenager too."""
        before = self.previous
        if people.other and people.age and link in COORDINATORS and before and before.bare:
            _be_alike(before, people)

    def _like(self, people: People, told: Sequence[People]) -> None:
        """Let the number of ``siete niñas en Lima y dos en Ica`` count more of the same."""
        after = "".join(self.words[people.last : people.last + 1])
        if told and people.bare and people.held is None and after in _IN:
            _be_alike(people, told[-1])

    def _ties(self, i: int) -> bool:
        """Return whether word ``i`` ties people on; in ``, y coordina el`` it does not."""
        return self.words[i] in COORDINATORS or self.words[i] in _TIES or i < self.first

    def _is_aside(self, people: People) -> bool:
        """Return whether people have found their place already, or are none of their own."""
        if self._describes_taken(people):
            self._close()
            return True
        if self._elsewhere(people) or self._renames(people) or self._goes_before(people):
            return True
        if self._is_said_of_subject(people):
            self._emit("arrested", self._pop(len(self.subjects) - 1))
            return True
        return self._past_relative(people)

    def _is_said_of_subject(self, people: People) -> bool:
        """Return whether ``un empresario y su chofer`` are ``los detenidos``."""
        held = people.held is not None and people.held.role == "arrested" and people.value is None
        told = held and people.definite and people.link in ("son", "fueron", "eran", "es", "fue")
        return told and bool(self.subjects) and not self.blocked[-1]

    def _past_relative(self, people: People) -> bool:
        """Count ``y a dos vigilantes`` with ``detuvo al dueño, que intentó huir,``."""
        k, first = self.suspended, people.first
        known = people.known or people.bare or people.name
        if k is None or not known or people.value is None:
            return False
        at = first - 1 - (self.words[first - 1] == "a")
        near = people.known and k < len(self.counts) and self._only_things_since(k)
        listed = (
            self.words[at] in COORDINATORS and (at < first - 1 or self.words[at - 1] == "," or near)
        ) or (self.words[at] == "," and near and people.side == "accused")
        subject = at == first - 1 and self._has_verb(people.last)
        if not listed or k >= len(self.counts) or subject:
            return False
        last = self.counts[k]
        people.link = "y"
        self.counts[k] = replace(last, people=(*last.people, people))
        self.previous = people
        return True

    def _only_things_since(self, k: int) -> bool:
        """Return whether no other people are told of since those of count ``k``."""
        previous, governor = self.previous, self.governor
        later = any(count.role in _TAKING for count in self.counts[k + 1 :])
        if later or (governor is not None and governor.role in _TAKING):
            return False
        if previous is None or previous is self.counts[k].people[-1]:
            return True
        return not (previous.known or previous.bare or previous.name)

    def _describes_taken(self, people: People) -> bool:
        """Return whether ``, acusados de X,`` only adds to those whom a verb takes."""
        plain = people.value is None and not people.definite and people.side == "accused"
        return plain and people.link == "," and bool(self.taken) and (
            self.words[people.last : people.last + 1] in (["de"], ["por"])
        )  # fmt: skip

    def _open_whole(self, people: People, link: str) -> None:
        """Keep the whole of ``De las niñas, nueve ...``, and tell of what kind the nine are."""
        if people.first - self.first == 1 and link in _IN_OF and people.definite and people.many:
            self.opening = people
        elif self.opening is not None and people.bare and people.value is not None:
            _share_kind(people, self.opening)
            self.chain = False

    def _joins_on(self, people: People, link: str) -> bool:
        """Return whether people go on with those joined last: ``junto con X y una mujer``."""
        previous = self.previous
        new = people.bare or (people.known and not people.definite and people.held is None)
        if link in COORDINATORS and new and self._left_out(people):
            return True
        return (
            link in COORDINATORS and self.governor is None and bool(self.counts)
            and previous is self.counts[-1].people[-1] and previous.link == "join"
            and people.first - previous.last < 8 and not self._own_deed(people)
        )  # fmt: skip

    def _counts_alone(self, people: People) -> bool:
        """Return whether people say themselves what befell them: ``dejó dos arrestados``."""
        told = people.held is not None and people.value is not None
        return told and self.governor is not None and self.governor.role == "other"

    def _goes_before(self, people: People) -> bool:
        """Keep ``además del dueño,`` for the verb to come; add ``con sus dos cómplices``."""
        if people.link in WITH and self._is_companion(people):
            return True
        opens = self.joined and not self.counts and not self.subjects and self.governor is None
        if opens and people.first - self.first < _EARLY and people.value is not None:
            self.pending.append(replace(people, link="join"))
            self.previous, self.joined = people, False
            return True
        beside = people.own or people.first == self.heard or self._are_company(people)
        if beside and people.link in WITH and 0 <= people.first - self.heard < _EARLY:
            self.joined, people.link = True, "join"
        return False

    def _is_companion(self, people: People) -> bool:
        """Keep ``Con ella`` for ``cayeron dos mozos``; after a deed, count those who follow."""
        they = people.bare and people.definite and people.value == 1
        if people.first - self.first == 1 and people.value is not None:
            plain = they or (people.known and people.definite and people.side != "victim")
            if plain and people.age != "minor":
                self.pending.append(replace(people, link="join"))
                self.previous, self.joined = people, False
                return True
            return False
        told = self.governor.role if self.governor and self.taken else self._last_role()
        if they and told in _FATES and self.words[people.first - 2] in (*COORDINATORS, ",", ";"):
            self._close()
            self.joined, self.heard_at = True, True
            return True
        return False

    def _are_company(self, people: People) -> bool:
        """Return whether ``presa com sete pessoas`` tells of more who are held: no children."""
        plain = not (people.age or people.sex == "women" or people.side == "victim")
        known = people.known and people.value is not None and people.held is None
        told = not people.definite or people.side == "accused"
        near = self.relative < self.heard and self._last_role() == "arrested"
        return plain and known and told and near and not people.nation

    def _left_out(self, people: People) -> bool:
        """Return whether the verb is left out: ``nueve fueron ubicadas en Lima y tres en Ica``."""
        if self.governor is not None or not self.counts or people.value is None:
            return False
        last = self.counts[-1]
        after = self.words[people.last] if people.last < self.last else "."
        told = last.role in _FATES or last.role == "found"
        near = people.first - self.heard < 9 and not self._own_verb(people.last)
        return told and after in _IN and not last.partial and near

    def _elsewhere(self, people: People) -> bool:
        """Count ``cuatro en Ica`` with ``seis detenidos en Lima``, where it goes on so."""
        if not people.bare or people.link not in (",", "y", "e", "and") or not self.counts:
            return False
        if self.parts or self.counts[-1].partial or self.counts[-1].role not in _FATES:
            return False
        told = self.counts[-1].people[-1]
        after = self.words[people.last] if people.last < self.last else "."
        before = self.words[told.last] if told.last < self.last else "."
        heard = self.words[self.heard] if self.first <= self.heard < self.last else "."
        placed = (told.held is not None or told.bare) and before in _IN
        both = (placed or heard in _IN) and after in _IN
        if not both or self.governor:
            return False
        last = self.counts[-1]
        people.link = "y"
        _be_alike(people, told)
        self.counts[-1] = replace(last, people=(*last.people, people))
        self.previous = people
        return True

    def _own_deed(self, people: People) -> bool:
        """Return whether a participle of their own follows: ``y ocho tratantes capturados``."""
        after = VERBS.get(self.words[people.last]) if people.last < self.last else None
        return after is not None and after.mode == "participle" and after.role in _FATES

    def _listed(self) -> bool:
        """Return whether people were counted right before."""
        told = bool(self.counts) and self.previous is self.counts[-1].people[-1]
        return bool(self.taken or (self.chain and self.subjects) or told)

    def _governed(self, people: People, link: str) -> bool:
        """Return whether the governing verb takes ``people``."""
        governor = self.governor
        assert governor is not None
        if self.naming:
            counted = people.value is not None and not people.partial
            return link not in _IN_OF and (people.name or people.bare or counted)
        if self.taken:
            return self._listed_on(people, link)
        if people.name and link == "alias":
            return governor.role == "arrested"
        to = link in ("a", "al") and governor.mode != "participle"
        near = to or people.first == self.verb_end
        if link in ("a", "al") and self.words[self.at] in FALL:
            return False
        if governor.role == "other" and governor.mode == "active":
            return near and self.words[self.at] not in _SAYING
        if near or (link in COORDINATORS and self._shares_verb(people)):
            return link != "a" or not people.name or governor.role in _NAMED
        if link in COORDINATORS:
            return False
        if governor.mode == "noun":
            return link in ("de", "del", "of", "dos", "das", "do", "da")
        if link in PREPOSITIONS or people.name:
            return False
        return people.known or (governor.mode == "participle" and link not in ("a", "al"))

    def _listed_on(self, people: People, link: str) -> bool:
        """Return whether people go on with those whom the governing verb has taken already."""
        if link == "," and self._apposed(self.taken[-1], people):
            return False
        if link in ("a", "al"):
            gap = self.words[self.taken[-1].last : people.first]
            return any(word in COORDINATORS or word == "," for word in gap)
        if link in COORDINATORS:
            return self._shares_verb(people)
        return link in ("join", ",", ";") or self._ellipsis(people)

    def _shares_verb(self, people: People) -> bool:
        """Return whether ``y dos mujeres`` have no verb of their own: ``fueron rescatadas``."""
        marked = self.words[people.first - 1] == "a" or self.words[people.first] == "al"
        noun = self.governor is not None and self.governor.mode == "noun"
        return marked or noun or not self._own_verb(people.last)

    def _ellipsis(self, people: People) -> bool:
        """Return whether the verb is left out: ``fue detenida una mujer y en Ica dos varones``."""
        gap = self.words[self.taken[-1].last : people.first]
        if 2 < len(gap) < 7 and gap[0] in COORDINATORS and gap[1] in _IN:
            people.link = "y"
            return True
        return False

    def _wanted(self, people: People, link: str) -> bool:
        """Return whether the governing verb may have ``people`` of this kind at all."""
        assert self.governor is not None
        if self.taken and self.words[people.first] in _IN_OF and not self._of_deed(people, link):
            return False
        told = people.known or people.bare or people.name
        if self.taken and not told and self._leads_off(people):
            return False
        if not self._governed(people, link):
            return False
        if told or self.governor.mode != "active":
            return True
        if self.words[self.at] in FALL and (people.value is None or people.value > 1):
            return self.words[people.last - 1].endswith(TRADES)
        if self.governor.role in _TAKING:
            to = self.words[people.first] == "al" or link in ("a", "al", "join")
            personal = (
                to
                or self.text.language != "es"
                or (self.taken or self.words[self.at].startswith("ca"))
            )
            return bool(personal)
        return self.governor.role == "found" and link == "a" and not people.definite

    def _of_deed(self, people: People, link: str) -> bool:
        """Return whether ``y del hermano`` goes on with ``la detención de los dueños``."""
        noun = self.governor is not None and self.governor.mode == "noun"
        return noun and people.known and (link in COORDINATORS or link == ",")

    def _leads_off(self, people: People) -> bool:
        """Return whether things follow: ``dedicada a la extorsión``, ``con un arma y 18 hojas``."""
        gap = self.words[max(self.taken[-1].last, people.first - _GAP) : people.first]
        return any(word in WITH or word.startswith(_DEVOTED) for word in gap)

    def _outer(self, link: str) -> bool:
        """Return whether ``la tía de la menor y el comprador`` goes on with the aunt."""
        if len(self.subjects) < 2 or link not in COORDINATORS:
            return False
        (*_, outer), (inner, *more) = self.subjects[-2], self.subjects[-1]
        near = inner.first - outer.last < 2 and inner.link in _IN_OF and not more
        single = outer.value == inner.value == 1 and outer.side != "victim"
        return near and single and not self.blocked[-2]

    def _resumes(self, people: People, link: str) -> bool:
        """Return whether a list goes on past a relative clause: ``su tío, que cobraba, y X``."""
        comma = self.words[people.first - 2] == "," if people.first - 2 > self.first else False
        listed = link == "," or (link in COORDINATORS and comma)
        return listed and self.relative >= self.subjects[-1][-1].last

    def _await(self, people: People, link: str) -> None:
        """Keep ``people`` as the subject of a verb to come."""
        aside = link == "," and bool(self.subjects) and self.blocked[-1]
        if self.chain and self.subjects and not (aside and not self.subjects[-1][0].known):
            of = link in _IN_OF or self.words[people.first] in _IN_OF
            if of and not people.known:
                return
            if link == "," and people.value == 1 and self._apposed(self.subjects[-1][-1], people):
                return
            if link in COORDINATORS or link in (",", "join"):
                self.subjects[-2 if self._outer(link) else -1].append(people)
                return
        elif self.subjects and self._resumes(people, link):
            self.subjects[-1].append(people)
            self.chain = True
            return
        if link in _SAID_OF and (people.value is None or people.pair) and not people.definite:
            return
        if link in ("ser", "siendo", "como") and people.value == 1:
            return
        self.subjects.append([people])
        self.blocked.append(link in PREPOSITIONS or link in _BLOCKING)
        self.chain = True


def _be_alike(people: People, others: People) -> None:
    """Let people of no noun of their own be of the kind of others."""
    people.age = people.age or others.age
    people.side = people.side or others.side
    people.sex, people.gender = people.sex or others.sex, people.gender or others.gender


def _share_kind(people: People, whole: People) -> None:
    """Let the bare number of ``De las niñas, nueve ...`` count people of the same kind."""
    _be_alike(people, whole)
    people.whole = whole.value or 0
    people.known = True
