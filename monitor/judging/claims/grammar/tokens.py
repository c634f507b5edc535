"""What single words of a text are, where a table alone cannot tell."""

from monitor.judging.claims.grammar.nouns import NOUNS, Noun
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import AUXILIARIES

_FINITE = ("aron", "eron", "aban", "aba", "iendo", "aram", "eram", "iram")


def may_be_finite(word: str) -> bool:
    """Return whether :func:`is_finite` may hold of a word, in some language and spelling."""
    return word.endswith((*_FINITE, "o", "ed", "ou"))


def is_finite(text: Text, i: int) -> bool:
    """Return whether an unknown word looks like a verb in the past tense."""
    word = text.words[i]
    if len(word) < 4 or word in AUXILIARIES:
        return False
    if text.original[text.ends[i] - 1] == "ó" or word.endswith(_FINITE):
        return True
    if text.language == "en":
        return word.endswith("ed") and word not in NOUNS
    return text.language == "pt" and word.endswith("ou")


def noun_at(text: Text, i: int) -> Noun | None:
    """Return what the word says of people; ``son`` is one only in English."""
    word = text.words[i]
    return None if word == "son" and text.language != "en" else NOUNS.get(word)
