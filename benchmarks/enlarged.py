"""The graph of a larger corpus, made from a built one: papers like those there are, about old things and new ones.

All papers are repeated with titles, sentences, claims and results of their own, so that papers and triples grow with
the number of repetitions N. Things do not: one that several papers name is the same in all repetitions, as a well-known
model would be, and gathers N times the facts. In place of each that one paper names there are N**b in the end, of which
a repetition draws one at random. The exponent b is that by which things grow in the corpus itself, from half of its
papers to all of them: names in a growing text follow such a law (Heaps, Information Retrieval, 1978).
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.rdf import Terms

CONFIG: Final = RdfConfig()
_TERMS: Final = Terms.of(CONFIG)
_ENTITY: Final = f"{CONFIG.base}entity/"
_VOTE: Final = f"{CONFIG.base}type-vote/"
_OF_PAPERS: Final = tuple(f"{CONFIG.base}{kind}/" for kind in ("paper", "claim", "result"))
_LABELS: Final = frozenset(_TERMS(name) for name in ("skos:prefLabel", "rdfs:label", "skos:altLabel"))
_TITLES: Final = frozenset(_TERMS(name) for name in ("dcterms:title", "dcterms:identifier"))

Naming = Callable[[int], str]
"""How a term is written in a repetition, as N-Triples."""


@dataclass(frozen=True, slots=True)
class Original:
    """A built graph to repeat. `triples` are places in `terms`."""

    terms: tuple[Naming, ...]
    triples: tuple[tuple[int, str, int], ...]
    papers: int
    exponent: float

    def lines(self, repetitions: int) -> Iterator[str]:
        """Yield the enlarged graph as N-Triples, a repetition at a time; what all share comes again in each."""
        for number in range(repetitions):
            names = [term(number) for term in self.terms]
            yield "".join(f"{names[head]} {relation} {names[tail]} .\n" for head, relation, tail in self.triples)

    def write(self, path: Path, repetitions: int) -> None:
        """Write the enlarged graph as N-Triples."""
        with path.open("w", encoding="utf-8") as file:
            file.writelines(self.lines(repetitions))


def read_original(turtle: Path) -> Original:
    """The graph in a Turtle file that `kg build` wrote."""
    triples = [quad.triple for quad in ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE)]
    mentions = [(t.subject, t.object.value) for t in triples if t.predicate == _TERMS("schema:mentions")]
    papers = list(dict.fromkeys(paper for paper, _ in mentions))
    half = set(papers[: len(papers) // 2])
    known = len({thing for paper, thing in mentions if paper in half})
    counts = Counter(thing for _, thing in mentions)
    exponent = math.log(len(counts) / known) / math.log(len(papers) / len(half))
    rare = {thing for thing, count in counts.items() if count == 1}
    places: dict[object, int] = {}
    terms: list[Naming] = []

    def place(term: object, naming: Callable[[], Naming]) -> int:
        if term not in places:
            places[term] = len(terms)
            terms.append(naming())
        return places[term]

    statements = []
    for triple in triples:
        thing = _thing(triple.subject, rare)
        head = place(triple.subject, lambda t=triple: _node(t.subject, rare, exponent))  # type: ignore[misc]
        if isinstance(triple.object, ox.NamedNode):
            tail = place(triple.object, lambda t=triple: _node(t.object, rare, exponent))  # type: ignore[misc]
        elif thing and triple.predicate in _LABELS:
            key = (thing, triple.object)
            tail = place(key, lambda t=triple, of=thing: _label(t.object.value, of, exponent))  # type: ignore[misc]
        elif triple.predicate in _TITLES:
            tail = place((triple.predicate, triple.object), lambda t=triple: _title(t.object.value))  # type: ignore[misc]
        else:
            tail = place(triple.object, lambda t=triple: _fixed(t.object))  # type: ignore[misc]
        statements.append((head, str(triple.predicate), tail))
    return Original(tuple(terms), tuple(statements), len(papers), exponent)


def _thing(node: object, rare: set[str]) -> str | None:
    """The thing of one paper that a node is or belongs to."""
    iri = getattr(node, "value", "")
    if iri.startswith(_VOTE):
        iri = _ENTITY + iri.removeprefix(_VOTE).rpartition("/")[0]
    return iri if iri in rare else None


def _node(node: ox.NamedNode, rare: set[str], exponent: float) -> Naming:
    thing = _thing(node, rare)
    iri = node.value
    if thing:
        return lambda number: f"<{iri}{_mark(_draw(thing, number, exponent), '-')}>"
    if iri.startswith(_OF_PAPERS):
        kind, rest = iri.removeprefix(CONFIG.base).split("/", 1)
        return lambda number: f"<{CONFIG.base}{kind}/{number}/{rest}>" if number else f"<{iri}>"
    return _fixed(node)


def _label(text: str, thing: str, exponent: float) -> Naming:
    return lambda number: str(ox.Literal(text + _mark(_draw(thing, number, exponent), " ")))


def _title(text: str) -> Naming:
    return lambda number: str(ox.Literal(text + _mark(number, " ")))


def _fixed(term: object) -> Naming:
    text = str(term)
    return lambda _: text


def _mark(number: int, gap: str) -> str:
    return f"{gap}{number}" if number else ""


def _draw(thing: str, number: int, exponent: float) -> int:
    """Which of the things in its place a repetition names, always the same."""
    chance = crc32(f"{thing} {number}".encode()) / 2**32
    return int(chance * (number + 1) ** exponent)
