"""Participles: whom ``fueron detenidos``, ``rescatadas`` are said of."""

from dataclasses import replace

from monitor.judging import numbers
from monitor.judging.claims.grammar.captive import is_captive
from monitor.judging.claims.grammar.fates import FATES
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.people import people_at
from monitor.judging.claims.grammar.placing import Placing
from monitor.judging.claims.grammar.state import CHARGING, accuse
from monitor.judging.claims.grammar.verbs import ADVERBS, FORCE
from monitor.judging.claims.vocabulary import AUXILIARIES, COORDINATORS, THINGS, Verb, bag

WHO = bag("que quien quienes cuales who that which")
CARRIERS = AUXILIARIES - bag("se es siendo sendo sido")
"""Auxiliaries that open a predicate."""


_ENDINGS = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")
_HELD = frozenset({"arrested", "checked"})
_NEAR = 9
BANDS = bag("grupo banda organizacion red clan familia mafia group gang ring family quadrilha")
_JOINED = bag("join a al")
_THEY = bag("ellas ellos elas eles they estas estos ele ela el ella he she ese esa este esta")


class Passive(Placing):
    """A reading that knows whom a participle is said of."""

    def _passive(self, verb: Verb, i: int, last: int) -> None:
        previous = self.previous
        finite = self.words[i] in FATES and not self.words[i].endswith(_ENDINGS)
        adjoined = previous is not None and not finite and self._adjoined(previous, i)
        if verb.role == "identified" and self.words[i - 1] == "," and last + 1 in self.names:
            self.chain = bool(self.subjects)
            return
        named = verb.role == "identified" and "".join(self.words[last : last + 1]) in ("como", "as")
        if named and previous is not None and previous.last == i and not previous.held:
            self.chain = bool(self.subjects)
            return
        verb = self._led_away(verb, i, last)
        if verb.role in ("victim", "other"):
            if self.words[i].startswith(CHARGING) and self.subjects:
                accuse([p for p in self.subjects[-1] if agrees(verb, [p])])
            self._described(verb, adjoined=adjoined)
        elif adjoined and previous is not None and previous in self.taken:
            self.taken.remove(previous)
            self._close()
            self._emit(verb.role, [previous], verb=i)
        elif (
            previous is not None
            and self.parts
            and previous is self.parts[-1]
            and ("," not in self.words[previous.last : i])
        ):
            self.parts.pop()
            self._close()
            self._emit(verb.role, [previous], verb=i, last=last)
        else:
            also, self.also = self.also, False
            self._close()
            self.also = also
            self._of_subject(verb, i, last, adjoined=adjoined)

    def _led_away(self, verb: Verb, i: int, last: int) -> Verb:
        """Return ``el encargado fue trasladado``, ``retenidos por las rondas`` as police deeds."""
        against = self.words[last : last + 3] == ["contra", "su", "voluntad"]
        if against or (self.words[i] == "held" and self._captive(i)):
            return replace(verb, role="victim")
        previous = self.previous
        if self.words[i] == "held" and previous is not None and previous.last == i:
            unknown = not (previous.known or previous.bare or previous.name)
            verb = replace(verb, role="other") if unknown else verb
        if verb.role != "victim" or not self.words[i].startswith(("traslad", "reten")):
            return verb
        by = self.words[last : last + 5]
        force = "por" in by and not FORCE.isdisjoint(by)
        accused = bool(self.subjects) and any(p.side == "accused" for p in self.subjects[-1])
        return replace(verb, role="booked") if force or accused else verb

    def _captive(self, i: int) -> bool:
        """Return whether people are held by captors: so are those just freed, but no accused."""
        if any(p.side == "accused" for group in self.subjects[-1:] for p in group):
            return False
        freed = self.governor is not None and self.governor.role in ("rescued", "found")
        relative = 0 < i - self.relative < 5 and self.words[self.relative] in WHO
        return (freed and relative) or is_captive(self.text.folded, self.text.ends[i])

    def _of_subject(self, verb: Verb, i: int, last: int, *, adjoined: bool) -> None:
        """Give a participle to the subject it is said of, or let it take what follows."""
        found = self._said_of(verb, i, last, adjoined=adjoined)
        if found is not None:
            group = self._pop(found)
            if verb.plural and len(group) == 2 and _is_one(group):
                group[0].value, group[0].many = None, True
            self._emit(verb.role, group, verb=i, last=last, adjoined=adjoined)
            self.heard = last
            self._settle_parts(verb.role)
        elif (
            self.counts
            and (self._goes_on(i) or self._adds(i, last))
            and agrees(verb, list(self.counts[-1].people))
        ):
            self._emit(verb.role, list(self.counts[-1].people), verb=i, last=last)
        elif i - self.relative < 5 and verb.role in ("arrested", "rescued") and self._antecedent():
            whole = self.counts[self._antecedent_at(i)]
            self._emit(verb.role, list(whole.people), verb=i, last=last)
        elif self._naming(verb, last):
            self._govern(Verb("arrested", "active"), i, last)
            self.naming = True
        else:
            before = self.words[self.first : i]
            if verb.plural is not None and (_opens(before) or self._unnamed(verb, before)):
                self.elided, self.heard = (verb, i, last), last
            self._govern(verb, i, last)

    def _said_of(self, verb: Verb, i: int, last: int, *, adjoined: bool) -> int | None:
        """Return the index of the subject before a participle that it is said of, if any."""
        found = self._followed(i)
        if found is None and verb.plural:
            found = self._joint_subject()
        if found is None:
            found = self._subject(verb, adjoined or self._after_comma(i, last))
        if found is None and self._apposes(i, last):
            found = self._subject(verb, adjoined=True)
        after = found is not None and self._is_of_those_after(self.subjects[found], last)
        return None if after else found

    def _is_of_those_after(self, group: list[People], last: int) -> bool:
        """Return whether ``tres toldos y una cocina, fueron detenidos dos vigilantes``."""
        if last >= self.last or any(p.known or p.bare or p.name for p in group):
            return False
        people = people_at(self.text, last, self.names)
        return people is not None and people.known and people.value is not None

    def _joint_subject(self) -> int | None:
        """Return ``La señora que cobraba y su marido``, made one subject across the clause."""
        k = len(self.subjects) - 1
        if k < 1 or self.blocked[k] or self.blocked[k - 1]:
            return None
        first, second = self.subjects[k - 1][-1], self.subjects[k][-1]
        object_ = len(self.subjects[k]) > 1 and self._object(k)
        outer = second.link in COORDINATORS and first.last <= self.relative < second.first
        if not outer or (len(self.subjects[k]) > 1 and not object_):
            return None
        self.subjects[k - 1] += self._pop(k)[-1:]
        return k - 1

    def _unnamed(self, verb: Verb, before: list[str]) -> bool:
        """Return whether someone of no known name or noun ``fue capturado``; no band, no boat."""
        told = verb.role == "arrested" and before[-1:] != [] and before[-1] in CARRIERS
        things = not THINGS.isdisjoint(before[-_NEAR // 2 :]) or not BANDS.isdisjoint(before)
        return told and self.elided is None and not things

    def _adds(self, i: int, last: int) -> bool:
        """Return whether a participle tells more of those just counted: ``al dueño, detenido``."""
        people, previous = self.counts[-1].people, self.previous
        near = previous is people[-1] and 0 < i - previous.last < _NEAR
        return near and self.counts[-1].role in ("jailed", "other") and self._apposes(i, last)

    def _goes_on(self, i: int) -> bool:
        """Return whether ``y detenidos``, ``y quedó detenida`` is said of the last ones again."""
        if self.words[i - 1] in COORDINATORS:
            return 0 < i - self.heard < _NEAR
        before = self.words[max(self.first, i - 3) : i - 1]
        carried = self.words[i - 1] in AUXILIARIES or self.words[i - 1] == "no"
        again = carried and not COORDINATORS.isdisjoint(before)
        return again and 0 < i - self.heard < 2 * _NEAR

    def _followed(self, i: int) -> int | None:
        """Return the subject of ``cuatro investigados que fueron detenidos``."""
        previous = self.previous
        if (
            previous is None
            or i - self.relative > 4
            or previous.first > self.relative >= self.first
        ):
            return None
        gap = self.words[previous.last : self.relative]
        who = self.words[max(self.relative, self.first)]
        if who not in WHO or gap not in ([], [","]):
            return None
        for k, group in enumerate(self.subjects):
            if previous in group:
                return k
        return None

    def _apposes(self, i: int, last: int) -> bool:
        """Return whether a participle adds to people: ``contra seis, detenidos en``."""
        after = self.words[last] if last < self.last else "."
        return self.words[i - 1] == "," and not (after in numbers.STARTS or after[0].isdigit())

    def _after_comma(self, i: int, last: int) -> bool:
        """Return whether the verb is left out before a participle: ``y dos hombres, detenidos.``"""
        previous = self.previous
        ends = last >= self.last or self.words[last] in ".;,"
        return ends and previous is not None and self.words[previous.last : i] == [","]

    def _antecedent(self) -> bool:
        """Return whether ``que ... fueron liberadas`` speaks of people counted right before."""
        who = self.words[max(self.relative, self.first)] in WHO
        return who and bool(self.counts) and self.counts[-1].people[-1] is self.previous

    def _antecedent_at(self, i: int) -> int:
        """Return the count that is meant: past a comma, the whole of which a part was told."""
        whole = self._last_whole()
        comma = self.previous is not None and "," in self.words[self.previous.last : i]
        return whole if comma and self.counts[-1].partial and whole >= 0 else -1

    def _adjoined(self, previous: People, i: int) -> bool:
        """Return whether word ``i`` stands right behind ``previous``, an adverb apart."""
        between = self.words[previous.last : i]
        return (
            len(between) < 3
            and all(word in ADVERBS for word in between if word != ",")
            and (between != [","])
        )

    def _naming(self, verb: Verb, last: int) -> bool:
        """Return whether ``identificados como`` is said of people who were arrested."""
        held = self.subjects[-1][-1] if self.subjects else None
        return (
            verb.role == "identified" and held is not None and last < self.last
            and self.words[last] in ("como", "as")
            and (held.side == "accused" or (held.held is not None and held.held.role in _HELD))
        )  # fmt: skip

    def _described(self, verb: Verb, *, adjoined: bool) -> None:
        """Note what else happened to the nearest subject, which still awaits its verb."""
        keeps = self.governor is not None and self.governor.role == "victim" and not self.taken
        if not adjoined and not keeps:
            self._close()
        if verb.role == "victim" and self.subjects and self.subjects[-1][0].known:
            self._emit("victim", self.subjects[-1])

    def _subject(self, verb: Verb, adjoined: bool) -> int | None:
        """Return the index of the nearest subject that agrees with a participle."""
        fit = [
            k for k in reversed(range(len(self.subjects)))
            if (not self.blocked[k] or (adjoined and k == len(self.subjects) - 1))
            and agrees(verb, self.subjects[k])
        ]  # fmt: skip
        told = [k for k in fit if is_told(self.subjects[k]) and not self._object(k)]
        best = next(iter(told or fit), None)
        if best is not None and verb.role == "identified" and _accused(self.subjects[best]):
            return None
        return best

    def _object(self, k: int) -> bool:
        """Return whether subject ``k`` is but an unknown noun inside a relative clause."""
        first = self.subjects[k][0]
        plain = not (first.known or first.bare)
        return k > 0 and plain and first.first > self.relative >= self.first


def _is_one(group: list[People]) -> bool:
    """Return whether two words are but one person: of whom ``fueron`` is said is not all told."""
    one, other = group
    return one.value == other.value == 1 and other.link == "," and not (one.name or other.name)


def _opens(before: list[str]) -> bool:
    """Return whether only an auxiliary stands between a sentence's beginning and its participle."""
    return 0 < len(before) < 4 and all(w in CARRIERS or w in ADVERBS or w in _THEY for w in before)


def is_told(group: list[People]) -> bool:
    """Return whether a group has a number or an article, so that a verb may be said of it."""
    return any(p.value is not None or p.definite for p in group)


def _accused(group: list[People]) -> bool:
    """Return whether a group is of accused or arrested people."""
    return any(p.side == "accused" or (p.held is not None and p.held.role in _HELD) for p in group)


def agrees(verb: Verb, group: list[People]) -> bool:
    """Return whether a participle can be said of ``group``: number and gender."""
    if verb.plural is None:
        return True
    several = any(p.link in COORDINATORS or p.link in _JOINED for p in group[1:])
    beside = all(p.link == "join" for p in group[1:])
    if (beside or not several) and not verb.plural and len(group) > 1:
        group = group[:1]
    many = len(group) > 1 or group[0].many or (group[0].value or 1) > 1
    apposed = len(group) == 1 or group[1].link == ","
    two = group[0].value == 2 and len(group) == 1
    pair = apposed and (group[0].pair or (two and not group[0].gender))
    if many != verb.plural and not pair:
        return False
    if verb.gender == "f":
        return group[0].gender != "m"
    return not verb.gender or not all(p.gender == "f" for p in group)
