"""Texts and evidence in compressed shards, which the page unpacks only when they are needed."""

import base64
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kg.explorer.offsets import Utf16
from kg.model import Evidence, Fact, Knowledge, Span

PAPERS_PER_SHARD = 250
FACTS_PER_SHARD = 2_000

Packed = list[str]


def pack_texts(knowledge: Knowledge, index: dict[str, int], offsets: dict[str, Utf16]) -> Packed:
    """Abstracts and mentions, `PAPERS_PER_SHARD` papers a piece in the order of the papers.

    A piece is `[[abstract, [entity, start, end, …]], …]`; positions are UTF-16 offsets into title, newline, abstract.
    """
    mentions: dict[str, list[tuple[Span, int]]] = {paper.id: [] for paper in knowledge.papers}
    for entity in knowledge.entities:
        for mention in entity.mentions:
            mentions[mention.paper].append((mention.span, index[entity.id]))
    return _pack(
        [
            [
                paper.abstract,
                [
                    number
                    for span, node in sorted(mentions[paper.id])
                    for number in (node, *offsets[paper.id].span(span))
                ],
            ]
            for paper in knowledge.papers
        ],
        PAPERS_PER_SHARD,
    )


def pack_evidence(facts: Sequence[Fact], index: dict[str, int], offsets: dict[str, Utf16]) -> Packed:
    """Evidence, `FACTS_PER_SHARD` facts a piece in the order of the facts.

    Each fact is a flat list of paper, sentence start, end, head start, end, tail start, end, confidence in
    steps for each piece of its evidence; an end that the sentence does not name is -1, -1.
    """
    return _pack(
        [[number for item in fact.evidence for number in _numbers(item, index, offsets[item.paper])] for fact in facts],
        FACTS_PER_SHARD,
    )


def _numbers(evidence: Evidence, index: dict[str, int], offsets: Utf16) -> Iterator[int]:
    yield index[evidence.paper]
    for span in (evidence.sentence, evidence.head, evidence.tail):
        yield from offsets.span(span) if span else (-1, -1)
    yield steps(evidence.confidence)


def steps(confidence: float) -> int:
    """A confidence as the page holds it: in ten-thousandths, as finely as RDF has it, so that both round alike."""
    return round(confidence * 10_000)


def _pack(rows: Sequence[Any], size: int) -> Packed:
    pieces = (rows[start : start + size] for start in range(0, len(rows), size))
    return [packed(msgspec.json.encode(piece)) for piece in pieces]


def packed(raw: bytes) -> str:
    """The bytes as the page's script elements hold them: as gzip, but the module of that name marks them by version."""
    return base64.b64encode(zlib.compress(raw, 9, wbits=31)).decode()
