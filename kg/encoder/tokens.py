"""A paper as the network sees it: word pieces in windows, and the words that they make up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from kg.model import Paper, Span

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

MAX_PIECES: Final = 512
_SPECIAL_PIECES: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Word pieces and words of one paper; a word is a run of letters and digits or one punctuation mark.

    `windows` hold piece ids, each with [CLS] and [SEP]; without these two, their pieces in a row are the paper.
    All arrays have one entry per word: its characters [`starts`, `ends`), its `first` and `last` piece (counted
    over all windows without [CLS] and [SEP]), and the number of its `sentences`.
    """

    windows: tuple[Ints, ...]
    starts: Ints
    ends: Ints
    first: Ints
    last: Ints
    sentences: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def words_of(self, span: Span) -> tuple[int, int]:
        """The first and the last word that `span` touches."""
        first = int(np.searchsorted(self.ends, span.start, side="right"))
        last = int(np.searchsorted(self.starts, span.end, side="left")) - 1
        top = len(self) - 1
        return min(first, top), min(max(first, last), top)

    def span_of(self, first: int, last: int) -> Span:
        """The characters from word `first` to word `last`, both included."""
        return Span(int(self.starts[first]), int(self.ends[last]))


def tokenize(paper: Paper, tokenizer: Tokenizer) -> Tokens:
    """Cut title and abstract into pieces and words, and the pieces into windows that end with a sentence."""
    encoding = tokenizer.encode(paper.text, add_special_tokens=False)
    ids, numbers = np.array(encoding.ids, np.int64), np.array(encoding.word_ids, np.int64)
    offsets = np.array(encoding.offsets, np.int64).reshape(-1, 2)
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    last = np.append(first[1:], len(ids))[: len(first)] - 1
    starts, ends = offsets[first, 0], offsets[last, 1]
    sentence_starts = np.array([sentence.start for sentence in paper.sentences], np.int64)
    sentences = np.maximum(np.searchsorted(sentence_starts, starts, side="right") - 1, 0)
    begins = [int(first[at]) for at in np.flatnonzero(np.diff(sentences, prepend=-1))]
    around = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    windows = tuple(
        np.array([around[0], *ids[start:end], around[1]], np.int64) for start, end in _windows(begins, len(ids))
    )
    return Tokens(windows, starts, ends, first, last, sentences)


def _windows(sentences: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    """Piece ranges of at most `MAX_PIECES` that break before one of `sentences`, inside one only if it is longer."""
    room = MAX_PIECES - _SPECIAL_PIECES
    start = 0
    while end - start > room:
        stop = max((at for at in sentences if start < at <= start + room), default=start + room)
        yield start, stop
        start = stop
    if end > start:
        yield start, end
