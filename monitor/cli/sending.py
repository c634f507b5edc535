"""What the commands that tell people something do at their end: empty the outbox."""

from collections.abc import Callable

from monitor import posting
from monitor.cli.common import Setting, work_lock
from monitor.errors import BusyError
from monitor.options import Config
from storage.store import Store


def send(setting: Setting, config: Config | None, complain: Callable[[str], None]) -> int:
    """Send what is due; return the number of messages that did not go out.

    Another process that is sending already does it all.
    """
    if config is None or not (config.delivery.mail or config.delivery.channels):
        return 0
    database = setting.database()
    try:
        with work_lock(database, "outbox"), Store.open(database, create=False) as store:
            complaints = posting.post(store, config.delivery, setting.now)
    except BusyError:
        return 0
    for complaint in complaints:
        complain(complaint)
    return len(complaints)
