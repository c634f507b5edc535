"""The second question: is it Peru's."""

import re
from dataclasses import dataclass
from typing import Literal

from monitor.judging.relevance.text import Reading, Sighting
from monitor.models import Article, Mention, Part

Link = Literal["scene", "person", "route", "aside", "none"]
"""How a text is tied to Peru."""

YES = 1.0
"""Points from which Peru is the scene, where nothing speaks for another country."""

_PRIOR = 1.5
"""What the outlet's own country is worth."""
_ZONE = {"title": 3.0, "lead": 2.0, "middle": 1.0, "tail": 0.5}
_PASSING = 0.15
"""Share of a country that someone comes from or goes to, or that stands in a list."""
_UNCERTAIN = 0.25
_BODY = 1.5
"""A body that only one country has says more than a place name."""
_DOUBTED = 0.4
"""Share of a Peruvian place name beside a body of another country: many names are shared."""
_LEFT = 60
_OPENING = ("title", "lead")
_SECTION = re.compile(
    r"/(peru|mexico|colombia|argentina|chile|venezuela|ecuador|bolivia|espana|america|"
    r"estados-unidos|guatemala|honduras|el-salvador|panama|uruguay|paraguay)/"
)
_PASSING_LEFT = re.compile(
    r"\b(?:nacionalidad(?:es)?|proced\w+|provenient\w+|oriund\w+|natural(?:es)?|desde|hacia|rumbo|"
    r"destin\w+|viaj\w+|lleg\w+|llevar\w+|traid\w+|trajo|ingres\w+|nacid\w+|nacio|fronter\w+|visas?|"
    r"pasarl\w+|pasar|expuls\w+|deport\w+|repatri\w+|embajada|consul\w+|ciudadan\w+|origen|regres\w+|"
    r"enviad\w+|huir|migrar|exportad\w*|contra|vencio|from|to|towards|bound for|citizens? of|"
    r"selva de|como|prometian?|empleo en|trabajo en)(?: \S{1,20}){0,4} $"
)
_SCENE_ROLES = ("rescue", "arrest", "exploitation", "recruitment", "origin", "transit")


@dataclass(frozen=True, slots=True)
class Sign:
    """One word for Peru or for another country."""

    rule: str
    part: Part
    start: int
    end: int
    here: float
    """Points for Peru; negative ones speak for another country."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How the text is tied to Peru, the balance of the signs, and the signs."""

    link: Link
    here: float
    there: float
    signs: tuple[Sign, ...]


def weigh(article: Article, mentions: tuple[Mention, ...], reading: Reading) -> Answer:
    """Return whether the scene is in Peru, and if not what ties the text to Peru."""
    signs = (*_place_signs(mentions, reading), *_word_signs(reading, mentions))
    home = _home(article)
    here = _sum(signs, 1) + (_PRIOR if home == "PE" else 0.0)
    there = _sum(signs, -1) + (_PRIOR if home not in ("PE", "") else 0.0)
    if here >= YES and here >= there and not _only_listed(reading, signs):
        return Answer("scene", here, there, signs)
    if reading.has("usperu") and not _sum(signs, 1):
        return Answer("none", here, there, signs)
    return Answer(_foreign_link(reading, mentions), here, there, signs)


def _home(article: Article) -> str:
    """Return the outlet's country; a section of the address that names another one wins."""
    section = _SECTION.search(article.url.lower())
    if section:
        return "PE" if section[1] == "peru" else "XX"
    return article.outlet.country.upper()


def _sum(signs: tuple[Sign, ...], side: int) -> float:
    return sum(abs(sign.here) for sign in signs if sign.here * side > 0)


def _place_signs(mentions: tuple[Mention, ...], reading: Reading) -> list[Sign]:
    """Return what the gazetteer's places say, each name once, at its best place in the text."""
    known = {(one.part, one.start) for one in reading.of("peru", "peruplace", "peruvian")}
    doubt = _DOUBTED if reading.has("foreignbody", zones=_OPENING) else 1.0
    best: dict[str, Sign] = {}
    for mention in mentions:
        ours = mention.place.country == "PE"
        if ours and ((mention.part, mention.start) in known or reading.has("usperu")):
            continue
        worth = _mention_worth(mention, reading) * (doubt if ours else 1.0)
        _keep_best(best, mention.place.text, mention, "place", worth)
    return list(best.values())


def _keep_best(
    best: dict[str, Sign], words: str, span: Mention | Sighting, rule: str, worth: float
) -> None:
    before = best.get(words)
    if before is None or abs(worth) > abs(before.here):
        best[words] = Sign(rule, span.part, span.start, span.end, worth)


def _mention_worth(mention: Mention, reading: Reading) -> float:
    text = reading.text(mention.part)
    if not text[mention.start : mention.end].strip():
        return 0.0
    worth = _ZONE[reading.zone(mention.part, mention.start)]
    if not mention.certain:
        worth *= _UNCERTAIN
    if mention.place.country == "PE":
        return worth
    passing = mention.role == "origin" or _is_passing(text, mention.start)
    return -worth * (_PASSING if passing else 1.0)


def _word_signs(reading: Reading, mentions: tuple[Mention, ...]) -> list[Sign]:
    abroad = {
        (mention.part, mention.start)
        for mention in mentions
        if mention.certain and mention.place.country != "PE"
    }
    best: dict[str, Sign] = {}
    for one in reading.sightings:
        worth = _word_worth(one, reading)
        if worth and (one.part, one.start) not in abroad:
            words = reading.text(one.part)[one.start : one.end]
            _keep_best(best, words, one, one.rule.id, worth)
    return list(best.values())


def _word_worth(one: Sighting, reading: Reading) -> float:
    worth = _ZONE[one.zone]
    if one.kind in ("peru", "peruplace"):
        if reading.has("usperu") and not reading.has("peruvian", "perubody"):
            return 0.0
        return worth * (_PASSING if _is_listed(one, reading) or _is_aside(one, reading) else 1.0)
    if one.kind == "perubody":
        return worth * 0.75
    if one.kind in ("foreignbody", "usperu"):
        return -worth * _BODY
    if one.kind == "foreign":
        return -worth * (_PASSING if _is_passing(reading.text(one.part), one.start) else 1.0)
    return 0.0


def _is_passing(text: str, start: int) -> bool:
    return bool(_PASSING_LEFT.search(text[max(0, start - _LEFT) : start]))


def _is_listed(one: Sighting, reading: Reading) -> bool:
    return _is_covered(one, reading.of("countrylist"))


def _is_aside(one: Sighting, reading: Reading) -> bool:
    return _is_covered(one, reading.of("aside"))


def _is_covered(one: Sighting | Mention, others: list[Sighting]) -> bool:
    return any(other.part == one.part and other.start <= one.start < other.end for other in others)


def _only_listed(reading: Reading, signs: tuple[Sign, ...]) -> bool:
    """Tell whether a text on many countries names Peru only among them."""
    if not reading.has("region", zones=_OPENING) or not reading.has("foreign", "countrylist"):
        return False
    return not any(sign.here >= YES for sign in signs)


def _foreign_link(reading: Reading, mentions: tuple[Mention, ...]) -> Link:
    """Return what ties a foreign scene to Peru."""
    people = [one for one in reading.of("peruvian") if not _is_aside(one, reading)]
    if people:
        return "person"
    named = [
        one
        for one in reading.of("peru", "perubody", "peruplace")
        if one.kind == "peru" or one.zone in _OPENING
    ]
    plain = [one for one in named if not _is_listed(one, reading) and not _is_aside(one, reading)]
    if any(_is_covered(one, reading.of("route")) for one in plain) or _has_role(mentions, reading):
        return "route"
    if any(one.zone == "title" for one in plain):
        return "route"
    return "aside" if any(one.kind == "peru" for one in named) else "none"


def _has_role(mentions: tuple[Mention, ...], reading: Reading) -> bool:
    """Tell whether a Peruvian place plays a part; a name that other countries share needs a word
    for Peru elsewhere in the text.
    """
    if not reading.has("peru", "peruvian", "peruplace", "perubody"):
        return False
    asides = [*reading.of("aside"), *reading.of("countrylist")]
    return any(
        mention.certain
        and mention.place.country == "PE"
        and mention.role in _SCENE_ROLES
        and not _is_covered(mention, asides)
        for mention in mentions
    )
