"""What becomes of processes that the tests start."""

import time
from collections.abc import Iterable
from pathlib import Path


def descendants(pid: int) -> list[int]:
    """Ids of the processes below `pid`."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [one for child in map(int, text.split()) for one in (child, *descendants(child))]


def left_of(pids: Iterable[int]) -> list[int]:
    """Those of the processes that do not end within ten seconds."""
    left, deadline = list(pids), time.monotonic() + 10
    while left and time.monotonic() < deadline:
        time.sleep(0.1)
        left = [pid for pid in left if _is_alive(pid)]
    return left


def _is_alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
