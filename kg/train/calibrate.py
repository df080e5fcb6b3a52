"""Calibration of probabilities, and thresholds that balance precision and recall, fitted to held-out papers."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Final, Self

import msgspec
import numpy as np

from kg.encoder import Encoder, Platt, Reading, Settings
from kg.encoder.settings import RELATION_CLASSES
from kg.evaluate.facts import names_in_gold, results_of, triples_of
from kg.evaluate.reliability import Reliability, reliability, right_entities
from kg.extract.entities import choose, entity_evidence
from kg.extract.probability import log_odds
from kg.extract.single import JudgedCandidates, interpret, judge_candidates
from kg.model import Extraction
from kg.progress import Progress, silent
from kg.records import to_record
from kg.train.examples import Example, match
from kg.train.platt import Judged, best_threshold, fit_platt
from kg.vocab import RelationType

_FOR_RELATIONS: Final = 0.9
"""Factor on the threshold that is best for entities alone: relations need both of their ends."""


def calibrate(papers: "ReadPapers", name: str) -> Settings:
    """Settings of an encoder, fitted to `papers` that it was not trained on.

    1. Entities: a logistic fit of "is annotated" to the evidence for candidates that no likelier one overlaps, and the
       threshold of the best F1.
    2. Their types: a fit of "has the annotated type" to those that pass.
    3. Relations between these, likewise: one fit for `proposes`, one for all others.
    4. Results, likewise, by number and unit.
    """
    settings = Settings(name=name, relation=dict.fromkeys(RELATION_CLASSES, 0.0), result=0.0)
    for fit in (_fit_entities, _fit_types, _fit_relations, _fit_results):
        settings = fit(papers, settings)
    return settings


def cross_validate(papers: "ReadPapers", folds: int, *, progress: Progress = silent) -> Mapping[str, Reliability]:
    """The reliability of confidences in k-fold cross-validation: each paper is judged by a fit to the other folds."""
    numbers = range(len(papers.examples))
    predicted: list[Extraction] = []
    for fold in progress(range(folds), "Cross-validate", folds):
        settings = calibrate(papers.at([number for number in numbers if number % folds != fold]), "")
        predicted += papers.at(numbers[fold::folds]).extract(settings)
    return papers.reliability(predicted)


@dataclass(frozen=True, slots=True, eq=False)
class ReadPapers:
    """Annotated papers, each encoded once by `reader`, so that they can be extracted from under several settings."""

    reader: Encoder
    examples: Sequence[Example]
    readings: Sequence[Reading]

    @classmethod
    def of(cls, reader: Encoder, examples: Sequence[Example], *, progress: Progress = silent) -> Self:
        """Encode the papers with `reader`."""
        return cls(reader, examples, [reader.read(example.tokens) for example in progress(examples, "Read")])

    def at(self, numbers: Sequence[int]) -> "ReadPapers":
        """The papers at these positions."""
        return ReadPapers(self.reader, [self.examples[n] for n in numbers], [self.readings[n] for n in numbers])

    def reliability(self, extractions: Iterable[Extraction]) -> Mapping[str, Reliability]:
        """The reliability of the confidences of `extractions` from these papers."""
        gold = {example.paper.id: to_record(example.gold) for example in self.examples}
        return reliability(gold, {extraction.paper: to_record(extraction) for extraction in extractions})

    def encoder(self, settings: Settings) -> Encoder:
        """The reader under these settings."""
        encoder = copy(self.reader)
        encoder.settings = settings
        return encoder

    @property
    def entities(self) -> int:
        """The number of annotated entities."""
        return sum(len(example.gold.entities) for example in self.examples)

    def judge_candidates(self, settings: Settings) -> list[JudgedCandidates]:
        """The candidates of each paper with their scores."""
        encoder = self.encoder(settings)
        return [
            judge_candidates(
                example.paper,
                encoder,
                reading,
                example.abbreviations,
                [quantity.span for quantity in example.quantities],
            )
            for example, reading in zip(self.examples, self.readings, strict=True)
        ]

    def extract(self, settings: Settings) -> list[Extraction]:
        """The extraction of each paper under these settings."""
        encoder = self.encoder(settings)
        return [
            interpret(example.paper, reading, encoder)
            for example, reading in zip(self.examples, self.readings, strict=True)
        ]


def _fit_entities(papers: ReadPapers, settings: Settings) -> Settings:
    """Two fits: one to all candidates ranks those that overlap, another on top of it to those that are then left."""
    judged = papers.judge_candidates(settings)
    first = fit_platt(_judge_candidates(papers, judged))
    left = _judge_chosen(papers, judged, msgspec.structs.replace(settings, entity_calibration=first, entity=0.0))
    second = fit_platt(left)
    least = round(_FOR_RELATIONS * best_threshold(left, second), 2)
    return msgspec.structs.replace(settings, entity_calibration=second.after(first), entity=least)


def _fit_types(papers: ReadPapers, settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, type_calibration=fit_platt(_judge_types(papers, settings)))


def _fit_relations(papers: ReadPapers, settings: Settings) -> Settings:
    extractions = papers.extract(settings)
    proposals = _judge_relations(papers.examples, extractions, proposing=True)
    others = _judge_relations(papers.examples, extractions, proposing=False)
    proposal_platt, platt = fit_platt(proposals), fit_platt(others)
    thresholds = dict.fromkeys(RELATION_CLASSES, best_threshold(others, platt))
    thresholds[RelationType.PROPOSES] = best_threshold(proposals, proposal_platt)
    return msgspec.structs.replace(
        settings, proposal_calibration=proposal_platt, relation_calibration=platt, relation=thresholds
    )


def _fit_results(papers: ReadPapers, settings: Settings) -> Settings:
    judged = _judge_results(papers.examples, papers.extract(settings))
    platt = fit_platt(judged)
    return msgspec.structs.replace(settings, result_calibration=platt, result=best_threshold(judged, platt))


def _judge_candidates(papers: ReadPapers, judged: Sequence[JudgedCandidates]) -> Judged:
    evidence, right = [], []
    for example, own in zip(papers.examples, judged, strict=True):
        evidence += entity_evidence(own.candidates, own.scores)
        right += _first_matches(example, [one.forms(example.paper) for one in own.candidates])
    return _judged(evidence, right, papers.entities)


def _judge_chosen(papers: ReadPapers, judged: Sequence[JudgedCandidates], settings: Settings) -> Judged:
    evidence: list[tuple[float]] = []
    right: list[bool] = []
    for example, own in zip(papers.examples, judged, strict=True):
        paper, abbreviations = example.paper, example.abbreviations
        chosen = choose(paper, own.candidates, scores=own.scores, settings=settings, abbreviations=abbreviations)
        evidence += [(one.confidence,) for one in chosen]
        right += _first_matches(example, [one.candidate.forms(paper) for one in chosen])
    return _judged(evidence, right, papers.entities, kinds=1)


def _first_matches(example: Example, forms: Sequence[Sequence[str]]) -> list[bool]:
    """Whether each entity is annotated and none before it is the same one: as in the scores, each counts once."""
    seen: set[int] = set()
    right = []
    for number in match(example, forms):
        right.append(number is not None and number not in seen)
        if number is not None:
            seen.add(number)
    return right


def _judge_types(papers: ReadPapers, settings: Settings) -> Judged:
    """Entities, right if their type is; the evidence is read off by calibrations that pass on one input each."""
    parts = [
        papers.extract(msgspec.structs.replace(settings, type_calibration=Platt(weights, 0.0)))
        for weights in ((1.0, 0.0), (0.0, 1.0))
    ]
    evidence: list[tuple[float, float]] = []
    right: list[bool] = []
    for example, *both in zip(papers.examples, *parts, strict=True):
        evidence += zip(*([entity.confidence for entity in each.entities] for each in both), strict=True)
        right += right_entities(to_record(example.gold), to_record(both[0]))
    return _judged(evidence, right, papers.entities)


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
