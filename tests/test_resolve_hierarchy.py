"""What is a kind of what."""

from collections.abc import Iterable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolve_cases import Case, case, know, mention

from kg.config import ResolveConfig
from kg.model import Extraction, Knowledge, Paper
from kg.resolve import resolve

Links = dict[tuple[str, str], tuple[str, ...]]


def links(knowledge: Knowledge) -> Links:
    """Narrower and broader labels with what says so."""
    labels = {entity.id: entity.label for entity in knowledge.entities}
    return {(labels[link.narrower], labels[link.broader]): tuple(map(str, link.sources)) for link in knowledge.broader}


def of(kind: str, *names: str) -> Links:
    return links(know(*(mention(str(number), kind, name) for number, name in enumerate(names))))


@pytest.mark.parametrize(
    ("kind", "narrower", "broader", "source"),
    [
        ("Model", "Llama 2 70B", "Llama 2", "size"),
        ("Model", "Llama-3-8B", "Llama-3", "size"),
        ("Model", "DeiT-S", "DeiT", "size"),
        ("Model", "RoBERTa-large", "RoBERTa", "size"),
        ("Model", "GPT-4", "GPT", "version"),
        ("Model", "Llama2", "Llama", "version"),
        ("Benchmark", "SQuAD 2.0", "SQuAD", "version"),
        ("Benchmark", "CLIPA-v2", "CLIPA", "version"),
        ("Model", "Flexible Vision Transformer", "Vision Transformer", "head noun"),
        ("Model", "LSH-Reformer", "Reformer", "head noun"),
        ("Task", "few-shot clinical information extraction", "few-shot information extraction", "head noun"),
        ("Concept", "semantic information of code", "semantic information", "head noun"),
        ("Method", "self-attention", "attention", "head noun"),
        ("Task", "image and video generation", "generation", "head noun"),
        ("Concept", "KV cache compressions", "compression", "head noun"),
    ],
)
def test_names_show_what_is_a_kind_of_what(kind: str, narrower: str, broader: str, source: str) -> None:
    assert of(kind, narrower, broader) == {(narrower, broader): (source,)}


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("Model", "non-autoregressive transformer", "autoregressive transformer"),
        ("Concept", "pseudo event boundaries", "event boundaries"),
        ("Concept", "non-linearity", "linearity"),
        ("Method", "pre-tokenization", "tokenization"),
        ("Metric", "F1", "F"),
        ("Model", "mixture of experts", "mixture"),
        ("Model", "language model", "model"),
        ("Task", "text-to-image generation", "text generation"),
        ("Task", "text-to-speech", "speech"),
        ("Task", "image and video generation", "video generation"),
        ("Model", "BERT based models", "BERT models"),
    ],
)
def test_names_that_show_nothing(kind: str, first: str, second: str) -> None:
    assert of(kind, first, second) == {}


def test_only_things_of_like_types_are_kinds_of_each_other() -> None:
    assert links(know(mention("a", "Task", "image generation"), mention("b", "Concept", "generation"))) == {}
    assert len(links(know(mention("a", "Method", "Swin Transformer"), mention("b", "Model", "Transformer")))) == 1


def test_the_closest_of_several_is_broader() -> None:
    assert set(of("Model", "Flexible Vision Transformer", "Vision Transformer", "Transformer")) == {
        ("Flexible Vision Transformer", "Vision Transformer"),
        ("Vision Transformer", "Transformer"),
    }


def test_both_size_and_version_fall_away_where_only_the_family_is_known() -> None:
    assert of("Model", "Llama-3-8B", "Llama") == {("Llama-3-8B", "Llama"): ("size",)}


def test_abbreviations_are_read_in_full() -> None:
    definition = case("a", "A large language model (LLM) writes.", [["Model", "large language model", "LLM"]])
    assert links(know(definition, mention("b", "Model", "multilingual LLM"))) == {
        ("multilingual LLM", "large language model"): ("head noun",)
    }


def _stating(*pairs: tuple[str, str]) -> list[Case]:
    return [
        case(f"p{n}", f"{a} is a {b}.", [["Model", a], ["Model", b]], relations=[[a, "isA", b, 1]])
        for n, (a, b) in enumerate(pairs)
    ]


def test_what_papers_state_counts_too_and_is_told_apart() -> None:
    knowledge = know(*_stating(("Mamba", "state space model"), ("Mamba-2", "Mamba")))
    assert links(knowledge) == {
        ("Mamba", "state space model"): ("stated",),
        ("Mamba-2", "Mamba"): ("stated", "version"),
    }


def test_a_statement_that_would_close_a_circle_is_no_fact() -> None:
    knowledge = know(*_stating(("Mamba-2", "Hydra"), ("Hydra", "Mamba"), ("Mamba", "Mamba-2")))
    assert set(links(knowledge)) == {("Mamba-2", "Hydra"), ("Hydra", "Mamba")}
    assert {fact.head for fact in knowledge.facts} == {"entity/mamba-2", "entity/hydra"}


def circles(found: Iterable[tuple[str, str]]) -> bool:
    parents: dict[str, set[str]] = {}
    for narrower, broader in found:
        parents.setdefault(narrower, set()).add(broader)
    for start in parents:
        reached, queue = set(), [start]
        for node in queue:
            fresh = parents.get(node, set()) - reached
            reached |= fresh
            queue += sorted(fresh)
        if start in reached:
            return True
    return False


NAMES = ("alpha", "beta alpha", "gamma beta alpha", "alpha beta", "alpha-2", "beta alpha 7B")


@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] != p[1]), min_size=1))
def test_nothing_is_ever_under_itself(pairs: Sequence[tuple[str, str]]) -> None:
    assert not circles(links(know(*_stating(*pairs))))


def test_the_annotated_papers_give_a_hierarchy_without_circles(
    seed_papers: Mapping[str, Paper], gold_extractions: Sequence[Extraction]
) -> None:
    papers = [seed_papers[extraction.paper] for extraction in gold_extractions]
    knowledge = resolve(papers, gold_extractions, config=ResolveConfig())
    found = [(link.narrower, link.broader) for link in knowledge.broader]
    assert len(found) > 300
    assert found == sorted(set(found))
    assert not circles(found)
