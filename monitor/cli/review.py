"""``trata review``: what a person decides; written down, undoable."""

import click

from monitor.cli import pages, verdicts
from monitor.cli.common import Setting, with_setting
from monitor.cli.persons import deciding, person, person_options
from monitor.reviewing import split_incident, take_back


@click.group()
def review() -> None:
    """Decide on incidents, articles and values; merge, split, move; take it back.

    What a person decides, no later article, no new rule and no replay overturns. The same is done
    in the browser by trata serve.

    Example: trata review merge 12 7 --note "same bar, same night"
    """


for _command in verdicts.COMMANDS:
    review.add_command(_command)


@review.command()
@click.argument("gone", type=click.IntRange(1))
@click.argument("into", type=click.IntRange(1))
@person_options
@with_setting
def merge(setting: Setting, gone: int, into: int, by: str | None, note: str) -> int:
    """Let the incident GONE be the incident INTO; its number redirects.

    Example: trata review merge 12 7
    """
    with deciding(setting) as store:
        number = store.merge_by_hand(gone, into, person(setting, by, note))
        stays = store.live(into)
    click.echo(f"decision {number}: incident {gone} is incident {stays}")
    return 0


@review.command()
@click.argument("incident", type=click.IntRange(1))
@click.argument("articles", nargs=-1, required=True, type=click.IntRange(1))
@person_options
@with_setting
def split(
    setting: Setting, incident: int, articles: tuple[int, ...], by: str | None, note: str
) -> int:
    """Let ARTICLES, with the copies of their texts, tell an incident of their own.

    Example: trata review split 7 31 32
    """
    config = setting.config_if_any()
    language = config.delivery.language if config else "es"
    with deciding(setting) as store:
        who = person(setting, by, note)
        number, new = split_incident(store, incident, articles, who, language)
    click.echo(f"decision {number}: incident {new} was split off incident {incident}")
    return 0


@review.command()
@click.argument("article", type=click.IntRange(1))
@click.argument("source", type=click.IntRange(1))
@click.argument("into", type=click.IntRange(1))
@person_options
@with_setting
def move(setting: Setting, article: int, source: int, into: int, by: str | None, note: str) -> int:
    """Let ARTICLE, with the copies of its text, tell INTO instead of SOURCE.

    Example: trata review move 31 7 9
    """
    with deciding(setting) as store:
        number = store.move_by_hand(article, source, into, person(setting, by, note))
    click.echo(f"decision {number}: article {article} tells incident {into}")
    return 0


@review.command()
@click.argument("decision", type=click.IntRange(1))
@person_options
@with_setting
def undo(setting: Setting, decision: int, by: str | None, note: str) -> int:
    """Take a decision back: what stood there stands there again.

    Example: trata review undo 4
    """
    config = setting.config_if_any()
    language = config.delivery.language if config else "es"
    with deciding(setting) as store:
        who = person(setting, by, note)
        undone = take_back(store, decision, who, setting.rules(), language)
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
