"""Which meaning a short name has in which paper: an abbreviation with several expansions stays several names."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.model import Extraction
from kg.resolve.lexicon import Keys, Lexicon, Pair, definitions
from kg.rules.names import singular

_DOMINANT: Final = 0.75
"""Share of the defining papers from which on the papers that do not define a short name are taken to mean the same."""


class Term(NamedTuple):
    """A name in one meaning: its key and, for a short name in an unusual meaning, the key of what it stands for."""

    key: str
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Senses:
    """Meanings of short names: the sense of each (short, long) pair of keys, with the papers that define it.

    `usual` has the short names, as written but singular, that mean something unusual even where no definition stands.
    """

    of_pair: Mapping[Pair, tuple[str, tuple[str, ...]]]
    usual: Mapping[str, str]

    def of_paper(self, extraction: Extraction, keys: Keys) -> Mapping[str, str]:
        """The senses that one paper itself defines, by the key of the short name."""
        pairs = sorted((keys(short), keys(long)) for short, long in definitions(extraction))
        return {pair[0]: self.of_pair[pair][0] for pair in pairs if pair in self.of_pair}

    def term(self, name: str, key: str, own: Mapping[str, str]) -> Term:
        """The term that `name`, which has `key`, is in a paper that defines the senses `own`."""
        return Term(key, own[key] if key in own else self.usual.get(singular(name), ""))

    def abbreviations(self) -> Iterator[tuple[Term, Term, tuple[str, ...]]]:
        """Each short name with each long name that it stands for, and the papers that say so."""
        for (short, long), (sense, papers) in sorted(self.of_pair.items()):
            yield Term(short, sense), Term(long), papers


def find_senses(lexicon: Lexicon, meaning: Callable[[str], object], decided: Collection[str] = ()) -> Senses:
    """The senses of all short names that papers define by a name that some paper mentions.

    `meaning` gives the same value for two keys of long names that mean the same. Short names whose key is `decided`
    have no sense.
    """
    of_pair: dict[Pair, tuple[str, tuple[str, ...]]] = {}
    usual: dict[str, str] = {}
    for short in sorted(lexicon.definitions.keys() - set(decided)):
        stated = lexicon.definitions[short]
        known = {pair: stated[pair] for pair in sorted(stated) if pair[1] in lexicon.surfaces and pair[1] != short}
        by_long = _by_long(known)
        names = _sense_names(by_long, meaning)
        of_pair |= {(short, long): (names[long], papers) for long, papers in by_long.items()}
        usual |= _usual(known, names)
    return Senses(of_pair, usual)


def _by_long(known: Mapping[Pair, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    papers: dict[str, set[str]] = defaultdict(set)
    for (_, long), found in known.items():
        papers[long].update(found)
    return {long: tuple(sorted(papers[long])) for long in sorted(papers)}


def _sense_names(by_long: Mapping[str, Sequence[str]], meaning: Callable[[str], object]) -> dict[str, str]:
    """A sense for each long name: "" for the dominant meaning, else the meaning's most frequent long name."""
    groups: dict[object, list[str]] = defaultdict(list)
    for long in by_long:
        groups[meaning(long)].append(long)
    sizes = {group: len({paper for long in longs for paper in by_long[long]}) for group, longs in groups.items()}
    total = sum(sizes.values())
    return {
        long: "" if sizes[group] >= _DOMINANT * total else min(longs, key=lambda name: (-len(by_long[name]), name))
        for group, longs in groups.items()
        for long in longs
    }


def _usual(known: Mapping[Pair, Sequence[str]], names: Mapping[str, str]) -> dict[str, str]:
    """Short names that are told apart by upper and lower case ("FIT" and "FiT")."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (short, long), papers in known.items():
        counts[singular(short)][names[long]] += len(papers)
    return {
        short: sense
        for short, votes in counts.items()
        for sense, papers in votes.most_common(1)
        if sense and papers >= _DOMINANT * votes.total()
    }
