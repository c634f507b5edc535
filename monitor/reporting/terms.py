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

DROPS: Mapping[str, tuple[str, str]] = {
    "robots": marked("{n} forbidden by robots.txt", "{n} forbidden by robots.txt"),
    "robots_unavailable": marked(
        "{n} with an unreadable robots.txt", "{n} with an unreadable robots.txt"
    ),
    "timeout": marked("{n} not answered in time", "{n} not answered in time"),
    "connection": marked("{n} without connection", "{n} without connection"),
    "blocked_private": marked("{n} with a forbidden address", "{n} with a forbidden address"),
    "not_web": marked("{n} that is no web page", "{n} that are no web pages"),
    "no_link": marked("{n} announced without an address", "{n} announced without an address"),
    "over_limit": marked("{n} over the limit of one poll", "{n} over the limit of one poll"),
    "paused": marked(
        "{n} of a source that asked for a pause", "{n} of sources that asked for a pause"
    ),
    "stopped": marked("{n} left when the round ended", "{n} left when the round ended"),
    "not_asked": marked(
        "{n} not asked for after failures of the server",
        "{n} not asked for after failures of the server",
    ),
    "redirects": marked("{n} redirected without end", "{n} redirected without end"),
    "too_large": marked("{n} too large", "{n} too large"),
    "no_text": marked("{n} without readable text", "{n} without readable text"),
    "not_html": marked("{n} that is no HTML", "{n} that are no HTML"),
    "block_page": marked("{n} blocked by the server", "{n} blocked by the server"),
    "moved": marked("{n} that leads to the front page", "{n} that lead to the front page"),
    "bad_line": marked("{n} line of an import with faults", "{n} lines of an import with faults"),
    "http_404": marked("{n} that is gone (404)", "{n} that are gone (404)"),
    "http_410": marked("{n} withdrawn (410)", "{n} withdrawn (410)"),
    "empty": marked("{n} empty", "{n} empty"),
}
"""Reasons of drops, with the number of links."""
