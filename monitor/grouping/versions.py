"""What an outlet changed in an article of its own: a version, never another article."""

from collections import Counter
from collections.abc import Mapping

from monitor.briefs import Edit
from monitor.grouping.words import Text, plain, read, words


def edit(
    old: tuple[str, str, Mapping[str, int]], new: tuple[str, str, Mapping[str, int]]
) -> Edit | None:
    """Return what changed between two texts of one address; None where only page debris did.

    Args:
        old: Title, body and counts of the incident before.
        new: The same now.
    """
    before, after = read(old[1]), read(new[1])
    fresh, gone = _sentences(before, after)
    title = words(plain(old[0])) != words(plain(new[0]))
    if not (fresh or gone or title) or not after.size:
        return None
    counts = {
        name: (old[2].get(name), new[2].get(name))
        for name in sorted({*old[2], *new[2]})
        if old[2].get(name) != new[2].get(name)
    }
    return Edit(title, counts, (before.size, after.size), (fresh, gone))


def differs(old: Mapping[str, int], new: Mapping[str, int]) -> Mapping[str, tuple[int, int]]:
    """Return the counts that two copies of one story give otherwise."""
    both = sorted(old.keys() & new.keys())
    return {name: (old[name], new[name]) for name in both if old[name] != new[name]}


def _sentences(before: Text, after: Text) -> tuple[int, int]:
    """How many sentences are new, and how many are gone."""
    old, new = Counter(before.sentences), Counter(after.sentences)
    return (new - old).total(), (old - new).total()
