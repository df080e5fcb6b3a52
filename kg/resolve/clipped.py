"""Clipped words around a digit, such as "seq2seq", and the phrases of the corpus that they are short for."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.resolve.lexicon import Lexicon
from kg.resolve.stems import Words
from kg.rules.counted import WORDS_FOR_FIGURES
from kg.rules.names import singular, words

_SHORTEST_CLIPPED: Final = 2
"""Letters of the shortest clipped word: "t2i" may be anything."""


def clipped_around_figures(lexicon: Lexicon) -> dict[str, Words]:
    """Forms such as "seq2seq", each with the only phrase of the corpus that fits it: "sequence to sequence"."""
    clipped, spelt = _clipped(lexicon), _spelt(lexicon)
    lengths = {(len(first.casefold()), len(last.casefold())) for first, _, last in clipped}
    longs: dict[Words, set[Words]] = defaultdict(set)
    for first, middle, last in spelt:
        for one, other in lengths:
            longs[first[:one], middle, last[:other]].add((first, middle, last))
    found: dict[str, Words] = {}
    for first, figure, last in sorted(clipped):
        meant = longs.get((first.casefold(), WORDS_FOR_FIGURES[figure], last.casefold()), ())
        if len(meant) == 1:
            (found[first + figure + last],) = meant
    return found


def _clipped(lexicon: Lexicon) -> set[Words]:
    """Triples of a clipped word, a digit and another clipped word, as written."""
    return {
        (first, middle, last)
        for first, middle, last in _triples(lexicon)
        if middle in WORDS_FOR_FIGURES and min(len(first), len(last)) >= _SHORTEST_CLIPPED and (first + last).isalpha()
    }


def _spelt(lexicon: Lexicon) -> set[Words]:
    """Triples of a word, "to" or "for", and another word: in lower case, the last in the singular."""
    return {
        (first.casefold(), middle, singular(last.casefold()))
        for first, middle, last in _triples(lexicon)
        if middle in WORDS_FOR_FIGURES.values()
    }


def _triples(lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """All runs of three words in the names of the corpus."""
    for _, name in lexicon.names():
        parts = words(name)
        yield from zip(parts, parts[1:], parts[2:], strict=False)
