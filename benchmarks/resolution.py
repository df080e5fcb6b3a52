"""How resolution grows with the corpus: CPU time and memory from 1,000 papers to 60,000.

    python -m benchmarks.resolution [--papers FILE.jsonl --records FILE.jsonl] [SIZE]...

Papers come from a file with what `kg extract` found in it, or else from the annotated papers of the package. Where they
do not suffice, further papers are made up: a copy of a paper in which half of the things have another name, made by
putting a word of another thing, with a figure now and then, in place of one of their words. So names grow in number
and share words as those of a real corpus do, but nothing in the copies is true. Every size runs in its own process.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.config import CorpusConfig, ResolveConfig
from kg.corpus import read_papers
from kg.evaluate import SHIPPED_DOCS, SHIPPED_GOLD
from kg.model import Extraction, Mention, Paper, PaperEntity
from kg.records import Record, from_record, read_annotated_papers, read_records
from kg.resolve import resolve
from kg.rules.abbreviations import find_abbreviations
from kg.vocab import PAPER

SIZES = (1_000, 4_000, 16_000, 60_000)
_MEGABYTE = 1024
"""Of the kilobytes in which Linux tells the memory of a process."""
_UNSURE = 0.9
_RENAMED = 0.5
_NUMBERED = 0.3
_SHORTEST = 4
"""Letters that a word has at least that gives way to another."""

Read = list[tuple[Paper, Extraction]]


def main() -> None:
    """Print a line for each size; with --one, only the JSON of one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--papers", type=Path, help="papers, in any form that kg build reads")
    parser.add_argument("--records", type=Path, help="what kg extract found in them")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if (given.papers is None) != (given.records is None):
        parser.error("give --papers and --records together")
    if given.one:
        print(json.dumps(measure(given.sizes[0], given.papers, given.records)))
        return
    print(
        f"{'papers':>8} {'made up':>8} {'mentions':>10} {'entities':>9} {'CPU s':>7} {'µs/mention':>11} {'peak MB':>8}"
    )
    for size in given.sizes:
        files = ["--papers", given.papers, "--records", given.records] if given.papers else []
        command = [sys.executable, "-m", "benchmarks.resolution", "--one", *map(str, files), str(size)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603 - itself
        print(
            f"{row['papers']:8,} {row['made_up']:8,} {row['mentions']:10,} {row['entities']:9,} {row['seconds']:7.1f} "
            f"{1e6 * row['seconds'] / row['mentions']:11.0f} {row['megabytes']:8,.0f}",
            flush=True,
        )


def measure(size: int, papers: Path | None, records: Path | None) -> dict[str, float]:
    """Resolve so many papers, and tell what it took; the memory is that of papers, extractions and outcome together."""
    read = _read(papers, records) if papers and records else _annotated()
    corpus = [*read[:size], *_made_up(read, size - len(read))]
    started = time.process_time()
    knowledge = resolve(*map(list, zip(*corpus, strict=True)), config=ResolveConfig())
    return {
        "papers": len(corpus),
        "made_up": max(0, size - len(read)),
        "mentions": sum(len(entity.mentions) for _, extraction in corpus for entity in extraction.entities),
        "entities": len(knowledge.entities),
        "seconds": time.process_time() - started,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE,
    }


def _read(papers: Path, records: Path) -> Read:
    by_id = {paper.id: paper for paper in read_papers([papers], config=CorpusConfig()).papers}
    return [(by_id[record["id"]], from_record(record, by_id[record["id"]])) for record in read_records(records)]


def _annotated() -> Read:
    papers = read_annotated_papers(SHIPPED_DOCS)
    files = SHIPPED_GOLD.with_name("seed_train.jsonl"), SHIPPED_GOLD
    records = [record for path in files for record in read_records(path)]
    return [(papers[record["id"]], _as_extracted(papers[record["id"]], record)) for record in records]


def _as_extracted(paper: Paper, record: Record) -> Extraction:
    """What annotators found as if a model had, and as unsure, so that resolution looks at it as closely."""
    annotated = from_record(record, paper)
    return replace(
        annotated,
        entities=tuple(replace(entity, confidence=_UNSURE) for entity in annotated.entities),
        abbreviations=find_abbreviations(paper.text, paper.sentences),
        annotated=False,
    )


def _made_up(read: Read, count: int) -> Iterator[tuple[Paper, Extraction]]:
    draw = random.Random(1)  # noqa: S311 - made-up papers
    words = sorted({word for _, extraction in read for entity in extraction.entities for word in _long(entity.name)})
    for number in range(max(0, count)):
        paper, extraction = read[number % len(read)]
        yield _copy(replace(paper, id=f"{paper.id}-{number}"), extraction, words, draw)


def _copy(paper: Paper, extraction: Extraction, words: Sequence[str], draw: random.Random) -> tuple[Paper, Extraction]:
    """A copy with other names. Spans stay: resolution reads the names that mentions have, not the text behind them."""
    entities: dict[str, PaperEntity] = {}
    names = {PAPER: PAPER}
    for entity in extraction.entities:
        renamed = _renamed(entity, words, draw)
        names[entity.name] = renamed.name
        entities.setdefault(renamed.name, renamed)
    relations = tuple(replace(r, head=names[r.head], tail=names[r.tail]) for r in extraction.relations)
    results = tuple(
        replace(
            result,
            subject=names[result.subject],
            metric=result.metric and names[result.metric],
            dataset=result.dataset and names[result.dataset],
            baseline=result.baseline and names[result.baseline],
        )
        for result in extraction.results
    )
    return paper, replace(
        extraction, paper=paper.id, entities=tuple(entities.values()), relations=relations, results=results
    )


def _renamed(entity: PaperEntity, words: Sequence[str], draw: random.Random) -> PaperEntity:
    old = draw.choice(_long(entity.name) or [entity.name])
    if draw.random() >= _RENAMED:
        return entity
    new = draw.choice(words) + (str(draw.randrange(9)) if draw.random() < _NUMBERED else "")
    forms = tuple(dict.fromkeys(form.replace(old, new) for form in entity.forms))
    mentions = tuple(Mention(m.span, m.text.replace(old, new), m.confidence) for m in entity.mentions)
    return replace(entity, name=forms[0], forms=forms, mentions=mentions)


def _long(name: str) -> list[str]:
    return [word for word in name.split() if len(word) >= _SHORTEST]


if __name__ == "__main__":
    main()
