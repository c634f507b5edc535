"""Which words change the reading of a clause; all others are stepped over."""

from functools import lru_cache

from monitor.judging.claims.grammar.elided import ALSO
from monitor.judging.claims.grammar.fates import FATES
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.passive import CARRIERS
from monitor.judging.claims.grammar.phrases import PHRASE_FORMS
from monitor.judging.claims.grammar.tokens import may_be_finite
from monitor.judging.claims.grammar.verbs import PAIRED, REMANDED, STARTERS
from monitor.judging.claims.vocabulary import BREAKERS, JOINING, PART_PHRASES, VERBS, bag


def _by_first(phrases: tuple[tuple[str, ...], ...]) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases under their opening word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


PARTS = _by_first(PART_PHRASES)
"""What opens the parts of a number."""
JOINS = _by_first(JOINING)
"""What joins people on."""
ADDING = ("sumo", "sumaron", "agrego", "agregaron", "añadio", "añadieron", "unio", "unieron")
"""Openings of verbs that add people to those before: ``se sumó un tercero``."""
TELLING = (
    CARRIERS | REMANDED | frozenset(FATES) | frozenset(PHRASE_FORMS) | frozenset(VERBS)
    | frozenset(NOUNS)
    | STARTERS
    | BREAKERS | ALSO
    | frozenset(PARTS) | frozenset(JOINS) | PAIRED | bag(
        ", tenia tenian tiene tienen entre among son are sao suman llegan ascienden ; : ( ) -"
    )
)  # fmt: skip
"""Words that may change the reading; all others are stepped over."""


@lru_cache(maxsize=50_000)
def is_silent(word: str) -> bool:
    """Return whether a word changes nothing wherever it stands, but for a name or behind ``a``."""
    told = word in TELLING or word[0].isdigit() or word == "caer" or word.startswith(ADDING)
    return not (told or may_be_finite(word))
