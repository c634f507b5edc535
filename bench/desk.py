"""How long the pages of the review desk take on a database as large as years make it.

    python -m bench.desk [FILE] [--repeat N]

Without FILE a database of 100,000 articles and 10,000 incidents is made first, in a temporary
folder (see :mod:`bench.large`). Each page is asked for once unmeasured, then N times; numbers of
incidents and articles differ from time to time. A page is done when its last byte is there.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from starlette.testclient import TestClient

from bench.large import ARTICLES, END, INCIDENTS, build
from monitor.web.app import App
from monitor.web.guard import Doors
from monitor.web.visit import Setting
from storage.store import Store

BAR = 100
"""Milliseconds, for the median."""
_STEP = 617


def pages(n: int) -> dict[str, str]:
    """Return what is asked for the ``n``-th time: what it is -> its address."""
    incident, article = 1 + n * _STEP % INCIDENTS, 1 + n * _STEP % ARTICLES
    return {
        "today": "/",
        "incidents": f"/incidents?page={1 + n}",
        "incidents of a department": "/incidents?department=Madre+de+Dios",
        "incidents of a form": "/incidents?form=labour",
        "incidents in conflict": "/incidents?conflict=1",
        "incidents with a word": "/incidents?words=mesera",
        "one incident": f"/incidents/{incident}",
        "articles": f"/articles?page={1 + n}",
        "relevant articles": "/articles?verdict=relevant",
        "one article": f"/articles/{article}",
        "sources": "/sources",
        "search": "/search?words=mesera+cusco",
        "search of a frequent word": "/search?words=operativo",
        "decisions": "/decisions",
    }


def measure(path: Path, repeat: int) -> dict[str, list[float]]:
    """Return the milliseconds that each page took, each time."""
    setting = Setting(path, reviewer="bench", clock=lambda: END + timedelta(hours=1))
    client = TestClient(App(setting, Doors()).asgi, base_url="http://127.0.0.1")

    def ask(address: str) -> float:
        start = perf_counter()
        answer = client.get(address)
        took = (perf_counter() - start) * 1000
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return took

    taken: dict[str, list[float]] = {}
    for n in range(repeat + 1):
        for name, address in pages(n).items():
            took = ask(address)
            if n:
                taken.setdefault(name, []).append(took)
    return taken


def show(taken: dict[str, list[float]], echo: Callable[[str], object] = print) -> None:
    """Print a table: page, median, ninth decile, longest."""
    echo(f"{'page':28} {'median':>8} {'p90':>8} {'max':>8}  ms")
    for name, times in taken.items():
        ordered = sorted(times)
        late = ordered[int(len(ordered) * 0.9)]
        echo(f"{name:28} {statistics.median(times):8.1f} {late:8.1f} {ordered[-1]:8.1f}")
    medians = [statistics.median(times) for times in taken.values()]
    over = sum(median >= BAR for median in medians)
    echo(f"median of all pages {statistics.median(medians):.1f} ms; {over} at {BAR} ms or more")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--repeat", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.file
        if path is None:
            path = Path(folder) / "large.db"
            print("making a large database...", file=sys.stderr)
            build(path)
        Store.open(path).close()
        show(measure(path, given.repeat))


if __name__ == "__main__":
    main()
