import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import paper_sentences, split_sentences
from kg.model import Paper

ROOT = Path(__file__).resolve().parents[1]
ANNOTATED = (
    ROOT / "kg" / "data" / "annotated" / "seed_docs.jsonl",
    ROOT.parent / "shared" / "annotation" / "general_docs.jsonl",
)

SENTENCES = (
    ["We use BERT (Devlin et al., 2019), e.g., for QA.", "It gets 83.3% vs. 81% on ImageNet, cf. Fig. 3."],
    ["See https://a.org/b.c.", "Done?", "Yes!", "Not by Dr. Smith et al. (2020) or ca. 13,000 others."],
    ["A sequence of length of L.", "The rate is exponential in k.", "We map X to Y, as J. Smith does."],
    ["We tune prompts, adapters, etc.", "However, e.g. T5 is slow."],
    ["This works.", "iVideoGPT features tokens.", "mE5-L is small.", "(Code is here.)", '"Yes."', "\u03b1-nets win."],
    ["It has two parts: (1) Training, which is slow; and (2) Testing.", "1. First we train.", "2. Then we test."],
    ["We score 0.88.", "Applying our method helps.", "The end."],
    ["Is it plan B?", "Nobody knows.", "Pruning, distillation, etc...", "Nobody compares them."],
    ["It falls to 640 ms.", "Others take 5 sec.", "Ms. Lee agrees.", "It gains 3 pp.", "See Sec. 2, pp. 3-5."],
    ["Compare minDALL.E and Node.js with No. 5 in Sec. 2 of the U.S. patent.", "Our code is out."],
)


@pytest.mark.parametrize("sentences", SENTENCES)
def test_sentences_are_told_apart(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [span.of(text) for span in split_sentences(text)] == sentences


def test_a_missing_space_between_sentences_is_no_obstacle() -> None:
    text = "It reaches an F1 of 0.88.Applying it to TTS.We go on."
    assert [span.of(text) for span in split_sentences(text)] == [
        "It reaches an F1 of 0.88.",
        "Applying it to TTS.",
        "We go on.",
    ]


def test_the_title_is_the_first_sentence_and_the_others_are_offsets_into_the_text() -> None:
    paper = Paper("p", "Is it? Yes.", "We do X. We do Y.", paper_sentences("Is it? Yes.", "We do X. We do Y."))
    assert [span.of(paper.text) for span in paper.sentences] == ["Is it? Yes.", "We do X.", "We do Y."]


@given(st.text(alphabet=st.sampled_from("aB1. !?()\"'\n\t\u00a0e.gfig,:;")))
def test_spans_are_ordered_and_trimmed_and_cover_everything_but_space(text: str) -> None:
    spans = split_sentences(text)
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_boundaries_agree_with_the_annotators(path: Path) -> None:
    if not path.exists():
        pytest.skip("annotated papers are not here")
    hits = stated = found = 0
    for abstract, gold in _annotated(path):
        ends = {span.end for span in split_sentences(abstract)[:-1]}
        hits, stated, found = hits + len(gold & ends), stated + len(gold), found + len(ends)
    assert hits / found > 0.99
    assert hits / stated > 0.975, "items of lists are sentences to the annotators, so not all is reached"


def _annotated(path: Path) -> Iterator[tuple[str, set[int]]]:
    for doc in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        yield doc["abstract"], {end for _, end in doc["sentences"][:-1]}
