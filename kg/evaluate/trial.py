"""Evaluation of a model on annotated papers: accuracy, calibration and speed."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from kg.corpus import clean_paper
from kg.encoder import OnnxEncoder, Settings, load
from kg.errors import InputError
from kg.evaluate.reliability import Reliability, reliability
from kg.evaluate.scoring import Evaluation, evaluate
from kg.extract import extract
from kg.model import Paper
from kg.progress import Progress, silent
from kg.records import Record, read_annotated_papers, read_records, to_record

_ANNOTATED: Final = Path(__file__).parents[1] / "data" / "annotated"
SHIPPED_DOCS: Final = _ANNOTATED / "seed_docs.jsonl"
SHIPPED_GOLD: Final = _ANNOTATED / "seed_dev.jsonl"
"""Annotated papers that the shipped model has not been trained on, and their texts."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The figures of a model, its reliability before calibration, and its speed on one core in seconds per paper."""

    evaluation: Evaluation
    uncalibrated: Mapping[str, Reliability]
    seconds: float


def evaluate_model(
    gold: Path = SHIPPED_GOLD, docs: Path = SHIPPED_DOCS, *, model: Path | None = None, progress: Progress = silent
) -> Trial:
    """Evaluate the model in the folder `model`, or the shipped one, on the texts in `docs` that `gold` annotates.

    Texts are cleaned and split into sentences as by `kg build`.

    Raises:
        InputError: a file cannot be read, there is no record, or one has no text.
        ModelError: the model cannot be loaded.
    """
    records = {record["id"]: record for record in read_records(gold)}
    papers = _texts(records, docs, gold)
    encoder = load(model)
    start = time.perf_counter()
    predicted = _extract(papers, encoder, progress, "Extract")
    seconds = time.perf_counter() - start
    encoder.settings = _uncalibrated(encoder.settings)
    raw = _extract(papers, encoder, progress, "Uncalibrated")
    return Trial(evaluate(records, predicted), reliability(records, raw), seconds / len(papers))


def _texts(records: Mapping[str, Record], docs: Path, gold: Path) -> list[Paper]:
    if not records:
        raise InputError(f"{gold}: holds no record; give annotated papers")
    texts = read_annotated_papers(docs)
    missing = next((paper for paper in records if paper not in texts), None)
    if missing is not None:
        raise InputError(f"{gold}: record {missing} has no text in {docs}; give the matching pair of files")
    return [clean_paper(texts[paper]) for paper in records]


def _extract(papers: Sequence[Paper], encoder: OnnxEncoder, progress: Progress, stage: str) -> dict[str, Record]:
    return {paper.id: to_record(extract(paper, encoder)) for paper in progress(papers, stage)}


def _uncalibrated(settings: Settings) -> Settings:
    """Settings without calibration: the network's own probabilities and the default thresholds."""
    return msgspec.structs.replace(Settings(), name=settings.name, candidate=settings.candidate, same=settings.same)
