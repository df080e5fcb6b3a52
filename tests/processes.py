"""What becomes of processes that the tests start."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

PATIENCE = 60


def until(condition: Callable[[], bool]) -> bool:
    """Whether the condition, which is asked for again and again, comes true in far more time than it should take."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.03)
    return True


def descendants(pid: int) -> list[int]:
    """Ids of the processes below `pid`."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [one for child in map(int, text.split()) for one in (child, *descendants(child))]


def left_of(pids: Iterable[int]) -> list[int]:
    """Those of the processes that do not end."""
    left = list(pids)
    until(lambda: not any(map(_is_alive, left)))
    return [pid for pid in left if _is_alive(pid)]


def _is_alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
