"""The scene of an event that no sentence gives: its dateline, its title, its opening."""

import re
from collections import Counter
from typing import Literal

from monitor.judging.places import cues
from monitor.judging.places.scan import Hit, Text
from monitor.models import Role

Plays = Role | Literal["scene", "venue", "goal", "none", "aside", "agency", "people"] | None
"""``scene``: where it happened, the kind still open; ``none``: named beside the event, never its
scene; ``venue``: a bar or a mine of the place is named, a scene where no other department is;
``goal``: where work was offered or victims were to be taken, the same;
``aside``: the name of a road; ``agency``, ``people``: whose police, whose people, the scene
only where no other is told; None: nothing says."""
SCENES: frozenset[Plays] = frozenset({"rescue", "arrest", "exploitation", "scene"})
_OPEN: frozenset[Plays] = frozenset((*SCENES, "venue", "goal", None))
"""What leaves open whether a place is the scene, where no strong scene is told."""
_OPENING = 700
"""Characters of the body in which an unmarked place may be the scene."""
_LATE = 1300
"""Characters of the body behind which a place that the opening does not name is of another case."""
_TELLING = 4000
"""Characters of the body in which a rescue or an arrest makes it the story of an event."""


def gap(pattern: re.Pattern[str], folded: str, start: int, end: int) -> bool:
    """Return whether ``pattern`` is all that stands between two offsets."""
    if not 0 <= end - start <= 70:
        return False
    return pattern.fullmatch(folded, start, end) is not None


def weigh(hits: list[Hit], parts: list[Plays]) -> None:
    """Drop the weak scenes in other departments than those of the strong ones.

    A bar, a mine of another place, or its exploitation told far from the opening, is most often
    another case, or a stage on the way.
    """
    early = {_department(hit) for hit, part in zip(hits, parts, strict=True) if _early(hit, part)}
    strong = {
        _department(hit)
        for hit, part in zip(hits, parts, strict=True)
        if _strong(hit, part) and (hit.start < _LATE or not early or _department(hit) in early)
    }
    for at, part in enumerate(parts):
        if part == "venue" and _department(hits[at]) in strong:
            parts[at] = "scene"
        elif strong and part in SCENES and _department(hits[at]) not in strong:
            parts[at] = None


def _early(hit: Hit, part: Plays) -> bool:
    """Whether title or opening tell an event there."""
    return _strong(hit, part) and (hit.text.part == "title" or hit.start < _OPENING)


def _strong(hit: Hit, part: Plays) -> bool:
    """Whether an event is told there: a rescue or an arrest, or anything in title or opening."""
    if part not in SCENES or not hit.certain:
        return False
    return part in ("rescue", "arrest") or hit.text.part == "title" or hit.start < _OPENING


def fall_back(hits: list[Hit], parts: list[Plays], texts: list[Text], home: frozenset[str]) -> None:
    """Give an event without a scene the place of its dateline, its title or its opening.

    Args:
        hits: Places with their ``parts``, which are changed.
        texts: Title and body.
        home: Codes of the outlet's departments.
    """
    if any(_strong(hit, part) and _peruvian(hit) for hit, part in zip(hits, parts, strict=True)):
        return
    if _abroad(hits, parts):
        return
    if not _tells_event(texts):
        _keep_the_title(hits, parts)
        return
    wanted: tuple[frozenset[Plays], ...] = (_OPEN, frozenset({"agency"}))
    if len({hit.sense.department for hit in hits if hit.sense and _peruvian(hit)}) == 1:
        wanted += (frozenset({"people"}),)
    for candidates in (_unmarked(hits, parts, each) for each in wanted):
        if candidates:
            _choose(hits, parts, candidates, home)
            return
    raids = [
        at for at, part in enumerate(parts)
        if part == "court" and (_raided(hits[at]) or _recruited(hits, parts, hits[at]))
    ]  # fmt: skip
    if raids:
        parts[raids[0]] = "scene"


def _keep_the_title(hits: list[Hit], parts: list[Plays]) -> None:
    """Let "trafficking at Desaguadero" in a title speak of that place, though no event is told."""
    for at, hit in enumerate(hits):
        if parts[at] == "venue" and hit.text.part == "title":
            parts[at] = "scene"


def _abroad(hits: list[Hit], parts: list[Plays]) -> bool:
    """Whether title or opening tell an event in another country."""
    return any(
        part in SCENES and hit.certain and hit.sense and hit.sense.country != "PE"
        for hit, part in zip(hits, parts, strict=True)
    )


def _choose(
    hits: list[Hit], parts: list[Plays], candidates: list[int], home: frozenset[str]
) -> None:
    """Make the likeliest department the scene, and the others none."""
    scores: Counter[str] = Counter()
    for at in candidates:
        code = _department(hits[at])
        scores[code] = max(scores[code], _weight(hits[at], parts[at])) + 1
    for code in scores:
        scores[code] += 15 * (code in home)
    best = scores.most_common(1)[0][0]
    mine = [at for at in candidates if _department(hits[at]) == best]
    told = [at for at in mine if parts[at] in SCENES]
    for at in candidates:
        if _department(hits[at]) != best and parts[at] in SCENES:
            parts[at] = None
    if not told:
        parts[mine[0]] = "scene"
        _with_the_list(hits, parts, mine[0])


def _weight(hit: Hit, part: Plays) -> int:
    """Return how much a place speaks for its department, by where it stands and what is said."""
    if hit.text.part == "title":
        return 30
    told = {"venue": 5, "goal": 2, None: 0}.get(part, 8)
    if hit.start < _OPENING:
        return 20 + told
    return 22 if part in SCENES else 5 + told


def _code(hit: Hit) -> str:
    return hit.sense.ubigeo if hit.sense else ""


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


def _unmarked(hits: list[Hit], parts: list[Plays], wanted: frozenset[Plays]) -> list[int]:
    """Return the places that may be the scene.

    A newsroom's Lima only where it stands alone, and where victims came from only without another.
    """
    found = [at for at, hit in enumerate(hits) if parts[at] in wanted and _peruvian(hit)]
    left = {_code(hit) for hit, part in zip(hits, parts, strict=True) if part == "origin"}
    found = [at for at in found if parts[at] or _code(hits[at]) not in left] or found
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
        if _department(hits[other]) == _department(hits[at]):
            parts[other] = "scene"


def _tells_event(texts: list[Text]) -> bool:
    """Whether the text tells a rescue, an arrest, a trial; or its opening exploitation, no plan."""
    for text in texts:
        for cue in cues.EVENT.find(text.folded, 0, _TELLING):
            if not _linked_elsewhere(text, cue.start):
                return True
    if any(cues.TRIAL.search(text.folded, 0, _OPENING) for text in texts):
        return True
    planned = any(cues.TONE.find(text.folded, *text.spans[0]) for text in texts if text.spans)
    return not planned and any(
        cue.kind in SCENES and not _linked_elsewhere(text, cue.start)
        for text in texts
        for cue in cues.CUE.find(text.folded, 0, _OPENING)
    )


def _linked_elsewhere(text: Text, at: int) -> bool:
    link = cues.CROSS_LINK.search(text.folded, 0, at)
    return link is not None and "\n" not in text.source[link.start() : at]


def _raided(hit: Hit) -> bool:
    start, end = hit.span
    raid = cues.EVENT.find(hit.text.folded, start, end)
    return bool(raid) and cues.TRIAL.search(hit.text.folded, start, end) is None
