"""Commands called in an empty folder, within the test's own process."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.cli import main


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call a command in an empty folder at a fixed time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRATA_NOW", "2025-03-14T12:00:00Z")

    def call(*arguments: str, stdin: str | bytes = "") -> Done:
        typed = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
        with pytest.raises(SystemExit) as left:
            main(arguments)
        printed = capsys.readouterr()
        assert "fault of the program" not in printed.err
        return Done(int(left.value.code or 0), printed.out, printed.err)

    return call
