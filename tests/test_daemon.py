"""The timetable: what runs when, that children end, that missed runs are made up."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from monitor import config as configuration
from monitor.daemon import Daemon, Task, digest_is_overdue, end, timetable
from monitor.options import Config, Schedule
from storage.store import Store

CONFIG = """\
fetch: {contact: tests@trata.example}
sources:
  - id: diario
    name: Diario
    homepage: https://diario.example
    enabled: false
    endpoints: [{kind: feed, url: "https://diario.example/feed"}]
"""

SLEEPER = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    return configuration.load(path)


def child(code: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout
    assert process.stdout.readline() == b"up\n"
    process.stdout.close()
    return process


@pytest.mark.parametrize(
    ("utc", "written", "overdue"),
    [
        ("2025-03-14T11:29:00", False, False),  # 06:29 in Lima
        ("2025-03-14T11:30:00", False, True),
        ("2025-03-14T23:00:00", True, False),
        ("2025-03-15T04:59:00", False, True),  # still the 14th in Lima
    ],
)
def test_a_missed_digest_is_made_up_the_same_lima_day(
    utc: str, written: bool, overdue: bool
) -> None:
    now = datetime.fromisoformat(utc).replace(tzinfo=UTC)

    assert digest_is_overdue(Schedule(), written, now) is overdue


def test_a_late_start_does_a_round_then_the_digest_and_the_backup_once(
    config: Config, tmp_path: Path
) -> None:
    now = datetime(2025, 3, 14, 18, 0, tzinfo=UTC)
    daemon = Daemon(config, config.database, lambda: now, fixed_now=True)
    round_task = timetable(config)[0]

    daemon.work_and_make_up(round_task)
    made = sorted(path.name for path in (tmp_path / "digests").iterdir())
    daemon.work_and_make_up(round_task)

    assert made == [f"digest-2025-03-14.{ending}" for ending in ("html", "md", "txt")]
    assert len(list((tmp_path / "backups").iterdir())) == 1
    with Store.open(config.database, readonly=True) as store:
        assert len(store.rows("SELECT * FROM rounds")) == 2
        assert len(store.rows("SELECT * FROM digests")) == 1


def test_the_timetable_is_in_lima_time_whatever_the_machine_thinks(config: Config) -> None:
    digest = next(task for task in timetable(config) if task.name == "digest")

    fires = digest.trigger.get_next_fire_time(None, datetime(2025, 3, 14, 0, 0, tzinfo=UTC))

    assert fires is not None
    assert fires.astimezone(UTC) == datetime(2025, 3, 14, 11, 30, tzinfo=UTC)


def test_a_task_past_its_deadline_is_stopped(config: Config, tmp_path: Path) -> None:
    with Store.open(config.database):
        pass
    long_wait = Task(
        "digest",
        ("digest", "--wait", "60"),
        timedelta(seconds=0.5),
        IntervalTrigger(minutes=1),
    )
    daemon = Daemon(config, config.database)

    assert daemon.work(long_wait) != 0
    assert not (tmp_path / "digests").exists()


def test_children_end_when_asked_and_are_killed_when_they_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("monitor.daemon.GRACE_SECONDS", 0.5)
    children = [child(SLEEPER), child(STUBBORN)]

    end(children)

    assert [process.returncode for process in children] == [-signal.SIGTERM, -signal.SIGKILL]


def test_the_heartbeat_is_written(config: Config) -> None:
    now = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)

    Daemon(config, config.database, lambda: now).beat()

    with Store.open(config.database, readonly=True) as store:
        assert store.status().heartbeats["daemon"] == now


def test_the_daemon_works_a_round_beats_and_ends_on_sigterm_and_a_second_is_refused(
    config: Config,
) -> None:
    command = [sys.executable, "-m", "monitor", "daemon", "--config", str(config.path)]
    environment = {**os.environ, "TRATA_DEBUG": "1"}
    first = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    assert first.stderr
    seen = ""
    for line in first.stderr:
        seen += line
        if "round ended: 0" in line:
            break
    second = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    first.send_signal(signal.SIGTERM)
    rest = first.communicate(timeout=10)[1]

    assert first.returncode == 0, seen + rest
    assert second.returncode == 1
    assert "already running" in second.stderr
    with Store.open(config.database, readonly=True) as store:
        assert "daemon" in store.status().heartbeats
        assert store.last_round("crawl")
