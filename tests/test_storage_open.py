"""Opening the database: whose file it is, its version, and two at once."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.errors import StorageError, TrataError, UsageError
from storage import connection, migrations, schema, tables, views
from storage.connection import open_database, transaction
from storage.schema import Column, Index, Table, steps

NOBODY = 65534


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as plain:
        (value,) = plain.execute(f"PRAGMA {name}").fetchone()
    return value


def add_host(database: Database, name: str) -> None:
    database.conn.execute("INSERT INTO hosts VALUES (?, '2025-01-01T00:00:00Z')", (name,))


def add_host_and_fail(database: Database, name: str) -> None:
    add_host(database, name)
    raise ZeroDivisionError


def test_a_new_database_is_ours_private_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"

    open_database(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert pragma(path, "application_id") == schema.APPLICATION_ID
    assert pragma(path, "user_version") == schema.VERSION
    assert pragma(path, "journal_mode") == "wal"
    assert [file.name for file in tmp_path.iterdir()] == ["trata.db"]


def test_every_connection_holds_to_foreign_keys_and_full_durability(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "trata.db")) as database:
        value = {
            name: database.conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "synchronous", "busy_timeout", "journal_mode")
        }

    assert value == {
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": 10_000,
        "journal_mode": "wal",
    }


@pytest.mark.parametrize("options", [{"readonly": True}, {"create": False}])
def test_reading_never_makes_a_file(tmp_path: Path, options: dict[str, bool]) -> None:
    with pytest.raises(UsageError, match="there is no such database"):
        open_database(tmp_path / "trata.db", **options)

    assert list(tmp_path.iterdir()) == []


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (x)")


def newer(path: Path) -> None:
    open_database(path).close()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute(f"PRAGMA user_version = {schema.VERSION + 1}")


BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a text": (lambda path: path.write_text("hello " * 100), "no SQLite database"),
    "a short text": (lambda path: path.write_text("hi"), "no SQLite database"),
    "an empty file": (lambda path: path.touch(), "empty"),
    "a directory": (lambda path: path.mkdir(), "directory"),
    "a pipe": (os.mkfifo, "no regular file"),
    "the head of a database": (
        lambda path: path.write_bytes(b"SQLite format 3\0"),
        "no SQLite database",
    ),
    "another program's": (foreign, "another program"),
    "a newer version's": (newer, "newer version"),
}


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize("name", BAD_FILES)
def test_what_is_not_ours_is_refused_in_one_line_and_left_alone(
    tmp_path: Path, name: str, readonly: bool
) -> None:
    make, complaint = BAD_FILES[name]
    path = tmp_path / "trata.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    when = path.stat().st_mtime_ns

    with pytest.raises(TrataError, match=complaint) as caught:
        open_database(path, readonly=readonly)

    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert path.stat().st_mtime_ns == when
    assert [file.name for file in tmp_path.iterdir()] == ["trata.db"]


def test_a_newer_file_whose_version_lies_in_the_log_only_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    open_database(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        with pytest.raises(StorageError, match="newer version"):
            open_database(path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be made there"):
        open_database(tmp_path / "missing" / "trata.db")

    with pytest.raises(UsageError):
        open_database(tmp_path / ("x" * 300))
    with pytest.raises(UsageError):
        open_database(tmp_path / "a\0b")


# -- permissions; root may do everything, so it becomes nobody for a while ------------------------


@contextmanager
def ordinary_user() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that an ordinary user may enter but not write."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    path.chmod(0o755)
    shutil.rmtree(path)


def test_a_file_that_may_not_be_read_is_named(folder: Path) -> None:
    path = folder / "trata.db"
    open_database(path).close()
    path.chmod(0)

    with ordinary_user(), pytest.raises(StorageError, match="cannot be read"):
        open_database(path)


def test_a_file_that_may_only_be_read_is_refused_to_writers_and_read_by_readers(
    folder: Path,
) -> None:
    path = folder / "trata.db"
    with closing(open_database(path)) as database:
        add_host(database, "a.example")
    path.chmod(0o444)
    folder.chmod(0o555)

    with ordinary_user():
        with pytest.raises(StorageError, match="cannot be written"):
            open_database(path)
        with closing(open_database(path, readonly=True)) as reader:
            assert reader.conn.execute("SELECT host FROM hosts").fetchall() == [("a.example",)]

    assert [file.name for file in folder.iterdir()] == ["trata.db"]


def test_a_folder_that_may_not_be_written_is_named(folder: Path) -> None:
    folder.chmod(0o555)

    with ordinary_user(), pytest.raises(UsageError, match="cannot be made there"):
        open_database(folder / "trata.db")


# -- versions -------------------------------------------------------------------------------------


NEXT = schema.VERSION + 1


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A program one version ahead, whose step notes each time it runs in the list."""
    runs: list[str] = []
    ahead = deepcopy(migrations.MIGRATIONS)

    @ahead(name="9_next")
    def following(database: Database) -> None:
        database.conn.execute('ALTER TABLE "hosts" ADD COLUMN "why" TEXT')
        runs.append("next")
        database.conn.execute("UPDATE hosts SET why = 'asked'")

    monkeypatch.setattr(migrations, "MIGRATIONS", ahead)
    return runs


def set_version(monkeypatch: pytest.MonkeyPatch, version: int = NEXT) -> None:
    monkeypatch.setattr(schema, "VERSION", version)
    monkeypatch.setattr(connection, "VERSION", version)


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "trata.db"
    with closing(open_database(path)) as database:
        add_host(database, "a.example")
    return path


def test_an_older_file_is_brought_up_to_date_by_writers_only(
    old_file: Path, monkeypatch: pytest.MonkeyPatch, next_version: list[str]
) -> None:
    set_version(monkeypatch)

    with pytest.raises(StorageError, match="older version"):
        open_database(old_file, readonly=True)
    with closing(open_database(old_file)) as database:
        hosts = database.conn.execute("SELECT host, why FROM hosts").fetchall()

    assert hosts == [("a.example", "asked")]
    assert pragma(old_file, "user_version") == NEXT
    assert next_version == ["next"]


def test_a_step_that_fails_leaves_the_file_as_it_was(
    old_file: Path, monkeypatch: pytest.MonkeyPatch, next_version: list[str]
) -> None:
    set_version(monkeypatch)
    with monkeypatch.context() as broken:
        broken.setattr(views, "VIEWS", (None,))
        with pytest.raises(AttributeError):
            open_database(old_file)

    with closing(sqlite3.connect(old_file)) as plain:
        columns = [row[1] for row in plain.execute("PRAGMA table_info(hosts)")]
    assert columns == ["host", "paused_until"]
    assert pragma(old_file, "user_version") == NEXT - 1

    open_database(old_file).close()
    assert pragma(old_file, "user_version") == NEXT
    assert next_version == ["next", "next"]


def test_of_two_that_upgrade_at_once_one_does_it(
    old_file: Path, monkeypatch: pytest.MonkeyPatch, next_version: list[str]
) -> None:
    set_version(monkeypatch)
    together = threading.Barrier(4)
    faults: list[Exception] = []

    def start() -> None:
        together.wait()
        try:
            open_database(old_file).close()
        except (TrataError, sqlite3.Error) as error:
            faults.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert next_version == ["next"]


KILLED_HALFWAY = """
import os, signal, sys
from pathlib import Path
from storage import connection, migrations, schema
path, version = Path(sys.argv[1]), int(sys.argv[2])
@migrations.MIGRATIONS(name="9_next")
def following(database):
    database.conn.execute('ALTER TABLE "hosts" ADD COLUMN "why" TEXT')
    os.kill(os.getpid(), signal.SIGKILL)
schema.VERSION = connection.VERSION = version
connection.open_database(path)
"""


@pytest.mark.parametrize("existing", [True, False])
def test_a_migration_killed_halfway_has_never_been(tmp_path: Path, existing: bool) -> None:
    path = tmp_path / "trata.db"
    if existing:
        with closing(open_database(path)) as database:
            add_host(database, "a.example")

    child = subprocess.run(
        [sys.executable, "-c", KILLED_HALFWAY, str(path), str(NEXT)], check=False
    )

    assert child.returncode == -signal.SIGKILL
    assert path.exists() == existing
    with closing(open_database(path)) as database:
        columns = [row[1] for row in database.conn.execute("PRAGMA table_info(hosts)")]
        assert columns == ["host", "paused_until"]
        assert database.conn.execute("SELECT count(*) FROM hosts").fetchone() == (int(existing),)


STARTER = """
import sys
from pathlib import Path
from storage.connection import open_database, transaction
sys.stdin.readline()
path = Path(sys.argv[1])
database = open_database(path)
with transaction(database, path):
    database.conn.execute("INSERT INTO hosts VALUES (?, 'x')", (sys.argv[2],))
database.close()
"""


def test_several_that_make_the_same_database_at_once_share_it(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    children = [
        subprocess.Popen(
            [sys.executable, "-c", STARTER, str(path), f"{n}.example"], stdin=subprocess.PIPE
        )
        for n in range(4)
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.close()

    assert [child.wait() for child in children] == [0, 0, 0, 0]
    with closing(open_database(path, readonly=True)) as database:
        assert database.conn.execute("SELECT count(*) FROM hosts").fetchone() == (4,)
    assert [file.name for file in tmp_path.iterdir()] == ["trata.db"]


def test_columns_and_indexes_of_a_later_version_are_added() -> None:
    table = Table(
        "t",
        "A table.",
        (Column("a", "TEXT", "Old."), Column("b", "INTEGER", "New.", since=2)),
        indexes=(Index("t_by_b", "b", "the new question", since=2),),
    )

    assert steps((table,), 1) == ['CREATE TABLE "t" (\n  "a" TEXT\n)']
    assert steps((table,), 2) == [
        'ALTER TABLE "t" ADD COLUMN "b" INTEGER',
        'CREATE INDEX "t_by_b" ON "t" (b)',
    ]


def test_no_table_is_ahead_of_the_schema() -> None:
    columns = [column.since for table in tables.TABLES for column in table.columns]
    assert max(*columns, *(table.since for table in tables.TABLES)) == schema.VERSION


# -- transactions ---------------------------------------------------------------------------------


def test_a_reader_is_never_blocked_and_sees_only_what_is_committed(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    with closing(open_database(path)) as writer, closing(open_database(path, readonly=True)) as one:
        with transaction(writer, path):
            add_host(writer, "a.example")
            with closing(open_database(path, readonly=True)) as other:
                assert other.conn.execute("SELECT count(*) FROM hosts").fetchone() == (0,)
            assert one.conn.execute("SELECT count(*) FROM hosts").fetchone() == (0,)
        assert one.conn.execute("SELECT count(*) FROM hosts").fetchone() == (1,)


def test_an_inner_transaction_and_atomic_undo_only_themselves(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    with closing(open_database(path)) as database:
        with transaction(database, path):
            add_host(database, "a.example")
            for inner in (transaction(database, path), database.atomic()):
                with pytest.raises(ZeroDivisionError), inner:
                    add_host_and_fail(database, "b.example")
        assert database.conn.execute("SELECT host FROM hosts").fetchall() == [("a.example",)]


def test_a_failing_transaction_stores_nothing_and_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    with closing(open_database(path)) as database, closing(open_database(path)) as other:
        with pytest.raises(ZeroDivisionError), transaction(database, path):
            add_host_and_fail(database, "a.example")
        with transaction(other, path):
            add_host(other, "b.example")
        assert database.conn.execute("SELECT host FROM hosts").fetchall() == [("b.example",)]


def test_a_locked_database_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    with closing(open_database(path)) as database, closing(open_database(path)) as other:
        other.conn.execute("PRAGMA busy_timeout = 1")
        complaint = pytest.raises(StorageError, match="locked by another program; close")
        with transaction(database, path), complaint, transaction(other, path):
            add_host(other, "b.example")


def test_a_bug_is_no_storage_error(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    bug = pytest.raises(sqlite3.OperationalError)
    with closing(open_database(path)) as database, bug, transaction(database, path):
        database.conn.execute("SELECT nothing FROM nowhere")


@pytest.mark.parametrize("name", ["a?mode=ro&b#c%20.db", "ñandú base.db", "'quoted\".db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name

    open_database(path).close()
    with closing(open_database(path, readonly=True)) as database:
        assert database.conn.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)

    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_the_log_beside_the_file_is_private_too(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    with closing(open_database(path)) as database:
        add_host(database, "a.example")
        modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}

    assert modes == {0o600}
