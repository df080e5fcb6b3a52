"""Probabilities that mean what they say and thresholds that balance precision and recall, from held-out papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from kg.encoder import Platt, Settings
from kg.encoder.settings import RELATION_CLASSES
from kg.evaluate.facts import names_in_gold, results_of, triples_of
from kg.evaluate.matching import align, candidates_of
from kg.extract.entities import entity_evidence
from kg.extract.probability import log_odds
from kg.extract.single import interpret, judge_candidates
from kg.model import Extraction
from kg.records import to_record
from kg.train.encoder import TorchEncoder, pretrained_tokenizer
from kg.train.examples import Example, match
from kg.train.network import Network
from kg.vocab import RelationType

_STEPS: Final = 50
_TOLERANCE: Final = 1e-7
_PENALTY: Final = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Findings: their `evidence` (n, kinds) as log-odds, whether they are `right`, and how many there are to find."""

    evidence: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]
    wanted: int


def calibrate(network: Network, examples: Sequence[Example], name: str) -> Settings:
    """Settings for `network` that fit what it does on `examples`, which it was not trained on.

    1. Entities: a logistic fit of "is annotated" to what speaks for a candidate, and the threshold of the best F1.
    2. Their types: a fit of "has the annotated type" for those that pass.
    3. Relations among these, apart for what the paper proposes and for all others: likewise.
    4. Results: likewise, for number and unit.
    """
    papers = _ReadPapers(network, examples)
    settings = Settings(name=name, relation=dict.fromkeys(RELATION_CLASSES, 0.0), result=0.0)
    for fit in (_fit_entities, _fit_types, _fit_relations, _fit_results):
        settings = fit(papers, settings)
    return settings


class _ReadPapers:
    """Held-out papers, each read once, to be interpreted under one setting after the other."""

    def __init__(self, network: Network, examples: Sequence[Example]) -> None:
        self.examples, self._network, self._tokenizer = examples, network, pretrained_tokenizer()
        encoder = self.encoder(Settings())
        self.readings = [encoder.read(example.tokens) for example in examples]

    def encoder(self, settings: Settings) -> TorchEncoder:
        return TorchEncoder(self._network, settings, self._tokenizer)

    def extract(self, settings: Settings) -> list[Extraction]:
        encoder = self.encoder(settings)
        return [
            interpret(example.paper, reading, encoder)
            for example, reading in zip(self.examples, self.readings, strict=True)
        ]


def _fit_entities(papers: _ReadPapers, settings: Settings) -> Settings:
    judged = _judge_entities(papers, settings)
    platt = fit_platt(judged)
    return msgspec.structs.replace(settings, entity_calibration=platt, entity=best_threshold(judged, platt))


def _fit_types(papers: _ReadPapers, settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, type_calibration=fit_platt(_judge_types(papers, settings)))


def _fit_relations(papers: _ReadPapers, settings: Settings) -> Settings:
    extractions = papers.extract(settings)
    proposals = _judge_relations(papers.examples, extractions, proposing=True)
    others = _judge_relations(papers.examples, extractions, proposing=False)
    proposal_platt, platt = fit_platt(proposals), fit_platt(others)
    thresholds = dict.fromkeys(RELATION_CLASSES, best_threshold(others, platt))
    thresholds[RelationType.PROPOSES] = best_threshold(proposals, proposal_platt)
    return msgspec.structs.replace(
        settings, proposal_calibration=proposal_platt, relation_calibration=platt, relation=thresholds
    )


def _fit_results(papers: _ReadPapers, settings: Settings) -> Settings:
    judged = _judge_results(papers.examples, papers.extract(settings))
    platt = fit_platt(judged)
    return msgspec.structs.replace(settings, result_calibration=platt, result=best_threshold(judged, platt))


def fit_platt(judged: Judged) -> Platt:
    """Logistic regression of `right` on the evidence, drawn a little towards leaving it as it is (Platt 1999).

    Newton's method with halved steps, so that it ends even where right and wrong can be told apart without error.
    """
    inputs = np.column_stack([judged.evidence, np.ones(len(judged.right))])
    prior = np.array([1.0, *np.zeros(inputs.shape[1] - 1)])

    def cost(weights: npt.NDArray[np.float64]) -> float:
        scores = inputs @ weights
        return float(
            np.logaddexp(0, scores).sum() - scores[judged.right].sum() + _PENALTY * ((weights - prior) ** 2).sum() / 2
        )

    weights = prior
    for _ in range(_STEPS):
        fitted = _sigmoid(inputs @ weights)
        gradient = inputs.T @ (fitted - judged.right) + _PENALTY * (weights - prior)
        curvature = (inputs * (fitted * (1 - fitted))[:, None]).T @ inputs + _PENALTY * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        while cost(weights - step) > cost(weights) and np.abs(step).max() > _TOLERANCE:
            step = step / 2
        if np.abs(step).max() <= _TOLERANCE:
            break
        weights = weights - step
    *slopes, bias = (round(float(weight), 6) for weight in weights)
    return Platt(tuple(slopes), bias)


def _sigmoid(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.exp(-np.logaddexp(0, -scores))


def probabilities(judged: Judged, platt: Platt) -> npt.NDArray[np.float64]:
    """Calibrated probabilities of the findings."""
    return _sigmoid(judged.evidence @ np.array(platt.weights) + platt.bias)


def best_threshold(judged: Judged, platt: Platt) -> float:
    """The probability, in hundredths, from which on findings are to be kept for the highest F1 to be expected.

    Expected by their probabilities, which says more than how many of a few hundred happen to be right.
    """
    found = probabilities(judged, platt)

    def f1(threshold: float) -> float:
        kept = found[found >= threshold]
        return float(2 * kept.sum() / max(len(kept) + judged.wanted, 1))

    return float(max(np.arange(5, 96) / 100, key=f1))


def _judge_entities(papers: _ReadPapers, settings: Settings) -> Judged:
    evidence, right = [], []
    encoder = papers.encoder(settings)
    for example, reading in zip(papers.examples, papers.readings, strict=True):
        numbers = [quantity.span for quantity in example.quantities]
        candidates, scores = judge_candidates(example.paper, encoder, reading, example.abbreviations, numbers)
        evidence += entity_evidence(candidates, scores)
        right += _first_matches(example, [one.forms(example.paper) for one in candidates])
    return _judged(evidence, right, sum(len(example.gold.entities) for example in papers.examples))


def _first_matches(example: Example, forms: Sequence[Sequence[str]]) -> list[bool]:
    """Whether each thing is annotated and none before it is the same; like the score, one thing counts once."""
    seen: set[int] = set()
    right = []
    for number in match(example, forms):
        right.append(number is not None and number not in seen)
        if number is not None:
            seen.add(number)
    return right


def _judge_types(papers: _ReadPapers, settings: Settings) -> Judged:
    """Entities, right with their type; the evidence is read off by making each part of it the confidence in turn."""
    parts = [
        papers.extract(msgspec.structs.replace(settings, type_calibration=Platt(weights, 0.0)))
        for weights in ((1.0, 0.0), (0.0, 1.0))
    ]
    evidence: list[tuple[float, float]] = []
    right: list[bool] = []
    for example, *both in zip(papers.examples, *parts, strict=True):
        evidence += zip(*([entity.confidence for entity in each.entities] for each in both), strict=True)
        ours, theirs = candidates_of(to_record(example.gold)), candidates_of(to_record(both[0]))
        typed = set(align(ours, theirs, lambda a, b: a.same(b) and a.kind == b.kind).values())
        right += [name in typed for name in theirs]
    return _judged(evidence, right, sum(len(example.gold.entities) for example in papers.examples))


def _judge_relations(examples: Sequence[Example], extractions: Sequence[Extraction], *, proposing: bool) -> Judged:
    evidence: list[tuple[float]] = []
    right: list[bool] = []
    wanted = 0
    for example, extraction in zip(examples, extractions, strict=True):
        gold, found = to_record(example.gold), to_record(extraction)
        stated = {triple for triple in triples_of(gold) if _proposes(triple[-1]) == proposing}
        wanted += len(stated)
        triples = triples_of(found, names_in_gold(gold, found))
        for relation, triple in zip(extraction.relations, triples, strict=True):
            if _proposes(relation.relation) == proposing:
                evidence.append((relation.confidence,))
                right.append(triple in stated)
    return _judged(evidence, right, wanted, kinds=1)


def _proposes(relation: str) -> bool:
    return relation == RelationType.PROPOSES


def _judge_results(examples: Sequence[Example], extractions: Sequence[Extraction]) -> Judged:
    evidence: list[tuple[float]] = []
    right: list[bool] = []
    wanted = 0
    for example, extraction in zip(examples, extractions, strict=True):
        stated = {key[:2] for key in results_of(to_record(example.gold))}
        found: dict[tuple[str, str], float] = {}
        for result, key in zip(extraction.results, results_of(to_record(extraction)), strict=True):
            found[key[:2]] = max(found.get(key[:2], 0.0), result.confidence)
        wanted += len(stated)
        evidence += [(confidence,) for confidence in found.values()]
        right += [key in stated for key in found]
    return _judged(evidence, right, wanted, kinds=1)


def _judged(evidence: Sequence[Sequence[float]], right: Sequence[bool], wanted: int, *, kinds: int = 2) -> Judged:
    odds = np.array([[log_odds(p) for p in row] for row in evidence], np.float64)
    return Judged(odds.reshape(-1, kinds), np.array(right, bool), wanted)
