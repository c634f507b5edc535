"""Words that may stand in a claim: verbatim, short, with no name of a person and no age."""

import re

from monitor.judging.claims.text import Text
from monitor.privacy import ages_between, is_first_name

_CAPITAL = re.compile(r"[A-ZÁÉÍÓÚÑ]")
_LONGEST = 160


def is_clean(
    text: Text, start: int, end: int, *, allow: frozenset[str] = frozenset(), capitals: bool = False
) -> bool:
    """Return whether a span holds no name of a person and no age.

    A capital letter inside a span may start a name; only words of ``allow`` and the word that
    opens a sentence may carry one, unless ``capitals`` says that all words are of our tables.
    """
    words = text.original[start:end]
    if end - start > _LONGEST or "\n" in words or ages_between(text.original, start, end):
        return False
    if capitals:
        return True
    for match in _CAPITAL.finditer(words):
        at = start + match.start()
        if at and text.original[at - 1].isalpha():
            continue
        word = re.match(r"\w+", text.folded[at:end])
        if word and word[0] in allow:
            continue
        named = word is not None and is_first_name(word[0])
        if named or not _opens_sentence(text, at) or _two_capitals(text, at):
            return False
    return True


def _opens_sentence(text: Text, at: int) -> bool:
    before = text.original[max(0, at - 3) : at].rstrip(" ¡¿\"'“‘«(")
    return (
        at == 0
        or not before
        or before[-1] in ".!?…:\n"
        or "\n" in text.original[max(0, at - 2) : at]
    )


def _two_capitals(text: Text, at: int) -> bool:
    """Return whether the word at ``at`` is followed by another with a capital."""
    return re.match(r"[^\W\d_]+ [A-ZÁÉÍÓÚÑ]", text.original[at : at + 60]) is not None
