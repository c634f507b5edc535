"""The stored past, to be judged or grouped anew."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from monitor.briefs import Kept, Plan, Shift
from monitor.models import Article, Decision, Facts, Outlet
from storage.regrouping import HOLDING, SETTLED
from storage.rows import (
    Row,
    day_columns,
    dumps,
    episode_facts,
    episode_passages,
    facts_of,
    facts_text,
    further_of,
    further_text,
    instant,
    sketch_blob,
    sketch_of,
    stage_columns,
    unpacked,
    verdict_of,
    when,
)
from storage.saving import Saving


class Replaying(Saving):
    """Reading the past as values, and writing what a replay changes."""

    def past(self, since: str = "", *, only: int | None = None) -> Iterator[Kept]:
        """Yield the stored articles, oldest number first.

        Args:
            since: An ISO instant: only what was published, else read, from then on.
            only: The number of the one article that is wanted; None: all.
        """
        told = self._links(only)
        reviewed = set(
            self.numbers(f"SELECT article_id FROM reviews WHERE {HOLDING}")  # noqa: S608
        )
        placed = self.placed_by_hand()
        homes = {row["id"]: row["departments"] for row in self.rows("SELECT * FROM sources")}
        for number in self.numbers(
            "SELECT id FROM articles WHERE story_id IS NOT NULL "
            "AND coalesce(published_at, fetched_at) >= ? AND (? IS NULL OR id = ?) ORDER BY id",
            (since, only, only),
        ):
            row = self.row(
                "SELECT a.*, f.facts, f.further, f.sketch, r.body AS packed FROM articles AS a "
                "LEFT JOIN article_facts AS f ON f.article_id = a.id "
                "LEFT JOIN rejected_bodies AS r ON r.article_id = a.id WHERE a.id = ?",
                (number,),
            )
            assert row is not None
            links = told.get(number, ())
            further, asides = further_of(row["further"] or "[]")
            yield Kept(
                article_id=number,
                article=_article(row, homes.get(row["source_id"], "[]")),
                story_id=row["story_id"],
                verdict=verdict_of(row, fired=row["packed"] is not None),
                facts=facts_of(row["facts"]) if row["facts"] else None,
                sketch=sketch_of(row["sketch"]) if row["sketch"] else (),
                reviewed=number in reviewed | placed or any(link["settled"] for link in links),
                told={link["episode"]: link["incident"] for link in links},
                further=further,
                asides=asides,
                placed=number in placed,
            )

    def _links(self, only: int | None) -> dict[int, list[Row]]:
        """Return what each article tells; of several links of one event the best comes last."""
        links: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows(
            f"SELECT l.article_id, l.episode, i.live_id AS incident, {SETTLED} AS settled "  # noqa: S608
            "FROM incident_articles AS l JOIN incidents AS i ON i.id = l.incident_id "
            "JOIN incidents AS live ON live.id = i.live_id WHERE ? IS NULL OR l.article_id = ? "
            "ORDER BY l.score, i.live_id DESC",
            (only, only),
        ):
            links[row["article_id"]].append(row)
        return links

    # -- grouping ---------------------------------------------------------------------------------

    def regroup(self, plan: Plan) -> None:
        """Let articles change story and incident as ``plan`` says; all of it or nothing."""
        with self.transaction():
            self._shift_stories(plan.stories)
            self._shift_incidents(plan)

    def _shift_stories(self, shifts: Sequence[Shift]) -> None:
        fresh: dict[int, int] = {}
        for shift in shifts:
            if shift.into < 0 and shift.into not in fresh:
                fresh[shift.into] = self.insert("stories", {"article_count": 0})
        self.carry([(s.article_id, fresh.get(s.into, s.into), s.reason) for s in shifts])

    def _shift_incidents(self, plan: Plan) -> None:
        fresh: dict[int, int] = {}
        left: dict[int, Counter[int]] = {}
        for shift in plan.incidents:
            if shift.into < 0 and shift.into not in fresh:
                fresh[shift.into] = self._opened(shift, plan.titles.get(shift.into, ""))
            into = fresh.get(shift.into, shift.into)
            if shift.source is None:
                self._tell_anew(shift, into)
            else:
                self.move_article(shift.article_id, shift.source, into)
                link = "incident_id = ? AND article_id = ?"
                sql = f"UPDATE incident_articles SET reason = ? WHERE {link}"  # noqa: S608
                self.write(sql, (shift.reason, into, shift.article_id))
                left.setdefault(shift.source, Counter())[into] += 1
            self.recount(into)
        for source, went in left.items():
            self.close_or_recount(source, went.most_common(1)[0][0])

    def _opened(self, shift: Shift, title: str) -> int:
        if shift.source is not None:
            return self.split_off(shift.source, title)
        row = self._kept_facts(shift)
        return self._insert_incident(episode_facts(row), title, row["fetched_at"])

    def _kept_facts(self, shift: Shift) -> Row:
        row = self.row(
            "SELECT a.fetched_at, f.facts, f.further, ? AS episode FROM articles AS a "
            "JOIN article_facts AS f ON f.article_id = a.id WHERE a.id = ?",
            (shift.episode, shift.article_id),
        )
        assert row is not None
        return row

    def _insert_incident(self, facts: Facts, title: str, seen: str) -> int:
        event, precision = day_columns(facts.event)
        return self.insert(
            "incidents",
            {
                "title": title,
                "kind": facts.kind,
                "status": facts.status,
                "date_event": event,
                "date_precision": precision,
                "first_seen_at": seen,
                "last_update_at": seen,
            },
        )

    def _tell_anew(self, shift: Shift, incident: int) -> None:
        """Link an article's event, by what was kept of it, with an incident."""
        kept = self._kept_facts(shift)
        facts = episode_facts(kept)
        event, precision = stage_columns(facts.status, facts.event, facts.published)
        row = {
            "incident_id": incident,
            "article_id": shift.article_id,
            "reason": shift.reason,
            "score": round(0.5 - 0.01 * shift.episode, 4),
            "episode": shift.episode,
            "passages": dumps(episode_passages(kept)),
            "status": facts.status,
            "date_event": event,
            "date_precision": precision,
        }
        self.insert("incident_articles", row, "OR IGNORE")
        if shift.episode == 0:
            self._attribute(shift.article_id, incident)

    # -- judging ----------------------------------------------------------------------------------

    def rejudge(self, article_id: int, decision: Decision) -> None:
        """Write what today's rules say of a stored article; its text and story stay."""
        examined = decision.examined
        with self.transaction():
            self._unlink(article_id)
            for table in ("claims", "incident_places"):
                self.write(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608
            self.judge_anew(article_id, decision.verdict)
            self.write(
                "UPDATE articles SET kind = ? WHERE id = ?",
                (examined.judgement.kind, article_id),
            )
            facts = {
                "article_id": article_id,
                "facts": facts_text(examined.facts),
                "size": len(examined.article.body),
                "sketch": sketch_blob(examined.sketch),
                "further": further_text(examined),
            }
            self.unindex(article_id)
            self.insert("article_facts", facts, "OR REPLACE")
            self.index(self.number("SELECT story_id FROM articles WHERE id = ?", (article_id,)))
            self.keep_silent(decision, article_id)
            links = self._settle(decision)
            self._link(decision, article_id, links)
            self._write_claims(decision, article_id, links)


def _article(row: Row, departments: str) -> Article:
    outlet = Outlet(
        source_id=row["source_id"],
        name=row["outlet"],
        country=row["outlet_country"],
        departments=tuple(json.loads(departments)),
        language=row["language"],
    )
    return Article(
        url=row["url"],
        canonical_url=row["canonical_url"],
        outlet=outlet,
        title=row["title"],
        body=row["body"] or unpacked(row["packed"]),
        author=row["author"],
        language=row["language"],
        published=when(row["published_at"], row["published_precision"]),
        fetched_at=instant(row["fetched_at"]),
    )
