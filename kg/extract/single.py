"""The extraction of one paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Final

from kg.encoder import Encoder, Layout, Reading, Scores, lay_out, tokenize
from kg.extract.candidates import MAX_FORMS, Candidate, find_candidates
from kg.extract.entities import choose, name_entities, without_addresses
from kg.extract.relations import relate
from kg.extract.results import measure
from kg.model import Abbreviation, Extraction, Paper, Span
from kg.rules.abbreviations import find_abbreviations
from kg.rules.links import find_links
from kg.rules.quantities import find_quantities

_MAX_ATTENTION: Final = 10_000_000
"""Limit of attention weights (pairs of nodes times words), half a GB. Only texts of over 700 words come near it."""


def extract(paper: Paper, encoder: Encoder) -> Extraction:
    """Entities, relations, results, abbreviations and links of one paper: a pure function of paper and model."""
    tokens = tokenize(paper, encoder.tokenizer)
    if not len(tokens):
        return Extraction(paper.id, (), (), ())
    return interpret(paper, encoder.read(tokens), encoder)


def interpret(paper: Paper, reading: Reading, encoder: Encoder) -> Extraction:
    """The extraction of an encoded paper."""
    abbreviations, links = find_abbreviations(paper.text, paper.sentences), find_links(paper.text)
    quantities = find_quantities(paper.text, paper.sentences)
    numbers = [quantity.span for quantity in quantities]
    judged = judge_candidates(paper, encoder, reading, abbreviations, numbers)
    chosen = choose(
        paper, judged.candidates, scores=judged.scores, settings=encoder.settings, abbreviations=abbreviations
    )
    layout = lay_out(paper, reading.tokens, [one.candidate.spans for one in chosen], numbers)
    scores = encoder.score(judged.reading, layout)
    entities = name_entities(
        paper,
        without_addresses(chosen, links),
        scores=scores,
        settings=encoder.settings,
        abbreviations=abbreviations,
    )
    return Extraction(
        paper=paper.id,
        entities=entities,
        relations=relate(paper, entities, scores, encoder.settings),
        results=measure(paper, entities, quantities, scores, encoder.settings),
        abbreviations=abbreviations,
        links=links,
    )


@dataclass(frozen=True, slots=True, eq=False)
class JudgedCandidates:
    """All candidates of a paper with their layout, their scores, and the second encoding behind the scores."""

    candidates: tuple[Candidate, ...]
    layout: Layout
    scores: Scores
    reading: Reading


def judge_candidates(
    paper: Paper, encoder: Encoder, reading: Reading, abbreviations: Sequence[Abbreviation], numbers: Sequence[Span]
) -> JudgedCandidates:
    """Find all candidates of a paper, and score them together, with the `numbers`."""
    room = isqrt(_MAX_ATTENTION // len(reading.tokens)) - len(numbers)
    candidates = find_candidates(
        paper, reading, abbreviations, threshold=encoder.settings.candidate, most=max(1, min(MAX_FORMS, room))
    )
    layout = lay_out(paper, reading.tokens, [candidate.spans for candidate in candidates], numbers)
    reading = encoder.reread(reading, layout)
    return JudgedCandidates(candidates, layout, encoder.score(reading, layout), reading)
