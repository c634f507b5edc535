"""People of whom a text speaks, and the number before them."""

import re
from dataclasses import dataclass

from monitor.judging import numbers
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import Verb, bag
from monitor.models import Qualifier

_DAYS = bag(
    "lunes martes miercoles jueves viernes sabado domingo monday tuesday wednesday thursday "
    "friday saturday sunday"
)
"""A number behind one of these is a date, unless a noun of people follows."""
_NO_COUNT_AFTER = bag(
    "$ / € articulo articulos art km kilometro numero n nro ley calibre paradero hito "
    "cada linea opcion piso pisos cuadra lote telefono pagina habitacion habitaciones asiento "
    "delta ruta expediente carpeta bus aula celda mesa brigada anexo jan feb apr jun jul aug sep "
    "sept oct nov dec"
)  # fmt: skip
_THOUSANDS = bag("mil millon millones thousand million")
"""Behind digits they are part of a sum: ``S/ 4 mil``."""
_TOTAL = re.compile(
    r"(?:en total,? (?:\w+ )?|in total,? |no total,? |(?:un |el |a )?total (?:de |of )|suman |"
    r"sumaron |suma |totalizan |con (?:el|ella|ellos|ellas|este|esta|eso) (?:ya )?"
    r"son (?:ya )?|"
    r"(?:elev\w+|lleg\w+|ascend\w+|asciend\w+) (?:ya )?a |(?:ya|ahora) son )$"
)
_GROUP = re.compile(
    r"(?:un |una |a |el )?(?:primer |segundo |nuevo )?(?:grupo|group|numero|conjunto) (?:de |of )$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHARES = bag("half mitad third tercio metade quarter")


@dataclass(slots=True, eq=False)
class People:
    """A noun phrase of people; filled in while it is read, left alone afterwards."""

    first: int
    """Word index; words that qualify the number included."""
    last: int
    """Past the last word."""
    start: int
    """Offsets of what may be quoted: number and noun, no name and no age."""
    end: int
    value: int | None = None
    qualifier: Qualifier = "exact"
    many: bool = False
    gender: str = ""
    age: str = ""
    side: str = ""
    sex: str = ""
    nation: str = ""
    definite: bool = False
    other: bool = False
    young: int = 0
    """How many are under 18 by their stated ages, where others are not."""
    every: bool = False
    """``todas menores``: as many as were told before."""
    share: bool = False
    """``half of the 760``: what is said of them is not said of all."""
    partial: bool = False
    """``tres de las víctimas``."""
    whole: int = 0
    """The number of which they are a part: nine in ``dos de las nueve``."""
    known: bool = False
    """The noun is in the table; else it is any noun that is no known thing."""
    name: bool = False
    total: bool = False
    """``un total de``, ``suman``, ``en total``."""
    held: Verb | None = None
    """The noun is a participle: ``cinco detenidos``, ``las rescatadas``."""
    named: int = 0
    """How many names tell who they are: ``sus hijos Ana, Luis y José``."""
    own: bool = False
    """``su pareja``: one person, where ``una pareja`` is two."""
    link: str = ""
    """The word that ties them to the people before: ``y``, a comma, ``join``."""
    pair: bool = False
    """A noun in the singular counts them: ``el matrimonio``, ``un trío``."""
    bare: bool = False
    """A number with no noun: ``detuvo a 31``."""


_AGES_GO_ON = re.compile(
    r"(?:(?:,| y| a| o| e| and| or| to) (?:\d{1,2}|[a-z]{3,12})){1,4} (?:años|anos|añitos|years)\b"
    r"(?! de (?:carcel|prision|pena|experiencia|servicio))"
)
"""Behind the first of several ages: ``tienen entre 18 y 20 años``."""
_AGES_OF = re.compile(
    r"\b(?:menores|niñ[oa]s|adolescentes|hij[oa]s|sobrin[oa]s|herman[oa]s) de "
    r"(?!edad|idade)[a-z]{3,10}(?:, [a-z]{3,10})*,? (?:y|e) $"
)
"""Before the last of several ages that are spelled: ``dos menores de trece y quince``."""
_BEFORE = 60
_BARELY = bag("apenas solo tan just only barely")


def _is_bare_age(text: Text, j: int, end: int) -> bool:
    """Return whether ``el más pequeño de apenas cuatro`` closes with the number at word ``j``."""
    of, barely = text.words[max(0, j - 2) : j] if j > 1 else ("", "")
    return of == "de" and barely in _BARELY and text.folded[end : end + 1] in (",", ".", ";", ")")


_AGED = ("cumpl", "super", "pas", "rebas", "alcanz", "bord")
"""Before ``los 17``: an age."""


def _of_age(before: list[str]) -> bool:
    """Return whether ``los 17`` behind these words is an age: ``cumplió``, ``no llegan a``."""
    if len(before) > 2 and before[-2] == "a":
        return before[-3].startswith("lleg")
    return len(before) > 1 and before[-2].startswith(_AGED)


def _counts(word: str) -> bool:
    """Return whether a word before ``en total`` is the number that it sums up."""
    return word[0].isdigit() or word in numbers.STARTS


def read_number(text: Text, found: People, j: int) -> int:
    """Read the number at word ``j`` into ``found``; return the next word, 0 where there is none."""
    word = text.words[j]
    if not word[0].isdigit() and word not in numbers.STARTS:
        return 0
    number = numbers.read(text.folded, text.starts[j], text.language)
    before = text.words[max(0, j - 3) : j]
    if (
        number is None
        or _YEAR.fullmatch(word)
        or before[-2:] == ["/", "."]
        or (word in _THOUSANDS and before[-1:] != [] and before[-1][0].isdigit())
        or not _NO_COUNT_AFTER.isdisjoint(before[-1:])
        or (before[-1:] == ["los"] and _of_age(before))
        or (before[-1:] in (["y"], ["e"]) and before[0] in _NO_COUNT_AFTER)
    ):
        return 0
    if _AGES_GO_ON.match(text.folded, number.end) or _is_bare_age(text, j, number.end):
        return 0
    if _AGES_OF.search(text.folded, max(0, text.starts[j] - _BEFORE), text.starts[j]):
        return 0
    last = j + 1
    while last < len(text.words) and text.starts[last] < number.end:
        last += 1
    dated = not _DAYS.isdisjoint(before[-1:])
    if dated and not (last < len(text.words) and text.words[last] in NOUNS):
        return 0
    lead = number.lead
    if j == found.first:
        left = text.folded[max(0, lead - 34) : lead]
        match = _TOTAL.search(left) or _GROUP.search(left)
        if match and not (match[0].startswith("en total") and before[-3:-2] and _counts(before[0])):
            lead -= match.end() - match.start()
            found.total = "tal" in match[0] or "su" in match[0]
    while found.first > 0 and text.starts[found.first] > lead:
        found.first -= 1
    found.start, found.end = min(found.start, lead), number.end
    found.share = not _SHARES.isdisjoint(before)
    found.value, found.qualifier, found.many = number.value, number.qualifier, number.value > 1
    return last
