import importlib.util
import json
import random
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.evaluate import FIGURES, Figure, evaluate, evaluate_files, reliability
from kg.records import Record, dump_record, read_records
from kg.vocab import ENTITY_TYPES, RelationType

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT / "kg" / "data" / "annotated" / "seed_dev.jsonl"
SCORER = ROOT.parent / "shared" / "annotation" / "score.py"
ROUNDING = 1e-12
"""By how much the mean of equal numbers may differ from them."""


@pytest.fixture(scope="module")
def gold() -> Mapping[str, Record]:
    return {record["id"]: record for record in read_records(DEV)}


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the reference scorer is not here")
    spec = importlib.util.spec_from_file_location("reference_scorer", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturbed(records: Mapping[str, Record], seed: int) -> dict[str, Record]:
    """What a middling extractor might have found: things missed, mistyped, misspelt, reversed, and left out."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return {key: _perturbed(record, chance) for key, record in records.items() if chance.random() > 0.1}


def _perturbed(record: Record, chance: random.Random) -> Record:
    names = {forms[0]: _misspelt(forms[0], chance) for _, *forms in record["entities"]} | {"PAPER": "PAPER", None: None}
    entities = [
        [kind if chance.random() > 0.2 else chance.choice(ENTITY_TYPES).value, names[name], *forms]
        for kind, name, *forms in record["entities"]
        if chance.random() > 0.2
    ]
    entities += [["Concept", f"invented thing {n}"] for n in range(chance.randrange(3))]
    relations = [
        [names[h], r if chance.random() > 0.2 else "comparedWith", names[t], s]
        if chance.random() > 0.2
        else [t, r, h, s]
        for h, r, t, s in record["relations"]
        if chance.random() > 0.3
    ]
    results = [
        {**result, "metric": names[result["metric"]], "unit": chance.choice([result["unit"], "%", "times", None])}
        for result in record["results"]
        if chance.random() > 0.3
    ]
    return {"id": record["id"], "entities": entities, "relations": relations, "results": results}


def _misspelt(name: str, chance: random.Random) -> str:
    return chance.choice([name, name, f"{name}s", name.upper(), f"{name} model", name.replace("-", " ")])


def as_reference(figure: Figure) -> dict[str, Any]:
    bounds = {"low": figure.interval.low, "high": figure.interval.high} if figure.interval else {}
    counts = figure.counts
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1, "gold": counts.gold} | bounds


@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_of_the_reference_scorer(gold: Mapping[str, Record], scorer: ModuleType, seed: int) -> None:
    predicted = perturbed(gold, seed)
    expected = scorer.score(dict(gold), predicted)
    found = evaluate(gold, predicted)
    parts = {f"  {kind}": figure for kind, figure in [*found.types.items(), *found.relations.items()]}
    assert expected.keys() == found.figures.keys() | parts.keys()
    for label, figure in (found.figures | parts).items():
        assert as_reference(figure) == pytest.approx(expected[label], abs=1e-9), label


def test_a_perfect_extraction_scores_full_marks(gold: Mapping[str, Record]) -> None:
    evaluation = evaluate(gold, gold)
    assert evaluation.papers == 40
    assert list(evaluation.figures) == list(FIGURES)
    for figure in (*evaluation.figures.values(), *evaluation.types.values(), *evaluation.relations.values()):
        assert (figure.counts.precision, figure.counts.recall, figure.counts.f1) == (100, 100, 100)


def test_papers_without_prediction_count_as_empty_and_others_are_ignored(gold: Mapping[str, Record]) -> None:
    first = min(gold)
    evaluation = evaluate(gold, {first: gold[first], "another paper": gold[first]})
    counts = evaluation.figures["entities"].counts
    assert counts.hits == counts.predicted == len(gold[first]["entities"])
    assert counts.gold == sum(len(record["entities"]) for record in gold.values())


def test_papers_without_prediction_are_counted(gold: Mapping[str, Record]) -> None:
    assert evaluate(gold, gold).missing == 0
    assert evaluate(gold, {"another paper": {}, **dict(sorted(gold.items())[:3])}).missing == 37


def test_files_without_a_paper_in_common_are_refused(tmp_path: Path) -> None:
    other, empty = tmp_path / "records.jsonl", tmp_path / "empty.jsonl"
    other.write_text(dump_record(record_of()), encoding="utf-8")
    empty.touch()
    with pytest.raises(InputError, match=r"records\.jsonl: has no paper of .*, whose ids are like 'hf-\d+', not 'p'"):
        evaluate_files(DEV, other)
    for pair in ((DEV, empty), (empty, DEV)):
        with pytest.raises(InputError, match=r"empty\.jsonl: holds no record"):
            evaluate_files(*pair)


def record_of(**parts: Any) -> Record:  # noqa: ANN401 - JSON values
    return {"id": "p", "entities": [], "relations": [], "results": []} | parts


def test_forms_types_and_words_decide_what_an_entity_matches() -> None:
    gold = {"p": record_of(entities=[["Model", "Vision Transformer", "ViT"], ["Task", "image classification"]])}
    predicted = {"p": record_of(entities=[["Method", "ViTs"], ["Task", "classification of image"]])}
    figures = evaluate(gold, predicted).figures
    hits = {label: figures[label].counts.hits for label in list(FIGURES)[:4]}
    assert hits == {"entities": 1, "entities, typed": 0, "entities, coarse": 1, "entities, relaxed": 2}


def test_the_order_of_a_comparison_does_not_matter_but_that_of_an_outperformance_does() -> None:
    entities = [["Model", "A"], ["Model", "B"]]
    gold = record_of(entities=entities, relations=[["A", "comparedWith", "B", 1], ["A", "outperforms", "B", 1]])
    turned = record_of(entities=entities, relations=[["B", "comparedWith", "A", 1], ["B", "outperforms", "A", 1]])
    evaluation = evaluate({"p": gold}, {"p": turned})
    assert evaluation.relations[RelationType.COMPARED_WITH].counts.hits == 1
    assert evaluation.relations[RelationType.OUTPERFORMS].counts.hits == 0
    assert evaluation.figures["pairs"].counts.hits == 1


def test_the_same_records_give_the_same_intervals(gold: Mapping[str, Record]) -> None:
    predicted = perturbed(gold, 5)
    assert evaluate(gold, predicted) == evaluate(dict(reversed(gold.items())), predicted)


def test_no_papers_give_no_figures_but_no_failure() -> None:
    assert evaluate({}, {}).figures["relations"] == Figure(evaluate({}, {}).figures["pairs"].counts)


def test_files_are_scored_as_their_records(gold: Mapping[str, Record], tmp_path: Path) -> None:
    predicted = perturbed(gold, 6)
    path = tmp_path / "predicted.jsonl"
    path.write_text("".join(map(dump_record, predicted.values())), encoding="utf-8")
    assert evaluate_files(DEV, path) == evaluate(gold, predicted)


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "predicted.jsonl"
    path.write_text(json.dumps({"id": "p"}) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"predicted\.jsonl, line 1: no record"):
        evaluate_files(DEV, path)


def test_reliability_sets_confidence_against_precision() -> None:
    gold = {"p": record_of(entities=[["Model", "A"], ["Model", "B"]], relations=[["A", "uses", "B", 1]])}
    predicted = record_of(
        entities=[["Model", "A"], ["Task", "B"], ["Model", "C"]],
        relations=[["A", "uses", "B", 1], ["B", "uses", "A", 1]],
        scores={"entities": [0.95, 0.85, 0.12], "relations": [1.0, 0.52], "results": []},
    )
    found = reliability(gold, {"p": predicted})
    entities, relations = found["entities"], found["relations"]
    assert [(b.low, b.high, b.count, b.confidence, b.precision) for b in entities.bins] == [
        (0.1, 0.2, 1, 0.12, 0.0),
        (0.8, 0.9, 1, 0.85, 0.0),
        (0.9, 1.0, 1, 0.95, 1.0),
    ]
    assert entities.error == pytest.approx((0.12 + 0.85 + 0.05) / 3)
    assert [(b.low, b.count, b.precision) for b in relations.bins] == [(0.5, 1, 0.0), (0.9, 1, 1.0)]
    assert relations.error == pytest.approx(0.26)
    assert entities.chance == pytest.approx(2 * (0.12 * 0.88 + 0.85 * 0.15 + 0.95 * 0.05) / 3)
    assert relations.chance == pytest.approx(0.52 * 0.48)


def test_records_without_scores_have_no_reliability(gold: Mapping[str, Record]) -> None:
    assert evaluate(gold, gold).reliability == {}


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_the_calibration_error_is_a_share_and_bins_hold_every_item(items: list[tuple[float, bool]]) -> None:
    names = [f"thing {n}" for n in range(len(items))]
    gold = record_of(entities=[["Model", name] for name, (_, right) in zip(names, items, strict=True) if right])
    scores = {"entities": [score for score, _ in items], "relations": []}
    predicted = record_of(entities=[["Model", name] for name in names], scores=scores)
    found = reliability({"p": gold}, {"p": predicted})["entities"]
    assert 0 <= found.error <= 1
    assert 0 <= found.chance <= 1 / 2
    assert sum(b.count for b in found.bins) == len(items)
    assert all(b.low - ROUNDING <= b.confidence <= b.high + ROUNDING for b in found.bins)
