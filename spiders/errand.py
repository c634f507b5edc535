"""One coroutine run inside a Scrapy crawl; a process can do that once."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request
from scrapy.settings import Settings

from spiders import settings as our_settings
from spiders.asking import Ask, Asker
from spiders.guard import Guard
from spiders.manners import Manners
from spiders.polite import PoliteSpider

Work = Callable[[Ask], Awaitable[object]]


class Errand:
    """One piece of work, which may be stopped at any time.

    Args:
        work: Awaited once, with what it may ask addresses with.
    """

    def __init__(self, work: Work) -> None:
        self.outcome: object = None
        """What the work returned, or the exception that it raised."""
        self._work = work
        self._stopped = False
        self._task: asyncio.Future[object] | None = None

    def stop(self) -> None:
        """Cancel the work."""
        self._stopped = True
        if self._task is not None:
            self._task.cancel()

    async def do(self, ask: Ask) -> None:
        """Do the work, where it is not stopped yet."""
        if self._stopped:
            return
        self._task = asyncio.ensure_future(self._work(ask))
        (self.outcome,) = await asyncio.gather(self._task, return_exceptions=True)


class ErrandSpider(PoliteSpider):
    """Does one errand; what it asks for is asked in there.

    Args:
        errand: Done once.
        manners: Of this crawl.
    """

    _requests: tuple[Request, ...] = ()

    def __init__(self, errand: Errand, manners: Manners) -> None:
        super().__init__("errand", manners=manners)
        self._errand = errand

    async def start(self) -> AsyncIterator[Request]:
        """Do the errand and yield nothing."""
        await self._errand.do(Asker(self.crawler, self.manners))
        for request in self._requests:
            yield request


def run(work: Work, manners: Manners, seconds: float | None = None) -> None:
    """Run ``work`` in a crawl of its own; SIGTERM, SIGINT and the end of ``seconds`` cancel it.

    Args:
        work: Given what it may ask addresses with.
        manners: Of this crawl.
        seconds: How long it may take; None for no end.

    Raises:
        UsageError: No contact is configured, or an option cannot be read.
        Exception: What ``work`` raised.
        twisted.internet.error.ReactorNotRestartable: A crawl has run in this process before.
    """
    settings = _settings(manners)
    Guard(manners.fetch, manners.resolve)  # complains here rather than inside Scrapy
    errand = Errand(work)
    process = AsyncCrawlerProcess(settings)
    for library in ("scrapy", "twisted"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    crawl = process.crawl(ErrandSpider, errand=errand, manners=manners)
    with _stopped_by_signals(errand.stop, seconds):
        process.start(install_signal_handlers=False)
    crawl.result()
    if isinstance(errand.outcome, Exception):
        raise errand.outcome


def _settings(manners: Manners) -> Settings:
    settings = Settings()
    settings.setmodule(our_settings, priority="project")
    settings.setdict(our_settings.settings_for(manners.fetch), priority="cmdline")
    settings.set("LOG_INSTALL_ROOT_HANDLER", value=False, priority="cmdline")
    return settings


@contextmanager
def _stopped_by_signals(stop: Callable[[], None], seconds: float | None) -> Iterator[None]:
    """Call ``stop`` on SIGTERM, on SIGINT and after ``seconds``; put the old answers back."""
    loop = asyncio.get_event_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        loop.add_signal_handler(number, stop)
    if seconds is not None:
        loop.call_later(seconds, stop)
    try:
        yield
    finally:
        for number, answer in before.items():
            loop.remove_signal_handler(number)
            signal.signal(number, answer or signal.SIG_DFL)
