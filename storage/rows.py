"""Values of the models as SQLite keeps them, and back."""

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import blake2b
from typing import Any, cast, get_args

from monitor.briefs import Edit
from monitor.models import (
    UNKNOWN,
    Examined,
    Facts,
    Label,
    Part,
    Precision,
    Reason,
    Status,
    Verdict,
    When,
)
from monitor.text import fold

Row = dict[str, Any]
"""A row of a query, column to value."""

LIMA = timezone(timedelta(hours=-5))
"""Peru has had no daylight saving since 1994."""

STATUSES: tuple[Status, ...] = get_args(Status)
"""How far a case has come, earliest first."""

COURT = STATUSES[STATUSES.index("pretrial_detention") :]
"""Stages at which a court has the case."""

_LONG_AGO = timedelta(days=60)

_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366, "unknown": 0}

_PRECISIONS: tuple[Precision, ...] = get_args(Precision)
"""The finest first."""


def later(one: Status, other: Status) -> Status:
    """Return the stage that is further on."""
    return max(one, other, key=STATUSES.index)


def stamp(moment: datetime) -> str:
    """Return an aware instant as UTC ISO text to the second, ending in Z."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def stamp_or_none(moment: datetime | None) -> str | None:
    """Return :func:`stamp` of ``moment``, NULL for None."""
    return None if moment is None else stamp(moment)


def instant(text: str) -> datetime:
    """Return the instant that :func:`stamp` wrote."""
    return datetime.fromisoformat(text)


def instant_or_none(text: str | None) -> datetime | None:
    """Return :func:`instant` of ``text``, None for NULL."""
    return None if text is None else instant(text)


def when(text: str | None, precision: str) -> When:
    """Return a moment from its two columns."""
    return When(instant_or_none(text), cast("Precision", precision))


def day_columns(event: When) -> tuple[str | None, Precision]:
    """Return the Lima day on which ``event``'s interval begins, and how long that interval is."""
    if event.at is None:
        return None, "unknown"
    day = event.at.astimezone(LIMA).date().isoformat()
    return day, "day" if event.precision == "time" else event.precision


def stage_columns(status: Status, event: When, published: When) -> tuple[str | None, Precision]:
    """Return when a stage of a case was: a court's order that dates the raid, when it was told."""
    if status in COURT and event.at and published.at and published.at - event.at > _LONG_AGO:
        return day_columns(When(published.at, "day"))
    return day_columns(event)


def when_of_day(text: str | None, precision: str) -> When:
    """Return the moment that :func:`day_columns` wrote, at Lima midnight."""
    if text is None:
        return UNKNOWN
    midnight = datetime.fromisoformat(text).replace(tzinfo=LIMA)
    return When(midnight.astimezone(UTC), cast("Precision", precision))


def is_finer(new: str, old: str) -> bool:
    """Whether precision ``new`` tells more than ``old``."""
    order = cast("Sequence[str]", _PRECISIONS)
    return order.index(new) < order.index(old)


def is_better_known(new: When, old_day: str | None, old_precision: str) -> bool:
    """Whether ``new`` tells better when an incident happened than what is known.

    A finer date counts where it lies within the coarser one. Otherwise the earlier one holds: a
    later report is often dated by the day of the follow-up, never before the event.
    """
    new_day, new_precision = day_columns(new)
    if new_day is None or old_day is None:
        return new_day is not None
    days = (date.fromisoformat(new_day) - date.fromisoformat(old_day)).days
    if is_finer(new_precision, old_precision):
        return days < _DAYS[old_precision]
    return days < 0 and not is_finer(old_precision, new_precision)


def dumps(value: object) -> str:
    """Return ``value`` as compact JSON with accents as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def reasons_text(reasons: Sequence[Reason]) -> str:
    """Return the reasons of a verdict as a JSON list of maps."""
    return dumps(
        [
            {
                "rule": reason.rule,
                "question": reason.question,
                "weight": reason.weight,
                "words": reason.words,
                "part": reason.part,
                "start": reason.start,
                "end": reason.end,
            }
            for reason in reasons
        ]
    )


def reasons_of(text: str) -> tuple[Reason, ...]:
    """Return the reasons that :func:`reasons_text` wrote."""
    return tuple(Reason(**reason) for reason in json.loads(text))


def verdict_of(row: Row, *, fired: bool = False) -> Verdict:
    """Return the verdict in an article's row."""
    label = cast("Label", row["verdict"])
    return Verdict(label, row["score"], reasons_of(row["reasons"]), fired)


def facts_text(facts: Facts) -> str:
    """Return ``facts`` as JSON; sets as sorted lists, so equal facts give equal text."""
    return dumps(_facts_map(facts))


def _facts_map(facts: Facts) -> Row:
    return {
        "kind": facts.kind,
        "status": facts.status,
        "event": _when_list(facts.event),
        "published": _when_list(facts.published),
        "counts": dict(sorted(facts.counts.items())),
        **{name: sorted(getattr(facts, name)) for name in _SETS},
    }


_SETS = ("departments", "places", "forms", "names", "terms")


def facts_of(text: str) -> Facts:
    """Return the facts that :func:`facts_text` wrote."""
    return _facts(json.loads(text))


def _facts(values: Row) -> Facts:
    return Facts(
        kind=values["kind"],
        status=values["status"],
        event=when(*values["event"]),
        published=when(*values["published"]),
        counts=values["counts"],
        **{name: frozenset(values[name]) for name in _SETS},
    )


def further_text(examined: Examined) -> str:
    """Return the facts of further events as a JSON list, each with its passages."""
    episodes = examined.judgement.episodes[1:]
    return dumps(
        [
            {**_facts_map(facts), "passages": episode.passages, "aside": episode.aside}
            for facts, episode in zip(examined.further, episodes, strict=False)
        ]
    )


def further_of(text: str) -> tuple[tuple[Facts, ...], frozenset[int]]:
    """Return the facts of further events, and the numbers, from 1, of those told in passing."""
    values = json.loads(text)
    asides = frozenset(n for n, one in enumerate(values, 1) if one["aside"])
    return tuple(map(_facts, values)), asides


def episode_facts(row: Row) -> Facts:
    """Return the facts of the event that ``row['episode']`` numbers, from both columns of facts.

    A number that the article does not have, as after a change of rules, means its main event.
    """
    further = json.loads(row["further"]) if row["episode"] else ()
    if 0 < row["episode"] <= len(further):
        return _facts(further[row["episode"] - 1])
    return facts_of(row["facts"])


def episode_passages(row: Row) -> list[list[int]]:
    """Return where that event is told; empty where that is not known, or the whole text."""
    further = json.loads(row["further"])
    number = row["episode"]
    return further[number - 1]["passages"] if 0 < number <= len(further) else []


def _when_list(moment: When) -> tuple[str | None, str]:
    return stamp_or_none(moment.at), moment.precision


def counters_of(text: str) -> Mapping[str, int]:
    """Return the counters in a round's row."""
    return cast("Mapping[str, int]", json.loads(text))


def part_of(text: str) -> Part:
    """Return a column ``part`` as its type."""
    return cast("Part", text)


def packed(text: str) -> bytes:
    """Return ``text`` compressed."""
    return zlib.compress(text.encode("utf-8", "replace"), 6)


def unpacked(body: bytes | None) -> str:
    """Return the text that :func:`packed` compressed; empty for NULL."""
    return "" if body is None else zlib.decompress(body).decode("utf-8")


def sketch_blob(sketch: Sequence[int]) -> bytes:
    """Return signed 32-bit hashes as bytes."""
    return struct.pack(f">{len(sketch)}i", *sketch)


def sketch_of(blob: bytes) -> tuple[int, ...]:
    """Return the hashes that :func:`sketch_blob` wrote."""
    return struct.unpack(f">{len(blob) // 4}i", blob)


def content_hash(body: str) -> int | None:
    """Return a signed 64-bit hash of the body's folded words; None for an empty one."""
    words = fold(body).split()
    if not words:
        return None
    text = " ".join(words).encode("utf-8", "replace")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


def sound(value: object) -> object:
    """Return ``value``; in a text, lone surrogates and NUL, which SQLite cannot hold, are ``?``."""
    if not isinstance(value, str):
        return value
    return value.replace("\0", "?").encode("utf-8", "replace").decode()


def edit_of(row: Row) -> Edit:
    """Return what a row of ``article_versions`` says that the next version changed."""
    counts = {name: (a, b) for name, (a, b) in json.loads(row["counts_changed"]).items()}
    return Edit(
        title=bool(row["title_changed"]),
        counts=counts,
        words=(row["words"], row["words_after"]),
        sentences=(row["sentences_new"], row["sentences_gone"]),
    )
