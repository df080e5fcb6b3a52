import pytest

from kg.model import Abbreviation, Span
from kg.rules.abbreviations import find_abbreviations
from kg.rules.variants import are_opposites, full_forms, variant_key


def defined(text: str) -> tuple[Abbreviation, ...]:
    return find_abbreviations(text, [Span(0, len(text))])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("self-attention mechanism", "self-attention"),
        ("hashing techniques", "hashing"),
        ("GLUE benchmark", "GLUE"),
        ("CLIP models", "CLIP"),
        ("linear regression problems", "linear regression"),
        ("pre-trained BERT models", "BERT"),
        ("traditional tokenization methods", "tokenization"),
        ("key-value (KV) cache", "key-value cache"),
    ],
)
def test_words_that_add_nothing_do_not_count(one: str, other: str) -> None:
    assert variant_key(one, {}) == variant_key(other, {})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("language models", "language"),
        ("diffusion models", "diffusion"),
        ("logo recognition benchmark", "logo recognition"),
        ("KV cache compression", "KV cache"),
        ("prompt encoder", "prompt"),
        ("named entity recognition", "named entities"),
        ("Llama 2 70B", "Llama 2 7B"),
        ("methods", "techniques"),
    ],
)
def test_words_that_say_what_it_is_count(one: str, other: str) -> None:
    assert variant_key(one, {}) != variant_key(other, {})


def test_abbreviations_of_the_paper_are_written_out_inside_names() -> None:
    full = full_forms(defined("We compress the Key-Value (KV) cache of large language models (LLMs)."))
    assert variant_key("KV-cache", full) == variant_key("Key-Value (KV) cache", full)
    assert variant_key("biomedical LLMs", full) == variant_key("biomedical large language model", full)
    assert variant_key("biomedical LLMs", full) != variant_key("LLMs", full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("non-autoregressive decoding", "autoregressive models"),
        ("Non-Centroid Clustering", "centroid clustering"),
        ("nonlinear dynamics", "linear dynamics"),
        ("non-truncated laws", "truncated normal laws"),
        ("medoid and non-medoid grouping", "non-medoid grouping"),
    ],
)
def test_what_one_name_denies_and_another_says_is_not_one(one: str, other: str) -> None:
    assert are_opposites(one, other)
    assert are_opposites(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("non-autoregressive decoding", "Non-Autoregressive Decoder"),
        ("non-autoregressive decoding", "NAR decoding"),
        ("non-additive nonlinear networks", "nonlinear networks"),
        ("nonsense words", "words"),
    ],
)
def test_what_both_deny_or_only_one_speaks_of_may_be_one(one: str, other: str) -> None:
    assert not are_opposites(one, other)
    assert not are_opposites(other, one)
