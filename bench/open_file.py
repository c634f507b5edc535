"""How long the views take on a database as large as years of monitoring make it.

    python -m bench.open_file [FILE]

Without FILE one is made by bench.large.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench.large import build
from storage.store import Store
from storage.views import VIEWS


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "large.db"
        if not path.exists():
            build(path)
        with Store.open(path, readonly=True) as store:
            for name in ("articles", "incidents", "claims", "incident_places"):
                print(f"{store.number(f'SELECT count(*) FROM {name}'):>9,} {name}")
            views(store)


def views(store: Store) -> None:
    """Print how long each view takes in full, and its query in docs/schema.md."""
    print(f"\n{'view':20} {'rows':>8} {'whole, ms':>10} {'its query, ms':>14}")
    for view in VIEWS:
        spent = []
        for query in (f'SELECT * FROM "{view.name}"', view.example):
            started = perf_counter()
            rows = len(store.rows(query))
            spent.append((rows, 1000 * (perf_counter() - started)))
        (rows, whole), (_, asked) = spent
        print(f"{view.name:20} {rows:>8,} {whole:>10.0f} {asked:>14.0f}")


if __name__ == "__main__":
    main()
