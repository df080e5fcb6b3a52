"""The loss of the network on a batch of annotated papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.encoder import Layout, Reading, lay_out
from kg.encoder.layout import MARKS, NUMBER
from kg.encoder.settings import NO_CLASS
from kg.extract.candidates import Candidate, find_candidates
from kg.model import Span
from kg.train.bert import LAST_SPECIAL, MASK, narrow_products
from kg.train.examples import IGNORED, Example, Targets, match, targets
from kg.train.network import Network
from kg.train.recipe import Weights

GraphScores: TypeAlias = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
"""What `GraphScorer` gives: types, numbers, pairs, roles and shares of sentences."""

MAX_CANDIDATES = 40
DISTRACTORS = 8
LEAST_PAIRS = 4
"""A paper in which fewer pairs are linked counts as if that many were."""


@dataclass(frozen=True, slots=True)
class Words:
    """Hidden states (W, H) of the first and last piece of each word of a paper, and the span scores that they give."""

    first: Tensor
    last: Tensor
    spans: Tensor


def batch_loss(  # noqa: PLR0913 - the last two are the only options
    network: Network, examples: Sequence[Example], weights: Weights, rng: Random, *, candidate: float, masked: float
) -> Tensor:
    """The mean loss of `examples`.

    The entities to be scored are, with the probability `weights.confused`, the candidates that the network itself now
    finds with at least the probability `candidate`, as in use; otherwise the gold entities and a few wrong candidates.
    """
    papers = read_batch(network, examples, masked=masked)
    spans = span_loss(papers, examples)
    graphs = [
        _example_loss(network, words, example, rng, candidate, weights)
        for words, example in zip(papers, examples, strict=True)
    ]
    return weights.spans * spans + torch.stack(graphs).mean()


def read_batch(network: Network, examples: Sequence[Example], *, masked: float) -> list[Words]:
    """Run the encoder over the windows of all papers at once, a share `masked` of their pieces hidden from it."""
    windows = [torch.from_numpy(window) for example in examples for window in example.tokens.windows]
    pieces = torch.nn.utils.rnn.pad_sequence(windows, batch_first=True)
    ids, shapes = pieces.unbind(-1)
    veiled = (torch.rand(ids.shape) < masked) & (ids > LAST_SPECIAL)
    pieces = torch.stack([ids.masked_fill(veiled, MASK), shapes.masked_fill(veiled, 0)], dim=-1)
    with narrow_products(training=network.training):
        hidden = network.encoder(pieces)
    rows = iter(hidden.float())
    read = []
    for example in examples:
        own = torch.cat([next(rows)[1 : len(window) - 1] for window in example.tokens.windows])
        own = own + network.manners(torch.tensor(example.annotator))
        first, last = own[torch.from_numpy(example.tokens.first)], own[torch.from_numpy(example.tokens.last)]
        read.append(Words(first, last, network.spans(first, last)))
    return read


def reread(network: Network, words: Words, layout: Layout) -> Words:
    """The words after the second encoding; see `SecondReading`."""
    marks = [torch.from_numpy(getattr(layout, name)) for name in MARKS]
    with narrow_products(training=network.training):
        first, last = network.again(words.first, words.last, words.spans, *marks)
    return Words(first, last, words.spans)


def score_graph(network: Network, words: Words, layout: Layout) -> GraphScores:
    """The scores of a layout, given the words after the second encoding; see `GraphScorer`."""
    inputs = {name: torch.from_numpy(array) for name, array in layout.as_inputs().items()}
    scores: GraphScores = network.graph(words.first, words.last, words.spans, **inputs)
    return scores


def span_loss(papers: Sequence[Words], examples: Sequence[Example]) -> Tensor:
    """Cross entropy of the span scores of all papers, divided by the number of gold mentions."""
    logits = torch.cat([words.spans.flatten(0, 1) for words in papers])
    classes = torch.from_numpy(np.concatenate([example.spans.ravel() for example in examples]))
    total = functional.cross_entropy(logits, classes, ignore_index=IGNORED, reduction="sum")
    return total / (classes > NO_CLASS).sum().clamp(min=1)


def _example_loss(  # noqa: PLR0913, PLR0917 - the network, a paper, and how to weigh it
    network: Network, words: Words, example: Example, rng: Random, candidate: float, weights: Weights
) -> Tensor:
    found = _candidates(words, example, candidate)
    numbers = match(example, [one.forms(example.paper) for one in found])
    if found and rng.random() < weights.confused:
        return _entities_loss(network, words, example, [one.spans for one in found], numbers, weights)
    wrong = [one.spans for one, number in zip(found, numbers, strict=True) if number is None]
    return _entities_loss(network, words, example, *gold_things(example, wrong, rng), weights)


def gold_things(
    example: Example, wrong: Sequence[Sequence[Span]], rng: Random
) -> tuple[list[Sequence[Span]], list[int | None]]:
    """The mentions of the gold entities and of some `wrong` candidates, and the number of the gold entity of each.

    The number is None for wrong candidates.
    """
    gold: list[Sequence[Span]] = [[m.span for m in entity.mentions] for entity in example.gold.entities]
    some = rng.sample(wrong, min(len(wrong), rng.randint(0, DISTRACTORS)))
    return [*gold, *some], [*range(len(gold)), *(None for _ in some)]


def _candidates(words: Words, example: Example, threshold: float) -> list[Candidate]:
    reading = Reading(example.tokens, np.empty(0, np.float32), np.empty(0, np.float32), words.spans.detach().numpy())
    found = find_candidates(example.paper, reading, example.abbreviations, threshold=threshold)
    likely = sorted(found, key=lambda one: -one.probability)[:MAX_CANDIDATES]
    return sorted(likely, key=lambda one: one.spans)


def _entities_loss(  # noqa: PLR0913, PLR0917 - a paper, its entities and what they stand for
    network: Network,
    words: Words,
    example: Example,
    entities: Sequence[Sequence[Span]],
    numbers: Sequence[int | None],
    weights: Weights,
) -> Tensor:
    layout = lay_out_things(example, entities)
    scores = score_graph(network, reread(network, words, layout), layout)
    return graph_loss(scores, targets(example, numbers), layout, weights)


def lay_out_things(example: Example, things: Sequence[Sequence[Span]]) -> Layout:
    """The layout of a paper, of entities with these mentions, and of its quantities."""
    return lay_out(example.paper, example.tokens, things, [quantity.span for quantity in example.quantities])


def graph_loss(scores: GraphScores, wanted: Targets, layout: Layout, weights: Weights) -> Tensor:
    """The loss of the scores of a layout: a weighted sum of cross entropies."""
    nodes, kinds, pairs, roles, shares = scores
    return (
        weights.nodes * _mean_loss(nodes, wanted.nodes)
        + weights.pairs * _pair_loss(pairs, wanted)
        + weights.sentences * _sentence_loss(shares, wanted)
        + weights.numbers * _mean_loss(kinds, wanted.numbers)
        + weights.roles * _role_loss(roles, wanted, layout)
    )


def _mean_loss(logits: Tensor, classes: np.ndarray) -> Tensor:
    wanted = torch.from_numpy(classes)
    total = functional.cross_entropy(logits, wanted, ignore_index=IGNORED, reduction="sum")
    return total / (wanted != IGNORED).sum().clamp(min=1)


def _pair_loss(logits: Tensor, wanted: Targets) -> Tensor:
    classes = torch.from_numpy(wanted.pairs).flatten()
    total = functional.cross_entropy(logits.flatten(0, 1), classes, ignore_index=IGNORED, reduction="sum")
    return total / (classes > NO_CLASS).sum().clamp(min=LEAST_PAIRS)


def _sentence_loss(shares: Tensor, wanted: Targets) -> Tensor:
    """Cross entropy of the attention of related pairs, which should be on the sentence that states the relation.

    As in DREEAM (Ma et al. 2023).
    """
    heads, tails = np.nonzero(wanted.sentences != IGNORED)
    if not len(heads):
        return shares.sum() * 0
    spent = shares[heads, tails, wanted.sentences[heads, tails]]
    return -torch.log(spent + 1e-6).mean()


def _role_loss(roles: Tensor, wanted: Targets, layout: Layout) -> Tensor:
    able = torch.from_numpy(np.append(True, layout.kinds != NUMBER))
    logits = roles.masked_fill(~able[None, :, None], -1e4)
    shares = torch.from_numpy(wanted.roles)
    measured = shares.sum() / roles.shape[2]
    return -(torch.log_softmax(logits, dim=1) * shares).sum() / measured.clamp(min=1) / roles.shape[2]
