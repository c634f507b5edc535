"""The digest out: built from storage, written to files, queued for mails, remembered."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from monitor import posting
from monitor.briefs import Material
from monitor.errors import TrataError, UsageError
from monitor.options import Channel, Delivery, Format, Language
from monitor.periods import Days
from monitor.reporting import page
from monitor.reporting.digest import build
from monitor.reporting.formats import file_name, render
from monitor.reporting.short import short
from monitor.reporting.views import Digest
from storage.digests import StoredDigest
from storage.store import Store

FIRST_PERIOD = timedelta(days=7)
"""What the first digest of a database covers."""

_LANGUAGES: tuple[Language, ...] = get_args(Language)

FEED_DIGESTS = 30
"""Digests whose incidents a feed holds."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What :func:`deliver` did."""

    day: str
    text: str
    blind: bool
    """Nothing could be looked at in the period."""
    already: bool = False
    """The day's digest stood already; nothing was changed."""
    paths: Mapping[str, Path] = field(default_factory=dict)
    number: int = 0
    """Of the digest; 0 for a summary."""
    digest: Digest | None = None
    """None where it was only printed again."""
    same: bool = True
    """For a digest that was made again: whether its text is what it was."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where digests are made and where they go."""

    store: Store
    """Open to write; to read is enough for what is not remembered."""
    delivery: Delivery
    timezone: str
    """Whose days count."""
    asked: Language | None = None
    """A language other than the delivery's, for this time."""

    @property
    def language(self) -> Language:
        """The language that is written."""
        return self.asked or self.delivery.language

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose days count."""
        return ZoneInfo(self.timezone)

    def deliver(self, now: datetime, *, dry_run: bool = False) -> Delivered:
        """Write the digest of everything since the last one delivered, once a local day.

        Files are written beside their place and renamed; the watermark moves after that, and mails
        are queued in the same transaction: a kill in between leads to the same files being written
        again, never to a loss and never to a second mail.

        Raises:
            TrataError: A file could not be written; nothing is remembered then.
        """
        today = now.astimezone(self.zone).date()
        stored = self.store.digest_of(today.isoformat())
        if stored is not None and stored.delivered_at and not dry_run:
            return _told(stored)
        since = self.store.watermark() or now - FIRST_PERIOD
        material = self.store.digest_material(since, now)
        digest = self._built(material, today)
        text = render("text", digest)
        if dry_run:
            return Delivered(digest.day, text, digest.blind, number=digest.number, digest=digest)
        paths = self._write(digest, f"digest-{today.isoformat()}")
        with self.store.transaction():
            number = self.store.save_digest(
                digest.day,
                since,
                now,
                text,
                paths,
                blind=digest.blind,
                delivered_at=now,
                material=material,
            )
            self._queue(digest, number, text, now)
        return Delivered(digest.day, text, digest.blind, paths=paths, number=number, digest=digest)

    def again(self, day: str) -> Delivered:
        """Return the digest of an earlier day as it was printed.

        Raises:
            UsageError: There is none.
        """
        stored = self.store.digest_of(day)
        if stored is None:
            raise UsageError(day, "no digest of this day was delivered", "write it as 2025-03-14")
        return _told(stored)

    def rebuild(self, name: str, *, dry_run: bool = False) -> Delivered:
        """Make an earlier digest again, of what it was made of then, in every format.

        In the language that it was written in unless another one is asked for, whose files stand
        beside those of the archive.

        Args:
            name: Its number, or its day as ``2025-03-14``.
            dry_run: Write no file.

        Raises:
            UsageError: There is none, or it is older than this memory.
        """
        known = None if name.isdecimal() else self.store.digest_of(name)
        number = int(name) if name.isdecimal() else known.id if known else 0
        found = self.store.material_of(number)
        if found is None:
            what = "no digest of this number or day is kept with what it was made of"
            raise UsageError(name, what, "trata digest --day DATE prints the text of an older one")
        stored, material = found
        day = date.fromisoformat(stored.day)
        made = {spoken: build(material, day, spoken, self.zone) for spoken in _LANGUAGES}
        texts = {spoken: render("text", digest) for spoken, digest in made.items()}
        was = next((spoken for spoken in _LANGUAGES if _headed(texts[spoken], stored.text)), None)
        archive = was or self.delivery.language
        chosen = self.asked or archive
        digest, text = made[chosen], texts[chosen]
        stem = _stem(f"digest-{stored.day}", chosen, archive)
        paths = {} if dry_run else self._write(digest, stem, feed=False)
        same = stored.text in texts.values()
        return Delivered(stored.day, text, digest.blind, True, paths, number, digest, same)

    def summary(self, days: Days, *, dry_run: bool = False) -> Delivered:
        """Write a summary of what the press published on some days; no watermark moves."""
        begin, end = days.instants(self.zone)
        digest = self._built(self.store.summary_material(begin, end), days.last)
        text = render("text", digest)
        stem = _stem(f"summary-{days}", self.language, self.delivery.language)
        paths = {} if dry_run else self._write(digest, stem, feed=False)
        return Delivered(digest.day, text, digest.blind, paths=paths, digest=digest)

    def rendered(self, name: Format, digest: Digest) -> str:
        """Return ``digest`` in a format."""
        earlier = self._earlier(digest) if name == "atom" else ()
        return render(name, digest, tuple(earlier))

    # -- parts ------------------------------------------------------------------------------------

    def _built(self, material: Material, day: date) -> Digest:
        return build(material, day, self.language, self.zone)

    def _earlier(self, digest: Digest) -> list[Digest]:
        """Return the digests before one, newest first."""
        return [
            self._built(material, date.fromisoformat(stored.day))
            for stored, material in self.store.materials(FEED_DIGESTS)
            if stored.id != digest.number
        ]

    def _write(self, digest: Digest, stem: str, *, feed: bool = True) -> dict[str, Path]:
        paths = {}
        for name in self.delivery.formats:
            if name != "atom" or feed:
                path = self.delivery.directory / file_name(name, stem)
                write_whole(path, self.rendered(name, digest))
                paths[str(name)] = path
        return paths

    def _queue(self, digest: Digest, number: int, text: str, now: datetime) -> None:
        channels: tuple[Channel, ...] = self.delivery.channels
        only = ("mail", *(channel.name for channel in channels if channel.digest))
        posting.queue(
            self.store,
            self.delivery,
            f"digest:{number}",
            digest.title,
            text,
            now,
            html=page.mail(digest),
            short=short(digest),
            only=only,
        )


def _headed(text: str, other: str) -> bool:
    """Whether two texts of one day are of one language: their headings agree."""
    return text.partition("\n")[0] == other.partition("\n")[0]


def _stem(stem: str, language: Language, usual: Language) -> str:
    """Name files so that another language never takes the place of the usual one."""
    return stem if language == usual else f"{stem}-{language}"


def _told(stored: StoredDigest) -> Delivered:
    paths = {name: path for name, path in stored.paths.items() if path.exists()}
    return Delivered(stored.day, stored.text, stored.blind, True, paths, stored.id)


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` so that a reader sees the old or the new file, never half of one.

    Raises:
        TrataError: It cannot be written; the old file is untouched.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        remedy = "free space or choose another delivery.directory"
        raise TrataError(str(path), f"cannot be written: {error.strerror}", remedy) from None
