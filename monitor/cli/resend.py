"""``trata resend``: a message that was given up, once more, because a person wants it."""

import click

from monitor import logs
from monitor.cli.common import Setting, with_setting
from monitor.cli.sending import send
from monitor.errors import UsageError
from storage.store import Store


@click.command()
@click.argument("number", type=int)
@with_setting
def resend(setting: Setting, number: int) -> int:
    """Send a message again of which nobody knows whether it went out, or that was refused.

    NUMBER stands in trata status. The recipient may get it twice: look first whether it arrived.

    Example: trata resend 3
    """
    with Store.open(setting.database(), create=False) as store:
        if not store.queue_again(number, setting.now()):
            what = "no message of this number was given up in the last thirty days"
            raise UsageError(str(number), what, "trata status shows those that can be sent again")
    click.echo(f"message {number} is on its way again")
    return 1 if send(setting, setting.config_if_any(), logs.complain) else 0
