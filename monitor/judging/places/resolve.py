"""Which place a name means: by the words beside it, the other places of the text, the outlet.

Rules, in this order. A parent right behind a name decides ("Santa Rosa, Melgar"; "La Pampa,
Argentina"). A name with one meaning is that place. The others are weighed: departments and
countries that the sure names speak of, the outlet's country and home departments, fame. What stays
within one point of its rival is not certain.

Level: a bare name that a department, a province and a district share means the highest of them
("Cusco" is the department, "Huancayo" the province); "ciudad de" means the town's district,
"provincia de" and "distrito de" what they say.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from monitor.judging.places import beside, gazetteer
from monitor.judging.places.gazetteer import Sense
from monitor.judging.places.scan import UNLISTED, Hit, Text
from monitor.models import Outlet
from monitor.text import fold

_MINING = re.compile(
    r"interoceanica|tambopata|inambari|mazuk|puerto maldonado|miner|prostibar|gold|ouro|garimp"
)
_PERU = re.compile(r"\bperuan[ao]|\bperuvian|\bpnp\b|\bmininter\b|\bsunafil\b")
_AMERICAN = re.compile(
    r"\b(?:peru|lima),? \(?(?:indiana|ind\.|illinois|ill\.|nebraska|neb\.|new york|n\.y\.|ohio|"
    r"vermont|kansas|iowa|maine|missouri)"
)
_OFFICE_ABROAD = re.compile(
    r"\b(?:policia(?: federal)?|police|fiscalia|justicia|gendarmeria|autoridad(?:es)?|capital"
    r"|ciudad|provincia|territorio|gobierno) (argentin|chilen|bolivian|ecuatorian|colombian"
    r"|venezolan|brasile|español|mexican|salvadoreñ|italian|hondureñ|guatemaltec|paraguay)"
)
_DEMONYMS = {
    "argentin": "AR", "chilen": "CL", "bolivian": "BO", "ecuatorian": "EC", "colombian": "CO",
    "venezolan": "VE", "brasile": "BR", "español": "ES", "mexican": "MX", "salvadoreñ": "SV",
    "italian": "IT", "hondureñ": "HN", "guatemaltec": "GT", "paraguay": "PY",
}  # fmt: skip
_THEIR_STATES = frozenset(
    ("ohio", "indiana", "illinois", "nebraska", "ind.", "ill.", "neb.", "allen county")
)
_SPANISH = frozenset(
    (
        *("AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT"),
        *("HN", "MX", "NI", "PA", "PR", "PY", "SV", "UY", "VE"),
    )
)
"""Countries full of namesakes of Peruvian towns."""
_AMERICAN_TOWNS = frozenset(("peru", "lima", "indiana"))
PATTERNS = (_OFFICE_ABROAD, *beside.PATTERNS, _MINING, _PERU, _AMERICAN)
_SURE = 2.0
"""Least score of a meaning to be certain."""
_HOME = 2.0
"""Weight of a Peruvian outlet. Its texts name Bolivia or Venezuela as countries of victims, so
there a foreign country speaks less for a foreign namesake than in a foreign outlet."""
_MARGIN = 1.0
"""Least distance to the best rival in another department or country."""

_ZONE = 0.6
"""Degrees around the middle of a zone in which its towns lie."""


@dataclass(slots=True)
class Surroundings:
    """What the sure names and the outlet say of where the text plays."""

    outlet: Outlet
    departments: Counter[str] = field(default_factory=Counter)
    provinces: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    zones: list[Sense] = field(default_factory=list)
    """Valleys and the like that lie in several departments."""
    near: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    """(part, sentence) -> departments and countries named in it."""
    home: frozenset[str] = frozenset()
    """Codes of the outlet's departments."""
    peru: bool = False
    """The text says "peruano" or names one of its offices."""
    named: bool = False
    """The text names Peru."""
    mining: bool = False


def resolve(texts: list[Text], hits: list[Hit], outlet: Outlet) -> list[Hit]:
    """Settle every hit's sense and certainty; return those that are places."""
    around = _surroundings(texts, outlet)
    listed = [hit for hit in hits if hit.name is not UNLISTED]
    beside.settle_beside(listed)
    for hit in listed:
        if hit.sense is None:
            _settle_plain(hit)
        _vote(hit, around)
    if _american(texts, listed, outlet):
        _make_american(listed)
    _weigh_all(listed, around)
    for at, hit in enumerate(hits):
        if hit.name is UNLISTED:
            _settle_small(at, hits, around)
    return [hit for hit in hits if hit.sense is not None and hit.sense.level != "body"]


def _weigh_all(hits: list[Hit], around: Surroundings) -> None:
    """Choose a meaning for each name; everyday words and saints last, by the sure ones."""
    open_ones = [at for at, hit in enumerate(hits) if hit.sense is None]
    for at in sorted(open_ones, key=lambda at: hits[at].name.word):
        _weigh(hits[at], around, hits[at - 1] if at else None)
        if not hits[at].name.word:
            _vote(hits[at], around)


def _surroundings(texts: list[Text], outlet: Outlet) -> Surroundings:
    around = Surroundings(outlet, home=home_of(outlet))
    for text in texts:
        around.countries.update(
            _DEMONYMS[match[1]] for match in _OFFICE_ABROAD.finditer(text.folded)
        )
        around.peru = around.peru or _PERU.search(text.folded) is not None
        around.mining = around.mining or _MINING.search(text.folded) is not None
    return around


def home_of(outlet: Outlet) -> frozenset[str]:
    """Return the codes of the departments where ``outlet`` is at home."""
    return frozenset(_codes().get(fold(name), "") for name in outlet.departments)


@cache
def _codes() -> dict[str, str]:
    """Folded name of a department -> its code."""
    return {fold(name): code for code, name in gazetteer.load().units.items() if len(code) == 2}


def _settle_plain(hit: Hit) -> None:
    """Settle a name that can mean one thing only."""
    name = hit.name
    if name.senses:
        chosen = beside.of_level(list(name.senses), hit.level)
        typed = hit.context == 2 and not name.abroad and not chosen[0].unsure
        one = len({sense.department for sense in chosen}) == 1 and beside.one_line(chosen)
        if one and not name.abroad and not chosen[0].unsure and (typed or not name.word):
            hit.sense, hit.certain = chosen[0], True
    elif len(name.countries) == 1:
        sense = name.abroad[0]
        known = sense.latitude is None and hit.context > 0
        if sense.level in ("country", "body") or known:
            hit.sense, hit.certain = sense, True


def _vote(hit: Hit, around: Surroundings) -> None:
    sense = hit.sense
    if sense is None or not hit.certain:
        return
    near = around.near.setdefault((hit.text.part, hit.sentence), set())
    if sense.country != "PE":
        around.countries[sense.country] += 1
        near.add(sense.country)
    elif sense.ubigeo:
        around.departments[sense.department] += 1
        around.provinces[sense.ubigeo[:4]] += 1
        near.add(sense.department)
    else:
        around.peru = around.named = True
        around.zones += [sense] if sense.level == "zone" else []


def _american(texts: list[Text], hits: list[Hit], outlet: Outlet) -> bool:
    """Whether Peru and Lima are the towns of Indiana, Illinois, Nebraska and Ohio."""
    if outlet.country == "PE":
        return False
    if any(_AMERICAN.search(text.folded) for text in texts):
        return True
    named = any(hit.name.key in _THEIR_STATES for hit in hits)
    others = any(
        hit.certain and hit.sense and hit.sense.ubigeo and hit.name.key not in _AMERICAN_TOWNS
        for hit in hits
    )
    return named and not others and any(hit.name.key in ("peru", "lima") for hit in hits)


def _make_american(hits: list[Hit]) -> None:
    for hit in hits:
        if hit.name.key in _AMERICAN_TOWNS:
            hit.sense, hit.certain = Sense("city", "US"), True


def _weigh(hit: Hit, around: Surroundings, before: Hit | None) -> None:
    """Choose among the meanings of a name by what speaks for each."""
    senses = beside.of_level(list(hit.name.senses), hit.level)
    listed = _country_of_the_list(hit, before)
    scored = [(_peruvian(hit, sense, around), sense) for sense in senses]
    scored += [
        (_foreign(hit, sense, around) + 1.5 * (sense.country == listed), sense)
        for sense in hit.name.abroad
    ]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    best, sense = scored[0]
    rivals = [score for score, other in scored if _elsewhere(sense, other)]
    settled = best >= _SURE and best - max(rivals, default=-9.0) >= _MARGIN
    if sense.country != "PE" and not settled and hit.context <= 0:
        return
    same = [other for score, other in scored if not _elsewhere(sense, other) and score > best - 0.5]
    hit.sense = _generalised(sense, same) if sense.country == "PE" else sense
    hit.certain = settled
    if not settled and rivals and best - max(rivals) < _MARGIN:
        hit.sense = Sense("country", sense.country)


def _country_of_the_list(hit: Hit, before: Hit | None) -> str:
    """Return the country of the foreign town that the list of ``hit`` names right before it."""
    if before is None or before.text is not hit.text or before.sense is None:
        return ""
    if before.sense.level not in ("city", "state") or not before.certain:
        return ""
    gap = hit.text.folded[before.end : hit.start]
    return before.sense.country if gap in (", ", " y ", " e ", " and ", ", y ") else ""


def _generalised(sense: Sense, same: list[Sense]) -> Sense:
    """Return ``sense``, or its department where two districts of it could be meant."""
    line = sorted(same, key=lambda each: len(each.ubigeo))
    if sense.ubigeo and sense in line and beside.one_line(line):
        return line[0]
    if not sense.ubigeo or sense.fame:
        return sense
    known = gazetteer.load()
    name = known.names[fold(known.units[sense.department])]
    return next((each for each in name.senses if each.ubigeo == sense.department), sense)


def _settle_small(at: int, hits: list[Hit], around: Surroundings) -> None:
    """Let a small place lie in the department beside it, of the text, of the outlet's home."""
    hit = hits[at]
    code = _beside(at, hits) or _spoken_of(hit, around)
    if not code and around.outlet.country == "PE" and not around.departments:
        code = next(iter(around.home), "") if len(around.home) == 1 else ""
    if code:
        beside.place_in(hit, code)


def _beside(at: int, hits: list[Hit]) -> str:
    """Return the department of a place right behind ``hits[at]``, or right before it."""
    hit = hits[at]
    for other in hits[at + 1 : at + 2] + hits[max(0, at - 1) : at]:
        if other.text is not hit.text or not (other.certain and other.sense):
            continue
        first, last = sorted((hit, other), key=lambda each: each.start)
        near = last.start - first.end < 32
        if near and beside.BESIDE.fullmatch(hit.text.folded, first.end, last.start):
            return other.sense.department
    return ""


def _spoken_of(hit: Hit, around: Surroundings) -> str:
    """Return the department that the sentence names alone, else the one most named in the text."""
    near = around.near.get((hit.text.part, hit.sentence), set())
    if len(near) == 1 and next(iter(near)).isdigit():
        return next(iter(near))
    if around.countries.total() > around.departments.total():
        return ""
    votes = around.departments + Counter(dict.fromkeys(around.home, 2))
    if not votes:
        return ""
    (best, most), *others = votes.most_common(2)
    return best if not others or most > others[0][1] else ""


def _elsewhere(sense: Sense, other: Sense) -> bool:
    return (sense.country, sense.department) != (other.country, other.department)


def _peruvian(hit: Hit, sense: Sense, around: Surroundings) -> float:
    country = around.outlet.country
    voted = around.departments[sense.department] > 0
    inside = _inside_a_zone(sense, around)
    score = _HOME if country == "PE" else (-0.5 if country else 0.0)
    score += 1.0 * sense.fame + (
        2.0 if around.named and not around.countries else 1.0 * around.peru
    )
    score += {"department": 0.75, "province": 0.5}.get(sense.level, 0.0)
    score += 2.0 * (sense.department in around.home)
    score += 2.5 * voted + 5.0 * inside
    score += 0.5 * (around.provinces[sense.ubigeo[:4]] > 0)
    score += 1.0 * (sense.department in around.near.get((hit.text.part, hit.sentence), ()))
    if sense.level == "spot" and sense.department == "17" and around.mining:
        score += 2.0
    if sense.unsure and not (voted or inside):
        score -= 2.0
    if hit.name.word and not country and not around.peru and not around.departments:
        score -= 1.0
    if sense.unsure and sense.level == "district" and hit.context < 2:
        score -= 3.0
    if hit.name.word and not voted and hit.context < 2 and country in _SPANISH:
        score -= 1.5
    return score + _manner(hit)


def _inside_a_zone(sense: Sense, around: Surroundings) -> bool:
    """Whether a town lies in the valley that the text names: "San Francisco, en el VRAEM"."""
    return sense.level in ("spot", "district") and any(
        abs((sense.latitude or 0) - (zone.latitude or 0)) < _ZONE
        and abs((sense.longitude or 0) - (zone.longitude or 0)) < _ZONE
        for zone in around.zones
    )


def _manner(hit: Hit) -> float:
    if hit.name.word and hit.context < 0:
        return -0.5 if any(sense.level == "province" for sense in hit.name.senses) else -1.5
    return 0.5 * max(hit.context, 0)


def _foreign(hit: Hit, sense: Sense, around: Surroundings) -> float:
    country = sense.country
    votes = around.countries[country]
    voted = 1.0 if around.outlet.country == "PE" else 2.5
    score = 3.0 * (around.outlet.country == country) + 2.5 * sense.fame
    score += voted * (votes > 0) + 0.5 * (votes > 2)
    score += 0.4 * voted * (country in around.near.get((hit.text.part, hit.sentence), ()))
    return score + _manner(hit)
