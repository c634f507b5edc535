"""The index of copies: which stories hold a word shingle.

A row a story and shingle, however many copies the story has. A shingle that more than
:data:`COMMON` stories hold is boilerplate: its rows give way to one that says so, hence no look-up
reads more than :data:`COMMON` rows of one shingle and the cost does not grow with the database.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from sqlite3 import Connection

COMMON = 60
"""Stories; as ``monitor.grouping.sketch.COMMON``."""
BOILERPLATE = 0
"""What stands for a story where very many hold the shingle."""

_HELD = (
    "SELECT h.value, count(s.story_id), min(s.story_id), max(s.story_id = ?) "
    "FROM json_each(?) AS h LEFT JOIN story_shingles AS s ON s.hash = h.value GROUP BY h.value"
)
_HOLDERS = (
    "SELECT s.story_id FROM json_each(?) AS h "
    "CROSS JOIN story_shingles AS s ON s.hash = h.value AND s.story_id <> 0"
)


def add(connection: Connection, story: int, sketch: Iterable[int]) -> None:
    """Let ``story`` hold the hashes of ``sketch``; within the caller's transaction."""
    fresh: list[int] = []
    crowded: list[int] = []
    for value, holders, first, held in connection.execute(_HELD, (story, _listed(sketch))):
        if not held and first != BOILERPLATE:
            (crowded if holders >= COMMON else fresh).append(value)
    connection.executemany("DELETE FROM story_shingles WHERE hash = ?", ((v,) for v in crowded))
    rows = [(value, story) for value in fresh] + [(value, BOILERPLATE) for value in crowded]
    connection.executemany("INSERT INTO story_shingles (hash, story_id) VALUES (?, ?)", rows)


def remove(connection: Connection, story: int, sketch: Iterable[int]) -> None:
    """Let ``story`` hold the hashes of ``sketch`` no more."""
    rows = ((value, story) for value in sketch)
    connection.executemany("DELETE FROM story_shingles WHERE hash = ? AND story_id = ?", rows)


def sharing(connection: Connection, sketch: Sequence[int]) -> Counter[int]:
    """Return the stories that hold hashes of ``sketch``, with how many; no boilerplate counts."""
    rows = connection.execute(_HOLDERS, (_listed(set(sketch)),))
    return Counter(chain.from_iterable(rows))


def _listed(values: Iterable[int]) -> str:
    return json.dumps(list(values))
