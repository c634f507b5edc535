"""Addresses that outlets gave, as a page may link to them."""

import re
from urllib.parse import quote

from monitor.text import one_line

_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_KEPT = "%/:?#[]@!$&()*+,;=~"


def web_address(url: str) -> str:
    """Return ``url`` with every odd character encoded; empty where it is no web address.

    So no ``javascript:`` or ``data:`` becomes a link, and no quote ends an attribute.
    """
    url = url.strip()
    return quote(url, safe=_KEPT) if _WEB.match(url) else ""


def address(url: str) -> str:
    """Return ``url`` as a text may show it: a web address encoded, anything else on one line."""
    return web_address(url) or one_line(url)
