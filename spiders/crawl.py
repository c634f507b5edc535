"""The door to Scrapy's room: crawl the endpoints of a round, or ask for one address."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from monitor.models import Lead, Page
from monitor.options import Fetch
from monitor.polls import Drop
from spiders.asking import Ask, Refusal, only_page
from spiders.delivery import Sink
from spiders.errand import run
from spiders.guard import resolve
from spiders.manners import Manners, Resolve
from spiders.round import Job, Round

__all__ = ["Job", "Sink", "crawl", "probe"]


def _now() -> datetime:
    return datetime.now(UTC)


def crawl(
    jobs: Sequence[Job],
    sink: Sink,
    fetch: Fetch,
    *,
    clock: Callable[[], datetime],
    paused: Mapping[str, datetime] = {},
    again: Sequence[Lead] = (),
    stop_after_seconds: float | None = None,
    resolve: Resolve = resolve,
) -> None:
    """Poll the endpoints of ``jobs``, fetch what is new, and tell ``sink``; return when done.

    A process can do this once. SIGTERM and SIGINT end it within a few seconds; what is not done by
    then is told as stopped.

    Args:
        jobs: Each ends in exactly one poll.
        sink: Hears of everything, from this thread.
        fetch: With a contact; nothing is fetched without one.
        clock: Gives the current instant.
        paused: Hosts that are not asked before the instant.
        again: Leads of earlier rounds that failed; they are followed like new ones.
        stop_after_seconds: End it then as a signal would.
        resolve: Looks host names up.

    Raises:
        UsageError: No contact is configured, or an option of ``fetch`` cannot be read.
        TrataError: The sink cannot go on.
    """
    if not jobs and not again:
        return
    manners = Manners(fetch, clock, resolve, dict(paused), sink.pause)
    round_ = Round(jobs, sink, fetch, clock, again)
    run(round_.run, manners, stop_after_seconds)
    round_.close()


def probe(
    url: str,
    fetch: Fetch,
    *,
    clock: Callable[[], datetime] = _now,
    resolve: Resolve = resolve,
) -> Page | Drop:
    """Ask for one address through the same gate; a process can do this or :func:`crawl`, once.

    Returns:
        The page where its status is 2xx, else why there is none; ``Drop.source_id`` is empty.

    Raises:
        UsageError: No contact is configured, or an option of ``fetch`` cannot be read.
    """
    answers: list[Page | Refusal] = []

    async def ask_once(ask: Ask) -> None:
        answers.append(await ask(url))

    run(ask_once, Manners(fetch, clock, resolve))
    answer = only_page(answers[0]) if answers else Refusal("stopped")
    if isinstance(answer, Page):
        return answer
    return Drop("", url, answer.stage, answer.reason, answer.detail)
