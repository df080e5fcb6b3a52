"""Which numbers are measured results, and of what."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np

from kg.encoder import Scores, Settings
from kg.encoder.settings import KIND_CLASSES, NO_CLASS, ROLES
from kg.encoder.tokens import Floats
from kg.extract.probability import calibrated, softmax
from kg.model import Paper, PaperEntity, PaperResult
from kg.rules.quantities import Quantity
from kg.rules.respectively import paired
from kg.vocab import PAPER, NodeType

_SYSTEM: Final = frozenset({NodeType.MODEL, NodeType.METHOD})
ROLE_TYPES: Final[Mapping[str, frozenset[NodeType]]] = MappingProxyType(
    {
        "subject": _SYSTEM | {NodeType.PAPER},
        "metric": frozenset({NodeType.METRIC}),
        "dataset": frozenset({NodeType.BENCHMARK, NodeType.DATASET, NodeType.TASK}),
        "baseline": _SYSTEM,
    }
)
_PAIRED_ROLES: Final[Mapping[NodeType, str]] = MappingProxyType(
    {NodeType.METRIC: "metric", NodeType.BENCHMARK: "dataset", NodeType.DATASET: "dataset"}
)
_METRICS: Final = (0.3, 0.4)
"""A metric is taken from the first share on, a second one from the other: a number may stand for two ("halves memory
and latency"). Both lie below a half because a number nearly always measures something that the text names."""


def measure(
    paper: Paper, entities: Sequence[PaperEntity], quantities: Sequence[Quantity], scores: Scores, settings: Settings
) -> tuple[PaperResult, ...]:
    """The results among `quantities`, which follow the paper and its `entities` in the layout that was scored."""
    first = len(entities) + 1
    kinds = softmax(scores.numbers[first:])
    roles = softmax(scores.roles[first:, : first + 1].transpose(0, 2, 1)).transpose(0, 2, 1)
    for number, node, role in _paired_off(paper, entities, quantities):
        roles[number, :, role] = np.arange(first + 1) == 1 + node
    found = (
        _results(paper, entities, quantity, kind, role, settings)
        for quantity, kind, role in zip(quantities, kinds, roles, strict=True)
    )
    return tuple(result for results in found for result in results if result.confidence >= settings.result)


def _results(  # noqa: PLR0913, PLR0917 - the parts of a result
    paper: Paper,
    entities: Sequence[PaperEntity],
    quantity: Quantity,
    kinds: Floats,
    roles: Floats,
    settings: Settings,
) -> Iterator[PaperResult]:
    """The results, one per metric, that a quantity stands for if it stands for any."""
    confidence = calibrated((1 - float(kinds[NO_CLASS]),), settings.result_calibration)
    shares = dict(zip(ROLES, roles.T, strict=True))
    players = {role: _ranked(role, share, entities) for role, share in shares.items()}
    subject = players["subject"][0][1]
    dataset, baseline = (_first(players[role], settings.role) for role in ("dataset", "baseline"))
    for metric in _metrics(players["metric"]):
        yield PaperResult(
            subject=subject,
            metric=metric,
            value=quantity.value,
            unit=quantity.unit,
            kind=KIND_CLASSES[int(kinds[NO_CLASS + 1 :].argmax())],
            dataset=dataset,
            baseline=baseline if baseline != subject else None,
            sentence=paper.sentence_of(quantity.span),
            span=quantity.span,
            confidence=confidence,
        )


def _paired_off(
    paper: Paper, entities: Sequence[PaperEntity], quantities: Sequence[Quantity]
) -> Iterator[tuple[int, int, int]]:
    """Numbers, the nodes that "respectively" pairs them with, and the roles that these then play.

    Of systems, those named before the numbers are measured, those behind them what is compared with.
    """
    mentions = sorted((mention.span, node) for node, one in enumerate(entities, 1) for mention in one.mentions)
    numbers, names = [quantity.span for quantity in quantities], [span for span, _ in mentions]
    for sentence in paper.sentences:
        for number, name in paired(paper.text, sentence, numbers, names):
            span, node = mentions[name]
            kind = entities[node - 1].type
            system = "subject" if span < numbers[number] else "baseline"
            role = system if kind in _SYSTEM else _PAIRED_ROLES.get(kind)
            if role is not None:
                yield number, node, ROLES.index(role)


def _first(players: Sequence[tuple[float, str]], threshold: float) -> str | None:
    return next((name for share, name in players if share >= threshold), None)


def _metrics(players: Sequence[tuple[float, str]]) -> list[str | None]:
    found = [name for (share, name), least in zip(players, _METRICS, strict=False) if share >= least]
    return [*found] or [None]


def _ranked(role: str, shares: Floats, entities: Sequence[PaperEntity]) -> list[tuple[float, str]]:
    """Nodes that may play `role`, likeliest first, with their probability among these and nobody."""
    nodes = [(NodeType.PAPER, PAPER), *((entity.type, entity.name) for entity in entities)]
    able = [
        (float(share), name) for share, (kind, name) in zip(shares[1:], nodes, strict=True) if kind in ROLE_TYPES[role]
    ]
    total = float(shares[0]) + sum(share for share, _ in able)
    return sorted(((share / total, name) for share, name in able), reverse=True)
