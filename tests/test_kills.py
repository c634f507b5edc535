"""A kill at any moment loses nothing that was stored and doubles nothing."""

from pathlib import Path

from tests import kills
from tests.morning import Morning


def test_rounds_killed_in_the_middle_end_like_one_that_was_not(
    morning: Morning, tmp_path: Path
) -> None:
    assert list(kills.scenario(tmp_path, morning.server, 2)) == []
    assert kills.differences(tmp_path / "trata.db", morning.database) == []
