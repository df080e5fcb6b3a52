"""The shipped model and what goes into it."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from papers import paper_of

from kg.encoder import Encoder, lay_out, load, tokenize
from kg.encoder.session import AGAIN_FILE, ENCODER_FILE, SETTINGS_FILE, SHIPPED, TOKENIZER_FILE
from kg.encoder.settings import RELATION_CLASSES, TYPE_CLASSES
from kg.encoder.tokens import MAX_PIECES, Shape
from kg.errors import ModelError
from kg.model import Paper, Span


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small files of the shipped model, and the large ones as links."""
    for path in SHIPPED.iterdir():
        if path.suffix == ".onnx":
            (tmp_path / path.name).symlink_to(path)
        else:
            shutil.copy(path, tmp_path)
    return tmp_path


def test_words_cover_every_character_but_space(encoder: Encoder, seed_papers: Mapping[str, Paper]) -> None:
    for paper in list(seed_papers.values())[:40]:
        tokens = tokenize(paper, encoder.tokenizer)
        covered = "".join(paper.text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True))
        assert covered == "".join(paper.text.split())


def test_runs_of_words_end_with_their_sentence(encoder: Encoder) -> None:
    paper = paper_of("p", "Cats", "We run.", "Dogs bark.")
    tokens = tokenize(paper, encoder.tokenizer)
    assert tokens.within_sentences(4).sum(axis=1).tolist() == [1, 3, 2, 1, 3, 2, 1]


def test_span_of_words_is_the_span_they_were_found_by(encoder: Encoder) -> None:
    paper = paper_of("p", "Nimbus", "We train Key-Value (KV) caches, then test.")
    tokens = tokenize(paper, encoder.tokenizer)
    span = Span(paper.text.index("Key"), paper.text.index(", then"))
    assert tokens.span_of(*tokens.words_of(span)) == span


def test_long_papers_are_read_in_windows_that_end_with_a_sentence_and_lose_nothing(encoder: Encoder) -> None:
    paper = paper_of("p", "Title", *(f"Sentence {n} speaks of tokenization at length." for n in range(150)))
    tokens = tokenize(paper, encoder.tokenizer)
    assert len(tokens.windows) > 1
    assert max(map(len, tokens.windows)) <= MAX_PIECES
    assert sum(len(window) - 2 for window in tokens.windows) == tokens.last[-1] + 1
    begins = np.cumsum([0, *(len(window) - 2 for window in tokens.windows[:-1])])
    assert all(
        tokens.sentences[word] != tokens.sentences[word - 1]
        for word in np.flatnonzero(np.isin(tokens.first, begins))[1:]
    )
    assert encoder.read(tokens).first.shape[0] == len(tokens)


def test_a_sentence_longer_than_a_window_is_cut(encoder: Encoder) -> None:
    tokens = tokenize(paper_of("p", "Title", "word " * 1200), encoder.tokenizer)
    assert [len(window) for window in tokens.windows] == [3, MAX_PIECES, MAX_PIECES, 1200 - 2 * 510 + 2]
    assert len(tokens) == 1201


def test_pieces_know_how_their_word_is_written(encoder: Encoder) -> None:
    paper = paper_of("p", "Nimbus beats ViT", "Mamba by Google", "needs 3 H100 or a TPU , \u03b2 V .")
    tokens = tokenize(paper, encoder.tokenizer)
    shapes = tokens.windows[0][1:-1, 1]
    written = {
        paper.text[start:end]: Shape(shapes[first]).name
        for start, end, first in zip(tokens.starts, tokens.ends, tokens.first, strict=True)
    }
    assert written == {
        "Nimbus": "CAPITAL_IN_TITLE",
        "beats": "SMALL",
        "ViT": "MIXED",
        "Mamba": "CAPITAL_AT_START",
        "by": "SMALL",
        "Google": "CAPITAL",
        "needs": "SMALL",
        "3": "NUMBER",
        "H100": "WITH_DIGITS",
        "or": "SMALL",
        "a": "SMALL",
        "TPU": "CAPITALS",
        ",": "OTHER",
        "\u03b2": "SMALL",
        "V": "LETTER",
        ".": "OTHER",
    }
    assert all(len(set(shapes[first : last + 1])) == 1 for first, last in zip(tokens.first, tokens.last, strict=True))


def test_reading_a_paper_twice_gives_the_same_bits(encoder: Encoder, seed_papers: Mapping[str, Paper]) -> None:
    tokens = tokenize(seed_papers["hf-000"], encoder.tokenizer)
    one, other = encoder.read(tokens), load().read(tokens)
    assert np.array_equal(one.first, other.first)
    assert np.array_equal(one.spans, other.spans)


def test_scores_have_one_row_per_node(encoder: Encoder) -> None:
    paper = paper_of("p", "Nimbus beats ViT", "We gain 2 points.")
    tokens = tokenize(paper, encoder.tokenizer)
    layout = lay_out(paper, tokens, [[Span(0, 6)], [Span(13, 16)]], [Span(25, 26)])
    scores = encoder.score(encoder.reread(encoder.read(tokens), layout), layout)
    assert scores.nodes.shape == (4, len(TYPE_CLASSES) + 1)
    assert scores.pairs.shape == (4, 4, len(RELATION_CLASSES) + 2)
    assert scores.roles.shape[:2] == (4, 5)
    np.testing.assert_allclose(scores.shares.sum(axis=-1), 1, rtol=1e-4)


def test_layout_takes_the_closest_mentions_of_a_pair(encoder: Encoder) -> None:
    paper = paper_of("p", "Nimbus", "ViT is old.", "Nimbus beats ViT.")
    tokens = tokenize(paper, encoder.tokenizer)
    nimbus = [Span(0, 6), Span(19, 25)]
    vit = [Span(7, 10), Span(32, 35)]
    layout = lay_out(paper, tokens, [nimbus, vit])
    head, tail = layout.nearest_heads[1, 2], layout.nearest_tails[1, 2]
    assert tokens.span_of(layout.starts[head], layout.ends[head]) == nimbus[1]
    assert tokens.span_of(layout.starts[tail], layout.ends[tail]) == vit[1]
    assert layout.distances[1, 2] == 2 * layout.distances[1, 1] - layout.distances[2, 1]


def test_the_paper_is_mentioned_where_its_authors_speak_of_themselves(encoder: Encoder) -> None:
    paper = paper_of("p", "Nimbus", "We beat ViT.", "It is ours.")
    tokens = tokenize(paper, encoder.tokenizer)
    layout = lay_out(paper, tokens, [])
    assert [tokens.span_of(a, b).of(paper.text) for a, b in zip(layout.starts, layout.ends, strict=True)] == [
        "We",
        "ours",
    ]


def test_a_missing_model_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere.*model\.json: cannot be read"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("name", [ENCODER_FILE, AGAIN_FILE, TOKENIZER_FILE, SETTINGS_FILE])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        load(folder)


@pytest.mark.parametrize("content", [b'{"format": 1,', b'{"name": "caf\xe9"}'])
@pytest.mark.parametrize("name", [ENCODER_FILE, AGAIN_FILE, TOKENIZER_FILE, SETTINGS_FILE])
def test_a_damaged_file_is_named(folder: Path, name: str, content: bytes) -> None:
    (folder / name).unlink()
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=f"{name}: damaged"):
        load(folder)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"relation": {"uses": 0.3}}, "`relation` needs one threshold for each relation, see addresses"),
        ({"entity_calibration": {"weights": [1.0], "bias": 0.0}}, "`entity_calibration` needs 2 weights"),
    ],
)
def test_settings_that_lack_something_are_refused(folder: Path, changed: dict[str, object], message: str) -> None:
    settings = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
    (folder / SETTINGS_FILE).write_text(json.dumps(settings | changed), encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        load(folder)


def test_a_model_of_another_format_is_refused(folder: Path) -> None:
    settings = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
    (folder / SETTINGS_FILE).write_text(json.dumps(settings | {"format": 99}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"model format 99, this program reads \d+"):
        load(folder)


def test_the_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 40e6
