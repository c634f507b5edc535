"""What was tried: sources and endpoints, rounds, polls, drops, retries, paused hosts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.briefs import SourceBrief
from monitor.models import Lead
from monitor.options import Endpoint, Source
from monitor.polls import Drop, EndpointState, Poll
from storage.base import Connected, listed
from storage.rows import (
    Row,
    counters_of,
    dumps,
    instant,
    instant_or_none,
    sound,
    stamp,
    stamp_or_none,
    when,
)

MOST_ATTEMPTS = 6
"""After so many failures in a row a lead is given up."""
LONGEST_PAUSE = timedelta(hours=24)
LONGEST_REST = timedelta(days=7)
"""What lies further ahead was written while the clock stood wrong, and is not heeded."""


@dataclass(frozen=True, slots=True)
class Round:
    """One run of collection or import."""

    id: int
    kind: str
    started_at: datetime
    ended_at: datetime | None
    status: str
    """``running``, ``done``, ``failed`` or ``interrupted``."""
    counters: Mapping[str, int]


class Ledger(Connected):
    """Sources, endpoints and what they answered."""

    # -- sources ----------------------------------------------------------------------------------

    def sync_sources(self, sources: Sequence[Source]) -> None:
        """Write down the configured sources; those no longer named stay, marked as such."""
        with self.transaction():
            self.write("UPDATE sources SET configured = 0")
            self.write("UPDATE endpoints SET configured = 0")
            for source in sources:
                self.insert("sources", _source_row(source), "OR REPLACE")
                for endpoint in source.endpoints:
                    self._sync_endpoint(source, endpoint)

    def _sync_endpoint(self, source: Source, endpoint: Endpoint) -> None:
        self.write(
            "INSERT INTO endpoints (url, source_id, kind) VALUES (?, ?, ?) ON CONFLICT (url) DO "
            "UPDATE SET source_id = excluded.source_id, kind = excluded.kind, configured = 1",
            (endpoint.url, source.id, endpoint.kind),
        )

    def endpoint_states(self) -> dict[str, EndpointState]:
        """Return what is remembered of every endpoint, by its address."""
        return {row["url"]: _state_of(row) for row in self.rows("SELECT * FROM endpoints")}

    def source_health(self) -> tuple[SourceBrief, ...]:
        """Return the view ``source_health``, by name."""
        rows = self.rows("SELECT * FROM source_health ORDER BY name, source_id")
        return tuple(map(_source_brief, rows))

    # -- hosts ------------------------------------------------------------------------------------

    def paused_hosts(self, now: datetime) -> dict[str, datetime]:
        """Return the hosts that asked to be left alone at ``now``, with the end of the pause.

        A pause that ends more than 24 hours ahead is not heeded: a clock stood wrong.
        """
        rows = self.rows(
            "SELECT * FROM hosts WHERE paused_until > ? AND paused_until <= ?",
            (stamp(now), stamp(now + LONGEST_PAUSE)),
        )
        return {row["host"]: instant(row["paused_until"]) for row in rows}

    def pause_host(self, host: str, until: datetime) -> None:
        """Remember that ``host`` asked to be left alone ``until`` then."""
        with self.transaction():
            self.insert("hosts", {"host": host, "paused_until": stamp(until)}, "OR REPLACE")

    # -- rounds -----------------------------------------------------------------------------------

    def begin_round(self, kind: str, now: datetime) -> int:
        """Return the number of a new round; those that a dead process left are marked so.

        The caller holds the lock of rounds, so none of them can still be running.
        """
        with self.transaction():
            self.write("UPDATE rounds SET status = 'interrupted' WHERE status = 'running'")
            row = {"kind": kind, "started_at": stamp(now), "status": "running", "counters": "{}"}
            return self.insert("rounds", row)

    def end_round(
        self, round_id: int, now: datetime, status: str, counters: Mapping[str, int]
    ) -> None:
        """Write down what a round did and how it ended."""
        with self.transaction():
            self.write(
                "UPDATE rounds SET ended_at = ?, status = ?, counters = ? WHERE id = ?",
                (stamp(now), status, dumps(dict(sorted(counters.items()))), round_id),
            )

    def last_round(self, kind: str | None = None) -> Round | None:
        """Return the round that was begun last, of ``kind`` where one is given."""
        of_kind = "WHERE kind = ?" if kind else ""
        row = self.row(
            f"SELECT * FROM rounds {of_kind} ORDER BY id DESC LIMIT 1",  # noqa: S608
            (kind,) if kind else (),
        )
        return _round_of(row) if row else None

    def save_poll(self, round_id: int | None, poll: Poll, state: EndpointState) -> None:
        """Write down what an endpoint answered, and what to remember of it."""
        with self.transaction():
            self.insert("polls", {"round_id": round_id, **_poll_row(poll)})
            row = _state_row(state, poll.outcome)
            self.insert("endpoints", {"url": state.endpoint}, "OR IGNORE")
            changes = ", ".join(f"{name} = ?" for name in row)
            sql = f"UPDATE endpoints SET {changes} WHERE url = ?"  # noqa: S608
            self.write(sql, (*row.values(), state.endpoint))

    def save_drop(self, round_id: int | None, drop: Drop, now: datetime) -> None:
        """Write down what was given up, where and why."""
        with self.transaction():
            self.insert(
                "drops",
                {
                    "round_id": round_id,
                    "source_id": drop.source_id,
                    "url": drop.url,
                    "at": stamp(now),
                    "stage": drop.stage,
                    "reason": drop.reason,
                    "detail": drop.detail,
                },
            )

    # -- leads ------------------------------------------------------------------------------------

    def known_keys(self, keys: Sequence[str]) -> set[str]:
        """Return those of ``keys`` (normalised addresses) under which an article is stored."""
        sql = "SELECT key FROM aliases WHERE key IN (SELECT value FROM json_each(?))"
        found = set(self.column(sql, (listed(keys),)))
        return {key for key in keys if sound(key) in found}

    def retry_waiting(self, keys: Sequence[str], now: datetime) -> set[str]:
        """Return those of ``keys`` that failed and are not to be tried at ``now``.

        They rest, or were given up after :data:`MOST_ATTEMPTS` failures. A rest that ends more
        than 7 days ahead is not heeded: a clock stood wrong.
        """
        found = set(
            self.column(
                "SELECT key FROM retries WHERE key IN (SELECT value FROM json_each(?)) "
                "AND (attempts >= ? OR (next_try_at > ? AND next_try_at <= ?))",
                (listed(keys), MOST_ATTEMPTS, stamp(now), stamp(now + LONGEST_REST)),
            )
        )
        return {key for key in keys if sound(key) in found}

    def attempts(self, key: str) -> int:
        """Return how often in a row ``key`` has failed."""
        return self.number("SELECT attempts FROM retries WHERE key = ?", (key,))

    def note_failure(
        self, key: str, attempts: int, next_try_at: datetime, lead: Lead | None = None
    ) -> None:
        """Remember that ``key`` has failed ``attempts`` times, and rests until ``next_try_at``.

        Args:
            key: The lead's normalised address.
            attempts: In a row; from :data:`MOST_ATTEMPTS` on the lead is given up.
            next_try_at: Not tried again before.
            lead: What to try again, for :meth:`due_retries`; one noted before is kept where None.
        """
        row = {"attempts": attempts, "next_try_at": stamp(next_try_at), **_retry_row(lead)}
        changes = ", ".join(f"{name} = ?" for name in row)
        with self.transaction():
            self.insert("retries", {"key": key, "attempts": 0, "next_try_at": ""}, "OR IGNORE")
            sql = f"UPDATE retries SET {changes} WHERE key = ?"  # noqa: S608
            self.write(sql, (*row.values(), key))

    def due_retries(
        self, now: datetime, limit: int = 200, most_attempts: int = MOST_ATTEMPTS
    ) -> list[Lead]:
        """Return leads that failed and may be tried again at ``now``, the longest due first.

        So a lead is tried again although its feed no longer announces it. It comes without summary
        and text. One of a source that is switched off, or whose page is stored by now, is left out;
        one that failed ``most_attempts`` times is given up for good, and its row keeps
        :meth:`retry_waiting` from letting it in again.
        """
        rows = self.rows(
            "SELECT r.* FROM retries AS r JOIN sources AS s ON s.id = r.source_id "
            "WHERE r.url <> '' AND r.attempts < ? AND (r.next_try_at <= ? OR r.next_try_at > ?) "
            "AND s.enabled AND s.configured "
            "AND NOT EXISTS (SELECT 1 FROM aliases AS a WHERE a.key = r.key) "
            "ORDER BY r.next_try_at, r.key LIMIT ?",
            (most_attempts, stamp(now), stamp(now + LONGEST_REST), limit),
        )
        return list(map(_lead_of, rows))

    def clear_failure(self, key: str) -> None:
        """Forget that ``key`` ever failed."""
        if self.attempts(key):
            with self.transaction():
                self.write("DELETE FROM retries WHERE key = ?", (key,))


def _source_row(source: Source) -> Row:
    return {
        "id": source.id,
        "name": source.name,
        "homepage": source.homepage,
        "kind": source.kind,
        "country": source.country,
        "departments": dumps(source.departments),
        "language": source.language,
        "enabled": int(source.enabled),
        "configured": 1,
    }


def _state_of(row: Row) -> EndpointState:
    return EndpointState(
        endpoint=row["url"],
        source_id=row["source_id"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        last_poll_at=instant_or_none(row["last_poll_at"]),
        last_success_at=instant_or_none(row["last_success_at"]),
        last_full_read_at=instant_or_none(row["last_full_read_at"]),
        next_poll_at=instant_or_none(row["next_poll_at"]),
        failures=row["failures"],
    )


def _state_row(state: EndpointState, outcome: str) -> Row:
    return {
        "source_id": state.source_id,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "last_poll_at": stamp_or_none(state.last_poll_at),
        "last_success_at": stamp_or_none(state.last_success_at),
        "last_full_read_at": stamp_or_none(state.last_full_read_at),
        "next_poll_at": stamp_or_none(state.next_poll_at),
        "failures": state.failures,
        "last_outcome": outcome,
    }


def _poll_row(poll: Poll) -> Row:
    return {
        "source_id": poll.source_id,
        "endpoint": poll.endpoint,
        "at": stamp(poll.at),
        "outcome": poll.outcome,
        "status": poll.status,
        "detail": poll.detail,
        "full_read": int(poll.full_read),
        "leads": poll.leads,
        "new_leads": poll.new_leads,
        "size": poll.size,
    }


def _retry_row(lead: Lead | None) -> Row:
    if lead is None:
        return {}
    return {
        "url": lead.url,
        "source_id": lead.source_id,
        "endpoint": lead.endpoint,
        "title": lead.title,
        "published_at": stamp_or_none(lead.published.at),
        "published_precision": lead.published.precision,
    }


def _lead_of(row: Row) -> Lead:
    return Lead(
        source_id=row["source_id"],
        endpoint=row["endpoint"],
        url=row["url"],
        title=row["title"],
        published=when(row["published_at"], row["published_precision"]),
    )


def _round_of(row: Row) -> Round:
    return Round(
        id=row["id"],
        kind=row["kind"],
        started_at=instant(row["started_at"]),
        ended_at=instant_or_none(row["ended_at"]),
        status=row["status"],
        counters=counters_of(row["counters"]),
    )


def _source_brief(row: Row) -> SourceBrief:
    return SourceBrief(
        source_id=row["source_id"],
        name=row["name"],
        last_success_at=instant_or_none(row["last_success_at"]),
        last_new_article_at=instant_or_none(row["last_new_article_at"]),
        days_silent=row["days_silent"],
        usual_per_week=row["usual_per_week"],
        state=row["state"],
        why=row["why"],
    )
