"""Keeping the file small: what only tells how the collecting went is folded and deleted."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from storage.base import Connected, listed
from storage.rows import stamp

KEPT_DAYS = 180
"""How long each poll, drop and empty round is kept."""
RETRIES_KEPT = timedelta(days=30)
"""How long a failed lead is remembered after the time of its next try."""
UNSENT_KEPT = timedelta(days=30)
"""How long a message that was given up can be sent again."""
MOST_AT_ONCE = 20_000
"""Rows of a table that one call deletes; a few weeks of polls."""

_OLD = {
    "polls": "SELECT id FROM polls WHERE at < ? ORDER BY at LIMIT ?",
    "drops": "SELECT id FROM drops WHERE at < ? ORDER BY at LIMIT ?",
    "rounds": """
SELECT id FROM rounds AS r WHERE started_at < ? AND status <> 'running'
  AND id < (SELECT max(id) FROM rounds)
  AND NOT EXISTS (SELECT 1 FROM articles WHERE round_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM polls WHERE round_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM drops WHERE round_id = r.id)
ORDER BY started_at LIMIT ?
""",
}

_WHAT = {"polls": "'polls/' || outcome", "drops": "'drops/' || stage || '/' || reason"}

_FOLD = """
INSERT INTO daily_counts (day, source_id, what, number)
SELECT date(at, '-5 hours'), source_id, {what}, count(*) FROM {table}
WHERE id IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3
ON CONFLICT (day, source_id, what) DO UPDATE SET number = number + excluded.number
"""
"""Lima days, as everywhere."""


class Pruning(Connected):
    """Deletes what is too old to be looked at singly."""

    def prune(self, now: datetime, keep_days: int = KEPT_DAYS) -> Mapping[str, int]:
        """Delete what is too old, at most :data:`MOST_AT_ONCE` rows of a table, in one transaction.

        Polls and drops are first added up in ``daily_counts``. A round goes once no article, poll
        or drop refers to it; the newest one stays, by which the health of sources is told. Messages
        that were given up lose their text after :data:`UNSENT_KEPT`. Articles and what is known of
        them are never deleted.

        Args:
            now: The current instant.
            keep_days: How long polls, drops and rounds are kept.

        Returns:
            Table -> rows deleted: ``polls``, ``drops``, ``rounds``, ``retries``.
        """
        before = stamp(now - timedelta(days=keep_days))
        with self.transaction():
            self.write(
                "UPDATE outbox SET message = x'' WHERE state IN ('failed', 'uncertain') "
                "AND queued_at < ? AND length(message) > 0",
                (stamp(now - UNSENT_KEPT),),
            )
            deleted = {table: self._prune(table, before) for table in _OLD}
            return deleted | {"retries": self._prune_retries(now)}

    def _prune(self, table: str, before: str) -> int:
        old = self.numbers(_OLD[table], (before, MOST_AT_ONCE))
        if table in _WHAT:
            self._fold(table, old)
        sql = f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        return self.write(sql, (listed(old),))

    def _fold(self, table: str, numbers: Sequence[int]) -> None:
        self.write(_FOLD.format(table=table, what=_WHAT[table]), (listed(numbers),))

    def _prune_retries(self, now: datetime) -> int:
        return self.write(
            "DELETE FROM retries WHERE key IN "
            "(SELECT key FROM retries WHERE next_try_at < ? ORDER BY next_try_at LIMIT ?)",
            (stamp(now - RETRIES_KEPT), MOST_AT_ONCE),
        )
