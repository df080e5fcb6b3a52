"""Entities and numbers of a paper as arrays: which words mention them, and where they stand relative to each other.

Node 0 is the paper itself, mentioned where the authors speak of themselves ("we"); entities follow, then numbers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from kg.encoder.tokens import Floats, Ints, Tokens
from kg.model import Paper, Span

PAPER_KIND: Final = 0
ENTITY: Final = 1
NUMBER: Final = 2
KINDS: Final = 3

FEATURES: Final = 12
DISTANCES: Final = 25
MARKS: Final = ("kinds", "owners", "starts", "ends")
"""The arrays of a layout that say which words mention which node: all that the second encoding is given."""

_STEPS: Final = np.array([1, 2, 3, 4, 6, 9, 13, 20, 30])
_FAR: Final = 3
_SHORT: Final = 2
_OWN_WORDS: Final = frozenset({"we", "our", "us", "ours", "paper", "work", "study", "article"})


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Inputs of the scoring graph for N nodes with M mentions in W words and S sentences.

    `kinds` (N): the paper, an entity or a number. `owners` (M): the node of each mention, whose words are
    `starts` … `ends`, both included. `features` (N, F). For every ordered pair of nodes (N, N): the mentions
    of head and tail that lie closest (`nearest_heads`, `nearest_tails`), the words [`lows`, `highs`) between them,
    their signed distance as a bucket (`distances`), and in how many sentences both stand (`together`).
    `sentences` (W): the sentence of each word. `sentence_words` (W, S): 1 where the word belongs to the sentence.
    """

    kinds: Ints
    owners: Ints
    starts: Ints
    ends: Ints
    features: Floats
    nearest_heads: Ints
    nearest_tails: Ints
    lows: Ints
    highs: Ints
    distances: Ints
    together: Ints
    sentences: Ints
    sentence_words: Floats

    def as_inputs(self) -> dict[str, Ints | Floats]:
        """The arrays by the names that the scoring graph gives its inputs."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def lay_out(paper: Paper, tokens: Tokens, entities: Sequence[Sequence[Span]], numbers: Sequence[Span] = ()) -> Layout:
    """Arrange the paper, its `entities` (each with the spans that mention it, at least one) and `numbers`."""
    nodes = [_own_mentions(paper, tokens), *entities, *([span] for span in numbers)]
    mentions = [(*tokens.words_of(span), node) for node, spans in enumerate(nodes) for span in spans]
    starts, ends, owners = (np.array(column, np.int64) for column in zip(*mentions, strict=True))
    kinds = np.array([PAPER_KIND, *(ENTITY for _ in entities), *(NUMBER for _ in numbers)], np.int64)
    closest = _closest(starts, ends, owners, tokens.sentences, len(nodes))
    heads, tails = closest // len(owners), closest % len(owners)
    sentences = tokens.sentences
    apart = sentences[starts[tails]] - sentences[starts[heads]]
    lows, highs = _between(starts, ends, heads, tails, sentences)
    count = len(paper.sentences)
    membership = np.zeros((len(nodes), count), np.int64)
    membership[owners, sentences[starts]] = 1
    return Layout(
        kinds=kinds,
        owners=owners,
        starts=starts,
        ends=ends,
        features=np.array([_features(paper, paper.text, spans) for spans in nodes], np.float32),
        nearest_heads=heads,
        nearest_tails=tails,
        lows=lows,
        highs=highs,
        distances=_buckets(starts[tails] - starts[heads], apart),
        together=np.minimum(membership @ membership.T, _FAR),
        sentences=sentences,
        sentence_words=(sentences[:, None] == np.arange(count)).astype(np.float32),
    )


def _own_mentions(paper: Paper, tokens: Tokens) -> list[Span]:
    """The words by which the authors refer to themselves or the paper; if there are none, the first word."""
    spans = [Span(int(start), int(end)) for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    text = paper.text
    own = [span for span in spans if span.of(text).casefold() in _OWN_WORDS]
    return own or spans[:1]


def _closest(starts: Ints, ends: Ints, owners: Ints, sentences: Ints, nodes: int) -> Ints:
    """For every pair of nodes (N, N) their closest mentions, as head * M + tail; first those in one sentence."""
    gap = np.maximum(np.maximum(starts[:, None] - ends[None, :], starts[None, :] - ends[:, None]), 0)
    far = np.abs(sentences[starts][:, None] - sentences[starts][None, :]) * (len(sentences) + 1)
    order = np.argsort((gap + far).ravel(), kind="stable")[::-1]
    closest = np.zeros((nodes, nodes), np.int64)
    heads, tails = np.divmod(order, len(owners))
    closest[owners[heads], owners[tails]] = order  # the last of several writes stays: the closest
    return closest


def _between(starts: Ints, ends: Ints, heads: Ints, tails: Ints, sentences: Ints) -> tuple[Ints, Ints]:
    """The words [low, high) between two mentions in one sentence; else the sentence of the tail. Never empty."""
    lows = np.minimum(ends[heads], ends[tails])
    highs = np.maximum(starts[heads], starts[tails]) + 1
    of_tail = sentences[starts[tails]]
    same = sentences[starts[heads]] == of_tail
    lows = np.where(same, lows, np.searchsorted(sentences, of_tail, side="left"))
    highs = np.where(same, highs, np.searchsorted(sentences, of_tail, side="right"))
    return lows, np.maximum(highs, lows + 1)


def _buckets(words: Ints, sentences: Ints) -> Ints:
    """Signed distance: in words within a sentence, otherwise in sentences."""
    near = np.sign(words) * (np.searchsorted(_STEPS, np.abs(words), side="right"))
    far = np.sign(sentences) * (len(_STEPS) + np.minimum(np.abs(sentences), _FAR))
    return np.where(sentences == 0, near, far) + len(_STEPS) + _FAR


def _features(paper: Paper, text: str, spans: Sequence[Span]) -> list[float]:
    """Place, number and shape of the mentions of a node, which the lower-case pieces do not show."""
    forms = {span.of(text) for span in spans}
    letters, inner = "".join(forms), "".join(form[1:] for form in forms)
    sentences = [paper.sentence_of(span) for span in spans]
    last = len(paper.sentences) - 1
    return [
        math.log1p(len(spans)),
        float(len(spans) == 1),
        float(len(forms) > 1),
        min(sentences) / max(last, 1),
        float(0 in sentences),
        float(1 in sentences),
        float(last in sentences),
        float(any(map(str.isupper, inner))),
        float(any(form[:1].isupper() for form in forms)),
        float(any(form.isupper() and len(form) > 1 for form in forms)),
        float(any(map(str.isdigit, letters))),
        float(max(form.count(" ") for form in forms) >= _SHORT),
    ]
