"""Words behind people that say they are held: ``una pareja bajo custodia``."""

import re

from monitor.judging.claims.vocabulary import bag

_STATED = re.compile(
    r",? ?(?:que )?(?:(?:hoy|ahora|ya|actualmente|now|todos|ambos) )?(?:(?:estan|permanecen|esta|"
    r"siguen) )?(?:bajo (?:custodia(?: policial)?|arresto)|(?:tras|entre) (?:las |los )?"
    r"(?:rejas|barrotes)|a la sombra|en (?:el |la |los )?(?:calabozos?|carceletas?)|"
    r"en (?:calidad|condicion|situacion) de detenid[oa]s?|privad[oa]s? de (?:su |la )?libertad|"
    r"con (?:los )?(?:grilletes|marrocas|esposas)(?: puest[oa]s)?|con detencion(?: preliminar)?|"
    r"in(?:to)? (?:police )?custody|behind bars|under (?:house )?arrest|in handcuffs|sob custodia|"
    r"atras das grades|en carceleta)\b"
)
_OPENS = bag(
    ", que hoy ahora ya actualmente now todos ambos estan permanecen esta siguen bajo tras entre a "
    "en privado privada privados privadas con in into behind under sob atras"
)
PATTERNS = (_STATED,)
"""All of them, for the test of hostile texts."""


_FRONTED = re.compile(
    r"(?:(?:ya|hoy|ahora|anoche|y) )?(?:(?:detras de|tras|entre) (?:las |los )?(?:rejas|barrotes)|"
    r"en (?:el |la |los |las )?(?:calabozos?|carceletas?|celdas?)(?: [a-z]+){0,5}?|"
    r"en (?:calidad|condicion) de detenid[oa]s?|bajo custodia(?: policial)?|"
    r"con (?:las |los )?(?:grilletes|marrocas|esposas)(?: puest[oa]s)?|pres[oa]s?|detenid[oa]s?|"
    r"enmarrocad[oa]s?) (?:se )?(?:qued|permanec|duerm|durm|pas|termin|acab|esta|encuentr|sal|"
    r"amanec|sigu|continu|fue)[a-z]*(?: (?:a parar|a dar|la noche|el fin de semana))?(?= )"
)
"""The state before the verb: ``tras las rejas quedaron el dueño y su hijo``."""


def fronted(folded: str, at: int) -> int:
    """Return where a sentence that opens at ``at`` goes on with those who are held; else 0."""
    match = _FRONTED.match(folded, at)
    return match.end() if match else 0


def stated(folded: str, at: int, word: str) -> int:
    """Return where the words from ``at`` on end that say people are held; 0 where they do not.

    Args:
        folded: The text.
        at: Offset behind the people.
        word: The word that follows; a cheap first look.
    """
    if word not in _OPENS:
        return 0
    match = _STATED.match(folded, at)
    return match.end() if match else 0
