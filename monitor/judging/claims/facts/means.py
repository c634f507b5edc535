"""How victims were brought in and held, as far as somebody is exploited at all.

A promise, a debt or a locked door tells of trafficking only where the text tells a form of it, or
names the crime. A job that was offered as a lure was a false one, and a false job deceives.
"""

from collections.abc import Iterable
from dataclasses import replace

from monitor.judging.claims.facts.forms import is_named
from monitor.judging.claims.reading import Readings
from monitor.models import Claim

_OF_VICTIMS = frozenset(
    {"means", "lure", "lure_channel", "promised_pay_pen", "promised_pay_usd", "venue"}
)
_JOBLESS = frozenset({"child_sale", "organ", "marriage"})
"""Forms for which nobody offers a job."""
_AT_HOME = frozenset({"domestic", "marriage", "begging"})
_LESS = frozenset({"home", "restaurant"})


def settle(claims: Iterable[Claim], readings: Readings) -> list[Claim]:
    """Return ``claims`` with the means that follow, and without those of no exploitation."""
    told = _placed(list(claims))
    forms = {claim.value for claim in told if claim.field == "form"}
    if not forms and not is_named(readings):
        return [claim for claim in told if claim.field not in _OF_VICTIMS]
    if forms and forms <= _JOBLESS:
        kept = _OF_VICTIMS - {"means", "lure_channel", "venue"}
        return [claim for claim in told if claim.field not in kept]
    means = {claim.value: claim for claim in told if claim.field == "means"}
    lure = next((claim for claim in told if claim.field == "lure"), None)
    for value, cause in (("false_job", lure), ("deception", means.get("false_job") or lure)):
        if cause is not None and value not in means:
            told.append(replace(cause, field="means", value=value))
    return told


def _placed(told: list[Claim]) -> list[Claim]:
    """Return ``told`` without homes beside another venue: accused and witnesses live in them."""
    venues = {claim.value for claim in told if claim.field == "venue"}
    forms = {claim.value for claim in told if claim.field == "form"}
    if len(venues) < 2 or forms & _AT_HOME:
        return told
    return [claim for claim in told if claim.field != "venue" or claim.value not in _LESS]
