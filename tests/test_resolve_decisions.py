"""Decisions of a curator always win, and are refused where they cannot all be kept."""

from pathlib import Path

import pytest
from resolve_cases import called, case, know, mention, names

from kg.errors import ConfigError
from kg.resolve.decisions import read_decisions, unknown_names


def _write(folder: Path, *lines: str) -> Path:
    path = folder / "decisions.tsv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_names_decided_to_be_the_same_are_one_entity_whatever_their_versions(tmp_path: Path) -> None:
    path = _write(tmp_path, "# first release", "", "same\tPhi-1\tphi model 1.0\tone release\r")
    knowledge = know(mention("a", "Model", "Phi-1"), mention("b", "Model", "phi model 1.0"), decisions=path)
    assert names(knowledge) == {frozenset({"Phi-1", "phi model 1.0"})}
    assert [merge.reason for merge in knowledge.merges] == ["decision"]


def test_a_decision_is_about_every_spelling(tmp_path: Path) -> None:
    path = _write(tmp_path, "same\ttoken pruning\ttoken dropping")
    cases = mention("a", "Method", "Token Pruning"), mention("b", "Method", "token-dropping")
    assert len(know(*cases, decisions=path).entities) == 1


def test_names_decided_to_differ_stay_apart_whatever_joins_them(tmp_path: Path) -> None:
    cases = [
        case("a", "A fast model (FM).", [["Model", "fast model", "FM"]]),
        mention("b", "Model", "FM"),
        mention("c", "Model", "fast models"),
    ]
    assert len(know(*cases).entities) == 1
    knowledge = know(*cases, decisions=_write(tmp_path, "different\tfast model\tFM"))
    assert names(knowledge) == {frozenset({"fast model", "fast models"}), frozenset({"FM"})}
    assert called(knowledge, "FM")[0].papers == ("a", "b")


def test_what_adds_a_head_word_to_a_name_goes_with_it_where_it_is_told_apart(tmp_path: Path) -> None:
    forms = "COCO", "COCO datasets", "MS COCO", "MS-COCO datasets", "MS COCO benchmark"
    cases = [mention(str(number), "Benchmark", form) for number, form in enumerate(forms)]
    assert len(know(*cases).entities) == 1
    knowledge = know(*cases, decisions=_write(tmp_path, "different\tCOCO\tMS-COCO"))
    assert names(knowledge) == {frozenset(forms[:2]), frozenset(forms[2:])}


def test_names_decided_to_differ_stay_apart_in_every_meaning(tmp_path: Path) -> None:
    cases = [
        case("a", "A fast model (FM).", [["Model", "fast model", "FM"]]),
        case("b", "Flow matching (FM).", [["Method", "flow matching", "FM"]]),
    ]
    knowledge = know(*cases, decisions=_write(tmp_path, "different\tFM\tflow matching"))
    assert frozenset({"flow matching"}) in names(knowledge)
    assert frozenset({"fast model", "FM"}) in names(knowledge)


def test_forms_of_one_entity_can_be_told_apart(tmp_path: Path) -> None:
    cases = [mention("a", "Concept", "Indic languages", "languages of India", "Indian languages")]
    assert len(know(*cases).entities) == 1
    knowledge = know(*cases, decisions=_write(tmp_path, "different\tlanguages of India\tIndian languages"))
    assert called(knowledge, "languages of India") != called(knowledge, "Indian languages")
    assert {entity.papers for entity in knowledge.entities} == {("a",)}


def test_two_spellings_of_one_name_can_be_told_apart(tmp_path: Path) -> None:
    cases = mention("a", "Model", "ReFormer"), mention("b", "Model", "Reformer"), mention("c", "Model", "Reformer")
    assert len(know(*cases).entities) == 1
    knowledge = know(*cases, decisions=_write(tmp_path, "different\tReFormer\tReformer"))
    assert {entity.label: entity.papers for entity in knowledge.entities} == {
        "ReFormer": ("a",),
        "Reformer": ("b", "c"),
    }


def test_two_spellings_that_capitals_tell_apart_can_be_made_one(tmp_path: Path) -> None:
    cases = mention("a", "Benchmark", "GRIT"), mention("b", "Benchmark", "GrIT")
    assert len(know(*cases).entities) == 2
    assert len(know(*cases, decisions=_write(tmp_path, "same\tGRIT\tGrIT")).entities) == 1


def test_an_abbreviation_decided_to_be_a_name_has_no_other_meaning(tmp_path: Path) -> None:
    cases = [
        case("a", "A vision transformer (ViT).", [["Model", "vision transformer", "ViT"]]),
        case("b", "Video instruction tuning (ViT).", [["Method", "video instruction tuning", "ViT"]]),
        mention("c", "Model", "ViT"),
    ]
    knowledge = know(*cases, decisions=_write(tmp_path, "same\tViT\tvision transformer"))
    assert [entity.label for entity in called(knowledge, "ViT")] == ["vision transformer"]


def test_a_decision_about_names_that_no_paper_has_does_no_harm(tmp_path: Path) -> None:
    path = _write(tmp_path, "same\tAlpha\tBeta", "different\tGamma\tAlpha")
    assert names(know(mention("a", "Model", "Mamba"), decisions=path)) == {frozenset({"Mamba"})}


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (
            ["samme\tA\tB"],
            "line 1: starts with 'samme'; expected one of 'same', 'different', 'rename', 'retype', 'drop'",
        ),
        (["", "same\tA"], "line 2: expected same, a name, another name and maybe a comment, divided by tabs"),
        (["same\tA\tB\tc\td"], "line 1: expected same, a name, another name and maybe a comment"),
        (["drop\tA\tno name"], "line 1: expected drop, a name, nothing and maybe a comment"),
        (["rename\tA"], "line 1: expected rename, a name, its label and maybe a comment"),
        (["retype\tA\tmodel"], "line 1: 'model' is no type; expected one of Model, Method, Benchmark, Dataset, Task"),
        (
            ["different\tMamba\tMambas"],
            "line 1: 'Mamba' and 'Mambas' are to differ, but as spellings of one name they are the same",
        ),
        (
            ["rename\tA\tB", "rename\ta\tC"],
            "line 2: 'a' is to be called 'C', but by line 1 'A' is to be called 'B'; drop",
        ),
        (
            ["retype\tA\tTask", "same\tA\tB", "retype\tB\tModel"],
            "line 3: 'B' is to be a Model, but by line 1 'A' is to be a Task, and by line 2 the two are the same; drop",
        ),
        (["drop\tA", "retype\tA\tTask"], "line 2: 'A' is to be a Task, but by line 1 'A' is to be dropped"),
        (["drop\tA", "rename\tA\tB"], "line 2: 'A' is to be called 'B', but by line 1 'A' is to be dropped"),
        (
            ["rename\tA\tB", "drop\tB"],
            "line 2: 'B' is to be dropped, but by line 1 'A' is to be called 'B', and by line 1",
        ),
        (["rename\tA\tB", "different\tB\tA"], "line 2: 'B' and 'A' are to differ, but by line 1 they are the same"),
        (["different A B"], "line 1: columns must be divided by tabs; a blank divides the first two"),
        (["same    A    B    both"], "line 1: columns must be divided by tabs"),
        (["same A\tB"], "line 1: columns must be divided by tabs"),
        (["\tsame\tA"], "line 1: starts with ''; expected one of"),
        (["differ A B"], "line 1: starts with 'differ A B'; expected one of"),
        (["different\tA\t"], "line 1: expected different, a name, another name"),
        (["same\tA\tA"], "line 1: both names are 'A'"),
        (["same\tA\tB", "different\tB\tA"], "line 2: 'B' and 'A' are to differ, but by line 1 they are the same"),
        (
            ["same\tA\tB", "different\tD\tA", "same\tC\tB", "same\tx\ty", "same\td\tc"],
            "line 2: 'D' and 'A' are to differ, but by line 1, 3, 5 they are the same; drop one",
        ),
        (["same\tGRIT\tGrounding", "different\tGrIT\tgrounding"], "line 2: 'GrIT' and 'grounding' are to differ"),
    ],
)
def test_lines_that_cannot_be_kept_are_named(tmp_path: Path, lines: list[str], complaint: str) -> None:
    path = _write(tmp_path, *lines)
    with pytest.raises(ConfigError) as raised:
        know(mention("a", "Model", "Mamba"), decisions=path)
    assert f"{path}, {complaint}" in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"decisions.tsv: cannot be read \(No such file"):
        know(mention("a", "Model", "Mamba"), decisions=tmp_path / "decisions.tsv")
    (tmp_path / "latin.tsv").write_bytes("same\tA\tNyströmformer".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"latin.tsv: is no UTF-8 \(byte 0xf6\); save it"):
        know(mention("a", "Model", "Mamba"), decisions=tmp_path / "latin.tsv")


def test_a_thing_is_called_what_was_decided(tmp_path: Path) -> None:
    path = _write(tmp_path, "rename\tGQA\tGrouped-Query Attention\tas its paper spells it")
    cases = mention("a", "Method", "GQA"), mention("b", "Method", "GQA"), mention("c", "Method", "gqa layers")
    knowledge = know(*cases, decisions=path)
    assert names(knowledge) == {frozenset({"Grouped-Query Attention", "GQA"}), frozenset({"gqa layers"})}
    assert {entity.id for entity in knowledge.entities} == {"entity/grouped-query-attention", "entity/gqa-layers"}
    assert [(merge.name, merge.reason) for merge in knowledge.merges] == [("GQA", "decision")]


def test_what_goes_by_the_new_label_is_the_same_thing(tmp_path: Path) -> None:
    path = _write(tmp_path, "rename\tToMe\ttoken merging")
    cases = mention("a", "Method", "ToMe"), mention("b", "Method", "Token Merging")
    (entity,) = know(*cases, decisions=path).entities
    assert (entity.label, entity.aliases) == ("token merging", ("ToMe", "Token Merging"))


def test_a_thing_is_of_the_type_that_was_decided(tmp_path: Path) -> None:
    path = _write(tmp_path, "retype\tCrafter\tBenchmark")
    cases = (
        mention("a", "Model", "Crafter"),
        mention("b", "Model", "Crafter"),
        mention("c", "Benchmark", "Crafter benchmark"),
    )
    assert len(know(*cases).entities) == 2
    (entity,) = know(*cases, decisions=path).entities
    assert entity.type == "Benchmark"
    assert entity.types == (("Model", 2), ("Benchmark", 1))


def test_decisions_about_names_of_no_paper_are_told(tmp_path: Path) -> None:
    lines = "# mine", "same\tmamba\tS6", "different\tA\tB", "rename\tMambas\tNew", "retype\tA\tTask", "drop\tVIT"
    decisions = read_decisions(_write(tmp_path, *lines))
    _, first = mention("a", "Model", "Mamba")
    _, second = case("b", "A vision transformer (ViT).", [["Model", "vision transformer"]])
    assert list(unknown_names(decisions, (first, second))) == [
        "line 2: no such name 'S6'",
        "line 3: no such name 'A', nor 'B'",
        "line 5: no such name 'A'",
    ]


def test_what_is_dropped_goes_with_all_that_is_said_of_it(tmp_path: Path) -> None:
    paper, extraction = case(
        "a",
        "Mamba uses our framework.\nOur framework gets 90% accuracy on ImageNet.\nMamba gets 80% speed.",
        [["Model", "Mamba"], ["Method", "our framework", "Our framework"], ["Metric", "accuracy"], ["Metric", "speed"]],
        relations=[["Mamba", "uses", "our framework", 1]],
        results=[
            {"subject": subject, "metric": metric, "value": value, "unit": "%", "kind": "absolute", "dataset": None}
            | {"baseline": baseline, "s": sentence}
            for subject, metric, value, baseline, sentence in (
                ("our framework", "accuracy", "90", None, 2),
                ("Mamba", "speed", "80", "our framework", 3),
            )
        ],
    )
    path = _write(tmp_path, "drop\tOur framework\t\tno name")
    knowledge = know((paper, extraction), decisions=path)
    assert {entity.label for entity in knowledge.entities} == {"Mamba", "accuracy", "speed"}
    assert knowledge.facts == ()
    assert [(result.subject, result.baseline) for result in knowledge.results] == [("entity/mamba", None)]


def test_things_decided_to_be_called_differently_are_different(tmp_path: Path) -> None:
    cases = mention("a", "Model", "Mamba"), mention("b", "Model", "Mamba architecture")
    assert len(know(*cases).entities) == 1
    path = _write(tmp_path, "rename\tMamba\tMamba (2023)", "rename\tMamba architecture\tarchitecture of Mamba")
    assert {entity.label for entity in know(*cases, decisions=path).entities} == {
        "Mamba (2023)",
        "architecture of Mamba",
    }


def test_all_contradictions_are_told_at_once(tmp_path: Path) -> None:
    path = _write(tmp_path, "same\tA\tB", "different\tA\tB", "drop\tC", "retype\tC\tTask")
    with pytest.raises(ConfigError) as raised:
        know(mention("a", "Model", "Mamba"), decisions=path)
    assert [line.partition(":")[0] for line in str(raised.value).splitlines()] == [f"{path}, line 2", f"{path}, line 4"]
