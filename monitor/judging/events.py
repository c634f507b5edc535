"""When the event of an article happened, and how far the case has come."""

from monitor.judging.claims.facts.dates import event_date, published_day
from monitor.models import Article, Claim, Status, When


def when(article: Article) -> When:
    """Return the date of the event by the text's own words, else the day of publication.

    Read relative to ``article.published`` in Lima time: ``el 14 de marzo``, ``ayer``, ``el último
    viernes``, ``la madrugada del domingo``, ``October 4, 2013``. Never later than one day after
    publication; ``UNKNOWN`` where neither text nor publication gives a date.
    """
    found = event_date(article)
    return found.when if found is not None else published_day(article.published)


def status(claims: tuple[Claim, ...]) -> Status:
    """Return how far the case of an article has come.

    Args:
        claims: What :func:`monitor.judging.claims.find` found in it.
    """
    fields = {claim.field: claim.value for claim in claims if claim.scope == "incident"}
    told = fields.get("status")
    if "sentence_years" in fields and told not in ("sentenced", "detained"):
        return "sentenced"
    stages: tuple[Status, ...] = (
        "operation", "detained", "pretrial_detention", "charged", "trial", "sentenced", "acquitted",
    )  # fmt: skip
    for stage in stages:
        if told == stage:
            return stage
    if "arrested" in fields:
        return "detained"
    return "operation" if "rescued" in fields else "reported"
