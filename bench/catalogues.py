"""Gather the digest's messages from code and templates into the catalogues, and compile these.

    python -m bench.catalogues

New messages come out empty in ``locale/*/LC_MESSAGES/digest.po``: translate them and run it again.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REPORTING = Path(__file__).parent.parent / "monitor" / "reporting"
LANGUAGES = ("es",)
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "say": None, "mark": None, "count": (1, 2), "marked": (1, 2),
}  # fmt: skip
_STILL = datetime(2025, 1, 1, tzinfo=UTC)
"""Catalogues change with their messages only, not with the clock."""


def messages() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Yield every message of the digest with the file that has it."""
    sources = [(path, "python") for path in sorted(REPORTING.glob("*.py"))]
    sources += [(path, "jinja2.ext:babel_extract") for path in sorted(REPORTING.glob("*/*.html"))]
    for path, method in sources:
        name = path.relative_to(REPORTING).as_posix()
        with path.open("rb") as file:
            for _, message, _, _ in extract(method, file, _KEYWORDS, options={"silent": "false"}):
                yield message, name


def template() -> Catalog:
    """Return a catalogue of all messages, none of them translated."""
    catalogue = Catalog(project="trata-monitor", charset="utf-8", creation_date=_STILL)
    for message, name in messages():
        catalogue.add(message, locations=[(name, 0)])
    return catalogue


def path_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return REPORTING / "locale" / language / "LC_MESSAGES" / "digest.po"


def read(language: str) -> Catalog:
    """Return the catalogue of ``language`` as it is written."""
    with path_of(language).open("rb") as file:
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
    for language in LANGUAGES:
        catalogue = read(language) if path_of(language).exists() else Catalog(locale=language)
        catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        catalogue.creation_date = catalogue.revision_date = _STILL
        catalogue.header_comment = "# The digest's words; see bench/catalogues.py."
        catalogue.project, catalogue.version = "trata-monitor", "1"
        catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
        catalogue.fuzzy = False
        with path_of(language).open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
        path_of(language).with_suffix(".mo").write_bytes(compiled(catalogue))
        missing = [m.id for m in catalogue if m.id and (m.fuzzy or not all(_forms(m.string)))]
        print(f"{language}: {len(catalogue)} messages, {len(missing)} not translated", *missing,
              sep="\n  ", file=sys.stderr)  # fmt: skip


if __name__ == "__main__":
    main()
