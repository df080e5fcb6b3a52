"""How the time to read a text grows with its length where the text is made to be slow to read.

    python -m benchmarks.hostile [--length 20000] [--rows 20] [PIECE ...]

Each text is one piece over and over, which gives a pattern that can read it in more than one way thousands of ways to
try. All that reads texts reads each at half its length and at its whole one. Printed are those that grow fastest, with
the power of the length that their CPU time grows with (1 is as it should be) and the time for the whole length. Times
below a millisecond are left out, they say nothing of growth.

Where a text has no end of ways to be read, this never ends; the tests read shorter ones of the same.
"""

import argparse
import math
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.corpus import clean, split_sentences
from kg.errors import QueryError
from kg.model import Span
from kg.query import refuse_service
from kg.rules import find_abbreviations, find_links, find_quantities, normalise, versions_agree
from kg.rules.baselines import is_of_baseline
from kg.rules.changes import changes, is_lost
from kg.rules.comparisons import compares, is_beaten, stance
from kg.rules.dimensions import may_measure
from kg.rules.human_performance import is_human_performance
from kg.rules.negation import is_contrasted, is_denied, is_left_out, is_not_meant
from kg.rules.problems import has_problem
from kg.rules.related_work import is_about_others, is_done_by_others, is_made_by_others
from kg.rules.respectively import enumerated
from kg.rules.sentence_subjects import opens
from kg.rules.training import trains

ROUNDS = 3
LEAST = 0.001


class Repeated(NamedTuple):
    """A piece over and over, and what stands before and after all of it."""

    piece: str
    before: str = ""
    after: str = ""

    def text(self, length: int) -> str:
        """So often that it has about `length` characters."""
        return self.before + self.piece * (length // len(self.piece)) + self.after


PROSE = (
    "A-",
    "a.",
    ".",
    "1,",
    "1/",
    "1$ ",
    "1 to ",
    "1 BLEU ",
    "two ",
    "(A)",
    "((",
    "[1",
    "http://a",
    "www.",
    "by 1 ",
    "$1 ",
    "1 (±1",
    "1% (± 1% ",
    "8x AAA ",
    "10⁻³ ",
    "1/2 of ",
    "one to two ",
    "without using ",
    "not the need of ",
    "outperformed on only a ",
    " is still ",
    " suffer from by a",
    "drops only a ",
    "a tenth ",
    "from about ",
    "while the ",
    "humans need ",
    "without using a-a ",
    "instead of making a ",
    "most methods focus on ",
    "existing ",
    "et al. proposed a ",
    "no evidence that ",
    "slightly below the ",
    "previous best of the ",
    "outperforms such as ",
    "drops the a ",
    "preferred a by ",
    "a and a, ",
    "compared to a ",
    "while a ",
    "re-re",
    "isolates a from ",
    "asks a to build a ",
    "can be used a to, ",
    "existing a ",
    "only rather than ",
)
MARKUP = (
    *(r"{\a", "$", r"\(", r"\textbf{", "^{", "_{", "**a", "`", "- a", "&amp;", r"\frac", "{", "[a]("),
    *("<b>", "<b><i>", "<sup>1", "<a href=", "<p a=", "</jats:title>", "</jats:tex-math><mml:math "),
    *(r"\cite{a}", r", \cite{a}", r"(\cite{a}", r"\cite[a", "~", "10 000 ", r"1\,", r"$1_{\pm 1}$"),
)
QUERIES = (" #", "#a\n", "service ", "a", ":", "<", "a\\#", "silent ", "?x", "a:b # \n", "{", "}")
HOSTILE = (
    *map(Repeated, (*PROSE, *MARKUP, *QUERIES)),
    Repeated("a ", after=". https://a.b/c"),
    Repeated("only ", before="drops ", after="or "),
)


def is_refused(query: str) -> bool:
    """Whether it would ask another server."""
    try:
        refuse_service(query)
    except QueryError:
        return True
    return False


def _all(text: str) -> Span:
    return Span(0, len(text))


def _end(text: str) -> Span:
    return Span(len(text), len(text))


_START = Span(0, 0)
_FIRST = Span(0, 1)


READERS: Mapping[str, Callable[[str], object]] = {
    "changes": lambda text: list(changes(text, _all(text), [_FIRST, _end(text)])),
    "clean": clean,
    "clean, closed": lambda text: clean(text + "}" * text.count("{")),
    "compares": lambda text: compares(text, _all(text)),
    "enumerated": lambda text: list(enumerated(text, _all(text), [Span(at, at + 1) for at in range(0, 2000, 2)])),
    "find_abbreviations": lambda text: find_abbreviations(text, (_all(text),)),
    "find_links": find_links,
    "find_quantities": lambda text: find_quantities(text, (_all(text),)),
    "is_about_others": lambda text: is_about_others(text, _all(text)),
    "is_beaten": lambda text: is_beaten(text, _all(text), _end(text)),
    "has_problem": lambda text: has_problem(text, _START, _end(text)),
    "is_contrasted": lambda text: is_contrasted(text, _all(text), _end(text), _FIRST),
    "is_denied": lambda text: is_denied(text, _START, _end(text)),
    "is_done_by_others": lambda text: is_done_by_others(text, _all(text), _end(text)),
    "is_left_out": lambda text: is_left_out(text, _all(text), _end(text)),
    "is_lost": lambda text: is_lost(text, _all(text), _end(text)),
    "is_made_by_others": lambda text: is_made_by_others(text, _all(text), _end(text)),
    "is_not_meant": lambda text: is_not_meant(text, _all(text), _end(text)),
    "is_human_performance": lambda text: is_human_performance(text, _all(text), _end(text)),
    "is_of_baseline": lambda text: is_of_baseline(text, _all(text), Span(len(text) - 1, len(text))),
    "may_measure": lambda text: may_measure(text, text),
    "opens": lambda text: opens(text, _all(text), _FIRST, _end(text)),
    "refuse_service": lambda text: is_refused("service " + text) and is_refused(text + " service"),
    "split_sentences": split_sentences,
    "stance": lambda text: stance(text, _all(text), _START, _end(text)),
    "trains": lambda text: trains(text, _all(text)),
    "versions_agree": lambda text: versions_agree(normalise(text), text),
}
"""All that reads texts that others wrote, by name."""


def main() -> None:
    """Print what grows fastest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pieces", nargs="*", metavar="PIECE", help="what to repeat; all that is known to be hostile")
    parser.add_argument("--length", type=int, default=20_000, help="characters of the longer texts")
    parser.add_argument("--rows", type=int, default=20, help="how many to print")
    given = parser.parse_args()
    measured = [
        (math.log2(whole / half), whole, name, text.piece)
        for text in (tuple(map(Repeated, given.pieces)) or HOSTILE)
        for name, reader in READERS.items()
        for half, whole in [[seconds(reader, text.text(length)) for length in (given.length // 2, given.length)]]
        if whole > LEAST
    ]
    print(f"{'power':>6}{'ms':>9}  {'read by':20}piece")
    for power, whole, name, piece in sorted(measured, reverse=True)[: given.rows]:
        print(f"{power:6.2f}{1000 * whole:9.1f}  {name:20}{piece!r}")


def seconds(reader: Callable[[str], object], text: str) -> float:
    """The least CPU time of several readings."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        reader(text)
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
