"""A morning on the sample outlets, played once for all tests that look at it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

import monitor.demo
from monitor.cli.demo import NOW, write_config
from monitor.demo.server import Request, SampleServer
from monitor.demo.site import Site
from monitor.reading import urls
from storage.store import Store


def trata(folder: Path, *arguments: str, now: str = NOW) -> subprocess.CompletedProcess[str]:
    """Run a command on the database and configuration in ``folder``."""
    place = ("--config", str(folder / "config.yaml"), "--now", now)
    return subprocess.run(
        [sys.executable, "-m", "monitor", *arguments, *place],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={**os.environ, "TRATA_DEBUG": "1"},
    )


@dataclass(frozen=True)
class Morning:
    """Two rounds and a digest, with what they printed and left."""

    folder: Path
    site: Site
    server: SampleServer
    first: subprocess.CompletedProcess[str]
    second: subprocess.CompletedProcess[str]
    digest: subprocess.CompletedProcess[str]

    @property
    def database(self) -> Path:
        """The database that it left."""
        return self.folder / "trata.db"

    @cached_property
    def expected(self) -> Mapping[str, Any]:
        """What the database should hold, by hand."""
        path = Path(monitor.demo.__file__).with_name("expected.yaml")
        loaded: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        return loaded

    @cached_property
    def articles(self) -> Mapping[str, Mapping[str, Any]]:
        """``outlet/slug`` -> its row of ``articles``."""
        with Store.open(self.database, readonly=True) as store:
            known = {
                row["key"]: row["article_id"]
                for row in store.rows("SELECT key, article_id FROM aliases")
            }
            rows = {row["id"]: row for row in store.rows("SELECT * FROM articles")}
        return {
            name: rows[next(known[a] for a in addresses if a in known)]
            for name, addresses in self.canonical.items()
            if any(address in known for address in addresses)
        }

    @cached_property
    def canonical(self) -> Mapping[str, tuple[str, ...]]:
        """``outlet/slug`` -> its addresses, normalised."""
        return {
            name: tuple(urls.canonical(address) for address in addresses)
            for name, addresses in self.site.addresses.items()
        }

    def site_text(self, host: str, path: str) -> str:
        """Return what an outlet says at an address."""
        return self.site(Request(host, path)).body.decode()

    def query(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Ask the database."""
        with Store.open(self.database, readonly=True) as store:
            return store.rows(sql, values)


def play(folder: Path, site: Site, server: SampleServer) -> Morning:
    """Play a morning in ``folder``."""
    write_config(folder, server)
    first = trata(folder, "run", "--all")
    second = trata(folder, "run", "--all")
    digest = trata(folder, "digest")
    return Morning(folder, site, server, first, second, digest)
