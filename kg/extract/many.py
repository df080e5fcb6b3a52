"""The extraction of many papers, side by side in threads.

Threads suffice because onnxruntime lets go of the interpreter lock while it computes, and unlike processes they ask
nothing of the script that calls.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from kg.config import ExtractConfig
from kg.encoder import load
from kg.extract.single import extract
from kg.machine import usable_cores
from kg.model import Extraction, Paper
from kg.progress import Progress, silent

_AHEAD = 4
"""Papers that wait per worker: enough to keep it busy, few enough to end soon when interrupted."""


def extract_all(papers: Sequence[Paper], *, config: ExtractConfig, progress: Progress = silent) -> Iterator[Extraction]:
    """The extractions of `papers`, in their order, whatever the number of workers.

    Raises:
        ModelError: the model cannot be loaded.
    """
    encoder = load(Path(config.model) if config.model else None)
    workers = config.workers or usable_cores()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="extract")
    try:
        waiting = iter(papers)
        ahead: deque[Future[Extraction]] = deque(
            pool.submit(extract, paper, encoder) for paper in islice(waiting, workers * _AHEAD)
        )
        for _ in progress(papers, "Extract", len(papers)):
            extraction = ahead.popleft().result()
            ahead.extend(pool.submit(extract, paper, encoder) for paper in islice(waiting, 1))
            yield extraction
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
