"""The command line: one function per command, each in the module that it is listed with below."""

import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from monitor import __version__, logs
from monitor.errors import TrataError

COMMANDS = {
    "demo": ("demo", "Show the whole job on sample outlets, without network."),
    "check": ("keep", "Check configuration, rules and database; with --live also the sources."),
    "run": ("work", "Do one round of collection of what is due."),
    "daemon": ("work", "Collect and write digests by the timetable, until stopped."),
    "digest": ("digests", "Write the digest of everything since the last one."),
    "serve": ("serve", "Open the review desk in the browser."),
    "search": ("look", "Search titles and texts."),
    "why": ("look", "Tell why an article was judged and grouped as it was."),
    "status": ("look", "Show counts, the last round and the health of the sources."),
    "resend": ("resend", "Send a message again of which nobody knows whether it went out."),
    "sources": ("look", "List the sources with their health."),
    "extract": ("bring", "Read a page from a file or an address and print what it says."),
    "import": ("bring", "Take articles from a JSON Lines file."),
    "review": ("review", "Decide on incidents, articles and values by hand, and take it back."),
    "replay": ("again", "Judge or group the stored past anew; show what would change."),
    "forget": ("keep", "Remove what is stored of one article."),
    "export": ("export", "Write tables, a codebook and evidence packets for others."),
    "backup": ("keep", "Copy the database, also while it is being written."),
}
"""Name -> (module, one line of help). Modules are imported when their command is called, because
Scrapy and trafilatura take over half a second to import."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"monitor.cli.{COMMANDS[cmd_name][0]}")
        name = f"{cmd_name}_" if hasattr(module, f"{cmd_name}_") else cmd_name
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="trata")
def trata() -> None:
    """Monitor news of human trafficking in Peru.

    Example: trata run && trata digest
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and leave with its exit status.

    0: done; 1: done, but something failed; 2: wrong use or configuration, nothing was touched.
    """
    logging.captureWarnings(capture=True)
    try:
        status = trata.main(args=arguments, prog_name="trata", standalone_mode=False)
        sys.stdout.flush()
    except TrataError as error:
        status = _say(str(error), error.exit_status)
    except click.ClickException as error:
        error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt):
        status = _say("stopped", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:
        subject = error.filename or "standard output or the temporary folder"
        status = _say(f"{subject}: cannot be read or written: {error.strerror or error}", 1)
    except MemoryError:
        status = _say("memory ran out; is the input what you meant?", 1)
    except Exception as error:
        if os.environ.get("TRATA_DEBUG"):
            raise
        what = f"this is a fault of the program: {type(error).__name__}: {error}"
        status = _say(f"{what}; set TRATA_DEBUG=1 to see where, and report it", 1)
    sys.exit(int(status or 0))


def _say(line: str, status: int) -> int:
    logs.complain(line)
    return status
