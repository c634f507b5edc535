"""Exports: tables, counts and evidence packets as files, all of one moment, whole or not at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Protocol, cast

from monitor import __version__, parquet
from monitor.errors import TrataError, UsageError
from monitor.reporting.exports import codebook, counts, lines, packet
from monitor.reporting.exports.codebook import Column
from storage.store import Store

FORMATS = ("csv", "json", "geojson", "parquet")
DEFAULT_FORMATS = ("csv", "json", "geojson")
_ENDINGS = {"csv": "csv", "json": "jsonl", "geojson": "geojson", "parquet": "parquet"}
_ROWS = ("incidents", "claims", "places", "articles")
"""Tables of which each row tells of one incident or article: the counts withhold nothing then."""
_MANIFEST = "manifest.json"
_BLOCK = 1 << 20

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Written:
    """A file of an export."""

    name: str
    rows: int | None
    """Without the header; None for a file that is no table."""
    bytes: int
    sha256: str


class Sheet(Protocol):
    """A file that takes rows."""

    def write(self, row: Row) -> None:
        """Add a row."""

    def close(self) -> None:
        """End the file."""


class _Lines:
    """A text file to which each row adds a piece."""

    def __init__(
        self,
        path: Path,
        piece: Callable[[Row], str],
        head: str = "",
        between: str = "",
        end: str = "",
    ) -> None:
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._piece, self._between, self._end = piece, between, end
        self._file.write(head)
        self._first = True

    def write(self, row: Row) -> None:
        """Add a row."""
        if not self._first:
            self._file.write(self._between)
        self._first = False
        self._file.write(self._piece(row))

    def close(self) -> None:
        """End the file."""
        self._file.write(self._end)
        self._file.close()


def _sheet(path: Path, form: str, columns: Sequence[Column]) -> Sheet:
    if form == "csv":
        head = lines.csv_line([column.column for column in columns])
        return _Lines(path, lambda row: lines.csv_line(list(row.values())), head)
    if form == "json":
        return _Lines(path, lines.json_line)
    if form == "geojson":
        head = '{"type": "FeatureCollection", "features": [\n'
        return _Lines(path, lines.feature, head, ",\n", "\n]}\n")
    return parquet.Sheet(path, columns)


def export_tables(
    store: Store, folder: Path, formats: Sequence[str] = DEFAULT_FORMATS, k: int = 0
) -> list[Written]:
    """Write tables, counts, codebook and crosswalk into ``folder``.

    Everything is written beside its place and named when all is done; files are for their owner
    alone. The same database gives the same bytes.

    Args:
        store: Open to read.
        folder: Made where there is none; files of an earlier export are replaced.
        formats: Of :data:`FORMATS`.
        k: Where it is not 0, only counts are written, and figures from 1 to k - 1 are withheld.

    Raises:
        UsageError: The folder cannot be made, a package is missing, or with ``k`` the folder holds
            rows that would give away what the counts withhold.
        TrataError: A file could not be written; the old files are untouched.
    """
    if "parquet" in formats:
        parquet.check()
    if k:
        _check_no_rows(folder)
    names = ("counts",) if k else (*_ROWS, "counts")
    with _staged(folder) as stage, store.snapshot():
        source = _Source(store, k)
        rows = {
            path.name: number
            for name in names
            for path, number in _table(source, stage, name, _forms(name, formats))
        }
        _book(stage, "codebook.csv", codebook.book(names))
        _book(stage, "crosswalk.csv", codebook.counterparts())
        written = [_written(path, rows.get(path.name)) for path in sorted(stage.iterdir())]
        told = {"program": f"trata-monitor {__version__}", "k": k or None}
        manifest = {**told, "files": [asdict(one) for one in written]}
        (stage / _MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
        return [*written, _written(stage / _MANIFEST, None)]


def _forms(name: str, formats: Sequence[str]) -> list[str]:
    """Return the formats that a table has: of incidents alone there is a map."""
    return [form for form in formats if form != "geojson" or name == "incidents"]


def _table(
    source: "_Source", stage: Path, name: str, formats: Sequence[str]
) -> Iterator[tuple[Path, int]]:
    if not formats:
        return
    columns = codebook.tables()[name]
    paths = [stage / f"{name}.{_ENDINGS[form]}" for form in formats]
    number = 0
    with ExitStack() as opened:
        sheets = []
        for path, form in zip(paths, formats, strict=True):
            sheets.append(_sheet(path, form, columns))
            opened.callback(sheets[-1].close)
        for row in source.rows(name):
            number += 1
            told = lines.told(row, columns, source.known(row))
            for sheet in sheets:
                sheet.write(told)
    yield from ((path, number) for path in paths)


class _Source:
    """Where the rows of an export come from, with the names that must be left out of them."""

    def __init__(self, store: Store, k: int) -> None:
        self._store, self._k = store, k

    @cached_property
    def _named(self) -> Mapping[int, frozenset[str]]:
        return self._store.named_victims()

    def known(self, row: Row) -> frozenset[str]:
        """Return the victims who are named by the article of a row."""
        if "article_id" not in row:
            return frozenset()
        return self._named.get(cast("int", row["article_id"]), frozenset())

    def rows(self, name: str) -> Iterable[Row]:
        """Return the rows of a table."""
        if name == "counts":
            return counts.tabulate(self._store.exported_cells(), self._k)
        found: Mapping[str, Callable[[], Iterator[Row]]] = {
            "incidents": self._store.exported_incidents,
            "claims": self._store.exported_claims,
            "places": self._store.exported_places,
            "articles": self._store.exported_articles,
        }
        return found[name]()


def _book(stage: Path, name: str, book: tuple[Sequence[str], Sequence[Sequence[str]]]) -> None:
    head, rows = book
    text = "".join(lines.csv_line(row) for row in (head, *rows))
    (stage / name).write_text(text, "utf-8", newline="")


def _written(path: Path, rows: int | None) -> Written:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return Written(path.name, rows, path.stat().st_size, digest.hexdigest())


def _check_no_rows(folder: Path) -> None:
    held = [file.name for name in _ROWS for file in sorted(folder.glob(f"{name}.*"))]
    if held:
        what = f"holds {held[0]}, whose rows give away what the counts withhold"
        raise UsageError(str(folder), what, "name another folder")


def export_packets(
    store: Store, folder: Path, incidents: Sequence[int], language: str
) -> list[Written]:
    """Write the evidence packet of each incident into ``folder``, as ``incident-7.html``.

    A merged incident gives the packet of the one that took it over.

    Raises:
        TrataError: There is no such incident, or a file could not be written; then nothing is.
        UsageError: The folder cannot be made.
    """
    with _staged(folder) as stage, store.snapshot():
        for number in incidents:
            evidence = store.evidence(number)
            if evidence is None:
                raise TrataError(f"incident {number}", "there is no such incident")
            text = packet.html(evidence, language)
            path = stage / f"incident-{evidence.incident_id}.html"
            path.write_text(text, "utf-8", errors="replace")
        return [_written(path, None) for path in sorted(stage.iterdir())]


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """Give a folder to write into; what is there at the end moves to ``folder``."""
    made = not folder.exists()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise UsageError(str(folder), what, "name another folder") from None
    try:
        yield stage
        for path in sorted(stage.iterdir()):
            _settle(path)
        for path in sorted(stage.iterdir()):
            path.replace(folder / path.name)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise TrataError(str(folder), what, "free space or name another folder") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if made:
            with suppress(OSError):
                folder.rmdir()


def _settle(path: Path) -> None:
    """Make sure that a file is on the disk, and for its owner alone."""
    path.chmod(0o600)
    with path.open("rb") as file:
        os.fsync(file.fileno())
