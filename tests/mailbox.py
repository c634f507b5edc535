"""A mail server on loopback, in whatever mood a test asks for."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from monitor.options import Mail

Mood = Callable[[SMTP, Envelope], str]
"""Answers to the whole of a mail; it may close the connection instead."""


def willing(_server: SMTP, _envelope: Envelope) -> str:
    """Take it."""
    return "250 OK"


class Mailbox:
    """Keeps what the server took over.

    Args:
        mood: Answers to a mail.
        recipient: Answers to the name of a recipient.
    """

    def __init__(self, mood: Mood = willing, recipient: str = "250 OK") -> None:
        self.mood = mood
        self.recipient = recipient
        self.raw: list[bytes] = []
        self.seen = 0

    @property
    def mails(self) -> list[EmailMessage]:
        """What was taken over, read."""
        read = (message_from_bytes(raw, policy=policy.default) for raw in self.raw)
        return [mail for mail in read if isinstance(mail, EmailMessage)]

    async def handle_RCPT(  # noqa: N802  the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if self.recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(  # noqa: N802  the library's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.seen += 1
        answer = self.mood(server, envelope)
        if answer == "slow":
            await asyncio.sleep(30)
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.raw.append(envelope.content)
        return answer


def breaking(server: SMTP, _envelope: Envelope) -> str:
    """Break the connection instead of answering."""
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()
    return "451 never read"


class _Server(Controller):
    """A controller at whatever port is free."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving(box: Mailbox, **options: Any) -> Iterator[Mail]:
    """Run a server for ``box`` and give the settings that reach it."""
    controller = _Server(box, hostname="127.0.0.1", port=0, ready_timeout=20, **options)
    controller.start()
    try:
        yield Mail(
            server="localhost",
            port=controller.port,
            security="none",
            sender="Monitor <monitor@trata.example>",
            to=("desk@ong.example",),
            timeout_seconds=5,
        )
    finally:
        controller.stop()
