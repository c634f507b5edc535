"""Rows of a digest's queries as the briefs that reporting reads."""

from collections.abc import Sequence

from monitor.briefs import ArticleBrief, ClaimBrief, PlaceBrief
from monitor.privacy import shown, victims
from monitor.privacy.runs import runs
from storage.rows import Row, instant, reasons_of, unpacked, when

TITLE_LENGTH = 500


def article_brief(
    row: Row,
    claims: tuple[ClaimBrief, ...] = (),
    *,
    is_new: bool = True,
    closely: bool = True,
) -> ArticleBrief:
    """Return the brief of a row of ``articles``, in which no victim is named.

    Args:
        row: With ``link_reason`` if it tells an incident; with ``packed``, the text that was kept
            of a rejected one.
        claims: Its own, outside an incident.
        is_new: Whether the period brings it.
        closely: Whether its body is read for names of victims where one may stand in the title;
            otherwise such a title is left out, which takes no time.
    """
    return ArticleBrief(
        article_id=row["id"],
        outlet=row["outlet"],
        title=_headline(row, closely),
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
    )


def _headline(row: Row, closely: bool) -> str:
    """Return the title without the names of victims, those that only the body tells as such too.

    Empty where a name may stand in the title of a rejected article of which no text was kept. The
    names themselves are not handed on: what a digest was made of is kept.
    """
    title, body = str(row["title"]), row.get("body") or unpacked(row.get("packed"))
    if not any(runs(title)):
        return title
    if not body:
        return "" if row["verdict"] == "rejected" else title
    return shown(title, TITLE_LENGTH, victims(title, body)) if closely else ""


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
