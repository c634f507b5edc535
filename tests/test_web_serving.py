"""``trata serve`` as it is started at a terminal."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from monitor.web import serving
from tests.desk import fill
from tests.test_cli import Run, run

__all__ = ["run"]


def test_it_says_where_it_is_answers_and_stops_when_told(tmp_path: Path) -> None:
    fill(tmp_path / "trata.db")
    command = [sys.executable, "-m", "monitor", "serve", "--port", "0", "--db", "trata.db"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent),
                   "PYTHONUNBUFFERED": "1"}  # fmt: skip

    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, text=True, env=environment
    ) as served:
        assert served.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+/", served.stdout.readline())
        assert found
        with urlopen(found[0], timeout=30) as answer:
            page = answer.read().decode()
        served.send_signal(signal.SIGTERM)
        status = served.wait(30)

    assert "Tacna: intervienen a 38 migrantes" in page
    assert "server" not in {name.lower() for name in answer.headers}
    assert status == 0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--host", "0.0.0.0"), "there is no password"),
        (("--host", "0.0.0.0", "--password-file", "missing"), "cannot be read"),
        (("--db", "missing.db"), "there is no such database"),
    ],
)
def test_what_may_not_be_opened_is_refused_with_a_reason(
    run: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    refused = run("serve", "--port", "0", *arguments)

    assert refused.returncode == 2
    assert complaint in refused.stderr
    assert refused.stdout == ""


def test_a_user_without_a_name_decides_as_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)

    assert serving.default_reviewer() == "desk"
