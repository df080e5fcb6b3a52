"""The extraction of many papers in parallel threads.

Threads suffice because onnxruntime releases the interpreter lock while it computes. Unlike processes, they need no
`if __name__ == "__main__"` in the caller's script.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import ExtractConfig
from kg.encoder import Encoder, load
from kg.extract.single import extract
from kg.machine import usable_cores
from kg.model import Extraction, Paper
from kg.progress import Progress, silent

if TYPE_CHECKING:
    from kg.extract.cache import ExtractionCache

_AHEAD = 4
"""Papers queued per worker: enough to keep it busy, few enough to stop soon when interrupted."""


def extract_all(papers: Sequence[Paper], *, config: ExtractConfig, progress: Progress = silent) -> Iterator[Extraction]:
    """Yield the extractions of `papers`, in their order; they do not depend on the number of workers.

    Raises:
        ConfigError: the cache cannot be used.
        ModelError: the model cannot be loaded.
    """
    model = Path(config.model) if config.model else None
    encoder = load(model)
    if config.cache is None:
        yield from _side_by_side(papers, partial(extract, encoder=encoder), config, progress)
        return
    from kg.extract.cache import open_cache  # noqa: PLC0415 - some builds of Python have no sqlite3

    with open_cache(Path(config.cache), model=model) as cache:
        yield from _side_by_side(papers, partial(_extract_once, encoder=encoder, cache=cache), config, progress)


def _extract_once(paper: Paper, *, encoder: Encoder, cache: "ExtractionCache") -> Extraction:
    """The extraction of a paper from the cache; if it is not there, it is made and added."""
    extraction = cache.get(paper)
    if extraction is None:
        extraction = extract(paper, encoder)
        cache.put(paper, extraction)
    return extraction


def _side_by_side(
    papers: Sequence[Paper], read: Callable[[Paper], Extraction], config: ExtractConfig, progress: Progress
) -> Iterator[Extraction]:
    workers = config.workers or usable_cores()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="extract")
    try:
        waiting = iter(papers)
        ahead: deque[Future[Extraction]] = deque(
            pool.submit(read, paper) for paper in islice(waiting, workers * _AHEAD)
        )
        for _ in progress(papers, "Extract", len(papers)):
            extraction = ahead.popleft().result()
            ahead.extend(pool.submit(read, paper) for paper in islice(waiting, 1))
            yield extraction
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
