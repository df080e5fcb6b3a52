"""How well names are resolved if extraction finds them all: the judged names themselves, looked up in the texts.

    python -m benchmarks.names [JUDGEMENTS.jsonl]

Every judged name is an entity of each annotated paper whose text has it, by itself: no two names are joined within a
paper, but definitions of abbreviations are read. A name has the type that its group has in the judgements, else the one
that annotators gave it, else it is a Concept. So recall is that of the rules of resolution alone.
"""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.cli.scores import print_resolution
from kg.config import ResolveConfig
from kg.evaluate import SHIPPED_DOCS, SHIPPED_GOLD, Judgements, evaluate_resolution, read_judgements
from kg.model import Extraction, Mention, Paper, PaperEntity
from kg.records import find_forms, read_annotated_papers, read_records
from kg.resolve import resolve
from kg.rules.abbreviations import find_abbreviations
from kg.vocab import NodeType


def main() -> None:
    """Print the tables of `kg eval --resolution`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judgements", nargs="?", type=Path, default=SHIPPED_GOLD.with_name("resolution_dev.jsonl"))
    judgements = read_judgements(parser.parse_args().judgements)
    papers = list(read_annotated_papers(SHIPPED_DOCS).values())
    types = dict(annotated_types()) | {
        name: NodeType(kind) for group, kind in judgements.same if kind for name in group
    }
    extractions = [look_up(paper, judgements, types) for paper in papers]
    print_resolution(
        evaluate_resolution(judgements, resolve(papers, extractions, config=ResolveConfig())), as_json=False
    )


def annotated_types() -> Iterator[tuple[str, NodeType]]:
    """The type of each name that annotators have found."""
    for path in (SHIPPED_GOLD.with_name("seed_train.jsonl"), SHIPPED_GOLD):
        for record in read_records(path):
            for kind, *forms in record["entities"]:
                yield from ((form, NodeType(kind)) for form in forms)


def look_up(paper: Paper, judgements: Judgements, types: Mapping[str, NodeType]) -> Extraction:
    """The judged names that the text of the paper has, each as an entity."""
    judged = judgements.names.union(*((pair.first, pair.second) for pair in judgements.different))
    here = [name for name in judged if name in paper.text]
    entities = tuple(
        PaperEntity(
            name,
            types.get(name, NodeType.CONCEPT),
            (name,),
            tuple(Mention(span, name, 1.0) for span in sorted(spans)),
            1.0,
        )
        for name, spans in sorted(find_forms(paper.text, here).items())
        if spans
    )
    return Extraction(paper.id, entities, (), (), find_abbreviations(paper.text, paper.sentences))


if __name__ == "__main__":
    main()
