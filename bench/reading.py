"""Measure how well and how fast pages are read, beside plain trafilatura in the same run.

    python -m bench.reading FOLDER

FOLDER is laid out as the public article-extraction benchmark: ``ground-truth.json`` maps a key to
``{"articleBody", "url"}``; ``html/KEY.html.gz`` is the page. Printed for each reader: F1 of the
body's 4-word shingles (precision and recall averaged over pages), the share of bodies that are
equal word for word, pages that came back empty, and pages a CPU second.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import trafilatura

from monitor.models import Article, Outlet
from monitor.reading import extract

Reader = Callable[[bytes, str], str]
_OUTLET = Outlet(source_id="bench", name="Bench", country="")


def ours(page: bytes, url: str) -> str:
    """Return the body that the monitor reads."""
    found = extract.from_html(page, url=url, outlet=_OUTLET, fetched_at=datetime.now(UTC))
    return found.body if isinstance(found, Article) else ""


def plain_trafilatura(page: bytes, url: str) -> str:
    """Return the body that trafilatura reads with its defaults."""
    text = trafilatura.extract(page.decode("utf-8", "replace"), url=url, include_comments=False)
    return text or ""


def words(text: str) -> list[str]:
    """Return the words of ``text``."""
    return re.findall(r"\w+", text)


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Count the runs of ``size`` words of ``text``; one shorter run where it has fewer words."""
    found = words(text)
    runs = (tuple(found[at : at + size]) for at in range(max(1, len(found) - size + 1)))
    return Counter(run for run in runs if run)


def overlap(truth: str, read: str) -> tuple[float, float]:
    """Return precision and recall of the shingles of ``read``."""
    wanted, got = shingles(truth), shingles(read)
    common = (wanted & got).total()
    return common / got.total() if got else 0.0, common / wanted.total() if wanted else 1.0


def measure(name: str, reader: Reader, pages: list[tuple[bytes, str, str]]) -> str:
    """Return one line of figures for ``reader`` over ``(page, url, true body)``."""
    reader(*pages[0][:2])
    start = time.process_time()
    bodies = [reader(page, url) for page, url, _ in pages]
    spent = time.process_time() - start
    scores = [overlap(truth, body) for body, (_, _, truth) in zip(bodies, pages, strict=True)]
    read = [precision for (precision, _), body in zip(scores, bodies, strict=True) if body]
    precision, recall = mean(read or [0.0]), mean(recall for _, recall in scores)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    equal = mean(
        words(body) == words(truth) for body, (_, _, truth) in zip(bodies, pages, strict=True)
    )
    return (
        f"{name:<20} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}  "
        f"exact {equal:.3f}  empty {bodies.count('')}  {len(pages) / spent:.1f} pages/CPU s"
    )


def load(folder: Path) -> list[tuple[bytes, str, str]]:
    """Return ``(page, url, true body)`` of each page of a benchmark folder."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        (
            gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()),
            entry.get("url") or "https://bench.example/",
            entry.get("articleBody") or "",
        )
        for key, entry in sorted(truth.items())
    ]


def main() -> None:
    """Read the folder given on the command line with both readers and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    pages = load(parser.parse_args().folder)
    print(f"{len(pages)} pages")
    print(measure("monitor", ours, pages))
    print(measure("trafilatura", plain_trafilatura, pages))


if __name__ == "__main__":
    main()
