"""Made-up knowledge of any size: communities of things that papers link with each other, from a fixed seed."""

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kg.model import Entity, EntityMention, Evidence, Fact, Knowledge, Paper, Span
from kg.vocab import ENTITY_TYPES, NodeType, RelationType, allows

_WORDS = (
    "attention",
    "diffusion",
    "expert",
    "graph",
    "kernel",
    "language",
    "memory",
    "policy",
    "retrieval",
    "token",
    "video",
)
_PAPERS = 10
"""One node of so many is a paper."""
_COMMUNITY = 250
_NAMED = 20
"""Things that a paper names at most."""
_AT_HOME = 0.9
"""Share of them that are of the paper's community."""
_SKEW = 2.5
"""How much more often the first things of a community are named than its last."""

Key = tuple[str, RelationType, str]


def made_up(nodes: int, *, seed: int = 1) -> Knowledge:
    """Knowledge of `nodes` nodes, with about three facts each."""
    draw = random.Random(seed)  # noqa: S311 - made-up data
    things = [_thing(number, draw) for number in range(nodes - nodes // _PAPERS)]
    papers = []
    mentions: defaultdict[str, list[EntityMention]] = defaultdict(list)
    facts: defaultdict[Key, list[Evidence]] = defaultdict(list)
    for number in range(nodes // _PAPERS):
        paper, sentences = _paper(number, _named(things, draw))
        papers.append(paper)
        for sentence, *ends in sentences:
            for thing, span in ends:
                mentions[thing[0]].append(EntityMention(paper.id, span, 0.9))
            for key, evidence in _statements(paper, sentence, ends, draw):
                facts[key].append(evidence)
    entities = (
        Entity(key, label, kind, (label.upper(),), ((kind, 1),), tuple(sorted(mentions[key], key=_place)), 0.9)
        for key, label, kind in things
    )
    return Knowledge(tuple(papers), tuple(entities), tuple(_facts(facts)), ())


Thing = tuple[str, str, NodeType]
End = tuple[Thing, Span]


def _thing(number: int, draw: random.Random) -> Thing:
    words = " ".join(draw.sample(_WORDS, draw.choice((1, 2, 2, 3))))
    return f"entity/{number:07}", f"{words.capitalize()} {number}", draw.choice(ENTITY_TYPES)


def _named(things: list[Thing], draw: random.Random) -> list[Thing]:
    """What one paper names: mostly of one community, its first members more often."""
    start = _COMMUNITY * draw.randrange(max(1, len(things) // _COMMUNITY))
    home = things[start : start + _COMMUNITY]
    pools = (home if draw.random() < _AT_HOME else things for _ in range(_NAMED))
    return sorted({pool[int(len(pool) * draw.random() ** _SKEW)] for pool in pools})


def _paper(number: int, named: list[Thing]) -> tuple[Paper, list[tuple[Span, End, End]]]:
    """A paper of one sentence for each two things in a row, and where the sentences name them."""
    title = f"A made-up paper, number {number}"
    at = len(title) + 1
    sentences = []
    texts = []
    for one, other in pairwise(named):
        text = f"We show that {one[1]} works with {other[1]} in our setting."
        first, second = at + len("We show that "), at + text.index(" works with ") + len(" works with ")
        ends = (one, Span(first, first + len(one[1]))), (other, Span(second, second + len(other[1])))
        sentences.append((Span(at, at + len(text)), *ends))
        texts.append(text)
        at += len(text) + 1
    spans = (Span(0, len(title)), *(sentence for sentence, *_ in sentences))
    return Paper(f"paper/{number:06}", title, " ".join(texts), spans, 2015 + number % 11), sentences


def _statements(paper: Paper, sentence: Span, ends: list[End], draw: random.Random) -> Iterator[tuple[Key, Evidence]]:
    """Up to three facts that the sentence is to state about its two ends."""
    relations = draw.sample(tuple(RelationType), len(RelationType))
    stated = 0
    for relation in relations:
        (head, head_span), (tail, tail_span) = draw.sample(ends, 2)
        if stated < 3 and allows(head[2], relation, tail[2]):  # noqa: PLR2004 - as the docstring says
            stated += 1
            confidence = round(draw.uniform(0.4, 1), 3)
            quote = sentence.of(paper.text)
            yield (
                (head[0], relation, tail[0]),
                Evidence(paper.id, sentence, quote, head_span, tail_span, confidence),
            )


def _facts(facts: dict[Key, list[Evidence]]) -> Iterator[Fact]:
    for (head, relation, tail), evidence in sorted(facts.items()):
        by_paper = {item.paper: item for item in evidence}
        items = tuple(by_paper[paper] for paper in sorted(by_paper))
        yield Fact(head, relation, tail, items, max(item.confidence for item in items))


def _place(mention: EntityMention) -> tuple[str, Span]:
    return mention.paper, mention.span
