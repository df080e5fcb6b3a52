"""Small corpora in the record form, for tests of resolution."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from papers import paper_of

from kg.config import ResolveConfig
from kg.model import Entity, Extraction, Knowledge, Paper
from kg.records import Record, from_record
from kg.resolve import resolve
from kg.rules.abbreviations import find_abbreviations

Case = tuple[Paper, Extraction]


def case(key: str, text: str, entities: Iterable[list[str]], title: str = "Untitled", **more: list[object]) -> Case:
    """A paper whose abstract has a sentence a line, and its record: entities, and perhaps "relations" and "results"."""
    paper = paper_of(key, title, *text.split("\n"), gap="\n")
    record: Record = {"id": key, "entities": list(entities), "relations": [], "results": [], **more}
    return paper, replace(from_record(record, paper), abbreviations=find_abbreviations(paper.text, paper.sentences))


def mention(key: str, kind: str, *forms: str) -> Case:
    """A paper that does no more than mention one entity under some forms."""
    return case(key, "\n".join(f"Some {form} here." for form in forms), [[kind, *forms]])


def know(*cases: Case, decisions: Path | None = None) -> Knowledge:
    """What is known of the papers."""
    papers, extractions = zip(*cases, strict=True)
    return resolve(papers, extractions, config=ResolveConfig(decisions=str(decisions) if decisions else None))


def names(knowledge: Knowledge) -> set[frozenset[str]]:
    """The names of each entity."""
    return {frozenset(entity.names) for entity in knowledge.entities}


def called(knowledge: Knowledge, name: str) -> list[Entity]:
    """The entities that go by the name."""
    return [entity for entity in knowledge.entities if name in entity.names]
