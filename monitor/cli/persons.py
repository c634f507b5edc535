"""Who decides at a terminal, and the database that is decided on."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from monitor.cli.common import Setting
from storage.reviewing import By
from storage.store import Store


def person_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options ``--by`` and ``--note``."""
    by = click.option(
        "--by", envvar="TRATA_REVIEWER", metavar="NAME", help="Who decides; else the user's name."
    )
    note = click.option("--note", default="", metavar="WORDS", help="Why.")
    return by(note(command))


def person(setting: Setting, by: str | None, note: str) -> By:
    """Return who decides, when, and in which words."""
    return By(by or getpass.getuser(), setting.now(), note)


@contextmanager
def deciding(setting: Setting) -> Iterator[Store]:
    """Open the database for a short write; a round may be at work meanwhile."""
    with Store.open(setting.database(), create=False) as store:
        yield store
