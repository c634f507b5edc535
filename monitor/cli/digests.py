"""``trata digest``: the morning's digest, summaries, and earlier digests again."""

import os
import sys
from contextlib import AbstractContextManager
from typing import get_args

import click

from monitor import logs, periods
from monitor.cli.common import SECONDS, Setting, print_json, with_setting
from monitor.cli.sending import send
from monitor.deliver import Delivered, Desk
from monitor.errors import UsageError
from monitor.options import Delivery, Format, Language
from monitor.reporting.tree import tree
from storage.store import Store


@click.command()
@click.option("--day", metavar="DATE", help="Print the digest of that day again.")
@click.option("--rebuild", metavar="NUMBER|DATE", help="Make an earlier digest again, as it was.")
@click.option("--period", metavar="PERIOD", help="A summary; the next digest is not changed by it.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(get_args(Format)),
    help="Print this format; with --rebuild or --period no file is written.",
)
@click.option(
    "--language", type=click.Choice(get_args(Language)), help="Not that of the configuration."
)
@click.option("--quiet", is_flag=True, help="Print nothing but failures.")
@click.option("--dry-run", is_flag=True, help="Show it; nothing is written or remembered.")
@click.option(
    "--wait", type=SECONDS, default=0, metavar="SECONDS", help="Wait for another process."
)
@click.option("--json", "as_json", is_flag=True, help="Print it and the paths as JSON.")
@with_setting
def digest(
    setting: Setting,
    day: str | None,
    rebuild: str | None,
    period: str | None,
    shape: Format | None,
    language: Language | None,
    quiet: bool,
    dry_run: bool,
    wait: float,
    as_json: bool,
) -> int:
    """Write the digest of everything since the last one, once a day.

    A second call on the same day changes nothing. Exit status 1 when no source could be looked at,
    or a mail could not be sent; it is tried again with the next round.

    PERIOD is week or month (up to today), last-week, last-month (of the calendar), a month such as
    2025-03, or 2025-03-01..2025-03-14: what the press published then, as it is known now.

    Example: trata digest --period week --format markdown
    """
    if sum(map(bool, (day, rebuild, period))) > 1:
        raise UsageError("--day, --rebuild, --period", "only one of them can be meant")
    config = setting.config_if_any()
    delivery = config.delivery if config else Delivery()
    zone = config.schedule.timezone if config else "America/Lima"
    new = not (day or rebuild or period or dry_run)
    with _opened(setting, wait, new=new) as store:
        desk = Desk(store, delivery, zone, language)
        if rebuild:
            result = desk.rebuild(rebuild, dry_run=dry_run or bool(shape))
        else:
            result = _made(desk, setting, day, period, shape, dry_run=dry_run)
        _show(desk, result, shape, quiet=quiet, as_json=as_json)
    failures = send(setting, config, logs.complain) if new else 0
    return 1 if result.blind or failures else 0


def _opened(setting: Setting, wait: float, *, new: bool) -> AbstractContextManager[Store]:
    return setting.writing(wait, create=False) if new else setting.reading()


def _made(
    desk: Desk,
    setting: Setting,
    day: str | None,
    period: str | None,
    shape: Format | None,
    *,
    dry_run: bool,
) -> Delivered:
    if day:
        return desk.again(day)
    if period:
        today = setting.now().astimezone(desk.zone).date()
        return desk.summary(periods.read(period, today), dry_run=dry_run or bool(shape))
    return desk.deliver(setting.now(), dry_run=dry_run)


def _show(
    desk: Desk, result: Delivered, shape: Format | None, *, quiet: bool, as_json: bool
) -> None:
    if not result.same:
        logs.complain("its wording is not what it was: this program is newer than that digest")
    if as_json:
        print_json(
            {
                "day": result.day,
                "number": result.number or None,
                "already": result.already,
                "paths": {name: os.fspath(path) for name, path in result.paths.items()},
                "digest": result.digest and tree(result.digest),
            }
        )
    elif shape not in {None, "text"}:
        if result.digest is None:
            raise UsageError(result.day, "only its text is at hand", "trata digest --rebuild DATE")
        sys.stdout.write(desk.rendered(shape, result.digest))
    elif not quiet:
        click.echo(result.text)
        for name, path in result.paths.items():
            click.echo(f"{name}: {path}")
