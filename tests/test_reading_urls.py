"""The identity of addresses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reading import urls

HOME = "https://diario.example/peru/nota-x"


@pytest.mark.parametrize(
    "form",
    [
        "https://diario.example/peru/nota-x/",
        "http://www.diario.example/peru/nota-x",
        "https://m.diario.example/peru/nota-x",
        "https://amp.diario.example/peru/nota-x",
        "HTTPS://WWW.Diario.Example:443/peru/nota-x#comentarios",
        "https://diario.example/peru/nota-x/amp/",
        "https://diario.example/amp/peru/nota-x",
        "https://diario.example/peru/nota-x?outputType=amp",
        "https://diario.example/peru/nota-x/?amp=1",
        "https://diario.example/peru/nota-x?amp",
        "https://diario.example/peru/nota-x?utm_source=a&utm_medium=b&fbclid=c&gclid=d",
        "https://diario.example/peru/nota-x?ref=portada&amp;utm_campaign=z",
        "https://diario.example//peru/nota-x",
        "https://diario.example/peru/nota%2Dx",
        "https://diario-example.cdn.ampproject.org/c/s/diario.example/peru/nota-x",
        "https://www.google.com/amp/s/www.diario.example/peru/nota-x",
        " https://diario.example/peru/\nnota-x ",
        "https://espejo.example/peru/nota-x",
    ],
)
def test_forms_of_one_page_are_one(form: str) -> None:
    assert urls.canonical(form, ("diario.example", "espejo.example")) == HOME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://d.example/?p=1", "https://d.example/?p=2"),
        ("https://d.example/a", "https://d.example/A"),
        ("https://d.example/a", "https://e.example/a"),
        ("https://d.example/a", "https://deportes.d.example/a"),
        ("https://d.example/nota.aspx?id=1", "https://d.example/nota.aspx"),
        ("https://d.example:8080/a", "https://d.example/a"),
        ("https://d.example/ampliacion", "https://d.example/liacion"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert urls.canonical(one) != urls.canonical(other)


def test_the_rest_of_a_query_is_kept_and_sorted() -> None:
    assert urls.canonical("https://d.example/?b=2&a=1&utm_id=3") == "https://d.example/?a=1&b=2"


def test_accents_in_host_and_path() -> None:
    assert urls.canonical("http://www.Ñandú.example/niños") == urls.canonical(
        "https://xn--and-6ma2c.example/ni%c3%b1os/"
    )
    assert urls.host("https://www.ñandú.example/") == "xn--and-6ma2c.example"


def test_amp_html_suffix() -> None:
    assert urls.canonical("https://d.example/nota.amp.html") == "https://d.example/nota.html"


PIECES = st.text(alphabet="aAñ%25.amp/;?&=é #-~2F\\:@\ud800", max_size=40)
HOSTS = st.sampled_from(
    ["d.example", "www.m.d.example", "Ñ.example:80", "[::1]:8", "www.google.com/amp/s/", "u@d.pe"]
)


@settings(max_examples=300, deadline=None)
@given(st.builds("http://{}{}".format, HOSTS, PIECES) | st.text())
def test_canonical_is_idempotent_and_nothing_raises(url: str) -> None:
    once = urls.canonical(url)
    assert urls.canonical(once) == once
    urls.is_web(url)
    urls.host(url)
    urls.resolve("https://d.example/", url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://d.example/a", True),
        ("http://d.example", True),
        ("http://[::1]:8000/", True),
        ("HTTP://D.example/", True),
        ("https://u:p@d.example/", False),
        ("https://u@d.example/", False),
        ("ftp://d.example/", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https:///a", False),
        ("//d.example/a", False),
        ("https://d.example:99999/", False),
        ("https://d.example\\@e.example/", False),
        ("https://d.example/a b", False),
        ("https://d.example/" + "a" * 3000, False),
        ("", False),
    ],
)
def test_what_is_a_web_address(url: str, expected: bool) -> None:
    assert urls.is_web(url) is expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/a", "https://d.example/a"),
        ("b?x=1", "https://d.example/peru/b?x=1"),
        ("//e.example/c", "https://e.example/c"),
        (" https://e.example/d e ", "https://e.example/d%20e"),
        ("mailto:a@d.example", None),
        ("javascript:void(0)", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_links_are_resolved(link: str, expected: str | None) -> None:
    assert urls.resolve("https://d.example/peru/", link) == expected
