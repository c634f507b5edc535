"""The outbox emptied: each message to its server, its end written down."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from monitor import channels, mailing
from monitor.mailing import Outcome
from monitor.options import Delivery
from storage.outbox import End, Message
from storage.store import Store

PASSWORD = "TRATA_MAIL_PASSWORD"  # noqa: S105  the name of a variable
PATIENCE = timedelta(days=3)
"""After which a message that nobody took over is given up."""
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=2)


def post(store: Store, delivery: Delivery, clock: Callable[[], datetime]) -> list[str]:
    """Try to send all that is due; return a complaint for each message that did not go out.

    One process at a time may do this: the caller holds the lock of the outbox.
    """
    return [
        *_interrupted(store),
        *(
            complaint
            for message in store.due_messages(clock())
            if (complaint := _posted(store, delivery, message, clock))
        ),
    ]


def _interrupted(store: Store) -> Iterator[str]:
    for message in store.interrupted_messages():
        what = "was being sent when the program was stopped; it may have gone out or not"
        store.give_up(message.id, "uncertain", what)
        yield f"{_name(message)}: {what}; it is not sent again"


def _posted(
    store: Store, delivery: Delivery, message: Message, clock: Callable[[], datetime]
) -> str:
    """Try to send one message; return what went wrong, or nothing."""
    outcome = _tried(delivery, message, partial(store.begin_sending, message.id))
    if outcome.state == "sent":
        store.end_sending(message.id, clock())
        return ""
    late = clock() - message.queued_at >= PATIENCE
    if outcome.state == "again" and not late:
        wait = min(_FIRST_WAIT * (1 << min(message.attempts, 10)), _LONGEST_WAIT)
        store.try_again(message.id, clock() + wait, outcome.detail)
        return f"{_name(message)}: {outcome.detail}; it is tried again"
    end: End = "uncertain" if outcome.state == "uncertain" else "failed"
    store.give_up(message.id, end, outcome.detail)
    return f"{_name(message)}: {outcome.detail}; it is not sent again"


def _tried(delivery: Delivery, message: Message, sending: Callable[[], None]) -> Outcome:
    if message.channel == "mail":
        if delivery.mail is None:
            return Outcome("again", "delivery.mail is no longer configured")
        to = message.key.rpartition(" ")[2]
        password = os.environ.get(PASSWORD, "")
        return mailing.hand_over(message.message, delivery.mail, to, password, sending)
    for channel in delivery.channels:
        if channel.name == message.channel:
            return channels.hand_over(message.message, message.subject, channel, sending)
    return Outcome("again", f"no channel {message.channel} is configured")


def _name(message: Message) -> str:
    return f"{message.channel}, «{message.subject}»"


# -- queueing -------------------------------------------------------------------------------------


def queue(
    store: Store,
    delivery: Delivery,
    key: str,
    subject: str,
    text: str,
    now: datetime,
    *,
    html: str | None = None,
    short: str | None = None,
    only: tuple[str, ...] = (),
) -> None:
    """Put a message on its way to every recipient and channel; a second one of a key is ignored.

    Args:
        store: Within the transaction that writes down what the message tells.
        delivery: The recipients.
        key: What it is of, without blanks.
        subject: On one line.
        text: For mails.
        now: The current instant.
        html: The same as HTML.
        short: For channels; None where ``text`` will do.
        only: ``mail`` and names of channels; empty: all.
    """
    mail = delivery.mail
    for to in mail.to if mail and (not only or "mail" in only) else ():
        assert mail
        own = f"{key} {to}"
        message = mailing.composed(mail, to, key, subject, text, html, now)
        store.queue(own, "mail", subject, message, now)
    for channel in delivery.channels:
        if channel.name in only or not only:
            store.queue(
                f"{key} channel:{channel.name}",
                channel.name,
                subject,
                (text if short is None else short).encode(),
                now,
            )
