"""Small values for tests."""

from datetime import UTC, datetime

from monitor.models import Article, Outlet, When
from monitor.text import clean

NOW = datetime(2025, 3, 14, 15, 0, tzinfo=UTC)
DIARIO = Outlet(source_id="diario", name="Diario de Prueba")


def make_article(
    body: str = "",
    title: str = "Nota",
    *,
    url: str = "https://diario.example/nota",
    outlet: Outlet = DIARIO,
    published: When | None = None,
    language: str = "es",
) -> Article:
    """Return an article of ``DIARIO`` published on the day of ``NOW``."""
    return Article(
        url=url,
        canonical_url=url,
        outlet=outlet,
        title=clean(title),
        body=clean(body),
        author="",
        language=language,
        published=published or When(NOW, "time"),
        fetched_at=NOW,
    )
