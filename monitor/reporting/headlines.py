"""Headlines as they may be shown: without the exact ages of minors that outlets print."""

import re
from collections.abc import Iterator

from monitor.text import fold, one_line

_WORDS = (
    "un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|"
    "dieciseis|diecisiete|onze|doze|treze|quatorze|dezesseis|dezessete"
)
_AGE = rf"(?:1[0-7]|[1-9]|{_WORDS})"
_AGES = rf"{_AGE}(?:(?:, | y | a | e ){_AGE})*"
_YEARS = r"(?:a[ñn]os?|a[ñn]itos?|meses)\b"
_NO_TERM = (
    r"(?! (?:de|en|tras) (?:prision|carcel|pena|condena|reclusion|prisao|cadeia|las rejas|edad "
    r"penal|experiencia|servicio|trabajo|gestion|esclavitud|cautiverio|encierro))"
)
_CHILD = (
    r"(?:girl|boy|teen|teenager|child|minor|daughter|son|niece|nephew|sister|brother|student|"
    r"niñ[oa]|menor|adolescente|hij[oa]|sobrin[oa]|ahijad[oa]|herman[oa]|escolar|alumn[oa]|menin[oa])"
)
_TOLD = re.compile(
    rf"(?P<of>,? de (?:solo |tan solo |apenas )?{_AGES} {_YEARS}){_NO_TERM}"
    rf"|(?P<had>,? (?:a sus|con|tenian?|tienen?|cumplio|cumple|com|tinha) {_AGES} {_YEARS})"
    rf"{_NO_TERM}"
    rf"|(?P<first>\b{_AGES} {_YEARS}(?= tenian?\b| tienen?\b))"
    rf"|(?P<english>\b{_AGE}[- ]years?[- ]old\b ?)|(?P<aged>,? aged {_AGES}\b)"
    rf"|(?P<bracket> \({_AGE}(?: a[ñn]os?)?\))"
    rf"|\b{_CHILD}(?P<comma>, (?:de )?{_AGE})(?=,| |$)"
)
_BEFORE = 20
_TERM_BEFORE = re.compile(
    r"\b(?:pena|penas|condenas?|sentencias?|prision|carcel|castigo|hace|plazo|periodo|lapso|"
    r"inhabilitacion|ruta|historia|investigacion)$"
)


def shown(headline: str, limit: int = 200) -> str:
    """Return ``headline`` on one line, with the exact ages of minors left out.

    A penalty (``pena de 14 años``, ``a 15 años``, ``12 años de cárcel``) stays; what tells how old
    someone is goes: ``de 12 años``, ``a sus trece años``, ``(13)``, ``Girl, 12``, ``aged 9``,
    ``14-year-old``.
    """
    line = one_line(headline, limit)
    kept, at = [], 0
    for start, end in ages(fold(line)):
        kept.append(line[at:start])
        at = end
    return " ".join("".join([*kept, line[at:]]).split())


def ages(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a folded text tells the exact age of someone under 18."""
    for match in _TOLD.finditer(folded):
        name = match.lastgroup or "of"
        before = folded[max(0, match.start(name) - _BEFORE) : match.start(name)]
        if not _TERM_BEFORE.search(before):
            yield match.span(name)
