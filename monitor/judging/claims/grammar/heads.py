"""What is counted: the nouns and adjectives behind a number or an article."""

import re
from bisect import bisect_left

from monitor.judging import numbers
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.nouns import NOUNS, Noun
from monitor.judging.claims.grammar.tokens import noun_at
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import (
    AUXILIARIES,
    BREAKERS,
    COORDINATORS,
    MODIFIERS,
    OFFICIALS,
    OTHERS,
    PREPOSITIONS,
    THINGS,
    VERBS,
    bag,
)

_PHRASE_STARTS = frozenset({"de", "mayor", "mayores", "recien", "recem"})
_PRONOUNS = bag("este esta ella aquel aquella")
_UNDER = bag("menor menores")
_UNITS = bag("year month week day")
_OLD = (["old"], ["olds"])
_OF_FULL_AGE = 18
_JOINS = bag(", y e o")
_SEVERAL = bag("ellos ellas los las todos todas sus ambos ambas tres cuatro cinco")
_YOUNGER = Noun()
"""``su hermana menor``: the younger one, of no said age."""
_HE_AND_SHE = re.compile(
    r"(?:, | \()(?:el|ella|he|she)(?:,? (?!fue)[a-zñ0-9]+){1,5},? (?:y|e|and) (?:el|ella|he|she)"
    r"(?:,? (?!fue|qued|est)[a-zñ0-9]+){1,5}?[,)]"
)
_SIBLINGS = bag("hermanos hermanas esposos conyuges primos brothers sisters")
_NAME = r"[A-ZÁÉÍÓÚÑ][\w.]*(?: [A-ZÁÉÍÓÚÑ][\w.]*){0,3}(?: \(\d\d\))?"
_NAMES = re.compile(rf" {_NAME}((?:, {_NAME}){{0,8}}) (?:y|e|and) [A-ZÁÉÍÓÚÑ]")
"""``los hermanos Lucio y Marino``, ``los encargados Segundo P., Ana L. y Luis R.``"""
_TWO = re.compile(
    r",? (?:que (?:son|eran|serian) |who are |que sao )?(?:un matrimonio|(?:una )?pareja|"
    r"esposos|conyuges|convivientes|marido y mujer|(?:padre|madre) e hij[oa]|husband and wife|"
    r"a couple|um casal|ambos \w+|los dos \w+)(?: entre si)?[,.;]"
)
"""``los dueños, que son esposos,`` are two."""
_ONE = r"(?:[A-ZÑ]\. ?){2,5}[A-ZÑ]?\.?(?: ?\(\d{1,2}(?: años)?\))?"
_INITIALED = re.compile(
    rf",? (?:(?:de|con|identificad[ao]s con)(?: las| sus)? )?(?:iniciales )?{_ONE}"
    rf"(?:(?:, | y |, y | e ){_ONE}){{1,9}}"
)
_IN_BRACKETS = re.compile(r"\((\d{1,2})")
_OF_AGE = 18
_INITIALS = re.compile(r"(?:[A-ZÑ]\. ?){2,5}")
"""``las adolescentes de iniciales M.R.C. (15) y Y.P.L. (17)`` are two."""
PATTERNS = (_HE_AND_SHE, _TWO, _NAMES, _INITIALED)
"""All of them, for the test of hostile texts."""
_SMALL = bag("pequeña pequeñas pequeño pequeños escolar escolares")
"""Behind an unknown noun an adjective: ``una mochila pequeña``, ``un cuaderno escolar``."""
NOT_HEADS = (
    frozenset(VERBS) | PREPOSITIONS | THINGS | OFFICIALS | AUXILIARIES | COORDINATORS | BREAKERS
)
"""Words that name no people."""


def absorb(text: Text, found: People, j: int) -> tuple[int, int]:
    """Join the nouns and adjectives from word ``j`` on into ``found``; return end and heads."""
    words, heads, last = text.words, 0, j
    limit = min(len(words), j + 9)
    while j < limit:
        word = words[j]
        noun = noun_at(text, j)
        if noun and not (heads and noun.kin):
            join(found, _YOUNGER if _is_younger(words, j, heads) else noun)
            heads, j = heads + 1, j + 1
            last = j
        elif word in MODIFIERS:
            found.other = found.other or word in OTHERS
            j += 1
        elif step := _phrase(text, found, j):
            heads += step[1]
            j = step[0]
            last = j if heads else last
        elif not heads and j + 1 < limit and noun_at(text, j + 1) and _may_describe(text, j):
            j += 1
        elif not heads and (compound := past_hyphen(text, j)) > j:
            if not noun_at(text, compound):
                break
            j = compound
        else:
            break
    return (last if heads else j), heads


def past_hyphen(text: Text, j: int) -> int:
    """Return the last word of ``go-between``, ``ex-marido``; ``j`` where no word is joined on."""
    words, k = text.words, j
    while words[k].isalpha() and words[k] not in numbers.STARTS and _is_joined(text, k):
        k += 2
    return k


def _is_joined(text: Text, k: int) -> bool:
    """Return whether a hyphen with no blanks ties another word to word ``k``."""
    near = k + 2 < len(text.words) and text.words[k + 1] == "-"
    return near and text.words[k + 2].isalpha() and text.starts[k + 2] == text.ends[k] + 1


def is_partner(text: Text, last: int) -> bool:
    """Return whether one person is meant: ``la pareja de esta``, ``la pareja de la dueña``."""
    if text.words[last - 1] != "pareja" or text.words[last : last + 1] not in (["de"], ["del"]):
        return False
    at = last + 1 + (text.words[last : last + 2] == ["de", "la"])
    whose = "".join(text.words[at : at + 1])
    of_one = at > last + 1 or text.words[last] == "del"
    return whose in _PRONOUNS or (of_one and whose in NOUNS and not NOUNS[whose].many)


def past_aside(text: Text, last: int) -> int:
    """Return the word past ``, él chileno y ella peruana,`` behind a pair, else ``last``."""
    aside = _HE_AND_SHE.match(text.folded, text.ends[last - 1])
    return bisect_left(text.starts, aside.end(), last) if aside else last


def told_after(text: Text, found: People, at: int) -> int | None:
    """Return how many what follows tells of: ``los hermanos A y B``, ``, que son esposos,``."""
    if _TWO.match(text.folded, at):
        return 2
    if initialed := _INITIALED.match(text.original, at):
        ages = [int(age) for age in _IN_BRACKETS.findall(initialed[0])]
        found.age = found.age or ("minor" if ages and max(ages) < _OF_AGE else "")
        return len(_INITIALS.findall(initialed[0]))
    siblings = text.words[found.last - 1] in _SIBLINGS
    names = _NAMES.match(text.original, at) if siblings or found.definite else None
    return names[1].count(",") + 2 if names else None


def _is_younger(words: list[str], j: int, heads: int) -> bool:
    """Return whether a word is the younger one of kin or of several: ``la menor de ellas``."""
    if words[j] != "menor" or _of_age(words, j):
        return False
    of_several = words[j + 1 : j + 2] == ["de"] and not _SEVERAL.isdisjoint(words[j + 2 : j + 3])
    return of_several or (heads > 0 and NOUNS[words[j - 1]].kin)


def _of_age(words: list[str], j: int) -> bool:
    return words[j + 1 : j + 2] == ["de"] and words[j + 2 : j + 3] in (["edad"], ["idade"])


def _may_describe(text: Text, j: int) -> bool:
    """Return whether an unknown word may stand between a number and its noun.

    ``El eslabón menor`` is no child.
    """
    word = text.words[j]
    if text.words[j + 1] in _SMALL or (
        text.words[j + 1] in _UNDER and not _of_age(text.words, j + 1)
    ):
        return False
    english_noun = text.language == "en" and word in THINGS
    return word[0].isalpha() and (word not in NOT_HEADS or english_noun)


def _phrase(text: Text, found: People, j: int) -> tuple[int, int] | None:
    """Read ``de edad``, ``de nacionalidad X``, ``14-year-old``; return the next word and heads."""
    words = text.words
    word = words[j]
    if word not in _PHRASE_STARTS and not word[0].isdigit() and word not in numbers.STARTS:
        return None
    following = "".join(words[j + 1 : j + 2])
    if word == "de":
        return _of(text, found, j, following)
    if word == "mayores" and found.value and following in _JOINS | {".", ";", ")"}:
        found.age = "adult"
        return j + 1, 1
    if word in ("mayor", "mayores") and words[j + 1 : j + 3] == ["de", "edad"]:
        found.age, found.many = "adult", found.many or word == "mayores"
        return j + 3, 1
    if word in ("recien", "recem") and following.startswith(("nacid", "nascid")):
        found.age, found.many = "minor", found.many or following.endswith("s")
        return j + 2, 1
    return _year_old(text, found, j)


def _year_old(text: Text, found: People, j: int) -> tuple[int, int] | None:
    """Read ``14-year-old``, ``eight-month-old``; with no noun behind it is one."""
    words = text.words
    unit, old = words[j + 2 : j + 3], words[j + 4 : j + 5]
    number = numbers.read(words[j], 0) if unit and unit[0] in _UNITS else None
    if number is None or words[j + 1] != "-" or words[j + 3] != "-" or old[:1] not in _OLD:
        return None
    young = unit != ["year"] or number.value < _OF_FULL_AGE
    found.age = "minor" if young else found.age
    found.many = found.many or old == ["olds"]
    after = words[j + 5] if j + 5 < len(words) else "."
    ends = not after[0].isalpha() or (after in NOT_HEADS and after not in THINGS)
    return j + 5, int(old == ["olds"] or (ends and not noun_at(text, min(j + 5, len(words) - 1))))


def _of(text: Text, found: People, j: int, following: str) -> tuple[int, int] | None:
    """Read ``de edad``, ``de nacionalidad X``, ``(pareja) de proxenetas``."""
    words = text.words
    if following == "edad":
        return j + 2, 0
    if following in ("nacionalidad", "origen") and j + 2 < len(words):
        noun = NOUNS.get(words[j + 2])
        if noun is None or not noun.nation:
            return None
        found.nation = noun.nation
        k = j + 3
        while k + 1 < len(words) and words[k] in _JOINS and _is_nation(words[k + 1]):
            k += 2
        return k, 1
    before, noun = NOUNS.get(words[j - 1]), NOUNS.get(following)
    if before and before.pair and noun and found.value == 2:
        found.side = found.side or noun.side
        return j + 2, 0
    plural = following.endswith("s") and following not in NOT_HEADS and not text.capital(j + 1)
    if before and before.pair and found.value == 2 and plural:
        return j + 2, 0
    return None


def _is_nation(word: str) -> bool:
    """Return whether a word is a nationality in the singular: ``peruana, cubana y china``."""
    noun = NOUNS.get(word)
    return noun is not None and bool(noun.nation) and not noun.many


def join(found: People, noun: Noun) -> None:
    """Add what ``noun`` says."""
    if noun.pair and (found.many or not found.own) and found.value in (None, 1):
        found.value, found.pair = noun.several, True
    found.many = found.many or (noun.many and not (noun.pair and found.own))
    found.gender = found.gender or noun.gender
    found.age = "minor" if noun.age == "minor" else found.age or noun.age
    found.side = "accused" if noun.side == "accused" else found.side or noun.side
    found.sex = found.sex or noun.sex
    found.nation = found.nation or noun.nation
