"""Scores of resolved names against an expert's judgements."""

import json
from pathlib import Path

import pytest
from resolve_cases import know, mention

from kg.cli.app import main
from kg.errors import InputError
from kg.evaluate import Judgements, evaluate_resolution, read_judgements
from kg.model import Broader, Knowledge
from kg.pipeline import KnowledgeGraph
from kg.vocab import HierarchySource, Reason


def judge(folder: Path, *lines: dict[str, object]) -> Judgements:
    path = folder / "judgements.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    return read_judgements(path)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """One entity for ViT, its long form and its plural; Mamba and what is called so; GPT-2 and GPT-3."""
    return know(
        mention("a", "Model", "Vision Transformer", "ViT"),
        mention("b", "Model", "vision transformers"),
        mention("c", "Model", "Mamba"),
        mention("d", "Model", "GPT-2"),
        mention("e", "Model", "GPT-3"),
    )


def test_pairs_count_once_over_all_and_over_found_names(knowledge: Knowledge, tmp_path: Path) -> None:
    score = evaluate_resolution(
        judge(
            tmp_path,
            {"same": ["ViT", "Vision Transformer", "vision transformers"], "type": "Model"},
            {"same": ["Mamba", "never found"], "type": "Method"},
            {"same": ["GPT-2", "GPT-3"]},
        ),
        knowledge,
    )
    assert (score.names, score.found) == (7, 6)
    assert (score.all_names.pairwise.hits, score.all_names.pairwise.gold) == (3, 5)
    assert (score.found_names.pairwise.hits, score.found_names.pairwise.gold) == (3, 4)
    assert score.found_names.pairwise.precision == 100
    assert score.missed == (("GPT-2", "GPT-3"),)
    assert (score.types.hits, score.types.gold) == (1, 2)


def test_b_cubed_is_a_mean_over_names(knowledge: Knowledge, tmp_path: Path) -> None:
    groups = {"same": ["ViT", "Mamba"]}, {"same": ["Vision Transformer", "vision transformers"]}
    mean = evaluate_resolution(judge(tmp_path, *groups), knowledge).all_names.b_cubed
    assert mean.precision == pytest.approx(100 * (1 / 3 + 1 + 2 / 3 + 2 / 3) / 4)
    assert mean.recall == pytest.approx(100 * (1 / 2 + 1 / 2 + 1 + 1) / 4)
    assert mean.f1 == pytest.approx(2 * mean.precision * mean.recall / (mean.precision + mean.recall))


def test_wrong_pairs_are_named_with_the_reason_of_the_expert(knowledge: Knowledge, tmp_path: Path) -> None:
    judged = judge(
        tmp_path,
        {"same": ["Vision Transformer"]},
        {"same": ["vision transformers"]},
        {"different": ["ViT", "Vision Transformer"], "why": "look-alikes"},
        {"different": ["GPT-2", "GPT-3"], "why": "version"},
    )
    score = evaluate_resolution(judged, knowledge)
    assert {(clash.first, clash.second, clash.why) for clash in score.wrong} == {
        ("ViT", "Vision Transformer", "look-alikes"),
        ("Vision Transformer", "vision transformers", "names of two groups"),
    }
    assert score.all_names.pairwise.precision == 0


def test_a_pair_counts_for_the_weaker_of_its_kinds_of_evidence(knowledge: Knowledge, tmp_path: Path) -> None:
    judged = judge(tmp_path, {"same": ["ViT", "Vision Transformer", "vision transformers"]})
    evidence = evaluate_resolution(judged, knowledge).evidence
    assert {reason: (merges, counts.hits) for reason, (merges, counts) in evidence.items()} == {
        Reason.PLURAL: (1, 1),
        Reason.ABBREVIATION: (1, 2),
    }
    assert sum(counts.recall for _, counts in evidence.values()) == pytest.approx(100)


def test_names_of_two_versions_are_found_without_any_judgement(tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.tsv"
    decisions.write_text("same\tGPT-2\tGPT-3\n", encoding="utf-8")
    forced = know(mention("a", "Model", "GPT-2"), mention("b", "Model", "GPT-3"), decisions=decisions)
    score = evaluate_resolution(judge(tmp_path), forced)
    assert [(clash.first, clash.second) for clash in score.versions] == [("GPT-2", "GPT-3")]
    assert score.all_names.b_cubed.f1 == 0


def test_names_of_one_version_are_no_clash(knowledge: Knowledge, tmp_path: Path) -> None:
    assert evaluate_resolution(judge(tmp_path), knowledge).versions == ()


def test_the_type_of_a_group_is_that_of_the_entity_with_most_of_its_names(tmp_path: Path) -> None:
    known = know(mention("a", "Task", "Mamba"), mention("b", "Model", "Vision Transformer", "ViT"))
    judged = judge(tmp_path, {"same": ["Mamba", "ViT", "Vision Transformer"], "type": "Model"})
    assert evaluate_resolution(judged, known).types.hits == 1


def test_kinds_are_counted_over_any_number_of_steps_and_in_their_direction(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    ids = {entity.label: entity.id for entity in knowledge.entities}
    chain = ("GPT-3", "GPT-2"), ("GPT-2", "Mamba")
    broader = tuple(Broader(ids[a], ids[b], (HierarchySource.STATED,)) for a, b in chain)
    judged = judge(
        tmp_path,
        {"different": ["GPT-3", "Mamba"], "why": "kind", "broader": "Mamba"},
        {"different": ["Mamba", "GPT-2"], "why": "kind", "broader": "GPT-2"},
        {"different": ["ViT", "Mamba"], "why": "kind", "broader": "Mamba"},
        {"different": ["GPT-2", "GPT-3"], "why": "version"},
    )
    known = Knowledge(knowledge.papers, knowledge.entities, (), (), (), knowledge.merges, broader)
    counts = evaluate_resolution(judged, known).broader
    assert (counts.hits, counts.gold, counts.predicted) == (1, 3, 3)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 2: Input data was truncated"),
        ("[]", "line 2: Expected `object`, got `array`"),
        ("{}", 'line 2: expected either "same", names of one thing, or "different", two names'),
        ('{"same": ["a"], "different": ["a", "b"]}', "line 2: expected either"),
        ('{"different": ["a"]}', 'line 2: "different" has 1 names; expected two'),
        ('{"different": ["a", "a"]}', "line 2: \"different\" has 'a' twice; expected two names"),
        ('{"same": ["a"], "type": "model"}', "line 2: \"type\" is 'model'; expected one of Model, Method, Benchmark, "),
        ('{"same": ["caf\xe9"]}', "line 2: is no UTF-8 (byte 0xe9); save it as UTF-8"),
        ('{"different": ["a", "b"], "broader": "c"}', "line 2: \"broader\" is 'c'; expected one of the two"),
    ],
)
def test_lines_that_are_no_judgement_are_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text(f'{{"same": ["a", "b"], "note": "unknown keys do no harm"}}\n{line}\n', encoding="latin-1")
    with pytest.raises(InputError) as raised:
        read_judgements(path)
    assert f"{path}, {complaint}" in str(raised.value)


def test_a_file_of_judgements_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"judgements.jsonl: cannot be read \(No such file"):
        read_judgements(tmp_path / "judgements.jsonl")


def run(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["kg", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_command_line_scores_a_built_graph(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    KnowledgeGraph(knowledge).save(tmp_path / "out")
    judge(tmp_path, {"same": ["ViT", "Vision Transformer", "Mamba"]}, {"different": ["ViT", "vision transformers"]})
    arguments = ["eval", "--resolution", str(tmp_path / "judgements.jsonl"), "--out", str(tmp_path / "out")]
    assert run(arguments, monkeypatch) == 0
    printed = capsys.readouterr().out
    assert "3 names judged, 3 of them in the graph" in printed
    assert "\n1 pair joined that must not be\n  ViT | vision transformers" in printed
    assert run([*arguments, "--json"], monkeypatch) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["all names"]["pairwise"]["recall"] == pytest.approx(100 / 3)
    assert figures["wrong"][0]["first"] == "ViT"


@pytest.mark.parametrize("arguments", [["eval", "a", "--resolution", "c"], ["eval", "a", "b", "--resolution", "c"]])
def test_the_command_line_asks_for_one_thing_to_score(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments, monkeypatch) == 2
    assert "or --resolution" in capsys.readouterr().err
