import time

import pytest

from kg.corpus import split_sentences
from kg.model import Span
from kg.rules import find_abbreviations, find_links, find_quantities, normalise, versions_agree
from kg.rules.absences import is_denied, is_left_out, is_not_meant
from kg.rules.burdens import is_burden
from kg.rules.changes import changes, is_lost
from kg.rules.comparisons import compares, is_beaten, stance
from kg.rules.dimensions import may_measure
from kg.rules.openings import opens
from kg.rules.others import is_done_by_others, is_made_by_others
from kg.rules.people import is_of_people
from kg.rules.respectively import enumerated
from kg.rules.rivals import is_of_rival

LENGTH = 20_000
PIECES = (
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
    "only rather than ",
)
TEXTS = (
    *(piece * (LENGTH // len(piece)) for piece in PIECES),
    "a " * (LENGTH // 2) + ". https://a.b/c",
    "e" * 34 + f" ({'E' * 12}Z)",
    "drops " + "only " * (LENGTH // 5) + "or ",
)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[-16:])
def test_a_hostile_text_takes_no_longer_than_a_second(text: str) -> None:
    sentences = (Span(0, len(text)),)
    start = time.process_time()
    find_quantities(text, sentences)
    find_abbreviations(text, sentences)
    find_links(text)
    split_sentences(text)
    versions_agree(normalise(text), text)
    end = Span(len(text), len(text))
    is_left_out(text, sentences[0], end)
    is_denied(text, Span(0, 0), end)
    stance(text, sentences[0], Span(0, 0), end)
    compares(text, sentences[0])
    list(enumerated(text, sentences[0], [Span(at, at + 1) for at in range(0, min(len(text), 2000), 2)]))
    is_burden(text, Span(0, 0), end)
    is_not_meant(text, sentences[0], end)
    is_done_by_others(text, sentences[0], end)
    is_made_by_others(text, sentences[0], end)
    opens(text, sentences[0], Span(0, 1), end)
    is_of_rival(text, sentences[0], Span(len(text) - 1, len(text)))
    is_lost(text, sentences[0], end)
    is_beaten(text, sentences[0], end)
    is_of_people(text, sentences[0], end)
    list(changes(text, sentences[0], [Span(0, 1), end]))
    may_measure(text, text)
    assert time.process_time() - start < 1
