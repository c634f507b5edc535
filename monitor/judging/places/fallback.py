"""The scene of an event that no sentence gives: its dateline, its title, its opening."""

import re
from collections import Counter
from typing import Literal

from monitor.judging.places import cues
from monitor.judging.places.scan import Hit, Text
from monitor.models import Role

Plays = Role | Literal["scene", "none", "aside", "agency", "people"] | None
"""``scene``: where it happened, the kind still open; ``none``: named beside the event, never its
scene; ``aside``: the name of a road; ``agency``, ``people``: whose police, whose people, the scene
only where no other is told; None: nothing says."""
SCENES = frozenset({"rescue", "arrest", "exploitation", "scene"})
_OPENING = 700
"""Characters of the body in which an unmarked place may be the scene."""
_TELLING = 4000
"""Characters of the body in which a rescue or an arrest makes it the story of an event."""


def gap(pattern: re.Pattern[str], folded: str, start: int, end: int) -> bool:
    """Return whether ``pattern`` is all that stands between two offsets."""
    if not 0 <= end - start <= 70:
        return False
    return pattern.fullmatch(folded, start, end) is not None


def fall_back(hits: list[Hit], parts: list[Plays], texts: list[Text], home: frozenset[str]) -> None:
    """Give an event without a scene the place of its dateline, its title or its opening.

    Args:
        hits: Places with their ``parts``, which are changed.
        texts: Title and body.
        home: Codes of the outlet's departments.
    """
    if any(part in SCENES and _peruvian(hit) for hit, part in zip(hits, parts, strict=True)):
        return
    if _abroad(hits, parts) or not _tells_event(texts):
        return
    wanted: tuple[Plays, ...] = (None, "agency")
    if len({hit.sense.department for hit in hits if hit.sense and _peruvian(hit)}) == 1:
        wanted += ("people",)
    for candidates in (_unmarked(hits, parts, part) for part in wanted):
        if candidates:
            chosen = _likeliest(hits, candidates, home)
            parts[chosen] = "scene"
            _with_the_list(hits, parts, chosen)
            return
    raids = [
        at for at, part in enumerate(parts)
        if part == "court" and (_raided(hits[at]) or _recruited(hits, parts, hits[at]))
    ]  # fmt: skip
    if raids:
        parts[raids[0]] = "scene"


def _abroad(hits: list[Hit], parts: list[Plays]) -> bool:
    """Whether title or opening tell an event in another country."""
    return any(
        part in SCENES and hit.certain and hit.sense and hit.sense.country != "PE"
        for hit, part in zip(hits, parts, strict=True)
    )


def _likeliest(hits: list[Hit], candidates: list[int], home: frozenset[str]) -> int:
    """Return the first candidate in the department that most speaks for: title, opening, home."""
    scores: Counter[str] = Counter()
    for at in candidates:
        hit = hits[at]
        code = _department(hit)
        place = 30 if hit.text.part == "title" else 20 if hit.start < _OPENING else 5
        scores[code] = max(scores[code], place) + 1
    for code in scores:
        scores[code] += 15 * (code in home)
    best = scores.most_common(1)[0][0]
    return next(at for at in candidates if _department(hits[at]) == best)


def _department(hit: Hit) -> str:
    return hit.sense.department if hit.sense else ""


def _recruited(hits: list[Hit], parts: list[Plays], court: Hit) -> bool:
    """Whether victims were recruited in the department of a court: it is that of the crime."""
    return any(
        part in ("recruitment", "origin") and _peruvian(hit) and hit.sense and court.sense
        and hit.sense.department == court.sense.department
        for hit, part in zip(hits, parts, strict=True)
    )  # fmt: skip


def _peruvian(hit: Hit) -> bool:
    return hit.certain and hit.sense is not None and bool(hit.sense.ubigeo)


def _unmarked(hits: list[Hit], parts: list[Plays], wanted: Plays) -> list[int]:
    """Return the places that may be the scene; a newsroom's Lima only where it stands alone."""
    found = [at for at, hit in enumerate(hits) if parts[at] == wanted and _peruvian(hit)]
    others = any(_peruvian(hit) and hit.sense and hit.sense.department != "15" for hit in hits)
    return [at for at in found if not (others and _newsroom(hits[at]))]


def _newsroom(hit: Hit) -> bool:
    return hit.name.key == "lima" and hit.text.part == "body" and hit.start < 3


def _with_the_list(hits: list[Hit], parts: list[Plays], at: int) -> None:
    folded = hits[at].text.folded
    for other in range(at + 1, len(hits)):
        same = hits[other].text is hits[at].text and hits[other].sentence == hits[at].sentence
        if not same or not gap(cues.LIST, folded, hits[other - 1].end, hits[other].start):
            return
        parts[other] = "scene"


def _tells_event(texts: list[Text]) -> bool:
    """Whether title or opening tell a rescue, an arrest, a trial; or exploitation, and no plan."""
    planned = False
    told = False
    for text in texts:
        first = text.spans[0][1] if text.spans else 0
        for pattern in (cues.POLICY, cues.COUNT, cues.RANKING):
            planned = planned or pattern.search(text.folded, 0, first) is not None
        for cue in cues.CUE.find(text.folded, 0, _TELLING):
            if _linked_elsewhere(text, cue.start):
                continue
            if cue.kind in ("rescue", "arrest"):
                return True
            told = told or (cue.kind in SCENES and cue.start < _OPENING)
    trial = any(cues.TRIAL.search(text.folded, 0, _OPENING) for text in texts)
    return trial or (told and not planned)


def _linked_elsewhere(text: Text, at: int) -> bool:
    link = cues.CROSS_LINK.search(text.folded, 0, at)
    return link is not None and "\n" not in text.source[link.start() : at]


def _raided(hit: Hit) -> bool:
    start, end = hit.span
    raid = cues.EVENT.find(hit.text.folded, start, end)
    return bool(raid) and cues.TRIAL.search(hit.text.folded, start, end) is None
