"""Decisions of people: written down with what stood there, undoable, never overwritten.

``reviews`` is the ledger; what a decision changes is changed beside it, in the same transaction.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from monitor.errors import TrataError, UsageError
from monitor.models import Article, Decision, Label, Reason, Verdict
from storage.replaying import Replaying
from storage.rows import Row, dumps, instant, instant_or_none, reasons_of, stamp, verdict_of

State = Literal["accepted", "rejected", "unsure"]

PERSON = "person"
"""The rule under which a person's verdict stands first among the reasons of an article."""
_MADE_OF = ("incident_articles", "incident_keys", "silent_keys", "claims", "incident_places")
"""Tables with what was made of an article."""
LABELS = ("relevant", "related", "rejected")
"""What a person may say that an article is."""
_ACTIONS: Mapping[State, str] = {"accepted": "accept", "rejected": "reject", "unsure": "unsure"}


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, when, and in which words."""

    reviewer: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A decision of a person, as the ledger has it."""

    id: int
    at: datetime
    reviewer: str
    action: str
    incident_id: int | None
    article_id: int | None
    before: Mapping[str, object]
    after: Mapping[str, object]
    note: str
    undone_at: datetime | None
    undone_by: str | None


class Reviewing(Replaying):
    """Writing decisions down, and taking them back."""

    # -- articles ---------------------------------------------------------------------------------

    def review_article(
        self, article_id: int, label: Label, by: By, decision: Decision | None, leader: int = 0
    ) -> int:
        """Let an article be what a person says; return the number of the review.

        Args:
            article_id: The article.
            label: What it is.
            by: Who says so.
            decision: What follows from that; None where nothing is read from the text.
            leader: The review of another article of the same text that this one follows.
        """
        with self.transaction():
            before = self._article_before(article_id)
            told = self.told_by(article_id)
            verdict = _by_person(self._verdict(article_id), label, by)
            if decision is None:
                self.judge_anew(article_id, verdict)
            else:
                self.rejudge(article_id, replace(decision, verdict=verdict))
            for incident in told:
                self.recount(incident)
            after = {"verdict": label, **({"leader": leader} if leader else {})}
            return self._note_down(label, by, before, after, article_id=article_id)

    def copies_to_review(self, article_id: int) -> list[int]:
        """Return an article and the others of its text on which nobody decided yet."""
        mates = self.numbers(
            "SELECT id FROM articles WHERE story_id = "
            "(SELECT story_id FROM articles WHERE id = ?) AND id <> ? ORDER BY id",
            (article_id, article_id),
        )
        return [article_id, *(mate for mate in mates if not self.is_reviewed(mate))]

    def stored_article(self, article_id: int) -> tuple[Article, int]:
        """Return an article as it was read, and its story.

        Raises:
            UsageError: There is none, or it was forgotten.
        """
        found = next(self.past(only=article_id), None)
        if found is None:
            what = "there is none of this number, or it was forgotten"
            raise UsageError(f"article {article_id}", what)
        return found.article, found.story_id

    def _verdict(self, article_id: int) -> Verdict:
        row = self.row("SELECT * FROM articles WHERE id = ?", (article_id,))
        if row is None:
            raise UsageError(f"article {article_id}", "there is none of this number")
        return verdict_of(row)

    def _article_before(self, article_id: int) -> dict[str, object]:
        row = self.row("SELECT * FROM articles WHERE id = ?", (article_id,))
        if row is None:
            raise UsageError(f"article {article_id}", "there is none of this number")
        made = {
            table: self.rows(f'SELECT * FROM "{table}" WHERE article_id = ?', (article_id,))  # noqa: S608
            for table in _MADE_OF
        }
        return {
            **{name: row[name] for name in ("verdict", "score", "kind", "version")},
            "reasons": json.loads(row["reasons"]),
            "made": made,
        }

    def _undo_article(self, row: Row) -> None:
        number, before = row["article_id"], json.loads(row["before"])
        touched = self.told_by(number)
        reasons = reasons_of(dumps(before["reasons"]))
        self.judge_anew(number, Verdict(before["verdict"], before["score"], reasons))
        self.write("UPDATE articles SET kind = ? WHERE id = ?", (before["kind"], number))
        made, edited = before["made"], self._is_edited_since(row)
        self._make_again(number, {_MADE_OF[0]: made[_MADE_OF[0]]} if edited else made)
        for incident in touched | self.told_by(number):
            self.recount(incident)
        followers = (
            "SELECT id FROM reviews WHERE undone_at IS NULL "
            "AND json_extract(after, '$.leader') = ? ORDER BY id DESC"
        )
        for follower in self.numbers(followers, (row["id"],)):
            self.undo(follower, By(row["undone_by"], instant(row["undone_at"])))

    def _make_again(self, article_id: int, made: Mapping[str, list[Row]]) -> None:
        for table in reversed(_MADE_OF):
            self.write(f'DELETE FROM "{table}" WHERE article_id = ?', (article_id,))  # noqa: S608
        for table in _MADE_OF:
            self.insert_all(table, made.get(table, ()))

    def _is_edited_since(self, row: Row) -> bool:
        now = self.number("SELECT version FROM articles WHERE id = ?", (row["article_id"],))
        return bool(now != json.loads(row["before"]).get("version", now))

    def edited_since(self, review_id: int) -> list[int]:
        """Return the articles of a decision, with the copies that followed, edited after it."""
        rows = self.rows(
            "SELECT * FROM reviews WHERE article_id > 0 AND action IN (SELECT value FROM "
            "json_each(?)) AND (id = ? OR json_extract(after, '$.leader') = ?) ORDER BY id",
            (dumps(LABELS), review_id, review_id),
        )
        return [row["article_id"] for row in rows if self._is_edited_since(row)]

    # -- incidents --------------------------------------------------------------------------------

    def review_incident(self, incident_id: int, state: State, by: By) -> int:
        """Accept or reject an incident, or say that one is unsure; return the review's number.

        What is accepted or rejected is neither merged nor taken apart by the program any more.
        """
        with self.transaction():
            number = self._live_incident(incident_id)
            names = ("review", "reviewed_by", "reviewed_at")
            row = self.row("SELECT * FROM incidents WHERE id = ?", (number,))
            assert row is not None
            settles = state != "unsure"
            after = {
                "review": state,
                "reviewed_by": by.reviewer if settles else None,
                "reviewed_at": stamp(by.at) if settles else None,
            }
            self._set_state(number, after)
            told = self.rows(
                "SELECT l.article_id, l.reason, l.score FROM incidents AS i "
                "JOIN incident_articles AS l ON l.incident_id = i.id WHERE i.live_id = ?",
                (number,),
            )
            said = {name: row[name] for name in (*names, "title", "status", "date_event")}
            before = {**said, "articles": told}
            return self._note_down(_ACTIONS[state], by, before, after, incident_id=number)

    def _set_state(self, incident_id: int, values: Mapping[str, object]) -> None:
        sql = "UPDATE incidents SET review = ?, reviewed_by = ?, reviewed_at = ? WHERE id = ?"
        state = (values["review"], values["reviewed_by"], values["reviewed_at"])
        self.write(sql, (*state, incident_id))

    def _undo_incident(self, row: Row) -> None:
        self._set_state(row["incident_id"], json.loads(row["before"]))
        self.recount(row["incident_id"])

    def _live_incident(self, incident_id: int) -> int:
        number = self.live(incident_id)
        if not number:
            raise UsageError(f"incident {incident_id}", "there is none of this number")
        return number

    # -- values -----------------------------------------------------------------------------------

    def review_value(self, incident_id: int, field: str, value: str | int | None, by: By) -> int:
        """Choose the value of a field of an incident; return the review's number.

        What the outlets say stays in ``claims``. None says that it is not known.
        """
        with self.transaction():
            number = self._live_incident(incident_id)
            key = (number, field)
            old = self.row(
                "SELECT value, review_id FROM decided_values WHERE incident_id = ? AND field = ?",
                key,
            )
            said = self.column(
                "SELECT DISTINCT value FROM incident_claims WHERE incident_id = ? AND field = ? "
                "ORDER BY value",
                key,
            )
            before = {"field": field, "decided": old, "said": said}
            after = {"field": field, "value": value}
            review = self._note_down("value", by, before, after, incident_id=number)
            self._set_value(number, field, {"value": value, "review_id": review})
            return review

    def _set_value(self, incident_id: int, field: str, value: Mapping[str, object]) -> None:
        row = {"incident_id": incident_id, "field": field, **value}
        self.insert("decided_values", row, "OR REPLACE")

    def _undo_value(self, row: Row) -> None:
        """Also where the incident went into another one, and its value with it."""
        before, key = json.loads(row["before"]), (row["id"],)
        holding = "SELECT incident_id FROM decided_values WHERE review_id = ?"
        for incident in self.numbers(holding, key):
            sql = "DELETE FROM decided_values WHERE incident_id = ? AND review_id = ?"
            self.write(sql, (incident, *key))
            if before["decided"]:
                self._set_value(incident, before["field"], before["decided"])

    # -- notes and doubts -------------------------------------------------------------------------

    def write_note(
        self,
        by: By,
        *,
        incident_id: int | None = None,
        article_id: int | None = None,
        action: Literal["note", "unsure"] = "note",
    ) -> int:
        """Write down words, or a doubt, on an incident or an article; return the number."""
        with self.transaction():
            if incident_id is not None:
                incident_id = self._live_incident(incident_id)
            if article_id is not None:
                self._verdict(article_id)
            return self._note_down(
                action, by, {}, {}, incident_id=incident_id, article_id=article_id
            )

    # -- the ledger -------------------------------------------------------------------------------

    def _note_down(
        self,
        action: str,
        by: By,
        before: Mapping[str, object],
        after: Mapping[str, object],
        *,
        incident_id: int | None = None,
        article_id: int | None = None,
    ) -> int:
        row = {
            "at": stamp(by.at),
            "reviewer": by.reviewer,
            "action": action,
            "incident_id": incident_id,
            "article_id": article_id,
            "before": dumps(before),
            "after": dumps(after),
            "note": by.note,
        }
        return self.insert("reviews", row)

    def undo(self, review_id: int, by: By) -> Review:
        """Take a decision back: what stood there stands there again.

        Raises:
            UsageError: There is no such decision.
            TrataError: It was taken back already, or a later one stands on it.
        """
        with self.transaction():
            row = self.row("SELECT * FROM reviews WHERE id = ?", (review_id,))
            if row is None:
                raise UsageError(f"decision {review_id}", "there is none of this number")
            self._check_undoable(row)
            row |= {"undone_at": stamp(by.at), "undone_by": by.reviewer}
            sql = "UPDATE reviews SET undone_at = ?, undone_by = ? WHERE id = ?"
            self.write(sql, (row["undone_at"], row["undone_by"], review_id))
            back = self._ways_back().get(_subject(row))
            if back:
                back(row)
            return _review(row)

    def _ways_back(self) -> Mapping[tuple[str, str], Callable[[Row], None]]:
        """Return ``(action, subject)`` -> what takes such a decision back."""
        return {
            **{(label, "article"): self._undo_article for label in LABELS},
            **{(action, "incident"): self._undo_incident for action in _ACTIONS.values()},
            ("value", "incident"): self._undo_value,
        }

    def _check_undoable(self, row: Row) -> None:
        name = f"decision {row['id']}"
        if row["undone_at"]:
            raise TrataError(name, "was taken back already")
        if row["before"] == "{}" and _changes(row):
            raise TrataError(name, "cannot be taken back: its article was forgotten")
        later = self.rows(
            "SELECT * FROM reviews WHERE id > ? AND undone_at IS NULL "
            "AND (incident_id = ? OR article_id = ?) ORDER BY id DESC",
            (row["id"], row["incident_id"], row["article_id"]),
        )
        over = next((one["id"] for one in later if _stands_on(one, row)), None)
        if over:
            raise TrataError(name, f"decision {over} stands on it", "take that one back first")

    def reviews_of(
        self, *, incident_id: int | None = None, article_id: int | None = None
    ) -> tuple[Review, ...]:
        """Return the decisions on an incident, with all its numbers, or on an article."""
        rows = self.rows(
            "SELECT * FROM reviews WHERE article_id = ? OR incident_id IN "
            "(SELECT id FROM incidents WHERE live_id = ?) ORDER BY id DESC",
            (article_id, incident_id),
        )
        return tuple(map(_review, rows))

    def latest_reviews(self, most: int) -> tuple[Review, ...]:
        """Return the latest decisions, those on copies that follow another one left out."""
        rows = self.rows(
            "SELECT * FROM reviews WHERE json_extract(after, '$.leader') IS NULL "
            "ORDER BY id DESC LIMIT ?",
            (most,),
        )
        return tuple(map(_review, rows))

    def review(self, review_id: int) -> Review | None:
        """Return one decision."""
        row = self.row("SELECT * FROM reviews WHERE id = ?", (review_id,))
        return _review(row) if row else None


def _subject(row: Row) -> tuple[str, str]:
    return row["action"], "article" if row["article_id"] else "incident"


def _changes(row: Row) -> bool:
    return _subject(row) != ("unsure", "article") and row["action"] != "note"


def _stands_on(later: Row, row: Row) -> bool:
    """Whether taking ``row`` back would pull away what ``later`` changed."""
    if not (_changes(later) and _changes(row)):
        return False
    values = [json.loads(one["after"]).get("field") for one in (later, row)]
    return _subject(later)[1] == _subject(row)[1] and values[0] == values[1]


def _by_person(machine: Verdict, label: Label, by: By) -> Verdict:
    """Return the machine's verdict, overruled; its score and its reasons stay."""
    words = f"{label}: {by.reviewer}, {stamp(by.at)}"
    reasons = [reason for reason in machine.reasons if reason.rule != PERSON]
    return Verdict(label, machine.score, (Reason(PERSON, "label", 0.0, words), *reasons))


def _review(row: Row) -> Review:
    return Review(
        id=row["id"],
        at=instant(row["at"]),
        reviewer=row["reviewer"],
        action=row["action"],
        incident_id=row["incident_id"],
        article_id=row["article_id"],
        before=json.loads(row["before"]),
        after=json.loads(row["after"]),
        note=row["note"],
        undone_at=instant_or_none(row["undone_at"]),
        undone_by=row["undone_by"],
    )
