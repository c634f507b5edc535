"""How long the views and exports take on a database as large as years of monitoring make it.

    python -m bench.open_file [FILE]

Without FILE one is made by bench.large. Times are those of the processor, so that other work on the
machine counts less; memory is the most that the process ever held.
"""

import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from bench.large import build
from monitor.exporting import DEFAULT_FORMATS, FORMATS, Written, export_packets, export_tables
from storage.store import Store
from storage.views import VIEWS


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "large.db"
        if not path.exists():
            build(path)
        with Store.open(path, readonly=True) as store:
            for table in ("articles", "incidents", "claims", "incident_places"):
                print(f"{store.number(f'SELECT count(*) FROM {table}'):>9,} {table}")
            views(store)
            exports(store, folder)


def views(store: Store) -> None:
    """Print how long each view takes in full, and its query in docs/schema.md."""
    print(f"\n{'view':20} {'rows':>8} {'whole, ms':>10} {'its query, ms':>14}")
    for view in VIEWS:
        spent = []
        for query in (f'SELECT * FROM "{view.name}"', view.example):
            started = process_time()
            rows = len(store.rows(query))
            spent.append((rows, 1000 * (process_time() - started)))
        (rows, whole), (_, asked) = spent
        print(f"{view.name:20} {rows:>8,} {whole:>10.0f} {asked:>14.0f}")


def exports(store: Store, folder: Path) -> None:
    """Print how long each kind of export takes."""
    print(f"\n{'export':20} {'s':>6} {'MB':>6} {'memory, MB':>11}")
    for form in FORMATS:
        _time(form, lambda form=form: export_tables(store, folder / form, (form,)))  # type: ignore[misc]
    name = " ".join(DEFAULT_FORMATS)
    _time(name, lambda: export_tables(store, folder / "all"))
    _time("--k 11", lambda: export_tables(store, folder / "k", ("csv",), 11))
    most = store.number(
        "SELECT incident_id FROM incident_articles GROUP BY incident_id ORDER BY count(*) DESC"
    )
    _time("--packet", lambda: export_packets(store, folder / "packet", (most,), "es"))


def _time(name: str, work: Callable[[], list[Written]]) -> None:
    started = process_time()
    written = work()
    spent, size = process_time() - started, sum(one.bytes for one in written) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:20} {spent:>6.1f} {size:>6.1f} {memory:>11.0f}")


if __name__ == "__main__":
    main()
