"""Which numbers are measured results, and their subject, metric, data set and baseline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import Final

import numpy as np

from kg.encoder import Scores, Settings
from kg.encoder.settings import KIND_CLASSES, NO_CLASS, ROLES
from kg.encoder.tokens import Floats
from kg.extract.numbers import Number
from kg.extract.probability import calibrated, softmax
from kg.model import Paper, PaperEntity, PaperResult, Span
from kg.rules.changes import changes
from kg.rules.comparisons import is_beaten
from kg.rules.dimensions import may_measure
from kg.rules.quantities import Quantity
from kg.rules.respectively import first_of_list, paired, parted
from kg.vocab import DATA, PAPER, SYSTEMS, NodeType, ResultKind

ROLE_TYPES: Final[Mapping[str, frozenset[NodeType]]] = MappingProxyType(
    {
        "subject": SYSTEMS | {NodeType.PAPER},
        "metric": frozenset({NodeType.METRIC}),
        "dataset": DATA | {NodeType.TASK},
        "baseline": SYSTEMS,
    }
)
_ROLE_OF: Final[Mapping[NodeType, str]] = MappingProxyType(
    {NodeType.METRIC: "metric"} | dict.fromkeys(sorted(DATA), "dataset")
)
_PAIRED: Final = (SYSTEMS, frozenset({NodeType.METRIC}), DATA)
"""Types whose entities may stand in one list, which "respectively" pairs with numbers."""

_METRICS: Final = (0.3, 0.4)
"""Least probability of a metric, and of a second one for the same number ("halves memory and latency").

Both are below a half because a number nearly always measures something that the text names.
"""


def measure(
    paper: Paper, entities: Sequence[PaperEntity], quantities: Sequence[Quantity], scores: Scores, settings: Settings
) -> tuple[PaperResult, ...]:
    """The results among `quantities`, which follow the paper and its `entities` in the layout that was scored.

    1. The network gives the roles of entities for each number; lists that "respectively" pairs with numbers override
       it.
    2. A number that is a result with enough confidence gives one result for each of its metrics, corrected by the
       wording around it.
    3. The first number of a change ("from 70% to 80%") is dropped if the second is a result of the same subject and
       metric.
    4. The number of a baseline ("compared to 86%") is a result of the baseline if that is named beside it; if not, it
       is dropped.
    """
    first = len(entities) + 1
    spans = [quantity.span for quantity in quantities]
    kinds = softmax(scores.numbers[first:])
    roles = _roles(paper, entities, spans, scores.roles[first:, : first + 1])
    numbers = [Number(paper, entities, quantity) for quantity in quantities]
    found = [
        [result for result in _results(*parts, settings) if result.confidence >= settings.result]
        for parts in zip(numbers, kinds, roles, strict=True)
    ]
    return tuple(_with_baselines(numbers, _without_starts(paper, spans, found)))


def _roles(paper: Paper, entities: Sequence[PaperEntity], numbers: Sequence[Span], logits: Floats) -> Floats:
    """Probabilities (numbers, 1 + nodes, roles) that a node, or nobody at 0, plays a role for a number.

    `logits` are those of the network; pairs of lists override them.
    """
    roles = softmax(logits.transpose(0, 2, 1)).transpose(0, 2, 1)
    for number, node in _parted(paper, entities, numbers):
        roles[number, 0] += roles[number, 1 + node]
        roles[number, 1 + node] = 0
    for number, node, role in _paired_off(paper, entities, numbers):
        roles[number, :, role] = np.arange(roles.shape[1]) == 1 + node
    return roles


def _results(number: Number, kinds: Floats, roles: Floats, settings: Settings) -> Iterator[PaperResult]:
    """The results of one number, one per metric; `kinds` and `roles` are its probabilities of kinds and roles."""
    shares = dict(zip(ROLES, roles.T, strict=True))
    players = {role: _ranked(role, share, number.entities) for role, share in shares.items()}
    subject, baseline, kind = number.as_worded(
        players["subject"][0][1],
        _first(players["baseline"], settings.role),
        KIND_CLASSES[int(kinds[NO_CLASS + 1 :].argmax())],
    )
    if subject is None or number.is_human_performance():
        return
    quantity = number.quantity
    for metric in _metrics(number, players["metric"], kind):
        yield PaperResult(
            subject=subject,
            metric=metric,
            value=quantity.value,
            unit=quantity.unit,
            kind=kind,
            dataset=_first(players["dataset"], settings.role),
            baseline=baseline if baseline != subject else None,
            sentence=number.paper.sentence_of(quantity.span),
            span=quantity.span,
            confidence=calibrated((1 - float(kinds[NO_CLASS]),), settings.result_calibration),
        )


def _without_starts(
    paper: Paper, numbers: Sequence[Span], found: Sequence[Sequence[PaperResult]]
) -> Sequence[Sequence[PaperResult]]:
    """The results `found` of each number, without those of a number that changed to another: "from 70% to 80%"."""
    left = list(found)
    for start, end in chain.from_iterable(changes(paper.text, sentence, numbers) for sentence in paper.sentences):
        measured = {(result.subject, result.metric) for result in left[end]}
        left[start] = [result for result in left[start] if (result.subject, result.metric) not in measured]
    return left


def _with_baselines(numbers: Sequence[Number], found: Sequence[Sequence[PaperResult]]) -> Iterator[PaperResult]:
    """The results `found` of each number, with those of baselines given to the baseline named beside it, or dropped.

    The number of a baseline ("reaches 90%, compared to 86%") is known by the wording before it, and by a result of the
    same subject that it can be compared with.
    """
    of_baseline = [number.is_of_baseline() for number in numbers]
    own = [result for results, foreign in zip(found, of_baseline, strict=True) if not foreign for result in results]
    for number, results, foreign in zip(numbers, found, of_baseline, strict=True):
        for result in results:
            if not foreign or not any(_is_comparable(result, other) for other in own):
                yield result
            elif (baseline := number.named_beside()) is not None:
                yield replace(result, subject=baseline, baseline=None)


def _is_comparable(result: PaperResult, other: PaperResult) -> bool:
    """Whether an absolute result has the subject, sentence and unit of another, and no other data set."""
    same = (result.subject, result.sentence, result.unit) == (other.subject, other.sentence, other.unit)
    return same and result.kind is ResultKind.ABSOLUTE and result.dataset in {None, other.dataset}


def _paired_off(
    paper: Paper, entities: Sequence[PaperEntity], numbers: Sequence[Span]
) -> Iterator[tuple[int, int, int]]:
    """Yield numbers, the nodes that "respectively" pairs them with, and the roles that these play for them.

    A system is the subject if it is named before its number and not said to be beaten, and else the baseline.
    """
    for types in _PAIRED:
        mentions = _mentions_of(types, entities)
        names = [span for span, _ in mentions]
        for sentence in paper.sentences:
            for number, name in paired(paper.text, sentence, numbers, names):
                span, node = mentions[name]
                first = first_of_list(paper.text, names, name)
                ahead = span < numbers[number] and not is_beaten(paper.text, sentence, first)
                role = _ROLE_OF.get(entities[node - 1].type, "subject" if ahead else "baseline")
                yield number, node, ROLES.index(role)


def _parted(paper: Paper, entities: Sequence[PaperEntity], numbers: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield numbers, and the nodes that "respectively" pairs with other numbers of the same list."""
    mentions = _mentions_of(frozenset(NodeType), entities)
    names = [span for span, _ in mentions]
    for sentence in paper.sentences:
        for number, name in parted(paper.text, sentence, numbers, names):
            yield number, mentions[name][1]


def _mentions_of(types: frozenset[NodeType], entities: Sequence[PaperEntity]) -> list[tuple[Span, int]]:
    """The mentions of all entities of these types in text order, each with the node of its entity."""
    return sorted(
        (mention.span, node) for node, one in enumerate(entities, 1) for mention in one.mentions if one.type in types
    )


def _first(players: Sequence[tuple[float, str]], threshold: float) -> str | None:
    return next((name for share, name in players if share >= threshold), None)


def _metrics(number: Number, players: Sequence[tuple[float, str]], kind: ResultKind) -> list[str | None]:
    """The metrics of a number: those that its unit allows, and two only if its sentence lists both."""
    speed = kind is ResultKind.SPEEDUP
    able = [
        (share, name)
        for share, name in players
        if may_measure(name, number.quantity.unit, speed=speed) and not number.measures_another(name)
    ]
    found = [name for (share, name), least in zip(able, _METRICS, strict=False) if share >= least]
    if len(found) > 1 and not number.measures_both(*found):
        return [min(found, key=number.distance)]
    return [*found] or [None]


def _ranked(role: str, shares: Floats, entities: Sequence[PaperEntity]) -> list[tuple[float, str]]:
    """The nodes whose types may play `role`, likeliest first, with their probabilities among these and nobody."""
    nodes = [(NodeType.PAPER, PAPER), *((entity.type, entity.name) for entity in entities)]
    able = [
        (float(share), name) for share, (kind, name) in zip(shares[1:], nodes, strict=True) if kind in ROLE_TYPES[role]
    ]
    total = float(shares[0]) + sum(share for share, _ in able)
    return sorted(((share / total, name) for share, name in able), reverse=True)
