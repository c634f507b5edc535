"""What Scrapy is told for every crawl of ours. It is imported to list spiders: no work here."""

from typing import Final

from monitor import __version__
from monitor.errors import UsageError
from monitor.options import Fetch
from monitor.text import one_line

BOT_NAME = "trata-monitor"
SPIDER_MODULES = ["spiders.feed", "spiders.sitemap", "spiders.section"]
USER_AGENT = f"{BOT_NAME}/{__version__}"

# Robots: our own gate. ROBOTSTXT_OBEY of Scrapy 2.14 to 2.19 lets all but the first two of the
# requests that wait for one robots.txt through unchecked.
ROBOTSTXT_OBEY = False
DOWNLOADER_MIDDLEWARES = {
    "spiders.gate.Gate": 100,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
DOWNLOAD_HANDLERS = {
    "http": "spiders.download.GuardedDownload",
    "https": "spiders.download.GuardedDownload",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_WARNSIZE = 0

CONCURRENT_REQUESTS_PER_DOMAIN = 1
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False
METAREFRESH_ENABLED = False
REFERRER_POLICY = "no-referrer"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "es-PE,es;q=0.9,*;q=0.5",
}

# One second try, and only where a connection broke; a 429, a 503 or a time-out waits for the round.
RETRY_TIMES = 1
RETRY_HTTP_CODES: list[int] = []
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"

# Scrapy opens a telnet console and an HTTP server that runs what it is sent.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.logcount.LogCount": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.logstats.LogStats": None,
}
LOG_LEVEL = "ERROR"
STATS_DUMP = False

FETCH: dict[str, object] = {}
"""For ``scrapy crawl -s FETCH='{...}'``: fields of :class:`monitor.options.Fetch`."""

_JITTER: Final = 0.2


def settings_for(fetch: Fetch) -> dict[str, object]:
    """Return the settings that follow from ``fetch``.

    Raises:
        UsageError: It names no contact, and nothing is asked for without one.
    """
    contact = one_line(fetch.contact, 200)
    if not contact:
        what = "is empty, so nothing is fetched"
        raise UsageError("fetch.contact", what, "write an e-mail address or web page of yours")
    return {
        "USER_AGENT": f"{USER_AGENT} (+{contact})",
        "DOWNLOAD_DELAY": slot_delay(fetch.delay_seconds),
        "DOWNLOAD_DELAY_JITTER": _JITTER,
        "DOWNLOAD_TIMEOUT": fetch.timeout_seconds,
        "DOWNLOAD_MAXSIZE": fetch.max_bytes,
        "REDIRECT_MAX_TIMES": fetch.max_redirects,
    }


def slot_delay(seconds: float) -> float:
    """Return the mean delay for Scrapy whose jitter never goes below ``seconds``.

    Scrapy's jitter goes both ways; with a fifth of it the pause is 1 to 1.5 times ``seconds``.
    """
    return seconds / (1 - _JITTER)
