"""Which meaning a short name has in which paper: an abbreviation with several expansions stays several names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg.resolve.lexicon import Keys, Lexicon, Pair
from kg.resolve.wording import Words, widest_reading
from kg.rules.names import singular, words

_DOMINANT: Final = 0.75
"""Share of the defining papers from which on the papers that do not define a short name are taken to mean the same."""


class Term(NamedTuple):
    """A name in one meaning: its key, and for a short name in other than its usual meaning what it stands for."""

    key: str
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Senses:
    """Meanings of short names.

    `of_pair` has, for each pair of keys of a short name and of a long one that some paper mentions, the sense and the
    papers that define it. `usual` has the sense of short names, as written but singular, where a paper defines none; it
    is "" for those that are not in it. `full_forms` are the words that short names, as written but singular, stand for.
    """

    of_pair: dict[Pair, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)
    full_forms: dict[str, Words] = field(default_factory=dict)

    def of_paper(self, defined: Iterable[Pair], keys: Keys) -> Mapping[str, str]:
        """The senses of the pairs of names that one paper defines, by the key of the short name."""
        pairs = sorted((keys(short), keys(long)) for short, long in defined)
        return {pair[0]: self.of_pair[pair][0] for pair in pairs if pair in self.of_pair}

    def term(self, name: str, key: str, own: Mapping[str, str]) -> Term:
        """The term that `name`, which has `key`, is in a paper that defines the senses `own`."""
        return Term(key, own[key] if key in own else self.usual.get(singular(name), ""))

    def abbreviates_inside(self, name: str) -> bool:
        """Whether a word of the name is short for more."""
        return any(singular(word) in self.full_forms for word in words(name))


def find_senses(lexicon: Lexicon, keys: Keys, decided: Collection[str] = ()) -> Senses:
    """The senses of all short names that papers define; those whose key is `decided` have none."""
    senses = Senses()
    for short in sorted(lexicon.definitions):
        stated = lexicon.definitions[short]
        senses.full_forms.update(_full_forms(stated))
        if short in decided:
            continue
        named = {pair: papers for pair, papers in stated.items() if short != keys(pair[1]) in lexicon.surfaces}
        dominant = _dominant((widest_reading(long), papers) for (_, long), papers in named.items())
        for long in sorted({long for _, long in named}):
            meaning = widest_reading(long)
            papers = {paper for pair, found in named.items() if keys(pair[1]) == keys(long) for paper in found}
            senses.of_pair[short, keys(long)] = "" if meaning == dominant else meaning, tuple(sorted(papers))
        for name, meaning in _by_case(named).items():
            if meaning != dominant:
                senses.usual[name] = meaning
    return senses


def _dominant(votes: Iterable[tuple[str, Iterable[str]]]) -> str | None:
    """The meaning that nearly all of the papers vote for, if there is one."""
    voters: dict[str, set[str]] = defaultdict(set)
    for meaning, papers in votes:
        voters[meaning].update(papers)
    total = sum(map(len, voters.values()))
    return next((meaning for meaning in sorted(voters) if len(voters[meaning]) >= _DOMINANT * total), None)


def _by_case(stated: Mapping[Pair, Iterable[str]]) -> dict[str, str]:
    """The dominant meanings of the short names as written: "FIT" and "FiT" may be told apart by case alone."""
    votes: dict[str, list[tuple[str, Iterable[str]]]] = defaultdict(list)
    for (short, long), papers in stated.items():
        votes[singular(short)].append((widest_reading(long), papers))
    found = {name: _dominant(votes[name]) for name in sorted(votes)}
    return {name: meaning for name, meaning in found.items() if meaning is not None}


def _full_forms(stated: Mapping[Pair, Iterable[str]]) -> dict[str, Words]:
    meanings = _by_case(stated)
    longs = {widest_reading(long): words(long) for _, long in sorted(stated, reverse=True)}
    return {
        name: longs[meaning] for name, meaning in meanings.items() if sum(char.isupper() for char in name) > len("A")
    }
