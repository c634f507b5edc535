"""How long a digest takes over a database as large as years of monitoring make it.

    python -m bench.digest [FILE]

Without FILE the database of ``bench.large`` is made first. Prints seconds, each the best of three.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from bench import large
from monitor.briefs import Material
from monitor.reporting import markdown, page, plain
from monitor.reporting.digest import build
from storage.store import Store

LIMA = ZoneInfo("America/Lima")
NOW = large.END + timedelta(minutes=30)
MOST_SECONDS = 2.0
"""What a digest may take; not held to it is the summary of a year, a book of its own."""


def main() -> int:
    """Print the table; the status is 1 where a digest took too long."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?")
    chosen = parser.parse_args().file
    with tempfile.TemporaryDirectory() as folder:
        path = chosen or Path(folder) / "large.db"
        if not path.exists():
            large.build(path)
        with Store.open(path) as store:
            store.remember(store.numbers("SELECT id FROM incidents"))
            rows = list(measured(store))
    for name, incidents, seconds, size in rows:
        print(f"{name:24} {incidents:6} incidents {seconds:6.2f} s {size / 1000:8.0f} KB of HTML")
    return int(any(seconds > MOST_SECONDS for _, _, seconds, _ in rows[:-1]))


def measured(store: Store) -> list[tuple[str, int, float, int]]:
    """Return name, incidents, seconds and bytes of a day's digest and of summaries."""
    since = store.watermark() or NOW - timedelta(days=7)
    materials: dict[str, Callable[[], Material]] = {
        "a day": lambda: store.digest_material(since, NOW),
        "a week": lambda: store.summary_material(NOW - timedelta(days=7), NOW),
        "a month": lambda: store.summary_material(NOW - timedelta(days=30), NOW),
        "a year": lambda: store.summary_material(NOW - timedelta(days=365), NOW),
    }
    return [(name, *best(material)) for name, material in materials.items()]


def best(material: Callable[[], Material]) -> tuple[int, float, int]:
    """Return incidents, the least seconds of three runs, and bytes."""
    seconds = []
    incidents = size = 0
    for _ in range(3):
        started = perf_counter()
        made = build(material(), date(NOW.year, NOW.month, NOW.day), "es", LIMA)
        html = page.html(made)
        plain.text(made)
        markdown.markdown(made)
        seconds.append(perf_counter() - started)
        incidents, size = len(made.new) + len(made.updated) + len(made.again), len(html.encode())
    return incidents, min(seconds), size


if __name__ == "__main__":
    sys.exit(main())
