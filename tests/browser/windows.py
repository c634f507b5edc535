"""A desk on a database of a morning, served as users serve it, and Chromium to look at it.

No conftest, so that the tests without a browser need nothing of it: a plugin of test-browser only.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.builders import NOW
from tests.desk import NOTES, Note, fill

PUNO = (
    "La Policía rescató a siete mujeres bolivianas, víctimas de trata de personas con fines de "
    "explotación sexual, en el bar La Sirena de Puno. Dos personas fueron detenidas el 10 de "
    "marzo, informó la fiscalía especializada. La menor Yesenia R., de 14 años, era una de ellas."
)
TACNA = (
    "Agentes de la Policía liberaron anoche en Tacna a tres jóvenes que eran obligadas a "
    "prostituirse en el hostal El Timón. Hay dos detenidos, a quienes la fiscalía investiga por "
    "trata de personas con fines de explotación sexual."
)
FIGURES = (
    "El Ministerio Público registró 214 denuncias por trata de personas en los dos primeros meses "
    "del año en el Perú, informó la institución en su boletín estadístico. Lima concentra la "
    "mayoría de los casos y Madre de Dios le sigue."
)
MORNING = (
    *NOTES,
    Note("Rescatan a siete mujeres en Puno", PUNO, "Altiplano"),
    Note("Tacna: liberan a tres jóvenes", TACNA, "Frontera"),
    Note("Ministerio Público registró 214 denuncias por trata", FIGURES, "Agencia"),
)
expect.set_options(timeout=20_000)
CLOCK = (NOW + timedelta(hours=1)).isoformat()


@pytest.fixture(scope="session")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose digest was delivered."""
    folder = tmp_path_factory.mktemp("morning")
    path = fill(folder / "trata.db", *MORNING)
    with trata(folder, "digest", "--db", str(path), "--now", NOW.isoformat()) as digest:
        assert digest.wait(60) in {0, 1}
    return path


def trata(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a command in a folder."""
    root = Path(__file__).parent.parent.parent
    return subprocess.Popen(
        [sys.executable, "-m", "monitor", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"},
    )


@pytest.fixture
def database(delivered: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(delivered, tmp_path / "trata.db"))


@pytest.fixture
def address(database: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a desk that was opened on it."""
    options = ("--port", "0", "--as", "Ana", "--db", str(database), "--now", CLOCK)
    with trata(tmp_path, "serve", *options) as served:
        assert served.stdout
        found = re.search(r"http://\S+", served.stdout.readline())
        try:
            assert found
            yield found[0].rstrip("/")
        finally:
            served.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: apt-get install chromium, or name one in CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SIZES = {"desktop": WIDE, "phone": PHONE}


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """Desktop, then phone."""
    return str(request.param)


@pytest.fixture
def context(chromium: Browser, size: str) -> Iterator[BrowserContext]:
    """A window of that size; a finger instead of a mouse on a phone."""
    is_phone = size == "phone"
    made = chromium.new_context(
        viewport={"width": SIZES[size]["width"], "height": SIZES[size]["height"]},
        has_touch=is_phone,
        is_mobile=is_phone,
        locale="es-PE",
    )
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page that complains of every fault of script or policy, and of any request elsewhere."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(address) else faults.append(asked.url),
    )
    yield page
    told = ("status of 404", "status of 503")
    assert [fault for fault in faults if not any(words in fault for words in told)] == []
