"""Annotated papers as training examples: inputs and targets of the network."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from kg.encoder import Tokens, tokenize
from kg.encoder.settings import KIND_CLASSES, MAX_WIDTH, NO_CLASS, RELATION_CLASSES, ROLES, SAME, TYPE_CLASSES
from kg.encoder.tokens import Floats, Ints
from kg.evaluate.facts import figures_of
from kg.model import Abbreviation, Extraction, Paper, PaperResult
from kg.records import from_record, read_annotated
from kg.rules.abbreviations import find_abbreviations
from kg.rules.names import normalise
from kg.rules.quantities import Quantity, find_quantities
from kg.train.reading import as_read
from kg.vocab import PAPER, RelationType

IGNORED: Final = -100
"""A target that no loss counts."""

_NOBODY: Final = 0


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A paper with its annotation; `keys` are the normalised forms of each gold entity.

    `annotator` is the number of its annotator, 0 for the one to be imitated.
    """

    paper: Paper
    gold: Extraction
    tokens: Tokens
    abbreviations: tuple[Abbreviation, ...]
    quantities: tuple[Quantity, ...]
    keys: tuple[frozenset[str], ...]
    spans: Ints
    """Class of every run of 1 … K words (W, K), `IGNORED` where there is none."""
    annotator: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """What the scores of a layout should be.

    `nodes` (N) classes of types, `pairs` (N, N) classes of relations and same, `sentences` (N, N) the sentence that
    says so; `numbers` (N) classes of kinds, `roles` (N, 1 + N, roles) probabilities with nobody first, all 0 where
    there is no result. `IGNORED` where a score does not matter.
    """

    nodes: Ints
    pairs: Ints
    sentences: Ints
    numbers: Ints
    roles: Floats


def read_examples(docs: Path, gold: Path, tokenizer: Tokenizer, *, annotator: int = 0) -> tuple[Example, ...]:
    """The papers of `docs` that have a record in `gold`, cleaned as the reader does.

    Raises:
        InputError: as `read_annotated`.
    """
    seen = (as_read(paper, record) for paper, record in read_annotated(docs, gold))
    return tuple(
        make_example(paper, from_record(record, paper), tokenizer, annotator=annotator) for paper, record in seen
    )


def make_example(paper: Paper, gold: Extraction, tokenizer: Tokenizer, *, annotator: int = 0) -> Example:
    """One paper with its annotation."""
    tokens = tokenize(paper, tokenizer)
    return Example(
        paper=paper,
        gold=gold,
        tokens=tokens,
        abbreviations=find_abbreviations(paper.text, paper.sentences),
        quantities=find_quantities(paper.text, paper.sentences),
        keys=tuple(frozenset(map(normalise, entity.forms)) for entity in gold.entities),
        spans=_span_classes(gold, tokens),
        annotator=annotator,
    )


def match(example: Example, forms: Sequence[Sequence[str]]) -> list[int | None]:
    """For each entity with these forms, the number of the gold entity that shares one of them; None if none does."""
    owner = {key: number for number, keys in enumerate(example.keys) for key in keys}
    return [next((owner[key] for key in map(normalise, own) if key in owner), None) for own in forms]


def targets(example: Example, entities: Sequence[int | None]) -> Targets:
    """Targets for a layout of the paper, of entities that stand for these gold ones (None: wrong), and quantities."""
    gold = example.gold
    nodes = [None, *entities]
    places: dict[str, list[int]] = {PAPER: [0]}
    for place, number in enumerate(entities, 1):
        if number is not None:
            places.setdefault(gold.entities[number].name, []).append(place)
    size = len(nodes) + len(example.quantities)
    pairs, sentences = _pair_targets(gold, nodes, places, size)
    numbers = np.full(size, IGNORED, np.int64)
    roles = np.zeros((size, 1 + size, len(ROLES)), np.float32)
    for place, results in enumerate(_results_of(example), len(nodes)):
        numbers[place] = KIND_CLASSES.index(results[0].kind) + 1 if results else NO_CLASS
        for result in results:
            roles[place] += _role_targets(result, places, size) / len(results)
    return Targets(_node_targets(gold, entities, size), pairs, sentences, numbers, roles)


def _span_classes(gold: Extraction, tokens: Tokens) -> Ints:
    classes = np.where(tokens.within_sentences(MAX_WIDTH), NO_CLASS, IGNORED)
    for entity in gold.entities:
        for mention in entity.mentions:
            first, last = tokens.words_of(mention.span)
            if last - first < MAX_WIDTH:
                classes[first, last - first] = TYPE_CLASSES.index(entity.type) + 1
    return classes


def _node_targets(gold: Extraction, entities: Sequence[int | None], size: int) -> Ints:
    nodes = np.full(size, IGNORED, np.int64)
    nodes[1 : len(entities) + 1] = [
        NO_CLASS if number is None else TYPE_CLASSES.index(gold.entities[number].type) + 1 for number in entities
    ]
    return nodes


def _pair_targets(
    gold: Extraction, nodes: Sequence[int | None], places: Mapping[str, Sequence[int]], size: int
) -> tuple[Ints, Ints]:
    pairs = np.full((size, size), IGNORED, np.int64)
    pairs[: len(nodes), 1 : len(nodes)] = NO_CLASS
    np.fill_diagonal(pairs, IGNORED)
    sentences = np.full((size, size), IGNORED, np.int64)
    for relation in gold.relations:
        label = RELATION_CLASSES.index(relation.relation) + 1
        for head, tail in _links(places.get(relation.head, ()), places.get(relation.tail, ()), relation.relation):
            pairs[head, tail] = label
            sentences[head, tail] = relation.sentence
    for same in places.values():
        for head, tail in _links(same, same, None):
            pairs[head, tail] = SAME
    return pairs, sentences


def _links(heads: Sequence[int], tails: Sequence[int], relation: RelationType | None) -> Iterator[tuple[int, int]]:
    for head in heads:
        for tail in tails:
            if head != tail:
                yield head, tail
                if relation is RelationType.COMPARED_WITH and head > 0:
                    yield tail, head


def _results_of(example: Example) -> list[list[PaperResult]]:
    """The gold results that each quantity stands for: the same number in the same sentence, the same unit preferred."""
    found: list[list[PaperResult]] = [[] for _ in example.quantities]
    for result in example.gold.results:
        fits = [
            (quantity.unit == result.unit, -number)
            for number, quantity in enumerate(example.quantities)
            if example.paper.sentence_of(quantity.span) == result.sentence
            and figures_of(quantity.value) == figures_of(result.value)
        ]
        if fits:
            found[-max(fits)[1]].append(result)
    return found


def _role_targets(result: PaperResult, places: Mapping[str, Sequence[int]], size: int) -> npt.NDArray[np.float32]:
    """Shares (1 + N, roles) of the nodes that play each role, with nobody first."""
    shares = np.zeros((1 + size, len(ROLES)), np.float32)
    for role, name in enumerate((result.subject, result.metric, result.dataset, result.baseline)):
        players = places.get(name, ()) if name is not None else ()
        for place in players:
            shares[1 + place, role] = 1 / len(players)
        if not players:
            shares[_NOBODY, role] = 1
    return shares
