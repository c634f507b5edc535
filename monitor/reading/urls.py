"""The identity of a web address, and which addresses we touch at all."""

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote_to_bytes,
    urlencode,
    urljoin,
    urlsplit,
)

MAX_LENGTH = 2048
"""Longer addresses are refused; browsers and servers differ above it."""

_TRACKING = re.compile(
    r"_ga|_gl|_hsenc|_hsmi|__twitter_impression|amp|amp_gsa|amp_js_v|amp_latest_update_time|"
    r"dclid|cmp|cmpid|cxrecs_s|fbclid|fref|gad_source|gbraid|gclid|gclsrc|guccounter|igsh|"
    r"igshid|mc_cid|mc_eid|mkt_tok|msclkid|ncid|noamp|nocache|ocid|outputtype|oly_anon_id|"
    r"oly_enc_id|ref|ref_src|ref_url|referer|referrer|replytocom|s_cid|share|smid|spm|srsltid|"
    r"taid|ttclid|twclid|usqp|vero_id|wbraid|wickedid|xtor|yclid|phpsessid",
    re.IGNORECASE,
)
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "hsa_", "at_", "ns_", "fb_", "wt_mc")
_HOST_PREFIX = re.compile(r"(?:www\d?|m|amp)\.(?=[^.]+\.)")
_HOST_SHAPE = re.compile(r"[\w\-.]+|[0-9a-f:.]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f<>\"\\\ud800-\udfff]")
_QUOTED_BY_BROWSERS = {ord(character): quote(character) for character in ' "<>'}
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AMP_SUFFIX = re.compile(r"\.amp(?=(?:\.html?)?$)", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)
_AMP_CACHE = re.compile(r"^/(?:[cv]|amp)/(s/)?([^/]+\.[^/]+/.*)$")
_SLASHES = re.compile(r"/{2,}")


def is_web(url: str) -> bool:
    """Tell whether ``url`` is an http or https address with a host and no user name in it."""
    if len(url) > MAX_LENGTH or _UNSAFE.search(url):
        return False
    parts = _split(url)
    return parts is not None and _has_web_host(parts) and "@" not in parts.netloc


def resolve(base: str, link: str) -> str | None:
    """Return ``link`` as an absolute web address seen from ``base``; None where it is none.

    Blanks around and line breaks inside are dropped, blanks and quotes inside become ``%20`` and
    ``%22``, as browsers do.
    """
    link = re.sub(r"[\t\r\n]+", "", link).strip()
    if not link or len(link) > MAX_LENGTH:
        return None
    try:
        url = urljoin(base, link).translate(_QUOTED_BY_BROWSERS)
    except ValueError:
        return None
    return url if is_web(url) else None


def host(url: str) -> str:
    """Return the host of ``url`` as :func:`canonical` writes it; empty where it has none."""
    parts = _split(url.strip())
    return _host(parts.hostname or "") if parts else ""


@lru_cache(maxsize=8192)
def _canonical(url: str, mirrors: tuple[str, ...]) -> str:
    cleaned = re.sub(r"[\t\r\n]+", "", url).strip().replace("&amp;", "&")
    cleaned = cleaned.encode("utf-8", "replace").decode()
    parts = _split(cleaned)
    if parts is None or not _has_web_host(parts) or len(url) > MAX_LENGTH:
        return url.strip()
    inner = _behind_amp_cache(parts)
    if inner:
        return _canonical(inner, mirrors)
    name = _mirrored(_host(parts.hostname or ""), mirrors)
    netloc = (f"[{name}]" if ":" in name else name) + _port(parts)
    path, query = _path(parts.path), _query(parts.query)
    return f"https://{netloc}{path or '/'}?{query}" if query else f"https://{netloc}{path}"


def canonical(url: str, mirrors: Sequence[str] = ()) -> str:
    """Return the identity of an address: two forms of one page give the same text.

    https; the host in lower case and ASCII without ``www.``, ``m.``, ``amp.``; no default port, no
    fragment, no trailing slash; AMP forms undone; tracking parameters dropped, others sorted.

    Args:
        url: An address. What is no web address comes back as it is.
        mirrors: Hosts that carry the same addresses; each becomes the first one.
    """
    return _canonical(url, tuple(mirrors))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _has_web_host(parts: SplitResult) -> bool:
    if parts.scheme not in ("http", "https"):
        return False
    return _HOST_SHAPE.fullmatch(parts.hostname or "") is not None


def _host(name: str) -> str:
    name = name.lower().rstrip(".")
    try:
        name = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return name
    while match := _HOST_PREFIX.match(name):
        name = name[match.end() :]
    return name


def _mirrored(name: str, mirrors: tuple[str, ...]) -> str:
    hosts = [_host(mirror) for mirror in mirrors]
    return hosts[0] if name in hosts else name


def _port(parts: SplitResult) -> str:
    return f":{parts.port}" if parts.port not in (None, 80, 443) else ""


def _behind_amp_cache(parts: SplitResult) -> str:
    name = (parts.hostname or "").lower()
    if not name.endswith(".ampproject.org") and name not in ("www.google.com", "google.com"):
        return ""
    match = _AMP_CACHE.match(parts.path)
    if not match or (name.endswith("google.com") and not parts.path.startswith("/amp/")):
        return ""
    return f"http{'s' if match[1] else ''}://{match[2]}" + (
        f"?{parts.query}" if parts.query else ""
    )


def _path(path: str) -> str:
    path = _SLASHES.sub("/", path)
    path = quote(_STRAY_PERCENT.sub("%25", path), safe="/%:@!$&'()*+,;=~")
    path = re.sub(r"%[0-9A-Fa-f]{2}", _escape, path)
    return _without_amp(_SESSION.sub("", path))


def _without_amp(path: str) -> str:
    before = ""
    while path != before:
        before = path
        path = "/".join(part for part in path.rstrip("/").split("/") if part.lower() != "amp")
        path = _AMP_SUFFIX.sub("", path)
    return path


def _escape(match: re.Match[str]) -> str:
    """Undo an escape that none was needed for; write the others in one way."""
    character = unquote_to_bytes(match[0])
    plain = character.isalnum() or character in b"-._~"
    return character.decode("ascii") if plain else match[0].upper()


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted(pair for pair in pairs if not _tracks(*pair))
    return urlencode(kept, errors="surrogateescape")


def _tracks(name: str, value: str) -> bool:
    name = name.lower()
    if _TRACKING.fullmatch(name) or name.startswith(_TRACKING_PREFIXES):
        return True
    return value.lower() == "amp" or (name, value) == ("m", "1")
