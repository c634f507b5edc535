"""What a sentence leaves out or puts first: ``También el cuartelero``, ``a los dos los detuvo``."""

from bisect import bisect_left
from itertools import pairwise

from monitor.judging.claims.grammar.fates import FATES
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.passive import BANDS, WHO, Passive, is_told
from monitor.judging.claims.grammar.tokens import is_finite
from monitor.judging.claims.grammar.verbs import FORCE
from monitor.judging.claims.vocabulary import (
    AUXILIARIES,
    COORDINATORS,
    FALL,
    THINGS,
    TRADES,
    VERBS,
    Verb,
    bag,
)

ALSO = bag("tambien also tambem")
_AROUND_QUESTION = bag("¿ ? los las hay : -")
_BRIEF, _SOON = 12, 3
"""Words of a sentence with no verb: ``También el cuartelero.``"""
_WHERE = bag(
    "en ese esa este esta a al horas dias minutos anoche ayer hoy luego despues poco mas tras el "
    "la durante un una dos tres por in on at hours days later em mientras cuando"
)
"""What may open the place or time of those whose verb is left out."""
_SAFE = bag(
    "demuna upe udavit albergue albergues mimp inabif hogar casa hospital aldea testigo testigos "
    "shelter abrigo familia familias padres libre libertad"
)
"""A place or state of those who are not held."""
_PLACE = 9
_NO_TRADES = bag(
    "dinero restaurante gente ambiente puente expediente carrera cartera bandera mente"
)
_UPON_FALL = bag("en ayer hoy anoche cuando con tras mientras por gracias . ,")
"""After ``Cayó``, whose subject was told before."""
_OWNS = (["su"], ["sus"])
_DATIVES = bag("las los la lo le les se")
_COLLECTING = bag("recogio recogieron recogen recoge")
_FREEING = frozenset({"rescued", "found"})
_LEADING = bag("llevaron llevan")
"""Of recruiters as well as of the police."""
_HOLDING = ("retuv", "retien", "traslad", "sorprend")
_DEEDS = frozenset({"arrested", "rescued"})
SEIZING = frozenset({"arrested", "rescued", "booked", "taken", "found", "checked"})
"""What befalls those whom someone seizes or takes out."""


class Elided(Passive):
    """A reading that knows who is meant where the verb or the object is left out."""

    def _asked(self) -> None:
        """Govern the answer to ``¿Detenidos?``: those are held who follow."""
        if self.index == 0:
            return
        first, last = self.text.sentences[self.index - 1]
        words = [w for w in self.words[first:last] if w not in _AROUND_QUESTION]
        verb = VERBS.get(words[0]) if len(words) == 1 else None
        if verb is not None and verb.role == "arrested" and verb.mode == "participle":
            i = self.words.index(words[0], first)
            self._govern(verb, i, self.first)

    def _also_freed(self, verb: Verb, i: int) -> bool:
        """Return whether ``y se halló a una menor`` adds to ``se rescató a dos víctimas``."""
        if verb.role not in _FREEING or verb.mode != "active":
            return False
        at = i - 1 - (self.words[i - 1] == "se")
        near = self.taken and self.governor is not None and self.governor.role in _FREEING
        return bool(near) and at > self.first and self.words[at] in COORDINATORS

    def _also_at_end(self) -> None:
        """Write ``Otro individuo, que les llevaba comida, también.`` down as those before."""
        words = [word for word in self.words[self.first : self.last] if word not in "., "]
        if not self.subjects or self.blocked[-1] or not words:
            return
        opens = words[0] in ALSO and self.last - self.first < _BRIEF
        if words[-1] in ALSO or opens:
            near = (k for k, g in enumerate(self.subjects) if g[0].first - self.first < _SOON)
            k = next(near, None)
            if self._last_deed() == "arrested" and k is not None:
                self._emit("alike", self._pop(k))

    def _in_relative(self, people: People) -> bool:
        """Return whether people are told of in a relative clause of the sentence."""
        return self.first <= self.relative < people.first and self.words[self.relative] in WHO

    def _gapped(self) -> None:
        """Write down people whose verb is left out: ``tres cayeron en Ica; dos más, en Nasca.``"""
        if self._last_deed() != "arrested" or not self._told_near():
            return
        seized = [count.end for count in self.counts if count.role in SEIZING]
        for k, group in enumerate(self.subjects):
            open_ = not self.blocked[k] or group[0].link in ("a", "al")
            free = open_ and is_told(group) and not self._in_relative(group[0])
            if free and self._may_join(group, seized) and self._lacks_verb(group):
                self._emit("alike", self._pop(k))
                self._gapped()
                return

    def _may_join(self, group: list[People], seized: list[int]) -> bool:
        """Return whether people may be held with those before: no children, nothing between."""
        first = group[0]
        if first.side == "victim" or first.age == "minor":
            return False
        if first.link == "a" and not (first.known or first.bare or first.name):
            return False
        if first.value is None and first.side != "accused" and not (first.bare and first.other):
            return False
        if first.first == self.first:
            return not self.counts
        since = bisect_left(self.text.starts, max(seized, default=first.start))
        semi = max((i for i in range(since, first.first) if self.words[i] == ";"), default=since)
        between = range(semi, first.first)
        return bool(seized) and not any(self._is_verb(self.words[i], i) for i in between)

    def _told_near(self) -> bool:
        """Return whether the last ones seized were told of here or in the sentence before."""
        told = self.counts[-1:] or self.earlier[-1:]
        return bool(told) and told[0].sentence >= self.index - 1

    def _lacks_verb(self, group: list[People]) -> bool:
        """Return whether only a place or a time is said of people who open a clause."""
        first, rest = group[0].first, self.words[group[-1].last : self.last]
        if rest[:2] == [",", "que"] and "," in rest[2:]:
            rest = rest[rest.index(",", 2) :]
        before = self.words[first - 1 - (self.words[first - 1] == "a")]
        opens = first == self.first or before in (";", "y", "e", "and")
        comma = rest.index(",") if "," in rest[:_PLACE] else len(rest)
        near = comma == 0 or (comma < len(rest) and rest[0] in ("de", "del", "of"))
        placed = near and comma + 1 < len(rest) and rest[comma + 1] in _WHERE
        place = self.words[max(self.first, first - _PLACE) : first]
        fronted = place[-1:] == [","] and (";", "en") in pairwise(place)
        if not (opens and placed) and not fronted:
            return False
        clause = rest[: rest.index(";")] if ";" in rest else rest
        main = clause if placed else clause[: clause.index("que")] if "que" in clause else clause
        apart = any(word in _SAFE or word == "no" for word in main)
        return not apart and not any(
            self._is_verb(w, group[-1].last + j) for j, w in enumerate(main)
        )

    def _is_verb(self, word: str, i: int) -> bool:
        verb = VERBS.get(word)
        active = verb is not None and verb.mode == "active"
        return active or word in AUXILIARIES or word in FATES or is_finite(self.text, i)

    def _tell_elided(self, verb: Verb, i: int, last: int) -> None:
        """Write ``Fue detenido.`` down as those told before, unless the subject follows."""
        start, end = self.text.starts[i], self.text.ends[last - 1]
        if all(count.verb is None or count.verb[0] != start for count in self.counts):
            value, many = (self._told_lately(verb), True) if verb.plural else (1, False)
            they = People(
                i, last, start, end, value, many=many, definite=True, known=True, held=verb
            )
            self._emit(verb.role, [they], verb=i, last=last)

    def _told_lately(self, verb: Verb) -> int | None:
        """Return the number of those of whom ``Fueron detenidas`` is said."""
        for count in reversed([*self.earlier, *self.counts]):
            if count.sentence < self.index - 1:
                break
            if count.role not in (None, "checked", "booked"):
                continue
            told = sum(p.value or 0 for p in count.people)
            victims = any(p.side == "victim" or p.age == "minor" for p in count.people)
            fit = all(p.gender in ("", verb.gender) or verb.gender == "m" for p in count.people)
            apart = victims and verb.role == "arrested"
            if told > 1 and fit and not apart and not count.partial and count.people[0].known:
                return told
        return None

    def _comes_to_fall(self, i: int) -> bool:
        """Return whether someone ``no tardó en caer``, ``volvió a caer``."""
        before = self.words[max(self.first, i - 2) : i]
        return len(before) > 1 and before[1] in ("en", "a", "por") and (
            before[0].startswith(("tard", "volv", "termin", "acab", "demor"))
        )  # fmt: skip

    def _by_force(self, verb: Verb, i: int) -> Verb:
        """Return ``la PNP retuvo a``, ``los ronderos trasladaron a`` as a deed of theirs."""
        word, before = self.words[i], self.words[max(self.first, i - 9) : i]
        force = not FORCE.isdisjoint(before)
        if word == "held" and verb.mode == "active" and not force:
            return Verb("victim", "active")
        if word.startswith("condu") and verb.role == "booked":
            led = self.words[i - 1] in _DATIVES and word.endswith("ron")
            return verb if force or led else Verb("other", "active")
        if force and word in ("trajo", "trajeron", "hold", "holds"):
            return Verb("taken" if word[0] == "t" else "arrested", "active")
        if word in _COLLECTING and not FORCE.isdisjoint(self.words[self.first : i]):
            return Verb("taken", "active")
        them = self.words[i - 1] in _DATIVES
        if (
            verb.role == "taken"
            and word in _LEADING
            and not (force or them or self._force_before())
        ):
            return Verb("other", "active")
        seizes = verb.role == "victim" and word.startswith(_HOLDING)
        return Verb("booked", "active") if seizes and force else verb

    def _force_before(self) -> bool:
        """Return whether police were told of in the sentence before: ``Llevaron a dos niñas``."""
        if self.index == 0:
            return False
        first, last = self.text.sentences[self.index - 1]
        return not FORCE.isdisjoint(self.words[first:last])

    def _dislocated(self, verb: Verb, i: int, last: int) -> bool:
        """Write ``a los dos los detuvo la Policía`` down: an object before its verb."""
        many = self.words[i - 1].endswith("s")
        for k in reversed(range(len(self.subjects))):
            group = self.subjects[k]
            several = len(group) > 1 or group[0].many or (group[0].value or 1) > 1
            if group[0].link in ("a", "al") and several == many:
                self._emit(verb.role, self._pop(k), verb=i, last=last)
                return True
        return False

    def _take_pronoun(self, verb: Verb, i: int, last: int) -> None:
        """Write ``las rescató`` down: those who were told of before, or ``a ambos los``."""
        fronted = self.subjects[-1] if self.subjects else None
        if fronted is not None and i - fronted[-1].last < 3 and is_told(fronted):
            first = fronted[0]
            if first.link in ("a", "al") or self.words[first.first] == "al":
                self._emit(verb.role, self._pop(len(self.subjects) - 1), verb=i, last=last)
                return
        who = self.words[i - 1]
        many = who.endswith("s")
        start, end = self.text.starts[i], self.text.ends[last - 1]
        them = People(
            i, last, start, end, None if many else 1, many=many, definite=True, known=True,
            gender={"o": "m", "a": "f"}.get(who.rstrip("s")[-1:], ""),
        )  # fmt: skip
        self._emit(verb.role, [them], verb=i, last=last)
        self.heard = last

    def _takes_whoever(self, i: int) -> bool:
        """Take ``y a quien ponía la música`` for one more of those who were seized."""
        inner = self.words[i - 2] if i - 2 > self.first else ""
        if self.governor is None or self.governor.role not in SEIZING or not self.taken:
            return False
        if inner not in COORDINATORS and inner != ",":
            return False
        text = self.text
        self.taken.append(People(i, i + 1, text.starts[i], text.ends[i], 1, link=inner))
        return True

    def _trade(self, people: People) -> bool:
        """Return whether an unknown noun is a person's trade by its ending: ``el gerente``."""
        word = self.words[people.last - 1]
        return word.endswith(TRADES) and word not in _NO_TRADES

    def _only_adds(self, i: int) -> bool:
        """Return whether a bare noun only adds to people: ``, peruana``, ``, hijo de una``."""
        noun = NOUNS[self.words[i]]
        kin_of = noun.kin and self.words[i + 1 : i + 2] in (["de"], ["del"])
        return bool(noun.nation) or kin_of

    def _bare_pair(self, i: int) -> bool:
        """Return whether roles stand in pairs with no article: ``Dueña y vigilante detenidos``."""
        after = self.words[i + 1] if i + 1 < self.last else "."
        if self._opens_clause(i):
            then = self.words[i + 2] if i + 2 < self.last else "."
            return (after in COORDINATORS or self._is_joint(i + 1)) and then in NOUNS
        previous = self.previous
        return (
            (self.words[i - 1] in COORDINATORS or self._is_joint(i - 1)) and previous is not None
            and previous.last == i - 1 and self._opens_clause(previous.first)
        )  # fmt: skip

    def _opens_clause(self, i: int) -> bool:
        """Return whether a sentence opens at ``i``, or goes on: ``Baby safe, mother and ...``."""
        if i == self.first:
            return True
        verb = VERBS.get(self.words[i - 2]) if i - 2 > self.first else None
        ends = self.text.language == "en" and self.words[i - 1] in ",;"
        return ends and verb is not None and verb.role in _DEEDS

    def _bare_trade(self, i: int) -> bool:
        """Return whether a title goes on with a bare trade: ``Cae partera y su comadre``."""
        if self.text.part != "title" or self.verb_end != i or self.words[i - 1] not in FALL:
            return False
        beside = self.words[i + 1 : i + 2] == ["y"] and self.words[i + 2 : i + 3] in _OWNS
        trade = self.words[i].endswith(TRADES) and self.words[i] not in THINGS
        return (trade or beside) and self.words[i].isalpha() and not self.text.capital(i)

    def _falls_alone(self, last: int) -> bool:
        """Return whether someone told before ``cayó en``; ``Cae en Puno red`` is said of a gang."""
        after = self.words[last : self.last]
        return "".join(after[:1]) in _UPON_FALL and BANDS.isdisjoint(after[:_PLACE])
