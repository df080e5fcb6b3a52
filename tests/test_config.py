"""Settings from files, and those that are made in Python."""

import re
from pathlib import Path

import pytest

import kg
from kg.config import Config, ExtractConfig, ResolveConfig, load_config
from kg.errors import ConfigError
from kg.model import Knowledge
from kg.pipeline import KnowledgeGraph
from kg.query import read_query
from kg.records import dump_record, read_records


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        (Config(resolve=ResolveConfig(confidence=5)), "resolve.confidence: expected float <= 1.0"),
        (Config(extract=ExtractConfig(workers=-1)), "extract.workers: expected int >= 0"),
        (Config(explorer={"nods": 3}), "there is no setting explorer.nods"),
        (Config(resolve=ResolveConfig(decisions=5)), "resolve.decisions: expected str | null, got int"),
        (Config(resolve=ResolveConfig(decisions=object())), "expected str, bytes or os.PathLike object, not object"),
    ],
)
def test_settings_made_in_python_are_checked_before_anything_is_read(config: Config, reason: str) -> None:
    with pytest.raises(ConfigError, match=f"^config: {re.escape(reason)}; see README.md for the settings$"):
        kg.build("missing.txt", config=config)
    with pytest.raises(ConfigError, match=r"^config: .* see README.md for the settings$"):
        kg.pipeline.extract_records("missing.txt", "records.jsonl", config=config)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("wrokers = 2", "there is no setting wrokers"),
        ("[extract]\nwrokers = 2", "there is no setting extract.wrokers"),
        ("extract = 2", "extract: expected a section, got int"),
        ('[resolve]\nconfidence = "`high`"', "resolve.confidence: expected float, got str"),
    ],
)
def test_a_wrong_setting_is_named_as_it_is_written(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    assert str(refused.value) == f"{path}: {reason}; see README.md for the settings"


def test_a_section_of_settings_may_be_a_dict_and_a_path_one_of_pathlib(tiny: Knowledge, tmp_path: Path) -> None:
    KnowledgeGraph(tiny).save(tmp_path)
    graph = kg.load(tmp_path, config=Config(resolve={"confidence": 0.5, "decisions": tmp_path / "decisions.tsv"}))
    assert graph.config.resolve == ResolveConfig(confidence=0.5, decisions=str(tmp_path / "decisions.tsv"))


def test_text_files_may_begin_with_the_mark_that_windows_writes(tmp_path: Path) -> None:
    path, record = tmp_path / "file", {"id": "p", "entities": [], "relations": [], "results": []}
    path.write_text("[resolve]\nconfidence = 0.5\n", encoding="utf-8-sig")
    assert load_config(path) == Config(resolve=ResolveConfig(confidence=0.5))
    path.write_text(dump_record(record), encoding="utf-8-sig")
    assert list(read_records(path)) == [record]
    path.write_text("ASK { ?s ?p ?o }", encoding="utf-8-sig")
    assert read_query(path).text == "ASK { ?s ?p ?o }"
