"""From scored runs of words to things that a paper may speak of; the scores are set by hand."""

import re

import numpy as np
import pytest

from kg.encoder import Encoder, Reading, load, tokenize
from kg.encoder.settings import MAX_WIDTH, TYPE_CLASSES
from kg.extract.candidates import MAX_FORMS, Candidate, Occurrence, find_candidates
from kg.extract.entities import Chosen, fullest, without_addresses
from kg.model import Paper, Span
from kg.rules.abbreviations import find_abbreviations
from kg.rules.links import find_links


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load()


def _found(
    encoder: Encoder, text: str, likely: dict[str, float], *, most: int = MAX_FORMS
) -> tuple[Paper, tuple[Candidate, ...]]:
    """A one-sentence paper and its candidates, where the first occurrence of some spans is a mention so likely."""
    paper = Paper("p", "Title", text, (Span(0, 5), Span(6, 6 + len(text))))
    tokens = tokenize(paper, encoder.tokenizer)
    spans = np.zeros((len(tokens), MAX_WIDTH, len(TYPE_CLASSES) + 1), np.float32)
    spans[..., 0] = 12
    for form, probability in likely.items():
        start = paper.text.index(form)
        first, last = tokens.words_of(Span(start, start + len(form)))
        spans[first, last - first, 0] = np.log(len(TYPE_CLASSES) * (1 - probability) / probability)
    reading = Reading(tokens, np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32), spans)
    abbreviations = find_abbreviations(paper.text, paper.sentences)
    return paper, find_candidates(paper, reading, abbreviations, threshold=0.3, most=most)


def _candidates(encoder: Encoder, text: str, likely: dict[str, float], *, most: int = MAX_FORMS) -> list[set[str]]:
    """The forms of these candidates."""
    paper, found = _found(encoder, text, likely, most=most)
    return [set(one.forms(paper)) for one in found]


@pytest.mark.parametrize(
    ("text", "likely", "expected"),
    [
        ("Encoders beat an encoder.", {"Encoders": 0.9, "encoder": 0.9}, [{"Encoders", "encoder"}]),
        (
            "We use byte pair encoding, and BPE helps.",
            {"byte pair encoding": 0.9, "BPE": 0.9},
            [{"byte pair encoding", "BPE"}],
        ),
        (
            "A Vision Transformer (ViT) is a network; ViT is deep.",
            {"Vision Transformer": 0.9},
            [{"Vision Transformer", "ViT"}],
        ),
        ("GPT-3 and GPT-4 differ.", {"GPT-3": 0.9, "GPT-4": 0.9}, [{"GPT-3"}, {"GPT-4"}]),
        ("Nothing here is a name.", {"Nothing": 0.1}, []),
        ("Qwen1.5-72B 7.9 points.", {"Qwen1.5-72B 7.9": 0.9, "Qwen1.5-72B": 0.5}, [{"Qwen1.5-72B"}]),
        ("Llama 2 70B is large.", {"Llama 2 70B": 0.9}, [{"Llama 2 70B"}]),
        ("We use ViT's layers, as ViT does.", {"ViT's": 0.9, "ViT": 0.8}, [{"ViT"}]),
    ],
    ids=["plural", "initials", "abbreviation", "versions", "unlikely", "value", "size", "possessive"],
)
def test_forms_of_one_thing_are_one_candidate(
    encoder: Encoder, text: str, likely: dict[str, float], expected: list[set[str]]
) -> None:
    assert _candidates(encoder, text, likely) == expected


def test_the_likeliest_forms_are_looked_for_where_there_is_room_for_few(encoder: Encoder) -> None:
    likely = {"BERT": 0.7, "GPT": 0.9, "ELMo": 0.8}
    assert _candidates(encoder, "BERT, GPT and ELMo are models.", likely, most=2) == [{"GPT"}, {"ELMo"}]


@pytest.mark.parametrize(
    ("text", "likely", "expected"),
    [
        (
            "A cache and a cache and a KV cache.",
            {"cache": 0.9, "KV cache": 0.9},
            [("cache", [2, 14], 0.9), ("KV cache", [26], 0.9)],
        ),
        ("A KV cache beats a KV store.", {"KV cache": 0.9, "KV": 0.5}, [("KV cache", [2], 0.9), ("KV", [19], 0.0)]),
        ("A KV cache beats a KV store.", {"KV cache": 0.5, "KV": 0.9}, [("KV", [2, 19], 0.9), ("KV cache", [2], 0.5)]),
    ],
)
def test_a_form_is_looked_up_in_the_whole_text_but_not_inside_likelier_longer_ones(
    encoder: Encoder, text: str, likely: dict[str, float], expected: list[tuple[str, list[int], float]]
) -> None:
    paper, found = _found(encoder, text, likely)
    at = len(paper.title) + 1
    assert [
        (*one.forms(paper), [span.start - at for span in one.spans], round(one.probability, 2)) for one in found
    ] == expected


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("We release Helix. See https://github.com/lab/helix for more.", ("Helix",)),
        ("See https://github.com/lab/helix for more.", ("helix",)),
    ],
)
def test_words_of_an_address_are_no_mention_of_what_the_text_names(text: str, forms: tuple[str, ...]) -> None:
    paper = Paper("p", "Title", text, (Span(0, 5), Span(6, 6 + len(text))))
    found = tuple(Occurrence(Span(*match.span()), 0.9) for match in re.finditer("[Hh]elix", paper.text))
    (left,) = without_addresses([Chosen(Candidate(found), 0.9)], find_links(paper.text))
    assert left.candidate.forms(paper) == forms
    assert left.confidence == 0.9


@pytest.mark.parametrize(
    ("counts", "name"),
    [
        ({"LLMs": 5, "Large Language Model": 1, "LLM": 3}, "Large Language Model"),
        ({"Vision Transformers": 2, "Vision Transformer": 1}, "Vision Transformer"),
        ({"gist token": 1, "Gist token": 4}, "Gist token"),
    ],
)
def test_the_name_is_the_fullest_singular_form(counts: dict[str, int], name: str) -> None:
    assert fullest(counts, {"LLM"}) == name
