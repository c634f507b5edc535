"""A text cut into words of which we know what they are: a child, an office, a number, a name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from monitor.text import fold

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\s\w]|_")
_LONGEST = 24
"""Letters of the longest word that is looked up."""
_ACRONYM = 6
"""Letters of the longest acronym."""
_FEW = 5
"""Long words of a text too short to say how it uses capitals."""
NO_NAME = (
    "child", "kin", "loss", "harms", "harmed", "fled", "captor", "accused", "accuse", "office",
    "thing", "small", "mr", "have", "term", "link", "crime", "only", "years",
    "young", "grown", "one", "nation", "nickname",
)  # fmt: skip
"""Kinds of words that open a sentence, or stand before a name, with a capital."""
FIFTEEN = "quinceañer"
"""Opens the words for girls who are called by their age."""
_SPELLED = frozenset({"young", "grown", "one"})
_NONE: frozenset[str] = frozenset()
_AN_ACRONYM = frozenset({"acronym"})


class Word(NamedTuple):
    """A word, a number or a mark of a text."""

    start: int
    end: int
    folded: str
    capital: bool
    kinds: frozenset[str]
    """Groups of words.yaml that it belongs to, or ``acronym``."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text; a place outside of it holds no word."""

    all: tuple[Word, ...]
    figures: tuple[int, ...]
    """Places of what may be an age: digits, spelled numbers, ``quinceañera``."""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.all)

    def __getitem__(self, i: int) -> Word:
        """Return word ``i``."""
        return self.all[i]

    def at(self, i: int) -> str:
        """Return word ``i`` folded, empty outside of the text."""
        return self.all[i].folded if 0 <= i < len(self.all) else ""

    def has(self, i: int, *kinds: str) -> bool:
        """Return whether word ``i`` is of one of ``kinds``."""
        return 0 <= i < len(self.all) and not self.all[i].kinds.isdisjoint(kinds)

    def capital(self, i: int) -> bool:
        """Return whether word ``i`` is written with a capital."""
        return 0 <= i < len(self.all) and self.all[i].capital

    def number(self, i: int) -> bool:
        """Return whether word ``i`` is a number, in digits or spelled."""
        return self.at(i).isdecimal() or self.has(i, "young", "grown")

    def initial(self, i: int) -> bool:
        """Return whether word ``i`` is a single capital letter."""
        return self.capital(i) and len(self.at(i)) == 1


@cache
def _groups() -> Mapping[str, re.Pattern[str]]:
    text = files("monitor.privacy").joinpath("words.yaml").read_text("utf-8")
    words: Mapping[str, str] = yaml.safe_load(text)
    return {name: re.compile("|".join(some.split())) for name, some in words.items()}


@cache
def places() -> frozenset[str]:
    """Return the names of districts, provinces and towns, folded, of one word or several."""
    text = files("monitor.privacy").joinpath("places.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=20_000)
def kinds(folded: str) -> frozenset[str]:
    """Return the groups of words.yaml to which a folded word belongs."""
    if len(folded) > _LONGEST:
        return _NONE
    found = {name for name, words in _groups().items() if words.fullmatch(folded)}
    return frozenset({*found, "places"} if folded in places() else found)


@lru_cache(maxsize=8)
def read(text: str) -> Words:
    """Return the words of ``text``."""
    folded = fold(text)
    loud = 2 * sum(map(str.isupper, text)) > sum(map(str.isalpha, text))
    words = tuple([_word(match, folded, loud=loud) for match in _TOKEN.finditer(text)])
    return Words(words, tuple([i for i, word in enumerate(words) if _is_figure(word)]))


def _is_figure(word: Word) -> bool:
    spelled = word.folded.isdecimal() or not word.kinds.isdisjoint(_SPELLED)
    return spelled or word.folded.startswith(FIFTEEN)


def _word(match: re.Match[str], folded: str, *, loud: bool) -> Word:
    start, end = match.span()
    written, word = match[0], folded[start:end]
    found = kinds(word)
    if not loud and 1 < end - start <= _ACRONYM and written.isupper() and "first" not in found:
        found = _AN_ACRONYM
    return Word(start, end, word, written[0].isupper(), found)


@lru_cache(maxsize=8)
def is_shouted(text: str) -> bool:
    """Return whether most words carry a capital, as in English headlines: it tells no name."""
    long = [word for word in read(text).all if len(word.folded) > 3 and word.folded.isalpha()]
    capitals = [word for word in long if word.capital]
    plain = any(not word.kinds.isdisjoint(NO_NAME) for word in capitals[1:])
    return text.isupper() or (plain and len(long) > _FEW and len(capitals) > 0.7 * len(long))
