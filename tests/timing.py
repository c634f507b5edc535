"""How long a call takes, measured so that a busy machine does not matter."""

import time
from collections.abc import Callable


def is_within(limit: float, call: Callable[[], object], tries: int = 6) -> bool:
    """Return whether one of ``tries`` of ``call`` takes less than ``limit`` CPU seconds."""

    def once() -> float:
        start = time.process_time()
        call()
        return time.process_time() - start

    return any(once() < limit for _ in range(tries))
