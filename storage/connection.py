"""Opening the database: is it ours, is it of our version; pragmas, migrations, transactions."""

import os
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import StorageError, UsageError
from storage.faults import translated
from storage.migrations import migrate
from storage.schema import APPLICATION_ID, VERSION

BUSY_SECONDS = 10
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_NEW_ADVICE = "name another file, or delete this one to begin anew"


def open_database(path: Path, *, readonly: bool = False, create: bool = True) -> Database:
    """Open the database at ``path``, made where there is none, at the newest schema.

    A file that is not ours, or is newer than this program, is left as it is.

    Args:
        path: The file.
        readonly: Only queries; never creates or upgrades.
        create: Whether a missing file is made.

    Raises:
        UsageError: There is no such file or folder, or it is no database of this program.
        StorageError: It cannot be opened, is damaged, or was written by a newer version.
    """
    if not _exists(path):
        if readonly or not create:
            raise UsageError(str(path), "there is no such database", "make one: trata run")
        _create(path)
    _check_header(path, readonly=readonly)
    database = _connect(path, readonly=readonly)
    with ExitStack() as on_failure, translated(path):
        on_failure.callback(database.close)
        _prepare(database, path, readonly=readonly)
        on_failure.pop_all()
    return database


@contextmanager
def transaction(database: Database, path: Path) -> Iterator[None]:
    """Write within one transaction that holds the write lock from its beginning.

    A read transaction that turns into a writing one fails at once when another wrote meanwhile,
    however long the time-out; hence BEGIN IMMEDIATE. Within one, sqlite-utils' ``atomic()`` and
    another ``transaction`` are savepoints.

    Raises:
        StorageError: Locked, full or damaged; nothing of the block is stored.
    """
    with translated(path):
        if database.conn.in_transaction:
            with database.atomic():
                yield
            return
        database.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            database.conn.execute("COMMIT")
        finally:
            database.rollback()  # does nothing after a commit


def is_ours(path: Path) -> bool:
    """Whether ``path`` is a database of this program, of whatever version."""
    header = _read_header(path)
    return header.startswith(_MAGIC) and _application_id(header) == APPLICATION_ID


def _exists(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise UsageError(str(path), f"cannot be opened ({_words(error)})") from None
    return True


def _words(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _create(path: Path) -> None:
    """Make a whole new database beside ``path`` and then give it its name.

    So a kill leaves either no database or a complete one, and of two processes that begin at once
    one makes it and the other finds it.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except OSError as error:
        what = f"cannot be made there ({_words(error)})"
        raise UsageError(str(path), what, "check the folder and its permissions") from None
    os.close(handle)
    new = Path(name)
    try:
        with translated(path):
            database = _connect(new, readonly=False)
            try:
                migrate(database)
                database.conn.execute("PRAGMA journal_mode = WAL")
            finally:
                database.close()
        _name(new, path)
    finally:
        new.unlink(missing_ok=True)


def _name(new: Path, path: Path) -> None:
    try:
        path.hardlink_to(new)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        if not path.exists():
            new.rename(path)


def _read_header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except IsADirectoryError:
        raise UsageError(str(path), "is a directory, not a database", "name a file") from None
    except OSError as error:
        what = f"cannot be read ({_words(error)})"
        raise StorageError(str(path), what, "check its permissions") from None


def _application_id(header: bytes) -> int:
    (number,) = struct.unpack_from(">I", header.ljust(_HEADER, b"\0"), 68)
    return int(number)


def _check_header(path: Path, *, readonly: bool) -> None:
    """Refuse what is not ours by the file's first bytes, before SQLite touches anything."""
    if not path.is_dir() and not path.is_file():
        raise UsageError(str(path), "is no regular file", "name another file")
    header = _read_header(path)
    if not header:
        raise UsageError(str(path), "is empty, not a database", _NEW_ADVICE)
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise UsageError(str(path), "is no SQLite database", "name another file")
    if _application_id(header) != APPLICATION_ID:
        raise UsageError(str(path), "is a database of another program", "name another file")
    (version,) = struct.unpack_from(">I", header, 60)
    _check_version(path, version)
    if not readonly and not _is_writable(path):
        raise StorageError(str(path), "cannot be written", "check its permissions")


def _check_version(path: Path, version: int) -> None:
    if version > VERSION:
        what = f"was written by a newer version (schema {version}, this program knows {VERSION})"
        raise StorageError(str(path), what, "upgrade trata-monitor")


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _mode(path: Path, *, readonly: bool) -> str:
    """Return how SQLite opens the file.

    A reader that may write lets SQLite keep its log beside the file; where it may not, and there is
    no log, the file is read as it lies, as on a read-only medium.
    """
    if not readonly or (_is_writable(path) and _is_writable(path.parent)):
        return "mode=rw"
    log = path.with_name(f"{path.name}-wal")
    return "mode=ro" if log.exists() else "mode=ro&immutable=1"


def _connect(path: Path, *, readonly: bool) -> Database:
    """Open the file with no implicit transactions; transactions are always written out."""
    with translated(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{_mode(path, readonly=readonly)}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
        )
    return Database(connection, execute_plugins=False)


def _prepare(database: Database, path: Path, *, readonly: bool) -> None:
    execute = database.conn.execute
    (version,) = execute("PRAGMA user_version").fetchone()
    _check_version(path, version)
    if readonly:
        if version < VERSION:
            what = f"is of an older version (schema {version}, this program writes {VERSION})"
            raise StorageError(str(path), what, "upgrade it: trata run")
        execute("PRAGMA query_only = ON")
        return
    execute("PRAGMA journal_mode = WAL")
    # FULL: after a power loss, too, an acknowledged step is there; it costs 0.2 ms a transaction
    execute("PRAGMA synchronous = FULL")
    execute("PRAGMA cache_size = -32768")
    execute("PRAGMA foreign_keys = ON")
    execute("PRAGMA journal_size_limit = 67108864")
    execute("PRAGMA secure_delete = ON")
    if version < VERSION:
        with transaction(database, path):
            (version,) = execute("PRAGMA user_version").fetchone()
            _check_version(path, version)
            migrate(database)
