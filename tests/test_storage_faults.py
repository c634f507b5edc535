"""Killed, out of space, damaged: nothing acknowledged is lost, nothing is half stored."""

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from monitor.errors import StorageError, UsageError
from storage.store import Store
from tests.deciding import BODY, CUSCO, Told, decide

TABLES = (
    "articles", "aliases", "stories", "incidents", "incident_articles", "claims", "story_shingles",
    "incident_places", "article_facts",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def told(number: int) -> Told:
    return Told(f"https://x.example/{number}", f"{BODY} {number}", keys=(f"k{number}",))


def counts(store: Store) -> dict[str, int]:
    return {name: store.number(f'SELECT count(*) FROM "{name}"') for name in TABLES}


# -- kill -9 --------------------------------------------------------------------------------------

SAVER = """
import sys
from pathlib import Path
from storage.store import Store
from tests.deciding import decide
from tests.test_storage_faults import told
with Store.open(Path(sys.argv[1])) as store:
    for number in range(100_000):
        store.save(decide(told(number)))
        print(number, flush=True)
"""

KILLED_WITHIN = """
import os, signal, sys
from pathlib import Path
from storage.store import Store
from tests.deciding import decide
from tests.test_storage_faults import told
with Store.open(Path(sys.argv[1])) as store:
    store.save(decide(told(0)))
    left = int(sys.argv[2])
    def step(statement):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    store.database.conn.set_trace_callback(step)
    store.save(decide(told(1)))
    print("saved")
"""


def assert_whole(store: Store, articles: int) -> None:
    """Every article is there with all that belongs to it, and none twice."""
    assert store.check() == []
    assert store.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    found = counts(store)
    assert found["articles"] == articles
    for name in ("aliases", "stories", "incidents", "incident_articles", "article_facts"):
        assert found[name] == articles, name
    assert found["claims"] == 3 * articles
    check = "INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)"
    with store.transaction():
        store.write(check)


@pytest.mark.parametrize("moment", range(5))
def test_a_kill_loses_nothing_acknowledged_and_doubles_nothing(tmp_path: Path, moment: int) -> None:
    path = tmp_path / "trata.db"
    child = subprocess.Popen(
        [sys.executable, "-c", SAVER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    for _ in range(20 + 7 * moment):
        acknowledged = int(child.stdout.readline())
    child.kill()
    acknowledged = max([acknowledged, *map(int, child.stdout.read().split())])
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()

    with Store.open(path) as store:
        stored = store.number("SELECT count(*) FROM articles")
        assert stored in {acknowledged + 1, acknowledged + 2}
        assert_whole(store, stored)
        for number in range(stored):
            store.save(decide(told(number)))
        assert_whole(store, stored)


@pytest.mark.parametrize("statements", [1, 3, 8, 20, 45, 70])
def test_a_kill_within_a_transaction_leaves_the_state_before(
    tmp_path: Path, statements: int
) -> None:
    path = tmp_path / "trata.db"
    command = [sys.executable, "-c", KILLED_WITHIN, str(path), str(statements)]

    child = subprocess.run(command, check=False, capture_output=True, text=True)

    assert child.returncode == -signal.SIGKILL, child.stderr
    with Store.open(path) as store:
        assert_whole(store, 1)
        store.save(decide(told(1)))
        assert_whole(store, 2)


# -- no space -------------------------------------------------------------------------------------


def save_many(store: Store) -> None:
    for number in range(1, 1000):
        store.save(decide(told(number)))


def test_a_full_disk_is_one_line_stores_nothing_half_and_ends(store: Store) -> None:
    store.save(decide(told(0)))
    pages = store.number("PRAGMA page_count")
    store.write(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StorageError, match=r"disk is full.*free some space") as caught:
        save_many(store)

    assert "\n" not in str(caught.value)
    stored = store.number("SELECT count(*) FROM articles")
    assert_whole(store, stored)

    store.write("PRAGMA max_page_count = 1000000")
    store.save(decide(told(stored)))
    assert_whole(store, stored + 1)


# -- damage ---------------------------------------------------------------------------------------


def scramble(path: Path, store: Store, table: str) -> None:
    """Overwrite the page at the root of ``table``."""
    page = store.number("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
    size = store.number("PRAGMA page_size")
    store.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(random.Random(1).randbytes(size))


def test_a_damaged_page_is_found_by_the_check(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    store = Store.open(path)
    store.save(decide(told(0)))
    scramble(path, store, "claims")

    with Store.open(path, readonly=True) as damaged:
        assert damaged.number("SELECT count(*) FROM articles") == 1
        assert damaged.check() != []


def test_reading_a_damaged_page_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    store = Store.open(path)
    store.save(decide(told(0)))
    scramble(path, store, "articles")

    with Store.open(path) as damaged:
        with pytest.raises(StorageError, match=r"is damaged.*backup") as caught:
            damaged.save(decide(told(1)))
        assert str(path) in str(caught.value)


def test_a_row_that_points_nowhere_is_found(store: Store) -> None:
    store.save(decide(told(0)))
    store.write("PRAGMA foreign_keys = OFF")
    store.write("DELETE FROM incidents")

    complaints = store.check()

    assert any("points to a missing row of incidents" in line for line in complaints)


# -- backups --------------------------------------------------------------------------------------


def test_a_backup_is_a_whole_private_database(store: Store, tmp_path: Path) -> None:
    store.save(decide(told(0)))
    target = tmp_path / "backups" / "copy.db"
    target.parent.mkdir()

    store.backup(target)

    assert [file.name for file in target.parent.iterdir()] == ["copy.db"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    store.save(decide(told(1)))
    with Store.open(target) as copy:
        assert_whole(copy, 1)


def test_a_backup_while_another_writes_is_whole(store: Store, tmp_path: Path) -> None:
    store.save(decide(told(0)))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM claims")
        with Store.open(store.path, readonly=True) as reader:
            reader.backup(tmp_path / "copy.db")
        other.execute("ROLLBACK")

    with Store.open(tmp_path / "copy.db") as copy:
        assert_whole(copy, 1)


def test_a_newer_backup_replaces_an_older_one(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    store.backup(target)
    store.save(decide(told(0)))

    store.backup(target)

    with Store.open(target, readonly=True) as copy:
        assert copy.number("SELECT count(*) FROM articles") == 1


def test_a_backup_overwrites_nothing_else(store: Store, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(CUSCO)

    for target in (notes, tmp_path, store.path, tmp_path / "missing" / "copy.db"):
        with pytest.raises(UsageError, match=str(target)):
            store.backup(target)

    assert notes.read_text() == CUSCO
    assert sorted(file.name for file in tmp_path.iterdir() if "-" not in file.name) == [
        "notes.txt",
        "trata.db",
    ]


def test_a_backup_of_a_cut_off_database_blames_the_database(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    with Store.open(path) as store:
        save_ten(store)
    with Store.open(path, readonly=True) as store:
        os.truncate(path, path.stat().st_size // 2)
        with pytest.raises(StorageError, match=r"is damaged.*last good backup") as caught:
            store.backup(tmp_path / "copy.db")

    assert caught.value.subject == str(path)
    assert [file.name for file in tmp_path.glob("*copy*")] == []


def save_ten(store: Store) -> None:
    for number in range(10):
        store.save(decide(told(number)))


def test_no_backup_is_made_of_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    store = Store.open(path)
    store.save(decide(told(0)))
    good = tmp_path / "copy.db"
    store.backup(good)
    before = good.read_bytes()
    scramble(path, store, "claims")

    with Store.open(path) as damaged, pytest.raises(StorageError, match="damaged"):
        damaged.backup(good)

    assert good.read_bytes() == before
