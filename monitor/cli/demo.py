"""``trata demo``: the whole job on sample outlets, on this machine alone."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from monitor.demo.server import SampleServer
from monitor.demo.site import build_site
from monitor.demo.sources import sources_yaml
from monitor.errors import TrataError, UsageError

QUERIES = (
    "SELECT title, date_event, departments, rescued_min, rescued_max FROM incident_summary",
    "SELECT field, value, outlet, quote FROM claims JOIN articles ON articles.id = article_id "
    "WHERE verdict = 'relevant' AND scope = 'incident' AND field IN ('arrested', 'rescued')",
    "SELECT name, state, why FROM source_health WHERE state <> 'ok'",
)
"""Three questions that the README tells to try; the tests run them."""

NOW = "2025-03-14T11:30:00+00:00"
"""The demo plays the morning of this day, the last of the sample articles."""

_MARK = "# Made by `trata demo`"
"""How the configuration of a demo begins; a folder without it is never emptied."""

_OWN = ("trata.db", "trata.db-wal", "trata.db-shm", "config.yaml", "sample-ca.pem")


@click.command()
@click.option("--keep", type=click.Path(path_type=Path), help="Folder for what is made.")
def demo(keep: Path | None) -> int:
    """Show the whole job on sample outlets, without network: two rounds and a digest.

    Example: trata demo --keep demo
    """
    folder = _emptied(keep or Path(tempfile.mkdtemp(prefix="trata-demo-")))
    site = build_site()
    with SampleServer(site, tls_hosts=site.tls_hosts) as server:
        write_config(folder, server)
        for number in (1, 2):
            click.secho(
                f"\nRound {number} on {len(site.content.outlets)} sample outlets", bold=True
            )
            _call(folder, "run", "--all", allowed=(0, 1))
    click.secho("\nDigest\n", bold=True)
    _call(folder, "digest", allowed=(0,))
    click.echo(f"database: {folder / 'trata.db'}")
    click.secho("\nThree queries to try", bold=True)
    for query in QUERIES:
        click.echo(f'  sqlite3 -box {folder / "trata.db"} "{query}"')
    return 0


def _emptied(folder: Path) -> Path:
    """Remove what an earlier demo made; refuse a folder that holds anything else."""
    digests = folder / "digests"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        inside = sorted(path.name for path in folder.iterdir())
        if inside and not _is_made_by_us(folder / "config.yaml"):
            what = f"is no folder of an earlier demo: it holds {inside[0]}"
            raise UsageError(str(folder), what, "name another folder with --keep")
        shutil.rmtree(digests, ignore_errors=True)
        for name in _OWN:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(str(folder), f"cannot be written: {error.strerror}") from None
    return folder


def _is_made_by_us(config: Path) -> bool:
    return config.is_file() and config.read_bytes().startswith(_MARK.encode())


def write_config(folder: Path, server: SampleServer) -> None:
    """Write a configuration of the sample outlets, as ``server`` plays them, into ``folder``."""
    authority = folder / "sample-ca.pem"
    shutil.copyfile(server.ca_file, authority)
    text = f"""\
{_MARK}; the sample outlets answer only while it runs.
database: trata.db
fetch:
  contact: demo@trata.example
  delay_seconds: 0
  hosts: [["*.example", "127.0.0.1:{server.port}/{server.tls_port}"]]
  allow_addresses: ["127.0.0.1/32"]
  ca_file: sample-ca.pem
"""
    (folder / "config.yaml").write_text(text + sources_yaml(), encoding="utf-8")


def _call(folder: Path, *arguments: str, allowed: tuple[int, ...]) -> None:
    """Run a command as a user would, in a process of its own."""
    place = ("--config", str(folder / "config.yaml"), "--now", NOW)
    command = [sys.executable, "-m", "monitor", *arguments, *place]
    status = subprocess.run(command, check=False).returncode  # noqa: S603
    if status not in allowed:
        raise TrataError(f"trata {arguments[0]}", f"ended with status {status}")
