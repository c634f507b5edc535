"""Nationalities that stand beside people whom no number counts: ``mujeres venezolanas``."""

import re
from collections.abc import Iterator

from monitor.judging.claims.grammar.nouns import NATIONS
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.text import PARTS
from monitor.judging.claims.vocabulary import bag
from monitor.models import Claim

_VICTIMS = re.compile(
    r"\b(?:mujeres|victimas?|agraviadas?|chicas|jovenes|jovencitas|muchachas|niñas|adolescentes|"
    r"trabajadores|trabalhadores|obreros|rescat|resgat|liberad|explotad|captad|reclutad|afectad|"
    r"extranjeras|migrantes|viajaban|pasajeros|workers|women|girls|teens|victims)"
)
_ACCUSED = re.compile(
    r"\b(?:detenid|detuv|captur|arrest|aprehen|cabecill|lider|acusad|imputad|integrantes?|miembros|"
    r"banda|dueñ|propietari|presunt|pres[oa]s?\b|volante|conductor|proxeneta|condenad|"
    r"encargad|administrador|pareja|facilitador|suspects|owner|dono)"
)
_OF_NO_PERSON = bag(
    "policia nacional fiscalia gobierno lado frontera justicia ley consulado embajada estado pesos "
    "territorio capital selva sierra guardia medios autoridad autoridades empresa prensa ciudad "
    "region zona corte amazonia departamento ministerio congreso marina ejercito altiplano soles "
    "defensoria fuerzas puerto suelo consulares comida cancilleria policias fiscales agentes"
)
_ONE = bag("ciudadana ciudadano una un joven mujer nacionalidad menor adolescente origen pareja")
_ALSO_A_WORD = bag("chino china chinos indio india indios rusa ruso rus indi chin")
_CITIZENS = bag("ciudadana ciudadano ciudadanas ciudadanos nacionalidad")
_WINDOW = 70


def beside_people(readings: Readings, told: list[Claim]) -> list[Claim]:
    """Return the nationalities that ``told`` lacks, each with its word."""
    known = {claim.value for claim in told}
    found: dict[tuple[str, str | int], Claim] = {}
    for part in PARTS:
        for claim in _in_text(readings[part]):
            if claim.value not in known:
                found.setdefault((claim.field, claim.value), claim)
    return list(found.values())


def _in_text(reading: Reading) -> Iterator[Claim]:
    text = reading.text
    named = not NATIONS.keys().isdisjoint(text.words)
    for index, (first, last) in enumerate(text.sentences if named else ()):
        for i in range(first, last):
            noun = NATIONS.get(text.words[i])
            before = text.words[i - 1]
            word = text.words[i] in _ALSO_A_WORD and before not in _CITIZENS
            if noun is None or word or before in _OF_NO_PERSON:
                continue
            if not noun.many and before not in _ONE:
                continue
            start, end = text.starts[i], text.ends[i]
            field = _whose(reading, index, start, end, noun.gender)
            if field and reading.spheres.at(index, start, deed=True) == "incident":
                yield reading.claim(field, noun.nation, start, end)


def _whose(reading: Reading, sentence: int, start: int, end: int, gender: str) -> str:
    """Return the field of a nationality by the words around it, empty where they do not tell."""
    folded, (left, right) = reading.text.folded, reading.bounds(sentence)
    near = max(left, start - _WINDOW), min(right, end + _WINDOW)
    victims, accused = (p.search(folded, *near) is not None for p in (_VICTIMS, _ACCUSED))
    if victims and accused:
        return ""
    if accused:
        return "accused_nationality"
    return "nationality" if victims or gender == "f" else ""
