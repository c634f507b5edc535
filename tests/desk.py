"""A desk on a small database, for tests: a client that answers as a browser's forms do."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from starlette.testclient import TestClient

from monitor import intake
from monitor.models import When
from monitor.web.app import App
from monitor.web.guard import Doors
from monitor.web.password import Password
from monitor.web.visit import Setting
from storage.store import Store
from tests.builders import DIARIO, NOW, make_article

RAID = (
    "La Policía rescató a {n} mujeres peruanas, víctimas de trata de personas con fines de "
    "explotación sexual, en el bar El Farol de Puerto Maldonado, en Madre de Dios. {m} personas "
    "fueron detenidas durante el operativo del 12 de marzo. Las mujeres habían sido captadas con "
    "ofertas de trabajo como meseras, según informó el Ministerio Público."
)
SOCCER = "El equipo local ganó por dos goles en el último minuto y sigue primero en la tabla. " * 9
SMUGGLED = (
    "La Policía intervino a 38 migrantes que eran llevados en dos combis hacia la frontera con "
    "Chile, en Tacna. Se investiga el presunto tráfico ilícito de migrantes. Nadie era retenido."
)


@dataclass(frozen=True)
class Note:
    """An article to be stored."""

    title: str
    body: str
    outlet: str = "Diario"
    url: str = ""
    author: str = ""
    hours: int = 0


NOTES = (
    Note("Rescatan a doce mujeres en Puerto Maldonado", RAID.format(n="doce", m="Cuatro")),
    Note("Cinco detenidos en Puerto Maldonado", RAID.format(n="doce", m="Cinco"), "El Pregón"),
    Note("Gana el equipo local", SOCCER),
    Note("Tacna: intervienen a 38 migrantes", SMUGGLED),
)


def fill(path: Path, *notes: Note) -> Path:
    """Store articles through the same path as a crawl, an hour apart."""
    with Store.open(path) as store:
        for place, note in enumerate(notes or NOTES):
            article = make_article(
                note.body,
                note.title,
                url=note.url or f"https://diario.example/{place}",
                outlet=replace(DIARIO, name=note.outlet),
                published=When(NOW - timedelta(hours=30 - place), "time"),
            )
            read = NOW - timedelta(hours=20 - place)
            article = replace(article, author=note.author, fetched_at=read)
            examined = intake.examine(article)
            store.save(intake.decide(examined, store.near(examined)))
    return path


class Desk:
    """A client of a desk in English."""

    def __init__(
        self, path: Path, *, doors: Doors | None = None, password: str = "", language: str = "en"
    ) -> None:
        self.path = path
        self.setting = Setting(
            path,
            language,
            reviewer="Ana",
            password=Password.of(password) if password else None,
            clock=lambda: NOW,
        )
        self.client = TestClient(
            App(self.setting, doors or Doors()).asgi,
            base_url="http://127.0.0.1:8765",
            raise_server_exceptions=False,
        )

    def get(self, path: str, status: int = 200) -> str:
        """Return a page."""
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text[:2000]
        return str(answer.text)

    def token(self, path: str = "/") -> str:
        """Return the token in the forms of a page."""
        found = re.search(r'name="token" value="([^"]+)"', self.client.get(path).text)
        assert found
        return found[1]

    def post(self, path: str, status: int = 200, **fields: str) -> str:
        """Send a form of a page of ours; return the page that it leads to."""
        form = {"token": self.token(), "back": "/", **fields}
        answer = self.client.post(path, data=form)
        assert answer.status_code == status, answer.text[:2000]
        return str(answer.text)

    def rows(self, sql: str) -> list[dict[str, object]]:
        """Ask the database."""
        with Store.open(self.path, readonly=True) as store:
            return store.rows(sql)
