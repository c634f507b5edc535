"""Writing a decision: everything that follows from one article, in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from monitor.models import (
    Article,
    Credit,
    Decision,
    Episode,
    IncidentLink,
    Judgement,
    Label,
    Verdict,
)
from storage import shingles
from storage.base import listed
from storage.faults import translated
from storage.made_rows import claim_row, place_row
from storage.regrouping import INDEXED_MEMBERS, Regrouping
from storage.rows import (
    COURT,
    Row,
    content_hash,
    day_columns,
    dumps,
    facts_text,
    further_text,
    is_better_known,
    later,
    packed,
    reasons_text,
    sketch_blob,
    stage_columns,
    stamp,
    stamp_or_none,
    unpacked,
)


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """A stored article, as far as an arriving one asks."""

    article_id: int
    verdict: Label


class Saving(Regrouping):
    """Writing articles with all that follows from them."""

    def known_article(self, *keys: str) -> KnownArticle | None:
        """Return the article that is stored under one of ``keys`` (normalised addresses)."""
        row = self.row(
            "SELECT a.id, a.verdict FROM aliases AS k JOIN articles AS a ON a.id = k.article_id "
            "WHERE k.key IN (SELECT value FROM json_each(?)) LIMIT 1",
            (listed(keys),),
        )
        return KnownArticle(row["id"], row["verdict"]) if row else None

    def add_aliases(self, article_id: int, keys: Sequence[str]) -> None:
        """Remember further addresses of an article; a key that is taken stays with its owner."""
        sql = "SELECT count(*) FROM aliases WHERE key IN (SELECT value FROM json_each(?))"
        if self.number(sql, (listed(keys),)) == len(set(keys)):
            return
        with self.transaction():
            rows = ({"key": key, "article_id": article_id} for key in keys)
            self.insert_all("aliases", rows, "OR IGNORE")

    def save(self, decision: Decision, round_id: int | None = None) -> int:
        """Write everything that ``decision`` says and return the article's number.

        An article that is stored already, under its address or an alias, stays as it is.

        Raises:
            StorageError: Locked, full or damaged; then nothing of the decision is stored.
        """
        article = decision.examined.article
        with self.transaction():
            known = self._stored(article)
            if known is not None:
                self.add_aliases(known, (article.canonical_url, *article.aliases))
                return known
            story_id = decision.story.story_id or self.insert("stories", {"article_count": 0})
            article_id = self.insert("articles", _article_row(decision, story_id, round_id))
            self.add_aliases(article_id, (article.canonical_url, *article.aliases))
            self._keep(decision, article_id, story_id)
            self.write_credits(article_id, decision.examined.credits)
            self.refresh_story(story_id)
            self.change_stories(decision.story.changes, story_id)
            links = self._settle(decision)
            self._link(decision, article_id, links)
            self._write_claims(decision, article_id, links)
            self._reverdict(decision, article_id, story_id, links)
        return article_id

    def _stored(self, article: Article) -> int | None:
        known = self.known_article(article.canonical_url, *article.aliases)
        if known is not None:
            return known.article_id
        return self.number("SELECT id FROM articles WHERE url = ?", (article.url,)) or None

    def write_credits(self, article_id: int, found: Sequence[Credit]) -> None:
        """Write down whose text an article says that it carries, and forget what it said before."""
        self.write("DELETE FROM article_credits WHERE article_id = ?", (article_id,))
        rows = ({"article_id": article_id, **asdict(credit)} for credit in found)
        self.insert_all("article_credits", rows)

    # -- the text ---------------------------------------------------------------------------------

    def _keep(self, decision: Decision, article_id: int, story_id: int) -> None:
        """Keep what a later article is compared with; of ordinary news only the hash stays.

        A report of arrests or rescues is no ordinary news, even where no word of the lexicon fired.
        """
        examined, verdict = decision.examined, decision.verdict
        if verdict.label == "rejected":
            if not verdict.fired and not examined.facts.counts:
                return
            self._keep_rejected(article_id, examined.article.body)
        row = {
            "article_id": article_id,
            "facts": facts_text(examined.facts),
            "size": len(examined.article.body),
            "sketch": sketch_blob(examined.sketch),
            "further": further_text(examined),
        }
        self.insert("article_facts", row)
        self.keep_silent(decision, article_id)
        members = "SELECT article_count FROM stories WHERE id = ?"
        if self.number(members, (story_id,)) < INDEXED_MEMBERS:
            with translated(self.path):
                shingles.add(self.database.conn, story_id, examined.sketch)

    def keep_silent(self, decision: Decision, article_id: int) -> None:
        """Index what an article may tell of incidents that are not known yet."""
        examined, linked = decision.examined, {link.episode for link in decision.incidents}
        keys = set(() if linked else examined.silent_keys)
        if linked:
            further = enumerate(examined.further_keys, 1)
            keys |= {key for number, some in further if number not in linked for key in some}
        rows = ({"key": key, "article_id": article_id} for key in sorted(keys))
        self.insert_all("silent_keys", rows, "OR IGNORE")

    def _keep_rejected(self, article_id: int, body: str) -> None:
        if body:
            row = {"article_id": article_id, "body": packed(body)}
            self.insert("rejected_bodies", row, "OR REPLACE")

    # -- incidents --------------------------------------------------------------------------------

    def _settle(self, decision: Decision) -> list[IncidentLink]:
        """Change stored incidents as the decision says; return the article's links."""
        changes = decision.incident_changes
        self.merge_incidents(changes)
        links = self._resolve(decision)
        if links and links[0].incident_id is not None:
            self.move_tellings(changes, links[0].incident_id)
        return links

    def _resolve(self, decision: Decision) -> list[IncidentLink]:
        """Return the links with live incidents, new ones made; the main one first."""
        links: dict[int, IncidentLink] = {}
        for link in sorted(decision.incidents, key=lambda link: -link.score):
            incident = self.live(link.incident_id) or self._new_incident(decision, link.episode)
            links.setdefault(incident, replace(link, incident_id=incident))
        return list(links.values())

    def _new_incident(self, decision: Decision, episode: int) -> int:
        seen = stamp(decision.examined.article.fetched_at)
        told = _told(decision, episode)
        event, precision = day_columns(told.event)
        titles = (decision.incident_title, *decision.further_titles)
        return self.insert(
            "incidents",
            {
                "title": titles[episode],
                "kind": decision.examined.judgement.kind,
                "status": told.status,
                "date_event": event,
                "date_precision": precision,
                "first_seen_at": seen,
                "last_update_at": seen,
            },
        )

    def _link(self, decision: Decision, article_id: int, links: Sequence[IncidentLink]) -> None:
        """Put an article, or a copy of its text, into its incidents; bring these up to date."""
        examined = decision.examined
        keys_of = (examined.incident_keys, *examined.further_keys)
        for link in links:
            ends = {"incident_id": link.incident_id, "article_id": article_id}
            row = {**ends, "reason": link.reason, "score": link.score}
            self.insert("incident_articles", row | _stage(decision, link.episode), "OR IGNORE")
            keys = ({"key": key, **ends} for key in keys_of[link.episode])
            self.insert_all("incident_keys", keys, "OR IGNORE")
            self._advance(link.incident_id, decision, link.episode)

    def _advance(self, incident_id: int | None, decision: Decision, episode: int) -> None:
        """Let an incident learn from an article how far the case has come, and when it happened.

        The date of what a person confirmed stays; how far the case has come goes on.
        """
        old = self.row("SELECT * FROM incidents WHERE id = ?", (incident_id,))
        assert old is not None
        told = _told(decision, episode)
        seen = stamp(decision.examined.article.fetched_at)
        self.write(
            "UPDATE incidents SET first_seen_at = min(first_seen_at, ?), "
            "last_update_at = max(last_update_at, ?) WHERE id = ?",
            (seen, seen, incident_id),
        )
        event = (old["date_event"], old["date_precision"])
        if not old["reviewed_by"] and is_better_known(told.event, *event):
            event = day_columns(told.event)
        self.write(
            "UPDATE incidents SET status = ?, date_event = ?, date_precision = ? WHERE id = ?",
            (later(old["status"], told.status), *event, incident_id),
        )
        if not old["reviewed_by"] and old["status"] in COURT and told.status not in COURT:
            self._name_by_raid(
                incident_id, (decision.incident_title, *decision.further_titles)[episode]
            )

    def _name_by_raid(self, incident_id: int | None, title: str) -> None:
        """Let the first article that tells the raid give the title, where a court's came first."""
        sql = (
            "SELECT count(*) FROM incidents AS i JOIN incident_articles AS l "
            "ON l.incident_id = i.id WHERE i.live_id = ? AND l.status NOT IN "
            "(SELECT value FROM json_each(?))"
        )
        if self.number(sql, (incident_id, listed(COURT))) == 1:
            self.write("UPDATE incidents SET title = ? WHERE id = ?", (title, incident_id))

    def _write_claims(
        self, decision: Decision, article_id: int, links: Sequence[IncidentLink]
    ) -> None:
        """Write claims and places down, each with the incident whose passage holds it."""
        if decision.verdict.label == "rejected":
            return
        incidents = {link.episode: link.incident_id for link in reversed(links)}
        for told, incident in _by_incident(decision.examined.judgement, incidents):
            claims = (claim_row(claim, article_id, incident) for claim in told.claims)
            self.insert_all("claims", claims)
            placed = (mention for mention in told.mentions if mention.role is not None)
            places = (place_row(mention, article_id, incident) for mention in placed)
            self.insert_all("incident_places", places)

    # -- copies that were judged by less text -----------------------------------------------------

    def _reverdict(
        self, decision: Decision, article_id: int, story_id: int, links: Sequence[IncidentLink]
    ) -> None:
        """Give the verdict of the story's fullest text to its other articles."""
        if not decision.reverdicts:
            return
        verdict = decision.verdict
        copies = self.rows(
            "SELECT id FROM articles WHERE story_id = ? AND id <> ? AND verdict <> ?",
            (story_id, article_id, verdict.label),
        )
        reason = f"same text as article {article_id}"
        told = [replace(link, reason=reason) for link in links]
        for copy in copies:
            if self.is_kept(copy["id"]):
                continue
            self.judge_anew(copy["id"], verdict)
            self._link(decision, copy["id"], told)
            self._attribute(copy["id"], told[0].incident_id if told else None)

    def judge_anew(self, article_id: int, verdict: Verdict) -> None:
        """Change an article's verdict; its text moves to where texts of that verdict lie."""
        old = self.row(
            "SELECT a.verdict, a.body, r.body AS packed FROM articles AS a "
            "LEFT JOIN rejected_bodies AS r ON r.article_id = a.id WHERE a.id = ?",
            (article_id,),
        )
        assert old is not None
        body = old["body"] or unpacked(old["packed"]) or None
        self.write("DELETE FROM rejected_bodies WHERE article_id = ?", (article_id,))
        if verdict.label == "rejected":
            self._keep_rejected(article_id, body or "")
            body = None
            self.write("DELETE FROM claims WHERE article_id = ?", (article_id,))
            self.write("DELETE FROM incident_places WHERE article_id = ?", (article_id,))
        self.write(
            "UPDATE articles SET verdict = ?, score = ?, reasons = ?, body = ? WHERE id = ?",
            (verdict.label, verdict.score, reasons_text(verdict.reasons), body, article_id),
        )
        if verdict.label != "relevant":
            self._unlink(article_id)
        self.write("DELETE FROM silent_keys WHERE article_id = ?", (article_id,))

    def _unlink(self, article_id: int) -> None:
        self.write("DELETE FROM incident_articles WHERE article_id = ?", (article_id,))
        self.write("DELETE FROM incident_keys WHERE article_id = ?", (article_id,))

    def _attribute(self, article_id: int, incident_id: int | None) -> None:
        """Say which incident an article's claims and places are about."""
        values = (incident_id, article_id)
        sql = "UPDATE claims SET incident_id = ? WHERE article_id = ? AND scope = 'incident'"
        self.write(sql, values)
        self.write("UPDATE incident_places SET incident_id = ? WHERE article_id = ?", values)


def _told(decision: Decision, episode: int) -> Episode | Judgement:
    """Return what tells an incident: one of several events, or the whole article."""
    judgement = decision.examined.judgement
    return judgement.episodes[episode] if judgement.episodes else judgement


def _stage(decision: Decision, episode: int) -> Row:
    """Return what a link says of the stage of the case and of where the article tells it."""
    told = _told(decision, episode)
    published = decision.examined.article.published
    event, precision = stage_columns(told.status, told.event, published)
    return {
        "episode": episode,
        "passages": dumps(told.passages if isinstance(told, Episode) else []),
        "status": told.status,
        "date_event": event,
        "date_precision": precision,
    }


def _by_incident(
    judgement: Judgement, incidents: Mapping[int, int | None]
) -> Iterator[tuple[Episode | Judgement, int | None]]:
    """Yield what is said of each incident; what no passage holds belongs to the main one."""
    main = incidents.get(0, next(iter(incidents.values()), None))
    if not judgement.episodes:
        yield judgement, main
        return
    for number, episode in enumerate(judgement.episodes):
        yield episode, incidents.get(number)
    inside = {claim for episode in judgement.episodes for claim in episode.claims}
    rest = tuple(claim for claim in judgement.claims if claim not in inside)
    yield replace(judgement, claims=rest, mentions=()), main


def _article_row(decision: Decision, story_id: int, round_id: int | None) -> Row:
    article, verdict = decision.examined.article, decision.verdict
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "source_id": article.outlet.source_id,
        "outlet": article.outlet.name,
        "outlet_country": article.outlet.country,
        "title": article.title,
        "body": None if verdict.label == "rejected" else article.body or None,
        "author": article.author,
        "language": article.language,
        "published_at": stamp_or_none(article.published.at),
        "published_precision": article.published.precision,
        "fetched_at": stamp(article.fetched_at),
        "verdict": verdict.label,
        "score": verdict.score,
        "reasons": reasons_text(verdict.reasons),
        "kind": decision.examined.judgement.kind,
        "story_id": story_id,
        "story_reason": decision.story.reason,
        "story_score": decision.story.score,
        "story_like_id": decision.story.like_article_id,
        "story_features": dumps(dict(decision.story.features)),
        "story_differs": dumps(dict(decision.story.differs)),
        "content_hash": content_hash(article.body),
        "round_id": round_id,
    }
