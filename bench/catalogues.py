"""Gather the messages of the digest and of the desk into their catalogues, and compile these.

    python -m bench.catalogues

New messages come out empty in ``locale/*/LC_MESSAGES/*.po``: translate them and run it again.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import product
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

MONITOR = Path(__file__).parent.parent / "monitor"
ROOMS = {"digest": MONITOR / "reporting", "desk": MONITOR / "web"}
"""Domain of messages -> the folder that has them."""
LANGUAGES = ("es",)
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "say": None, "mark": None, "count": (1, 2), "marked": (1, 2),
}  # fmt: skip
_STILL = datetime(2025, 1, 1, tzinfo=UTC)
"""Catalogues change with their messages only, not with the clock."""


def messages(domain: str) -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Yield every message of a domain with the file that has it."""
    room = ROOMS[domain]
    sources = [(path, "python") for path in sorted(room.glob("*.py"))]
    templates = sorted((*room.glob("*/*.html"), *room.glob("*/*.xml")))
    sources += [(path, "jinja2.ext:babel_extract") for path in templates]
    for path, method in sources:
        name = path.relative_to(room).as_posix()
        with path.open("rb") as file:
            for _, message, _, _ in extract(method, file, _KEYWORDS, options={"silent": "false"}):
                yield message, name


def template(domain: str) -> Catalog:
    """Return a catalogue of all messages, none of them translated."""
    catalogue = Catalog(project="trata-monitor", charset="utf-8", creation_date=_STILL)
    for message, name in messages(domain):
        catalogue.add(message, locations=[(name, 0)])
    return catalogue


def path_of(domain: str, language: str) -> Path:
    """Return where a language's catalogue lies."""
    return ROOMS[domain] / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def read(domain: str, language: str) -> Catalog:
    """Return the catalogue of ``language`` as it is written."""
    with path_of(domain, language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _forms(told: str | Iterable[str] | None) -> tuple[str, ...]:
    return (told or "",) if isinstance(told, str | None) else tuple(told)


def main() -> None:
    """Bring the catalogues up to date and tell what is not translated."""
    for domain, language in product(ROOMS, LANGUAGES):
        renew(domain, language)


def renew(domain: str, language: str) -> None:
    """Bring one catalogue up to date and tell what is not translated."""
    path = path_of(domain, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read(domain, language) if path.exists() else Catalog(locale=language)
    catalogue.update(template(domain), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = _STILL
    catalogue.header_comment = f"# The words of the {domain}; see bench/catalogues.py."
    catalogue.project, catalogue.version = "trata-monitor", "1"
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.fuzzy = False
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    missing = [m.id for m in catalogue if m.id and (m.fuzzy or not all(_forms(m.string)))]
    told = f"{domain} {language}: {len(catalogue)} messages, {len(missing)} not translated"
    print(told, *missing, sep="\n  ", file=sys.stderr)


if __name__ == "__main__":
    main()
