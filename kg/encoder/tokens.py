"""A paper as the network sees it: word pieces in windows, and the words that they make up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from kg.model import Paper, Span

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

MAX_PIECES: Final = 512
_SPECIAL_PIECES: Final = 2


class Shape(IntEnum):
    """The capitals and digits of a word, which its lower-case pieces do not show.

    A capital at the start of a sentence or in a title has shapes of its own, because it says less than elsewhere.
    """

    OTHER = 0
    NUMBER = 1
    WITH_DIGITS = 2
    SMALL = 3
    LETTER = 4
    CAPITALS = 5
    CAPITAL = 6
    CAPITAL_AT_START = 7
    CAPITAL_IN_TITLE = 8
    MIXED = 9


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Word pieces and words of one paper; a word is a run of letters and digits or one punctuation mark.

    `windows` hold the id of each piece and the shape of its word (L, 2), with [CLS] and [SEP] around them; without
    these two, the pieces of all windows in a row are the paper.
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

    def within_sentences(self, width: int) -> npt.NDArray[np.bool_]:
        """Whether the 1 … `width` words from each word on are all there, and all in its sentence (W, width)."""
        last = np.arange(len(self))[:, None] + np.arange(width)
        there = last < len(self)
        same: npt.NDArray[np.bool_] = self.sentences[np.where(there, last, 0)] == self.sentences[:, None]
        return there & same

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
    opens = np.flatnonzero(np.diff(sentences, prepend=-1))
    words = [paper.text[start:end] for start, end in zip(starts, ends, strict=True)]
    pieces = np.stack([ids, np.repeat(_shapes(words, opens, sentences), last - first + 1)], axis=1)
    before, after = ((tokenizer.token_to_id(special), 0) for special in ("[CLS]", "[SEP]"))
    windows = tuple(
        np.array([before, *pieces[start:end], after], np.int64)
        for start, end in _windows(first[opens].tolist(), len(ids))
    )
    return Tokens(windows, starts, ends, first, last, sentences)


def _shapes(words: Sequence[str], opens: Ints, sentences: Ints) -> Ints:
    """The shape of each word; `opens` are the first words of sentences, sentence 0 is the title."""
    shapes = np.array([_shape(word) for word in words], np.int64)
    capital = shapes == Shape.CAPITAL
    shapes[opens[capital[opens]]] = Shape.CAPITAL_AT_START
    shapes[capital & (sentences == 0)] = Shape.CAPITAL_IN_TITLE
    return shapes


def _shape(word: str) -> Shape:
    if word.isdigit():
        return Shape.NUMBER
    if any(map(str.isdigit, word)):
        return Shape.WITH_DIGITS
    if word.islower():
        return Shape.SMALL
    if word.isupper():
        return Shape.LETTER if len(word) == 1 else Shape.CAPITALS
    if word[0].isupper() and word[1:].islower():
        return Shape.CAPITAL
    return Shape.MIXED if any(map(str.isalpha, word)) else Shape.OTHER


def _windows(sentences: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    """Ranges of at most `MAX_PIECES` pieces that end before one of `sentences`, or inside one that is longer."""
    room = MAX_PIECES - _SPECIAL_PIECES
    start = 0
    while end - start > room:
        stop = max((at for at in sentences if start < at <= start + room), default=start + room)
        yield start, stop
        start = stop
    if end > start:
        yield start, end
