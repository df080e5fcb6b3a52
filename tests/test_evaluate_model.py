"""A model tried on annotated papers scores as its extracted records do, and is better calibrated than it comes."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from kg.cli.figures import print_evaluation, print_trial
from kg.errors import InputError
from kg.evaluate import SHIPPED_DOCS, SHIPPED_GOLD, Trial, evaluate, evaluate_model
from kg.records import read_records


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_text("".join(SHIPPED_GOLD.read_text(encoding="utf-8").splitlines(keepends=True)[:12]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def trial(gold: Path) -> Trial:
    return evaluate_model(gold)


def test_all_papers_are_tried(trial: Trial) -> None:
    assert trial.evaluation.papers == 12
    assert trial.evaluation.figures["entities"].counts.f1 > 50
    assert trial.seconds > 0


def test_calibration_brings_confidence_nearer_to_precision(trial: Trial) -> None:
    for part, before in trial.uncalibrated.items():
        assert trial.evaluation.reliability[part].error < before.error


def test_an_annotation_without_its_text_is_named(gold: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs.jsonl"
    docs.write_text(SHIPPED_DOCS.read_text(encoding="utf-8").splitlines(keepends=True)[-1], encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl: record hf-\d+ has no text in .*docs\.jsonl"):
        evaluate_model(gold, docs)


def test_a_file_without_a_record_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    with pytest.raises(InputError, match=r"empty\.jsonl: holds no record"):
        evaluate_model(empty)


def test_what_is_printed_fits_a_terminal(
    trial: Trial, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_trial(trial, as_json=False)
    printed = capsys.readouterr().out
    assert "before calibration" in printed
    assert "papers a second on one core" in printed
    assert max(map(len, printed.splitlines())) <= Console().width


def test_what_is_printed_as_json_can_be_read(trial: Trial, capsys: pytest.CaptureFixture[str]) -> None:
    print_trial(trial, as_json=True)
    values = json.loads(capsys.readouterr().out)
    assert values["papers"] == 12
    assert values["figures"]["relations"]["f1"] == trial.evaluation.figures["relations"].counts.f1
    assert set(values["calibration error before"]) == {"entities", "relations"}


def test_papers_that_were_not_predicted_are_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    records = {record["id"]: record for record in read_records(SHIPPED_GOLD)}
    print_evaluation(evaluate(records, dict(sorted(records.items())[:3])), as_json=False)
    print_evaluation(evaluate(records, dict(sorted(records.items())[:39])), as_json=False)
    print_evaluation(evaluate(records, records), as_json=False)
    print_evaluation(evaluate(dict(sorted(records.items())[:1]), {}), as_json=False)
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if "PREDICTED" in line] == [
        "37 of 40 papers are not in PREDICTED and count as empty",
        "1 of 40 papers is not in PREDICTED and counts as empty",
        "1 of 1 paper is not in PREDICTED and counts as empty",
    ]
    counted = [line.partition(";")[0] for line in said if "precision" in line]
    assert counted == ["40 papers", "40 papers", "40 papers", "1 paper"]
