"""The store: one open database, with everything that the program asks of it."""

from pathlib import Path
from types import TracebackType
from typing import Self

from storage.connection import open_database
from storage.desk import Desk
from storage.evidence import Evidencing
from storage.exporting import Exporting
from storage.near import Near
from storage.outbox import Outbox
from storage.pruning import Pruning
from storage.search import Search
from storage.upkeep import Upkeep


class Store(Upkeep, Near, Search, Desk, Pruning, Exporting, Evidencing, Outbox):
    """One open database.

    Reading needs no lock. Whoever begins rounds or saves articles holds the lock of rounds.
    """

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False, create: bool = True) -> Self:
        """Open the database at ``path``; see :func:`storage.connection.open_database`."""
        return cls(open_database(path, readonly=readonly, create=create), path)

    def close(self) -> None:
        """Close it; what was acknowledged is on the disk."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
