"""How much of what a paper says is right in the records of extraction, and in the graph of the corpus it belongs to.

    python -m benchmarks.graph_facts [--docs DOCS.jsonl] [GOLD.jsonl]

All texts of DOCS are read and resolved together; the papers of GOLD are scored, in the form of records: what the graph
holds of a paper are the entities with a mention in it, under the names that it uses, and the facts and results that it
is cited for. The shipped annotations are the default.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.cli.console import showing_progress
from kg.config import ExtractConfig, ResolveConfig
from kg.corpus import clean_paper
from kg.evaluate import SHIPPED_DOCS, SHIPPED_GOLD, evaluate
from kg.extract import extract_all
from kg.model import Knowledge, Paper, Result
from kg.records import Record, read_annotated_papers, read_records, to_record
from kg.resolve import resolve
from kg.vocab import PAPER

FIGURES: Final = ("entities", "entities, typed", "pairs", "relations", "proposes", "results")


def main() -> None:
    """Print F1 of records and of the graph, a row for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=SHIPPED_GOLD)
    parser.add_argument("--docs", type=Path, default=SHIPPED_DOCS)
    given = parser.parse_args()
    gold = {record["id"]: record for record in read_records(given.gold)}
    papers = [clean_paper(paper) for paper in read_annotated_papers(given.docs).values()]
    with showing_progress() as progress:
        extractions = list(extract_all(papers, config=ExtractConfig(), progress=progress))
        knowledge = resolve(papers, extractions, config=ResolveConfig(), progress=progress)
    records = evaluate(gold, {extraction.paper: to_record(extraction) for extraction in extractions})
    graph = evaluate(gold, dict(records_of(knowledge)))
    print(f"{len(gold):,} of {len(papers):,} papers; F1 in percent\n\n{'':<16} {'records':>8} {'graph':>8}")
    for figure in FIGURES:
        print(f"{figure:<16} {records.figures[figure].counts.f1:8.1f} {graph.figures[figure].counts.f1:8.1f}")


def records_of(knowledge: Knowledge) -> Iterator[tuple[str, Record]]:
    """What the graph holds of each paper, by its id, as a record."""
    papers = {paper.id: paper for paper in knowledge.papers}
    types = {entity.id: entity.type for entity in knowledge.entities}
    forms: dict[str, dict[str, list[str]]] = {paper: {} for paper in papers}
    for entity in knowledge.entities:
        for mention in entity.mentions:
            names = forms[mention.paper].setdefault(entity.id, [])
            names += {mention.span.of(papers[mention.paper].text)} - set(names)
    called = {paper: {paper: PAPER} | {node: names[0] for node, names in own.items()} for paper, own in forms.items()}
    stated = defaultdict(list)
    for fact in knowledge.facts:
        for evidence in fact.evidence:
            names_here, sentence = called[evidence.paper], papers[evidence.paper].sentence_of(evidence.sentence)
            stated[evidence.paper].append([names_here[fact.head], fact.relation, names_here[fact.tail], sentence])
    measured = defaultdict(list)
    for result in knowledge.results:
        measured[result.paper].append(_result(result, called[result.paper], papers[result.paper]))
    for paper, own in forms.items():
        entities = [[types[node], *names] for node, names in own.items()]
        yield paper, {"id": paper, "entities": entities, "relations": stated[paper], "results": measured[paper]}


def _result(result: Result, names: Mapping[str, str], paper: Paper) -> Record:
    nodes = {"subject": result.subject, "metric": result.metric, "dataset": result.dataset, "baseline": result.baseline}
    own = {"value": result.value, "unit": result.unit, "kind": result.kind, "s": paper.sentence_of(result.sentence)}
    return own | {role: node and names[node] for role, node in nodes.items()}


if __name__ == "__main__":
    main()
