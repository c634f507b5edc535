"""What sort of text an article is."""

import re

from monitor.judging.relevance_text import Reading, read
from monitor.models import Article, Claim, Kind, Verdict

_EVENT_FIELDS = frozenset(
    {"arrested", "rescued", "sentence_years", "preventive_months", "operation", "minors"}
)
_COUNTS = frozenset({"arrested", "rescued", "minors"})
_OPENING = ("title", "lead")
_REPORT_TITLE = re.compile(
    r"\b(?:informe|estudio|cronica|columna|editorial|reportaje|entrevista|opinion|report|study|"
    r"relatorio)\b"
)


def tell(article: Article, verdict: Verdict, claims: tuple[Claim, ...]) -> Kind:
    """Return the kind of ``article``.

    Statistics where the figures are aggregates; an incident where someone was held, freed, charged
    or sentenced; then campaign, policy, report, by the words of title and opening.
    """
    if verdict.label == "rejected":
        return "other"
    reading = read(article, frozenset())
    title = _of_title(reading)
    if title == "report" and not _tells_event(claims):
        return "report"
    if _counts(claims, "aggregate") and not _counts(claims, "incident"):
        return "statistics"
    if _tells_event(claims) or _acts(reading):
        return "incident"
    return title or _of_opening(reading)


def _tells_event(claims: tuple[Claim, ...]) -> bool:
    return any(claim.scope == "incident" and claim.field in _EVENT_FIELDS for claim in claims)


def _counts(claims: tuple[Claim, ...], scope: str) -> bool:
    return any(claim.scope == scope and claim.field in _COUNTS for claim in claims)


def _acts(reading: Reading) -> bool:
    """Tell whether the title tells an act, or the opening does and nothing else is its matter."""
    acts = ("arrest", "rescue", "convict")
    if reading.has(*acts, zones=("title",)):
        return not reading.has("campaign", "statistics", "policy", zones=("title",))
    return reading.has(*acts, zones=_OPENING) and not reading.has(
        "campaign", "policy", "statistics", "report", zones=_OPENING
    )


def _of_title(reading: Reading) -> Kind | None:
    if _REPORT_TITLE.search(reading.title):
        return "report"
    return _matter(reading, ("title",))


def _of_opening(reading: Reading) -> Kind:
    return _matter(reading, _OPENING) or ("incident" if reading.has("justice") else "other")


def _matter(reading: Reading, zones: tuple[str, ...]) -> Kind | None:
    matters: tuple[Kind, ...] = ("campaign", "statistics", "policy", "report")
    return next((one for one in matters if reading.has(one, zones=zones)), None)
