"""Near equal texts that tell different raids: one template with another place, day or count.

An update of one raid keeps its place and its day; so it is what a text exchanges that tells. A text
that exchanges nothing is a copy, however late.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from monitor.grouping.compare import Conflicts
from monitor.grouping.evidence import close
from monitor.grouping.naming import names_in, shared_names
from monitor.models import When

_WEEK = 7
"""Days from which a weekday is another one."""
_DEPARTMENT = 2
"""Digits of a department's ubigeo."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What copies are compared by, of a new article or a stored one."""

    title: str
    body: str
    published: When
    counts: Mapping[str, int]
    places: frozenset[str]


def other_raid(one: Telling, other: Telling, conflicts: Conflicts) -> str:
    """Return why two texts alike tell two raids, in words; empty where they may tell one."""
    if conflicts.names_exchanged and _elsewhere(one.places, other.places):
        return "another place"
    days = _days(one.published, other.published)
    if not (one.counts and other.counts and days):
        return ""
    if conflicts.dated or (conflicts.days_shared and days < _WEEK) or _named(one, other):
        return ""
    if conflicts.days_exchanged:
        return "another day"
    both = one.counts.keys() & other.counts.keys()
    pairs = ((one.counts[name], other.counts[name]) for name in both)
    is_other = any(mine != theirs and not close(mine, theirs) for mine, theirs in pairs)
    return "other counts on another day" if is_other and conflicts.exchanged else ""


def _elsewhere(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether no place of one is, holds or lies in one of the other, as finely as both tell."""
    fine, finer = _within_department(one), _within_department(other)
    if not fine or not finer:
        fine, finer = one, other
    meet = any(a.startswith(b) or b.startswith(a) for a in fine for b in finer)
    return bool(fine and finer) and not meet


def _within_department(places: frozenset[str]) -> frozenset[str]:
    return frozenset(place for place in places if len(place) > _DEPARTMENT)


def _days(one: When, other: When) -> int:
    """Whole days between, so that an update overnight is none; 0 where unknown."""
    if one.at is None or other.at is None:
        return 0
    return abs(one.at - other.at).days


def _named(one: Telling, other: Telling) -> bool:
    """Whether both name an operation, a gang, a venue or a person accused."""
    return shared_names(_names(one.body), _names(other.body)) > 0


@lru_cache(maxsize=512)
def _names(body: str) -> frozenset[str]:
    return names_in(body)
