import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.rules import find_abbreviations


def pairs(*sentences: str) -> list[tuple[str, str]]:
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    return [(found.short, found.long) for found in find_abbreviations(" ".join(sentences), spans)]


DEFINITIONS = {
    "We present the Vision Transformer (ViT) here.": ("ViT", "Vision Transformer"),
    "Most large language models (LLMs) are big.": ("LLMs", "large language models"),
    "the Key-Value cache (KVC), which": ("KVC", "Key-Value cache"),
    "Text-to-Image (T2I) generation": ("T2I", "Text-to-Image"),
    "with ViT (Vision Transformer) blocks": ("ViT", "Vision Transformer"),
    "the Vision Transformer (ViT; Dosovitskiy et al., 2021) is": ("ViT", "Vision Transformer"),
    'called "Vertebra Identification with Anomaly Handling" (VIwAH)': (
        "VIwAH",
        "Vertebra Identification with Anomaly Handling",
    ),
    "retentive network [RetNet]": ("RetNet", "retentive network"),
    "3D Gaussian Splatting (3DGS) scenes": ("3DGS", "3D Gaussian Splatting"),
    "hematoxylin and eosin (H&E) stains": ("H&E", "hematoxylin and eosin"),
    "Low-Rank Adaptation (LoRA)": ("LoRA", "Low-Rank Adaptation"),
    "by proximal policy optimization (PPO) and": ("PPO", "proximal policy optimization"),
    "an Asynchronous Advantage Actor-Critic (A3C) agent": ("A3C", "Asynchronous Advantage Actor-Critic"),
    "Generative Pretrained Multi-path Motion Model (GenM³)": ("GenM³", "Generative Pretrained Multi-path Motion Model"),
    "Breaking the Batch Barrier (B3)": ("B3", "Breaking the Batch Barrier"),
    "Chain-of-Thought (CoT) prompts": ("CoT", "Chain-of-Thought"),
    "from Direct Policy Optimization with Data (DPOD)": ("DPOD", "Direct Policy Optimization with Data"),
    "we use mean average precision (mAP)": ("mAP", "mean average precision"),
    "of convolutional layers (Conv)": ("Conv", "convolutional layers"),
    "by Prompts for the Policy Optimization (PPO)": ("PPO", "Prompts for the Policy Optimization"),
    "two words that are Alpha of the Beta (AB)": ("AB", "Alpha of the Beta"),
    "by Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk Ll (ABCDEFGHIJKL)": ("ABCDEFGHIJKL", "Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk Ll"),
    f"{'(A)' * 200} is no Vision Transformer (ViT)": ("ViT", "Vision Transformer"),
    f"{'a long sentence ' * 40} on a Vision Transformer (ViT)": ("ViT", "Vision Transformer"),
}


@pytest.mark.parametrize(("text", "expected"), DEFINITIONS.items())
def test_definitions_are_found_in_both_orders(text: str, expected: tuple[str, str]) -> None:
    assert pairs(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "long-range Transformer models (Reformers) are here",
        "in a few-shot fashion across modalities (i.e. ASR)",
        "as seen in Figure 3 (see Section 4)",
        "three recent models (GPT-4, Claude)",
        "we use BERT (2019) and it works (well)",
        "Visual (V)",
        "of neural models (Neuro)",
        "by Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk Ll Mm (ABCDEFGHIJKLM)",
        "by Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk Ll Mm Nn (ABCDEFGHIJKLM-N)",
        "two words that are Alpha of the new Beta (AB)",
        "an unrelated phrase (XYZ)",
        "the language abilities of a second language (L2)",
        f"{'e' * 34} ({'E' * 12}Z)",  # whose letters could be paired in a thousand million ways
    ],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert pairs(text) == []


def test_a_definition_does_not_reach_over_sentences() -> None:
    assert pairs("We love Vision.", "Transformer (VT) is good.") == []


PIECES = st.sampled_from(["Aa", "Bb", "cc", "AB", "ABC", "(AB)", "(ABs)", "[A2B]", "a-b", "(Aa Bb)", "of", "."])
"""Of twelve of them, one text in five defines an abbreviation."""


def test_what_has_the_letters_alone_is_no_second_definition() -> None:
    first, second = "Large language models (LLMs) grow.", "Los grandes modelos de lenguaje (LLMs) crecen."
    assert pairs(first, second) == pairs(second, first) == [("LLMs", "Large language models")]
    assert len(pairs("Retentive networks (RetNet) win.", "Retentive net (RetNet) wins.")) == len(["both"] * 2)
    assert pairs("Area curve (AC) and actor critic (AC).") == [("AC", "Area curve"), ("AC", "actor critic")]


def test_spans_lie_in_the_text() -> None:
    text = "We present the Vision Transformer (ViT)."
    (found,) = find_abbreviations(text, [Span(0, len(text))])
    assert (found.short_span.of(text), found.long_span.of(text)) == (found.short, found.long)
    assert found.long_span == Span(15, 33)


@given(st.lists(PIECES, max_size=12).map(" ".join), st.integers(0, 40))
def test_short_and_long_form_stand_in_their_sentence(text: str, cut: int) -> None:
    middle = min(cut, len(text))
    sentences = [Span(0, middle), Span(middle, len(text))]
    for found in find_abbreviations(text, sentences):
        assert found.short_span.of(text) == found.short
        assert found.long_span.of(text) == found.long
        assert not found.short_span.overlaps(found.long_span)
        assert any(s.covers(found.short_span) and s.covers(found.long_span) for s in sentences)
