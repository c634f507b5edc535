"""``trata check``, ``backup``, ``forget``: keeping the monitor well."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from monitor import channels
from monitor import config as configuration
from monitor.cli.common import CONFIG_NAME, Setting, with_setting, work_lock
from monitor.collect import check_may_run
from monitor.errors import TrataError, UsageError
from monitor.judging import lexicon
from monitor.logs import complain
from monitor.options import Config, Rules
from monitor.probing import Probed, probe_all
from monitor.reading import urls
from monitor.text import many
from storage.store import Store

KEPT_BACKUPS = 14
_SENDING_SECONDS = 30
"""How long to wait for a process that is sending messages."""


@click.command()
@click.option("--live", is_flag=True, help="Also poll every endpoint once.")
@click.option("--source", "only", multiple=True, metavar="ID", help="With --live: only this one.")
@with_setting
def check(setting: Setting, live: bool, only: tuple[str, ...]) -> int:
    """Check configuration, rules and database; with --live also the sources.

    The two examples of every rule are run, those of your own rules too. Nothing is stored. Exit
    status 2 for a fault of the configuration, 1 for any other.

    Example: trata check --live
    """
    config, wrong = configuration.examine(setting.config_path or Path(CONFIG_NAME))
    if config is None:
        for error in wrong:
            complain(str(error))
        return 2
    wrong_examples = lexicon.check()
    faults = [*wrong_examples, *_database_faults(setting), *_delivery_faults(config)]
    endpoints = sum(len(source.endpoints) for source in config.sources)
    enabled = sum(source.enabled for source in config.sources)
    told = f"{len(config.sources)} sources ({enabled} on), {endpoints} endpoints"
    click.echo(f"{config.path}: {told}")
    click.echo(_rules_line(config.rules, len(wrong_examples)))
    if not config.fetch.contact:
        click.echo("note: fetch.contact is empty; nothing is fetched until it is given")
    for probed in _probe(setting, config, only) if live else ():
        click.echo(_live_line(probed))
        if not probed.ok:
            faults.append(_live_line(probed))
    for fault in faults:
        complain(fault)
    click.echo(many(len(faults), "fault") + "." if faults else "All is well.")
    return 1 if faults else 0


def _delivery_faults(config: Config) -> list[str]:
    faults = ((channel.name, channels.fault(channel)) for channel in config.delivery.channels)
    told = [f"channel {name}: {what}" for name, what in faults if what]
    folder = config.delivery.directory
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        told.append(f"delivery.directory: nothing can be written into {folder}")
    return told


def _rules_line(rules: Rules, wrong: int) -> str:
    """Tell how many rules and examples there are; a wrong one of the user's own stops the check."""
    shipped = len(lexicon.load().rules())
    examples = 2 * (shipped + len(rules.add))
    held = "all hold" if not wrong else f"{wrong} do not hold"
    told = f"{shipped} shipped ({len(rules.off)} off), {len(rules.add)} of your own"
    return f"rules: {told}; {examples} examples, {held}"


def _database_faults(setting: Setting) -> list[str]:
    path = setting.database()
    if not path.exists():
        click.echo(f"{path}: not there yet; the first round makes it")
        return []
    with Store.open(path, readonly=True) as store:
        faults = store.check()
    click.echo(f"{path}: {'damaged' if faults else 'intact'}")
    return [fault if str(path) in fault else f"{path}: {fault}" for fault in faults]


def _probe(setting: Setting, config: Config, only: tuple[str, ...]) -> list[Probed]:
    check_may_run(config, only)
    with setting.manners() as (paused, pause):
        return probe_all(config, setting.now, only, paused, pause)


def _live_line(probed: Probed) -> str:
    poll = probed.poll
    newest = f", newest {probed.newest.astimezone(UTC):%Y-%m-%d %H:%M}Z" if probed.newest else ""
    found = f"{poll.leads} links{newest}" if probed.ok else poll.detail
    status = f" {poll.status}" if poll.status else ""
    return f"{poll.source_id}: {poll.outcome}{status} {poll.endpoint} {found}".rstrip()


@click.command()
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--nightly", is_flag=True, help=f"Into the backup folder; {KEPT_BACKUPS} are kept.")
@with_setting
def backup(setting: Setting, target: Path | None, nightly: bool) -> int:
    """Copy the database, also while it is being written; the copy is checked.

    Example: trata backup /media/usb/trata.db
    """
    if (target is None) != nightly:
        raise UsageError("backup", "needs either TARGET or --nightly", "see: trata backup --help")
    with setting.reading() as store:
        if target is None:
            target = _nightly_target(setting)
        store.backup(target)
    click.echo(f"backup: {target}")
    if nightly:
        with setting.writing(600, create=False) as store:
            store.prune(setting.now())
            store.beat("backup", setting.now())
    return 0


def _nightly_target(setting: Setting) -> Path:
    config = setting.config_if_any()
    folder = config.backups if config else setting.database().absolute().parent / "backups"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in _nightly_copies(folder)[: -(KEPT_BACKUPS - 1)]:
            old.unlink()
    except OSError as error:
        raise TrataError(str(folder), f"cannot be written: {error.strerror}") from None
    return folder / _backup_name(setting.now())


def _backup_name(now: datetime) -> str:
    return f"trata-{now:%Y%m%dT%H%M%SZ}.db"


def _nightly_copies(folder: Path) -> list[Path]:
    return sorted(folder.glob("trata-????????T??????Z.db"))


@click.command()
@click.argument("url")
@with_setting
def forget(setting: Setting, url: str) -> int:
    """Remove what is stored of one article: text, claims, index; only its address stays.

    The address stays so that the article is not fetched again. Mails and messages that show it and
    did not go out yet are dropped; trata status names them.

    Example: trata forget https://diario.example/nota-1
    """
    database = setting.database()
    with setting.writing(create=False) as store, work_lock(database, "outbox", _SENDING_SECONDS):
        gone = store.forget(url, urls.canonical(url))
    if not gone:
        raise TrataError(url, "no article of this address is stored")
    click.echo(f"forgotten: {url}")
    return 0
