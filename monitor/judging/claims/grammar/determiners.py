"""What opens a noun phrase of people: articles, ``otros``, pronouns, and what no person follows."""

from monitor.judging import numbers
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.heads import NOT_HEADS
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import COORDINATORS, MODIFIERS, OTHERS, THINGS, VERBS, bag

DEFINITE = bag(
    "el la los las su sus al del the her his its their sua suas seu seus este esta estos estas o "
    "os as"
)
PLAIN_ARTICLES = DEFINITE - bag("el esta o os as")
"""Those that are always articles, whatever their accents and the language."""
_OWN = bag("su sus his her its their sua suas seu seus")
_PORTUGUESE = bag("o os as")
FUSED = bag("do da ao")
"""Portuguese articles that hold a preposition: ``a prisão do dono``."""
HE_AND = {"he": "m", "she": "f", "him": "m", "her": "f", "ele": "m", "ela": "f"}
"""Pronouns that open a list: ``he and his wife``."""
_PRONOUNS = {"el", "ella", *HE_AND}
ANOTHER = bag("otra otro another")


def nothing_follows(text: Text, j: int) -> bool:
    """Return whether what stands behind a definite article is neither people nor their number."""
    return j >= len(text.words) or (text.words[j] not in OTHERS and no_people(text, j))


def determiner(text: Text, i: int) -> tuple[People, int]:
    """Read an article and ``otros``; return people of whom nothing else is known yet."""
    word, j = text.words[i], i
    found = People(i, i + 1, text.starts[i], text.ends[i])
    if word in _PRONOUNS and _is_pronoun(text, i, found):
        return found, i + 1
    if word == "esta" and text.original[text.ends[i] - 1] == "á":
        return found, i
    if (word in DEFINITE and word not in _PORTUGUESE) or (
        text.language == "pt" and _is_portuguese_article(text, i)
    ):
        found.definite, found.own, j = True, word in _OWN, i + 1
        found.many = word == "sus"
    if j < len(text.words) and text.words[j] in OTHERS and text.words[i - 1] != "tras":
        found.other, j = True, j + 1
        if text.words[j - 1] in ANOTHER and text.words[j : j + 1] == ["mas"]:
            found.value, found.bare, found.last, j = 1, True, j + 1, j + 1
        elif text.words[j - 1] in ANOTHER and text.words[j : j + 1] in (["en"], ["in"]):
            found.value, found.bare, found.last = 1, True, j
        elif text.words[j - 1] == "demas" and text.words[j : j + 1] == [","]:
            found.bare, found.many, found.last = True, True, j
    return found, j


def _is_pronoun(text: Text, i: int, found: People) -> bool:
    """Note in ``found`` whom ``él``, ``ella``, ``he and`` mean; return whether it is one."""
    word = text.words[i]
    he = word == "el" and text.original[text.starts[i]] in "Éé"
    listed = word in HE_AND and "".join(text.words[i + 1 : i + 2]) in COORDINATORS
    if he or listed or word == "ella":
        found.value, found.bare, found.gender = 1, True, HE_AND.get(word, "m" if he else "f")
        found.definite = not listed
    return found.bare


def _is_portuguese_article(text: Text, i: int) -> bool:
    """Return whether a word is an article in Portuguese: ``o``, ``a`` before people, ``do``."""
    word, named = text.words[i], "".join(text.words[i + 1 : i + 2]) in NOUNS
    told = word == "a" and (text.capital(i) or named)
    return word in _PORTUGUESE or (word in FUSED and named) or told


def no_people(text: Text, j: int) -> bool:
    """Return whether no people follow an article: a known thing, a verb, a proper name."""
    word = text.words[j]
    if word in NOUNS or word in MODIFIERS or word[0].isdigit() or word in numbers.STARTS:
        return False
    if text.language == "en" and word in THINGS and j + 1 < len(text.words):
        return text.words[j + 1] not in NOUNS
    verb = VERBS.get(word)
    if verb is not None:
        return verb.mode != "participle"
    return (word in NOT_HEADS or text.capital(j)) and word not in ("mayor", "mayores")
