"""Rows of a digest's queries as the briefs that reporting reads."""

from collections.abc import Sequence

from monitor.briefs import ArticleBrief, ClaimBrief, PlaceBrief
from monitor.privacy import victims
from storage.rows import Row, instant, reasons_of, when


def article_brief(
    row: Row, claims: tuple[ClaimBrief, ...] = (), *, is_new: bool = True
) -> ArticleBrief:
    """Return the brief of a row of ``articles``, with ``link_reason`` if it tells an incident."""
    return ArticleBrief(
        article_id=row["id"],
        outlet=row["outlet"],
        title=row["title"],
        url=row["url"],
        published=when(row["published_at"], row["published_precision"]),
        fetched_at=instant(row["fetched_at"]),
        label=row["verdict"],
        kind=row["kind"],
        story_id=row["story_id"],
        link_reason=row.get("link_reason", ""),
        claims=claims,
        is_new=is_new,
        reason=_against(row) if row["verdict"] == "rejected" else "",
        credit=row.get("credit") or "",
        victims=victims(row["title"], row["body"] or ""),
    )


def _against(row: Row) -> str:
    """Return the strongest reason against an article."""
    reasons = reasons_of(row["reasons"])
    if not reasons:
        return ""
    strongest = min(reasons, key=lambda reason: reason.weight)
    return f"{strongest.rule}: {strongest.words}" if strongest.words else strongest.rule


def claim_brief(row: Row, *, is_new: bool) -> ClaimBrief:
    """Return the brief of a row of ``claims`` with the ``outlet`` that made it."""
    return ClaimBrief(
        field=row["field"],
        value=row["value"],
        qualifier=row["qualifier"],
        scope=row["scope"],
        quote=row["quote"],
        article_id=row["article_id"],
        outlet=row["outlet"],
        is_new=is_new,
    )


def place_brief(rows: Sequence[Row]) -> PlaceBrief:
    """Return the brief of rows of ``incident_places`` that name the same place in the same role."""
    first = rows[0]
    return PlaceBrief(
        role=first["role"],
        text=first["text"],
        department=first["department"],
        district=first["district"],
        ubigeo=first["ubigeo"],
        country=first["country"],
        outlets=tuple(dict.fromkeys(row["outlet"] for row in rows)),
    )
