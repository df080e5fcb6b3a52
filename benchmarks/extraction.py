"""How fast papers are extracted, and how much of that time the network itself takes.

    python -m benchmarks.extraction [--papers N] [FILE…]

Without a file, the shipped corpus. Prints papers a second with all cores by the clock and with one by its own time, the
share of this time that is spent inside onnxruntime, the ratio of the whole to the bare network on the same inputs, and
the peak of memory. Each paper is run by itself, so that no piece of padding is ever computed.
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from kg.config import CorpusConfig, ExtractConfig
from kg.corpus import read_papers, shipped_corpus
from kg.encoder import Layout, OnnxEncoder, Reading, Scores, Tokens, load
from kg.extract import extract, extract_all
from kg.model import Paper

ROUNDS = 3
_Result = TypeVar("_Result")


class TimedEncoder:
    """An encoder that adds up the seconds spent in the network, and remembers what it was asked."""

    def __init__(self, encoder: OnnxEncoder) -> None:
        self.settings, self.tokenizer = encoder.settings, encoder.tokenizer
        self.seconds = 0.0
        self.read_inputs: list[Tokens] = []
        self.reread_inputs: list[tuple[Reading, Layout]] = []
        self.weighed: list[tuple[Reading, Layout]] = []
        self._encoder = encoder

    def read(self, tokens: Tokens) -> Reading:
        """As `Encoder.read`."""
        self.read_inputs.append(tokens)
        return self._timed(lambda: self._encoder.read(tokens))

    def reread(self, reading: Reading, layout: Layout) -> Reading:
        """As `Encoder.reread`."""
        self.reread_inputs.append((reading, layout))
        return self._timed(lambda: self._encoder.reread(reading, layout))

    def score(self, reading: Reading, layout: Layout) -> Scores:
        """As `Encoder.score`."""
        self.weighed.append((reading, layout))
        return self._timed(lambda: self._encoder.score(reading, layout))

    def _timed(self, work: Callable[[], _Result]) -> _Result:
        start = time.thread_time()
        result = work()
        self.seconds += time.thread_time() - start
        return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of extraction.")
    parser.add_argument("files", nargs="*", type=Path, help="files of papers; the shipped corpus by default")
    parser.add_argument("--papers", type=int, default=200, metavar="N", help="how many of them")
    options = parser.parse_args()
    corpus = read_papers(options.files or [shipped_corpus()], config=CorpusConfig())
    papers = corpus.papers[: options.papers]
    list(extract_all(papers[:8], config=ExtractConfig()))
    parallel = min(
        _seconds(lambda: list(extract_all(papers, config=ExtractConfig())), time.perf_counter) for _ in range(ROUNDS)
    )
    print(f"papers                      {len(papers)}")
    print(f"papers a second, all cores  {len(papers) / parallel:.1f}")
    _print_shares(papers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory                 {peak:.0f} MiB")


def _print_shares(papers: Sequence[Paper]) -> None:
    encoder = load()
    timed = TimedEncoder(encoder)
    whole = _seconds(lambda: [extract(paper, timed) for paper in papers], time.thread_time)
    inside = timed.seconds

    def bare() -> None:
        for tokens in timed.read_inputs:
            encoder.read(tokens)
        for reading, layout in timed.reread_inputs:
            encoder.reread(reading, layout)
        for reading, layout in timed.weighed:
            encoder.score(reading, layout)

    alone = _seconds(bare, time.thread_time)
    pieces = sum(len(window) for tokens in timed.read_inputs for window in tokens.windows)
    print(f"papers a second, one core   {len(papers) / whole:.1f}  ({pieces / len(papers):.0f} pieces a paper)")
    print(f"inside onnxruntime          {100 * inside / whole:.0f} % of the time on one core")
    print(f"whole : bare network        {whole / alone:.2f} : 1 on the same inputs")


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start


if __name__ == "__main__":
    main()
