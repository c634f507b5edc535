"""Rows of a digest's queries as the briefs that reporting reads."""

from collections.abc import Sequence

from monitor.briefs import ArticleBrief, ClaimBrief, PlaceBrief
from monitor.privacy import shown, victims
from monitor.privacy.addresses import sheltered, site
from monitor.privacy.runs import is_opening, runs
from monitor.privacy.words import read as words
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
        closely: Whether its body is read for names of victims; otherwise a title in which one may
            stand is left out and its address cut to the site, which takes no time.
    """
    title, url = _shown(row, closely)
    return ArticleBrief(
        article_id=row["id"],
        outlet=row["outlet"],
        title=title,
        url=url,
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


def _shown(row: Row, closely: bool) -> tuple[str, str]:
    """Return title and address without the names of victims, whom the body alone tells as such too.

    Of an article whose text is not read, or was not kept though it was rejected, a title in which a
    name may stand is left out and its address cut to the site. The names themselves are not handed
    on: what a digest was made of is kept.
    """
    title, body = str(row["title"]), row.get("body") or unpacked(row.get("packed"))
    named, read = any(runs(title)), closely if body else row["verdict"] != "rejected"
    if named and not read and _may_name(title):
        return "", site(row["url"])
    known = victims(title, body) if read else frozenset[str]()
    told = shown(title, TITLE_LENGTH, known) if named and body else title
    return told, sheltered(row["url"], known)


def _may_name(title: str) -> bool:
    """Return whether a name may stand in a title: ``Gana`` that only opens one is none."""
    return any(not is_opening(words(title), run) for run in runs(title))


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
