"""Evidence from the whole corpus that two names mean the same: one generator of ties for each kind of evidence."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.model import Extraction
from kg.resolve.heads import (
    are_performers,
    says_more,
    sibling,
    types_of_rest,
    without_first_word,
    without_head_word,
)
from kg.resolve.known import KnownAbbreviation
from kg.resolve.lexicon import Keys, Lexicon
from kg.resolve.near_identical import in_short
from kg.resolve.senses import Senses, Term, family
from kg.resolve.wording import in_full, initials, one_says_more, readings
from kg.rules.names import normalise, singular, words
from kg.vocab import DATA, NodeType, Reason

_FEWEST_INITIALS: Final = 3
_FEWEST_PAPERS: Final = 3


@dataclass(frozen=True, slots=True)
class Tie:
    """Evidence that two terms are one entity.

    `papers` are the papers that state it; evidence from the names alone has none. `score` is, for an abbreviation, the
    share of the papers defining it that agree (for a known one, of the papers behind the table); else it is 1.
    """

    first: Term
    second: Term
    reason: Reason
    score: float = 1.0
    papers: tuple[str, ...] = ()


def abbreviations(senses: Senses) -> Iterator[Tie]:
    """Short names with the long names that papers define; a score also counts papers with other words for the sense."""
    for short, meanings in senses.meanings.items():
        total = len({paper for meaning in meanings.values() for paper in meaning.papers})
        for long, meaning in meanings.items():
            alike = {paper for other in meanings.values() if other.sense == meaning.sense for paper in other.papers}
            score = len(alike) / total
            yield Tie(Term(short, meaning.sense), Term(long), Reason.ABBREVIATION, score, meaning.papers)


def known_abbreviations(lexicon: Lexicon, senses: Senses, known: Iterable[KnownAbbreviation]) -> Iterator[Tie]:
    """Short names that no paper defines, with their well-known long names, if the corpus has both."""
    longs: dict[str, set[str]] = defaultdict(set)
    for key, name in lexicon.names():
        longs[senses.reading(name)].add(key)
    written = {singular(name): key for key, name in lexicon.names()}
    for one in known:
        short = written.get(one.short)
        if short is None or short in lexicon.definitions:
            continue
        for long in sorted(longs[senses.reading(one.long)] - {short}):
            if family(lexicon.type_of(long)) == family(lexicon.type_of(short)):
                yield Tie(senses.term(one.short, short, {}), Term(long), Reason.KNOWN_ABBREVIATION, one.share)


def undefined_initials(lexicon: Lexicon, senses: Senses) -> Iterator[Tie]:
    """Names in capitals that no paper defines, with the only name of their type that has these initials.

    Concepts are left out, because their type says too little; so are rare names, because in a large corpus some have
    the same initials by chance.
    """
    longs: dict[str, set[str]] = defaultdict(set)
    for key, name in lexicon.names():
        for letters in initials(name):
            longs[letters].add(key)
    for key, name in lexicon.names():
        kind, capitals = lexicon.type_of(key), singular(name)
        found = longs[normalise(name)] - {key}
        if len(found) != 1 or kind is NodeType.CONCEPT or key in lexicon.definitions:
            continue
        (long,) = found
        if lexicon.papers[long] == 1 or max(lexicon.papers[key], lexicon.papers[long]) < _FEWEST_PAPERS:
            continue
        if len(key) >= _FEWEST_INITIALS and capitals.isupper() and capitals.isalpha() and lexicon.type_of(long) == kind:
            yield Tie(senses.term(name, key, {}), Term(long), Reason.INITIALS)


def wordings(lexicon: Lexicon, senses: Senses) -> Iterator[Tie]:
    """Names that differ only in plurals, abbreviations inside, the order of words, or the form of words."""
    seen: dict[tuple[Reason, str], Term] = {}
    for key, name in lexicon.names():
        term = senses.term(name, key, {})
        for reason, reading in readings(name, senses.full_forms):
            if reason is Reason.WORD_FORM and len(words(name)) == 1 and lexicon.type_of(key) in DATA:
                continue  # a name, and no clipped word: MATH is no mathematics
            first = seen.setdefault((reason, reading), term)
            if first.key != term.key:
                yield Tie(first, term, reason)


def head_words(lexicon: Lexicon, senses: Senses) -> Iterator[Tie]:
    """Names that are another name plus a head word for its type, or that differ only in such head words."""
    uses = [
        (name, senses.unlike.get(key) or lexicon.type_of(key), senses.term(name, key, {}))
        for key, name in lexicon.names()
    ]
    bases = {(senses.reading(name), kind): term for name, kind, term in uses}
    siblings: dict[tuple[str, str, NodeType | None], Term] = {}
    for name, kind, term in uses:
        if (rest := without_head_word(name, kind)) and not are_performers(name, _in_full(rest, senses), kind):
            for follows in sorted(types_of_rest(name, rest, kind)):
                base = bases.get((senses.reading(rest), follows), term)
                if base != term and not says_more(name, follows, lexicon.surfaces[base.key]):
                    yield Tie(term, base, Reason.HEAD_WORD)
        if alike := sibling(name, kind, _in_full(name.rpartition(" ")[0], senses)):
            stem, noun, same = alike
            first = siblings.setdefault((senses.reading(stem), noun, same), term)
            if first != term:
                yield Tie(first, term, Reason.HEAD_WORD)


def first_words(lexicon: Lexicon, senses: Senses) -> Iterator[Tie]:
    """Names that are another name of the same type with a first word that adds nothing."""
    bases: dict[tuple[str, NodeType], Term] = {}
    longer: list[tuple[str, NodeType, Term]] = []
    for key, name in lexicon.names():
        kind, term = lexicon.type_of(key), senses.term(name, key, {})
        bases.setdefault((senses.reading(name), kind), term)
        rest = without_first_word(name, kind) or without_first_word(_in_full(name, senses), kind)
        if rest:
            longer.append((rest, kind, term))
    for rest, kind, term in longer:
        base = bases.get((senses.reading(rest), kind), term)
        if base != term:
            yield Tie(term, base, Reason.FIRST_WORD)


def short_names(
    extractions: Iterable[Extraction], keys: Keys, lexicon: Lexicon, senses: Senses, shared: Collection[str]
) -> Iterator[Tie]:
    """Short names that a paper uses for an entity, each with a longer name that says more.

    Papers annotated by a person are skipped: for annotators, the longer name may mean a kind of the thing.
    """
    for extraction in extractions:
        if extraction.annotated:
            continue
        own = senses.of_paper(lexicon.defined[extraction.paper], keys)
        for entity in extraction.entities:
            mentioned = sorted({mention.text for mention in entity.mentions}.intersection(entity.forms))
            for pair in combinations(mentioned, 2):
                if one_says_more(*pair, senses.full_forms) and (ranked := in_short(*pair, senses.full_forms, shared)):
                    first, second = (senses.term(name, keys(name), own, entity.type) for name in ranked)
                    yield Tie(first, second, Reason.SAME_PAPER, papers=(extraction.paper,))


def _in_full(name: str, senses: Senses) -> str:
    """The name with the abbreviations in it spelt out."""
    return in_full(words(name), senses.full_forms) if senses.abbreviates_inside(name) else name
