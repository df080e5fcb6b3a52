"""What the documentation shows is what the program does."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer.main

import kg.rules
from kg.cli.app import app, main
from kg.config import Config
from kg.model import Knowledge
from kg.pipeline import KnowledgeGraph
from kg.query import list_queries
from kg.vocab import ENTITY_TYPES, RelationType

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def shell_lines() -> list[str]:
    return [line for block in blocks("sh") for line in block.splitlines() if line and not line.startswith("#")]


def kg_lines() -> list[str]:
    return [line for line in shell_lines() if line.startswith("kg ")]


def commands() -> dict[str, Any]:
    """The commands by name; typer has a parser of its own, so they are of no public type."""
    return dict(vars(typer.main.get_command(app))["commands"])


def options(command: Any) -> list[Any]:  # noqa: ANN401 - of no public type
    return [param for param in command.params if param.param_type_name == "option"]


def test_readme_begins_with_the_two_commands() -> None:
    assert shell_lines()[:2] == ["pip install . && kg build", "pip install -e '.[test]' && python -m pytest"]


def test_ci_runs_the_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "pip install -q -e '.[test]' && python -m pytest" in script


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_in_the_readme(name: str) -> None:
    assert f"`kg {name}" in README
    flags = {option.opts[0] for option in options(commands()[name])}
    undocumented = {flag for flag in flags if f"`{flag}" not in README and f" {flag}" not in README}
    assert undocumented <= {"--help"}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_says_what_it_is_for(name: str) -> None:
    command = commands()[name]
    assert command.help
    assert all(getattr(option, "help", None) for option in command.params)


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", shlex.split(line, comments=True))
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0


@pytest.fixture
def folder(built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A place like a checkout in which the README's first command has run."""
    (tmp_path / "out").symlink_to(built)
    (tmp_path / "kg").symlink_to(ROOT / "kg")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("line", [line for line in kg_lines() if line.startswith(("kg query", "kg validate"))])
def test_queries_of_the_readme_are_answered(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(line, monkeypatch)
    assert len(capsys.readouterr().out.splitlines()) > 1


@pytest.mark.usefixtures("folder")
def test_the_command_of_the_readme_prints_its_scores(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Eight-bit arithmetic differs a little from processor to processor, so the figures may by a point."""
    assert "kg eval" in kg_lines()
    run("kg eval --json", monkeypatch)
    figures = json.loads(capsys.readouterr().out)["figures"]
    shown = {row: float(f1) for row, f1 in re.findall(r"^\| ([\w ,]+?) \| (\d+\.\d) \(", README, re.MULTILINE)}
    names = {
        "entities": "entities",
        "entities with their type": "entities, typed",
        "relations": "relations",
        "what the paper proposes": "proposes",
        "numbers that are results, with their unit": "result values",
        "results with metric and subject": "results",
    }
    assert shown == {row: pytest.approx(figures[name]["f1"], abs=1.0) for row, name in names.items()}


def test_python_of_the_readme_runs(
    tiny: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    KnowledgeGraph(tiny, Config()).save(tmp_path / "out")
    monkeypatch.chdir(tmp_path)
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the README is ours
    first, quote, count = capsys.readouterr().out.splitlines()
    assert first == "Nimbus > Vision Transformer"
    assert "outperforms ViT" in quote
    assert int(count.split()[1]) == 2


def test_settings_of_the_readme_are_all_settings_with_their_defaults() -> None:
    (shown,) = blocks("toml")
    assert msgspec.toml.decode(shown) == {
        section: {key: value for key, value in msgspec.to_builtins(values).items() if value is not None}
        for section, values in ((field, getattr(Config(), field)) for field in Config.__struct_fields__)
        if any(value is not None for value in msgspec.to_builtins(values).values())
    }


def test_readme_names_every_type_relation_and_query() -> None:
    names = [*ENTITY_TYPES, *RelationType, *(query.name for query in list_queries())]
    assert [name for name in names if f"`{name}`" not in README] == []


def test_no_text_of_the_project_says_it_is_unfinished() -> None:
    unfinished = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    kinds = ("py", "md", "rq", "js", "css", "toml")
    folders = ("kg", "queries", "tests", "benchmarks", "docs")
    files = [path for folder in folders for kind in kinds for path in (ROOT / folder).rglob(f"*.{kind}")]
    assert len(files) > len(folders)
    assert [path for path in files if unfinished.search(path.read_text(encoding="utf-8"))] == []


def test_the_overview_of_the_rules_names_every_one() -> None:
    modules = {path.stem for path in Path(kg.rules.__file__).parent.glob("*.py")} - {"__init__"}
    named = re.findall(r"^ {6}(\w+)  |`(\w+)`", kg.rules.__doc__ or "", re.MULTILINE)
    assert {in_table or in_text for in_table, in_text in named} == modules
