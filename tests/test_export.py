"""Files of knowledge, merges and records."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.config import RdfConfig
from kg.errors import GraphError, OutputError
from kg.export import read_knowledge, write_knowledge, write_merges, write_records
from kg.model import Extraction, Knowledge, Merge, Paper
from kg.records import from_record, read_records
from kg.vocab import Reason


def test_knowledge_comes_back_as_it_was(tiny: Knowledge, tmp_path: Path) -> None:
    merge = Merge("entity/vision-transformer", "Vision Transformer", "ViT", Reason.ABBREVIATION, 1 / 3, ("a", "b"))
    knowledge = replace(tiny, merges=(merge,))
    write_knowledge(knowledge, tmp_path / "knowledge.json", config=RdfConfig(base="https://mine.example/"))
    assert read_knowledge(tmp_path / "knowledge.json") == (knowledge, "https://mine.example/")


def test_pages_of_papers_come_back_and_take_no_room_where_there_are_none(tiny: Knowledge, tmp_path: Path) -> None:
    paper = replace(tiny.papers[0], same_as=("https://doi.org/10.1234/a",))
    knowledge = replace(tiny, papers=(paper, *tiny.papers[1:]))
    write_knowledge(knowledge, tmp_path / "knowledge.json")
    assert read_knowledge(tmp_path / "knowledge.json")[0] == knowledge
    assert (tmp_path / "knowledge.json").read_text(encoding="utf-8").count("same_as") == 1


def test_a_missing_file_of_knowledge_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"knowledge.json: cannot be read \(No such file or directory\); build"):
        read_knowledge(tmp_path / "knowledge.json")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "damaged"),
        ("[]", "damaged"),
        ('{"knowledge": {}}', "damaged"),
        ('{"schema": 2, "knowledge": {}}', "damaged"),
        ('{"schema": 2, "knowledge": "\N{LATIN SMALL LETTER E WITH ACUTE}"}', "damaged"),
        ('{"schema": 0, "knowledge": {}}', "written in form 0, this program reads form 2"),
    ],
)
def test_a_file_that_holds_no_knowledge_is_named(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "knowledge.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(GraphError, match=rf"knowledge.json: {complaint}.*; build the graph again"):
        read_knowledge(tmp_path / "knowledge.json")


def test_a_merge_for_a_reason_that_the_program_does_not_know_is_damage(tiny: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "knowledge.json"
    merge = Merge("entity/vision-transformer", "Vision Transformer", "ViT", Reason.ABBREVIATION, 1.0, ("a",))
    write_knowledge(replace(tiny, merges=(merge,)), path)
    path.write_bytes(path.read_bytes().replace(b'"reason":"abbreviation"', b'"reason":"hearsay"'))
    with pytest.raises(
        GraphError, match=r"knowledge.json: damaged \(Invalid enum value 'hearsay' - at `\$\.knowledge\."
    ):
        read_knowledge(path)


def test_knowledge_cut_short_is_damaged(tiny: Knowledge, tmp_path: Path) -> None:
    write_knowledge(tiny, tmp_path / "knowledge.json")
    whole = (tmp_path / "knowledge.json").read_bytes()
    (tmp_path / "knowledge.json").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GraphError, match="damaged"):
        read_knowledge(tmp_path / "knowledge.json")


def test_merges_are_one_line_each_whatever_the_names_hold(tiny: Knowledge, tmp_path: Path) -> None:
    merge = Merge("entity/a", "a\tb", "a\nb\\", Reason.CASE, 0.25, ("p:1", "p:2"))
    write_merges(replace(tiny, merges=(merge,)), tmp_path / "merges.tsv")
    assert (tmp_path / "merges.tsv").read_text() == (
        "entity\tlabel\tname\treason\tscore\tpapers\nentity/a\ta\\tb\ta\\nb\\\\\tcase\t0.2500\tp:1 p:2\n"
    )


def test_the_papers_of_a_merge_can_be_told_apart_whatever_their_ids_hold(tiny: Knowledge, tmp_path: Path) -> None:
    papers = ("paper 1", "paper 2", "a\\s b", "\\", "tab\tline\n")
    write_merges(
        replace(tiny, merges=(Merge("entity/a", "a", "A", Reason.CASE, 1.0, papers),)), tmp_path / "merges.tsv"
    )
    _, row = (tmp_path / "merges.tsv").read_text().splitlines()
    meant = {"s": " ", "t": "\t", "n": "\n", "\\": "\\"}
    read = [re.sub(r"\\(.)", lambda match: meant[match[1]], cell) for cell in row.split("\t")[5].split(" ")]
    assert tuple(read) == papers


def test_records_come_back_as_the_extractions_they_were(
    gold_extractions: tuple[Extraction, ...], seed_papers: dict[str, Paper], tmp_path: Path
) -> None:
    write_records(gold_extractions, tmp_path / "records.jsonl")
    records = read_records(tmp_path / "records.jsonl")
    assert tuple(from_record(record, seed_papers[record["id"]]) for record in records) == gold_extractions


def test_a_file_that_cannot_be_written_is_named(tiny: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "knowledge.json").mkdir()
    with pytest.raises(OutputError, match=r"knowledge.json: cannot be written"):
        write_knowledge(tiny, tmp_path / "knowledge.json")
