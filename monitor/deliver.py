"""The digest out: built from storage, written to files, remembered with its watermark."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor.errors import TrataError, UsageError
from monitor.options import Delivery
from monitor.reporting import markdown, page, plain
from monitor.reporting.digest import build
from storage.digests import StoredDigest
from storage.store import Store

FIRST_PERIOD = timedelta(days=7)
"""What the first digest of a database covers."""

_RENDERERS = {"text": plain.text, "markdown": markdown.markdown, "html": page.html}
_ENDINGS = {"text": "txt", "markdown": "md", "html": "html"}


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


def deliver(
    store: Store,
    delivery: Delivery,
    timezone: str,
    now: datetime,
    *,
    day: str | None = None,
    dry_run: bool = False,
) -> Delivered:
    """Write the digest of everything since the last one delivered, once a local day.

    Files are written beside their place and renamed; the watermark moves after that, so a kill in
    between leads to the same files being written again, never to a loss.

    Args:
        store: Open to write; for a dry run to read is enough.
        delivery: Where to, in which formats and language.
        timezone: Whose days count.
        now: The current instant.
        day: ISO day of an earlier digest to show again; implies ``dry_run``.
        dry_run: Only build it.

    Raises:
        UsageError: No digest of ``day`` exists.
        TrataError: A file could not be written; nothing is remembered then.
    """
    today = now.astimezone(ZoneInfo(timezone)).date()
    if day is not None:
        return _again(store, day)
    stored = store.digest_of(today.isoformat())
    if stored is not None:
        return _told(stored)
    since = store.watermark() or now - FIRST_PERIOD
    material = store.digest_material(since, now)
    digest = build(material, today, delivery.language, ZoneInfo(timezone))
    rendered: dict[str, str] = {
        name: _RENDERERS[name](digest) for name in dict.fromkeys(("text", *delivery.formats))
    }
    if dry_run:
        return Delivered(digest.day, rendered["text"], digest.blind)
    paths = _write(delivery, today, rendered)
    store.save_digest(
        digest.day,
        since,
        now,
        rendered["text"],
        paths,
        blind=digest.blind,
        delivered_at=now,
        material=material,
    )
    return Delivered(digest.day, rendered["text"], digest.blind, paths=paths)


def _again(store: Store, day: str) -> Delivered:
    stored = store.digest_of(day)
    if stored is None:
        raise UsageError(day, "no digest of this day was delivered", "write the day as 2025-03-14")
    return _told(stored)


def _told(stored: StoredDigest) -> Delivered:
    paths = {name: path for name, path in stored.paths.items() if path.exists()}
    return Delivered(stored.day, stored.text, stored.blind, already=True, paths=paths)


def _write(delivery: Delivery, today: date, rendered: Mapping[str, str]) -> dict[str, Path]:
    paths = {}
    for name in delivery.formats:
        path = delivery.directory / f"digest-{today.isoformat()}.{_ENDINGS[name]}"
        write_whole(path, rendered[name])
        paths[str(name)] = path
    return paths


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
