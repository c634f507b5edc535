"""``trata review``: what a person decides on incidents; written down, undoable."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from monitor.cli import pages
from monitor.cli.common import Setting, with_setting
from monitor.reviewing import split_incident
from storage.reviewing import By
from storage.store import Store


@click.group()
def review() -> None:
    """Decide on incidents: merge, split, move, undo; see what was decided.

    What a person decides, no later article and no replay overturns.

    Example: trata review merge 12 7 --note "same bar, same night"
    """


def _options(command: Callable[..., int]) -> Callable[..., int]:
    by = click.option(
        "--by", envvar="TRATA_REVIEWER", metavar="NAME", help="Who decides; else the user's name."
    )
    note = click.option("--note", default="", metavar="WORDS", help="Why.")
    return by(note(command))


def _person(setting: Setting, by: str | None, note: str) -> By:
    return By(by or getpass.getuser(), setting.now(), note)


@contextmanager
def _deciding(setting: Setting) -> Iterator[Store]:
    """Open the database for a short write; a round may be at work meanwhile."""
    with Store.open(setting.database(), create=False) as store:
        yield store


@review.command()
@click.argument("gone", type=click.IntRange(1))
@click.argument("into", type=click.IntRange(1))
@_options
@with_setting
def merge(setting: Setting, gone: int, into: int, by: str | None, note: str) -> int:
    """Let the incident GONE be the incident INTO; its number redirects.

    Example: trata review merge 12 7
    """
    with _deciding(setting) as store:
        number = store.merge_by_hand(gone, into, _person(setting, by, note))
        stays = store.live(into)
    click.echo(f"decision {number}: incident {gone} is incident {stays}")
    return 0


@review.command()
@click.argument("incident", type=click.IntRange(1))
@click.argument("articles", nargs=-1, required=True, type=click.IntRange(1))
@_options
@with_setting
def split(
    setting: Setting, incident: int, articles: tuple[int, ...], by: str | None, note: str
) -> int:
    """Let ARTICLES, with the copies of their texts, tell an incident of their own.

    Example: trata review split 7 31 32
    """
    config = setting.config_if_any()
    language = config.delivery.language if config else "es"
    with _deciding(setting) as store:
        person = _person(setting, by, note)
        number, new = split_incident(store, incident, articles, person, language)
    click.echo(f"decision {number}: incident {new} was split off incident {incident}")
    return 0


@review.command()
@click.argument("article", type=click.IntRange(1))
@click.argument("source", type=click.IntRange(1))
@click.argument("into", type=click.IntRange(1))
@_options
@with_setting
def move(setting: Setting, article: int, source: int, into: int, by: str | None, note: str) -> int:
    """Let ARTICLE, with the copies of its text, tell INTO instead of SOURCE.

    Example: trata review move 31 7 9
    """
    with _deciding(setting) as store:
        number = store.move_by_hand(article, source, into, _person(setting, by, note))
    click.echo(f"decision {number}: article {article} tells incident {into}")
    return 0


@review.command()
@click.argument("decision", type=click.IntRange(1))
@_options
@with_setting
def undo(setting: Setting, decision: int, by: str | None, note: str) -> int:
    """Take a decision back: what stood there stands there again.

    Example: trata review undo 4
    """
    with _deciding(setting) as store:
        undone = store.undo(decision, _person(setting, by, note))
    click.echo(f"decision {decision} ({undone.action}) was taken back")
    return 0


@review.command()
@click.argument("incident", type=click.IntRange(1))
@with_setting
def log(setting: Setting, incident: int) -> int:
    """Show what was decided on an incident, the newest first.

    Example: trata review log 7
    """
    with setting.reading() as store:
        found = store.decisions_on(incident)
    for one in found:
        click.echo(pages.decision(one))
    if not found:
        click.echo("Nobody decided anything on it.")
    return 0
