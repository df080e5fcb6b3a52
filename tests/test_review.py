"""`kg review`: what it asks first, and what it writes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from resolve_cases import Case, case, know, mention
from typer.testing import CliRunner

from kg.cli.app import app, main
from kg.model import Knowledge
from kg.pipeline import KnowledgeGraph
from kg.resolve.decisions import Decisions, read_decisions
from kg.resolve.doubts import find_doubts

Review = Callable[..., str]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Two merges to doubt: a form that one paper alone gives, and a head word; and a plural, which counts with them."""
    return know(
        *(mention(f"m{n}", "Model", "Mamba") for n in range(5)),
        *(mention(f"a{n}", "Model", "Mamba architecture") for n in range(2)),
        mention("a9", "Model", "Mamba architectures"),
        case("t", "TokenSelect is dynamic cache selection.", [["Method", "TokenSelect", "dynamic cache selection"]]),
    )


@pytest.fixture
def review(knowledge: Knowledge, tmp_path: Path) -> Review:
    """Runs the command with answers, one a line, and returns what it prints."""
    KnowledgeGraph(knowledge).save(tmp_path / "out")

    def run(*answers: str, limit: int = 50) -> str:
        arguments = ["review", "--out", str(tmp_path / "out"), "--decisions", str(tmp_path / "d.tsv")]
        result = CliRunner().invoke(app, [*arguments, "--limit", str(limit)], input="".join(f"{a}\n" for a in answers))
        assert result.exit_code == 0, result.output
        return result.output

    return run


def decided(folder: Path) -> list[str]:
    return [line for line in (folder / "d.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def test_what_is_likely_wrong_and_moves_most_comes_first(knowledge: Knowledge) -> None:
    doubts = find_doubts(knowledge, Decisions())
    assert [(doubt.label.name, doubt.name.name) for doubt in doubts] == [
        ("TokenSelect", "dynamic cache selection"),
        ("Mamba", "Mamba architecture"),
    ]
    assert [doubt.name.papers for doubt in doubts] == [1, 2]
    assert doubts[1].weight == pytest.approx(3 * doubts[1].doubt)
    assert doubts[0].name.sentence == "TokenSelect is dynamic cache selection."


def defining(key: str, long: str, short: str, kind: str = "Method") -> Case:
    return case(key, f"It is {long} ({short}).", [[kind, long, short]])


def test_an_abbreviation_is_doubted_where_it_is_not_defined_the_more_the_fewer_papers_define_it() -> None:
    cases = [
        defining("a", "token merging", "ToMe"),
        *(mention(f"b{n}", "Method", "token merging") for n in range(3)),
        *(mention(f"c{n}", "Method", "ToMe") for n in range(3)),
        *(defining(f"d{n}", "token pruning", "ToPr") for n in range(7)),
    ]
    doubts = find_doubts(know(*cases), Decisions())
    assert {doubt.name.name for doubt in doubts} == {"ToMe", "ToPr"}
    assert [doubt.doubt for doubt in doubts] == [pytest.approx(0.51), pytest.approx(0.02)]
    assert doubts[0].weight == pytest.approx(3 * doubts[0].doubt)


def test_a_name_that_means_several_things_is_not_asked_about() -> None:
    speech = [defining(f"a{n}", "automatic speech recognition", "ASR", "Task") for n in range(3)]
    attack = [defining(f"b{n}", "attack success rate", "ASR", "Metric") for n in range(3)]
    assert "ASR" in {doubt.name.name for doubt in find_doubts(know(*speech), Decisions())}
    assert "ASR" not in {doubt.name.name for doubt in find_doubts(know(*speech, *attack), Decisions())}


def test_things_with_names_alike_but_for_endings_are_proposed_once() -> None:
    names = "geometric prior", "geometry priors", "geometry prior", "geometric priority", "negated sample"
    knowledge = know(*(mention(name, "Concept", name) for name in names), mention("n", "Model", "geometric prior"))
    doubts = find_doubts(knowledge, Decisions())
    assert [(doubt.label.name, doubt.name.name, doubt.reason) for doubt in doubts if not doubt.reason] == [
        ("geometry prior", "geometric prior", None)
    ]


def test_things_of_two_versions_or_deeds_are_not_proposed() -> None:
    names = "GPT-3 prior", "GPT-4 priors", "language model", "language modeling"
    assert not find_doubts(know(*(mention(name, "Concept", name) for name in names)), Decisions())


def test_decisions_are_written_and_read_back(review: Review, tmp_path: Path) -> None:
    shown = review("d rivals", "s one release")
    assert "Is dynamic cache selection the Method TokenSelect?" in shown
    assert "Some Mamba architecture here." in shown
    assert decided(tmp_path) == [
        "different\tTokenSelect\tdynamic cache selection\trivals",
        "same\tMamba\tMamba architecture\tone release",
    ]
    assert [line.comment for line in read_decisions(tmp_path / "d.tsv").lines] == ["rivals", "one release"]


def test_what_is_decided_is_not_asked_again(review: Review) -> None:
    review("d", "s")
    assert "Nothing to review" in review()


def test_a_thing_can_be_renamed_retyped_and_dropped(review: Review, tmp_path: Path) -> None:
    review("r Token Select", "t Method")
    assert decided(tmp_path) == ["rename\tTokenSelect\tToken Select", "retype\tMamba\tMethod"]
    review("x no name", "q")
    assert decided(tmp_path)[2:] == []


def test_a_question_says_which_of_its_names_is_dropped_and_nothing_about_that_is_asked_again(
    knowledge: Knowledge, review: Review, tmp_path: Path
) -> None:
    assert "r, t and x are about TokenSelect\n" in review("x")
    assert decided(tmp_path) == ["drop\tTokenSelect"]
    assert [doubt.label.name for doubt in find_doubts(knowledge, read_decisions(tmp_path / "d.tsv"))] == ["Mamba"]
    assert "TokenSelect" not in review("")


def test_what_was_just_dropped_is_not_asked_about(tmp_path: Path) -> None:
    names = "Mamba", "Mamba", "Mamba architecture", "Mamba framework"
    knowledge = know(*(mention(f"m{n}", "Model", name) for n, name in enumerate(names)))
    assert [doubt.label.name for doubt in find_doubts(knowledge, Decisions())] == ["Mamba", "Mamba"]
    KnowledgeGraph(knowledge).save(tmp_path)
    arguments = ["review", "--out", str(tmp_path), "--decisions", str(tmp_path / "d.tsv")]
    said = CliRunner().invoke(app, arguments, input="x\n").output
    assert "1 of 2" in said
    assert "2 of 2" not in said
    assert "1 decision written" in said


def test_an_answer_that_cannot_be_kept_is_refused_with_its_line(review: Review, tmp_path: Path) -> None:
    (tmp_path / "d.tsv").write_text("retype\tTokenSelect\tModel\n", encoding="utf-8")
    shown = review("t Task", "t Gadget", "what", "")
    assert "line 2: 'TokenSelect' is to be a Task, but by line 1 'TokenSelect' is to be a Model" in " ".join(
        shown.split()
    )
    assert "'Gadget' is no type" in shown
    assert decided(tmp_path) == ["retype\tTokenSelect\tModel"]


def test_the_last_decision_can_be_undone(review: Review, tmp_path: Path) -> None:
    shown = review("u", "d", "u", "s", "q")
    assert "Nothing to undo." in shown
    assert decided(tmp_path) == ["same\tMamba\tMamba architecture"]


def test_skipping_and_stopping_decide_nothing(review: Review, tmp_path: Path) -> None:
    assert "Nothing was decided." in review("", "q")
    assert "Nothing was decided." in review()
    assert not (tmp_path / "d.tsv").exists()


def test_what_the_file_held_stays(review: Review, tmp_path: Path) -> None:
    (tmp_path / "d.tsv").write_text("# mine\nsame\tA\tB", encoding="utf-8")
    review("d", limit=1)
    assert (tmp_path / "d.tsv").read_text(encoding="utf-8") == (
        "# mine\nsame\tA\tB\ndifferent\tTokenSelect\tdynamic cache selection\n"
    )


def test_names_that_look_like_markup_are_shown_as_they_are(review: Review, tmp_path: Path) -> None:
    (tmp_path / "d.tsv").write_text("rename\tTokenSelect\tNew\n", encoding="utf-8")
    shown = review("r [/bold] x", "t [red]", "d", "u", "q")
    assert "'TokenSelect' is to be called '[/bold] x', but" in " ".join(shown.split())
    assert "'[red]' is no type" in shown


def test_a_graph_with_a_reason_that_the_program_does_not_know_is_refused(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "knowledge.json"
    KnowledgeGraph(knowledge).save(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"reason":"head word"', b'"reason":"hearsay"'))
    monkeypatch.setattr("sys.argv", ["kg", "review", "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "damaged (Invalid enum value 'hearsay'" in " ".join(capsys.readouterr().err.split())
