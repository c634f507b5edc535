"""Evidence of one incident -> one self-contained HTML page: no script, no image, no request."""

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.briefs import Evidence
from monitor.privacy import shown
from monitor.privacy.addresses import sheltered
from monitor.reporting.links import address, web_address
from monitor.reporting.tongue import Tongue
from monitor.text import one_line

_LONGEST = 2000
_SHORT = 60
_LIMA = ZoneInfo("America/Lima")

_SPANISH = {
    "packet": "Expediente de evidencia",
    "what_it_is": "Lo que dijo la prensa sobre un hecho, con las palabras, dónde y cuándo se "
    "leyeron. No contiene el texto de las notas ni nombres de víctimas; las edades exactas de "
    "menores se omiten, y de una dirección que los diga queda el sitio. Es un registro hecho por "
    "un programa: nada de lo que dice está probado.",
    "status": "Estado",
    "date": "Fecha del hecho",
    "unknown": "desconocida",
    "seen": "Primera y última lectura",
    "merged": "Incidentes unidos a este",
    "claims": "Lo que se afirma",
    "places": "Lugares",
    "articles": "Notas",
    "reviews": "Revisiones",
    "no_reviews": "Nadie lo ha revisado.",
    "quote": "Palabras",
    "value": "Valor",
    "field": "Dato",
    "role": "Papel",
    "place": "Lugar",
    "article": "Nota",
    "where": "Dónde",
    "title": "Título",
    "published": "Publicada",
    "read": "Leída",
    "text": "Texto",
    "copies": "mismo texto que",
    "link": "Por qué pertenece al hecho",
    "hash": "SHA-256 del texto guardado",
    "earlier": "Texto anterior, editado después por el medio",
    "until": "hasta",
    "characters": "caracteres",
    "not_kept": "no se guardó el texto",
    "when": "Cuándo",
    "who": "Quién",
    "action": "Decisión",
    "note": "Nota",
    "change": "Cambio",
    "undone": "deshecha",
    "at_least": "al menos",
    "about": "cerca de",
    "in_title": "título",
    "in_body": "texto",
}
_ENGLISH = {
    "packet": "Evidence packet",
    "what_it_is": "What the press said of one event, with its words, and where and when they were "
    "read. It holds no text of the articles and no name of a victim; exact ages of children are "
    "left out, and of an address that tells them only the site is kept. It is a record made by a "
    "program: nothing that it says is proven.",
    "status": "Status",
    "date": "Date of the event",
    "unknown": "unknown",
    "seen": "First and last read",
    "merged": "Incidents merged into it",
    "claims": "What is claimed",
    "places": "Places",
    "articles": "Articles",
    "reviews": "Reviews",
    "no_reviews": "Nobody has reviewed it.",
    "quote": "Words",
    "value": "Value",
    "field": "Fact",
    "role": "Part",
    "place": "Place",
    "article": "Article",
    "where": "Where",
    "title": "Title",
    "published": "Published",
    "read": "Read",
    "text": "Text",
    "copies": "same text as",
    "link": "Why it belongs to the event",
    "hash": "SHA-256 of the stored text",
    "earlier": "Earlier text, which the outlet edited",
    "until": "until",
    "characters": "characters",
    "not_kept": "the text was not kept",
    "when": "When",
    "who": "Who",
    "action": "Decision",
    "note": "Note",
    "change": "Change",
    "undone": "undone",
    "at_least": "at least",
    "about": "about",
    "in_title": "title",
    "in_body": "text",
}
WORDS: Mapping[str, Mapping[str, str]] = {"es": _SPANISH, "en": _ENGLISH}

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem;
  font: 1rem/1.5 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin-top: 2.4rem; border-top: 3px double; padding-top: .7rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
caption { text-align: left; font-style: italic; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0;
  border-bottom: 1px solid; overflow-wrap: break-word; }
th { font-weight: bold; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
a, code { overflow-wrap: anywhere; }
code { font-size: .85rem; }
article { border-bottom: 1px solid; padding: .6rem 0 1rem; break-inside: avoid; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } a { text-decoration: none; } }
"""
_ALLOWED = b64encode(sha256(_STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_ALLOWED}'; base-uri 'none'; form-action 'none'"
"""Nothing may be loaded; of styles only the page's own, by its hash."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.reporting.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["line"] = lambda text: one_line(str(text), _LONGEST)
    return environment


@cache
def _spanish() -> Mapping[str, str]:
    """Return the Spanish of fields and values that no digest names."""
    rows = (Path(__file__).parent / "data" / "terms_es.tsv").read_text("utf-8").splitlines()
    return dict(row.split("\t") for row in rows if not row.startswith("#"))


def _term(tongue: Tongue, name: str) -> str:
    return (_spanish().get(name) if tongue.language == "es" else None) or tongue.term(name)


def _change(before: str, after: str) -> str:
    """Return what a decision changed; quotes and texts that it kept to be undone are left out."""
    old, new = (
        {name: value for name, value in json.loads(text or "{}").items() if _is_short(value)}
        for text in (before, after)
    )
    return "; ".join(
        f"{name}: {old[name]} → {value}" if name in old else f"{name}: {value}"
        for name, value in new.items()
    )


def _is_short(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and len(value) <= _SHORT)


def html(evidence: Evidence, language: str) -> str:
    """Return the packet as a page; every text of an outlet is escaped, ages of children left out.

    Args:
        evidence: Of one incident.
        language: ``es`` or ``en``.
    """
    texts: dict[int, int] = {}
    firsts = {
        telling.article_id: texts.setdefault(
            telling.story_id or -telling.article_id, telling.article_id
        )
        for telling in evidence.tellings
    }
    return (
        _environment()
        .get_template("packet.html")
        .render(
            evidence=evidence,
            language=language,
            words=WORDS[language],
            told=lambda text: shown(text, _LONGEST, evidence.victims),
            change=_change,
            term=partial(_term, Tongue(language, _LIMA)),
            address=address,
            sheltered=lambda url: sheltered(url, evidence.victims),
            web_address=web_address,
            firsts=firsts,
            known={telling.article_id: telling for telling in evidence.tellings},
            style=Markup(_STYLE),  # noqa: S704 - our own words
            policy=POLICY,
        )
    )
