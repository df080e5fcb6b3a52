import pytest

from kg.model import Abbreviation, Span
from kg.rules.abbreviations import find_abbreviations
from kg.rules.variants import full_forms, variant_key


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
