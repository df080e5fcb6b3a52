"""Evidence from the whole corpus that two names mean the same thing, kind by kind."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.resolve.lexicon import Lexicon
from kg.resolve.senses import Senses, Term
from kg.resolve.wording import HEADS, Reason, bare, initials, readings, widest_reading
from kg.rules.names import singular
from kg.vocab import NodeType

_FEWEST_INITIALS: Final = 3


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
    for short, meanings in senses.meanings.items():
        total = len({paper for meaning in meanings.values() for paper in meaning.papers})
        for long, meaning in meanings.items():
            score = len(meaning.papers) / total
            yield Tie(Term(short, meaning.sense), Term(long), Reason.ABBREVIATION, score, meaning.papers)


def undefined_initials(lexicon: Lexicon, senses: Senses) -> Iterator[Tie]:
    """Names in capitals that no paper defines, with the one name of their type that has these initials.

    A Concept is anything, so that the type says too little there.
    """
    longs: dict[str, set[str]] = defaultdict(set)
    for key, name in lexicon.names():
        for letters in initials(name):
            longs[letters].add(key)
    for key, name in lexicon.names():
        kind, capitals = lexicon.type_of(key), singular(name)
        found = longs[key] - {key}
        if len(found) != 1 or kind is NodeType.CONCEPT or key in lexicon.definitions:
            continue
        (long,) = found
        if len(key) >= _FEWEST_INITIALS and capitals.isupper() and capitals.isalpha() and lexicon.type_of(long) == kind:
            yield Tie(senses.term(name, key, {}), Term(long), Reason.INITIALS)


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
    uses = [
        (name, senses.unlike.get(key) or lexicon.type_of(key), senses.term(name, key, {}))
        for key, name in lexicon.names()
    ]
    bases = {(widest_reading(name, senses.full_forms), kind): term for name, kind, term in uses}
    for name, kind, term in uses:
        rest = bare(name, kind)
        reading = widest_reading(rest, senses.full_forms) if rest else ""
        for follows in sorted(HEADS[kind].follow):
            if bases.get((reading, follows), term) != term:
                yield Tie(term, bases[reading, follows], Reason.HEAD_WORD)
