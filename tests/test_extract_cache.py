"""Extractions are kept in a file from run to run, and found again by all that they were made from."""

import shutil
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.config import ExtractConfig
from kg.corpus import paper_sentences
from kg.encoder import Encoder
from kg.encoder.session import SHIPPED, load, write_settings
from kg.errors import ConfigError
from kg.extract import cache as caching
from kg.extract import extract_all, many
from kg.model import Extraction, Paper


def paper(key: str, title: str, abstract: str) -> Paper:
    return Paper(key, title, abstract, paper_sentences(title, abstract))


PAPERS = (
    paper("a", "Nimbus: A Small Transformer", "We present Nimbus, which outperforms BERT by 2.5% on GLUE."),
    paper(
        "b", "Stratus at Scale", "We train Stratus on ImageNet with contrastive learning. See https://github.com/a/b."
    ),
    paper("c", "On Cirrus", "The large language model (LLM) Cirrus hallucinates."),
)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "kept"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the papers that are read, in order."""
    seen: list[str] = []

    def extract(paper: Paper, encoder: Encoder) -> Extraction:
        seen.append(paper.id)
        return original(paper, encoder)

    original = many.extract
    monkeypatch.setattr(many, "extract", extract)
    return seen


def extracted(papers: Sequence[Paper], cache: Path | None, model: Path | None = None) -> list[Extraction]:
    config = ExtractConfig(workers=1, cache=str(cache) if cache else None, model=str(model) if model else None)
    return list(extract_all(papers, config=config))


def test_a_second_run_reads_what_is_new_alone_and_finds_the_same(cache: Path, read: list[str]) -> None:
    fresh = extracted(PAPERS, None)
    assert extracted(PAPERS[:2], cache) == fresh[:2]
    read.clear()
    assert extracted(PAPERS[::-1], cache) == fresh[::-1]
    assert extracted(PAPERS, cache) == fresh
    assert read == ["c"]


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "other"},
        {"title": "Nimbus: A Large Transformer"},
        {"abstract": "We present Nimbus, which outperforms BERT by 3.5% on GLUE."},
        {"sentences": PAPERS[0].sentences[:1]},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_would_be_found_otherwise_is_read_anew(cache: Path, read: list[str], changes: dict[str, Any]) -> None:
    extracted(PAPERS[:1], cache)
    read.clear()
    changed = replace(PAPERS[0], **changes)
    assert extracted([changed], cache) == extracted([changed], None)
    assert read == [changed.id] * 2


def test_another_year_and_address_are_not_read_anew(cache: Path, read: list[str]) -> None:
    extracted(PAPERS[:1], cache)
    extracted([replace(PAPERS[0], year=2024, url="https://a.org")], cache)
    assert read == ["a"]


def test_another_model_and_another_program_read_anew(
    cache: Path, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model"
    shutil.copytree(SHIPPED, model)
    extracted(PAPERS[:1], cache)
    assert len(extracted(PAPERS[:1], cache, model)) == 1
    assert read == ["a"]
    write_settings(msgspec.structs.replace(load(model).settings, result=0.9), model)
    extracted(PAPERS[:1], cache, model)
    assert read == ["a", "a"]
    monkeypatch.setattr(caching, "version", lambda _: "another")
    extracted(PAPERS[:1], cache)
    monkeypatch.setattr(caching, "python_version", lambda: "another")
    extracted(PAPERS[:1], cache)
    assert read == ["a"] * 4


def test_what_was_found_before_an_interruption_is_kept(cache: Path, read: list[str]) -> None:
    found = extract_all(PAPERS, config=ExtractConfig(workers=1, cache=str(cache)))
    next(found)
    found.close()  # type: ignore[attr-defined]
    before = set(read)
    read.clear()
    extracted(PAPERS, cache)
    assert "a" in before
    assert set(read) == {"a", "b", "c"} - before


def test_more_than_a_batch_is_written_while_it_is_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "_BATCH", 2)
    found = extract_all(PAPERS, config=ExtractConfig(workers=1, cache=str(cache)))
    assert [next(found).paper for _ in PAPERS] == ["a", "b", "c"]
    with sqlite3.connect(cache) as file:
        assert file.execute("SELECT COUNT(*) FROM extractions").fetchone() == (2,)
    file.close()
    found.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("content", [b"no such thing", zlib.compress(msgspec.msgpack.encode(1))])
def test_a_damaged_file_is_refused(cache: Path, content: bytes) -> None:
    extracted(PAPERS, cache)
    with closing(sqlite3.connect(cache)) as file, file:
        file.execute("UPDATE extractions SET extraction = ?", (content,))
    with pytest.raises(ConfigError, match=r"kept: cannot keep extractions \(.*\); free some room, or set cache under"):
        extracted(PAPERS, cache)


def test_a_database_of_another_program_is_left_as_it_is(cache: Path) -> None:
    cache.parent.mkdir()
    with closing(sqlite3.connect(cache)) as file, file:
        file.execute("CREATE TABLE items (item TEXT)")
    before = cache.read_bytes()
    with pytest.raises(ConfigError, match="it is a database of something else"):
        extracted(PAPERS, cache)
    assert cache.read_bytes() == before


@pytest.mark.parametrize("kind", ["text", "folder"])
def test_a_file_of_another_kind_is_refused(cache: Path, kind: str) -> None:
    cache.parent.mkdir()
    if kind == "text":
        cache.write_text("title,abstract\n" * 100, encoding="utf-8")
    else:
        cache.mkdir()
    with pytest.raises(ConfigError, match=r"kept: cannot keep extractions \(.*\); free some room, or set cache under"):
        extracted(PAPERS, cache)
