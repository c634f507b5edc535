"""Why an article was judged and grouped as it was."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.briefs import Edit
from monitor.models import Claim, Kind, Mention, Place, Status, Verdict, When
from storage.base import Connected, listed
from storage.rows import Row, edit_of, instant, part_of, unpacked, verdict_of, when


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story."""

    article_id: int
    outlet: str
    title: str
    url: str
    published: When


@dataclass(frozen=True, slots=True)
class StoryOf:
    """The text that an article carries."""

    story_id: int
    reason: str
    score: float
    members: tuple[Member, ...]
    """All its articles, the explained one included, the earliest first."""
    credits: tuple[str, ...] = ()
    """Whose text its articles say that they carry: kind, name, who says so and the words."""
    features: Mapping[str, float] = field(default_factory=dict)
    """What spoke for and against the link, by the names of the weights."""


@dataclass(frozen=True, slots=True)
class IncidentOf:
    """An incident that an article tells."""

    incident_id: int
    title: str
    reason: str
    score: float
    status: Status = "reported"
    """The stage of the case that the article tells."""
    passages: tuple[tuple[int, int], ...] = ()
    """Where its text tells it; empty where all of it does."""


@dataclass(frozen=True, slots=True)
class DropSeen:
    """A time when an address was given up."""

    at: datetime
    source_id: str
    stage: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class ArticleSeen:
    """A stored article with all that was made of it."""

    article_id: int
    url: str
    canonical_url: str
    outlet: str
    title: str
    author: str
    language: str
    published: When
    fetched_at: datetime
    kind: Kind
    verdict: Verdict
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    """Only places with a role are stored."""
    story: StoryOf | None
    """None for an article that was forgotten."""
    incidents: tuple[IncidentOf, ...]
    body: str = ""
    """Empty where the text was not kept."""
    edits: Sequence[tuple[datetime, Edit]] = ()
    """When another text of it was read, and what the outlet had changed."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of an address: the article, the times it was given up, or both."""

    subject: str
    article: ArticleSeen | None
    drops: tuple[DropSeen, ...]


class Explain(Connected):
    """Looking one address up."""

    def find_article(self, subject: str, *keys: str) -> int | None:
        """Return the number of the article with this address, alias or number."""
        if subject.isascii() and subject.isdecimal() and len(subject) < 19:
            return self.number("SELECT id FROM articles WHERE id = ?", (int(subject),)) or None
        by_url = self.number("SELECT id FROM articles WHERE url = ?", (subject,))
        sql = "SELECT article_id FROM aliases WHERE key IN (SELECT value FROM json_each(?))"
        return by_url or self.number(sql, (listed((subject, *keys)),)) or None

    def explain(self, subject: str, *keys: str) -> Explanation | None:
        """Return what is known of ``subject``, None where that is nothing.

        Args:
            subject: An address as given, or an article's number.
            keys: Its normalised forms.
        """
        number = self.find_article(subject, *keys)
        article = None if number is None else self._seen(number)
        drops = self._drops_of(subject, *keys)
        return Explanation(subject, article, drops) if article or drops else None

    def _seen(self, number: int) -> ArticleSeen:
        row = self.row("SELECT * FROM articles WHERE id = ?", (number,))
        assert row is not None
        return ArticleSeen(
            article_id=number,
            url=row["url"],
            canonical_url=row["canonical_url"],
            outlet=row["outlet"],
            title=row["title"],
            author=row["author"],
            language=row["language"],
            published=when(row["published_at"], row["published_precision"]),
            fetched_at=instant(row["fetched_at"]),
            kind=row["kind"],
            verdict=verdict_of(row),
            claims=self.claims_of(number),
            mentions=self.mentions_of(number),
            story=self._story_of(row) if row["story_id"] else None,
            incidents=self._incidents_of(number),
            body=row["body"] or self._kept_body(number),
            edits=self.edits_of(number),
        )

    def edits_of(self, article_id: int) -> list[tuple[datetime, Edit]]:
        """Return what was changed in an article, and when that was read, the first change first."""
        rows = self.rows(
            "SELECT * FROM article_versions WHERE article_id = ? ORDER BY version", (article_id,)
        )
        return [(instant(row["replaced_at"]), edit_of(row)) for row in rows]

    def _kept_body(self, number: int) -> str:
        row = self.row("SELECT body FROM rejected_bodies WHERE article_id = ?", (number,))
        return unpacked(row["body"] if row else None)

    def claims_of(self, article_id: int) -> tuple[Claim, ...]:
        """Return the claims of an article, in the order in which they were found."""
        rows = self.rows("SELECT * FROM claims WHERE article_id = ? ORDER BY id", (article_id,))
        return tuple(map(_claim_of, rows))

    def mentions_of(self, article_id: int) -> tuple[Mention, ...]:
        """Return the places with a role that an article names."""
        sql = "SELECT * FROM incident_places WHERE article_id = ? ORDER BY id"
        return tuple(map(_mention_of, self.rows(sql, (article_id,))))

    def _story_of(self, article: Row) -> StoryOf:
        rows = self.rows(
            "SELECT * FROM articles WHERE story_id = ? "
            "ORDER BY coalesce(published_at, fetched_at), id",
            (article["story_id"],),
        )
        members = (
            Member(
                article_id=row["id"],
                outlet=row["outlet"],
                title=row["title"],
                url=row["url"],
                published=when(row["published_at"], row["published_precision"]),
            )
            for row in rows
        )
        reason, score = article["story_reason"], article["story_score"]
        features = json.loads(article["story_features"])
        told = tuple(self._credits_of(article["story_id"]))
        return StoryOf(article["story_id"], reason, score, tuple(members), told, features)

    def _credits_of(self, story: int) -> list[str]:
        rows = self.rows(
            "SELECT c.*, a.outlet FROM articles AS a JOIN article_credits AS c "
            "ON c.article_id = a.id WHERE a.story_id = ? ORDER BY c.kind, c.name, a.id",
            (story,),
        )
        return [f"{r['name']} ({r['kind']}), says {r['outlet']}: «{r['quote']}»" for r in rows]

    def _incidents_of(self, article_id: int) -> tuple[IncidentOf, ...]:
        rows = self.rows(
            "SELECT live.id, live.title, l.reason, l.score, l.status, l.passages "
            "FROM incident_articles AS l "
            "JOIN incidents AS i ON i.id = l.incident_id "
            "JOIN incidents AS live ON live.id = i.live_id "
            "WHERE l.article_id = ? ORDER BY l.score DESC, live.id",
            (article_id,),
        )
        return tuple(_incident_of(row) for row in rows)

    def _drops_of(self, *addresses: str) -> tuple[DropSeen, ...]:
        rows = self.rows(
            "SELECT * FROM drops WHERE url IN (SELECT value FROM json_each(?)) ORDER BY id",
            (listed(addresses),),
        )
        return tuple(
            DropSeen(instant(r["at"]), r["source_id"], r["stage"], r["reason"], r["detail"])
            for r in rows
        )


def _incident_of(row: Row) -> IncidentOf:
    passages = tuple((start, end) for start, end in json.loads(row["passages"]))
    told = (row["id"], row["title"], row["reason"], row["score"])
    return IncidentOf(*told, row["status"], passages)


def _claim_of(row: Row) -> Claim:
    return Claim(
        field=row["field"],
        value=row["value"],
        quote=row["quote"],
        start=row["start"],
        end=row["end"],
        part=part_of(row["part"]),
        qualifier=row["qualifier"],
        scope=row["scope"],
        extractor=row["extractor"],
    )


def _mention_of(row: Row) -> Mention:
    names = ("text", "ubigeo", "department", "province", "district", "latitude", "longitude")
    place = Place(
        **{name: row[name] for name in names}, country=row["country"], precision=row["precision"]
    )
    return Mention(
        place=place,
        role=row["role"],
        quote=row["quote"],
        start=row["start"],
        end=row["end"],
        part=part_of(row["part"]),
    )
