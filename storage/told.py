"""What readers were told of incidents: what changed since, and what does not hold any more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Literal

from monitor.briefs import Erratum, Standing, Told
from storage.base import listed
from storage.ledger import Ledger
from storage.rows import Row, stamp
from storage.told_queries import COUNTS, DECIDED, FIGURES, GONE, MERGED, MOVED, STANDING

What = Literal["merged", "moved", "figure", "gone"]
_MOST_ERRATA = 40
"""Corrections in one digest; further ones stand in the next."""


class Telling(Ledger):
    """The memory of what readers were told."""

    def told_of(self, numbers: Iterable[int]) -> dict[int, Told]:
        """Return what readers were last told of some incidents, by their own numbers."""
        rows = self.rows(
            "SELECT t.*, d.day FROM told AS t JOIN digests AS d ON d.id = t.digest_id "
            "WHERE incident_id IN (SELECT value FROM json_each(?))",
            (listed(numbers),),
        )
        by_incident: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            by_incident[row["incident_id"]].append(row)
        return {number: _told_of(mine) for number, mine in by_incident.items()}

    def remember(self, numbers: Iterable[int]) -> None:
        """Take what stands now of some incidents, as far as digests told of it, as told."""
        chosen = set(numbers)
        self.tell(chosen, self.standing(chosen))

    def standing(
        self, numbers: Iterable[int], articles: Iterable[int] = (), number: int = 0
    ) -> tuple[Standing, ...]:
        """Return what stands now of the live ones of some incidents, as far as digests tell of it.

        Args:
            numbers: Of the incidents.
            articles: Those that the digest in the making tells, besides what earlier ones told.
            number: Of the digest in the making.
        """
        live = self.numbers(
            "SELECT DISTINCT live_id FROM incidents WHERE id IN (SELECT value FROM json_each(?))",
            (listed(set(numbers)),),
        )
        values = (number, listed(articles), listed(live))
        return tuple(
            Standing(**row) for statement in STANDING for row in self.rows(statement, values)
        )

    def tell(self, numbers: Iterable[int], standing: Sequence[Standing]) -> None:
        """Take what stood of some incidents as told, in place of what was told of them before."""
        known = {*numbers, *(one.incident_id for one in standing)}
        sql = "DELETE FROM told WHERE incident_id IN (SELECT value FROM json_each(?))"
        self.write(sql, (listed(known),))
        self.insert_all("told", map(asdict, standing), "OR REPLACE")

    # -- states of sources and incidents ----------------------------------------------------------

    def told_states(self, watcher: str) -> dict[str, str]:
        """Return the state of each subject that a watcher was last told."""
        rows = self.rows("SELECT subject, state FROM notices WHERE watcher = ?", (watcher,))
        return {row["subject"]: row["state"] for row in rows}

    def tell_states(self, watcher: str, states: Mapping[str, str], now: datetime) -> None:
        """Take states of subjects as told to a watcher."""
        with self.transaction():
            for subject, state in states.items():
                row = {"watcher": watcher, "subject": subject, "state": state, "at": stamp(now)}
                self.insert("notices", row, "OR REPLACE")

    # -- errata -----------------------------------------------------------------------------------

    def errata(self) -> tuple[Erratum, ...]:
        """Return what earlier digests told and does not hold any more, each thing until told."""
        merged = [
            replace(_erratum("merged", row), into=row["into_id"], into_title=row["into_title"])
            for row in self.rows(MERGED)
        ]
        gone = [_erratum("gone", row) for row in self.rows(GONE)]
        dead = {one.incident_id for one in gone}
        rest = [*self._moved(), *self._figures()]
        found = [*merged, *gone, *(one for one in rest if one.incident_id not in dead)]
        return tuple(found[:_MOST_ERRATA])

    def _moved(self) -> Iterator[Erratum]:
        for row in self.rows(MOVED):
            yield replace(
                _erratum("moved", row),
                into=row["into_id"] or 0,
                into_title=row["into_title"] or "",
                before=row["headline"],
                articles=row["number"],
            )

    def _figures(self) -> Iterator[Erratum]:
        lost, decided = self.rows(FIGURES), self.rows(DECIDED)
        chosen = {(row["incident_id"], row["what"]) for row in decided}
        values = self._values({row["incident_id"] for row in lost})
        for row in lost:
            key = (row["incident_id"], row["what"])
            if key not in chosen:
                yield _figure(row, values.get(key, ()))
        for row in decided:
            now = () if row["decided"] is None else (str(row["decided"]),)
            yield _figure(row, now)

    def _values(self, numbers: Iterable[int]) -> Mapping[tuple[int, str], Sequence[str]]:
        """Return the values that stand now, by incident and field."""
        rows = self.rows(
            "SELECT DISTINCT i.live_id, c.field, c.value FROM incidents AS i "
            "CROSS JOIN claims AS c ON c.incident_id = i.id AND c.scope = 'incident' "
            "WHERE i.live_id IN (SELECT value FROM json_each(?)) ORDER BY c.value",
            (listed(numbers),),
        )
        values: dict[tuple[int, str], list[str]] = defaultdict(list)
        for row in rows:
            values[row["live_id"], row["field"]].append(str(row["value"]))
        return values


def _erratum(what: What, row: Row) -> Erratum:
    return Erratum(what, row["day"], row["incident_id"], row["title"] or "")


def _figure(row: Row, now: Sequence[str]) -> Erratum:
    told = _erratum("figure", row)
    return replace(told, field=row["what"], before=str(row["value"]), now=tuple(now))


def _told_of(rows: Sequence[Row]) -> Told:
    last = max(rows, key=lambda row: int(row["digest_id"]))
    statuses = [str(row["value"]) for row in rows if row["what"] == "status"]
    values = ((row["what"], str(row["value"])) for row in rows if row["what"] in COUNTS)
    return Told(last["day"], statuses[0] if statuses else "", frozenset(values))
