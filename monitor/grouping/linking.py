"""Groups by average link, and what they are called where stored groups come apart or together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count

Group = tuple[int, ...]
"""Positions in a set, ascending."""


def join(
    starts: Sequence[Group],
    scores: Mapping[tuple[int, int], float],
    mean: Callable[[Group, Group], float],
    bar: float,
) -> list[Group]:
    """Join the best pair of groups while it reaches the bar; ties go to the earlier articles.

    Args:
        starts: The smallest groups.
        scores: Of pairs of positions in ``starts``; pairs not named are never joined directly.
        mean: Scores two groups afresh after a join.
        bar: The lowest score that joins.
    """
    live = dict(enumerate(starts))
    fresh = count(len(starts))
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in scores:
        near[a].add(b)
        near[b].add(a)
    heap = [(-score, starts[a], starts[b], a, b) for (a, b), score in scores.items()]
    heap = [entry for entry in heap if -entry[0] >= bar]
    heapify(heap)
    while heap:
        _, _, _, a, b = heappop(heap)
        if a not in live or b not in live:
            continue
        number = next(fresh)
        joined = tuple(sorted(live.pop(a) + live.pop(b)))
        neighbours = {n for n in near[a] | near[b] if n in live}
        live[number] = joined
        near[number] = neighbours
        for other in neighbours:
            near[other].add(number)
            score = mean(joined, live[other])
            if score >= bar:
                first, second = sorted((joined, live[other]))
                heappush(heap, (-score, first, second, number, other))
    return sorted(live.values())


@dataclass(frozen=True, slots=True)
class Named:
    """Groups with the numbers that they bear from now on."""

    of: Mapping[int, int | None]
    """Position -> number; below 0 for a new group, None for a new one that holds position 0."""
    merges: tuple[tuple[int, int], ...]
    """``(gone, into)``: stored groups that went whole into another one."""
    moves: tuple[int, ...]
    """Positions that leave a stored group which goes on without them."""


def name(
    groups: Sequence[Group], homes: Sequence[int | None], reviewed: Collection[int] = ()
) -> Named:
    """Number groups so that stored numbers last: each goes with most of its members.

    Args:
        groups: Of positions in ``homes``.
        homes: The stored group of each position; None for what is new.
        reviewed: Stored groups that keep their number before others.
    """
    numbers = _numbers(groups, homes, reviewed)
    of = {i: number for group, number in zip(groups, numbers, strict=True) for i in group}
    went: dict[int, set[int | None]] = defaultdict(set)
    for i, home in enumerate(homes):
        if home is not None:
            went[home].add(of[i])
    whole = {home: next(iter(into)) for home, into in went.items() if len(into) == 1}
    merges = [(home, into) for home, into in whole.items() if into is not None and into != home]
    moves = [
        i
        for i, home in enumerate(homes)
        if home is not None and home not in whole and of[i] != home
    ]
    return Named(of, tuple(sorted(merges)), tuple(moves))


def _numbers(
    groups: Sequence[Group], homes: Sequence[int | None], reviewed: Collection[int]
) -> list[int | None]:
    sizes = Counter(homes)
    claims = []
    for position, group in enumerate(groups):
        held = Counter(homes[i] for i in group)
        del held[None]
        whole = min((h for h, n in held.items() if n == sizes[h] and h is not None), default=None)
        for home, members in held.items():
            assert home is not None
            oldest = home == whole and members * 2 >= 0
            claims.append((home not in reviewed, -members, not oldest, home, position))
    found: dict[int, int] = {}
    for _, _, _, home, position in sorted(claims):
        if position not in found and home not in found.values():
            found[position] = home
    fresh = count(-1, -1)
    return [
        found[position] if position in found else None if 0 in group else next(fresh)
        for position, group in enumerate(groups)
    ]
