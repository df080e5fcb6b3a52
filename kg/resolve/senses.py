"""Sense disambiguation of abbreviations: a short name with several long names becomes several terms."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from kg.model import Extraction
from kg.resolve.clipped import clipped_around_figures
from kg.resolve.lexicon import Keys, Lexicon, Pair, leading
from kg.resolve.near_identical import akin, same_head
from kg.resolve.stems import Words
from kg.resolve.wording import widest_reading
from kg.rules.names import singular, versions_agree, words
from kg.vocab import NodeType

_UNLIKE: Final = "undefined"
"""Sense of a short name in papers that do not define it, if it has another type there than in those that do."""
_FEWEST_CAPITALS: Final = 2
"""Capitals from which on a name is an abbreviation."""
_FAMILY: Final = MappingProxyType({NodeType.METRIC: "measure", NodeType.BENCHMARK: "data", NodeType.DATASET: "data"})
_LEAST_VOTE: Final = 0.5
"""Least number of papers that define a short name as something of a type, for it to have that sense as this type.

A paper counts in part if its definition has several types.
"""
DOMINANT: Final = 0.75
"""Share of the defining papers with one sense from which on it is the sense in papers without a definition, too."""


def family(kind: NodeType) -> str:
    """The family of a type: types of one family are easily confused, those of different families are not."""
    return _FAMILY.get(kind, "thing")


class Term(NamedTuple):
    """A name in one sense: its key, and its sense, "" for the dominant one, else the reading of the long name."""

    key: str
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One definition of a short name: the sense of its long name, and the papers with this definition."""

    sense: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Senses:
    """The senses of short names.

    `meanings` has the definitions of each short name by long name, both as keys. In a paper that does not define a
    short name, it has the first of these senses that exists:

    1. `usual`: the dominant sense of its exact spelling in the singular, if it differs from that of the name ("FiT",
       "FIT");
    2. `typed`: the dominant sense of the name for entities of the type that it has in the paper;
    3. "undefined", if it is in `unlike`: the names whose type in papers that do not define them (given there) is not
       the type that they have in those that do;
    4. "", the dominant sense of the name.

    `full_forms` has the words of the long form of short names, by their exact spelling in the singular.
    """

    meanings: Mapping[str, Mapping[str, Meaning]]
    usual: Mapping[str, str]
    typed: Mapping[str, Mapping[NodeType, str]]
    unlike: Mapping[str, NodeType]
    full_forms: Mapping[str, Words]
    _readings: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def reading(self, name: str) -> str:
        """The key that all wordings of `name` share, with the abbreviations in it spelt out."""
        if name not in self._readings:
            self._readings[name] = widest_reading(name, self.full_forms)
        return self._readings[name]

    def of_paper(self, defined: Iterable[Pair], keys: Keys) -> Mapping[str, str]:
        """The senses that a paper's own definitions give to short names, by key; `defined` are these definitions."""
        pairs = sorted((keys(short), keys(long)) for short, long in defined)
        return {
            short: self.meanings[short][long].sense for short, long in pairs if long in self.meanings.get(short, ())
        }

    def term(self, name: str, key: str, own: Mapping[str, str], kind: NodeType | None = None) -> Term:
        """The term for `name`, with this `key` and type `kind`, in a paper whose definitions give the senses `own`."""
        if key in own:
            return Term(key, own[key])
        elsewhere = _UNLIKE if key in self.unlike else ""
        typed = self.typed[key].get(kind, elsewhere) if kind and key in self.typed else elsewhere
        return Term(key, self.usual.get(singular(name), typed))

    def terms(self, key: str) -> set[Term]:
        """The terms of all senses of the name with `key`."""
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
    """Find the senses of all short names that papers define.

    A name with a decision has one sense everywhere: that of the names that it is `decided` to be the same as (by keys),
    or else the dominant one. `known` are the full forms of short names that papers need not define.
    """
    undefined = _types_where_undefined(lexicon, extractions, keys)
    spelt = _spelt_in_definitions(lexicon, known)
    found: dict[str, _ShortName] = {}
    for short in sorted(lexicon.definitions):
        said = _said(lexicon.definitions[short], lexicon, keys, spelt)
        mentioned = _mentioned(short, lexicon, keys, decided.get(short, ()))
        dominant = _dominant((said[long], papers) for (_, long), papers in mentioned.items())
        meanings = _meanings(mentioned, keys, said, dominant)
        if short in decided:
            found[short] = _ShortName(said, {long: one for long, one in meanings.items() if not one.sense})
        else:
            usual = {name: sense for name, sense in _by_case(mentioned, said).items() if sense != dominant}
            well_known = any(akin(known.get(singular(name), ()), words(long)) for name, long in mentioned)
            unlike = _unlike(meanings, undefined[short], lexicon, well_known=well_known)
            found[short] = _ShortName(said, meanings, usual, _by_type(meanings, lexicon), unlike)
    return _senses(found, lexicon, known)


@dataclass(frozen=True, slots=True)
class _ShortName:
    """The senses of one short name, as in `Senses`; and `said`, the sense of each of its long names."""

    said: Mapping[str, str]
    meanings: Mapping[str, Meaning]
    usual: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[NodeType, str] = field(default_factory=dict)
    unlike: NodeType | None = None


def _senses(found: Mapping[str, _ShortName], lexicon: Lexicon, known: Mapping[str, Words]) -> Senses:
    full_forms: dict[str, Words] = {}
    for short, one in found.items():
        if one.unlike is None:
            full_forms |= _full_forms(lexicon.definitions[short], one.said)
    return Senses(
        meanings={short: one.meanings for short, one in found.items()},
        usual={name: sense for one in found.values() for name, sense in one.usual.items()},
        typed={short: one.typed for short, one in found.items() if one.typed},
        unlike={short: one.unlike for short, one in found.items() if one.unlike is not None},
        full_forms={**clipped_around_figures(lexicon), **known, **full_forms},
    )


def _spelt_in_definitions(lexicon: Lexicon, known: Mapping[str, Words]) -> Mapping[str, Words]:
    """The full forms of known short names, and of those that papers define, before their senses are found."""
    spelt = dict(known)
    for stated in lexicon.definitions.values():
        spelt |= _full_forms(stated, {long: widest_reading(long) for _, long in stated})
    return spelt


def _mentioned(short: str, lexicon: Lexicon, keys: Keys, decided: Collection[str]) -> Mapping[Pair, Sequence[str]]:
    """The definitions of a short name by long names that some paper mentions; only `decided` ones if there are any."""
    mentioned = {
        pair: papers
        for pair, papers in lexicon.definitions[short].items()
        if short != keys(pair[1]) in lexicon.surfaces
    }
    return {pair: papers for pair, papers in mentioned.items() if keys(pair[1]) in decided} or mentioned


def _said(
    stated: Mapping[Pair, Iterable[str]], lexicon: Lexicon, keys: Keys, full_forms: Mapping[str, Words]
) -> Mapping[str, str]:
    """The sense of each long name of one short name: the reading of the most frequent one that says the same.

    Long names that differ only in the ending, as "language modeling" and "language model", must have the same type.
    """
    papers: Counter[str] = Counter()
    for (_, long), found in stated.items():
        papers[long] += len(tuple(found))
    said: dict[str, str] = {}
    for long in sorted(papers, key=lambda long: (-papers[long], long)):
        reading = widest_reading(long, full_forms)
        same = (said[other] for other in said if _says_same(long, other, lexicon, keys))
        said[long] = reading if reading in said.values() else next(same, reading)
    return said


def _says_same(long: str, other: str, lexicon: Lexicon, keys: Keys) -> bool:
    one, two = words(long), words(other)
    if keys(long) == keys(other):
        return True  # "Vi- sual Question Answering"
    if not akin(one, two) or not versions_agree(long, other):
        return False
    types = {leading(lexicon.types[key]) for key in map(keys, (long, other)) if key in lexicon.types}
    return same_head(one, two) or len(types) <= 1


def _types_where_undefined(
    lexicon: Lexicon, extractions: Iterable[Extraction], keys: Keys
) -> Mapping[str, dict[NodeType, float]]:
    """The types of short names in papers that do not define them, with the sums of their confidences."""
    votes: dict[str, dict[NodeType, float]] = defaultdict(lambda: defaultdict(float))
    for extraction in extractions:
        defined = lexicon.defines(extraction.paper, keys)
        for entity in extraction.entities:
            for key in {keys(form) for form in entity.forms} - defined:
                if key not in lexicon.definitions:
                    continue
                votes[key][entity.type] += entity.confidence
    return votes


def _unlike(
    meanings: Mapping[str, Meaning], undefined: Mapping[NodeType, float], lexicon: Lexicon, *, well_known: bool
) -> NodeType | None:
    """The type of a short name in papers that do not define it, if all long names of its dominant sense have others.

    None if one of them has it. A name that is well known in the field probably has its known sense even so, unless the
    types are of different families.
    """
    types = {lexicon.type_of(long) for long, meaning in meanings.items() if not meaning.sense}
    if not types or not undefined:
        return None
    other = leading(undefined)
    is_like = family(other) in set(map(family, types)) if well_known else other in types
    return None if is_like else other


def _by_type(meanings: Mapping[str, Meaning], lexicon: Lexicon) -> Mapping[NodeType, str]:
    """The dominant sense of an ambiguous short name for each type: ASR as a Task, and ASR as a Metric.

    A sense must be dominant among the definitions with types of the family, and some of these must have the type.
    """
    if len({meaning.sense for meaning in meanings.values()}) == 1:
        return {}
    votes: dict[NodeType, Counter[str]] = defaultdict(Counter)
    families: dict[str, Counter[str]] = defaultdict(Counter)
    for long, meaning in sorted(meanings.items()):
        total = sum(lexicon.types[long].values())
        for kind, vote in lexicon.types[long].items():
            for counter in (votes[kind], families[family(kind)]):
                counter[meaning.sense] += len(meaning.papers) * vote / total  # type: ignore[assignment]  # of floats
    leaders = {name: max(sorted(senses), key=senses.__getitem__) for name, senses in families.items()}
    return {
        kind: sense
        for kind in votes
        if votes[kind][sense := leaders[family(kind)]] >= _LEAST_VOTE
        and families[family(kind)][sense] >= DOMINANT * families[family(kind)].total()
    }


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
    """The meaning that at least the share `DOMINANT` of the papers votes for, if there is one."""
    voters: dict[str, set[str]] = defaultdict(set)
    for meaning, papers in votes:
        voters[meaning].update(papers)
    total = sum(map(len, voters.values()))
    return next((meaning for meaning in sorted(voters) if len(voters[meaning]) >= DOMINANT * total), None)


def _by_case(stated: Mapping[Pair, Iterable[str]], said: Mapping[str, str]) -> dict[str, str]:
    """The dominant meanings of the short names as written: "FIT" and "FiT" may differ in meaning."""
    votes: dict[str, list[tuple[str, Iterable[str]]]] = defaultdict(list)
    for (short, long), papers in stated.items():
        votes[singular(short)].append((said[long], papers))
    found = {name: _dominant(votes[name]) for name in sorted(votes)}
    return {name: meaning for name, meaning in found.items() if meaning is not None}


def _full_forms(stated: Mapping[Pair, Iterable[str]], said: Mapping[str, str]) -> dict[str, Words]:
    """The words of the dominant meaning of each short name that capitals mark as an abbreviation."""
    longs = {said[long]: words(long) for _, long in sorted(stated, reverse=True)}
    return {
        name: longs[meaning]
        for name, meaning in _by_case(stated, said).items()
        if sum(char.isupper() for char in name) >= _FEWEST_CAPITALS
    }
