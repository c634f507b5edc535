"""Ages that stand behind people: ``de 15 y 17 años``, ``(34)``, ``aged 13``."""

import re
from collections.abc import Iterator

from monitor.judging import numbers
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.vocabulary import THINGS, bag

_THEN = r"(?: por entonces| entonces| en ese entonces| en ese momento| hoy| ahora)?"
_BACK = r"(?: at th[ae]t? time| then| na epoca| a epoca)?"
"""Behind the ages of a past year: ``18 and 20 at the time``."""
_AGE = re.compile(
    rf"(?:,(?= (?:\d{{1,2}}, )*\d{{1,2}}(?: (?:and|e) \d{{1,2}})?{_BACK}[,.])|,? ?entre| ?\(|"
    r",? ?(?:de|con|aged?|ages|com|of|(?:all )?between the ages of)"
    r"(?: entre| between| from| apenas| solo| tan solo)?|"
    rf"(?:,? que{_THEN}|,)? (?:cuentan?|contaban?|tienen|tenian|tiene|tenia|tem|tinham|had|have)"
    r"(?: con| apenas| solo| recien| tan solo| entre)*)? ?"
    r"(\d{1,2})(?![.,]?\d)((?:, \d{1,2})*)(?:(?: y| e| a| and| to) (\d{1,2}))?"
    r"(?: (años|añitos|anos|years)(?! de (?:carcel|prision|pena|experiencia|servicio))|"
    rf"(?={_BACK}(?:\)|,| y | e | and |\.|;|-))|(?<=\d)(?= ))"
)
_AGE_WORDS = re.compile(
    rf"(?:,? (?:de|aged|com|of|entre)|(?:,? que{_THEN}|,)? (?:tienen|tenian|tiene|tenia|tinham))"
    r"(?: apenas| solo| entre)? ((?:[a-z]{3,10}|\d{1,2})(?:, (?:[a-z]{3,10}|\d{1,2})){0,7}"
    r"(?: (?:y|e|a|and) (?:[a-z]{3,12}|\d{1,2}))?) (?:años|añitos|anos|years)"
    r"(?! de (?:carcel|prision|pena|experiencia|servicio))"
)
_AGE_ALONE = re.compile(
    r" de (?:apenas |solo )?(cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|"
    r"dieciseis|diecisiete)(?=[,.;)]| y (?:a|su|sus|una?|otr[oa])\b)"
)
"""``una niña de once, que``: the years are left out."""
_WORD = re.compile(r"[a-z]{3,}|\d+")
_JOINS = frozenset({"and", "entre"})
_OLDEST = 99
_AFTER = ("", ",", ".", ")", ";", "-")
_AGE_OF_LAW = r"(?:los |las )?(?:18|dieciocho|la mayoria de edad|la mayoridad)"
_UNDER_AFTER = re.compile(
    r"(?: \w+){1,3} (?:menos de|menores de) 18 |,?(?: aun| todavia| apenas| recien)? (?:no|sin|"
    r"ni siquiera|ninguna?|ainda nao|nao)(?: aun| todavia)? (?:(?:ha\w*|haber) )?"
    r"(?:cumpl\w+|alcanz\w+|lleg\w+ a|compl\w+|tienen|tinham)(?: aun| todavia)? "
    + _AGE_OF_LAW
    + r"|,? (?:todavia |aun )?(?:iban?|van|asist\w+|cursa\w*|estudia\w*) (?:al|en el|en|el|a la|"
    r"\w+ (?:año )?de) (?:colegio|secundaria|escuela|primaria)"
    r"|,? (?:con|tenian?|portaban?) dni amarillo"
    r"|,? (?:(?:dij|dis|declar|afirm|asegur|confes|result|refir|manifest|indic|revel|cont|admit|"
    r"reconoc|precis)\w+ (?:tener|ter|ser de|que (?:ya |solo |apenas |recien )?"
    r"(?:tien|ten|tin)\w+) )(?:solo |apenas |recien )?1[0-7]\b"
    r"|,? (?:(?:said|told \w+(?: \w+)?|admitted)(?: that)? (?:she|he|they) |turned out to be )"
    r"(?:was |were |is |are )?(?:only |just )?1[0-7]\b(?! (?:months|weeks|days|women|men))"
    r"|,? (?:tienen|tenian|contaban con|tinham) (?:solo |apenas )?"
    r"(?:menos de (?:18|dieciocho)|1[0-7] (?:años|añitos))\b"
    r"|,? no (?:llegab?an?|pas\w+) (?:a|de) (?:los )?(?:18|17|dieciocho|diecisiete|quince|15)\b"
    r"|,? (?:were|are|was|still|all|both)?(?: still| all)? ?"
    r"(?:(?:under|below) (?:the age of )?(?:18|eighteen|age)|underage|minors)\b"
    r"|(?: (?:rescat|resgat|liber|libert)ad[oa]s)?,? (?:son|eran|sao|eram|serian|"
    r"resultaron(?: ser)?|todavia son) (?:todas |todos |aun |todavia )?"
    r"(?:menores|escolares|adolescentes|niñ[oa]s)\b"
    r"|,? (?:adolescentes|menores|menores de edad|escolares)(?=,| y |;|\.)"
)
_ADULT_AFTER = re.compile(
    r",? (?:(?:son|eran|serian|todas|todos|ya|resultaron|dijeron ser|ser|y) ){0,3}(?:mayores(?: de "
    r"(?:edad|18))|adult[oa]s|mayorcit[oa]s|pasan los 18)\b|,? (?:were|are) (?:all )?adults\b"
)
_UNDER = re.compile(r" (?:under|menores de|menor de|younger than) 18")
_NEWBORN = re.compile(
    r",? (?:de|of|com) (?:apenas |solo )?(?:\d{1,2}|[a-z]{2,7}) "
    r"(?:dias|semanas|meses|days|weeks|months)"
    r"(?: de (?:edad|nacid[oa]s?|vida))?(?: y|[,.;)]| que\b| who\b| en\b| a\b|$)"
)
_BEHIND_NAME = re.compile(r"\b[A-ZÁÉÍÓÚÑ][\w.'’]*, (?:de |aged |com |con )?$")
_LONGEST_NAME = 40
_UNITS = bag("mil millones dias semanas meses horas minutos por de soles")
_NEXT_WORD = re.compile(r" ([a-zñ]+)")
_LATER = re.compile(
    r"([^,.;\d]{1,60}), (?:ambas |ambos )?de ((?:\d{1,2}, )*\d{1,2} y \d{1,2}) años\b"
)
_THE_ONE = bag("el un la una the")
_RANK = 7
"""Words between ``la mayor`` and ``la menor``."""
_OF_WHOM = re.compile(
    r"(?: de(?:l| la| los| las| sus?| una?)? [a-zñ]+){1,2}, (?:tod[oa]s )?de (?P<range>entre )?"
    r"(?P<ages>(?:\d{1,2}, )*\d{1,2}(?: (?:y|a) \d{1,2})?)(?: años\b|(?=[,.;]))"
)
"""``cuatro alumnos de secundaria, de entre 13 y 16 años``, ``la hija del dueño, de 15 años``."""
_OF_AGE = 18
_CLAUSE = re.compile(r"\b(?:que|quienes|a las|a los|a sus?|fueron|eran|fue|por)\b")
_RANGE = re.compile(r"\bentre\b|\bbetween\b|\d (?:a|to) \d")


def read(folded: str, at: int) -> tuple[list[int], int]:
    """Return the ages told from offset ``at`` on and where they end; none and ``at`` else."""
    if match := _AGE.match(folded, at):
        if _is_age(match, folded[match.end() : match.end() + 1]) and not (
            match[4] is None and _counts_on(folded, match.end())
        ):
            return [int(n) for n in re.findall(r"\d+", match[0])], match.end()
    elif match := _AGE_WORDS.match(folded, at):
        ages = [*_spelled(match[1])]
        if all(0 < age < _OLDEST for age in ages):
            return ages, match.end()
    elif match := _AGE_ALONE.match(folded, at):
        return [*_spelled(match[1])], match.end()
    return [], at


def _spelled(told: str) -> Iterator[int]:
    """Yield the ages of a list in words, 0 for what is no number: ``ocho, once y trece``."""
    for word in _WORD.finditer(told):
        number = numbers.read(told, word.start())
        yield number.value if number is not None and word[0] not in _JOINS else 0


def of_a_name(original: str, start: int, end: int) -> bool:
    """Return whether a number is set off by commas behind a name: ``Emily C., 15, was``."""
    before = original[max(0, start - _LONGEST_NAME) : start]
    return original[end : end + 1] in (",", ";", ")") and _BEHIND_NAME.search(before) is not None


def told_later(folded: str, at: int, several: int) -> tuple[list[int], int]:
    """Return the ages that stand apart from people, one each: ``que iban atrás, de 15 y 17 años``.

    The end is ``at`` where a clause of its own stands between.
    """
    if whose := _OF_WHOM.match(folded, at):
        ages = [int(n) for n in re.findall(r"\d+", whose["ages"])]
        told = several > 1 or whose[0].endswith("s")
        fit = whose["range"] or len(ages) in (1, several) or " a " in whose["ages"]
        if told and fit and max(ages) < _OF_AGE:
            return ages, whose.end()
    match = _LATER.match(folded, at)
    ages = [int(n) for n in re.findall(r"\d+", match[2])] if match else []
    if match is None or len(ages) != several:
        return [], at
    return ages, at if _CLAUSE.search(match[1]) else match.end()


def is_told(folded: str, at: int) -> bool:
    """Return whether ages alone stand at ``at``: ``una de 16 años``, ``otra de 15.``."""
    match = _AGE.match(folded, at)
    return match is not None and (
        match[4] is not None
        or folded[match.end() : match.end() + 1] in _AFTER
        or folded.startswith((" y a ", " y otr", " e outr"), match.end())
    )


def is_newborn(folded: str, at: int) -> bool:
    """Return whether people are said to be weeks or months old: ``de tres semanas``."""
    return _NEWBORN.match(folded, at) is not None


def only_rank(words: list[str], i: int) -> bool:
    """Return whether ``la mayor de 27 años y la menor``, ``el más chico`` only rank people."""
    told = words[i + 1 : i + 2]
    if told == ["mas"] and words[i] in ("el", "la"):
        return True
    if told not in (["mayor"], ["menor"]) or words[i] not in _THE_ONE:
        return False
    if words[i + 2 : i + 3] and (words[i + 2].isdecimal() or words[i + 2] in numbers.STARTS):
        return True
    other = "menor" if told == ["mayor"] else "mayor"
    return other in words[max(0, i - _RANK) : i] or other in words[i + 2 : i + 2 + _RANK]


def ranged(folded: str, at: int, end: int) -> bool:
    """Return whether ages are the bounds of a range, which tells nothing of how many."""
    return _RANGE.search(folded, at, end) is not None


def all_under(folded: str, at: int) -> bool:
    """Return whether people are said to be under 18 right behind a verb that ends at ``at``."""
    if _UNDER.match(folded, at):
        return True
    match = _AGE.match(folded, at)
    return bool(match and match[4] and all(int(n) < 18 for n in re.findall(r"\d+", match[0])))


def said_under(folded: str, at: int) -> bool:
    """Return whether a number that ends at ``at`` goes on as ``dijeron tener menos de 18``."""
    return _UNDER_AFTER.match(folded, at) is not None


def said_adult(folded: str, at: int) -> bool:
    """Return whether people that end at ``at`` are said to be of age: ``eran mayores de edad``."""
    return _ADULT_AFTER.match(folded, at) is not None


def _counts_on(folded: str, at: int) -> bool:
    """Return whether the figure that ends at ``at`` counts people: ``el escondite de 18 niños``."""
    word = _NEXT_WORD.match(folded, at)
    return word is not None and (word[1] in NOUNS or word[1] in _UNITS or word[1] in THINGS)


def _is_age(match: re.Match[str], after: str) -> bool:
    """Return whether figures behind people are ages: ``(34)``, ``aged 15``, ``y una de 17.``."""
    if match[4] or "age" in match[0] or (match[0][:1] == "," and " and " in match[0]):
        return True
    if match[0][:2] == ", " and match[0][2:].isdecimal() and after == ",":
        return True
    if "(" in match[0]:
        return after == ")"
    return match[0].startswith((", de ", " de ")) and after in (*_AFTER, " ")
