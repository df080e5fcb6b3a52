"""Extracted records against annotated ones: precision, recall and F1 of entities, relations and results."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError
from kg.evaluate.counts import Counts, Figure, Interval
from kg.evaluate.facts import names_in_gold, results_of, triples_of
from kg.evaluate.matching import Acceptance, Candidate, align, candidates_of
from kg.evaluate.reliability import Reliability, reliability
from kg.records import Record, read_records
from kg.vocab import RelationType

_Pair: TypeAlias = tuple[Record, Record]
"""A gold record and the predicted one of the same paper, which may be empty."""

_BOOTSTRAP_ROUNDS: Final = 500
_SEED: Final = 0

FIGURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "entities": "the same thing is found: any surface form in common",
        "entities, typed": "and its type is right",
        "entities, coarse": "and its type is right, taking Model for Method and Benchmark for Dataset",
        "entities, relaxed": "a form or half of its words in common, and the coarse type right",
        "pairs": "two entities linked by some relation, either way round",
        "relations": "head, relation and tail right, the ends matched by a form or half of their words",
        "proposes": "the same for what each paper introduces",
        "result values": "number and unit of a result",
        "results": "number, unit, metric and subject of a result",
    }
)
"""What is measured, with what it asks for."""

_ENTITY_FIGURES: Final[Mapping[str, Acceptance]] = MappingProxyType(
    {
        "entities": Candidate.same,
        "entities, typed": Candidate.same_typed,
        "entities, coarse": lambda gold, predicted: gold.same(predicted) and gold.coarse == predicted.coarse,
        "entities, relaxed": lambda gold, predicted: gold.coarse == predicted.coarse,
    }
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures, keyed as `FIGURES`; typed entities by type; relations by relation; confidence against precision.

    `missing` of the `papers` have no prediction and count as if nothing had been found in them.
    """

    papers: int
    missing: int
    figures: Mapping[str, Figure]
    types: Mapping[str, Figure]
    relations: Mapping[str, Figure]
    reliability: Mapping[str, Reliability]


def evaluate_files(gold: Path, predicted: Path) -> Evaluation:
    """Score the records of two files.

    Raises:
        InputError: a line of one of them is no record, or they have no paper in common.
    """
    annotated, extracted = ({record["id"]: record for record in read_records(path)} for path in (gold, predicted))
    for path, records in ((gold, annotated), (predicted, extracted)):
        if not records:
            raise InputError(f"{path}: holds no record; give annotated papers and what was extracted from them")
    if annotated.keys().isdisjoint(extracted):
        raise InputError(
            f"{predicted}: has no paper of {gold}, whose ids are like {min(annotated)!r}, not {min(extracted)!r}; "
            f"extract from texts with these ids"
        )
    return evaluate(annotated, extracted)


def evaluate(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> Evaluation:
    """Score predicted records against gold ones, both by paper id.

    A gold paper without a prediction counts as an empty one; predictions for other papers are ignored. Figures are
    micro-averaged over papers.
    """
    pairs = [(record, predicted.get(paper, {})) for paper, record in sorted(gold.items())]
    papers = [_score(*pair) for pair in pairs]
    generator = random.Random(_SEED)  # noqa: S311 - draws of a bootstrap, the same each time
    return Evaluation(
        papers=len(papers),
        missing=len(gold.keys() - predicted.keys()),
        figures={label: _with_interval([paper[label] for paper in papers], generator) for label in FIGURES},
        types=_by_kind(pairs, "entities", 0, _typed_entities),
        relations=_by_kind(pairs, "relations", 1, _relations),
        reliability=reliability(gold, predicted),
    )


def _score(gold: Record, predicted: Record) -> Mapping[str, Counts]:
    """The counts of one paper for every figure."""
    ours, theirs = candidates_of(gold), candidates_of(predicted)
    rename = names_in_gold(gold, predicted)
    stated, found = set(triples_of(gold)), set(triples_of(predicted, rename))
    measured, read = set(results_of(gold)), set(results_of(predicted, rename))
    return {
        label: Counts(len(align(ours, theirs, accept)), len(ours), len(theirs))
        for label, accept in _ENTITY_FIGURES.items()
    } | {
        "pairs": Counts.of({frozenset(t[:2]) for t in stated}, {frozenset(t[:2]) for t in found}),
        "relations": Counts.of(stated, found),
        "proposes": Counts.of(*({t for t in each if t[2] == RelationType.PROPOSES} for each in (stated, found))),
        "result values": Counts.of({r[:2] for r in measured}, {r[:2] for r in read}),
        "results": Counts.of(measured, read),
    }


def _with_interval(papers: Sequence[Counts], generator: random.Random) -> Figure:
    """The total of papers with the interval that resampling them gives."""
    if not papers:
        return Figure(Counts())
    table = np.array([(paper.hits, paper.gold, paper.predicted) for paper in papers])
    draws = sorted(_resampled(table, generator).f1 for _ in range(_BOOTSTRAP_ROUNDS))
    interval = Interval(draws[int(0.025 * _BOOTSTRAP_ROUNDS)], draws[int(0.975 * _BOOTSTRAP_ROUNDS)])
    return Figure(Counts.total(papers), interval)


def _resampled(table: NDArray[np.int_], generator: random.Random) -> Counts:
    """The total of as many papers drawn with replacement; `table` is papers x (hits, gold, predicted)."""
    papers = len(table)
    hits, gold, predicted = table[generator.choices(range(papers), k=papers)].sum(axis=0).tolist()
    return Counts(hits, gold, predicted)


def _by_kind(
    pairs: Sequence[_Pair], part: str, place: int, count: Callable[[Record, Record], Counts]
) -> Mapping[str, Figure]:
    """The figure of each kind of item that the gold records have, all other items of `part` left out."""
    kinds = sorted({item[place] for gold, _ in pairs for item in gold[part]})

    def only(record: Record, kind: str) -> Record:
        return {**record, part: [item for item in record.get(part, ()) if item[place] == kind]}

    return {
        kind: Figure(Counts.total(count(only(gold, kind), only(predicted, kind)) for gold, predicted in pairs))
        for kind in kinds
    }


def _typed_entities(gold: Record, predicted: Record) -> Counts:
    ours, theirs = candidates_of(gold), candidates_of(predicted)
    return Counts(len(align(ours, theirs, Candidate.same_typed)), len(ours), len(theirs))


def _relations(gold: Record, predicted: Record) -> Counts:
    return Counts.of(set(triples_of(gold)), set(triples_of(predicted, names_in_gold(gold, predicted))))
