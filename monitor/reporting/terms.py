"""Values of the database -> messages of the catalogue; neutral by the terms of Peruvian law."""

from collections.abc import Mapping


def mark(message: str) -> str:
    """Return ``message``; marks it for the catalogue."""
    return message


def marked(one: str, many: str) -> tuple[str, str]:
    """Return both forms of a message; marks them for the catalogue."""
    return one, many


TERMS: Mapping[str, str] = {
    # figures
    "arrested": mark("Arrested"),
    "rescued": mark("People rescued"),
    "victims": mark("Victims"),
    "minors": mark("Minors (victims)"),
    "women": mark("Women (victims)"),
    "men": mark("Men (victims)"),
    "adults": mark("Adults (victims)"),
    "sentence_years": mark("Sentence (years)"),
    "preventive_months": mark("Pre-trial detention (months)"),
    # forms of exploitation
    "sexual": mark("sexual exploitation"),
    "labour": mark("labour exploitation"),
    "domestic": mark("domestic servitude"),
    "begging": mark("begging"),
    "child_sale": mark("sale of children"),
    "criminality": mark("forced crime"),
    "organ": mark("organ removal"),
    "marriage": mark("forced marriage"),
    "other": mark("other form"),
    "mixed": mark("several forms"),
    "unknown": mark("not told"),
    "abroad": mark("abroad"),
    # parts that a place plays
    "rescue": mark("rescue"),
    "arrest": mark("arrest"),
    "exploitation": mark("exploitation"),
    "recruitment": mark("recruitment"),
    "origin": mark("origin"),
    "transit": mark("transit"),
    "court": mark("court"),
    # how far a case has come
    "reported": mark("reported"),
    "operation": mark("operation"),
    "detained": mark("arrests"),
    "pretrial_detention": mark("pre-trial detention"),
    "charged": mark("charges"),
    "trial": mark("trial"),
    "sentenced": mark("sentence"),
    "acquitted": mark("acquittal"),
    # kinds of articles
    "statistics": mark("statistics"),
    "policy": mark("policy"),
    "campaign": mark("campaign"),
    "report": mark("report"),
    # states of a source
    "failing": mark("fails"),
    "silent": mark("silent"),
    "never": mark("never read"),
    "ok": mark("answers"),
}

COUNTED: Mapping[str, tuple[str, str]] = {
    "arrested": marked("{n} arrested", "{n} arrested"),
    "rescued": marked("{n} person rescued", "{n} people rescued"),
    "victims": marked("{n} victim", "{n} victims"),
    "minors": marked("{n} minor", "{n} minors"),
    "women": marked("{n} woman", "{n} women"),
    "men": marked("{n} man", "{n} men"),
    "adults": marked("{n} adult", "{n} adults"),
    "sentence_years": marked("sentence of {n} year", "sentence of {n} years"),
    "preventive_months": marked(
        "{n} month of pre-trial detention", "{n} months of pre-trial detention"
    ),
}
"""Fields shown as figures, in this order."""

DROPS: Mapping[str, str] = {
    "robots": mark("forbidden by robots.txt"),
    "robots_unavailable": mark("with an unreadable robots.txt"),
    "timeout": mark("not answered in time"),
    "connection": mark("without connection"),
    "blocked_private": mark("with a forbidden address"),
    "not_web": mark("that are no web pages"),
    "no_link": mark("announced without an address"),
    "over_limit": mark("over the limit of one poll"),
    "paused": mark("of sources that asked for a pause"),
    "stopped": mark("left when the round ended"),
    "not_asked": mark("not asked for after failures of the server"),
    "redirects": mark("redirected without end"),
    "too_large": mark("too large"),
    "no_text": mark("without readable text"),
    "not_html": mark("that are no HTML"),
    "block_page": mark("blocked by the server"),
    "moved": mark("that lead to the front page"),
    "bad_line": mark("lines of an import with faults"),
    "http_404": mark("that are gone (404)"),
    "http_410": mark("withdrawn (410)"),
    "empty": mark("empty"),
}
"""Reasons of drops, to follow a number of links."""
