"""Every place name that judging knows: Peru's units, its hot spots, and the world around them.

The files under ``data/`` are read once. ``gazetteer.tsv`` and ``foreign_cities.tsv`` are built by
``bench/build_gazetteer.py``; ``hotspots.tsv``, ``foreign_names.tsv`` and ``gazetteer_hints.tsv``
are written by hand. Sources and licences: docs/attribution.md.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from monitor.models import Place
from monitor.text import fold

Level = Literal[
    "country", "department", "province", "district", "spot", "zone", "state", "city", "body"
]
"""What a name stands for; "spot" is a town or a site, "zone" lies in several departments, "body" is
an office that only one foreign country has."""
Precision = Literal["point", "district", "province", "department", "country"]
"""What a place's coordinates are of."""
_LEVELS: dict[int, Level] = {2: "department", 4: "province", 6: "district"}
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sense:
    """One place that a name can mean."""

    level: Level
    country: str
    ubigeo: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = "country"
    unsure: bool = False
    """A hot spot with namesakes: counts where its department is spoken of."""
    fame: bool = False
    """What the press means among namesakes where nothing else decides."""

    @property
    def department(self) -> str:
        """The two digits of the department; empty abroad and for zones of several departments."""
        return self.ubigeo[:2]


@dataclass(frozen=True, slots=True)
class Name:
    """A folded name with everything that it can mean."""

    key: str
    senses: tuple[Sense, ...]
    """Peruvian ones, highest level first."""
    abroad: tuple[Sense, ...] = ()
    """Foreign ones."""
    word: bool = False
    """Also an everyday word, a surname or a saint: a capital letter alone says nothing."""

    @property
    def departments(self) -> frozenset[str]:
        """Codes of the departments that the name can lie in."""
        return frozenset(sense.department for sense in self.senses)

    @property
    def countries(self) -> frozenset[str]:
        """Other countries that have a place of this name."""
        return frozenset(sense.country for sense in self.abroad)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their beginnings, units by their code."""

    names: Mapping[str, Name]
    firsts: Mapping[str, tuple[Name, ...]]
    """First word, for a name of one word; first word and the two characters after it, for a longer
    one -> names that begin so, longest first."""
    units: Mapping[str, str]
    """Code of INEI -> name as INEI writes it."""

    def place(self, sense: Sense, text: str) -> Place:
        """Return ``sense`` as a place, written ``text`` in the article."""
        code = sense.ubigeo
        return Place(
            text=text,
            ubigeo=code,
            department=self.units.get(code[:2], ""),
            province=self.units.get(code[:4], "") if len(code) >= 4 else "",
            district=self.units.get(code, "") if len(code) == 6 else "",
            latitude=sense.latitude,
            longitude=sense.longitude,
            country=sense.country,
            precision=sense.precision,
        )

    def counts(self) -> dict[str, int]:
        """Return how many units, hot spots, foreign names and spellings are known."""
        found = Counter(_LEVELS[len(code)] for code in self.units)
        for level in ("spot", "zone"):
            senses = (sense for name in self.names.values() for sense in name.senses)
            found[level] = len({sense for sense in senses if sense.level == level})
        found.update(sense.level for name in self.names.values() for sense in name.abroad)
        return {
            **{str(level): count for level, count in found.items()},
            "spelling": len(self.names),
        }


def rows(file: str) -> Iterator[list[str]]:
    """Yield the tab-separated fields of each line of a file under ``data/``, comments left out."""
    text = files("monitor.judging").joinpath("data", file).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _number(text: str) -> float | None:
    return float(text) if text.strip() else None


Senses = defaultdict[str, list[Sense]]
"""Folded name -> what it can mean; while the files are read."""


def _add_units(peru: Senses, abroad: Senses, units: dict[str, str]) -> None:
    peru["peru"].append(Sense("country", "PE", "", -9.19, -75.02, "country"))
    for code, name, latitude, longitude, precision, countries in rows("gazetteer.tsv"):
        units[code] = name
        level = _LEVELS[len(code)]
        sense = Sense(
            level,
            "PE",
            code,
            _number(latitude),
            _number(longitude),
            cast("Precision", precision or "department"),
            fame=len(code) == 2,
        )
        key = fold(name)
        peru[key].append(sense)
        if key not in abroad:
            towns = () if len(code) == 2 else countries.split()
            abroad[key] = [Sense("city", country) for country in towns]


def _add_spots(peru: Senses) -> None:
    for names, code, latitude, longitude, precision, kind in rows("hotspots.tsv"):
        plain = kind.rstrip("?")
        level: Level = "zone" if plain == "zone" else "spot"
        if plain == "area":
            level = _LEVELS[len(code)]
        sense = Sense(
            level,
            "PE",
            code,
            _number(latitude),
            _number(longitude),
            cast("Precision", precision),
            unsure=kind.endswith("?"),
            fame=not kind.endswith("?"),
        )
        for name in names.split("|"):
            peru[fold(name)].append(sense)


def _add_foreign(abroad: Senses) -> None:
    for country, kind, names in rows("foreign_names.tsv"):
        for name in names.split("|"):
            sense = Sense(cast("Level", kind), country)
            known = abroad[fold(name)]
            known[:] = [each for each in known if each.country != country or each.level != "city"]
            known.append(sense)
    for country, name, latitude, longitude in rows("foreign_cities.tsv"):
        known = abroad[fold(name)]
        if not any(each.country == country for each in known):
            known.append(Sense("city", country, "", float(latitude), float(longitude), "point"))


def _add_spellings(peru: Senses, values: str) -> None:
    units = ("department", "province", "district")
    by_code = {
        sense.ubigeo: sense
        for senses in reversed(list(peru.values()))
        for sense in senses
        if sense.level in units
    }
    for pair in values.split("|"):
        code, name = pair.split("=")
        peru[fold(name)].append(by_code[code])


def _mark_fame(senses: Senses, chosen: frozenset[str], of: Callable[[Sense], str]) -> None:
    for key, group in senses.items():
        senses[key] = [
            replace(sense, fame=True)
            if of(sense) in chosen or f"{key}={of(sense)}" in chosen
            else sense
            for sense in group
        ]


def _mark_unsure(senses: Senses, keys: frozenset[str]) -> None:
    for key in keys:
        senses[key] = [replace(sense, unsure=True) for sense in senses[key]]


def _take_hints(peru: Senses, abroad: Senses) -> frozenset[str]:
    words: frozenset[str] = frozenset()
    for what, values in rows("gazetteer_hints.tsv"):
        folded = frozenset(map(fold, values.split("|")))
        if what == "word":
            words = folded
        elif what == "fame":
            _mark_fame(peru, folded, lambda sense: sense.ubigeo)
        elif what == "abroad":
            _mark_fame(abroad, folded, lambda sense: sense.country.lower())
        elif what == "typed":
            _mark_unsure(peru, folded)
        elif what == "never":
            for key in folded:
                abroad.pop(key, None)
        else:
            _add_spellings(peru, values)
    return words


def _by_first_word(names: dict[str, Name]) -> dict[str, tuple[Name, ...]]:
    firsts: defaultdict[str, list[Name]] = defaultdict(list)
    for key in sorted(names, key=len, reverse=True):
        first = _FIRST_WORD.match(key)
        if first:
            firsts[key[: first.end() + 2]].append(names[key])
    return {first: tuple(group) for first, group in firsts.items()}


@cache
def load() -> Gazetteer:
    """Return the gazetteer; the files are read at the first call (about 30 ms)."""
    peru: Senses = defaultdict(list)
    abroad: Senses = defaultdict(list)
    units: dict[str, str] = {}
    _add_units(peru, abroad, units)
    _add_spots(peru)
    _add_foreign(abroad)
    words = _take_hints(peru, abroad)
    names = {
        key: Name(
            key,
            tuple(sorted(dict.fromkeys(peru[key]), key=lambda sense: len(sense.ubigeo))),
            tuple(abroad[key]),
            key in words,
        )
        for key in {**peru, **abroad}
    }
    return Gazetteer(names, _by_first_word(names), units)
