"""Counted people: a number or an article, what it counts, and what the words add to it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from monitor.judging.claims.grammar import ages as claims_ages
from monitor.judging.claims.grammar import custody, partitive
from monitor.judging.claims.grammar.determiners import (
    ANOTHER,
    PLAIN_ARTICLES,
    determiner,
    no_people,
    nothing_follows,
)
from monitor.judging.claims.grammar.figures import People, read_number
from monitor.judging.claims.grammar.heads import (
    NOT_HEADS,
    absorb,
    is_partner,
    join,
    past_aside,
    past_hyphen,
    told_after,
)
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.tokens import is_finite, noun_at
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import (
    AUXILIARIES,
    COORDINATORS,
    COPULAS,
    OFFICIALS,
    PREPOSITIONS,
    THINGS,
    VERBS,
    Verb,
    bag,
)

_ARTICLES = {
    "los": "m",
    "estos": "m",
    "las": "f",
    "estas": "f",
    "el": "m",
    "un": "m",
    "al": "m",
    "del": "m",
    "la": "f",
    "una": "f",
}
_SINGULAR = bag("el un la una the um uma")
ALL = frozenset({"todos", "todas", "all"})
_ONE = frozenset({"a", "an"})
_BOTH = frozenset({"ambos", "ambas", "both"})
_TOTAL_AFTER = re.compile(r"[^.;,]{0,40}\b(?:en total|total|no total)\b")
_QUOTES = frozenset({"'", '"'})
_THE = bag("las los the")
_INITIALS = re.compile(r"(?: de iniciales)?(?: [A-ZÑ]\.){2,4}(?= \(|, )")
_UNDER = bag("menor menores")
_PREGNANT = bag("gestante gestantes embarazada embarazadas")
_ONE_MORE = bag("otra otro outra outro")
"""In ``y otra 17`` the number is an age."""
_OF = frozenset({"de", "of", "das", "dos"})
_ARE = bag("estan permanecen siguen")
_MARKS = bag(", . ; ) ( :")
_CLITICS = bag("los las lo la les le se")
_INFINITIVES = tuple(
    vowel + "r" + tail
    for vowel in "aei"
    for tail in ("", "se", "la", "lo", "las", "los", "le", "les")
)
_NO_INFINITIVES = bag(
    "lider chofer militar exmilitar auxiliar familiar titular bachiller ujier mercader escolar "
    "canciller brigadier seglar"
)
"""``al chofer`` is a person, ``al acudir`` is none."""
_MAY_FOLLOW = (
    AUXILIARIES
    | COPULAS
    | COORDINATORS
    | bag("ya tambien hoy ahora aun todavia no now also still ja tampoco")
)


def people_at(text: Text, i: int, names: Mapping[int, int]) -> People | None:
    """Return the people that are spoken of from word ``i`` on, or None.

    Args:
        text: The part that is read.
        i: A word index.
        names: First word -> word past the last, of the names of persons in the text.
    """
    if i in names:
        last = names[i]
        return People(i, last, text.starts[i], text.ends[i], 1, known=True, name=True)
    if text.words[i] in PLAIN_ARTICLES and nothing_follows(text, i + 1):
        return None
    started = None if claims_ages.only_rank(text.words, i) else _start(text, i)
    if started is None:
        return None
    found, j = started
    return _with_head(text, found, j)


def _start(text: Text, i: int) -> tuple[People, int] | None:
    """Read article, ``otros`` and number; return what they say and the next word index."""
    word, words = text.words[i], text.words
    if word in _BOTH and words[i - 1] not in _OF:
        both = People(i, i + 1, text.starts[i], text.ends[i], 2, definite=True, many=True)
        both.gender = {"ambos": "m", "ambas": "f"}.get(word, "")
        return both, i + 1
    if word in ALL:
        every = People(i, i + 1, text.starts[i], text.ends[i], every=True, many=True)
        following = words[i + 1] if i + 1 < len(words) else "."
        every.bare = every.definite = following in AUXILIARIES
        return (every, i + 1) if following in NOUNS or every.bare else None
    found, j = determiner(text, i)
    if found.bare:
        return found, j
    if j > i and words[j - 1] in ANOTHER and _aged(text, j):
        return found, j
    if j >= len(words) or (j > i and no_people(text, j)):
        return None
    after = read_number(text, found, j)
    if after and _is_an_age(text, found, j, after):
        return None
    if after:
        found.pair = word in _SINGULAR and (found.value or 0) > 1
        return found, after
    if j > i or noun_at(text, i):
        return found, j
    if word in _ONE and text.language == "en":
        found.value = 1
        return found, i + 1
    return None


def _is_an_age(text: Text, found: People, j: int, after: int) -> bool:
    """Return whether the number at word ``j`` is an age: ``Emily C., 15,``, ``y otra 17``."""
    one_more = j > found.first and text.words[j - 1] in _ONE_MORE and (found.value or 0) > 1
    return one_more or claims_ages.of_a_name(text.original, text.starts[j], text.ends[after - 1])


def _with_head(text: Text, found: People, j: int) -> People | None:
    """Read what is counted: partitive, adjectives, noun, nationality, age."""
    if found.value is None and text.words[j - 1] in ANOTHER and _aged(text, j):
        found.value = 1
    if found.value is not None:
        j = _to_the_noun(text, found, j)
        if not j:
            return None
        if found.bare and not found.partial:
            found.last = j
            return _finish(text, found)
    if found.bare and found.value is None and found.many:
        found.known = found.every
        return found
    if j > found.first and _is_name(text, j):
        return None
    last, heads = absorb(text, found, j)
    if heads == 0:
        return _headless(text, found, last)
    found.known = True
    if found.partial and text.words[j - 1] in _THE:
        found.sex = found.age = ""
        found.many = found.many and found.value != 1
    return _finish(text, _ends_at(text, found, last))


def _to_the_noun(text: Text, found: People, j: int) -> int:
    """Step over what ties a number to its noun; 0 for no count, and a bare one ends there."""
    words = text.words
    if j + 1 < len(words) and words[j] in _OF:
        if _aged(text, j):
            found.bare = True
            return j
        after = partitive.after_de(text, found, j)
        if not after and partitive.is_of_a_gang(text, j + 1):
            found.bare = True
            return j
        return after
    return partitive.before_noun(words, j, words[found.first - 1])


def _is_name(text: Text, j: int) -> bool:
    """Return whether a noun behind an article is a name: ``«Las Gemelas»``."""
    if j >= len(text.words) or text.language == "en" or text.words[j] not in NOUNS:
        return False
    if not text.capital(j):
        return False
    return not text.original[text.starts[j] : text.ends[j]].isupper()


def _aged(text: Text, j: int) -> bool:
    """Return whether people are told by their age alone: ``otra de 18``, ``una de 16 años``."""
    return (
        text.words[j : j + 1] != []
        and text.words[j] in _OF
        and claims_ages.is_told(text.folded, text.ends[j - 1])
    )


def _headless(text: Text, found: People, j: int) -> People | None:
    """Read a number or an article with no noun of the table after it."""
    words = text.words
    word = words[j] if j < len(words) else "."
    compound = past_hyphen(text, j) if j < len(words) else j
    if compound > j and (found.value or 1) == 1 and words[compound] not in THINGS:
        return _finish(text, _ends_at(text, found, compound + 1))
    verb = VERBS.get(word)
    if verb and verb.mode == "participle" and verb.role in ("rescued", "arrested", "checked"):
        found.held, found.known, found.gender = verb, True, verb.gender
        found.many = found.many or bool(verb.plural)
        return _finish(text, _ends_at(text, found, j + 1))
    if found.partial and (word in THINGS or word in OFFICIALS):
        return None
    if found.partial or (found.value is not None and _stands_alone(text, j)):
        found.bare, found.last = True, j
        found.other = found.other or (word == "mas" and not found.definite)
        if found.definite and not found.gender:
            found.gender = _ARTICLES.get(words[found.first], "")
        return _finish(text, found)
    if word in _QUOTES and ((found.value or 0) > 0 or found.definite):
        stop = next((k for k in range(j + 1, min(j + 8, len(words))) if words[k] in _QUOTES), None)
        found.bare, found.last = True, (stop or j) + 1
        found.value = found.value or (None if found.many else 1)
        return found if stop else None
    if word[0].isalpha() and word not in NOT_HEADS and _may_be_person(text, j, found):
        found.many = found.many or (found.value is None and word.endswith("s"))
        return _finish(text, _ends_at(text, found, j + 1))
    return None


def _ends_at(text: Text, found: People, last: int) -> People:
    """Let ``found`` end before word ``last``."""
    found.last, found.end = last, text.ends[last - 1]
    if found.pair and is_partner(text, last):
        found.value, found.pair, found.many, found.own = 1, False, False, True
    elif found.pair:
        found.last = past_aside(text, last)
    if not (found.gender or found.pair or found.many or found.age == "minor"):
        found.gender = _ARTICLES.get(text.words[found.first], "")
    if found.value is None and not found.many:
        found.value = 1
    return found


def _may_be_person(text: Text, j: int, found: People) -> bool:
    """Return whether an unknown word may be a trade or a role: small, no verb, in number."""
    word = text.words[j]
    if len(word) < 3 or text.capital(j) or is_finite(text, j):
        return False
    if text.words[j - 1] == "al" and word.endswith(_INFINITIVES) and word not in _NO_INFINITIVES:
        return False
    return (found.value or 1) < 2 or word.endswith("s") or text.language == "en"


def _stands_alone(text: Text, j: int) -> bool:
    """Return whether a number may end before word ``j`` and still count people."""
    if j >= len(text.words):
        return True
    word = text.words[j]
    if word in PREPOSITIONS:
        return word not in ("de", "del", "of", "a")
    if word in _CLITICS and j + 1 < len(text.words):
        verb = VERBS.get(text.words[j + 1])
        return is_finite(text, j + 1) or (verb is not None and verb.mode == "active")
    plural_verb = text.language != "en" and len(word) > 4 and word.endswith(("an", "en"))
    return word in _MARKS or word in _MAY_FOLLOW or is_finite(text, j) or plural_verb


def _finish(text: Text, found: People) -> People:
    """Add what stands right behind: ``son menores de edad``, ``de 17 años``, ``en total``."""
    j, words = found.last, text.words
    if found.value is not None and claims_ages.said_under(text.folded, text.ends[j - 1]):
        found.age, found.partial = "minor", found.partial or found.bare
    elif claims_ages.said_adult(text.folded, text.ends[j - 1]):
        found.age = "adult"
    elif found.value is not None and j + 1 < len(words) and not found.share:
        if words[j] in COPULAS or text.original[text.starts[j]] == "é":
            _predicate(text, found, j + 1)
        elif found.bare and words[j] == "," and words[j + 1] in NOUNS:
            join(found, NOUNS[words[j + 1]])
            pair = words[j + 2 : j + 3] == ["y"] and words[j + 3 : j + 4] != [] and found.value == 2
            found.last = j + 4 if pair and words[j + 3] in NOUNS else j + 2
            found.end = text.ends[found.last - 1]
    at = _with_age(text, found, text.ends[found.last - 1])
    if found.value is None and found.many:
        found.value = told_after(text, found, at)
        found.named = found.value or 0
    pregnant = text.words[found.last - 1] in _PREGNANT
    if not found.age and not pregnant and claims_ages.is_newborn(text.folded, at):
        found.age = "minor"
    while found.last < len(words) and text.starts[found.last] < at:
        found.last += 1
    _with_custody(text, found, at)
    if found.value is not None and _TOTAL_AFTER.match(text.folded, at, at + 60):
        found.total = True
    return found


def _with_custody(text: Text, found: People, at: int) -> None:
    """Note ``bajo custodia``, ``tras los barrotes`` right behind people."""
    told = (found.known or found.bare) and found.held is None and found.side != "victim"
    if not told or found.age == "minor" or found.sex == "women" or found.last >= len(text.words):
        return
    word = text.words[found.last]
    end = custody.stated(text.folded, at, word) if found.many or word not in _ARE else 0
    if end:
        found.held = Verb("arrested", "participle", found.many, found.gender)
        while found.last < len(text.words) and text.starts[found.last] < end:
            found.last += 1


def _predicate(text: Text, found: People, j: int) -> None:
    """Read ``(son) menores de edad``; what is no noun of the table is left alone."""
    if claims_ages.all_under(text.folded, text.ends[j - 1]):
        found.age = "minor"
        return
    said = replace(found, age="")
    last, heads = absorb(text, said, j)
    if heads:
        found.age, found.side, found.sex, found.gender = said.age, said.side, said.sex, said.gender
        found.nation, found.last, found.end = said.nation, last, text.ends[last - 1]


def _with_age(text: Text, found: People, at: int) -> int:
    """Mark people whose stated ages are all under 18 as minors; return where the ages end."""
    initials = _INITIALS.match(text.original, at)
    ages, end = claims_ages.read(text.folded, initials.end() if initials else at)
    if not ages:
        end = at
    if not ages and found.value is not None:
        ages, end = claims_ages.told_later(text.folded, at, found.value)
    if not ages or found.age == "adult":
        return end
    if found.nation and text.folded.startswith(" (", at) and not (found.sex or found.age):
        return at
    if text.words[found.last - 1] in _UNDER and max(ages) <= 18 and len(ages) == 1:
        found.age = "minor"
        return end
    if max(ages) >= 18:
        found.age = found.age if min(ages) < 18 else "adult"
        several = found.value is None and found.many and len(ages) > 1
        if several and not claims_ages.ranged(text.folded, at, end):
            found.value = len(ages)
        found.young = sum(age < 18 for age in ages) if len(ages) == found.value else 0
        return end
    found.age = "minor"
    if found.value is None and len(ages) > 1 and not claims_ages.ranged(text.folded, at, end):
        found.value = len(ages)
    return end
