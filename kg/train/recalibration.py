"""Thresholds and calibration of a trained model, fitted anew to annotated papers. Needs no torch."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from kg.encoder import Settings, load
from kg.encoder.session import SETTINGS_FILE, SHIPPED, write_settings
from kg.errors import InputError
from kg.evaluate.reliability import Reliability
from kg.evaluate.trial import SHIPPED_DOCS, SHIPPED_GOLD
from kg.files import ensure_writable, replacing_all
from kg.progress import Progress, silent
from kg.train.calibrate import ReadPapers, calibrate, cross_validate
from kg.train.config import CHECKPOINT_FILE
from kg.train.examples import Example, read_examples

HELD_OUT: Final = ((SHIPPED_DOCS, SHIPPED_GOLD),)
"""Shipped texts and annotations that the shipped model was not trained on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalibrationConfig:
    """`data` are pairs of files of texts and annotations that the model in the folder `model` was not trained on.

    The model with its new settings is written to `out`; without it, they are only evaluated. Reliability is measured by
    cross-validation with `folds` folds.
    """

    data: tuple[tuple[Path, Path], ...] = HELD_OUT
    model: Path = SHIPPED
    out: Path | None = None
    folds: int = 5


@dataclass(frozen=True, slots=True)
class RecalibrationReport:
    """The number of papers, the reliability before and after refitting (cross-validated), and the new settings."""

    papers: int
    before: Mapping[str, Reliability]
    after: Mapping[str, Reliability]
    settings: Settings


def recalibrate(config: RecalibrationConfig, *, progress: Progress = silent) -> RecalibrationReport:
    """Fit thresholds and calibration as `config` says.

    Raises:
        ModelError: the model cannot be loaded.
        InputError: an annotated file cannot be read, a paper comes twice, or there are fewer papers than folds.
        OutputError: a folder cannot be written to.
    """
    if config.out is not None:
        ensure_writable(config.out)
    encoder = load(config.model)
    examples = _read(config.data, encoder.tokenizer)
    if len(examples) < config.folds:
        raise InputError(f"{len(examples)} annotated papers are too few for {config.folds} folds; give more of them")
    papers = ReadPapers.of(encoder, examples, progress=progress)
    before = papers.reliability(papers.extract(encoder.settings))
    after = cross_validate(papers, config.folds, progress=progress)
    settings = calibrate(papers, encoder.settings.name)
    if config.out is not None:
        _write(settings, config.model, config.out)
    return RecalibrationReport(len(examples), before, after, settings)


def _read(data: Sequence[tuple[Path, Path]], tokenizer: Tokenizer) -> list[Example]:
    """The annotated papers; one that comes twice is an error, because cross-validation could put it into two folds."""
    files: dict[str, Path] = {}
    examples: list[Example] = []
    for docs, gold in data:
        for example in read_examples(docs, gold, tokenizer):
            paper = example.paper.id
            if paper in files:
                raise InputError(f"{gold}: paper {paper} is annotated in {files[paper]} already; give each paper once")
            files[paper] = gold
            examples.append(example)
    return examples


def _write(settings: Settings, model: Path, out: Path) -> None:
    """The model with these settings, all of its files or none; a checkpoint of its training stays where it is."""
    if model.resolve() == out.resolve():
        write_settings(settings, out)
        return
    with replacing_all(out) as partial:
        for path in sorted(model.iterdir()):
            if path.name not in {SETTINGS_FILE, CHECKPOINT_FILE} and path.is_file():
                shutil.copyfile(path, partial / path.name)
        write_settings(settings, partial)
