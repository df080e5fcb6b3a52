"""Resolution of the annotated papers, measured on the names that one expert judged."""

import json
import os
import pickle
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import pytest
from conftest import ANNOTATED
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.config import ResolveConfig
from kg.model import Extraction, Knowledge, Paper, PaperEntity
from kg.resolve import resolve
from kg.rules.abbreviations import find_abbreviations
from kg.rules.names import normalise, versions_agree

JUDGEMENTS = (ANNOTATED / "resolution_dev.jsonl").read_text(encoding="utf-8").splitlines()
JUDGED = [json.loads(line) for line in JUDGEMENTS]
SAME = [judgement["same"] for judgement in JUDGED if "same" in judgement]
DIFFERENT = [judgement["different"] for judgement in JUDGED if "different" in judgement]


@pytest.fixture(scope="module")
def papers(seed_papers: Mapping[str, Paper], gold_extractions: Sequence[Extraction]) -> tuple[Paper, ...]:
    return tuple(seed_papers[extraction.paper] for extraction in gold_extractions)


@pytest.fixture(scope="module")
def extractions(papers: Sequence[Paper], gold_extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    return tuple(
        replace(extraction, abbreviations=find_abbreviations(paper.text, paper.sentences))
        for paper, extraction in zip(papers, gold_extractions, strict=True)
    )


@pytest.fixture(scope="module")
def knowledge(papers: Sequence[Paper], extractions: Sequence[Extraction]) -> Knowledge:
    return resolve(papers, extractions, config=ResolveConfig())


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float
    violated: list[tuple[str, str]]


def score(knowledge: Knowledge, extractions: Iterable[Extraction]) -> Score:
    """Pairs of names that share an entity, against those that should: within a group, never over two or `different`."""
    homes: dict[str, set[str]] = defaultdict(set)
    for entity in knowledge.entities:
        for name in entity.names:
            homes[name].add(entity.id)
    occurring = {form for extraction in extractions for entity in extraction.entities for form in entity.forms}
    groups = [[name for name in group if name in occurring] for group in SAME]
    wanted = [pair for group in groups for pair in combinations(group, 2)]
    unwanted = [
        (a, b) for one, other in combinations(groups, 2) for a in one for b in other if not {a, b} & {*one} & {*other}
    ]
    unwanted += [(a, b) for a, b in DIFFERENT if {a, b} <= occurring]
    found = sum(bool(homes[a] & homes[b]) for a, b in wanted)
    violated = [(a, b) for a, b in unwanted if homes[a] & homes[b]]
    return Score(found / (found + len(violated)), found / len(wanted), violated)


def ungrouped(extraction: Extraction) -> Extraction:
    """What an extractor would find that groups forms in a paper by spelling and defined abbreviations alone."""
    long = {normalise(abbreviation.short): normalise(abbreviation.long) for abbreviation in extraction.abbreviations}
    entities: dict[str, PaperEntity] = {}
    for entity in extraction.entities:
        forms: dict[str, list[str]] = defaultdict(list)
        for form in entity.forms:
            forms[long.get(normalise(form), normalise(form))].append(form)
        for group in forms.values():
            mentions = tuple(mention for mention in entity.mentions if mention.text in group)
            if mentions:
                entities.setdefault(group[0], replace(entity, name=group[0], forms=tuple(group), mentions=mentions))
    return replace(extraction, entities=tuple(entities.values()), relations=(), results=())


def test_names_meet_as_the_expert_says(knowledge: Knowledge, extractions: Sequence[Extraction]) -> None:
    measured = score(knowledge, extractions)
    assert measured.precision >= 0.995
    assert measured.recall >= 0.9
    assert all(versions_agree(*pair) for pair in measured.violated)


def test_names_meet_even_where_papers_are_read_without_grouping(
    papers: Sequence[Paper], extractions: Sequence[Extraction]
) -> None:
    knowledge = resolve(papers, [ungrouped(extraction) for extraction in extractions], config=ResolveConfig())
    measured = score(knowledge, extractions)
    assert measured.precision >= 0.995
    assert measured.recall >= 0.82


def test_names_meet_even_where_a_model_has_joined_them_within_papers(
    papers: Sequence[Paper], extractions: Sequence[Extraction], knowledge: Knowledge
) -> None:
    found = [replace(extraction, annotated=False) for extraction in extractions]
    told_apart = resolve(papers, found, config=ResolveConfig())
    measured = score(told_apart, extractions)
    assert measured.precision >= 0.995
    assert measured.recall >= 0.9
    assert len(told_apart.entities) > len(knowledge.entities)


def test_no_entity_has_names_of_two_versions(knowledge: Knowledge) -> None:
    clashes = [
        (entity.id, *names)
        for entity in knowledge.entities
        for names in combinations(entity.names, 2)
        if not versions_agree(*names)
    ]
    assert clashes == []


def test_every_name_but_the_label_has_a_reason(knowledge: Knowledge) -> None:
    assert sorted((merge.entity, merge.label, merge.name) for merge in knowledge.merges) == sorted(
        (entity.id, entity.label, alias) for entity in knowledge.entities for alias in entity.aliases
    )
    assert all(merge.papers and 0 < merge.score <= 1 for merge in knowledge.merges)


def test_everything_refers_to_something_known(knowledge: Knowledge) -> None:
    papers = {paper.id: paper for paper in knowledge.papers}
    entities = {entity.id for entity in knowledge.entities}
    nodes = papers.keys() | entities
    assert len(nodes) == len(knowledge.papers) + len(knowledge.entities)
    assert all(fact.head in nodes and fact.tail in entities for fact in knowledge.facts)
    roles = [(result.metric, result.dataset, result.baseline) for result in knowledge.results]
    assert {name for names in roles for name in names if name} <= entities
    assert {result.subject for result in knowledge.results} <= nodes
    for entity in knowledge.entities:
        assert entity.mentions
        assert all(mention.span.of(papers[mention.paper].text).strip() for mention in entity.mentions)
        assert {kind for kind, _ in entity.types} >= {entity.type}


def test_collections_are_sorted(knowledge: Knowledge) -> None:
    for values in (knowledge.papers, knowledge.entities, knowledge.results):
        assert [value.id for value in values] == sorted(value.id for value in values)
    facts = [(fact.head, fact.relation, fact.tail) for fact in knowledge.facts]
    assert facts == sorted(set(facts))
    assert list(knowledge.merges) == sorted(knowledge.merges)


def test_the_order_of_papers_does_not_matter(papers: Sequence[Paper], extractions: Sequence[Extraction]) -> None:
    expected = resolve(papers[:60], extractions[:60], config=ResolveConfig())

    @settings(max_examples=6)
    @given(st.permutations(range(60)))
    def holds(order: Sequence[int]) -> None:
        mixed = [papers[n] for n in order], [extractions[n] for n in reversed(order)]
        assert resolve(*mixed, config=ResolveConfig()) == expected

    holds()


def test_more_papers_never_undo_a_decision(
    papers: Sequence[Paper], extractions: Sequence[Extraction], tmp_path: Path
) -> None:
    path = tmp_path / "decisions.tsv"
    config = ResolveConfig(decisions=str(path))
    users: dict[str, set[int]] = defaultdict(set)
    for number, extraction in enumerate(extractions):
        for mention in (mention for entity in extraction.entities for mention in entity.mentions):
            users[mention.text].add(number)
    pairs = [(names[0], names[-1]) for names in SAME + DIFFERENT if users.keys() >= {names[0], names[-1]}]

    @settings(max_examples=15)
    @given(st.sets(st.integers(0, 306), max_size=20), st.integers(0, 306), st.sampled_from(pairs))
    def holds(chosen: set[int], added: int, names: tuple[str, str]) -> None:
        using = users[names[0]] | users[names[1]]
        for kind in ("same", "different"):
            path.write_text(f"{kind}\t{names[0]}\t{names[1]}\n", encoding="utf-8")
            for picked in (chosen | using, chosen | using | {added}):
                known = resolve([papers[n] for n in picked], [extractions[n] for n in picked], config=config)
                first, last = ({e.id for e in known.entities if name in e.names} for name in names)
                assert first
                assert last
                assert first == last if kind == "same" else first.isdisjoint(last)

    holds()


def test_resolution_is_idempotent(papers: Sequence[Paper], extractions: Sequence[Extraction]) -> None:
    """The same papers once more, under other ids, tell nothing new, once all are often enough to be believed."""

    def known(chosen: set[int], times: int) -> Knowledge:
        copies = [(n, f"{papers[n].id}-{time}") for n in chosen for time in range(times)]
        return resolve(
            [replace(papers[n], id=key) for n, key in copies],
            [replace(extractions[n], paper=key) for n, key in copies],
            config=ResolveConfig(),
        )

    @settings(max_examples=8)
    @given(st.sets(st.integers(0, 306), min_size=1, max_size=20))
    def holds(chosen: set[int]) -> None:
        before, after = known(chosen, 3), known(chosen, 4)
        assert _partition(after) == _partition(before)
        assert [entity.id for entity in after.entities] == [entity.id for entity in before.entities]
        assert after.broader == before.broader

    holds()


def _partition(knowledge: Knowledge) -> set[frozenset[str]]:
    return {frozenset(entity.names) for entity in knowledge.entities}


def test_ids_stay_when_papers_are_added(
    knowledge: Knowledge, papers: Sequence[Paper], extractions: Sequence[Extraction]
) -> None:
    before = resolve(papers[:200], extractions[:200], config=ResolveConfig())
    ids = {entity.label: entity.id for entity in knowledge.entities}
    moved = [
        (entity.id, ids[entity.label]) for entity in before.entities if ids.get(entity.label, entity.id) != entity.id
    ]
    assert moved == []
    assert sum(entity.label in ids for entity in before.entities) > 0.95 * len(before.entities)


def test_two_processes_write_the_same_bytes(
    papers: Sequence[Paper], extractions: Sequence[Extraction], tmp_path: Path
) -> None:
    script = """
import pickle, sys
from pathlib import Path
from kg.config import ResolveConfig
from kg.export import write_knowledge
from kg.resolve import resolve
papers, extractions = pickle.load(sys.stdin.buffer)
write_knowledge(resolve(papers, extractions, config=ResolveConfig()), Path(sys.argv[1]))
"""
    written = []
    for seed in ("1", "2"):
        path = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", script, path],
            check=True,
            input=pickle.dumps((papers[:80], extractions[:80])),
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[1],
        )
        written.append(path.read_bytes())
    assert written[0] == written[1]
