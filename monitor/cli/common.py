"""What the commands share: where the configuration and the database are, and what time it is."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click
from filelock import FileLock, Timeout

from monitor import config as configuration
from monitor.errors import BusyError, UsageError
from monitor.options import AS_SHIPPED, Config, Rules
from monitor.privacy import shown
from storage.store import Store

_LONGEST = 2000
_WRITTEN = frozenset({"title", "words", "quote"})
"""Keys of text that an outlet wrote."""

P = ParamSpec("P")
R = TypeVar("R")

CONFIG_NAME = "config.yaml"
SECONDS = click.FloatRange(0, 7 * 86400)
"""What ``--wait`` takes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The surroundings of one call of a command."""

    config_path: Path | None
    database_path: Path | None
    fixed_now: datetime | None

    def config(self) -> Config:
        """Return the configuration; there must be one.

        Raises:
            ConfigError: It is missing or wrong.
        """
        return configuration.load(self.config_path or Path(CONFIG_NAME))

    def config_if_any(self) -> Config | None:
        """Return the configuration, or None where none was named and none lies here."""
        if self.config_path is None and not Path(CONFIG_NAME).exists():
            return None
        return self.config()

    def database(self) -> Path:
        """Return the path of the database: the option, else the configuration, else trata.db."""
        if self.database_path:
            return self.database_path
        config = self.config_if_any()
        return config.database if config else Path("trata.db")

    def rules(self) -> Rules:
        """Return what the configuration, if there is one, changes of the lexicon."""
        config = self.config_if_any()
        return config.rules if config else AS_SHIPPED

    def now(self) -> datetime:
        """Return the current instant in UTC, or the fixed one that was asked for."""
        return self.fixed_now or datetime.now(UTC)

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """Open the database to read; it must exist."""
        with Store.open(self.database(), readonly=True) as store:
            yield store

    @contextmanager
    def writing(self, wait: float = 0, *, create: bool = True) -> Iterator[Store]:
        """Open the database to write, and hold the lock for rounds, imports and digests.

        Args:
            wait: Seconds to wait for another process that holds the lock.
            create: Whether the database is made where there is none.

        Raises:
            BusyError: Another process holds the lock.
        """
        path = self.database()
        with work_lock(path, wait=wait), Store.open(path, create=create) as store:
            yield store

    @contextmanager
    def manners(self) -> Iterator[tuple[Mapping[str, datetime], Callable[[str, datetime], None]]]:
        """Give the hosts that asked for a pause, and a way to remember further ones.

        Where there is a database, its lock is held, so that no round asks the same hosts beside us.
        """
        if not self.database().exists():
            yield {}, lambda _host, _until: None
            return
        with self.writing(create=False) as store:
            yield store.paused_hosts(self.now()), store.pause_host

    def upgraded(self) -> Path:
        """Return the path of the database, which must exist, brought up to date where it may be."""
        path = self.database()
        Store.open(path, readonly=not os.access(path, os.W_OK), create=False).close()
        return path

    def prepare(self) -> None:
        """Create the database, or bring it up to date, before others read it."""
        Store.open(self.database()).close()


@contextmanager
def work_lock(database: Path, name: str = "round", wait: float = 0) -> Iterator[None]:
    """Hold the lock ``name`` of a database; the system frees it when the process dies.

    Raises:
        BusyError: Another process holds it.
        UsageError: The database's folder does not exist or cannot be written.
    """
    if not database.parent.is_dir():
        raise UsageError(str(database.parent), "there is no such folder", "make it first")
    # one database may be reached by several paths
    lock = FileLock(f"{database.resolve()}.{name}.lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        what = "another trata process is at work on this database"
        raise BusyError(str(database), what, "wait until it ends") from None
    except OSError as error:
        raise UsageError(str(database.parent), f"cannot be written: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()
        if not database.is_file():
            Path(lock.lock_file).unlink(missing_ok=True)


def with_setting(command: Callable[Concatenate[Setting, P], R]) -> Callable[P, R]:
    """Give a command the options that all have, as a :class:`Setting`."""

    @click.option("--db", type=click.Path(path_type=Path), help="The database file.")
    @click.option("--config", type=click.Path(path_type=Path), help="The configuration file.")
    @click.option("--now", hidden=True, envvar="TRATA_NOW", help="An ISO instant to take as now.")
    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        db, config, now = (kwargs.pop(name) for name in ("db", "config", "now"))
        assert db is None or isinstance(db, Path)
        assert config is None or isinstance(config, Path)
        setting = Setting(config, db, read_instant(str(now)) if now else None)
        return command(setting, *args, **kwargs)

    return wrapped


def read_instant(text: str) -> datetime:
    """Read an ISO date or instant; UTC where it names no zone.

    Raises:
        UsageError: It is neither.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(text, "is not an ISO date or time", "write it as 2025-03-14") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def complain(complaints: Sequence[str]) -> None:
    """Print complaints to standard error, every one."""
    for what in complaints:
        click.echo(f"trata: {what}", err=True)


def masked(value: object, key: str = "", known: frozenset[str] = frozenset()) -> object:
    """Return plain values with nothing private in any text that an outlet wrote.

    Args:
        value: A tree of plain values.
        key: Under which it stands.
        known: Names of victims that the article tells.
    """
    if isinstance(value, str):
        return shown(value, _LONGEST, known) if key in _WRITTEN else value
    if isinstance(value, Mapping):
        return {name: masked(inner, name, known) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [masked(inner, key, known) for inner in value]
    return value


def print_json(value: object) -> None:
    """Print ``value`` as JSON with accents as they are."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    click.echo(text.encode("utf-8", "replace"))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)
