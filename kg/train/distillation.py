"""Further training of a trained model by distillation, so that it does not forget what it knows.

The model as it was is the teacher: beside the annotation of a paper, the network learns the teacher's scores for it
(Hinton et al. 2015; Li and Hoiem 2016, learning without forgetting).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from kg.encoder import Layout, Scores, Settings
from kg.encoder.settings import NO_CLASS
from kg.extract.candidates import Candidate
from kg.extract.entities import choose
from kg.extract.single import judge_candidates
from kg.model import Span
from kg.train.encoder import TorchEncoder, pretrained_tokenizer
from kg.train.examples import Example, match, targets
from kg.train.losses import (
    LEAST_PAIRS,
    GraphScores,
    Words,
    gold_things,
    graph_loss,
    lay_out_things,
    read_batch,
    reread,
    score_graph,
    span_loss,
)
from kg.train.network import Network
from kg.train.recipe import Weights

_CANDIDATES: Final = 0.5
_GOLD: Final = 0.25
"""How often a paper is learned from as the graph of all its candidates, and as that of the gold entities."""


@dataclass(frozen=True, slots=True, eq=False)
class TaughtGraph:
    """Entities with their mentions, the gold entity that each stands for (or None), and the teacher's scores."""

    things: tuple[tuple[Span, ...], ...]
    entities: tuple[int | None, ...]
    layout: Layout
    scores: Scores


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """The teacher's scores for a paper: over all its candidates, and over the entities that it keeps of them."""

    candidates: TaughtGraph
    chosen: TaughtGraph


class Teacher:
    """A trained network whose scores another one learns."""

    def __init__(self, network: Network, settings: Settings) -> None:
        """`network` is set to evaluation and must stay as it is."""
        self._encoder = TorchEncoder(network.eval(), settings, pretrained_tokenizer())

    def lesson(self, example: Example) -> Lesson:
        """The teacher's scores for a paper, as extraction computes them."""
        paper, encoder = example.paper, self._encoder
        numbers = [quantity.span for quantity in example.quantities]
        judged = judge_candidates(paper, encoder, encoder.read(example.tokens), example.abbreviations, numbers)
        kept = choose(
            paper,
            judged.candidates,
            scores=judged.scores,
            settings=encoder.settings,
            abbreviations=example.abbreviations,
        )
        chosen = [one.candidate for one in kept]
        layout = lay_out_things(example, [one.spans for one in chosen])
        return Lesson(
            _taught(example, judged.candidates, judged.layout, judged.scores),
            _taught(example, chosen, layout, encoder.score(judged.reading, layout)),
        )


def taught_loss(  # noqa: PLR0913 - the last two are the only options
    network: Network,
    examples: Sequence[Example],
    lessons: Sequence[Lesson],
    weights: Weights,
    rng: Random,
    *,
    taught: float,
    masked: float,
) -> Tensor:
    """The mean loss of `examples`, of which a teacher gives `lessons`.

    As in use, a paper is encoded a second time with all candidates marked. Then up to two graphs are scored, drawn at
    random: with probability 1/2 that of all candidates; and that of the entities that the teacher keeps or, with
    probability 1/4, that of the gold entities and a few wrong ones. For the teacher's graphs, the distance from the
    teacher's scores has the weight `taught` in the loss, and the annotation the rest.
    """
    papers = read_batch(network, examples, masked=masked)
    graphs = [
        _paper_loss(network, words, example, lesson, weights, rng, taught)
        for words, example, lesson in zip(papers, examples, lessons, strict=True)
    ]
    return weights.spans * span_loss(papers, examples) + torch.stack(graphs).mean()


def _paper_loss(  # noqa: PLR0913, PLR0917 - the network, a paper, and how to weigh it
    network: Network,
    words: Words,
    example: Example,
    lesson: Lesson,
    weights: Weights,
    rng: Random,
    taught: float,
) -> Tensor:
    read = reread(network, words, lesson.candidates.layout)
    shown = [lesson.candidates] if rng.random() < _CANDIDATES else []
    losses = []
    if rng.random() < _GOLD:
        both = zip(lesson.candidates.things, lesson.candidates.entities, strict=True)
        things, entities = gold_things(example, [spans for spans, entity in both if entity is None], rng)
        layout = lay_out_things(example, things)
        losses.append(graph_loss(score_graph(network, read, layout), targets(example, entities), layout, weights))
    else:
        shown.append(lesson.chosen)
    for graph in shown:
        scores = score_graph(network, read, graph.layout)
        own = graph_loss(scores, targets(example, graph.entities), graph.layout, weights)
        losses.append((1 - taught) * own + taught * _distance(scores, graph, weights))
    return torch.stack(losses).sum()


def _distance(scores: GraphScores, graph: TaughtGraph, weights: Weights) -> Tensor:
    """Kullback-Leibler divergence of the types and relations of entities from those of the teacher."""
    size = len(graph.things) + 1
    apart = ~torch.eye(size, dtype=torch.bool)[:, 1:]
    types, links = scores[0][1:size], scores[2][:size, 1:size][apart]
    wanted = torch.from_numpy(graph.scores.nodes[1:size])
    wanted_links = torch.from_numpy(graph.scores.pairs[:size, 1:size])[apart]
    linked = (1 - torch.softmax(wanted_links, dim=-1)[:, NO_CLASS]).sum().clamp(min=LEAST_PAIRS)
    return (
        weights.nodes * _divergence(types, wanted) / max(size - 1, 1)
        + weights.pairs * _divergence(links, wanted_links) / linked
    )


def _divergence(logits: Tensor, wanted: Tensor) -> Tensor:
    return functional.kl_div(
        torch.log_softmax(logits, dim=-1), torch.log_softmax(wanted, dim=-1), reduction="sum", log_target=True
    )


def _taught(example: Example, things: Sequence[Candidate], layout: Layout, scores: Scores) -> TaughtGraph:
    entities = match(example, [one.forms(example.paper) for one in things])
    return TaughtGraph(tuple(one.spans for one in things), tuple(entities), layout, scores)
