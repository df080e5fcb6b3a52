"""Which meaning a short name has in which paper: an abbreviation with several expansions stays several names."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from kg.model import Extraction
from kg.resolve.kinship import akin, same_head
from kg.resolve.lexicon import Keys, Lexicon, Pair, leading
from kg.resolve.stems import Words
from kg.resolve.wording import widest_reading
from kg.rules.names import singular, versions_agree, words
from kg.vocab import NodeType

_UNLIKE: Final = "undefined"
"""Sense of a short name in papers that do not define it, where it is of another type than in those that do."""
_SPELT_FIGURES: Final = MappingProxyType({"2": "to", "4": "for"})
_SHORTEST_CLIPPED: Final = 2
"""Letters that a word before or after a figure has at least: "t2i" may be anything."""
_FAMILY: Final = MappingProxyType({NodeType.METRIC: "measure", NodeType.BENCHMARK: "data", NodeType.DATASET: "data"})
_DOMINANT: Final = 0.75
"""Share of the defining papers from which on the papers that do not define a short name are taken to mean the same."""


def family(kind: NodeType) -> str:
    """Types that are easily told from those of other families, if not from each other."""
    return _FAMILY.get(kind, "thing")


class Term(NamedTuple):
    """A name in one meaning: its key, and for a short name in other than its usual meaning what it stands for."""

    key: str
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a long name makes of a short one: the sense, and the papers that define it so."""

    sense: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Senses:
    """Meanings of short names.

    `meanings` are those of a short name by the long names that some paper mentions, both by their keys. In papers that
    do not define it, a short name has the `usual` sense of its singular as written; if there is none, it is `unlike`
    what others define, by its key and of this type, or has the sense "". `full_forms` are the words that short names,
    as written but singular, stand for.
    """

    meanings: Mapping[str, Mapping[str, Meaning]]
    usual: Mapping[str, str]
    unlike: Mapping[str, NodeType]
    full_forms: Mapping[str, Words]
    _readings: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def reading(self, name: str) -> str:
        """The key under which wordings of `name` meet, abbreviations in it read in full."""
        if name not in self._readings:
            self._readings[name] = widest_reading(name, self.full_forms)
        return self._readings[name]

    def of_paper(self, defined: Iterable[Pair], keys: Keys) -> Mapping[str, str]:
        """The senses that a paper gives to short names, by their keys, if it defines these pairs of short and long."""
        pairs = sorted((keys(short), keys(long)) for short, long in defined)
        return {
            short: self.meanings[short][long].sense for short, long in pairs if long in self.meanings.get(short, ())
        }

    def term(self, name: str, key: str, own: Mapping[str, str]) -> Term:
        """The term that `name`, which has `key`, is in a paper that gives the senses `own`."""
        if key in own:
            return Term(key, own[key])
        return Term(key, self.usual.get(singular(name), _UNLIKE if key in self.unlike else ""))

    def terms(self, key: str) -> set[Term]:
        """The name with `key` in all its meanings."""
        return {Term(key), Term(key, _UNLIKE), *(Term(key, m.sense) for m in self.meanings.get(key, {}).values())}

    def abbreviates_inside(self, name: str) -> bool:
        """Whether a word of the name is short for more."""
        return any(singular(word) in self.full_forms for word in words(name))


def find_senses(
    lexicon: Lexicon,
    extractions: Iterable[Extraction],
    keys: Keys,
    decided: Mapping[str, Collection[str]],
    known: Mapping[str, Words],
) -> Senses:
    """The senses of all short names that papers define.

    A name that a decision is about means one thing everywhere: what it is `decided` to be, by keys, or else what nearly
    all papers define. `known` are the full forms of short names that papers need not define.
    """
    undefined = _types_where_undefined(lexicon, extractions, keys)
    spelt = dict(known)
    for stated in lexicon.definitions.values():
        spelt |= _full_forms(stated, {long: widest_reading(long) for _, long in stated})
    meanings: dict[str, dict[str, Meaning]] = {}
    usual: dict[str, str] = {}
    unlike: dict[str, NodeType] = {}
    full_forms: dict[str, Words] = {}
    for short in sorted(lexicon.definitions):
        stated = lexicon.definitions[short]
        said = _said(stated, lexicon, keys, spelt)
        mentioned = {pair: papers for pair, papers in stated.items() if short != keys(pair[1]) in lexicon.surfaces}
        if short in decided:
            mentioned = {pair: mentioned[pair] for pair in mentioned if keys(pair[1]) in decided[short]} or mentioned
        dominant = _dominant((said[long], papers) for (_, long), papers in mentioned.items())
        meanings[short] = _meanings(mentioned, keys, said, dominant)
        if short in decided:
            meanings[short] = {long: meaning for long, meaning in meanings[short].items() if not meaning.sense}
        else:
            usual |= {name: sense for name, sense in _by_case(mentioned, said).items() if sense != dominant}
            well_known = any(akin(known.get(singular(name), ()), words(long)) for name, long in mentioned)
            if _is_unlike(meanings[short], undefined[short], lexicon, well_known=well_known):
                unlike[short] = leading(undefined[short])
        if short not in unlike:
            full_forms |= _full_forms(stated, said)
    return Senses(meanings, usual, unlike, {**_with_figures(lexicon), **known, **full_forms})


def _said(
    stated: Mapping[Pair, Iterable[str]], lexicon: Lexicon, keys: Keys, full_forms: Mapping[str, Words]
) -> Mapping[str, str]:
    """What each long name of one short name says: the reading of the most frequent one to which it is akin.

    What only ends in another way, as "language modeling" for "language model", is the same if it is of one type.
    """
    papers: Counter[str] = Counter()
    for (_, long), found in stated.items():
        papers[long] += len(tuple(found))
    said: dict[str, str] = {}
    for long in sorted(papers, key=lambda long: (-papers[long], long)):
        reading = widest_reading(long, full_forms)
        said[long] = (
            reading
            if reading in said.values()
            else next((said[other] for other in said if _says_same(long, other, lexicon, keys)), reading)
        )
    return said


def _says_same(long: str, other: str, lexicon: Lexicon, keys: Keys) -> bool:
    one, two = words(long), words(other)
    if not akin(one, two) or not versions_agree(long, other):
        return False
    types = [lexicon.types[key] for key in map(keys, (long, other)) if key in lexicon.types]
    return same_head(one, two) or len(set(map(leading, types))) < len((long, other))


def _types_where_undefined(
    lexicon: Lexicon, extractions: Iterable[Extraction], keys: Keys
) -> Mapping[str, dict[NodeType, float]]:
    """What short names are in papers that do not define them, by the confidence of those papers."""
    votes: dict[str, dict[NodeType, float]] = defaultdict(lambda: defaultdict(float))
    for extraction in extractions:
        defined = lexicon.defines(extraction.paper, keys)
        for entity in extraction.entities:
            for key in {keys(form) for form in entity.forms} - defined:
                if key not in lexicon.definitions:
                    continue
                votes[key][entity.type] += entity.confidence
    return votes


def _is_unlike(
    meanings: Mapping[str, Meaning], undefined: Mapping[NodeType, float], lexicon: Lexicon, *, well_known: bool
) -> bool:
    """Whether a short name, where papers do not define it, is of another type than all that it usually stands for.

    What the field knows by this name is likely meant even so, unless the types are far apart.
    """
    types = {lexicon.type_of(long) for long, meaning in meanings.items() if not meaning.sense}
    if not types or not undefined:
        return False
    other = leading(undefined)
    return family(other) not in set(map(family, types)) if well_known else other not in types


def _meanings(
    mentioned: Mapping[Pair, Iterable[str]], keys: Keys, said: Mapping[str, str], dominant: str | None
) -> dict[str, Meaning]:
    papers: dict[str, set[str]] = defaultdict(set)
    senses: dict[str, str] = {}
    for (_, long), found in sorted(mentioned.items()):
        papers[keys(long)].update(found)
        senses.setdefault(keys(long), said[long])
    return {
        long: Meaning("" if sense == dominant else sense, tuple(sorted(papers[long]))) for long, sense in senses.items()
    }


def _dominant(votes: Iterable[tuple[str, Iterable[str]]]) -> str | None:
    """The meaning that nearly all of the papers vote for, if there is one."""
    voters: dict[str, set[str]] = defaultdict(set)
    for meaning, papers in votes:
        voters[meaning].update(papers)
    total = sum(map(len, voters.values()))
    return next((meaning for meaning in sorted(voters) if len(voters[meaning]) >= _DOMINANT * total), None)


def _by_case(stated: Mapping[Pair, Iterable[str]], said: Mapping[str, str]) -> dict[str, str]:
    """The dominant meanings of the short names as written: "FIT" and "FiT" may be told apart by case alone."""
    votes: dict[str, list[tuple[str, Iterable[str]]]] = defaultdict(list)
    for (short, long), papers in stated.items():
        votes[singular(short)].append((said[long], papers))
    found = {name: _dominant(votes[name]) for name in sorted(votes)}
    return {name: meaning for name, meaning in found.items() if meaning is not None}


def _with_figures(lexicon: Lexicon) -> dict[str, Words]:
    """Words such as "seq2seq" with the only words of the corpus that they can be short for: "sequence to sequence"."""
    clipped, spelt = _clipped(lexicon), _spelt(lexicon)
    lengths = {(len(first.casefold()), len(last.casefold())) for first, _, last in clipped}
    longs: dict[Words, set[Words]] = defaultdict(set)
    for first, middle, last in spelt:
        for one, other in lengths:
            longs[first[:one], middle, last[:other]].add((first, middle, last))
    found: dict[str, Words] = {}
    for first, figure, last in sorted(clipped):
        meant = longs.get((first.casefold(), _SPELT_FIGURES[figure], last.casefold()), ())
        if len(meant) == 1:
            (found[first + figure + last],) = meant
    return found


def _clipped(lexicon: Lexicon) -> set[Words]:
    """Two clipped words each, as written, with the figure between them."""
    return {
        (first, middle, last)
        for first, middle, last in _triples(lexicon)
        if middle in _SPELT_FIGURES and min(len(first), len(last)) >= _SHORTEST_CLIPPED and (first + last).isalpha()
    }


def _spelt(lexicon: Lexicon) -> set[Words]:
    """Two words each with what a figure may stand for between them, in small letters and the last in the singular."""
    return {
        (first.casefold(), middle, singular(last.casefold()))
        for first, middle, last in _triples(lexicon)
        if middle in _SPELT_FIGURES.values()
    }


def _triples(lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """Three words each that follow one another in a name."""
    for _, name in lexicon.names():
        parts = words(name)
        yield from zip(parts, parts[1:], parts[2:], strict=False)


def _full_forms(stated: Mapping[Pair, Iterable[str]], said: Mapping[str, str]) -> dict[str, Words]:
    """The words of the dominant meaning of each short name that capitals mark as an abbreviation."""
    longs = {said[long]: words(long) for _, long in sorted(stated, reverse=True)}
    return {
        name: longs[meaning]
        for name, meaning in _by_case(stated, said).items()
        if sum(char.isupper() for char in name) > len("A")
    }
