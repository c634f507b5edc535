"""The sample outlets and their articles, read from the package's own files.

``outlets/outlets.yaml`` describes the outlets; ``outlets/articles/<outlet>/<slug>.md`` holds one
article each: YAML between two ``---`` lines, then paragraphs between empty lines. A paragraph that
starts with ``## `` is a subheading, one that starts with ``@ `` a link to another story, such as
outlets put into the middle of a text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import ClassVar, Literal

import yaml
from pydantic import TypeAdapter

from monitor.options import EndpointKind

Form = Literal["plain", "tracked", "amp", "www", "http", "short", "slash"]
BlockKind = Literal["paragraph", "subheading", "cross_link"]

_STRICT: dict[str, object] = {"extra": "forbid"}
_MARKS: Mapping[str, BlockKind] = {"## ": "subheading", "@ ": "cross_link"}


@dataclass(frozen=True, slots=True)
class SampleEndpoint:
    """An address at which a sample outlet announces its articles; keys as in outlets.yaml."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    kind: EndpointKind
    format: Literal["rss", "atom", "sitemap", "section"]
    path: str
    form: Form
    sections: tuple[str, ...] = ()
    full: bool = False
    status: int = 200
    moved_to: str = ""
    link_pattern: str = ""


@dataclass(frozen=True, slots=True)
class SampleOutlet:
    """An invented outlet; keys as in outlets.yaml."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    id: str
    name: str
    host: str
    template: str
    tagline: str
    permalink: str
    sections: Mapping[str, str]
    robots: str
    endpoints: tuple[SampleEndpoint, ...]
    most_read: tuple[str, ...]
    plea: str
    tail: tuple[str, ...]
    mirrors: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    country: str = "PE"
    language: Literal["es", "en"] = "es"
    secure: bool = False
    """Speaks TLS; its canonical addresses begin with ``https``."""
    utc_offset: str = "-05:00"
    charset: str = "utf-8"
    feed_charset: str = "utf-8"

    @property
    def origin(self) -> str:
        """Scheme and host of the canonical addresses."""
        return f"{'https' if self.secure else 'http'}://{self.host}"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of an article, or what stands between two of them."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class About:
    """A box about a person below an article."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """An article of a sample outlet; keys of the file's front matter."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    outlet: SampleOutlet
    slug: str
    title: str
    number: int
    published: datetime
    section: str
    blocks: tuple[Block, ...] = field(default=())
    author: str = ""
    standfirst: str = ""
    photo: str = ""
    credit: str = ""
    place: str = ""
    """Dateline of an agency story."""
    about: About | None = None
    gone: bool = False
    """Announced, but its page answers 410."""

    @property
    def key(self) -> str:
        """``outlet/slug``: the name under which expected.yaml knows the article."""
        return f"{self.outlet.id}/{self.slug}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The article's own text: paragraphs and subheadings, no links to other stories."""
        return tuple(block.text for block in self.blocks if block.kind != "cross_link")

    @property
    def path(self) -> str:
        """Path and query of the canonical address."""
        return self.outlet.permalink.format(
            slug=self.slug,
            number=self.number,
            section=self.section,
            year=self.published.strftime("%Y"),
            month=self.published.strftime("%m"),
            day=self.published.strftime("%d"),
        )

    def address(self, form: Form = "plain") -> str:
        """Return the article's address as an endpoint of that ``form`` writes it."""
        path, origin = self.path, self.outlet.origin
        match form:
            case "tracked":
                campaign = f"utm_source=rss&utm_medium=feed&utm_campaign={self.slug[:24]}"
                return f"{origin}{path}{'&' if '?' in path else '?'}{campaign}"
            case "amp":
                return f"{origin}{self.amp_path}"
            case "www":
                return f"http://www.{self.outlet.host}{path}"
            case "http":
                return f"http://{self.outlet.host}{path}"
            case "short":
                return f"{origin}{self.short_path}"
            case "slash":
                return f"{origin}{path.rstrip('/')}/"
            case _:
                return f"{origin}{path}"

    @property
    def amp_path(self) -> str:
        """Path of the AMP twin, by the custom of the outlet's software; empty where it has none."""
        suffixes = {"arc": "?outputType=amp", "wordpress": "amp/"}
        suffix = suffixes.get(self.outlet.template, "")
        return f"{self.path}{suffix}" if suffix else ""

    @property
    def short_path(self) -> str:
        """WordPress's address by number, which redirects; empty for other software."""
        return f"/?p={self.number}" if self.outlet.template == "wordpress" else ""


@dataclass(frozen=True, slots=True)
class Content:
    """All sample outlets and articles, articles newest first."""

    outlets: tuple[SampleOutlet, ...]
    articles: tuple[SampleArticle, ...]

    def of(self, outlet: SampleOutlet, sections: tuple[str, ...] = ()) -> list[SampleArticle]:
        """Return the articles of ``outlet``, of those ``sections`` only where any are given."""
        own = (article for article in self.articles if article.outlet.id == outlet.id)
        return [article for article in own if not sections or article.section in sections]


def load(root: Traversable | None = None) -> Content:
    """Read outlets and articles.

    Args:
        root: A folder like the package's ``outlets``, which is read where none is given.

    Raises:
        pydantic.ValidationError, yaml.YAMLError: A file is not as it should be; a bug.
    """
    root = root or resources.files("monitor.demo") / "outlets"
    described = yaml.safe_load((root / "outlets.yaml").read_text(encoding="utf-8"))
    outlets = TypeAdapter(tuple[SampleOutlet, ...]).validate_python(described)
    articles = [
        article for outlet in outlets for article in _read_articles(root / "articles", outlet)
    ]
    articles.sort(key=lambda article: (article.published, article.key), reverse=True)
    return Content(outlets, tuple(articles))


def _read_articles(folder: Traversable, outlet: SampleOutlet) -> Iterator[SampleArticle]:
    shelf = folder / outlet.id
    if not shelf.is_dir():
        return
    for file in shelf.iterdir():
        if file.name.endswith(".md"):
            yield _article(outlet, file.name.removesuffix(".md"), file.read_text(encoding="utf-8"))


def _article(outlet: SampleOutlet, slug: str, text: str) -> SampleArticle:
    _, front, body = text.split("---\n", 2)
    fields = yaml.safe_load(front)
    fields["published"] = datetime.fromisoformat(f"{fields['published']}{outlet.utc_offset}")
    blocks = tuple(map(_block, body.strip().split("\n\n")))
    whole = {**fields, "outlet": outlet, "slug": slug, "blocks": blocks}
    return TypeAdapter(SampleArticle).validate_python(whole)


def _block(text: str) -> Block:
    for mark, kind in _MARKS.items():
        if text.startswith(mark):
            return Block(kind, text.removeprefix(mark))
    return Block("paragraph", text)
