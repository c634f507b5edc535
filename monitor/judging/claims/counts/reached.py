"""The victims whom a text tells of where no clause of its own says that they were freed.

Reporters say who was caught and who was there: ``en el altillo dormían seis jóvenes``, ``a bordo
iban dos niñas``, ``las cuatro volvieron con sus padres``. Once a text tells that suspects were
held or that victims came into safe hands, the people it tells of who are neither suspects nor
clients, police or kin are those who were reached. A verdict alone reaches nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.judging.claims.counts.totals import Figure, Telling, figure, is_victim
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.vocabulary import OFFICIALS, bag

_HELD = frozenset({"arrested", "booked", "jailed"})
_FREED = frozenset({"rescued", "found", "taken", "identified"})
_SAFE = re.compile(
    r"\b(?:albergues?|albergad\w+|refugio|hogar(?! de)|casa hogar|centros? (?:de acogida|"
    r"emergencia mujer|del mimp)|aldea infantil|puericultorio|beneficencia|udavit|upe|"
    r"unidad de proteccion|"
    r"inabif|shelter|state care|abrigo|conselho tutelar|buen (?:recaudo|resguardo)|a salvo|sanos?|"
    r"con vida|para su proteccion|examen medico|hospitalizad\w+|(?:volvi|volver|regres|retorn|"
    r"devuel|devolv|reun|entreg|returned|voltar|repatri)\w*(?: \w+){0,5} (?:con|a|al|home|to) "
    r"(?:sus?|los suyos|las suyas|casa|la familia|familia\w*|padres|comunidad|patria|"
    r"their|her|his|home)|con (?:sus|su) (?:padres|mamas?|madres?|familias?|abuel\w+)|"
    r"(?:rescat|liber|libert|salv|hall|encontr|ubic|recuper|evacu|retir|sac|auxili|desembarc|"
    r"resgat|localiz|recog|repatri)(?:ad[oa]s?|aron|an|aram|o)|rescate de|freed|rescued|found|"
    r"se l[aeo]s? (?:traslad|retir|evacu|sac|llev|conduj|rescat|libr|brind)\w+|removed|escorted|"
    r"ayud\w+ a (?:salir|bajar))\b"
)
_CAUGHT = re.compile(
    r"\b(?:deten(?:id|ci)\w+|detuv\w+|arrest\w+|captur\w+|esposad\w+|marrocas|enmarrocad\w+|"
    r"grilletes|calabozos?|carceleta|(?:a|en) la comisaria|seguridad del estado|divincri|"
    r"depincri|pres[oa]s?|"
    r"rejas|barrotes|celda|apres\w+|aprehend\w+|a la sombra|flagrancia|custody|jailed|retuvo|"
    r"barrotes|la chapa\w+|cay(?:o|eron)|caen|cae|tras su captura|a ordenes de|intervenid[oa]s?|"
    r"delegacia|detid[oa]s?|patrullero|canasta|conduj\w+|se llev(?:o|aron)|dej(?:o|aron) cargar)\b"
)
_PAST = re.compile(r"\b(?:[a-zñ]{2,}(?:aban?|ian?|avam?|iam)|were|was)\b")
_COURT = re.compile(
    r"\b(?:conden\w+|sentenci\w+|juicio|colegiado|tribunal|absol\w+|absuel\w+|casacion|apela\w*|"
    r"extradi\w+|sentenced|convicted|jailed for|court|"
    r"pena (?:de|privativa|suspendida)|anos de (?:carcel|prision)|"
    r"años de (?:carcel|prision|pena|reclusion|encierro))\b"
)
_FOUND = re.compile(
    r"\b(?:rescat|liber|libert|salv|hall|encontr|ubic|recuper|evacu|retir|freed|rescued|found)"
    r"(?:ad[oa]s?|aron|an|o|)\b(?! (?:culpable|responsable|guilty))"
)
_LIFE = re.compile(
    r"\b(?:oblig|explot|reten|retuv|encerr|encaden|amarrad|prostit|ejerc|fich|atend|servia|servian|"
    r"dorm|dormi|vivi|trabaj|cosi|cosia|lavaba|cocinaba|mendig|limosna|pedian|vend|engañ|capt|"
    r"reclut|ofrec|promet|enganch|somet|cautiv|candado|llave|contra su (?:voluntad|querer)|"
    r"sin (?:pag|sueldo|document|comida|"
    r"ver un sol)|deuda|cobr|camarote|colchon|oculta|escond|hacinad|drogad|despojad|custodi|"
    r"vigila|amenaz|damas? de compañia|uniforme de|forced|locked|slept|worked|trancad|"
    r"explorav|exploit|trabalh|alquil)\w*"
)
_THERE = re.compile(
    r"\b(?:a bordo|en el (?:interior|lugar|local|cuarto|fondo|altillo|patio|bar|deposito)|"
    r"en la (?:habitacion|trastienda|embarcacion|parte)|en el asiento|en las habitaciones|dentro|"
    r"estaba|estaban|iba|iban|viajaba|viajaban|venia|venian|llevaba|llevaban|quedaba|quedaban|"
    r"permanecia|permanecian|esperaba|esperaban|traia|trasladaba|trasladaban|moraban|habia|"
    r"sorprend\w+|acompañad\w+|en compañia|detect\w+|cont(?:o|aron)|detectan|behind|inside|aboard|"
    r"estavam|havia|presentes|salieron|salen|salio|toparon|toparse|trajeron|fueron (?:llevad|"
    r"conducid|trasladad)\w+|partieron|aparec\w+|puest\w+|escoltad\w+)\b"
)
_AWAY = re.compile(
    r"\b(?:paradero|mandato|orden(?:es)? de (?:captura|detencion)|sin vida|muert\w+|"
    r"no (?:\w+ ){0,3}(?:ubicad|hallad|encontrad|localizad|habid)\w+|"
    r"profug\w+|no habid\w+|desaparec\w+|huy\w+|huid\w+|escap\w+|fug\w+|antes ya|"
    r"testig\w+|invitad\w+|marcharon|(?:eran|son|como|otr[oa]s) (?:\w+ )?(?:parroquian|client|"
    r"consum|curios|vecin)\w+|libaban|"
    r"capacidad|camas|presupuesto|calcul\w+|estima\w*|habrian? (?:sido|pasado|captado|hecho)|"
    r"haber (?:captad|explotad|reclutad|vendid|enganchad|traid|llevad)\w+|"
    r"el año pasado|años despues|denunciaron|buscan|busca|plan de|proyecta\w*|previsto|"
    r"madres|padres de|internas|condenad\w+|sentenciad\w+|libres|libre|soltaron|por la propia)\b"
)
_HOME = re.compile(
    r"\b(?:arrib|lleg|aterriz|regres|retorn|volvi|volver|cheg|voltar|returned|arrived)\w*"
    r"(?: \w+){0,4} (?:al|el|ao|a|to|in|home to) "
    r"(?:pais|peru|aeropuerto|lima|callao|jorge chavez)\b"
)
_STILL_LOST = re.compile(
    r"\b(?:las|los|the) (?:\w+ ){1,3}?(?:aun |todavia |still )?(?:no (?:han sido|fueron|"
    r"habian sido|son)|have not been|are yet to be|siguen sin ser)(?: aun| todavia| yet)? "
    r"(?:ubicad|hallad|encontrad|localizad|rescatad|found|located|rescued)|"
    r"\b(?:se desconoce|no se conoce|se ignora) (?:aun |todavia )?(?:el|su) paradero de l[ao]s "
    r"(?:victimas|jovenes|menores|agraviadas|adolescentes|niñ[ao]s|mujeres|chicas)\b"
)
"""The victims are still missing: those who are counted were not reached."""
_NO_VICTIM = re.compile(
    r"\b(?:ningun[oa]|nenhuma?|none)(?: (?:de (?:ellas|ellos|las mujeres)|delas|of them))?"
    r"(?: [a-zñ]+){0,3} (?:victimas?|vitimas?|victims?)\b"
)
PATTERNS = (
    _STILL_LOST,
    _NO_VICTIM,
    _HOME,
    _SAFE,
    _CAUGHT,
    _PAST,
    _COURT,
    _FOUND,
    _LIFE,
    _THERE,
    _AWAY,
)
"""All of them, for the test of hostile texts."""
_KIN = bag(
    "madre madres padre padres hermano hermana tio tia abuela abuelo esposa esposo suegra primo "
    "pareja conviviente marido mother father brother uncle aunt husband wife"
)
_ENOUGH, _ENOUGH_IN_LONG = 2, 4
_SHORT = 900
_NEAR = 2
_NO_VICTIMS = bag(
    "señora madre padre mama papa abuela abuelo tia tio hombre sujeto varon mother father mae pai"
)
_BYSTANDERS = bag(
    "enfermera enfermeras enfermero enfermeros obstetra obstetras doctor doctora doctores doctoras "
    "doctors surgeon surgeons nurse nurses midwife midwives teacher teachers driver drivers "
    "motorista motoristas comerciante comerciantes transportista transportistas empresario "
    "empresarios empresaria empresarias recepcionista recepcionistas chofer choferes taxista "
    "taxistas mototaxista mototaxistas conductor conductores pastor pastores"
)
"""Trades of those who help, see or do it, hardly ever of those who suffer it."""
_NO_VICTIMS_BEHIND = bag("contra por segun para en in")
_MOST = 300
_HOMEWARD = 280


@dataclass(frozen=True, slots=True)
class _Candidate:
    """People who may be the victims, and how much says so."""

    score: int
    figure: Figure


def tells_of_freeing(folded: str) -> bool:
    """Return whether a text has any word of freeing, finding or shelter."""
    return _SAFE.search(folded) is not None or _FOUND.search(folded) is not None


def is_of_a_court(folded: str) -> bool:
    """Return whether a text tells of a verdict, a sentence or an appeal."""
    return _COURT.search(folded) is not None


def reached(own: list[Telling], readings: Readings, held: Figure | None) -> Figure | None:
    """Return how many victims a text tells of, where suspects were held or victims found.

    Args:
        own: What is told of the event at hand.
        readings: Title and body.
        held: The number of the arrested, if any.
    """
    body = readings["body"]
    folded = body.text.folded
    long = len(folded) > _SHORT
    possible = [t for t in own if _is_possible(t, body)]
    if long:
        near = (_near_a_deed(t, own) or _comes_home(t.count, body) for t in possible)
        possible = [t for t, is_near in zip(possible, near, strict=True) if is_near]
    if not possible or _STILL_LOST.search(folded):
        return None
    caught = held is not None or any(t.count.role in _HELD for t in own)
    court = is_of_a_court(folded)
    if court and not _FOUND.search(folded):
        return None
    if not caught and not any(p.search(folded) for p in (_SAFE, _CAUGHT, _HOME)):
        return None
    if court and long:
        return None
    if not tells_of_freeing(folded):
        possible = [t for t in possible if t.count.role != "victim"]
    several = [*_candidates(possible, body)]
    return _chosen(several, _ENOUGH_IN_LONG if long else _ENOUGH)


def tells_of_a_case(readings: Readings, totals: dict[str, Figure]) -> bool:
    """Return whether a text tells of a case at all: a child only mentioned elsewhere is no victim.

    Args:
        readings: Title and body.
        totals: The figures that are settled before.
    """
    if not totals.keys().isdisjoint({"arrested", "rescued", "victims"}):
        return True
    folded = readings["body"].text.folded
    return any(pattern.search(folded) for pattern in (_CAUGHT, _SAFE, _COURT))


def denies_victims(readings: Readings) -> bool:
    """Return whether a text says that none of those whom it tells of is a victim."""
    return _NO_VICTIM.search(readings["body"].text.folded) is not None


def _near_a_deed(telling: Telling, own: list[Telling]) -> bool:
    """Return whether somebody is held, found or freed in a sentence next to a telling's."""
    at = telling.count.sentence
    return any(
        abs(t.count.sentence - at) <= _NEAR and t.count.role in _HELD | _FREED
        for t in own
        if t.part == "body"
    )


def _chosen(several: list[_Candidate], enough: int) -> Figure | None:
    """Return the likeliest group, with those that are told as more of the same."""
    best = max(
        (c for c in several if not _are_others(c.figure)),
        key=lambda c: (c.score, c.figure.value),
        default=None,
    )
    if best is None or best.score < enough + (best.figure.value == 1):
        return None
    later = several[several.index(best) + 1 :]
    more = sum(c.figure.value for c in later if c.figure.more)
    return replace(best.figure, value=best.figure.value + more) if more else best.figure


def _are_others(found: Figure) -> bool:
    """Return whether ``otros tres niños`` are only said to be there: none of the case's."""
    first = found.people[0]
    return found.telling.count.role is None and first.other and not first.definite


def _is_possible(telling: Telling, body: Reading) -> bool:
    """Return whether all whom a telling counts may be victims."""
    count = telling.count
    if count.role in _HELD or count.partial or telling.part != "body":
        return False
    people = _counted(telling)
    if count.role not in _FREED and any(p.partial or (p.other and p.definite) for p in people):
        return False
    return bool(people) and all(_may_be(p, body) for p in people)


def _counted(telling: Telling) -> tuple[People, ...]:
    return tuple(p for p in telling.count.people if p.value is not None)


def _candidates(possible: list[Telling], body: Reading) -> Iterator[_Candidate]:
    for telling in possible:
        people = _counted(telling)
        told = figure(telling, people, 1)
        if told is None or told.value > _MOST or told.qualifier != "exact":
            continue
        score = _score(telling, people, body)
        if score > 0:
            yield _Candidate(score + _comes_home(telling.count, body), told)


def _comes_home(count: Count, reading: Reading) -> bool:
    """Return whether a text opens with people who come back to their country."""
    if count.sentence > 1:
        return False
    start, end = reading.bounds(count.sentence)
    near = max(start, count.start - _HOMEWARD), min(end, count.end + _HOMEWARD)
    return _HOME.search(reading.text.folded, *near) is not None


def _may_be(people: People, reading: Reading) -> bool:
    """Return whether people can be victims at all: no suspects, officials, clients or kin."""
    if not is_victim(people) or people.name or not (people.known or people.bare):
        return False
    if people.other and not (people.age or people.gender or people.side or people.nation):
        return people.bare
    words = reading.text.words[people.first : people.last]
    if people.value == 1 and (words[0] in NOUNS or not _NO_VICTIMS.isdisjoint(words)):
        return False
    if not (OFFICIALS | _BYSTANDERS).isdisjoint(words) or people.link in _NO_VICTIMS_BEHIND:
        return False
    return not (people.own and not _KIN.isdisjoint(words))


def _score(telling: Telling, people: tuple[People, ...], reading: Reading) -> int:
    """Return how much a clause says that its people are victims who were there."""
    role = telling.count.role
    score = 3 if role in _FREED else 2 if role == "victim" else 0
    score += max(_weight(p) for p in people)
    start, end = reading.bounds(telling.count.sentence)
    folded = reading.text.folded
    left, right = max(start, telling.count.start - 90), min(end, telling.count.end + 110)
    there = _THERE.search(folded, left, right) is not None
    safe = _SAFE.search(folded, left, right) is not None
    if people[0].value == 1 and role not in _FREED and not (there or safe):
        return 0
    score += there + safe + (_LIFE.search(folded, left, right) is not None)
    score += _PAST.search(folded, left, right) is not None
    if _AWAY.search(folded, left, right):
        score -= 3
    return score


def _weight(people: People) -> int:
    """Return how much the noun says: a victim, a child, a woman, somebody."""
    if people.side == "victim" or people.age == "minor":
        return 2
    if people.sex or people.nation or people.gender == "f":
        return 2 if people.gender == "f" or people.sex == "women" else 1
    return 1 if people.known and not people.bare else 0
