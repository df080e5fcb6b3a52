import json
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rules import normalise, singular, versions_agree
from kg.rules.names import version_key

ANNOTATED = Path(__file__).parents[1] / "kg" / "data" / "annotated" / "resolution_dev.jsonl"

SAME = (
    ("Vision Transformer (ViT)", "vision transformers"),
    ("Key-Value (KV) cache", "key value cache"),
    ("self-attention", "Self Attention"),
    ("LLM", "LLMs"),
    ("LLaMA-2", "Llama2"),
    ("WMT 14", "WMT14"),
    ("ImageNet 256x256", "ImageNet 256 \u00d7 256"),
    ("Nyströmformer", "Nystromformer"),
    ("UniF\u00b2ace", "UniF^2ace"),
    ("\u03c4-bench", "tau-bench"),
    ("masked language modelling", "Masked Language Modeling"),
    ("human judgements", "human judgment"),
    ("behavioural cloning", "behavioral cloning"),
    ("neighbourhood sampling", "neighborhood sampling"),
    ("chains of thought", "chain of thought"),
    ("tokenisation", "tokenization"),
    ("Tanks & Temples", "Tanks and Temples"),
    ("R@1 (IoU=0.5)", "R@1 IoU=0.5"),
)
APART = (
    ("C", "C++"),
    ("C++", "C#"),
    ("C", "C#"),
    ("RefCOCO", "RefCOCO+"),
    ("A", "A*"),
    ("GPT-3", "GPT-4"),
    ("Llama 2 7B", "Llama 27B"),
    ("Qwen2.5", "Qwen25"),
    ("R@1", "R@1 (IoU=0.5)"),
    ("ViTs", "VITS"),
    ("BAS", "BASS"),
)
AGREE = (
    ("ImageNet 256x256", "ImageNet 256 \u00d7 256"),
    ("LLM", "Large Language Models"),
    ("MLLM", "Multimodal Large Language Model"),
    ("ViT-B", "ViT-Base"),
    ("WMT14", "WMT 2014"),
    ("Mamba 2", "Mamba II"),
    ("T2I", "text-to-image"),
    ("A3C", "asynchronous advantage actor-critic"),
    ("GenM³", "Generative Pretrained Multi-path Motion Model"),
    ("Seq2Seq", "sequence-to-sequence"),
    ("3DGS", "3D Gaussian Splatting"),
    ("ZSL", "zero-shot learning"),
    ("YOLOv5", "YOLO 5"),
    ("ResNet-50s", "ResNet50"),
)
DISAGREE = (
    ("A3C", "advantage actor-critic"),
    ("A2C", "A3C"),
    ("L2", "language"),
    ("GPT-3", "GPT-4"),
    ("GPT-4", "GPT-4o"),
    ("GPT-4", "GPT"),
    ("Llama 2 7B", "Llama 2 70B"),
    ("Llama3-8B", "LLaMA3-1B"),
    ("top-1", "top-5"),
    ("T5-small", "T5-large"),
    ("BERT base", "BERT-large-uncased"),
    ("ViT-B", "ViT-L"),
    ("YOLOv1", "YOLOv2"),
    ("Mamba II", "Mamba III"),
    ("Subtask A", "Subtask B"),
    ("RefCOCO", "RefCOCO+"),
    ("C", "C#"),
    ("zero-shot learning", "one-shot learning"),
    ("4-bit", "8-bit"),
    ("Ma\u00b2mba", "Mamba"),
    ("Qwen2.5", "Qwen2"),
)


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name_share_a_key(a: str, b: str) -> None:
    assert normalise(a) == normalise(b)


@pytest.mark.parametrize(("a", "b"), APART)
def test_names_of_two_things_do_not(a: str, b: str) -> None:
    assert normalise(a) != normalise(b)


@pytest.mark.parametrize(("a", "b"), AGREE)
def test_versions_agree_where_nothing_tells_the_names_apart(a: str, b: str) -> None:
    assert versions_agree(a, b)
    assert versions_agree(b, a)


@pytest.mark.parametrize(("a", "b"), DISAGREE)
def test_versions_sizes_and_parts_disagree(a: str, b: str) -> None:
    assert not versions_agree(a, b)
    assert not versions_agree(b, a)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("loss", "losses"),
        ("cache", "caches"),
        ("patch", "patches"),
        ("bias", "biases"),
        ("query", "queries"),
        ("LLM", "LLMs"),
        ("GPU", "GPUs"),
        ("H100", "H100s"),
        ("matrix", "matrices"),
        ("index", "indices"),
        ("corpus", "corpora"),
        ("box", "boxes"),
        ("Transformer", "Transformers"),
        ("base", "bases"),
        ("series", "series"),
        ("virus", "viruses"),
        ("lens", "lenses"),
        ("synthesis", "syntheses"),
        ("stimulus", "stimuli"),
    ],
)
def test_plurals_are_undone(one: str, many: str) -> None:
    assert singular(many) == one


@pytest.mark.parametrize("word", ["BASS", "VITS", "analysis", "loss", "bias", "corpus", "gas", "Llama", "is"])
def test_what_is_no_plural_stays(word: str) -> None:
    assert singular(word) == word


def annotated(key: str) -> list[dict[str, list[str]]]:
    records = map(json.loads, ANNOTATED.read_text(encoding="utf-8").splitlines())
    return [record for record in records if key in record]


def test_no_key_joins_what_the_expert_calls_different_but_for_case() -> None:
    joined = [
        pair for record in annotated("different") if normalise((pair := record["different"])[0]) == normalise(pair[1])
    ]
    assert all(a.casefold() == b.casefold() for a, b in joined)
    assert len(joined) <= 2


def test_hardly_any_guard_stands_between_names_that_the_expert_calls_the_same() -> None:
    pairs = [pair for record in annotated("same") for pair in combinations(record["same"], 2)]
    assert sum(versions_agree(a, b) for a, b in pairs) / len(pairs) > 0.99


def test_a_guard_stands_between_all_sizes_and_versions_that_the_expert_tells_apart() -> None:
    records = [record for record in annotated("different") if record["why"] in {"size", "version"}]
    assert records
    assert not [record for record in records if versions_agree(*record["different"])]


@given(st.text())
def test_space_around_a_name_does_not_count_and_a_name_agrees_with_itself(name: str) -> None:
    assert normalise(name) == normalise(f" {name} ")
    assert versions_agree(name, name)


PIECES = st.sampled_from(["A2C", "actor critic", "L2", "seq2seq", "seq to seq", "two", "for", "4", "GPT-3", "GPT", "B"])
NAMES = st.text() | st.lists(PIECES, max_size=3).map(" ".join)


@given(NAMES, NAMES)
def test_agreement_is_mutual(a: str, b: str) -> None:
    assert versions_agree(a, b) == versions_agree(b, a)


def test_names_of_one_version_agree_with_the_same_names() -> None:
    parts = "A2C", "a2c", "L²", "actor critic", "advantage", "seq2seq", "seq to seq", "for", "x4y", "GPT-2", "two"
    names = [*parts, *map(" ".join, product(parts, repeat=2))]
    by_version = {version_key(name): name for name in names}
    for name in names:
        like = by_version[version_key(name)]
        assert [versions_agree(name, other) for other in names] == [versions_agree(like, other) for other in names]


def test_nearly_all_names_share_their_version_with_others() -> None:
    names = {name for record in annotated("same") for name in record["same"]}
    assert len(set(map(version_key, names))) < len(names) / 4
