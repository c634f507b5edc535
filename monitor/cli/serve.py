"""``trata serve``: the review desk."""

from pathlib import Path

import click

from monitor import logs
from monitor.cli.common import Setting, with_setting
from monitor.web import serving, visit


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535))
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further name it answers.")
@click.option("--as", "reviewer", metavar="WHO", help="Who decides; else the user of this machine.")
@click.option("--password-file", type=click.Path(path_type=Path), help="A file with the password.")
@with_setting
def serve(
    setting: Setting,
    host: str,
    port: int,
    names: tuple[str, ...],
    reviewer: str | None,
    password_file: Path | None,
) -> None:
    """Open the review desk in a browser of this machine, until stopped.

    Other machines are let in by --host, and only with a password of twelve characters or more: in
    the environment as TRATA_DESK_PASSWORD, or in a file that nobody else can read.

    Example: trata serve --port 8765
    """
    config = setting.config_if_any()
    logs.set_up(config.log_format if config else "text")
    password = serving.read_password(password_file)
    doors = serving.doors(host, names, password)
    database = setting.upgraded()
    with serving.bind(host, port) as listener:
        desk = visit.Setting(
            database=database,
            language=config.delivery.language if config else "es",
            zone=config.schedule.timezone if config else "America/Lima",
            reviewer=visit.reviewer_name(reviewer or serving.default_reviewer()),
            rules=setting.rules(),
            password=password,
            clock=setting.now,
        )
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"The desk is at http://{shown}:{listener.getsockname()[1]}/ (Ctrl-C ends it)")
        serving.serve(desk, listener, doors)
