"""Calibration of a trained model on annotated papers, without torch."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from kg.encoder import load
from kg.encoder.session import SETTINGS_FILE, SHIPPED
from kg.errors import InputError, OutputError
from kg.extract.entities import choose
from kg.train import HELD_OUT, RecalibrationConfig, RecalibrationReport, recalibrate
from kg.train.calibrate import ReadPapers
from kg.train.config import CHECKPOINT_FILE
from kg.train.examples import match, read_examples

FOLDS = 2


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> RecalibrationConfig:
    """The six shortest of the annotated papers, and the shipped model as training leaves one."""
    folder = tmp_path_factory.mktemp("calibrate")
    ((docs, gold),) = HELD_OUT
    lengths = {json.loads(line)["id"]: len(line) for line in docs.read_text(encoding="utf-8").splitlines()}
    annotated = gold.read_text(encoding="utf-8").splitlines(keepends=True)
    few = folder / gold.name
    few.write_text("".join(sorted(annotated, key=lambda line: lengths[json.loads(line)["id"]])[:6]), encoding="utf-8")
    model = folder / "trained"
    shutil.copytree(SHIPPED, model)
    (model / CHECKPOINT_FILE).touch()
    return RecalibrationConfig(data=((docs, few),), model=model, out=folder / "model", folds=FOLDS)


@pytest.fixture(scope="module")
def report(config: RecalibrationConfig) -> RecalibrationReport:
    return recalibrate(config)


def test_only_the_settings_of_the_model_change_and_its_checkpoint_is_left_behind(
    config: RecalibrationConfig, report: RecalibrationReport
) -> None:
    assert config.out is not None
    assert load(config.out).settings == report.settings != load().settings
    assert report.settings.name == load().settings.name
    files = {path.name for path in SHIPPED.iterdir()}
    assert {path.name for path in config.out.iterdir()} == files
    assert all((config.out / name).read_bytes() == (SHIPPED / name).read_bytes() for name in files - {SETTINGS_FILE})


def test_every_paper_is_judged_by_the_others_once(config: RecalibrationConfig, report: RecalibrationReport) -> None:
    assert report.papers == 6
    assert set(report.before) == set(report.after) == {"entities", "relations"}
    ((_, gold),) = config.data
    annotated = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    for part, reliability in report.after.items():
        found = sum(one.count for one in reliability.bins)
        assert 0.3 < found / sum(len(record[part]) for record in annotated) < 3


def test_things_that_no_likelier_one_overlaps_are_annotated_as_often_as_their_confidences_say(
    config: RecalibrationConfig, report: RecalibrationReport
) -> None:
    ((docs, gold),) = config.data
    encoder = load()
    papers = ReadPapers.of(encoder, list(read_examples(docs, gold, encoder.tokenizer)))
    settings = structs.replace(report.settings, entity=0.0)
    sure, right = 0.0, 0
    for example, judged in zip(papers.examples, papers.judge_candidates(settings), strict=True):
        chosen = choose(
            example.paper,
            judged.candidates,
            scores=judged.scores,
            settings=settings,
            abbreviations=example.abbreviations,
        )
        sure += sum(one.confidence for one in chosen)
        annotated = match(example, [one.candidate.forms(example.paper) for one in chosen])
        right += len(set(annotated) - {None})
    assert sure == pytest.approx(right, rel=0.05)


def test_calibration_is_the_same_each_time(config: RecalibrationConfig, report: RecalibrationReport) -> None:
    assert recalibrate(replace(config, out=None)) == report


def test_fewer_papers_than_folds_are_refused(config: RecalibrationConfig) -> None:
    with pytest.raises(InputError, match="6 annotated papers are too few for 7 folds"):
        recalibrate(replace(config, folds=7))


def test_a_paper_that_comes_twice_is_refused(config: RecalibrationConfig) -> None:
    with pytest.raises(InputError, match=r"seed_dev\.jsonl: paper hf-\d+ is annotated in .*seed_dev\.jsonl already"):
        recalibrate(replace(config, data=(*HELD_OUT, *config.data)))


def test_a_folder_that_cannot_be_made_is_refused_before_work_begins(
    config: RecalibrationConfig, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file"):
        recalibrate(replace(config, model=tmp_path / "nowhere", out=tmp_path / "file" / "model"))


def test_what_names_no_entity_of_its_record_is_left_out(config: RecalibrationConfig, tmp_path: Path) -> None:
    ((docs, gold),) = config.data
    record = json.loads(gold.read_text(encoding="utf-8").splitlines()[0])
    name, result = record["entities"][0][1], dict.fromkeys(("metric", "unit", "dataset", "baseline"))
    stray = {
        "relations": [*record["relations"], [name, "uses", "a name of nothing", 1]],
        "results": [*record["results"], result | {"subject": "nothing", "value": "1", "kind": "gain", "s": 1}],
    }
    files = []
    for number, each in enumerate((record, record | stray)):
        files.append(tmp_path / f"{number}.jsonl")
        files[-1].write_text(json.dumps(each), encoding="utf-8")
    plain, strayed = (read_examples(docs, path, load().tokenizer)[0].gold for path in files)
    assert strayed == plain
