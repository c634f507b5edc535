"""Clauses: which verb governs which people, sentence by sentence.

A sentence is read once from left to right. An active verb or a noun of action takes the people to
its right (``rescató a doce mujeres``, ``la captura de tres``), a participle takes the nearest
subject to its left that agrees with it, else what follows (``fueron detenidos dos hombres``).
Other verbs, relative pronouns and conjunctions close what an active verb governs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from monitor.judging import numbers
from monitor.judging.claims_people import ALL, DEFINITE, People, is_finite, noun_at, people_at
from monitor.judging.claims_text import Text
from monitor.judging.claims_words import (
    AUXILIARIES,
    BREAKERS,
    COORDINATORS,
    JOINING,
    NOUNS,
    OTHERS,
    PART_PHRASES,
    PREPOSITIONS,
    VERBS,
    Role,
    Verb,
    bag,
)


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


def _by_first(phrases: tuple[tuple[str, ...], ...]) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases under their opening word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


_PERFECT = frozenset(
    {"habria", "habrian", "ha", "han", "habia", "habian", "haber", "hubo", "havia", "haviam", "has", "have", "had"}
)
_NEGATIVE = frozenset(
    {"no", "ni", "sin", "nadie", "ninguno", "ninguna", "nunca", "without", "not", "nao"}
)
_PLANS = bag(
    "para busca buscan buscaba buscaban previsto preve espera intenta intentan planea "
    "pretende pretendia pretenden pretendian objetivo finalidad fin plan tried trying hopes "
    "hope hoping attempt aims"
)
_MANAGED = bag(
    "logro lograron logra logran permitio able managed helped pudo pudieron logrado consiguio "
    "consiguieron tras despues"
)  # fmt: skip
_ADVERBS = bag("ya tambien asimismo finalmente luego alli anoche ayer hoy solo also later safely")
_ALSO = bag("tambien also tambem")
_MORE = bag("more over at about nearly around some almost")
_BOTH_WAYS = bag("arrests rescues rescue captura arrest capture rescate resgate")
DETERMINERS = bag("el la los las un una su sus al del the an its de o a of")
STARTERS = numbers.STARTS | OTHERS | DEFINITE | ALL | frozenset({"ambos", "ambas", "both", "an"})
_FILLING = bag(", ( ) y e a al de anos years and alias ' \" conocido como")
_AMOUNTS = bag("son are sao suman llegan ascienden")
_IN = bag("en in em")
_IN_OF = bag("de del of da do")
_FALL = bag("cae caen cayo cayeron")
_PHRASES: dict[str, tuple[tuple[tuple[str, ...], Role], ...]] = {
    "puest": ((("a", "salvo"), "rescued"), (("a", "buen"), "rescued"), (("a", "recaudo"), "rescued"),
              (("bajo", "proteccion"), "found"), (("a", "disposicion"), "arrested"),
              (("en", "libertad"), "other")),
    "pus": ((("a", "buen"), "rescued"), (("a", "salvo"), "rescued")),
    "pon": ((("a", "buen"), "rescued"), (("a", "salvo"), "rescued")),
    "retirad": ((("del", "lugar"), "found"), (("del", "local"), "found"), (("de", "las", "calles"), "rescued"), (("de", "la", "calle"), "rescued")),
    "devuelt": ((("a", "sus"), "found"),),
    "trasladad": ((("a", "un", "albergue"), "found"), (("a", "un", "centro"), "found")),
    "llevad": ((("a", "un", "albergue"), "found"), (("a", "un", "centro"), "found")),
    "taken": ((("into", "custody"), "arrested"), (("to", "a", "shelter"), "found"),
              (("to", "safety"), "rescued")),
    "entregad": ((("a", "la", "policia"), "arrested"),),
    "conducid": ((("en", "calidad", "de", "detenid"), "arrested"),),
}  # fmt: skip
_PARTS = _by_first(PART_PHRASES)
_JOINS = _by_first(JOINING)
_PHRASE_ENDS = {
    "pus": ("o", "ieron"), "pon": ("e", "en", "er"), "taken": ("",),
}  # fmt: skip
_PHRASE_FORMS = {
    stem + end: (stem, end)
    for stem in _PHRASES
    for end in _PHRASE_ENDS.get(stem, ("o", "a", "os", "as"))
}
_PAST = Verb("other", "active")
_TELLING = (
    frozenset(_PHRASE_FORMS) | frozenset(VERBS) | frozenset(NOUNS) | STARTERS | BREAKERS | _ALSO
    | frozenset(_PARTS) | frozenset(_JOINS) | bag(", entre among son are sao suman llegan ascienden ; : ( )")
)  # fmt: skip
"""Words that may change the reading; all others are stepped over."""
_WORTH_READING = frozenset(_PHRASE_FORMS) | {
    *("recien", "recem"),
    *(word for word, verb in VERBS.items() if verb.role != "other"),
    *(word for word, noun in NOUNS.items() if noun.age or noun.sex or noun.side == "victim"),
}
"""A sentence with none of these counts nobody."""


def counts(text: Text, names: Mapping[int, int]) -> list[Count]:
    """Return who is counted in ``text``, with the part that the clauses give them."""
    found: list[Count] = []
    for index, (first, last) in enumerate(text.sentences):
        if not _WORTH_READING.isdisjoint(text.words[first:last]):
            found += _Sentence(text, index, names).read()
    return found


class _Sentence:
    """The state of one reading, from left to right."""

    def __init__(self, text: Text, index: int, names: Mapping[int, int]) -> None:
        self.text, self.words, self.index, self.names = text, text.words, index, names
        self.first, self.last = text.sentences[index]
        self.counts: list[Count] = []
        self.governor: Verb | None = None
        self.at = self.verb_end = self.first
        self.taken: list[People] = []
        self.subjects: list[list[People]] = []
        self.blocked: list[bool] = []
        self.previous: People | None = None
        self.parts: list[People] | None = None
        self.part_role: Role | None = None
        self.naming = self.joined = self.also = self.chain = False
        self.relative = self.first - 9

    def read(self) -> list[Count]:
        """Return the counts of the sentence."""
        i = self.first
        while i < self.last:
            i = max(self._step(i), i + 1)
        self._close()
        for group in self.subjects:
            self._leave(group)
        return self.counts

    def _leave(self, group: list[People]) -> None:
        """Write down people with no verb of ours; ``y otras ocho en X`` share the last one."""
        first, k = group[0], self._last_whole()
        if first.other and first.link in COORDINATORS and k >= 0 and first.value is not None:
            last = self.counts[k]
            self.counts[k] = replace(last, people=(*last.people, *group))
        else:
            self._emit(None, group)

    def _step(self, i: int) -> int:
        """Read what stands at word ``i``; return the next word."""
        word = self.words[i]
        if word not in _TELLING and not word[0].isdigit() and i not in self.names:
            return self._pass(i)
        for phrase in _PARTS.get(word, ()):
            if self.text.follows(i, phrase):
                return self._open_part(i + len(phrase), None)
        for phrase in _JOINS.get(word, ()):
            if self.text.follows(i, phrase):
                self.joined = True
                return i + len(phrase)
        if word in ("entre", "among") and (role := self._side(i + 2)):
            return self._open_part(i + 3, role)
        people = people_at(self.text, i, self.names) if self._may_start(i) else None
        if people is not None:
            self._take(people)
            return people.last
        verb, last = verb_at(self.text, i, self.first)
        if verb is not None:
            self._hear(verb, i, last)
            return last
        self._mark(word, i)
        return i + 1

    def _pass(self, i: int) -> int:
        """Read a word of no table: a verb in the past, or a trade (``detienen a profesor``)."""
        if is_finite(self.text, i):
            self._hear(_PAST, i, i + 1)
        elif self.words[i - 1] == "a" and self.verb_end == i - 1 and self.governor is not None:
            text = self.text
            if self.governor.role in ("arrested", "rescued") and not text.capital(i):
                one = None if self.words[i].endswith("s") else 1
                self._take(People(i, i + 1, text.starts[i], text.ends[i], one, many=one is None))
        return i + 1

    def _may_start(self, i: int) -> bool:
        """Return whether people may be spoken of from word ``i`` on."""
        word = self.words[i]
        if word[0].isdigit():
            return not (self.words[i - 1] == "(" and self.words[i + 1 : i + 2] == [")"])
        if word in STARTERS or i in self.names:
            return True
        noun = noun_at(self.text, i)
        if noun is None:
            return False
        if noun.many or noun.kin or noun.pair or noun.nation:
            return True
        return i > self.first and (self.words[i - 1] in ("a", "s") or self.verb_end == i)

    def _side(self, i: int) -> Role | None:
        """Return whose number the people ``entre los ...`` are part of."""
        word = self.words[i] if i < self.last else ""
        verb, noun = VERBS.get(word), NOUNS.get(word)
        if verb and verb.mode == "participle" and verb.role in ("rescued", "arrested"):
            return verb.role
        if noun and noun.many:
            return "arrested" if noun.side == "accused" else "rescued"
        return None

    def _open_part(self, i: int, role: Role | None) -> int:
        """From word ``i`` on, numbers are parts of a number told before."""
        if role is None:
            taking = self.governor is not None and self.taken
            role = self.governor.role if self.governor and taking else self._last_role()
        self._close()
        self.parts, self.part_role = [], role
        return i

    def _last_role(self) -> Role | None:
        return self.counts[-1].role if self.counts else None

    def _take(self, people: People) -> None:
        """Give ``people`` their place: a part, an object, more of the last, or a subject to come."""
        link = self._link(people)
        people.link = link
        if people.name and self._names_them(people):
            return
        if people.held is not None and people.value is not None and self.parts is not None:
            self._close()
        if self.parts is not None:
            if people.known or people.bare:
                self.parts.append(people)
        elif people.every or (people.partial and link == "," and self._listed()):
            self._open_part(people.first, None)
            self.parts = [people]
        elif self.governor is not None and self._wanted(people, link):
            self.taken.append(people)
        elif self.joined and not self.subjects and not self.taken and (k := self._last_whole()) >= 0:
            last = self.counts[k]
            self.counts[k] = replace(last, people=(*last.people, people))
        elif people.held is not None and people.value is not None:
            self._close()
            self._emit(people.held.role, [people])
        else:
            self._await(people, link)
        self.previous, self.joined = people, False

    def _last_whole(self) -> int:
        """Return the index of the last count that is no part of another, -1 where there is none."""
        for k in range(len(self.counts) - 1, -1, -1):
            if not self.counts[k].partial:
                return k
        return -1

    def _listed(self) -> bool:
        """Return whether people were counted right before."""
        return bool(self.taken or (self.chain and self.subjects))

    def _link(self, people: People) -> str:
        """Return the word that ties ``people`` to what stands before."""
        if self.joined:
            return "join"
        first = people.first
        if first <= self.first:
            return ""
        before = self.words[first - 1]
        if before in ("a", "al") and first - 2 >= self.first:
            inner = self.words[first - 2]
            return inner if inner in COORDINATORS else before
        return before

    def _names_them(self, people: People) -> bool:
        """Return whether a name only says who was counted right before."""
        previous = self.previous
        if previous is None or not self._near(previous.last, people.first):
            return self.governor is None and people.link not in ("", "alias")
        if previous.last == people.first and not previous.name:
            previous.last = people.last
            return True
        return not previous.name and (previous.many or people.link == ",")

    def _near(self, left: int, right: int) -> bool:
        """Return whether only ages, commas and the like stand between two words."""
        return right - left < 12 and all(
            word in _FILLING or word[0].isdigit() for word in self.words[left:right]
        )

    def _governed(self, people: People, link: str) -> bool:
        """Return whether the governing verb takes ``people``."""
        governor = self.governor
        assert governor is not None
        if self.naming:
            return people.name or people.bare
        if self.taken:
            if link == "," and self._apposed(self.taken[-1], people):
                return False
            return link in ("join", ",", "a", "al") or link in COORDINATORS or self._ellipsis(people)
        if people.name and link == "alias":
            return governor.role == "arrested"
        near = link in ("a", "al") or people.first == self.verb_end
        if governor.role == "other" and governor.mode == "active":
            return near
        if near or link in COORDINATORS:
            return link != "a" or not people.name or governor.role == "arrested"
        if governor.mode == "noun":
            return link in ("de", "del", "of", "dos", "das")
        if link in PREPOSITIONS or people.name:
            return False
        return people.known or governor.mode == "participle"

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
        if not self._governed(people, link):
            return False
        if people.known or self.governor.role in ("arrested", "rescued"):
            return True
        return self.governor.role == "found" and link == "a" and not people.definite

    def _apposed(self, previous: People, people: People) -> bool:
        """Return whether ``people`` only describe the one named before (``X, un conocido...,``)."""
        after = self.words[people.last] if people.last < self.last else "."
        single = previous.value == 1 and (previous.name or previous.definite or previous.bare)
        return single and not people.name and people.value == 1 and after in ",.("

    def _await(self, people: People, link: str) -> None:
        """Keep ``people`` as the subject of a verb to come."""
        if self.chain and self.subjects:
            if link in _IN_OF and not people.known:
                return
            if link == "," and people.value == 1 and self._apposed(self.subjects[-1][-1], people):
                return
            if link in COORDINATORS or link in (",", "join"):
                self.subjects[-1].append(people)
                return
        elif link == "," and self.subjects and self.relative >= self.subjects[-1][-1].last:
            self.subjects[-1].append(people)
            self.chain = True
            return
        self.subjects.append([people])
        self.blocked.append(link in PREPOSITIONS or link in ("a", "al"))
        self.chain = True

    def _hear(self, verb: Verb, i: int, last: int) -> None:
        """Let a verb close what came before and govern what is its own."""
        self.chain = False
        if self.words[i - 1] in _ALSO or (last < self.last and self.words[last] in _ALSO):
            self.also = True
        if verb.mode == "participle":
            self._passive(verb, i, last)
        else:
            self._active(verb, i, last)

    def _active(self, verb: Verb, i: int, last: int) -> None:
        self._close()
        falls = self.words[i] in _FALL
        if falls and self.subjects and not self.blocked[-1]:
            self._emit("arrested", self._pop(len(self.subjects) - 1), verb=i, last=last)
            return
        if verb.role != "other" and verb.mode == "active" and i - self.relative > 3:
            for group in self.subjects:
                self._emit(None, group)
            self.subjects, self.blocked = [], []
        self._govern(verb, i, last)

    def _passive(self, verb: Verb, i: int, last: int) -> None:
        previous = self.previous
        adjoined = previous is not None and self._adjoined(previous, i)
        if verb.role in ("victim", "other"):
            if not adjoined:
                self._close()
            self._describe(verb)
            return
        if adjoined and previous in self.taken:
            self.taken.remove(previous)
            self._close()
            self._emit(verb.role, [previous], verb=i)
            return
        if previous is not None and self.parts and previous is self.parts[-1] and (
            "," not in self.words[previous.last : i]
        ):
            self.parts.pop()
            self._close()
            self._emit(verb.role, [previous], verb=i, last=last)
            return
        self._close()
        found = self._subject(verb, adjoined or self._after_comma(i, last))
        if found is not None:
            self._emit(verb.role, self._pop(found), verb=i, last=last)
            self._settle_parts(verb.role)
        elif i - self.relative < 5 and verb.role != "found" and self._antecedent():
            self._emit(verb.role, list(self.counts[-1].people), verb=i, last=last)
        elif self._naming(verb, last):
            self._govern(Verb("arrested", "active"), i, last)
            self.naming = True
        else:
            self._govern(verb, i, last)

    def _after_comma(self, i: int, last: int) -> bool:
        """Return whether the verb is left out before a participle: ``y dos hombres, detenidos.``"""
        previous = self.previous
        ends = last >= self.last or self.words[last] in ".;,"
        return ends and previous is not None and self.words[previous.last : i] == [","]

    def _antecedent(self) -> bool:
        """Return whether ``que ... fueron liberadas`` speaks of people counted right before."""
        return bool(self.counts) and self.counts[-1].people[-1] is self.previous

    def _adjoined(self, previous: People, i: int) -> bool:
        """Return whether word ``i`` stands right behind ``previous``, an adverb apart."""
        between = self.words[previous.last : i]
        return (
            len(between) < 3
            and all(word in _ADVERBS for word in between if word != ",")
            and (between != [","])
        )

    def _naming(self, verb: Verb, last: int) -> bool:
        """Return whether ``identificados como`` is said of people who were arrested."""
        held = self.subjects[-1][-1] if self.subjects else None
        return (
            verb.role == "found" and held is not None and last < self.last
            and self.words[last] in ("como", "as")
            and (held.side == "accused" or (held.held is not None and held.held.role == "arrested"))
        )  # fmt: skip

    def _describe(self, verb: Verb) -> None:
        """Note what else happened to the nearest subject, which still awaits its verb."""
        if verb.role == "victim" and self.subjects and self.subjects[-1][0].known:
            self._emit("victim", self.subjects[-1])

    def _subject(self, verb: Verb, adjoined: bool) -> int | None:
        """Return the index of the nearest subject that agrees with a participle."""
        for index in reversed(range(len(self.subjects))):
            nearest = adjoined and index == len(self.subjects) - 1
            if (nearest or not self.blocked[index]) and agrees(verb, self.subjects[index]):
                if verb.role == "found" and _accused(self.subjects[index]):
                    return None
                return index
        return None

    def _pop(self, index: int) -> list[People]:
        self.blocked.pop(index)
        return self.subjects.pop(index)

    def _govern(self, verb: Verb, i: int, last: int) -> None:
        self.governor, self.at, self.verb_end = verb, i, last

    def _mark(self, word: str, i: int) -> None:
        """Read a word that is neither people nor verb."""
        if word in BREAKERS or word in ";":
            self.chain = self.chain and word != ";"
            self._close(keep_part=word == ";")
            self.relative = i
        elif word in ":(" and (self.previous is not None and self.previous.many):
            self._open_part(i + 1, None)
        elif word == ")" and self.parts is not None:
            self._close()
        elif word == "," and self.parts and self.words[i + 1 : i + 2] in (["y"], ["e"], ["and"]):
            self._close()
            self.joined, self.chain = not self.subjects, bool(self.subjects)
        elif word in _AMOUNTS and (role := self._amounting(i)):
            self._govern(Verb(role, "active"), i, i + 1)
            self.naming = True
        elif word in _ALSO:
            self.also = True

    def _amounting(self, i: int) -> Role | None:
        """Return whose number or names follow ``los detenidos son``."""
        previous = self.previous
        if previous is None or previous.last != i or previous.value is not None:
            return None
        return previous.held.role if previous.held else None

    def _close(self, *, keep_part: bool = False) -> None:
        """End what the governing verb takes, and a list of parts."""
        if self.governor is not None and self.taken:
            self._emit(self.governor.role, self.taken, verb=self.at, last=self.verb_end)
        self.governor, self.taken, self.naming = None, [], False
        if self.parts:
            self._emit(self.part_role, self.parts, partial=True)
        self.parts = [] if keep_part and self.parts is not None else None

    def _settle_parts(self, role: Role) -> None:
        """Give the parts told before the verb (``(12 hombres y 5 mujeres)``) its role."""
        for k, count in enumerate(self.counts):
            if count.partial and count.role is None:
                self.counts[k] = replace(count, role=role)

    def _emit(
        self, role: Role | None, people: list[People], *,
        verb: int = -1, last: int = 0, partial: bool = False,
    ) -> None:  # fmt: skip
        """Write one count down."""
        start, end = min(p.start for p in people), max(p.end for p in people)
        span = None
        if verb >= 0:
            span = (self.text.starts[verb], self.text.ends[max(last - 1, verb)])
            start, end = min(start, span[0]), max(end, span[1])
        found = Count(role, tuple(people), self.index, start, end, span, partial, self.also)
        self.counts.append(found)
        self.also = False


def _accused(group: list[People]) -> bool:
    """Return whether a group is of accused or arrested people."""
    return any(
        p.side == "accused" or (p.held is not None and p.held.role == "arrested") for p in group
    )


def agrees(verb: Verb, group: list[People]) -> bool:
    """Return whether a participle can be said of ``group``: number and gender."""
    if verb.plural is None:
        return True
    many = len(group) > 1 or group[0].many or (group[0].value or 1) > 1
    pair = len(group) == 1 and group[0].value == 2 and not group[0].gender
    if many != verb.plural and not pair:
        return False
    if verb.gender == "f":
        return group[0].gender != "m"
    return not all(p.gender == "f" for p in group)


def verb_at(text: Text, i: int, first: int) -> tuple[Verb | None, int]:
    """Return the verb or noun of action at word ``i`` and the word past it."""
    word = text.words[i]
    form = _PHRASE_FORMS.get(word)
    if form and (found := _phrase_verb(text, i, *form)):
        return found
    verb = VERBS.get(word)
    if verb is None:
        return (Verb("other", "active"), i + 1) if is_finite(text, i) else (None, i + 1)
    verb = _in_context(text, i, first, verb)
    if verb is None:
        return None, i + 1
    before = text.words[max(first, i - 4) : i]
    if verb.role != "other" and _unreal(before, verb, word):
        verb = replace(verb, role="other")
    return verb, i + 1


def _unreal(before: list[str], verb: Verb, word: str) -> bool:
    """Return whether a deed is denied or only planned."""
    if any(w in _NEGATIVE for w in before[-3:]):
        return True
    infinitive = word.endswith(("ar", "er", "ir")) or before[-1:] == ["to"]
    if not infinitive or any(w in _MANAGED for w in before):
        return False
    return verb.mode == "active" and (any(w in _PLANS for w in before) or before[-1:] == ["to"])


def _phrase_verb(text: Text, i: int, stem: str, ending: str) -> tuple[Verb, int] | None:
    """Read ``puestas a buen recaudo``, ``taken into custody``."""
    for tail, role in _PHRASES[stem]:
        words = text.words[i + 1 : i + 1 + len(tail)]
        if len(words) == len(tail) and all(
            w.startswith(t) for w, t in zip(words, tail, strict=True)
        ):
            last = i + 1 + len(tail)
            if stem in ("pus", "pon"):
                return Verb(role, "active"), last
            plural = None if ending == "" else ending in ("os", "as")
            return Verb(role, "participle", plural, "f" if ending in ("a", "as") else "m"), last
    return None


def _in_context(text: Text, i: int, first: int, verb: Verb) -> Verb | None:
    """Settle what only the neighbours tell: perfect tenses, nouns, English past or participle."""
    words = text.words
    before = words[i - 1] if i > first else ""
    after = words[i + 1] if i + 1 < len(words) else "."
    if verb.mode == "noun" and text.original[text.ends[i] - 1] == "ó":
        return Verb(verb.role, "active")
    if verb.mode == "noun":
        return _noun_in_context(words, i, before, after, verb)
    if verb.mode != "participle":
        return verb
    if before in _PERFECT and (verb.plural is None or (verb.gender == "m" and not verb.plural)):
        return Verb(verb.role, "active")
    if verb.plural is not None or text.language != "en":
        return verb
    inner = words[i - 2] if i - 2 >= first else ""
    if before in AUXILIARIES or (inner in AUXILIARIES and before in _ADVERBS):
        return verb
    if after in STARTERS or after[0].isdigit() or after in NOUNS or after in _MORE:
        return Verb(verb.role, "active")
    return verb


def _noun_in_context(words: list[str], i: int, before: str, after: str, verb: Verb) -> Verb | None:
    """Return ``captura`` as a noun before ``de``, as a verb before people."""
    if after in ("sexual", "laboral", "comercial", "forzada", "sexual") and i + 2 < len(words):
        after = words[i + 2]
    if after in ("de", "del", "of", "dos", "das"):
        return verb
    if before in DETERMINERS or words[i] not in _BOTH_WAYS:
        return None
    return Verb(verb.role, "active")
