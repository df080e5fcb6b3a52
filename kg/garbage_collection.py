"""Pausing the cyclic garbage collector, for stages that build millions of values and free hardly any."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Do not look for reference cycles while the block runs.

    The values of a corpus form no cycles, so there is nothing to collect; but as their number grows, the collector
    walks over all of them again and again, which took a quarter of the time of resolution. Reference counting goes on.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
