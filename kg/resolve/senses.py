"""Sense disambiguation of abbreviations: one with several expansions stays several terms."""

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
"""Sense of a short name in papers that do not define it, where it is of another type than in those that do."""
_FEWEST_CAPITALS: Final = 2
"""Capitals that mark an abbreviation."""
_FAMILY: Final = MappingProxyType({NodeType.METRIC: "measure", NodeType.BENCHMARK: "data", NodeType.DATASET: "data"})
_LEAST_VOTE: Final = 0.5
"""Papers, or the share of one, that define a short name as what is of a type, for it to mean that as this type."""
DOMINANT: Final = 0.75
"""Share of the defining papers from which on the papers that do not define a short name are taken to mean the same."""


def family(kind: NodeType) -> str:
    """The family of a type: types of one family are easily confused, those of two are not."""
    return _FAMILY.get(kind, "thing")


class Term(NamedTuple):
    """A name in one sense: its key, and the sense, "" for the usual one or what an abbreviation stands for instead."""

    key: str
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One definition of a short name: the sense that its long name gives it, and the papers that define it so."""

    sense: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Senses:
    """The senses of short names.

    `meanings` are the definitions of each short name by long name, both by their keys. In a paper that does not define
    a short name, it has the first of these senses that there is:

    1. `usual`: the dominant sense of its exact spelling in the singular, where that is not the name's ("FiT", "FIT"),
    2. `typed`: the dominant sense of the name as an entity of the type that it has in the paper,
    3. "undefined", if it is in `unlike`: papers that do not define it take it for this type, others for another one,
    4. "", the dominant sense of the name.

    `full_forms` are the words that short names, as written but singular, stand for.
    """

    meanings: Mapping[str, Mapping[str, Meaning]]
    usual: Mapping[str, str]
    typed: Mapping[str, Mapping[NodeType, str]]
    unlike: Mapping[str, NodeType]
    full_forms: Mapping[str, Words]
    _readings: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def reading(self, name: str) -> str:
        """The key under which wordings of `name` meet, abbreviations in it read in full."""
        if name not in self._readings:
            self._readings[name] = widest_reading(name, self.full_forms)
        return self._readings[name]

    def of_paper(self, defined: Iterable[Pair], keys: Keys) -> Mapping[str, str]:
        """The senses that a paper itself gives to short names, by key; `defined` are its pairs of short and long."""
        pairs = sorted((keys(short), keys(long)) for short, long in defined)
        return {
            short: self.meanings[short][long].sense for short, long in pairs if long in self.meanings.get(short, ())
        }

    def term(self, name: str, key: str, own: Mapping[str, str], kind: NodeType | None = None) -> Term:
        """The term for `name`, with this key, as an entity of type `kind` in a paper that gives the senses `own`."""
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

    A name that a decision is about has one sense everywhere: that of the names that it is `decided` to be (by keys), or
    else the one that dominates. `known` are the full forms of short names that papers need not define.
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
    """The senses of one short name, as in `Senses`, and the reading (sense) of each of its long names."""

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
    """The full forms of the short names that are known, and of those that papers define by any wording."""
    spelt = dict(known)
    for stated in lexicon.definitions.values():
        spelt |= _full_forms(stated, {long: widest_reading(long) for _, long in stated})
    return spelt


def _mentioned(short: str, lexicon: Lexicon, keys: Keys, decided: Collection[str]) -> Mapping[Pair, Sequence[str]]:
    """The definitions of a short name by what some paper mentions; where there are `decided` ones, these alone."""
    mentioned = {
        pair: papers
        for pair, papers in lexicon.definitions[short].items()
        if short != keys(pair[1]) in lexicon.surfaces
    }
    return {pair: papers for pair, papers in mentioned.items() if keys(pair[1]) in decided} or mentioned


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


def _unlike(
    meanings: Mapping[str, Meaning], undefined: Mapping[NodeType, float], lexicon: Lexicon, *, well_known: bool
) -> NodeType | None:
    """The type of a short name where papers do not define it, if all that it usually stands for is of another.

    What the field knows by this name is likely meant even so, unless the types are far apart.
    """
    types = {lexicon.type_of(long) for long, meaning in meanings.items() if not meaning.sense}
    if not types or not undefined:
        return None
    other = leading(undefined)
    is_like = family(other) in set(map(family, types)) if well_known else other in types
    return None if is_like else other


def _by_type(meanings: Mapping[str, Meaning], lexicon: Lexicon) -> Mapping[NodeType, str]:
    """The sense that a short name with several has as each type: ASR as a Task, and as a Metric.

    Papers must define it as what is of this type, and nearly all that define it as something of the family mean that.
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
    """The meaning that nearly all of the papers vote for, if there is one."""
    voters: dict[str, set[str]] = defaultdict(set)
    for meaning, papers in votes:
        voters[meaning].update(papers)
    total = sum(map(len, voters.values()))
    return next((meaning for meaning in sorted(voters) if len(voters[meaning]) >= DOMINANT * total), None)


def _by_case(stated: Mapping[Pair, Iterable[str]], said: Mapping[str, str]) -> dict[str, str]:
    """The dominant meanings of the short names as written: "FIT" and "FiT" may be told apart by case alone."""
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
