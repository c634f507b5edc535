"""The password of a desk that others can reach: only its hash is kept."""

import hashlib
import hmac
import secrets
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST_TRIES = 10
"""Wrong passwords a minute, by whomever, before nobody may try for a while."""
_MINUTE = timedelta(minutes=1)
_LONGEST = 1000


@dataclass(slots=True)
class Password:
    """A password, hashed with a salt of its own (scrypt); wrong tries are counted."""

    salt: bytes
    digest: bytes
    wrong: deque[datetime] = field(default_factory=deque)

    @classmethod
    def of(cls, text: str) -> "Password":
        """Return the password that ``text`` is."""
        salt = secrets.token_bytes(16)
        return cls(salt, _digest(text, salt))

    def is_paused(self, now: datetime) -> bool:
        """Whether there were too many wrong tries within the last minute."""
        while self.wrong and now - self.wrong[0] > _MINUTE:
            self.wrong.popleft()
        return len(self.wrong) >= MOST_TRIES

    def matches(self, text: str, now: datetime) -> bool:
        """Whether ``text`` is it, in a time that does not tell how nearly; counts a wrong try."""
        right = hmac.compare_digest(_digest(text[:_LONGEST], self.salt), self.digest)
        if not right:
            self.wrong.append(now)
        return right


def _digest(text: str, salt: bytes) -> bytes:
    return hashlib.scrypt(text.encode("utf-8", "replace"), salt=salt, n=2**14, r=8, p=1)
