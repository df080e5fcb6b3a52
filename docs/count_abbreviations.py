"""Counts what abbreviations stand for in papers, and writes those that nearly always stand for one thing.

    python docs/count_abbreviations.py papers.jsonl.gz > kg/data/abbreviations/abbreviations.tsv

A line has the short form, its most frequent full form, the number of papers that define it so, and their share among
all papers that define it. Full forms that are alike but for endings count as one.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.config import CorpusConfig
from kg.corpus import read_papers
from kg.model import Abbreviation, Paper
from kg.resolve.near_identical import akin
from kg.rules.abbreviations import find_abbreviations
from kg.rules.names import singular, words

FEWEST_PAPERS = 10
LEAST_SHARE = 0.85
LEAST_SHARE_OF_PAIRS = 0.9
"""Two letters more often mean something that nobody defines, as "US" does."""
WORD = re.compile(r"[^\W_]+")

Counts = Mapping[str, Counter[str]]
"""For each short form, in the singular, in how many papers it stands for what."""


def main(files: Iterable[Path]) -> None:
    """Write the table to standard output."""
    counts = count(read_papers(list(files), config=CorpusConfig()).papers)
    for short, long, papers, share in sorted(settled(counts)):
        sys.stdout.write(f"{short}\t{long}\t{papers}\t{share:.2f}\n")


def count(papers: Iterable[Paper]) -> Counts:
    """Count each definition once a paper."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in papers:
        found = find_abbreviations(paper.text, paper.sentences)
        for short, long in {(singular(one.short), by_initials(paper.text, one)) for one in found}:
            counts[short][long] += 1
    return counts


def by_initials(text: str, found: Abbreviation) -> str:
    """The long form, or the words before its end whose initials are just the short form.

    That of PPO is "Proximal Policy Optimization", though the shortest match is "Policy Optimization".
    """
    letters = singular(found.short).casefold()
    before = list(WORD.finditer(text, 0, found.long_span.end))[-len(letters) :]
    if "".join(word.group()[0] for word in before).casefold() != letters:
        return found.long
    return text[before[0].start() : found.long_span.end]


def settled(counts: Counts) -> Iterator[tuple[str, str, int, float]]:
    """Short forms with at least two capitals that stand for one thing in nearly all of many papers."""
    for short, longs in counts.items():
        long, papers = max(alike(longs), key=lambda pair: (pair[1], pair[0]))
        share = papers / longs.total()
        least = LEAST_SHARE_OF_PAIRS if len(short) == len("US") else LEAST_SHARE
        if papers >= FEWEST_PAPERS and share >= least and sum(char.isupper() for char in short) > 1:
            yield short, spelling(long, longs), papers, share


def alike(longs: Counter[str]) -> Iterator[tuple[str, int]]:
    """The most frequent of full forms that are alike, with the papers of all of them."""
    left = [long for long, _ in sorted(longs.items(), key=lambda item: (-item[1], item[0]))]
    while left:
        first = left[0]
        same = [long for long in left if akin(words(first), words(long))]
        yield first, sum(longs[long] for long in same)
        left = [long for long in left if long not in same]


def spelling(long: str, longs: Counter[str]) -> str:
    """The most frequent spelling, in small letters where there is one."""
    small = [other for other in longs if other.casefold() == long.casefold() and other[1:].islower()]
    return max(small, key=lambda other: (longs[other], other)) if small else long


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]))
