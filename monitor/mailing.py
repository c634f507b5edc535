"""Digests and alerts as mails, and their handing over to a server."""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from email.utils import format_datetime
from hashlib import blake2b
from typing import Literal

from monitor.options import Mail

PATIENCE = 10
"""How many times longer the server may think over a whole mail (RFC 5321 asks for ten minutes)."""
_TRANSIENT = 500
"""Answers below this are no refusal for good."""
_GOODBYE_SECONDS = 5.0
_DONE, _GO_ON = 250, 354
_NONSENSE = -1
"""What smtplib gives for an answer without a code."""
_HEADER_LENGTH = 500
"""A subject is not folded before: some readers show a blank there."""
_LINE_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt to hand a message over ended."""

    state: Literal["sent", "again", "failed", "uncertain"]
    """``uncertain``: all of it was handed over, and no answer came that can be read."""
    detail: str = ""


def composed(
    mail: Mail, to: str, key: str, subject: str, text: str, html: str | None, now: datetime
) -> bytes:
    """Return a mail, ready to be sent.

    Args:
        mail: With the sender.
        to: The recipient.
        key: What it is of: its number, by which a mailbox knows a second copy, is made of it.
        subject: On one line.
        text: The plain part.
        html: The same as HTML; None for a plain mail.
        now: Its date.
    """
    message = EmailMessage(policy=CRLF)
    digest = blake2b(f"{key} {to}".encode(), digest_size=12).hexdigest()
    message["Subject"] = subject
    message["From"] = mail.sender
    message["To"] = to
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{digest}@{mail.sender.rpartition('@')[2].strip('> ')}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    if html is not None:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message.as_bytes(policy=CRLF.clone(max_line_length=_HEADER_LENGTH))


def hand_over(
    message: bytes, mail: Mail, to: str, password: str, sending: Callable[[], None]
) -> Outcome:
    """Hand ``message`` over to the server.

    Where no answer follows the end of the text, whether the connection breaks or the server stays
    silent, it may well have taken the mail over (RFC 5321, section 4.5.3.2.6): that is uncertain.
    RFC 5321, section 3.8, would have a client try again; a second copy is then likely.

    Args:
        message: Whole, with lines that end in CRLF.
        mail: The server.
        to: The recipient.
        password: Of ``mail.user``.
        sending: Called just before the server gets the line that ends the text: a process that
            dies earlier has sent nothing.
    """
    try:
        with closing(_connected(mail)) as server:
            _introduced(server, mail, password)
            outcome = _handed_over(server, message, mail, to, sending)
            _leave(server)
            return outcome
    except smtplib.SMTPResponseException as error:
        return Outcome("again", _told(error.smtp_code, error.smtp_error))
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("again", f"{mail.server}:{mail.port}: {error or type(error).__name__}")


def _leave(server: smtplib.SMTP) -> None:
    """Say good-bye; however that is answered, it changes nothing."""
    with suppress(OSError, smtplib.SMTPException):
        if server.sock:
            server.sock.settimeout(_GOODBYE_SECONDS)
        server.quit()


def _connected(mail: Mail) -> smtplib.SMTP:
    if mail.security == "tls":
        return smtplib.SMTP_SSL(
            mail.server, mail.port, timeout=mail.timeout_seconds, context=_context(mail)
        )
    return smtplib.SMTP(mail.server, mail.port, timeout=mail.timeout_seconds)


def _context(mail: Mail) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if mail.ca_file:
        context.load_verify_locations(mail.ca_file)
    return context


def _introduced(server: smtplib.SMTP, mail: Mail, password: str) -> None:
    if mail.security == "starttls":
        server.starttls(context=_context(mail))
    server.ehlo_or_helo_if_needed()
    if mail.user:
        server.login(mail.user, password)


def _handed_over(
    server: smtplib.SMTP, message: bytes, mail: Mail, to: str, sending: Callable[[], None]
) -> Outcome:
    for code, reply in (server.mail(_address(mail.sender)), server.rcpt(_address(to))):
        if code not in {250, 251}:
            return _refused(code, reply)
    code, reply = server.docmd("DATA")
    if code != _GO_ON:
        return _refused(code, reply)
    server.send(_LINE_DOT.sub(b"..", message.removesuffix(b"\r\n")))
    sending()
    assert server.sock
    server.sock.settimeout(mail.timeout_seconds * PATIENCE)
    server.send(b"\r\n.\r\n")
    try:
        code, reply = server.getreply()
    except smtplib.SMTPServerDisconnected:
        return Outcome("uncertain", f"{mail.server} took the whole mail and gave no answer")
    except smtplib.SMTPResponseException:
        code = _NONSENSE
    if code == _NONSENSE:
        return Outcome("uncertain", f"{mail.server} took the whole mail and answered nonsense")
    return Outcome("sent") if code == _DONE else _refused(code, reply)


def _refused(code: int, reply: bytes) -> Outcome:
    return Outcome("failed" if code >= _TRANSIENT else "again", _told(code, reply))


def _told(code: int, reply: bytes | str) -> str:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {' '.join(words.split())}"[:300]


def _address(named: str) -> str:
    """Return the bare address of ``Name <name@example.org>``."""
    match = re.search(r"<([^<>]+)>", named)
    return match[1] if match else named.strip()
