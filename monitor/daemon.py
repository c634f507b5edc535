"""The timetable: APScheduler says when, a child process does the work.

A child's leak or hang dies with it, and the same commands serve cron and systemd timers. Missed
runs are made up once, from the ledger of rounds and digests in the database.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from monitor.errors import TrataError
from monitor.options import Config, Schedule
from storage.store import Store

log = logging.getLogger(__name__)

GRACE_SECONDS = 5.0
"""Between asking a child to end and killing it; with the rest the daemon ends within 10 s."""

HEARTBEAT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Task:
    """One scheduled command."""

    name: str
    arguments: tuple[str, ...]
    deadline: timedelta
    trigger: CronTrigger | IntervalTrigger


def timetable(config: Config) -> tuple[Task, ...]:
    """Return what runs when."""
    schedule = config.schedule
    zone = ZoneInfo(schedule.timezone)
    deadline = timedelta(minutes=schedule.round_deadline_minutes)
    seconds = str(int(deadline.total_seconds() * 0.9))
    return (
        Task(
            "round",
            ("run", "--quiet", "--stop-after", seconds),
            deadline,
            IntervalTrigger(minutes=schedule.round_minutes, timezone=zone),
        ),
        Task(
            "digest",
            ("digest", "--quiet", "--wait", str(int(deadline.total_seconds()))),
            deadline + timedelta(minutes=schedule.digest_deadline_minutes),
            _daily(schedule.digest_at, zone),
        ),
        Task(
            "backup",
            ("backup", "--nightly"),
            timedelta(minutes=60),
            _daily(schedule.backup_at, zone),
        ),
    )


def _daily(time_of_day: str, zone: ZoneInfo) -> CronTrigger:
    hour, minute = time_of_day.split(":")
    return CronTrigger(hour=int(hour), minute=int(minute), timezone=zone)


def digest_is_overdue(schedule: Schedule, last_day: str | None, now: datetime) -> bool:
    """Whether today's digest should have been written and was not.

    Args:
        schedule: With the digest's time of day and its zone.
        last_day: ISO day of the newest digest, None where there is none.
        now: The current instant.
    """
    local = now.astimezone(ZoneInfo(schedule.timezone))
    hour, minute = map(int, schedule.digest_at.split(":"))
    due = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return local >= due and (last_day is None or last_day < local.date().isoformat())


@dataclass
class Daemon:
    """Runs the timetable until it is told to stop.

    Args:
        config: The configuration, checked.
        database: The database that the children work on; the caller holds the daemon's lock.
        clock: Gives the current instant.
    """

    config: Config
    database: Path
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._guard = threading.Lock()

    def run(self) -> None:
        """Run until SIGTERM, SIGINT or SIGHUP; then end the children and return within 10 s."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stop.set())
        scheduler = self._scheduler()
        scheduler.start()
        log.info("daemon started on %s", self.database)
        self._stop.wait()
        log.info("daemon stops")
        scheduler.shutdown(wait=False)
        self._end_children()

    def stop(self) -> None:
        """Ask :meth:`run` to return."""
        self._stop.set()

    def _scheduler(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(timezone=ZoneInfo(self.config.schedule.timezone))
        options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        now = self.clock()
        for task in timetable(self.config):
            first = {"next_run_time": now} if self._is_overdue(task, now) else {}
            scheduler.add_job(self.work, task.trigger, [task], id=task.name, **options, **first)
        beat = IntervalTrigger(seconds=HEARTBEAT_SECONDS)
        scheduler.add_job(self.beat, beat, id="beat", next_run_time=now, **options)
        return scheduler

    def _is_overdue(self, task: Task, now: datetime) -> bool:
        if task.name == "round":
            return True
        if task.name != "digest" or not self.database.exists():
            return False
        with Store.open(self.database, readonly=True) as store:
            last = store.last_digest_day()
        return digest_is_overdue(self.config.schedule, last, now)

    def beat(self) -> None:
        """Write the heartbeat: who looks at the database sees that the daemon lives."""
        try:
            with Store.open(self.database) as store:
                store.beat("daemon", self.clock())
        except TrataError as error:
            log.warning("no heartbeat: %s", error)

    def work(self, task: Task) -> int:
        """Run one task as a child process and return its exit status; -9 after its deadline."""
        command = [sys.executable, "-m", "monitor", *task.arguments, *self._place()]
        with self._guard:
            if self._stop.is_set():
                return 0
            child = subprocess.Popen(command, start_new_session=True)  # noqa: S603
            self._children[task.name] = child
        try:
            status = child.wait(task.deadline.total_seconds())
        except subprocess.TimeoutExpired:
            log.error("%s did not end within %s; it is stopped", task.name, task.deadline)
            end([child])
            status = child.returncode
        finally:
            with self._guard:
                self._children.pop(task.name, None)
        log.log(logging.WARNING if status else logging.INFO, "%s ended: %s", task.name, status)
        return status

    def _place(self) -> tuple[str, ...]:
        return ("--config", str(self.config.path.absolute()), "--db", str(self.database.absolute()))

    def _end_children(self) -> None:
        with self._guard:
            children = list(self._children.values())
        end(children)


def end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask the children's process groups to end, and kill what is left after the grace."""
    for child in children:
        _signal(child, signal.SIGTERM)
    for child in children:
        try:
            child.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.wait()


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if child.poll() is None:
        os.killpg(child.pid, number)
