"""Decisions of a curator always win, and are refused where they cannot all be kept."""

from pathlib import Path

import pytest
from resolve_cases import called, case, know, mention, names

from kg.errors import ConfigError


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
        (["samme\tA\tB"], "line 1: starts with 'samme'; expected 'same' or 'different'"),
        (["", "same\tA"], "line 2: expected same, two names and maybe a comment, divided by tabs"),
        (["same\tA\tB\tc\td"], "line 1: expected same, two names and maybe a comment"),
        (["different A B"], "line 1: starts with 'different A B'"),
        (["different\tA\t"], "line 1: expected different, two names"),
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
    with pytest.raises(ConfigError, match=r"latin.tsv: no UTF-8 \(byte 12\)"):
        know(mention("a", "Model", "Mamba"), decisions=tmp_path / "latin.tsv")
