"""Extractions as JSON lines, in the record form of the annotation guidelines, and back.

A record is `{"id", "entities", "relations", "results"}`: entities `[type, name, other forms…]`, relations
`[head, relation, tail, sentence]`, results objects that refer to entities by name. Further keys hold what
the form has no place for: `mentions`, `scores`, `abbreviations` and `links`, with half-open character
offsets into title, newline, abstract; and `annotated`, true if a person made the record although it has scores.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import InputError
from kg.files import read_text
from kg.model import Abbreviation, Extraction, Link, Mention, Paper, PaperEntity, PaperRelation, PaperResult, Span
from kg.record_form import decode_record, decode_text
from kg.vocab import PAPER, LinkKind, NodeType, RelationType, ResultKind

Record = dict[str, Any]

_DECIMALS = 4


def to_record(extraction: Extraction) -> Record:
    """The extraction in the record form; scores are rounded to four decimals."""
    record = {
        "id": extraction.paper,
        "entities": [[entity.type.value, *entity.forms] for entity in extraction.entities],
        "relations": [[r.head, r.relation.value, r.tail, r.sentence] for r in extraction.relations],
        "results": [_result_record(result) for result in extraction.results],
        "mentions": {
            entity.name: [[m.span.start, m.span.end, round(m.confidence, _DECIMALS)] for m in entity.mentions]
            for entity in extraction.entities
        },
        "scores": {
            "entities": [round(entity.confidence, _DECIMALS) for entity in extraction.entities],
            "relations": [round(relation.confidence, _DECIMALS) for relation in extraction.relations],
            "results": [[*_offsets(r.span), round(r.confidence, _DECIMALS)] for r in extraction.results],
        },
        "abbreviations": [
            [a.short, a.long, *_offsets(a.short_span), *_offsets(a.long_span)] for a in extraction.abbreviations
        ],
        "links": [[link.url, link.kind.value, *_offsets(link.span)] for link in extraction.links],
    }
    return record | {"annotated": True} if extraction.annotated else record


def from_record(record: Mapping[str, Any], paper: Paper) -> Extraction:
    """The extraction that a record of `paper` describes.

    A record without offsets and scores was made by an annotator: its forms are looked up in the text, and all its
    confidences are 1. A record with scores counts as annotated if its key `annotated` says so. Entities that do not
    occur in the text are left out, with their relations and results.
    """
    entities = tuple(_entities(record, paper))
    names = {entity.name for entity in entities} | {PAPER, None}
    scores = record.get("scores", {})
    relations = tuple(
        PaperRelation(head, RelationType(relation), tail, sentence, confidence)
        for (head, relation, tail, sentence), confidence in _scored(record["relations"], scores.get("relations"))
        if head in names and tail in names
    )
    results = tuple(
        _result(result, paper, score)
        for result, score in _scored(record["results"], scores.get("results"))
        if {result[role] for role in ("subject", "metric", "dataset", "baseline")} <= names
    )
    return Extraction(
        paper=paper.id,
        entities=entities,
        relations=relations,
        results=results,
        abbreviations=tuple(
            Abbreviation(short, long, Span(a, b), Span(c, d))
            for short, long, a, b, c, d in record.get("abbreviations", ())
        ),
        links=tuple(Link(url, LinkKind(kind), Span(start, end)) for url, kind, start, end in record.get("links", ())),
        annotated=record.get("annotated", "scores" not in record),
    )


def read_records(path: Path) -> Iterator[Record]:
    """Read a file of records, one JSON object a line; empty lines are skipped.

    Raises:
        InputError: the file cannot be read, or a line is not a record. That names are those of entities is not checked.
    """
    for _, record in _numbered_records(path):
        yield record


def read_annotated(docs: Path, gold: Path) -> Iterator[tuple[Paper, Record]]:
    """Read the records of `gold`, each with its text in `docs`.

    Raises:
        InputError: a file cannot be read, a line is of another form, or a record has no text or names a sentence that
            its text does not have.
    """
    papers = read_annotated_papers(docs)
    for number, record in _numbered_records(gold):
        paper = papers.get(record["id"])
        if paper is None:
            raise InputError(
                f"{gold}, line {number}: record {record['id']} has no text in {docs}; give the matching pair of files"
            )
        last = max(_sentences_named(record), default=0)
        if last >= len(paper.sentences):
            raise InputError(
                f"{gold}, line {number}: record {paper.id} names sentence {last}, but its text in {docs} ends with "
                f"sentence {len(paper.sentences) - 1}; sentence 0 is the title"
            )
        yield paper, record


def read_annotated_papers(path: Path) -> dict[str, Paper]:
    """Read the texts of annotated records, by id; empty lines are skipped.

    Each line is a JSON object with id, title, abstract and sentences. Sentences are half-open character offsets into
    the abstract.

    Raises:
        InputError: the file cannot be read, or a line is of another form.
    """
    papers = {}
    for number, line in _lines(path):
        try:
            doc = decode_text(line)
        except msgspec.DecodeError as error:
            raise InputError(
                f"{path}, line {number}: no annotated text ({error}); expected id, title, abstract and sentences"
            ) from error
        offset = len(doc["title"]) + 1
        sentences = (Span(0, offset - 1), *(Span(start + offset, end + offset) for start, end in doc["sentences"]))
        papers[doc["id"]] = Paper(doc["id"], doc["title"], doc["abstract"], sentences)
    return papers


def _numbered_records(path: Path) -> Iterator[tuple[int, Record]]:
    """The records with the numbers of their lines."""
    for number, line in _lines(path):
        try:
            yield number, decode_record(line)
        except msgspec.DecodeError as error:
            raise InputError(
                f"{path}, line {number}: no record ({error}); expected id, entities, relations and results"
            ) from error


def _sentences_named(record: Record) -> Iterator[int]:
    yield from (sentence for *_, sentence in record["relations"])
    yield from (result["s"] for result in record["results"])


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers from 1."""
    lines = read_text(path, error=InputError, advice="give a file of one JSON object a line").split("\n")
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def dump_record(record: Record) -> str:
    """The record as one line of JSON, with its newline."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def find_forms(text: str, forms: Iterable[str]) -> dict[str, list[Span]]:
    """Where each of `forms` occurs in `text`: exact matches between word boundaries, longest forms first.

    An occurrence inside that of a longer form is left out.
    """
    found: dict[str, list[Span]] = defaultdict(list)
    taken: list[Span] = []
    for form in sorted(set(forms), key=lambda form: (-len(form), form)):
        before = r"(?<!\w)" if form[:1].isalnum() else ""
        after = r"(?!\w)" if form[-1:].isalnum() else ""
        for match in re.finditer(before + re.escape(form) + after, text):
            span = Span(*match.span())
            if not any(other.covers(span) for other in taken):
                found[form].append(span)
        taken.extend(found[form])
    return found


def _offsets(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _scored(items: list[Any], scores: list[Any] | None) -> Iterator[tuple[Any, Any]]:
    return zip(items, scores if scores is not None else [1.0] * len(items), strict=True)


def _result_record(result: PaperResult) -> Record:
    return {
        "subject": result.subject,
        "metric": result.metric,
        "value": result.value,
        "unit": result.unit,
        "kind": result.kind.value,
        "dataset": result.dataset,
        "baseline": result.baseline,
        "s": result.sentence,
    }


def _result(result: Mapping[str, Any], paper: Paper, score: Any) -> PaperResult:  # noqa: ANN401 - a JSON value
    sentence = paper.sentences[result["s"]]
    if isinstance(score, list):
        span, confidence = Span(score[0], score[1]), score[2]
    else:
        at = paper.text.find(str(result["value"]), sentence.start, sentence.end)
        span, confidence = (Span(at, at + len(str(result["value"]))) if at >= 0 else sentence), score
    return PaperResult(
        subject=result["subject"],
        metric=result["metric"],
        value=str(result["value"]),
        unit=result["unit"] or "",
        kind=ResultKind(result["kind"]),
        dataset=result["dataset"],
        baseline=result["baseline"],
        sentence=result["s"],
        span=span,
        confidence=confidence,
    )


def _entities(record: Mapping[str, Any], paper: Paper) -> Iterator[PaperEntity]:
    text = paper.text
    stated = record.get("mentions")
    found = find_forms(text, (form for _, *forms in record["entities"] for form in forms)) if stated is None else {}
    scores = record.get("scores", {}).get("entities")
    for (kind, *forms), confidence in _scored(record["entities"], scores):
        if stated is not None:
            mentions = [Mention(Span(start, end), text[start:end], score) for start, end, score in stated[forms[0]]]
        else:
            mentions = [Mention(span, form, 1.0) for form in forms for span in found.get(form, ())]
        if mentions:
            yield PaperEntity(forms[0], NodeType(kind), tuple(forms), tuple(sorted(mentions)), confidence)
