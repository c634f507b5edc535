"""Keeping the database: counts, signs of life, checks, backups, forgetting."""

import os
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.errors import StorageError, UsageError
from monitor.text import one_line
from storage.connection import is_ours
from storage.digests import Digests, StoredDigest
from storage.explain import Explain
from storage.faults import is_damage, translated
from storage.incident_page import IncidentPages
from storage.ledger import Round
from storage.outbox import Outbox
from storage.revising import Revising
from storage.rows import dumps, instant, stamp


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What ``trata status`` shows of the database."""

    path: Path
    size: int
    """Bytes, with what has not been moved into the main file yet."""
    articles: Mapping[str, int]
    """Verdict -> number; all three are there."""
    stories: int
    incidents: int
    """Live ones that an article tells."""
    last_round: Round | None
    last_digest: StoredDigest | None
    heartbeats: Mapping[str, datetime]
    """Name -> its last sign of life: ``daemon``, and ``backup`` for the last nightly backup."""


_MADE_OF_TEXT = (
    "claims", "incident_places", "article_facts", "rejected_bodies", "article_versions",
    "article_credits", "silent_keys",
)  # fmt: skip


class Upkeep(Digests, Explain, IncidentPages, Revising, Outbox):
    """What an operator does with the database."""

    def status(self) -> StoreStatus:
        """Return the counts of the database, and what was done with it last."""
        beats = self.rows("SELECT * FROM heartbeats ORDER BY name")
        return StoreStatus(
            path=self.path,
            size=sum(file.stat().st_size for file in self._files() if file.exists()),
            articles=self._labels(),
            stories=self.number("SELECT count(*) FROM stories"),
            incidents=self.number(
                "SELECT count(DISTINCT i.live_id) FROM incidents AS i "
                "JOIN incident_articles AS l ON l.incident_id = i.id"
            ),
            last_round=self.last_round(),
            last_digest=self.last_digest(),
            heartbeats={row["name"]: instant(row["beat_at"]) for row in beats},
        )

    def _files(self) -> tuple[Path, ...]:
        return (self.path, self.path.with_name(self.path.name + "-wal"))

    def _labels(self) -> dict[str, int]:
        rows = self.rows("SELECT verdict, count(*) AS n FROM articles GROUP BY verdict")
        return {"relevant": 0, "related": 0, "rejected": 0} | {r["verdict"]: r["n"] for r in rows}

    def beat(self, name: str, now: datetime) -> None:
        """Leave a sign of life of ``name``: ``daemon``, or ``backup`` once one was made."""
        with self.transaction():
            self.insert("heartbeats", {"name": name, "beat_at": stamp(now)}, "OR REPLACE")

    def check(self) -> list[str]:
        """Return what is damaged, a line each; empty for a sound database.

        Reads every page: a damaged one is not noticed by ordinary queries.
        """
        try:
            pages = map(str, self.column("PRAGMA quick_check"))
            complaints = [line for page in pages if page != "ok" for line in page.splitlines()]
            links = self.rows("PRAGMA foreign_key_check")
        except StorageError as error:
            return [str(error)]
        return complaints + [
            f"{link['table']} row {link['rowid']} points to a missing row of {link['parent']}"
            for link in links
        ]

    # -- backups ----------------------------------------------------------------------------------

    def backup(self, target: Path) -> None:
        """Copy the database to ``target`` while others go on working, and check the copy.

        The copy gets its name only once it is found sound; an older backup of that name is then
        replaced.

        Raises:
            UsageError: ``target`` is no place for a backup.
            StorageError: The copy could not be written, or the database is damaged.
        """
        self._check_target(target)
        try:
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        except OSError as error:
            what = f"cannot be written ({error.strerror})"
            raise UsageError(str(target), what, "check the folder and its permissions") from None
        os.close(handle)
        copy = Path(name)
        try:
            self._copy(copy, target)
            copy.replace(target)
        finally:
            copy.unlink(missing_ok=True)

    def _check_target(self, target: Path) -> None:
        if not target.exists():
            return
        if target.is_dir():
            raise UsageError(str(target), "is a directory", "name a file in it")
        if target.samefile(self.path):
            raise UsageError(str(target), "is the database itself", "name another file")
        if not is_ours(target):
            what = "exists and is no database of this program"
            raise UsageError(str(target), what, "name another file")

    def _copy(self, copy: Path, target: Path) -> None:
        with translated(target):
            try:
                answer = self._fill(copy)
            except sqlite3.Error as error:
                if not is_damage(error):
                    raise
                answer = str(error)
        if answer != "ok":
            what = f"is damaged, so no backup was made ({answer})"
            raise StorageError(str(self.path), what, "keep the last good backup")

    def _fill(self, copy: Path) -> str:
        """Write the database into the file ``copy``; return what a check of it says."""
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            self.database.conn.backup(connection)
            # one file, without a log beside it, is what a backup should be
            connection.execute("PRAGMA journal_mode = DELETE")
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        return str(answer)

    # -- forgetting -------------------------------------------------------------------------------

    def forget(self, subject: str, *keys: str) -> int | None:
        """Remove what is stored of one article, but for its address, so it is not read again.

        Copies of its text at other outlets are articles of their own and stay; so do backups and
        digests that were written. Messages that show it and were not sent yet never are: the caller
        holds the lock of the outbox.

        Returns:
            The article's number; None where no such article is stored.
        """
        number = self.find_article(subject, *keys)
        if number is None:
            return None
        with self.transaction():
            self._forget_text(number)
            # without this the index would keep the words, if not the text
            self.write("INSERT INTO articles_fts(articles_fts) VALUES ('optimize')")
        self.column("PRAGMA wal_checkpoint(TRUNCATE)")
        return number

    def _forget_text(self, number: int) -> None:
        words = self._shown_words(number)
        self.unindex(number)
        self._unlink(number)
        known = "SELECT key FROM aliases WHERE article_id = ?"
        self.write(f"DELETE FROM retries WHERE key IN ({known})", (number,))  # noqa: S608
        for table in _MADE_OF_TEXT:
            self.write(f'DELETE FROM "{table}" WHERE article_id = ?', (number,))  # noqa: S608
        # what stood there before a decision holds quotes; the decision itself stays
        self.write("UPDATE reviews SET before = '{}', note = '' WHERE article_id = ?", (number,))
        self.drop_messages(self.forget_told(number), words)
        story = self.number("SELECT story_id FROM articles WHERE id = ?", (number,))
        self.write(
            "UPDATE articles SET title = '', body = NULL, author = '', content_hash = NULL, "
            "verdict = 'rejected', score = 0, reasons = ?, story_id = NULL, story_reason = '' "
            "WHERE id = ?",
            (dumps([_FORGOTTEN]), number),
        )
        if story:
            self.refresh_story(story)
            self.index(story)

    def _shown_words(self, number: int) -> list[str]:
        """Return what shows in an alert that it tells of an article."""
        rows = self.rows(
            "SELECT DISTINCT n.id, n.title FROM incident_articles AS l "
            "JOIN incidents AS i ON i.id = l.incident_id "
            "JOIN incidents AS n ON n.id IN (i.id, i.live_id) WHERE l.article_id = ?",
            (number,),
        )
        return [
            *map(str, self.column("SELECT url FROM articles WHERE id = ?", (number,))),
            *(one_line(row["title"]) for row in rows if row["title"]),
            *(f" {row['id']}]" for row in rows),
        ]


_FORGOTTEN = {
    "rule": "forgotten",
    "question": "label",
    "weight": 0.0,
    "words": "",
    "part": None,
    "start": 0,
    "end": 0,
}
