"""SQLite's errors as the program's own, where a user and not a programmer must act."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import StorageError

_FAULTS = {
    sqlite3.SQLITE_BUSY: ("is locked by another program", "close that program or try again later"),
    sqlite3.SQLITE_LOCKED: ("is locked by another program", "close that program or try again"),
    sqlite3.SQLITE_PERM: ("may not be opened", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_READONLY: (
        "cannot be written",
        "check the permissions of the file and its folder",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened",
        "check the permissions of the file and its folder",
    ),
    sqlite3.SQLITE_FULL: (
        "the disk is full, the last step was not stored",
        "free some space and run the command again",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk could not be read or written, the last step was not stored",
        "check the disk and its free space, then run the command again",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "is damaged",
        "keep the file and restore the newest backup beside it",
    ),
    sqlite3.SQLITE_NOTADB: ("is no SQLite database", "name another file"),
    sqlite3.SQLITE_PROTOCOL: ("is locked by another program", "try again"),
}
"""Primary result code -> what is wrong, remedy. Every other code is a bug and passes."""


def code_of(error: sqlite3.Error) -> int:
    """Return the primary result code of ``error``; 0 where SQLite gave none."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNREADABLE = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}


def is_damage(error: sqlite3.Error) -> bool:
    """Whether ``error`` says that what was read is damaged, not that writing failed."""
    extended = getattr(error, "sqlite_errorcode", 0)
    return code_of(error) in _DAMAGED or extended in _UNREADABLE


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise a StorageError on ``path`` for a fault that a user must act on.

    Raises:
        StorageError: Locked, full, unreadable or damaged.
    """
    try:
        yield
    except sqlite3.Error as error:
        fault = _FAULTS.get(code_of(error))
        if fault is None:
            raise
        raise StorageError(str(path), *fault) from error
