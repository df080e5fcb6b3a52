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
        (Config(resolve=ResolveConfig(confidence=5)), "Expected `float` <= 1.0 - at `$.resolve.confidence`"),
        (Config(extract=ExtractConfig(workers=-1)), "Expected `int` >= 0 - at `$.extract.workers`"),
        (Config(explorer={"nods": 3}), "Object contains unknown field `nods` - at `$.explorer`"),
        (Config(resolve=ResolveConfig(decisions=5)), "Expected `str | null`, got `int` - at `$.resolve.decisions`"),
        (Config(resolve=ResolveConfig(decisions=object())), "expected str, bytes or os.PathLike object, not object"),
    ],
)
def test_settings_made_in_python_are_checked_before_anything_is_read(config: Config, reason: str) -> None:
    with pytest.raises(ConfigError, match=f"^config: {re.escape(reason)}; see README.md for the settings$"):
        kg.build("missing.txt", config=config)
    with pytest.raises(ConfigError, match=r"^config: .* see README.md for the settings$"):
        kg.pipeline.extract_records("missing.txt", "records.jsonl", config=config)


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
