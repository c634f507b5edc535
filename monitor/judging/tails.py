"""The author's box at the foot of an article: who wrote it is no part of what happened."""

import re
from functools import lru_cache

_FOOT = 0.5
"""An author's box stands in the lower half."""
_LONGEST = 1500
_HEADING = re.compile(
    r"^(?:(?:about|sobre|acerca de|quien es|quién es|perfil de)"
    r" (?:the author|el autor|la autora|o autor|a autora|[A-ZÁÉÍÓÚÑ]\w+(?: [A-ZÁÉÍÓÚÑ]\w+){1,3})"
    r"|(?:acerca del|sobre el|sobre la|about the) (?:autora?|author|periodista))[ :.]*$",
    re.IGNORECASE | re.MULTILINE,
)
_CAPITALS = re.compile(r"^\w+(?: de)? (?:[A-ZÁÉÍÓÚÑ]\w+ ){1,3}[A-ZÁÉÍÓÚÑ]\w+[ :.]*$")
_TRADE = (
    r"(?:director|editor|periodista|reporter|comunicador|antrop[oó]log|soci[oó]log|abogad|"
    r"escritor|investigador|profesor|docente|corresponsal|columnista|cronista|fot[oó]graf|"
    r"jornalista|rep[oó]rter|journalist|writer|correspondent|freelance|photographer|columnist)"
)
_OPENING = re.compile(
    r"^(?:[A-ZÁÉÍÓÚÑ]\w+(?: [A-ZÁÉÍÓÚÑ]\w+){1,3},? )?"
    r"(?:(?:es|fue|is|was|é|foi)(?: (?:el|la|un|una|a|an|the|o|um|uma))? (?:\w+ )?)?"
    rf"{_TRADE}",
    re.IGNORECASE,
)
_LIFE = re.compile(
    r"\b(?:escribe (?:sobre|para|en)|licenciad\w|mag[ií]ster|mba|msc|egresad\w|"
    r"trabaj[oó] (?:como|en|para)|ha (?:trabajado|publicado|escrito|colaborado|sido)|"
    r"colabor(?:a|ó|ador\w*)|estudi[oó]|autora? de(?:l)?|premio|s[ií]g[ua]\w+ en|"
    r"especializad\w en|writes (?:about|for)|graduate|studied|follow (?:him|her|them)|"
    r"has (?:written|worked|reported)|contributor|based in|lives in|escreve sobre|formad[oa] em)\b",
    re.IGNORECASE,
)
PATTERNS = (_HEADING, _CAPITALS, _OPENING, _LIFE)
"""All of them, for the test of hostile texts."""


@lru_cache(maxsize=8)
def author_box(text: str) -> int:
    """Return where the author's box of ``text`` begins, or its length where it has none.

    A box is a last heading such as ``About`` with a name, or a last paragraph that opens with a
    person's trade and goes on with two facts of a career.
    """
    at = text.find("\n", max(int(len(text) * _FOOT), len(text) - _LONGEST))
    while at >= 0:
        end = text.find("\n", at + 1)
        line = text[at + 1 : end if end >= 0 else len(text)]
        if _heads(line) or _tells_a_life(line):
            return at + 1
        at = end
    return len(text)


def _heads(line: str) -> bool:
    """Return whether a line heads an author's box: ``About Ana Torres``."""
    match = _HEADING.match(line) if len(line) < 80 else None
    return match is not None and (
        _CAPITALS.match(line) is not None or line.rstrip(" :.").lower().endswith(_AUTHORS)
    )


_AUTHORS = ("autor", "autora", "author", "periodista")


def _tells_a_life(line: str) -> bool:
    """Return whether a paragraph tells whose text it is."""
    return _OPENING.match(line) is not None and len(_LIFE.findall(line[:_LONGEST])) > 1
