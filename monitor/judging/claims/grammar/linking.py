"""What ties people to those before: a word between, a list, an apposition, a name of theirs."""

from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.state import MADE_UP, State
from monitor.judging.claims.vocabulary import COORDINATORS, VERBS, bag

_FILLING = bag(
    ", ( ) y e a al de anos years and alias ' \" conocido como identificado identificada llamado "
    "apodado identificados identificadas conocidos conocidas apodados llamados identified as"
)
_APPOSED, _NAMED = 16, 12
WITH = bag("con with com")
_MOREOVER = bag("tambien ademas asimismo incluso also alias")
_IN = bag("en in em")
_PERSON = bag("persona ciudadano ciudadana")
_OWN_PLACE = ("", "alias", "a", "al", "para", "contra")
_AS = ("como", "quanto")
_PLACE = 8
_KNOWN_AS = bag(
    "conocido conocida alias apodado apodada llamado llamada identificado identificada known named"
)
ORIGINS = bag("nacionalidad origen nacionalidade")
"""Before a word that only tells where people come from."""
_TELLS = bag("natural naturales oriundo oriunda con sin residente originario originaria")
"""Behind people: words that tell more of them, up to a comma."""


class Linking(State):
    """A reading that knows what ties people to those before them."""

    def _link(self, people: People) -> str:
        """Return the word that ties ``people`` to what stands before."""
        if self.joined:
            return "join"
        first = people.first
        if first <= self.first:
            return "al" if self.words[first] == "al" else ""
        before = self.words[first - 1]
        if before == "por" and self.words[first - 2].startswith(MADE_UP):
            return ""
        if before in _AS and "tanto" in self.words[max(self.first, first - 12) : first]:
            return "y"
        if before == "si" and self.text.original[self.text.ends[first - 1] - 1] == "í":
            return ""
        if people.definite and self.words[first] == "al":
            return before if before in COORDINATORS else "al"
        if before in _MOREOVER and first - 2 >= self.first:
            inner = self.words[first - 2]
            return inner if inner in COORDINATORS or inner == "," else before
        if before in ("a", "al") and first - 2 >= self.first:
            inner = self.words[first - 2]
            return inner if inner in COORDINATORS else before
        return self._listed_as(first, before)

    def _listed_as(self, first: int, before: str) -> str:
        """Return what ties people to a list that goes on, else the word before them."""
        if before in WITH and self._goes_with(first - 2):
            return self.words[first - 2]
        if before in ("de", "del", "do", "da") and self.taken and self.governor is not None:
            return self._listed_of(first) or before
        if before == "," and self.taken and self._placed_before(first - 1):
            return "y"
        return "and" if self._is_joint(first - 1) else before

    def _is_joint(self, i: int) -> bool:
        """Return whether a comma is an ``and``, as in headlines: ``Mother, boyfriend held``."""
        comma = self.text.language == "en" and self.words[i : i + 1] == [","]
        beside = self.words[i + 1 : i + 2] != [] and self.words[i + 1] in NOUNS
        return comma and beside and i - 1 == self.first and self.words[i - 1] in NOUNS

    def _placed_before(self, i: int) -> bool:
        """Return whether a place of their own stands before people: ``y en Ica, tres mujeres``."""
        opens = self.taken[-1].last
        for j in range(i - 1, max(opens, i - _PLACE), -1):
            if self.words[j] in _IN:
                return self.words[j - 1] in COORDINATORS or self.words[j - 1] == ";"
            if self.words[j] == ",":
                return False
        return False

    def _goes_with(self, i: int) -> bool:
        """Return whether ``y con la encargada`` goes on from ``detenida con su yerno``."""
        last = self.taken[-1] if self.taken else None
        last = last or (self.counts[-1].people[-1] if self.counts else None)
        return i > self.first and self.words[i] in COORDINATORS and (
            last is not None and last.link == "join" and last is self.previous
        )  # fmt: skip

    def _listed_of(self, first: int) -> str:
        """Return what ties on the next of ``la captura de X, de su hijo y de Y``."""
        inner = self.words[first - 2]
        noun = self.governor is not None and self.governor.mode == "noun"
        return inner if noun and (inner in COORDINATORS or inner == ",") else ""

    def _renames(self, people: People) -> bool:
        """Return whether people are but another word for those before: ``dueño o jefe``."""
        if people.link == "o" and people.value is None and self.previous is not None:
            self.previous.last = people.last
            return True
        renames = people.name and (self._is_the_person(people) or self._names_them(people))
        if renames and self.previous is not None:
            self._count_names(self.previous, people)
        return renames

    def _is_the_person(self, people: People) -> bool:
        """Return whether a name tells who ``la persona de`` is: one whom officials seize."""
        previous = self.previous
        if previous is None or people.link != "de" or previous.last != people.first - 1:
            return False
        if self.words[previous.last - 1] not in _PERSON:
            return False
        previous.side = "accused"
        return True

    def _count_names(self, told: People, people: People) -> None:
        """Count those of no number by their names: ``sus hijos Jhon, Kevin y Shirley``."""
        told.last = people.last if told.many else told.last
        if told.value is not None and told.named == told.value:
            return
        told.named += told.many
        if told.named > 1 and (told.value is None or told.value == told.named - 1):
            told.value = told.named

    def _names_them(self, people: People) -> bool:
        """Return whether a name only says who was counted right before."""
        previous = self.previous
        if previous is not None and self.words[people.first - 3 : people.first] == ["(", "a", ")"]:
            previous.last = people.last
            return True
        alias = self.words[people.first - 1] == "alias" and people.link == ","
        if alias and previous is not None and not previous.many:
            also = self.words[previous.first - 1] == "alias"
            if previous.name and not also:
                previous.last = people.last
            return not also
        if previous is not None and previous.named and people.first - previous.last < _NAMED:
            return True
        if previous is not None and self._follows_place(previous, people):
            return True
        if previous is None or not self._near(previous.last, people.first):
            return self.governor is None and people.link not in _OWN_PLACE
        if not previous.name and not _KNOWN_AS.isdisjoint(self.words[previous.last : people.first]):
            return True
        if previous.last == people.first and not previous.name:
            previous.last = people.last
            return True
        return not previous.name and (previous.many or people.link == ",")

    def _follows_place(self, previous: People, people: People) -> bool:
        """Return whether a name follows a role and its place: ``la cajera del bar, Ana P.``."""
        between = self.words[previous.last : people.first]
        told = previous.definite or not ORIGINS.isdisjoint(between[1:2])
        if previous.name or previous.many or not told or people.link != ",":
            return False
        plain = (
            len(between) < _PLACE
            and between[:1] in (["de"], ["del"])
            and not (VERBS.keys() & set(between) or COORDINATORS & set(between))
        )
        after = self.words[people.last : people.last + 1]
        return plain and between.count(",") == 1 and after in (["("], [","])

    def _near(self, left: int, right: int) -> bool:
        """Return whether only ages, commas and the like stand between two words."""
        return right - left < 12 and all(
            word in _FILLING or word[0].isdigit() for word in self.words[left:right]
        )

    def _apposed(self, previous: People, people: People) -> bool:
        """Return whether ``people`` only describe the one named before (``X, un conocido...,``)."""
        single = previous.value == 1 and (previous.name or previous.definite or previous.bare)
        if not single or people.name or people.own or people.value != 1:
            return False
        if people.gender and previous.gender and people.gender != previous.gender:
            return False
        rest = self.words[people.last : people.last + _APPOSED]
        end = next((k for k, word in enumerate(rest) if word in COORDINATORS), len(rest))
        if rest[:1] == ["de"] or (rest[:1] == ["que"] and not people.definite):
            return "," in rest[:end] and (rest[0] == "de" or rest[end - 1] == ",")
        told = rest[:1] == ["a"] and not bag("que quien").isdisjoint(rest[1:3])
        if rest and (told or rest[0] in _TELLS or rest[0] in _KNOWN_AS):
            return end < len(rest) and rest[end - 1] == ","
        return not rest or rest[0] in ",.("
