"""What may stand in a page or a mail: an allow-list of tags, attributes and schemes of links."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

_TAGS = (
    "html head meta title style body header main section nav article footer div p a b strong small "
    "span q br ul ol li dl dt dd h1 h2 h3 details summary figure figcaption svg path rect text em "
    "table caption thead tbody tr th td"
)
_ATTRIBUTES = (
    "lang charset name content http-equiv id class href rel role scope viewbox d x y width height "
    "text-anchor aria-label aria-labelledby"
)
TAGS = frozenset(_TAGS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
_VOID = frozenset({"meta", "br"})


class Markup(HTMLParser):
    """Reads a page and keeps what is not on the list.

    Args:
        page: The HTML.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.links: list[str] = []
        self.ids: Counter[str] = Counter()
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open]

    @property
    def text(self) -> str:
        """All that a reader sees."""
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> out of place")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.words.append(data)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES:
            self.faults.append(f"<{tag} {name}>")
        if name == "href":
            self.links.append(value)
            if not value.startswith("#") and urlsplit(value).scheme not in {"http", "https"}:
                self.faults.append(f"<{tag} href={value!r}>")
        if name == "id":
            self.ids[value] += 1
