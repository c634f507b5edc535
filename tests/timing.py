"""How long a call takes, measured so that a busy machine does not matter."""

import time
from collections.abc import Callable


def cpu_seconds(call: Callable[[], object], tries: int = 3) -> float:
    """Return the CPU seconds that ``call`` takes, the best of ``tries``."""

    def once() -> float:
        start = time.process_time()
        call()
        return time.process_time() - start

    return min(once() for _ in range(tries))
