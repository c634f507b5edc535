"""Parts of a number: ``tres de las nueve``, ``una decena de``, ``siete de los diez que``."""

from bisect import bisect_left

from monitor.judging import numbers
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import MODIFIERS, bag

_PRONOUNS = bag(
    "ellas ellos estas estos esas esos them elas eles las los the quienes cuales whom those"
)
_OWN = bag("sus su nuestras her his their seus suas")
_WHICH = bag("cuales que quais")
_THE_MANY = bag("las los as os")
_WERE = bag("fueron son eran serian suman were foram")
_NUMBER_OF = bag("numero cifra total number")
_OF = frozenset({"de", "of", "das", "dos"})
_OPENING_QUOTES = frozenset("'\"‘’“”«")


def is_of_a_gang(text: Text, j: int) -> bool:
    """Return whether a number goes on with the name of a gang: ``caen 17 de 'Los X'``."""
    return text.words[j] in _OPENING_QUOTES and text.words[j + 1 : j + 2] in (["los"], ["las"])


def before_noun(words: list[str], j: int, before: str) -> int:
    """Return where the noun of a number stands whose next word is ``j``.

    ``Before`` is the word before the number: ``fueron siete las menores``, ``(50) el número de``.
    """
    following = words[j : j + 4]
    if len(following) > 3 and following[1] in _NUMBER_OF and following[2] in _OF:
        return j + 3
    inverted = len(following) > 1 and following[0] in _THE_MANY and following[1] in NOUNS
    return j + 1 if inverted and before in _WERE else j


def after_de(text: Text, found: People, j: int) -> int:
    """Step over ``de`` in ``una decena de``, ``tres de las``; 0 for a date, which is no count."""
    following = text.words[j + 1]
    if text.words[j] in ("das", "dos"):
        found.partial = text.language == "pt"
        if found.partial and _is_number(following):
            return _after_whole(text, found, j + 1)
        return j + 1 if found.partial else 0
    if following in _PRONOUNS or following in _OWN:
        k = j + 2
        if k < len(text.words) and text.words[k] in _WHICH and following in _THE_MANY:
            k += 1
        elif k < len(text.words) and _is_number(text.words[k]):
            k = _after_whole(text, found, k)
            if not found.partial and found.bare:
                return k
        found.partial, found.last, found.end = True, k, text.ends[k - 1]
        return k
    if following in ("nacionalidad", "origen"):
        return j
    if text.words[j - 1][0].isdigit() or (following not in NOUNS and following not in MODIFIERS):
        return 0
    return j + 1


def _after_whole(text: Text, found: People, k: int) -> int:
    """Step over the whole of ``siete de los diez``; ``que cayeron`` is said of the ten."""
    number = numbers.read(text.folded, text.starts[k], text.language)
    if number is None:
        return k + 1
    last = bisect_left(text.starts, number.end, k)
    found.whole = number.value
    if text.words[last : last + 1] == ["que"]:
        found.value, found.bare = number.value, True
    return last


def _is_number(word: str) -> bool:
    return word[0].isdigit() or (word in numbers.STARTS and word not in ("a", "an"))
