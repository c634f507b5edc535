"""``trata replay``: the stored past, judged or grouped anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

import click

from monitor import intake
from monitor.briefs import Kept, Plan, Shift
from monitor.cli.common import Setting, masked, print_json, read_instant, with_setting
from monitor.errors import UsageError
from monitor.grounds import WIDTH
from monitor.judging import lexicon
from monitor.models import Decision
from monitor.options import Rules
from monitor.privacy import shown
from monitor.regroup import Side, plan, sides
from monitor.text import wrap
from storage.rows import stamp
from storage.store import Store

_REASONS_SHOWN = 4


@click.command()
@click.option("--grouping", is_flag=True, help="Group all stored articles anew.")
@click.option("--since", metavar="DATE", help="Judge anew what was published since DATE.")
@click.option("--yes", is_flag=True, help="Do it; without this it is only shown.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@with_setting
def replay(setting: Setting, grouping: bool, since: str | None, yes: bool, as_json: bool) -> int:
    """Judge or group the stored past anew; show what would change.

    With --since each article that would change sides is shown with the rules that speak now and
    did not (+), and those that spoke and do so no more (-).

    Nothing is changed without --yes; with it all is, or nothing. What a person decided stays.
    Articles whose text was not kept stay as they are.

    Example: trata replay --grouping --yes
    """
    if grouping == (since is not None):
        what = "needs either --grouping or --since DATE"
        raise UsageError("replay", what, "see: trata replay --help")
    if since is not None:
        return _judge(setting, stamp(read_instant(since)), yes, as_json)
    return _group(setting, yes, as_json)


def _language(setting: Setting) -> str:
    config = setting.config_if_any()
    return config.delivery.language if config else "es"


def _group(setting: Setting, yes: bool, as_json: bool) -> int:
    with setting.writing(create=False) if yes else setting.reading() as store:
        found = plan(store.past(), store.separated(), _language(setting))
        if yes:
            store.regroup(found)
    if as_json:
        print_json({"applied": yes, **asdict(found)})
    else:
        _show_plan(found, yes)
    return 0


def _show_plan(found: Plan, yes: bool) -> None:
    for word, shifts in (("story", found.stories), ("incident", found.incidents)):
        for shift in shifts:
            click.echo(f"{word} {_way(shift)}: {shift.url} ({shift.reason})")
    many = len(found.stories) + len(found.incidents)
    _end(many, "Every article is where it belongs.", "changes of group", yes)


def _way(shift: Shift) -> str:
    source = "-" if shift.source is None else str(shift.source)
    return f"{source} -> {shift.into if shift.into > 0 else f'new {-shift.into}'}"


def _end(many: int, nothing: str, what: str, yes: bool) -> None:
    if not many:
        click.echo(nothing)
    else:
        click.echo(f"{many} {what}" + (", done." if yes else "; nothing done yet, see --yes."))


def _judge(setting: Setting, since: str, yes: bool, as_json: bool) -> int:
    rules = setting.rules()
    with setting.writing(create=False) if yes else setting.reading() as store:
        past = {one.article_id: one for one in store.past(since)}
        unread = sum(not one.article.body for one in past.values())
        found = list(sides(past.values(), rules))
        if yes:
            _apply(store, past, found, rules, _language(setting))
    if as_json:
        print_json(
            {"applied": yes, "without text": unread, "sides": masked(list(map(asdict, found)))}
        )
        return 0
    meanings = lexicon.meanings(rules)
    for side in found:
        click.echo("\n".join(_side_lines(side, meanings)))
    click.echo(f"{len(past)} articles, {unread} of them without a kept text.")
    _end(
        len(found), "None would change sides.", "would change sides" if not yes else "changed", yes
    )
    return 0


def _side_lines(side: Side, meanings: Mapping[str, str]) -> Iterator[str]:
    words = ", ".join(f"'{word}'" for word in side.words)
    tail = "" if side.gained or side.lost else f" ({words})"
    yield f"{side.old} -> {side.new.label}: {side.url}{tail}"
    yield f"  {side.title}"
    for sign, reasons in (("+", side.gained), ("-", side.lost)):
        for reason in reasons[:_REASONS_SHOWN]:
            what = meanings.get(reason.rule, "a rule that is no more")
            line = f"{sign} {reason.rule} {reason.weight:+.2f} «{shown(reason.words, 80)}»"
            yield from wrap(f"{line}: {what}", WIDTH, first="  ", rest="    ")


def _apply(
    store: Store,
    past: dict[int, Kept],
    found: Sequence[Side],
    rules: Rules,
    language: str,
) -> None:
    with store.transaction():
        for side in found:
            decision = _decision(store, past[side.article_id], side, rules, language)
            store.rejudge(side.article_id, decision)


def _decision(store: Store, kept: Kept, side: Side, rules: Rules, language: str) -> Decision:
    """What today's rules say of it; its story stays, so do its neighbours' verdicts."""
    examined = intake.examine(kept.article, rules)
    examined = replace(examined, judgement=replace(examined.judgement, verdict=side.new))
    return intake.decide_again(examined, store.near(examined), kept.story_id, language)
