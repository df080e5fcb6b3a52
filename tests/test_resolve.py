"""Resolution: names of single papers become entities of the corpus, relations become facts."""

from collections.abc import Mapping
from itertools import combinations

import pytest

from kg.config import ResolveConfig
from kg.model import Extraction, Knowledge, Paper
from kg.resolve import resolve
from kg.rules.names import versions_agree


@pytest.fixture(scope="module")
def papers(seed_papers: Mapping[str, Paper], gold_extractions: tuple[Extraction, ...]) -> tuple[Paper, ...]:
    return tuple(seed_papers[extraction.paper] for extraction in gold_extractions)


@pytest.fixture(scope="module")
def knowledge(papers: tuple[Paper, ...], gold_extractions: tuple[Extraction, ...]) -> Knowledge:
    return resolve(papers, gold_extractions, config=ResolveConfig())


def test_the_order_of_papers_does_not_matter(
    knowledge: Knowledge, papers: tuple[Paper, ...], gold_extractions: tuple[Extraction, ...]
) -> None:
    assert resolve(papers[::-1], gold_extractions[::2] + gold_extractions[1::2], config=ResolveConfig()) == knowledge


def test_no_entity_has_names_of_two_versions(knowledge: Knowledge) -> None:
    clashes = [
        (entity.id, *names)
        for entity in knowledge.entities
        for names in combinations((entity.label, *entity.aliases), 2)
        if not versions_agree(*names)
    ]
    assert clashes == []


def test_every_name_but_the_label_has_a_reason(knowledge: Knowledge) -> None:
    assert [(merge.entity, merge.name) for merge in knowledge.merges] == sorted(
        (entity.id, alias) for entity in knowledge.entities for alias in entity.aliases
    )
