"""Those who are only mentioned: children at a talk or looked after, foreigners without papers."""

import re

from monitor.judging.claims.counts.totals import Figure, Telling
from monitor.judging.claims.reading import Readings

UNSAID = (None, "other")
"""Roles of people of whom nothing is told that counts."""
_TALK = re.compile(
    r"\b(?:march(?:o|a|an|aron|aban)|desfil(?:o|a|an|aron)|charlas?|caminata|"
    r"pasacalle|capacitad[oa]s|capacitaron|sensibiliza\w*|concientiza\w*|"
    r"marcha contra|feria informativa|"
    r"conversatorio|palestras?|passeata|rally|marched|attended a talk|awareness)\b"
)
"""A sentence of those who are taught about trafficking."""
_CARE = re.compile(
    r"\b(?:cuid(?:ar|aba|ando|an|a|e|ara|o)|atender|niñera|nodriza|cuidado|madre|padre|mama|papa|"
    r"look(?:ing)? after|car(?:e|ing) for|nanny|babysit|mother|father|cuidar|baba|mae|pai)"
    r"(?: de(?:l)?| a| al| of| para| d[oa]s?)? (?:su |sus |l[oa]s? )?$"
)
"""Before a child that is looked after, or whose parent is told of."""
_OFFSPRING = re.compile(
    r"(?: de edad)?,? (?:sus (?:propios )?hij[oa]s?|hij[oa]s? (?:suy[oa]s?|de(?:l| la| los| una?)? "
    r"(?:detenid|intervenid|sospechos|acusad|investigad|imputad|capturad|sujet|pareja)\w*))\b"
)
_ONES_CHILD = re.compile(
    r"\b(?:tiene|tenia|tienen|tenian|dejo|dejaron|crio|criaba|has|had|left|tem|tinha|deixou) "
    r"(?:a )?(?:(?:un|una|dos|tres|cuatro|su|sus|\d|a|one|two|three|um|uma|dois|duas) )?"
    r"(?:\w+ )?(?:hij[oa]s?|niñ[oa]s?|bebes?|child|children|sons?|daughters?|baby|filh[oa]s?)$"
)
"""``una de ellas tiene un hijo``, ``dejó a un niño con su madre``: no victim."""
_SEVERAL = re.compile(
    r"\b(?:l[ao]s|otr[ao]s|varios|varias|algun[ao]s|ambos|ambas|the|as|os|other|several) (?:\w+ )?"
    r"(?:menores|adolescentes|niñ[ao]s|chic[ao]s|jovencit[ao]s|hermanit[ao]s|escolares|bebes|"
    r"muchach[ao]s|colegialas|girls|children|minors|teenagers|boys|meninas|meninos|crianças)\b"
)
_PAPERS = re.compile(
    r"\b(?:(?:calidad|situacion|condicion|estadia|permanencia) (?:migratoria|irregular|regular)|"
    r"no (?:tenian?|contaban con|portaban) (?:\w+ )?(?:visa|documentos|papeles|pasaporte)|"
    r"documentos? vencid\w+|(?:oficina|jefatura) de migraciones|area de extranjeria)\b"
)
PATTERNS = (_PAPERS, _SEVERAL, _TALK, _CARE, _OFFSPRING, _ONES_CHILD)
"""All of them, for the test of hostile texts."""
_LEFT, _NEAR = 40, 500
"""Characters before a child that are searched, and around a count: a sentence may be endless."""


def at_a_talk(found: Figure, readings: Readings) -> bool:
    """Return whether people only march, listen or learn in the sentence that counts them."""
    count = found.telling.count
    if count.role not in UNSAID:
        return False
    reading = readings[found.telling.part]
    start, end = reading.bounds(count.sentence)
    near = max(start, count.start - _NEAR), min(end, count.end + _NEAR)
    return _TALK.search(reading.text.folded, *near) is not None


def in_care(found: Figure, readings: Readings) -> bool:
    """Return whether a child is only one to look after (``cuidar a un niño``), or a suspect's own.

    So is one whose mother or father is told of: ``dos menores, hijos de la detenida``.
    """
    count, folded = found.telling.count, readings[found.telling.part].text.folded
    if count.role in ("rescued", "identified"):
        return False
    start, end = found.people[0].start, found.people[0].end
    cared = count.role in UNSAID and _CARE.search(folded, max(0, start - _LEFT), start)
    left = folded[max(0, start - _LEFT) : end]
    own = count.role in UNSAID and _ONES_CHILD.search(left) is not None
    return bool(cared or own or _OFFSPRING.match(folded, end))


def one_of_several(told: Figure, readings: Readings) -> bool:
    """Return whether ``la menor`` alone is told of in a text that speaks of minors in the plural.

    How many they are no clause says, so that one would be too few.
    """
    people = told.people[0]
    alone = told.value == len(told.people) == 1 and people.definite and told.strength == 0
    body = readings["body"].text.folded
    return alone and _SEVERAL.search(body) is not None


def only_papers(telling: Telling, readings: Readings) -> bool:
    """Return whether foreigners are led off for want of papers: no suspects of the case."""
    count, first = telling.count, telling.count.people[0]
    if count.role not in ("arrested", "booked") or first.definite:
        return False
    if any(p.side == "accused" or p.name for p in count.people):
        return False
    reading = readings[telling.part]
    start, end = reading.bounds(count.sentence)
    folded, words = reading.text.folded, reading.text.folded[first.start : first.end]
    foreign = bool(first.nation) or "extranjer" in words or "migrante" in words
    return foreign and _PAPERS.search(folded, start, min(end, start + _NEAR)) is not None
