"""Kill rounds in the middle, again and again, and see what is left.

From the checkout: ``python -m tests.kills 20`` kills twenty rounds, the even ones once a drawn
number of articles is stored (between the first and the last commit), the odd ones at any moment.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import OperationalError, connect

from monitor.cli.demo import NOW, write_config
from monitor.demo.server import SampleServer
from monitor.demo.site import build_site

ARTICLES = 60
"""Fewer than a whole round stores."""


def stored(database: Path) -> int:
    """Return how many articles are stored."""
    if not database.exists():
        return 0
    try:
        with closing(connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except OperationalError:
        return 0


def command(folder: Path) -> list[str]:
    """Return a round as a command."""
    place = ["--config", str(folder / "config.yaml"), "--now", NOW]
    return [sys.executable, "-m", "monitor", "run", "--all", "--quiet", *place]


def kill_once(folder: Path, draw: random.Random, *, by_count: bool) -> tuple[int, int]:
    """Start a round and kill it; return the articles stored before and after."""
    database = folder / "trata.db"
    before = stored(database)
    aim = before + draw.randint(1, 12)
    deadline = time.monotonic() + (30 if by_count else draw.uniform(0.1, 4))
    process = subprocess.Popen(command(folder), stderr=subprocess.DEVNULL)
    while process.poll() is None and time.monotonic() < deadline:
        if by_count and stored(database) >= aim:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    return before, stored(database)


def integrity(database: Path) -> list[str]:
    """Return what SQLite finds wrong with the file."""
    with closing(connect(database)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [str(row[0]) for row in found if row[0] != "ok"] + [str(row) for row in broken]


def content(database: Path) -> dict[str, object]:
    """Return what a database holds, without numbers and times that depend on the order."""
    with closing(connect(database)) as connection:
        ask = connection.execute
        stories, incidents = defaultdict(set), defaultdict(set)
        for url, story in ask("SELECT canonical_url, story_id FROM articles"):
            stories[story].add(url)
        for url, incident in ask(
            "SELECT canonical_url, incident_id FROM incident_articles "
            "JOIN articles ON articles.id = article_id"
        ):
            incidents[incident].add(url)
        return {
            "articles": sorted(ask("SELECT canonical_url, title, body, verdict FROM articles")),
            "claims": sorted(
                ask(
                    "SELECT canonical_url, field, CAST(value AS TEXT), quote, start FROM claims "
                    "JOIN articles ON articles.id = article_id"
                )
            ),
            "stories": sorted(map(sorted, stories.values())),
            "incidents": sorted(map(sorted, incidents.values())),
        }


def whole(folder: Path) -> None:
    """Do one round to its end."""
    subprocess.run(command(folder), stderr=subprocess.DEVNULL, check=False)


def scenario(folder: Path, server: SampleServer, kills: int, seed: int = 20131004) -> Iterator[str]:
    """Kill ``kills`` rounds in ``folder``, then do one to its end; yield complaints.

    ``folder / "trata.db"`` then holds what a round that nobody killed leaves.
    """
    draw = random.Random(seed)
    write_config(folder, server)
    database = folder / "trata.db"
    for number in range(kills):
        before, after = kill_once(folder, draw, by_count=number % 2 == 0)
        if after < before:
            yield f"kill {number}: {before} articles before, {after} after"
        if database.exists():
            yield from (f"kill {number}: {fault}" for fault in integrity(database))
        if after >= ARTICLES:
            database.rename(folder / f"done-{number}.db")  # begin anew
            for ending in ("-wal", "-shm"):
                database.with_name(f"trata.db{ending}").unlink(missing_ok=True)
    whole(folder)


def differences(database: Path, other: Path) -> list[str]:
    """Return what two databases do not both hold."""
    left, right = content(database), content(other)
    return [f"{name} differ" for name in right if left[name] != right[name]]


def main() -> int:
    """Kill as many rounds as the first argument says."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    site = build_site()
    with (
        tempfile.TemporaryDirectory() as folder,
        SampleServer(site, tls_hosts=site.tls_hosts) as server,
    ):
        killed, unharmed = Path(folder, "killed"), Path(folder, "unharmed")
        for place in (killed, unharmed):
            place.mkdir()
            write_config(place, server)
        whole(unharmed)
        complaints = list(scenario(killed, server, kills))
        complaints += differences(killed / "trata.db", unharmed / "trata.db")
    print(f"{kills} kills; {complaints or 'nothing lost, nothing doubled, nothing damaged'}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
