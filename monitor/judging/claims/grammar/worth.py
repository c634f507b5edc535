"""Which sentences the counting grammar reads at all: those that may count somebody."""

from monitor.judging import numbers
from monitor.judging.claims.grammar.fates import CUES, FATES
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.phrases import PHRASE_FORMS
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.grammar.verbs import REMANDED
from monitor.judging.claims.vocabulary import VERBS, bag

_WORTH_READING = (
    frozenset(PHRASE_FORMS)
    | REMANDED
    | CUES
    | {
        *("recien", "recem", "ellas", "ellos", "cumplido", "mayoria", "18", "dieciocho"),
        *(
            "calabozo",
            "carceleta",
            "comisaria",
            "albergue",
            "upe",
            "hogar",
            "custodia",
            "disposicion",
        ),
        *(word for word in FATES if word.endswith(("idos", "idas", "adas", "ados"))),
        *(word for word, verb in VERBS.items() if verb.role != "other"),
        *(word for word, noun in NOUNS.items() if noun.age or noun.sex or noun.side == "victim"),
        *bag("ambas"),
    }
)
"""A sentence with none of these counts nobody, unless it tells how many people there are."""
_PEOPLE = frozenset(
    word for word, noun in NOUNS.items() if noun.many and noun.side != "accused"
) | bag("chica muchacha joven señorita")
_SEVERAL = numbers.STARTS - bag("a an un una uno one um uma") | {str(n) for n in range(2, 100)}
_TEENS = {str(age) for age in range(10, 18)}
"""In ``Una confesó que tiene 17 años`` an age alone tells that people are spoken of."""
_THE = bag("las los")
_BRIEF, _LATELY = 24, 9


def is_worth_reading(words: list[str]) -> bool:
    """Return whether a sentence has a word that may count people: ``Las cuatro dijeron`` too."""
    they = words[0] in _THE and not _SEVERAL.isdisjoint(words[1:2])
    if they or not _WORTH_READING.isdisjoint(words):
        return True
    if words[0] in numbers.STARTS and not _TEENS.isdisjoint(words):
        return True
    return not (_SEVERAL.isdisjoint(words) or _PEOPLE.isdisjoint(words))


def goes_on(found: list[Count], index: int, words: list[str]) -> bool:
    """Return whether a brief sentence may add to an arrest: ``También el cuartelero.``"""
    if len(words) > _BRIEF or not found or found[-1].sentence != index - 1:
        return False
    told = (count for count in found[-_LATELY:] if count.sentence == index - 1)
    return any(count.role in ("arrested", "booked") for count in told)
