"""Fixtures that many tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.demo.server import SampleServer
from monitor.demo.site import build_site
from tests.calling import run  # noqa: F401  a fixture
from tests.morning import Morning, play


@pytest.fixture(autouse=True)
def _no_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no proxy, clock or configuration of the machine reach a test."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "TRATA_NOW", "TRATA_DEBUG"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    """Two rounds and a digest on the sample outlets."""
    site = build_site()
    with SampleServer(site, tls_hosts=site.tls_hosts) as server:
        yield play(tmp_path_factory.mktemp("morning"), site, server)
