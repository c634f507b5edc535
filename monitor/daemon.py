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
import time
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
BACKUP_AGE = timedelta(hours=25)
RETRY = timedelta(hours=1)
"""Between two attempts to make up a missed digest or backup."""


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
            ("run", "--quiet", "--stop-after", seconds, "--wait", "300"),
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


def digest_is_overdue(schedule: Schedule, written: bool, now: datetime) -> bool:
    """Whether today's digest should have been written and was not.

    Args:
        schedule: With the digest's time of day and its zone.
        written: Whether there is a digest of today's local day.
        now: The current instant.
    """
    local = now.astimezone(ZoneInfo(schedule.timezone))
    hour, minute = map(int, schedule.digest_at.split(":"))
    due = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return local >= due and not written


def backup_is_overdue(last: datetime | None, now: datetime) -> bool:
    """Whether more than a night has passed since the last backup."""
    return last is None or abs(now - last) >= BACKUP_AGE


@dataclass
class Daemon:
    """Runs the timetable until it is told to stop.

    Args:
        config: The configuration, checked.
        database: The database that the children work on; the caller holds the daemon's lock.
        clock: Gives the current instant.
        fixed_now: Whether the children are told the clock's instant, too; for tests.
    """

    config: Config
    database: Path
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    fixed_now: bool = False

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._children: list[subprocess.Popen[bytes]] = []
        self._guard = threading.Lock()
        self._attempts: dict[str, datetime] = {}
        self._tasks = timetable(self.config)

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
        zone = ZoneInfo(self.config.schedule.timezone)
        scheduler = BackgroundScheduler(timezone=zone)
        options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        now = self.clock()
        for task in self._tasks:
            first = {"next_run_time": now} if task.name == "round" else {}
            work = self.work_and_make_up if task.name == "round" else self.work
            scheduler.add_job(work, task.trigger, [task], id=task.name, **options, **first)
        beat = IntervalTrigger(seconds=HEARTBEAT_SECONDS, timezone=zone)
        scheduler.add_job(self.beat, beat, id="beat", next_run_time=now, **options)
        return scheduler

    def work_and_make_up(self, round_task: Task) -> None:
        """Do a round, then the digest or backup that was missed while nothing ran.

        After the round and not beside it: the digest of a late start tells what the round found.
        """
        self.work(round_task)
        for task in self._tasks:
            now = self.clock()
            last = self._attempts.get(task.name)
            rested = last is None or abs(now - last) >= RETRY
            if task.name != "round" and rested and self._is_overdue(task, now):
                self.work(task)

    def _is_overdue(self, task: Task, now: datetime) -> bool:
        try:
            with Store.open(self.database, readonly=True) as store:
                if task.name == "backup":
                    return backup_is_overdue(store.status().heartbeats.get("backup"), now)
                today = now.astimezone(ZoneInfo(self.config.schedule.timezone)).date()
                written = store.digest_of(today.isoformat()) is not None
        except TrataError as error:
            log.warning("cannot tell whether the %s is due: %s", task.name, error)
            return False
        return digest_is_overdue(self.config.schedule, written, now)

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
        self._attempts[task.name] = self.clock()
        with self._guard:
            if self._stop.is_set():
                return 0
            child = subprocess.Popen(command, start_new_session=True)  # noqa: S603
            self._children.append(child)
        try:
            status = child.wait(task.deadline.total_seconds())
        except subprocess.TimeoutExpired:
            log.error("%s did not end within %s; it is stopped", task.name, task.deadline)
            end([child])
            status = child.returncode
        finally:
            with self._guard:
                self._children.remove(child)
        log.log(logging.WARNING if status else logging.INFO, "%s ended: %s", task.name, status)
        return status

    def _place(self) -> tuple[str, ...]:
        config, database = self.config.path.absolute(), self.database.absolute()
        now = ("--now", self.clock().isoformat()) if self.fixed_now else ()
        return ("--config", str(config), "--db", str(database), *now)

    def _end_children(self) -> None:
        with self._guard:
            children = list(self._children)
        end(children)


def end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask the children's process groups to end, and kill what is left after the grace."""
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.wait()


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if child.poll() is None:
        os.killpg(child.pid, number)
