"""Clauses: which verb governs which people, sentence by sentence.

A sentence is read once from left to right. An active verb or a noun of action takes the people to
its right (``rescató a doce mujeres``, ``la captura de tres``), a participle takes the nearest
subject to its left that agrees with it, else what follows (``fueron detenidos dos hombres``).
Other verbs, relative pronouns and conjunctions close what an active verb governs.
"""

from bisect import bisect_left
from collections.abc import Mapping

from monitor.judging.claims.counts.apart import told_by_age
from monitor.judging.claims.grammar import ages as claims_ages
from monitor.judging.claims.grammar import custody
from monitor.judging.claims.grammar.determiners import DEFINITE
from monitor.judging.claims.grammar.elided import ALSO, SEIZING, Elided
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.linking import ORIGINS
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.passive import CARRIERS, WHO, is_told
from monitor.judging.claims.grammar.people import people_at
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.grammar.tallies import tallies
from monitor.judging.claims.grammar.telling import ADDING, JOINS, PARTS, TELLING, is_silent
from monitor.judging.claims.grammar.tokens import is_finite, noun_at
from monitor.judging.claims.grammar.verbs import STARTERS, verb_at
from monitor.judging.claims.grammar.worth import goes_on, is_worth_reading
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import (
    AUXILIARIES,
    BREAKERS,
    COPULAS,
    FALL,
    OTHERS,
    VERBS,
    Role,
    Verb,
    bag,
)

_QUESTION = 5
_QUALIFIERS = bag("mas unos unas cerca casi alrededor menos minimo aproximadamente entre por")
_HAD = bag("tenia tenian tiene tienen")
_AMOUNTS = bag("son serian eran are sao seriam suman llegan ascienden")
_PAST = Verb("other", "active")
_USING = ("explot", "capt", "oblig", "reclut", "enganch", "somet", "ret", "forz", "prostit")
_LISTING = ("cont", "hall", "encontr", "figur", "hab", "est", "incl")
_CLITICS = bag("las los la lo")
_TAKES = FALL | {"a"}
"""Words that may take the unknown one behind them."""
_ELDEST = bag("eldest oldest youngest turned")
_DATIVES = bag("las los la lo le les se")
_ONESELF = bag("se les le")
_THEM = bag("ellas ellos")
_AMONG = bag("entre among dentre")
_THOSE = DEFINITE | {"those"}
_TO_THEM = bag("le les")
_TO_DO = bag("de por para a al of")
"""Before an infinitive, which has no subject: ``acusados de vender a un bebé``."""
_DEEDS = frozenset({"arrested", "rescued"})


def counts(text: Text, names: Mapping[int, int]) -> list[Count]:
    """Return who is counted in ``text``, with the part that the clauses give them."""
    found: list[Count] = []
    asked = False
    for index, (first, last) in enumerate(text.sentences):
        words = text.words[first:last]
        told = is_worth_reading(words)
        if told or asked or goes_on(found, index, words):
            sentence = _Sentence(text, index, names)
            sentence.earlier = found
            found += sentence.read()
        asked = told and len(words) < _QUESTION
    return [*found, *tallies(text), *told_by_age(text)]


class _Sentence(Elided):
    """One reading of a sentence."""

    def read(self) -> list[Count]:
        """Return the counts of the sentence."""
        self._asked()
        self.also = self._comes_with_them()
        i, words = self._opened(self.first), self.words
        while i < self.last:
            silent = is_silent(words[i]) and words[i - 1] not in _TAKES and i not in self.names
            i = i + 1 if silent else max(self._step(i), i + 1)
        self._close()
        self._also_at_end()
        self._gapped()
        for group in self.subjects:
            self._leave(group)
        if self.elided is not None:
            self._tell_elided(*self.elided)
        return self.counts

    def _comes_with_them(self) -> bool:
        """Return whether a sentence opens with ``Junto a ellas``: it tells of more people."""
        opening = self.words[self.first : self.first + 3]
        return opening[:1] == ["junto"] and opening[-1] in _THEM

    def _opened(self, i: int) -> int:
        """Step over ``tras las rejas quedaron``, which then takes what follows."""
        end = custody.fronted(self.text.folded, self.text.starts[i])
        last = bisect_left(self.text.starts, end, i) if end else i
        if i < last < self.last:
            self._govern(Verb("arrested", "participle"), i, last)
            return last
        return i

    def _step(self, i: int) -> int:
        """Read what stands at word ``i``; return the next word."""
        word = self.words[i]
        if word not in TELLING and not word[0].isdigit() and i not in self.names:
            return self._pass(i)
        for phrase in PARTS.get(word, ()):
            if self.text.follows(i, phrase):
                return self._open_members(word, i + len(phrase))
        for phrase in JOINS.get(word, ()):
            if self.text.follows(i, phrase):
                self.joined, self.heard_at = True, self.heard == i
                return i + len(phrase) - (phrase[-1] in ("al", "del"))
        if word in _AMONG and (last := self._among(i)):
            return last
        people = people_at(self.text, i, self.names) if self._may_start(i) else None
        if people is not None:
            self._take(people)
            return people.last
        verb, last = verb_at(self.text, i, self.first)
        if verb is not None:
            self._hear(verb, i, last)
            return last
        if not (word == "quien" and self.words[i - 1] == "a" and self._takes_whoever(i)):
            self._mark(word, i)
        return i + 1

    def _among(self, i: int) -> int:
        """Read ``entre los rescatados``, ``were among the freed``; return the next word, or 0."""
        them = self.words[i + 1] in _THOSE if i + 1 < self.last else False
        role = self._side(i + 2) if them else None
        if role is None:
            return 0
        if self.words[i - 1] in COPULAS and self.subjects and not self.blocked[-1]:
            self._emit(role, self._pop(len(self.subjects) - 1), partial=True)
        return self._open_part(i + 3, role)

    def _pass(self, i: int) -> int:
        """Read a word of no table: a verb in the past, or a trade (``detienen a profesor``)."""
        adds = self.words[i].startswith(ADDING) and self.words[i - 1] in _ONESELF
        if adds and self._last_deed() == "arrested":
            self._active(Verb("alike", "participle"), i, i + 1)
        elif is_finite(self.text, i):
            self._hear(_PAST, i, i + 1)
        elif self.words[i] == "caer" and self._comes_to_fall(i):
            self._active(Verb("arrested", "fall"), i, i + 1)
        elif self._bare_trade(i):
            self._take(People(i, i + 1, self.text.starts[i], self.text.ends[i], 1, known=True))
        elif self.words[i - 1] == "a" and self.verb_end == i - 1 and self.governor is not None:
            self._take_unknown(i)
        return i + 1

    def _take_unknown(self, i: int) -> None:
        """Take ``a ronderos`` for people who are held or freed, and a surname for one told of."""
        text, word = self.text, self.words[i]
        if self.governor is None or self.governor.role not in ("arrested", "rescued"):
            return
        start, end = text.starts[i], text.ends[i]
        if text.capital(i):
            told = any(word in self.words[first:last] for first, last in self.names.items())
            if told:
                self._take(People(i, i + 1, start, end, 1, known=True, name=True))
        elif word[0].isalpha() and word not in _QUALIFIERS:
            one = None if word.endswith("s") and word != "alias" else 1
            self._take(People(i, i + 1, start, end, one, many=one is None))

    def _may_start(self, i: int) -> bool:
        """Return whether people may be spoken of from word ``i`` on."""
        word = self.words[i]
        if word[0].isdigit():
            in_brackets = self.words[i - 1] == "(" and self.words[i + 1 : i + 2] == [")"]
            return not in_brackets and not self._is_age(i)
        if word in STARTERS or i in self.names:
            return self.words[i - 1] not in _ELDEST
        noun = noun_at(self.text, i)
        if noun is None or self._is_name(i) or self.words[i - 1] in ORIGINS:
            return False
        if not noun.many and self._bare_pair(i):
            return True
        if not noun.many and self.words[i - 1] == "," and i > self.first and self._only_adds(i):
            return False
        if noun.many or noun.kin or noun.pair or noun.nation:
            return True
        if self.text.part == "title" and (i == self.first or self.words[i - 1] == ":"):
            return True
        return i > self.first and (self.words[i - 1] in ("a", "s") or self.verb_end == i)

    def _is_age(self, i: int) -> bool:
        """Return whether a figure only tells the age of those before: ``Flor, de 15, y``."""
        if i - 2 < self.first:
            return False
        before = self.words[i - 2]
        apart = self.words[i - 1] == "," and self.words[i + 1 : i + 2] == [","]
        english = self.text.language == "en"
        if english and apart and self.text.capital(i - 2):
            return True
        noun = NOUNS.get(before)
        if english and apart and noun is not None and (not noun.many or len(self.words[i]) == 2):
            return True
        if english and self.words[i - 1] == "of" and self.words[i + 1 : i + 2] == [","]:
            return noun is not None and not noun.many and bool(noun.sex or noun.age)
        if self.words[i - 1] != "de":
            return False
        return (before == "," or before in OTHERS) and claims_ages.is_told(
            self.text.folded, self.text.ends[i - 2]
        )

    def _is_name(self, i: int) -> bool:
        """Return whether a noun is part of a name: ``Madre de Dios``, ``San Martín Obrero``."""
        if self.text.follows(i, ("madre", "de", "dios")):
            return True
        shouted = self.text.original[self.text.starts[i] : self.text.ends[i]].isupper()
        return i > self.first and self.text.capital(i) and not shouted and (
            self.text.language != "en"
        )  # fmt: skip

    def _side(self, i: int) -> Role | None:
        """Return whose number the people ``entre los ...`` are part of."""
        word = self.words[i] if i < self.last else ""
        verb, noun = VERBS.get(word), NOUNS.get(word)
        if verb and verb.mode == "participle" and verb.role in ("rescued", "arrested"):
            return verb.role
        if noun and noun.many:
            return "arrested" if noun.side == "accused" else "rescued"
        return None

    def _hear(self, verb: Verb, i: int, last: int) -> None:
        """Let a verb close what came before and govern what is its own."""
        self.joined = self.joined and verb.mode != "noun"
        self.chain = False
        before = self.words[i - 2] if self.words[i - 1] in CARRIERS else self.words[i - 1]
        if before in ALSO or (last < self.last and self.words[last] in ALSO):
            self.also = True
        self.also = self.also or self._also_freed(verb, i)
        if verb.mode == "participle":
            self._passive(verb, i, last)
        else:
            self._active(verb, i, last)

    def _active(self, verb: Verb, i: int, last: int) -> None:
        if self.parts == [] and self.words[i].startswith(_LISTING):
            return
        self._close()
        fell = self.words[i] in FALL and verb.role == "arrested"
        falls = fell or verb.mode == "fall"
        fallen = self._who_falls() if falls else None
        if fallen is not None:
            self._emit("arrested", self._pop(fallen), verb=i, last=last)
            self.heard = last
            return
        verb = self._by_force(verb, i)
        if verb.role == "victim" and self.words[i].startswith(_USING):
            self._accuse(i)
        if (
            verb.role in SEIZING
            and self.words[i - 1] in _DATIVES
            and self._dislocated(verb, i, last)
        ):
            return
        told = self.words[i - 1] in _CLITICS or (
            self.words[i - 1] in _TO_THEM and verb.role == "arrested"
        )
        if verb.role in _DEEDS | {"booked"} and verb.mode == "active" and told:
            self._take_pronoun(verb, i, last)
            return
        if verb.role == "victim" and self.words[i - 1] in _CLITICS:
            return
        if falls and i == self.first and self._falls_alone(last):
            self.elided = Verb("arrested", "participle", self.words[i].endswith("n")), i, last
        if verb.mode == "active" and i - self.relative > 3:
            self._drop_subjects(verb, i)
        self._govern(verb, i, last)

    def _who_falls(self) -> int | None:
        """Return the subject of ``cae``: past what only a relative clause tells of."""
        for k in reversed(range(len(self.subjects))):
            group = self.subjects[k]
            if not self._object(k):
                fit = not self.blocked[k] and (_may_fall(group) or self._trade(group[0]))
                return k if fit else None
        return None

    def _accuse(self, i: int) -> None:
        """Note that those who exploit or recruit are no victims."""
        if not self.subjects or self.blocked[-1]:
            return
        group = self.subjects[-1]
        own = group[0].first > self.relative or self.words[i - 1] == ","
        for people in group if own and is_told(group) else ():
            if not people.side and people.age != "minor":
                people.side = "accused"

    def _drop_subjects(self, verb: Verb, i: int) -> None:
        """Let the subjects of a clause go that an active verb takes for its own.

        In a relative clause those before it still await their verb; a verb of no part lets the
        subjects of a main clause wait (``llegaron de Puno y fueron rescatadas``).
        """
        inside = self.relative >= self.first and self.words[self.relative] != ";"
        if self.words[i - 1] in _TO_DO and self.words[i].endswith(("ar", "er", "ir", "ing")):
            return
        if verb.role == "other" and not inside:
            return
        for k in reversed(range(len(self.subjects))):
            if not inside or self.subjects[k][0].first > self.relative:
                self._emit(None, self._pop(k))

    def _mark(self, word: str, i: int) -> None:
        """Read a word that is neither people nor verb."""
        if word in BREAKERS or (word == ";" and not self._lists_on(i)):
            self._break(word, i)
        elif word in ":(-" and self._parts_follow(i) and self.previous and self.previous.many:
            self._tell_parts(word, i)
        elif word in ")-" and self.parts is not None:
            self._close()
        elif (
            word == ","
            and self.parts is not None
            and not self.colon
            and self.words[i + 1 : i + 2] in (["y"], ["e"], ["and"])
        ):
            self._close()
            self.joined, self.chain = not self.subjects, bool(self.subjects)
        elif word in _AMOUNTS and (role := self._amounting(i)):
            self._govern(Verb(role, "active"), i, i + 1)
            self.naming = True
        elif word in ALSO:
            self.also = True
        elif word in CARRIERS:
            self.chain = False
        elif word in _HAD and claims_ages.all_under(self.text.folded, self.text.ends[i]):
            for group in self.subjects[-1:]:
                group[-1].age = "minor"

    def _tell_parts(self, word: str, i: int) -> None:
        """Open the parts of a number; of ``los captores:`` with none all are told who follow."""
        last = self.taken[-1] if self.taken else None
        bare = last is not None and last.many and last.value is None and last.last == i
        if word == ":" and bare and i + 1 not in self.names:
            self.taken.pop()
        else:
            self._open_part(i + 1, None)
            self.colon = word == ":"

    def _break(self, word: str, i: int) -> None:
        """End a clause; what a verb took may go on past a relative one (``, que huyó, y a X``)."""
        self.chain = self.chain and word != ";"
        seized = self.governor is not None and self.governor.role in SEIZING and self.taken
        self._close(keep_part=word == ";")
        if word == ";":
            self.suspended = None
        elif seized and word in WHO:
            self.suspended = len(self.counts) - 1
        self.relative = i

    def _parts_follow(self, i: int) -> bool:
        """Return whether a mark opens parts of a number; a dash does so only before a number."""
        after = self.words[i + 1] if i + 1 < self.last else "."
        if self.words[i] == "(" and after.isdecimal() and self.words[i + 2 : i + 3] == [")"]:
            return False
        return self.words[i] != "-" or (
            self.previous is not None and i - self.previous.last < 5
            and (after[0].isdigit() or after in STARTERS)
        )  # fmt: skip

    def _lists_on(self, i: int) -> bool:
        """Return whether a semicolon only parts the members of a list that a verb takes."""
        if self.governor is None or not self.taken or self.governor.role not in _DEEDS:
            return False
        for j in range(i + 1, self.last):
            word = self.words[j]
            if word == ";" or word in WHO:
                return True
            carried = word in AUXILIARIES and word != "esta"
            if word in VERBS or carried or is_finite(self.text, j):
                return False
        return True

    def _amounting(self, i: int) -> Role | None:
        """Return whose number or names follow ``los detenidos son``."""
        previous = self.previous
        if previous is None or previous.last != i or previous.value is not None:
            return None
        return previous.held.role if previous.held else None


def _may_fall(group: list[People]) -> bool:
    """Return whether people are meant by what ``cae``: no fine falls to the police."""
    return any(p.known or p.bare or p.name or (p.value is not None and p.value > 1) for p in group)
