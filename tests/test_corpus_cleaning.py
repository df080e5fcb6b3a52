import json
from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.config import CorpusConfig
from kg.corpus import clean, read_papers, shipped_corpus
from kg.corpus.cleaning import STEPS
from kg.files import NOT_XML

EXAMPLES: Final = json.loads((Path(__file__).parent / "data" / "cleaning.json").read_text(encoding="utf-8"))
DEBRIS: Final = [pair for kind, pairs in EXAMPLES.items() if kind != "right" for pair in pairs.items()]


@pytest.mark.parametrize(("dirty", "expected"), DEBRIS)
def test_debris_is_cleaned(dirty: str, expected: str) -> None:
    assert clean(dirty)[0] == expected


@pytest.mark.parametrize("text", EXAMPLES["right"])
def test_what_is_right_survives(text: str) -> None:
    assert clean(text) == (text, Counter())


def test_every_change_is_counted_under_its_kind() -> None:
    text, changes = clean(r"by  3\% and 5\%, 384times384 ``x''")
    assert text == 'by 3% and 5%, 384\u00d7384 "x"'
    assert changes == {
        "LaTeX": 2,
        "LaTeX without its backslashes": 1,
        "typewriter quotes and ties": 2,
        "white space": 1,
    }


def test_a_name_reads_the_same_in_title_and_abstract() -> None:
    papers = read_papers([shipped_corpus()], config=CorpusConfig()).papers
    by_title = {paper.title.partition(":")[0]: paper.abstract for paper in papers}
    assert "UniF²ace" in by_title["UniF²ace"]
    assert "Video-Ma²mba" in by_title["Look Every Frame All at Once"]


@pytest.mark.parametrize(
    "unfinished", [r"\textbf{a", r"\href{b}", r"\frac", r"\verb", "$x^{", r"\unicode{zz}", r"\(", "\\", r"$\href{a}$"]
)
def test_unfinished_latex_is_no_failure(unfinished: str) -> None:
    text, _ = clean(f"before {unfinished} after")
    assert text.startswith("before")
    assert "after" in text


LATEX_PIECES = (
    r"\ $ { } ^ _ % \textbf{ \frac \sqrt \( \) \[ \] \href{ \url{ \" \' \c \k{ \begin{a} \end{a} \footnote{ \left("
)
MORE_LATEX = r"\unicode{x20 \verb | \sum \mathcal \\ \, x2014 mathbf times sim leq 1 2 10 a b word The \SI \item"
OTHER_PIECES = "& * ** ` `` '' ~ - &amp; lt; <b> </b> <sub> <sup> </sup> <p> </title> [a](http://b) ."
ODD_CHARACTERS = [
    "\u00e2\u20ac\u0153",
    "\u00c3\u00a9",
    "\u0301",
    "\u200b",
    "\ud800",
    "\uffff",
    "\ufb01",
    "\u00a0",
    " ",
    "\n",
    "- ",
]
PIECES = st.sampled_from([*f"{LATEX_PIECES} {MORE_LATEX} {OTHER_PIECES}".split(), *ODD_CHARACTERS])


@settings(max_examples=300)
@given(st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join))
def test_cleaning_again_changes_nothing(text: str) -> None:
    cleaned, _ = clean(text)
    assert clean(cleaned) == (cleaned, Counter())


@settings(max_examples=200)
@given(st.text())
def test_clean_text_is_one_line_that_can_be_written(text: str) -> None:
    cleaned, changes = clean(text)
    assert "\n" not in cleaned
    assert cleaned == cleaned.strip()
    assert cleaned.encode().decode() == cleaned
    assert not NOT_XML.search(cleaned)
    assert set(changes) <= {kind for kind, _ in STEPS}
