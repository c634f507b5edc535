"""Places that no list has: a hamlet, a neighbourhood, a market, a quarter named once.

The press often names only these, behind a word that says what they are ("el caserío Hualcuy", "la
plaza Sargento Lores"). They lie in the department that the words around them name, else in the one
that the text speaks of, else where a Peruvian outlet is at home. Streets and houses stay out.
"""

import re

_KINDS = frozenset(
    (
        *("asentamiento", "asentamientos", "humano", "aahh", "aa.hh.", "hh.", "asociacion"),
        *("sector", "caserio", "anexo", "poblado", "barrio", "barriada", "quebrada"),
        *("mercado", "terminal", "plaza", "plazuela", "parque", "ovalo", "peaje", "garita"),
        *("puerto", "isla", "fundo", "playa", "cooperativa", "nativa", "campesina", "comunidad"),
        *("aldea", "campamento", "invasion", "vivienda", "vigilancia", "aduanero"),
    )
)
"""Words right before a name that make it that of a small place."""
_SPOKEN = frozenset(
    ("plaza", "plazuela", "parque", "quebrada", "puerto", "isla", "mercado", "terminal", "ovalo")
)
"""Those that the name is not told without."""
_LINKS = frozenset(("de", "del", "la", "las", "los", "el"))
_RUN = re.compile(
    r"(?:\d{1,2} de )?[A-ZÁÉÍÓÚÑÜ]\w+"
    r"(?: (?:(?:de la|de los|del|la|las|los|y) )?[A-ZÁÉÍÓÚÑÜ]\w+){0,3}"
)
_DAY = re.compile(r"\b\d{1,2} de $")
_GENERIC = frozenset(
    (
        *("terrestre", "central", "mayor", "zonal", "infantil", "industrial", "nacional", "norte"),
        *("nativa", "campesina", "municipal", "principal", "armas", "sur", "este", "oeste"),
        *("civil", "peruana", "minera", "mayorista", "modelo"),
    )
)
PATTERNS = (_RUN, _DAY)
"""All of them, for the test of hostile texts."""


def span_at(source: str, folded: str, capital: int) -> tuple[int, int] | None:
    """Return the span of the small place named at ``capital``, None where no kind is before it.

    Args:
        source: The text, and ``folded`` the same folded.
        capital: Offset of a word with a capital.
    """
    start = capital
    if folded.startswith("de ", capital - 3):
        day = _DAY.search(folded, max(0, capital - 6), capital)
        start = day.start() if day else capital
    words = folded[max(0, start - 40) : start].split()
    while words and words[-1] in _LINKS:
        words.pop()
    if not words or words[-1] not in _KINDS:
        return None
    run = _RUN.match(source, start)
    if run is None or all(word in _GENERIC for word in folded[start : run.end()].split()):
        return None
    if words[-1] in _SPOKEN:
        start = folded.rindex(words[-1], 0, start)
    return start, run.end()
