"""Extractions of real papers keep to the rules of the guidelines, however they are computed."""

import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest

from kg.config import ExtractConfig
from kg.corpus import paper_sentences
from kg.encoder import Encoder, load
from kg.errors import ModelError
from kg.extract import extract, extract_all
from kg.extract.relations import evidence
from kg.model import Extraction, Paper, Span
from kg.records import from_record, to_record
from kg.vocab import PAPER, NodeType, RelationType, allows

TABLE = " ".join(["12.5"] * 600)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load()


@pytest.fixture(scope="module")
def papers(seed_papers: Mapping[str, Paper]) -> Sequence[Paper]:
    return list(seed_papers.values())[:24]


@pytest.fixture(scope="module")
def extractions(papers: Sequence[Paper]) -> Sequence[Extraction]:
    return list(extract_all(papers, config=ExtractConfig(workers=2)))


def test_every_paper_has_entities_and_relations(extractions: Sequence[Extraction]) -> None:
    assert all(len(extraction.entities) >= 3 for extraction in extractions)
    assert all(extraction.relations for extraction in extractions)


def test_extractions_come_in_the_order_of_the_papers(
    extractions: Sequence[Extraction], papers: Sequence[Paper]
) -> None:
    assert [extraction.paper for extraction in extractions] == [paper.id for paper in papers]


def test_neither_workers_nor_neighbours_change_an_extraction(
    extractions: Sequence[Extraction], papers: Sequence[Paper], encoder: Encoder
) -> None:
    assert list(extractions[:6]) == [extract(paper, encoder) for paper in papers[:6]]
    backwards = list(extract_all(papers[5::-1], config=ExtractConfig(workers=1)))
    assert backwards == list(extractions[5::-1])


def test_mentions_say_what_the_text_says(extractions: Sequence[Extraction], papers: Sequence[Paper]) -> None:
    for extraction, paper in zip(extractions, papers, strict=True):
        for entity in extraction.entities:
            assert {mention.text for mention in entity.mentions} == set(entity.forms)
            assert entity.name == entity.forms[0]
            assert list(entity.mentions) == sorted(entity.mentions)
            assert all(mention.span.of(paper.text) == mention.text for mention in entity.mentions)


def test_a_run_of_words_mentions_one_entity_at_most(extractions: Sequence[Extraction]) -> None:
    for extraction in extractions:
        spans = sorted(mention.span for entity in extraction.entities for mention in entity.mentions)
        assert not any(one.overlaps(other) for one, other in pairwise(spans))


def test_names_and_forms_are_unique_within_a_paper(extractions: Sequence[Extraction]) -> None:
    for extraction in extractions:
        forms = [form for entity in extraction.entities for form in entity.forms]
        assert len(forms) == len(set(forms))


def test_relations_keep_to_the_signatures(extractions: Sequence[Extraction], papers: Sequence[Paper]) -> None:
    for extraction, paper in zip(extractions, papers, strict=True):
        types = {PAPER: NodeType.PAPER} | {entity.name: entity.type for entity in extraction.entities}
        for relation in extraction.relations:
            assert relation.head != relation.tail
            assert allows(types[relation.head], relation.relation, types[relation.tail])
            assert 0 <= relation.sentence < len(paper.sentences)


def test_two_things_are_linked_by_one_relation_at_most(extractions: Sequence[Extraction]) -> None:
    for extraction in extractions:
        pairs = [frozenset((relation.head, relation.tail)) for relation in extraction.relations]
        assert len(pairs) == len(set(pairs))


def test_evidence_names_an_end_and_of_what_is_used_measured_or_addressed_both_where_it_can(
    extractions: Sequence[Extraction], papers: Sequence[Paper]
) -> None:
    of_tails = {RelationType.USES, RelationType.MEASURED_BY, RelationType.ADDRESSES, RelationType.PROPOSES}
    for extraction, paper in zip(extractions, papers, strict=True):
        sentences = {
            entity.name: {paper.sentence_of(mention.span) for mention in entity.mentions}
            for entity in extraction.entities
        }
        for relation in extraction.relations:
            of_head, of_tail = sentences.get(relation.head, set()), sentences[relation.tail]
            told = of_head & of_tail or of_tail if relation.relation in of_tails else of_head | of_tail
            assert relation.sentence in told


@pytest.mark.parametrize(
    ("relation", "sentence"),
    [(RelationType.PART_OF, 2), (RelationType.IS_A, 2), (RelationType.USES, 1), (RelationType.TRAINED_ON, 1)],
)
def test_the_sentence_about_a_part_tells_of_it_and_that_about_a_tool_of_its_use(
    relation: RelationType, sentence: int
) -> None:
    abstract = "We present Alpha, which ranks answers. The Beta module then sorts them."
    paper = Paper("p", "A title", abstract, paper_sentences("A title", abstract))
    alpha, beta = ([Span(*re.search(name, paper.text).span())] for name in ("Alpha", "Beta"))  # type: ignore[union-attr]
    assert evidence(paper, relation, beta, alpha, np.array([0.1, 0.2, 0.7])) == sentence
    assert evidence(paper, relation, alpha, alpha, np.array([0.1, 0.2, 0.7])) == 1


def test_a_thing_and_what_is_none_are_two(encoder: Encoder) -> None:
    title = "Proportional fairness in medoid and non-medoid grouping"
    abstract = (
        "We study medoid grouping, where a loss is the distance to a medoid, and non-medoid grouping, where it is the"
        " distance to any other point. Existing medoid grouping rules are unfair. For non-medoid grouping we give the"
        " first fair rule, FairDrift."
    )
    entities = extract(Paper("p", title, abstract, paper_sentences(title, abstract)), encoder).entities
    forms = {form for entity in entities if "non-medoid grouping" in entity.forms for form in entity.forms}
    assert forms == {"non-medoid grouping"}


def test_results_refer_to_entities_that_may_play_their_roles(extractions: Sequence[Extraction]) -> None:
    results = 0
    for extraction in extractions:
        types = {PAPER: NodeType.PAPER} | {entity.name: entity.type for entity in extraction.entities}
        for result in extraction.results:
            results += 1
            assert types[result.subject] in {NodeType.PAPER, NodeType.MODEL, NodeType.METHOD}
            assert result.metric is None or types[result.metric] is NodeType.METRIC
            assert result.baseline != result.subject
            assert any(char.isdigit() for char in result.value)
    assert results > 5


def test_confidences_are_probabilities(extractions: Sequence[Extraction]) -> None:
    for each in extractions:
        for found in (*each.entities, *each.relations, *each.results):
            assert 0 < found.confidence < 1
        assert all(0 <= mention.confidence <= 1 for entity in each.entities for mention in entity.mentions)


def test_records_read_back_as_they_were_written(extractions: Sequence[Extraction], papers: Sequence[Paper]) -> None:
    for extraction, paper in zip(extractions, papers, strict=True):
        record = to_record(extraction)
        assert to_record(from_record(record, paper)) == record


@pytest.mark.parametrize(
    "paper",
    [
        Paper("empty", "", "", (Span(0, 0),)),
        Paper("title", "Attention is all you need", "", (Span(0, 25),)),
        Paper("marks", "?!", "...", (Span(0, 2), Span(3, 6))),
        Paper("table", "A table", TABLE, (Span(0, 7), Span(8, 8 + len(TABLE)))),
        Paper("script", "变换器模型 \N{GRINNING FACE}", "é \N{ZERO WIDTH SPACE}", (Span(0, 7), Span(8, 11))),
    ],
    ids=lambda paper: paper.id,
)
def test_odd_papers_are_read_without_complaint(paper: Paper, encoder: Encoder) -> None:
    assert extract(paper, encoder).paper == paper.id


def test_what_a_paper_calls_a_thing_is_no_mention_in_an_address(encoder: Encoder) -> None:
    title, abstract = "Helix: Long Sequences on One GPU", "We introduce Helix, a model. See github.com/lab/Helix."
    paper = Paper("p", title, abstract, paper_sentences(title, abstract))
    (helix,) = (entity for entity in extract(paper, encoder).entities if entity.name == "Helix")
    assert [mention.span.start for mention in helix.mentions] == [0, paper.text.index("Helix,")]


def test_an_absent_model_is_told_before_anything_is_read(papers: Sequence[Paper]) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        next(extract_all(papers, config=ExtractConfig(model="nowhere")))


def test_stopping_early_leaves_no_thread_behind(papers: Sequence[Paper]) -> None:
    found = extract_all(papers, config=ExtractConfig(workers=2))
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("extract")]


def test_progress_counts_every_paper(papers: Sequence[Paper]) -> None:
    seen: list[tuple[str, int | None]] = []

    def progress(items: Iterable[Paper], stage: str, total: int | None = None) -> Iterable[Paper]:
        for item in items:
            seen.append((stage, total))
            yield item

    assert len(list(extract_all(papers[:3], config=ExtractConfig(workers=1), progress=progress))) == 3
    assert seen == [("Extract", 3)] * 3
