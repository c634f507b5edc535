"""Does an article that no rule calls relevant tell a known incident all the same?

Of four outlets on one raid, one never says what the crime is. Alone it is no news of the beat; that
it tells the incident of the others must be plain from its facts: names, and counts of victims,
in the same place on the same days. Counts of the arrested alone prove nothing: any raid has them.
"""

from collections.abc import Mapping, Sequence

from monitor.grouping.evidence import compared, days_apart, veto
from monitor.models import Facts, KnownIncident

_VICTIMS = ("rescued", "minors", "women", "men", "adults")
_NEAR_DAYS = 4.0
_ENOUGH = 3
_MANY = 10
"""A number of victims that two raids of one place and week do not share by chance."""
_ALIKE = 0.25
"""Share of rare words of the opening that counts as another sign."""


def corroborated(facts: Facts, known: Sequence[KnownIncident]) -> tuple[int, int] | None:
    """Return the incident that ``facts`` tell for sure, and the article that shows it.

    Args:
        facts: Of an article that by itself is not relevant.
        known: Stored incidents that share a key with it.
    """
    scored = [
        (_signs(facts, telling), -incident.incident_id, article)
        for incident in known
        for article, telling in incident.tellings
    ]
    signs, incident, article = max(scored, default=(0, 0, 0))
    return (-incident, article) if signs >= _ENOUGH else None


def _signs(one: Facts, other: Facts) -> int:
    """Count the signs that two tellings are of one event; none where anything forbids it."""
    features = compared(one, other)
    names = int(features["shared_names"])
    if veto(one, other, features) or not _is_there(features, names):
        return 0
    if days_apart(one, other) > _NEAR_DAYS and not (features["later_stage"] and names):
        return 0
    victims = _victims(one.counts, other.counts)
    held = one.counts.get("arrested", 0)
    same = held == other.counts.get("arrested") and held > (0 if victims else 1)
    return 2 * names + victims + same + (features["terms"] >= _ALIKE)


def _is_there(features: Mapping[str, float], names: int) -> bool:
    """Whether the places meet; two names in common, or one and a place named, stand for that."""
    levels = ("same_district", "same_province", "same_department")
    if any(features[level] for level in levels) or names > 1:
        return True
    return features["named_places"] > 0


def _victims(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    values = {one[name] for name in _VICTIMS if one.get(name, 0) > 1}
    shared = values & {other[name] for name in _VICTIMS if name in other}
    return 0 if not shared else 2 if max(shared) >= _MANY else 1
