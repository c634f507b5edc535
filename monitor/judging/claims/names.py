"""Names of persons, found only to be counted and to be kept out of every quote."""

import re

from monitor.judging import numbers
from monitor.judging.claims.context import inside
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import VERBS, bag

_NAME = re.compile(
    r"\b[A-ZÁÉÍÓÚÑ][a-záéíóúñü]+(?: (?:(?:de|del|de la|de los|da|dos)(?= [A-ZÁÉÍÓÚÑ]) )?"
    r"[A-ZÁÉÍÓÚÑ](?:[a-záéíóúñü]+|\.))+"
)
_SHOUTED = re.compile(
    r"\b[A-ZÁÉÍÓÚÑ]{2,15}(?: (?:DE|DEL|LA|LOS))?(?: [A-ZÁÉÍÓÚÑ]{2,15}){1,5}"
    r"(?= \(\d\d(?: años)?\)|,? \([aA]\)|,? de \d\d años)"
)
"""A name in capitals, as police notes write it, with an age or an alias behind it."""
_ALIAS = re.compile(
    r"['\"‘“«](?!(?:Los|Las|La Banda|Clan|Operaci)\b)[A-ZÁÉÍÓÚÑ][\wáéíóúñ]*(?: "
    r"[\wáéíóúñ]+){0,2}['\"’”»]"
)
_OF_THING = re.compile(
    r"\b(?:bar(?:es)?|local(?:es)?|night ?clubs?|discotecas?|cantinas?|hostal(?:es)?|hotel(?:es)?|"
    r"karaokes?|spa|restaurantes?|chifa|prostib\w+|operacion|operativo|megaoperativo|bandas?|red|"
    r"clan|organizacion|mafia|programa|empresa|faccion|boate|grupo)\b[^.;:]{0,24}$"
)
_NOT_NAMES = bag(
    "policia fiscalia ministerio corte juzgado poder tren sala primera segunda primer segundo "
    "tercera tercer cuarto san santa santo villa puerto madre virgen nueva nuevo la las los "
    "el en con por tras segun sub division direccion unidad brigada comisaria congreso "
    "defensoria gobierno estado estados departamento provincia distrito region lima cusco "
    "cuzco puno tacna callao norte sur este centro av avenida jiron calle plaza mercado "
    "hospital hotel bar hostal night club discoteca operacion operativo megaoperativo fuerza "
    "fuerzas ejercito marina interpol peru peruvian amazon supreme court state department "
    "police federal policia civil nacional polo rio alto alta bajo baja delta boca tres dos "
    "cinco organizacion red banda clan aguas interior mujer justicia monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august "
    "september october november december corte superior oficina instituto universidad ley "
    "codigo penal social servicio base militar mininter jefe comandante general coronel mayor "
    "fiscal juez director facebook whatsapp tik linea dia navidad agentes pnp south north "
    "latin human rights international organization labour labor"
)  # fmt: skip
_SKIPPED = numbers.STARTS | bag(
    "un una el la los las segun fue fueron asi para pero cuando como a al the mother father"
)
_CALLED = ("alias ", "apodado ", "apodada ")
_MAX_NAMES = 60


def name_spans(text: Text, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that look like a person's name or an alias in quotes."""
    spans: list[tuple[int, int]] = []
    for match in () if _in_title_case(text) else _NAME.finditer(text.original):
        start, end = match.span()
        words = text.folded[start:end].split()
        while words and (words[0] in VERBS or words[0] in NOUNS or words[0] in _SKIPPED):
            start += len(words.pop(0)) + 1
        if len(words) < 2 or any(word in _NOT_NAMES for word in words):
            continue
        if inside(places, start) and not (len(words[1]) == len("L.") and words[1][1] == "."):
            continue
        spans.append((start, end))
        if len(spans) > _MAX_NAMES:
            break
    spans += _aliases(text)
    spans += [match.span() for match in _SHOUTED.finditer(text.original)][:_MAX_NAMES]
    return sorted(spans)


def _aliases(text: Text) -> list[tuple[int, int]]:
    """Return the names in quotes that are of persons, not of a bar, a band, an operation."""
    spans: list[tuple[int, int]] = []
    of_thing = -9
    for match in _ALIAS.finditer(text.original):
        start, end = match.span()
        listed = 0 <= start - of_thing < 5
        called = text.folded[max(0, start - 9) : start].endswith(_CALLED)
        if listed or (not called and _OF_THING.search(text.folded, max(0, start - 40), start)):
            of_thing = end
        else:
            spans.append((start, end))
    return spans


def _in_title_case(text: Text) -> bool:
    """Return whether a headline writes most words with a capital, as English ones do."""
    if text.part != "title":
        return False
    long = [i for i, word in enumerate(text.words) if len(word) > 3 and word[0].isalpha()]
    capitals = sum(text.capital(i) for i in long)
    return capitals > 0.7 * len(long)


def as_words(text: Text, spans: list[tuple[int, int]]) -> dict[int, int]:
    """Return ``spans`` as first word -> word past the last."""
    found: dict[int, int] = {}
    k = 0
    for start, end in spans:
        while k < len(text.starts) and text.starts[k] < start:
            k += 1
        first = k
        while k < len(text.starts) and text.starts[k] < end:
            k += 1
        if k > first:
            found[first] = k
    return found
