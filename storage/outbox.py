"""Messages on their way: queued with what they tell, sent once, never twice after a crash.

    queued -> sending -> sent
                      -> queued (try again), failed (refused for good), uncertain

A message stands as ``sending`` from just before the server gets its end until its answer is
written down. One that is found so later was cut off in between: nobody knows whether it went out,
so it becomes ``uncertain`` and is not sent again but on purpose.
"""

import email
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from typing import Literal

from storage.base import Connected
from storage.rows import instant, stamp

End = Literal["failed", "uncertain"]
State = Literal["queued", "sending", "sent", "failed", "uncertain"]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be sent."""

    id: int
    key: str
    channel: str
    """``mail`` or the name of a channel."""
    subject: str
    message: bytes
    queued_at: datetime
    attempts: int
    state: State
    detail: str


class Outbox(Connected):
    """What is on its way."""

    def queue(self, key: str, channel: str, subject: str, message: bytes, now: datetime) -> bool:
        """Put a message on its way; False where one of this key was put there already."""
        row = {
            "key": key,
            "channel": channel,
            "subject": subject,
            "message": message,
            "state": "queued",
            "queued_at": stamp(now),
            "next_try_at": stamp(now),
        }
        known = self.number("SELECT count(*) FROM outbox WHERE key = ?", (key,))
        if not known:
            self.insert("outbox", row)
        return not known

    def due_messages(self, now: datetime) -> list[Message]:
        """Return what may be tried now, the oldest first."""
        return self._messages("state = 'queued' AND next_try_at <= ?", (stamp(now),))

    def interrupted_messages(self) -> list[Message]:
        """Return what a process that died was just handing over."""
        return self._messages("state = 'sending'", ())

    def stuck_messages(self, since: datetime) -> list[Message]:
        """Return what could not be sent so far, or was given up, of what was queued since."""
        return self._messages(
            "queued_at >= ? AND (state IN ('failed', 'uncertain') "
            "OR (state = 'queued' AND attempts > 0))",
            (stamp(since),),
        )

    def _messages(self, condition: str, values: Sequence[object]) -> list[Message]:
        rows = self.rows(f"SELECT * FROM outbox WHERE {condition} ORDER BY id", values)  # noqa: S608
        return [
            Message(
                row["id"],
                row["key"],
                row["channel"],
                row["subject"],
                row["message"],
                instant(row["queued_at"]),
                row["attempts"],
                row["state"],
                row["detail"],
            )
            for row in rows
        ]

    def begin_sending(self, number: int) -> None:
        """Write down, for good, that a message is being handed over from now on."""
        with self.transaction():
            sql = "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?"
            self.write(sql, (number,))

    def end_sending(self, number: int, now: datetime) -> None:
        """Write down that a message was taken over; its text is not kept."""
        with self.transaction():
            self.write(
                "UPDATE outbox SET state = 'sent', sent_at = ?, message = x'', detail = '' "
                "WHERE id = ?",
                (stamp(now), number),
            )

    def try_again(self, number: int, at: datetime, detail: str) -> None:
        """Let a message wait until it is tried again; counts the attempt that just failed."""
        with self.transaction():
            self.write(
                "UPDATE outbox SET attempts = attempts + (state = 'queued'), state = 'queued', "
                "next_try_at = ?, detail = ? WHERE id = ?",
                (stamp(at), detail, number),
            )

    def give_up(self, number: int, end: End, detail: str) -> None:
        """Let a message rest until somebody wants it sent again."""
        with self.transaction():
            sql = "UPDATE outbox SET state = ?, detail = ? WHERE id = ?"
            self.write(sql, (end, detail, number))

    def queue_again(self, number: int, now: datetime) -> bool:
        """Put a message that was given up on its way again; False where there is none to send."""
        with self.transaction():
            changed = self.write(
                "UPDATE outbox SET state = 'queued', queued_at = ?, next_try_at = ?, attempts = 0, "
                "detail = '' WHERE id = ? AND state IN ('failed', 'uncertain') "
                "AND length(message) > 0",
                (stamp(now), stamp(now), number),
            )
        return changed > 0

    def drop_messages(self, digests: Collection[int], words: Collection[str]) -> None:
        """Remove what messages say that were not sent: those of digests, and alerts with words.

        Nobody may be sending meanwhile: the caller holds the lock of the outbox.
        """
        keys = {f"digest:{number}" for number in digests}
        for message in self._messages("length(message) > 0", ()):
            alert = message.key.startswith("alert:")
            if message.key.partition(" ")[0] in keys or (alert and _says(message, words)):
                self.write(
                    "UPDATE outbox SET message = x'', detail = ?, "
                    "state = CASE state WHEN 'queued' THEN 'failed' ELSE state END WHERE id = ?",
                    ("it showed an article that was forgotten", message.id),
                )


def _says(message: Message, words: Collection[str]) -> bool:
    text = message.message.decode("utf-8", "replace")
    if message.channel == "mail":
        read = email.message_from_bytes(message.message, policy=policy.default)
        body = read.get_body(("plain",))
        text = body.get_content() if body else text
    return any(word in text for word in words)
