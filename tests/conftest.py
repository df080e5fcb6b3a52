"""Papers, extractions and a graph that tests share."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import browser, corpus_page, tiny_page, visit  # noqa: F401 - fixtures
from filelock import FileLock
from hypothesis import HealthCheck, settings
from papers import paper_of

import kg
from kg.config import ResolveConfig
from kg.machine import usable_cores
from kg.model import (
    Entity,
    EntityMention,
    Evidence,
    Extraction,
    Fact,
    Knowledge,
    Paper,
    PaperLink,
    Result,
    Span,
)
from kg.records import from_record, read_annotated_papers, read_records
from kg.resolve import resolve
from kg.rules import find_links
from kg.vocab import LinkKind, NodeType, RelationType, ResultKind

ROOT = Path(__file__).resolve().parents[1]
ANNOTATED = ROOT / "kg" / "data" / "annotated"

# How long an example takes depends on what else runs.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The whole suite is shared out among processes; chosen tests run in this one, which saves the start of others."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.keyword
    return min(usable_cores(), 4) if whole else 0


@pytest.fixture(scope="session")
def seed_papers() -> Mapping[str, Paper]:
    """The 367 annotated papers by id, with the annotators' sentences."""
    return read_annotated_papers(ANNOTATED / "seed_docs.jsonl")


@pytest.fixture(scope="session")
def gold_extractions(seed_papers: Mapping[str, Paper]) -> tuple[Extraction, ...]:
    """What the experts found in 307 of the seed papers."""
    return tuple(
        from_record(record, seed_papers[record["id"]])
        for name in ("seed_train.jsonl", "seed_dev.jsonl")
        for record in read_records(ANNOTATED / name)
    )


@pytest.fixture(scope="session")
def annotated(seed_papers: Mapping[str, Paper], gold_extractions: tuple[Extraction, ...]) -> Knowledge:
    """What the experts found, and the links in the texts, resolved."""
    linked = tuple(replace(found, links=find_links(seed_papers[found.paper].text)) for found in gold_extractions)
    return resolve(tuple(seed_papers.values()), linked, config=ResolveConfig())


def _span(paper: Paper, words: str, sentence: int) -> Span:
    start = paper.text.index(words, paper.sentences[sentence].start)
    return Span(start, start + len(words))


def _entity(
    key: str, label: str, kind: NodeType, *mentions: tuple[Paper, str, int], aliases: tuple[str, ...] = ()
) -> Entity:
    found = tuple(EntityMention(paper.id, _span(paper, form, sentence), 0.9) for paper, form, sentence in mentions)
    papers = len({mention.paper for mention in found})
    return Entity(f"entity/{key}", label, kind, aliases, ((kind, papers),), found, 0.9)


def _evidence(paper: Paper, sentence: int, head: str | None, tail: str, confidence: float) -> Evidence:
    span = paper.sentences[sentence]
    return Evidence(
        paper.id,
        span,
        span.of(paper.text),
        _span(paper, head, sentence) if head else None,
        _span(paper, tail, sentence),
        confidence,
    )


@pytest.fixture(scope="session")
def tiny() -> Knowledge:
    """Two papers, six entities, seven facts, two results and a link, written by hand."""
    first = paper_of(
        "arxiv:2401.00001",
        "Nimbus: A Small Vision Transformer",
        "We present Nimbus, which is built on the Vision Transformer (ViT).",
        "Nimbus outperforms ViT on ImageNet with 83.3% top-1 accuracy.",
        "Code: https://github.com/example/nimbus.",
    )
    second = paper_of(
        "stratus-2025",
        "Stratus <b>& friends</b>",
        "We propose Stratus for image classification.",
        "Stratus is 2.2x faster than Nimbus on ImageNet, which it is evaluated on.",
    )
    entities = (
        _entity("image-classification", "image classification", NodeType.TASK, (second, "image classification", 1)),
        _entity("imagenet", "ImageNet", NodeType.BENCHMARK, (first, "ImageNet", 2), (second, "ImageNet", 2)),
        _entity("nimbus", "Nimbus", NodeType.MODEL, (first, "Nimbus", 0), (first, "Nimbus", 2), (second, "Nimbus", 2)),
        _entity("stratus", "Stratus", NodeType.MODEL, (second, "Stratus", 1), (second, "Stratus", 2)),
        _entity("top-1-accuracy", "top-1 accuracy", NodeType.METRIC, (first, "top-1 accuracy", 2)),
        _entity(
            "vision-transformer",
            "Vision Transformer",
            NodeType.MODEL,
            (first, "Vision Transformer", 1),
            aliases=("ViT",),
        ),
    )
    facts = (
        ("entity/nimbus", RelationType.EVALUATED_ON, "entity/imagenet", _evidence(first, 2, "Nimbus", "ImageNet", 0.9)),
        ("entity/nimbus", RelationType.EXTENDS, "entity/vision-transformer", _evidence(first, 1, "Nimbus", "ViT", 0.8)),
        (
            "entity/nimbus",
            RelationType.OUTPERFORMS,
            "entity/vision-transformer",
            _evidence(first, 2, "Nimbus", "ViT", 0.95),
        ),
        (
            "entity/stratus",
            RelationType.APPLIED_TO,
            "entity/image-classification",
            _evidence(second, 1, "Stratus", "image classification", 0.7),
        ),
        (
            "entity/stratus",
            RelationType.EVALUATED_ON,
            "entity/imagenet",
            _evidence(second, 2, "Stratus", "ImageNet", 0.85),
        ),
        (first.id, RelationType.PROPOSES, "entity/nimbus", _evidence(first, 1, None, "Nimbus", 0.97)),
        (second.id, RelationType.PROPOSES, "entity/stratus", _evidence(second, 1, None, "Stratus", 0.96)),
    )

    def result(
        number: int,
        paper: Paper,
        subject: str,
        metric: str | None,
        value: str,
        unit: str,
        kind: ResultKind,
        baseline: str | None,
    ) -> Result:
        sentence = paper.sentences[2]
        return Result(
            f"result/{paper.id}/{number}",
            paper.id,
            subject,
            metric,
            value,
            unit,
            kind,
            "entity/imagenet",
            baseline,
            sentence,
            sentence.of(paper.text),
            _span(paper, value, 2),
            0.9,
        )

    return Knowledge(
        papers=(first, second),
        entities=entities,
        facts=tuple(
            Fact(head, relation, tail, (evidence,), evidence.confidence) for head, relation, tail, evidence in facts
        ),
        results=(
            result(1, first, "entity/nimbus", "entity/top-1-accuracy", "83.3", "%", ResultKind.ABSOLUTE, None),
            result(1, second, "entity/stratus", None, "2.2", "x", ResultKind.SPEEDUP, "entity/nimbus"),
        ),
        links=(PaperLink(first.id, "https://github.com/example/nimbus", LinkKind.CODE),),
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `kg build` fills from the shipped corpus, once for all processes that share the tests."""
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    folder = place / "built"
    with FileLock(place / "built.lock"):
        if not folder.exists():
            kg.build().save(folder)
    return folder
