"""Evidence from the whole corpus that two names mean the same thing, kind by kind."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import Extraction
from kg.resolve.lexicon import Keys, Lexicon, count_apart
from kg.resolve.senses import Senses, Term
from kg.resolve.wording import HEADS, Reason, bare, readings, widest_reading

_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Tie:
    """Two terms that some evidence takes for the same.

    Of the papers that could tell, `score` is the share that agrees, and `papers` are those that do; there are none for
    evidence that lies in the names alone.
    """

    first: Term
    second: Term
    reason: Reason
    score: float = 1.0
    papers: tuple[str, ...] = ()


def abbreviations(senses: Senses) -> Iterator[Tie]:
    """Short names and what papers define them to be."""
    totals: dict[str, int] = defaultdict(int)
    for (short, _), (_, papers) in senses.of_pair.items():
        totals[short] += len(papers)
    for (short, long), (sense, papers) in sorted(senses.of_pair.items()):
        yield Tie(Term(short, sense), Term(long), Reason.ABBREVIATION, len(papers) / totals[short], papers)


def wordings(lexicon: Lexicon, senses: Senses) -> Iterator[Tie]:
    """Names that differ in plurals, abbreviations, the order and the form of words inside them."""
    seen: dict[tuple[Reason, str], Term] = {}
    for key, name in lexicon.names():
        term = senses.term(name, key, {})
        for reason, reading in readings(name, senses.full_forms):
            first = seen.setdefault((reason, reading), term)
            if first.key != term.key:
                yield Tie(first, term, reason)


def head_words(lexicon: Lexicon, senses: Senses) -> Iterator[Tie]:
    """Names that are another name of the same type and a word for that type."""
    bases = {
        (widest_reading(name, senses.full_forms), lexicon.type_of(key)): senses.term(name, key, {})
        for key, name in lexicon.names()
    }
    for key, name in lexicon.names():
        kind, term = lexicon.type_of(key), senses.term(name, key, {})
        rest = bare(name, kind)
        reading = widest_reading(rest, senses.full_forms) if rest else ""
        for follows in sorted(HEADS[kind].follow):
            if bases.get((reading, follows), term) != term:
                yield Tie(term, bases[reading, follows], Reason.HEAD_WORD)


def same_paper(lexicon: Lexicon, extractions: Sequence[Extraction], keys: Keys, witnesses: int) -> Iterator[Tie]:
    """Names that at least so many papers, and most that use both, take for one entity; most papers first."""
    together = {pair: tuple(papers) for pair, papers in lexicon.together.items() if len(papers) >= witnesses}
    apart = count_apart(extractions, keys, together)
    for (first, second), papers in sorted(together.items(), key=lambda item: (-len(item[1]), item)):
        score = len(papers) / (len(papers) + apart[first, second])
        if score > _HALF:
            yield Tie(Term(first), Term(second), Reason.SAME_PAPER, score, papers)
