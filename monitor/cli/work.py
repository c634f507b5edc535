"""``trata run``, ``trata daemon``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from monitor import logs
from monitor.alerting import begin_alerts, raise_alerts
from monitor.cli.common import SECONDS, Setting, print_json, with_setting, work_lock
from monitor.cli.sending import send
from monitor.collect import Progress, RoundReport, check_may_run, run_round
from monitor.daemon import Daemon
from monitor.errors import BusyError


@contextmanager
def _progress(shown: bool) -> Iterator[Progress]:
    """Show a bar on a terminal; elsewhere nothing."""
    if not shown or not sys.stderr.isatty():
        yield lambda _finished, _expected: None
        return
    with click.progressbar(length=1, label="Reading", file=sys.stderr, show_pos=True) as bar:

        def show(finished: int, expected: int) -> None:
            bar.length = max(expected, 1)
            bar.update(finished - bar.pos)

        yield show


@click.command()
@click.option("--all", "everything", is_flag=True, help="Poll every source, due or not.")
@click.option("--source", "only", multiple=True, metavar="ID", help="Poll only this source.")
@click.option("--quiet", is_flag=True, help="Print failures only.")
@click.option("--stop-after", type=SECONDS, metavar="SECONDS", help="End the round early.")
@click.option(
    "--wait", type=SECONDS, default=0, metavar="SECONDS", help="Wait for another process."
)
@click.option("--json", "as_json", is_flag=True, help="Print the counters as JSON.")
@with_setting
def run(
    setting: Setting,
    everything: bool,
    only: tuple[str, ...],
    quiet: bool,
    stop_after: float | None,
    wait: float,
    as_json: bool,
) -> int:
    """Do one round of collection of what is due.

    Exit status 1 when an endpoint could not be read; the rest is stored all the same.

    Example: trata run --source andina
    """
    config = setting.config()
    check_may_run(config, only)
    logs.set_up(config.log_format)
    with setting.writing(wait) as store, _progress(not quiet and not as_json) as progress:
        begin_alerts(store, config, setting.now())
        report = run_round(
            config,
            store,
            setting.now,
            everything=everything,
            only=only,
            progress=progress,
            stop_after_seconds=stop_after,
        )
        raise_alerts(store, config, setting.now())
    if as_json:
        print_json({"round": report.round_id, "counters": report.counters})
    elif not quiet:
        click.echo(summary(report))
    for line in report.failures:
        logs.complain(line)
    unsent = send(setting, config, logs.complain)
    return 1 if report.failures or unsent else 0


def summary(report: RoundReport) -> str:
    """Return what a round did, in two or three lines."""
    count = report.counters.get
    if not report.asked and not report.counters:
        return "Nothing is due. All endpoints: trata run --all"
    lines = [
        f"Round {report.round_id}: {report.asked} endpoints asked, {count('polls/ok', 0)} read, "
        f"{count('polls/not_modified', 0)} unchanged (304), {len(report.failures)} failed.",
        f"{count('leads/found', 0)} links, {count('leads/new', 0)} new; "
        f"{count('articles/stored', 0)} articles stored: {count('articles/relevant', 0)} relevant, "
        f"{count('articles/related', 0)} related, {count('articles/rejected', 0)} rejected; "
        f"{count('incidents/new', 0)} new incidents.",
    ]
    drops = sorted((name, n) for name, n in report.counters.items() if name.startswith("drops/"))
    if drops:
        told = ", ".join(
            f"{n} {name.removeprefix('drops/').replace('/', ': ')}" for name, n in drops
        )
        lines.append(f"Given up: {told}.")
    return "\n".join(lines)


@click.command()
@with_setting
def daemon(setting: Setting) -> None:
    """Collect and write digests by the timetable in the configuration, until stopped.

    SIGTERM and Ctrl-C end it within 10 seconds. One daemon runs on a database.

    Example: trata daemon --config /etc/trata/config.yaml
    """
    config = setting.config()
    check_may_run(config)
    logs.set_up(config.log_format)
    database = setting.database()
    try:
        with work_lock(database, "daemon"):
            setting.prepare()
            Daemon(config, database).run()
    except BusyError:
        what = "a daemon is already running on this database"
        raise BusyError(str(database), what, "stop that one first") from None
