"""Messages to chats and other places, through Apprise (the extra ``channels``)."""

import os
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from monitor.mailing import Outcome
from monitor.options import Channel

MISSING = "Apprise is not installed; it comes with: make channels"
_VARIABLE = re.compile(r"\$\{(\w+)\}")


@cache
def _apprise() -> ModuleType | None:
    """Return the library, loaded only where somebody uses a channel; None where it is missing."""
    return import_module("apprise") if find_spec("apprise") else None


def fault(channel: Channel) -> str:
    """Return what is wrong with a channel's address; empty where nothing is."""
    library = _apprise()
    if library is None:
        return MISSING
    unset = [name for name in _VARIABLE.findall(channel.url) if name not in os.environ]
    if unset:
        return f"the environment variable {unset[0]} is not set"
    known = library.Apprise.instantiate(_address(channel), suppress_exceptions=True)
    return "" if known else "Apprise does not know this address; see its documentation"


def hand_over(
    message: bytes, subject: str, channel: Channel, sending: Callable[[], None]
) -> Outcome:
    """Send ``message``, plain text, to a channel.

    Apprise tells no more than whether it worked; what did not is tried again.

    Args:
        message: UTF-8.
        subject: Its title.
        channel: Where to.
        sending: Called just before.
    """
    wrong = fault(channel)
    if wrong:
        return Outcome("again", wrong)
    library = _apprise()
    assert library
    place = library.Apprise()
    place.add(_address(channel))
    sending()
    sent = place.notify(body=message.decode(), title=subject, body_format=library.NotifyFormat.TEXT)
    return Outcome("sent") if sent else Outcome("again", f"channel {channel.name}: not taken over")


def _address(channel: Channel) -> str:
    return _VARIABLE.sub(lambda match: os.environ.get(match[1], ""), channel.url)
