"""What all our spiders have in common."""

from scrapy import Spider

from spiders.manners import Manners


class PoliteSpider(Spider):
    """A spider with manners, by which the gate and the downloads go."""

    def __init__(self, name: str | None = None, *, manners: Manners) -> None:
        super().__init__(name)
        self.manners = manners
