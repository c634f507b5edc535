"""Do two articles tell one incident: what their facts say for and against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log, log1p

from monitor.grouping.facts import NAMED, NATION, TRAIT, YEAR
from monitor.grouping.naming import PERSON, VENUE, shared_names
from monitor.grouping.weights import fitted, probability
from monitor.models import Facts, Precision, Status, When

_STAGE: Mapping[Status, int] = {
    "reported": 0, "operation": 0, "detained": 0, "pretrial_detention": 1, "charged": 2,
    "trial": 3, "sentenced": 4, "acquitted": 4,
}  # fmt: skip
_SPAN: Mapping[Precision, int] = {"time": 0, "day": 0, "week": 6, "month": 30, "year": 365}
"""Days that an instant of this precision stands for, less one."""
_TELLING_LATE = timedelta(days=2)
"""An event that bears the day of publication may have happened so much earlier."""
_ONE_CASE = 0.6
"""Score of two stages that agree in district and number of accused, where nobody is named."""
_MANY_ACCUSED = 5
_CASE_YEAR = 366.0
_VICTIMS = ("women", "men", "minors", "adults")
_SPLIT = 0.7
"""Weight of an equal count that is named otherwise."""
_CLOSE = 0.25
"""Share by which outlets differ on one raid; small numbers never lie so close by being apart."""
_NEAR_DAYS = 3.0
_FAR_DAYS = 10.0
_SHARED_TERMS = 0.1
_SAME_TERMS = 0.25
"""Share of rare words of the opening that tells a case where the year and the place agree."""
_CASE_DAYS = 60.0
"""Stages of a case farther apart than this need a shared name or rare equal counts."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two tellings say of being one incident."""

    score: float
    """0 to 1."""
    veto: str
    """Why they cannot be one, in words; empty where nothing forbids it."""
    features: Mapping[str, float]


def weigh(one: Facts, other: Facts) -> Evidence:
    """Compare two tellings by their facts; wording counts for little."""
    features = compared(one, other)
    forbidden = veto(one, other, features)
    score = 0.0 if forbidden else probability(fitted()["incidents"], features)
    if not forbidden and _one_case(one, other, features):
        score = max(score, _ONE_CASE)
    return Evidence(score, forbidden, features)


def _one_case(one: Facts, other: Facts, features: Mapping[str, float]) -> bool:
    """Another stage, in the same district, that nothing contradicts.

    It tells of as many accused, five or more, within a year; or names the year of the other one,
    the same form and the same rare words.
    """
    if _year_told(one, other, features):
        return True
    accused = one.counts.get("arrested", 0)
    return (
        features["later_stage"] > 0
        and features["same_district"] > 0
        and accused >= _MANY_ACCUSED
        and accused == other.counts.get("arrested")
        and not features["persons_differ"]
        and not features["unequal_counts"]
        and days_apart(one, other) <= _CASE_YEAR
    )


def _year_told(one: Facts, other: Facts, features: Mapping[str, float]) -> bool:
    """Whether a court speaks of the year, the district, the form and the rare words of a raid."""
    earlier, later = sorted((one, other), key=lambda facts: _STAGE[facts.status])
    if earlier.event.at is None or not features["later_stage"]:
        return False
    return (
        f"{YEAR}{earlier.event.at:%Y}" in later.terms
        and features["same_district"] > 0
        and features["same_form"] > 0
        and features["terms"] >= _SAME_TERMS
        and not (features["persons_differ"] or features["venues_differ"])
        and not features["unequal_counts"]
    )


def compared(one: Facts, other: Facts) -> dict[str, float]:
    """Return what speaks for and against, feature by feature, 0 to 3 each."""
    gap = _scaled(days_apart(one, other))
    later = _STAGE[one.status] != _STAGE[other.status]
    near = 1 - min(1.0, gap * 2)
    found = _places(one, other) | _counts(one.counts, other.counts) | _names(one, other)
    place = max(found["same_district"], found["same_province"] * 0.7, found["same_department"] / 2)
    return found | {
        "gap": 0.0 if later else gap,
        "gap_between_stages": gap if later else 0.0,
        "later_stage": float(later),
        "near_and_there": near * place,
        "counts_and_there": found["equal_counts"] * place,
        "counts_and_near": found["equal_counts"] * near,
        "counts_and_stage": found["equal_counts"] * place * later,
        "same_form": float(bool(one.forms & other.forms)),
        "forms_differ": float(bool(one.forms and other.forms and not one.forms & other.forms)),
        "unequal_alone": 0.0 if found["equal_counts"] else found["unequal_counts"],
        "terms": _overlap(_words(one), _words(other)),
        "named_places": _named_places(one, other),
        "nowhere": float(not one.departments or not other.departments),
        "same_traits": min(1.0, len(_prefixed(one, TRAIT) & _prefixed(other, TRAIT)) / 2),
        "same_nation": float(bool(_prefixed(one, NATION) & _prefixed(other, NATION))),
        "nations_differ": float(_differ(_prefixed(one, NATION), _prefixed(other, NATION))),
    }


def _places(one: Facts, other: Facts) -> dict[str, float]:
    """The finest level on which two tellings meet, or that they are elsewhere."""
    districts = _cut(one, 6) & _cut(other, 6)
    provinces = _cut(one, 4) & _cut(other, 4)
    departments = one.departments & other.departments
    known = bool(one.departments and other.departments)
    both_exact = bool(_cut(one, 6) and _cut(other, 6))
    return {
        "same_district": float(bool(districts)),
        "same_province": float(bool(provinces and not districts)),
        "same_department": float(bool(departments and not provinces)),
        "other_district": float(both_exact and not districts),
        "elsewhere": float(known and not departments),
    }


def _cut(facts: Facts, digits: int) -> set[str]:
    return {place[:digits] for place in facts.places if len(place) >= digits}


def _counts(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, float]:
    both = (one.keys() & other.keys()) - _twice_told(one) - _twice_told(other)
    unlike = [_unlike(one[name], other[name]) for name in both]
    equal = sum(_surprise(name, one[name]) for name in both if one[name] == other[name])
    equal += _SPLIT * (_rescued_as(one, other) + _rescued_as(other, one))
    return {
        "equal_counts": min(3.0, equal / 2),
        "close_counts": sum(close(one[name], other[name]) for name in both) / 2,
        "unequal_counts": sum(unlike) / 2,
    }


def _twice_told(counts: Mapping[str, int]) -> set[str]:
    """Fields that repeat how many were rescued: nine rescued, nine women."""
    return {
        name for name in ("women", "men", "adults") if counts.get(name) == counts.get("rescued")
    }


def _rescued_as(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """How much it tells that those rescued by one are the women or minors of the other."""
    rescued = one.get("rescued", 0)
    if not rescued or "rescued" in other:
        return 0.0
    return _surprise("rescued", rescued) * (rescued in {other.get(name) for name in _VICTIMS})


def _unlike(one: int, other: int) -> float:
    """0 for equal counts and for large ones that are close, 1 where one is twice the other."""
    return 0.0 if close(one, other) else min(1.0, 2 * abs(one - other) / max(one, other))


def close(one: int, other: int) -> bool:
    """Return whether two numbers differ as outlets do of one raid: 40 and 43, but not 1 and 2."""
    return 0 < abs(one - other) <= _CLOSE * max(one, other)


def _surprise(field: str, value: int) -> float:
    """How little an equal count is to be expected by chance: log odds against value's frequency.

    Small counts are frequent; months of prison are set by law, so they tell less.
    """
    frequency = max(0.004, 0.3 / value**1.2)
    weight = 0.4 if field in ("preventive_months", "women", "men", "adults") else 1.0
    return weight * max(0.0, log(0.5 / frequency))


def _names(one: Facts, other: Facts) -> dict[str, float]:
    shared = shared_names(one.names, other.names)
    return {
        "shared_names": min(2.0, shared),
        "venues_differ": float(not shared and _both(VENUE, one, other)),
        "persons_differ": float(not shared and _both(PERSON, one, other)),
    }


def _both(prefix: str, one: Facts, other: Facts) -> bool:
    return all(any(name.startswith(prefix) for name in f.names) for f in (one, other))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller > 3 else 0.0


def _prefixed(facts: Facts, prefix: str) -> frozenset[str]:
    return frozenset(term for term in facts.terms if term.startswith(prefix))


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _words(facts: Facts) -> frozenset[str]:
    return frozenset(term for term in facts.terms if ":" not in term)


def _named_places(one: Facts, other: Facts) -> float:
    """Districts that both name, those where it happened by both apart; two or more are 1."""
    shared = {term.removeprefix(NAMED) for term in one.terms & other.terms if NAMED in term}
    known = _cut(one, 6) & _cut(other, 6)
    return min(1.0, sum(len(place) == 6 and place.isdigit() for place in shared - known) / 2)


def _scaled(days: float) -> float:
    """0 for the same day, 1 for a year or more."""
    return min(1.0, log1p(days) / log1p(365))


def days_apart(one: Facts, other: Facts) -> float:
    """Return the days between the spans in which two events lie; 0 where they overlap.

    An event with no date of its own happened some days before it was published, at most a month.
    """
    (start, end), (other_start, other_end) = _span(one), _span(other)
    if start is None or end is None or other_start is None or other_end is None:
        return 0.0
    apart = max(start - other_end, other_start - end)
    return max(0.0, apart / timedelta(days=1))


def _span(facts: Facts) -> tuple[datetime | None, datetime | None]:
    event, published = facts.event.at, facts.published.at
    if event is None:
        return (published - timedelta(days=30), published) if published else (None, None)
    start, end = event, event + timedelta(days=_SPAN.get(facts.event.precision, 365) + 1)
    if published is not None and event.date() == published.date():
        start -= _TELLING_LATE
    return start, min(end, max(published, event)) if _known(facts.published) and published else end


def _known(when: When) -> bool:
    return when.precision != "unknown"


def veto(one: Facts, other: Facts, features: Mapping[str, float]) -> str:
    """Return why two tellings cannot be one: another place, another date with other counts."""
    named = features["shared_names"] > 0
    if features["elsewhere"] and not named:
        return "another place"
    same_stage = _STAGE[one.status] == _STAGE[other.status]
    apart = days_apart(one, other)
    limit = _FAR_DAYS if named or not features["unequal_counts"] else _NEAR_DAYS
    if same_stage and apart > limit and not features["equal_counts"]:
        return "another date, other counts"
    told = named or features["equal_counts"] >= 1 or _year_told(one, other, features)
    if not same_stage and apart > _CASE_DAYS and not told:
        return "another case, as far as is told"
    if features["nowhere"] and not named and _little_else(features):
        return "a place is told by one only, and little else agrees"
    undated = not (_is_dated(one) and _is_dated(other))
    if undated and features["unequal_alone"] and not named:
        return "other counts, and no day that both tell"
    if features["other_district"] and not named and features["equal_counts"] < 1:
        return "another district"
    return ""


def _is_dated(facts: Facts) -> bool:
    return facts.event.at is not None or facts.published.at is not None


def _little_else(features: Mapping[str, float]) -> bool:
    """Equal counts in unknown places happen by chance; some rare word or place must be shared."""
    return features["terms"] < _SHARED_TERMS and not features["named_places"]
