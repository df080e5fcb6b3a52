import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Extraction, Paper, Span
from kg.rules import Quantity, find_quantities

EXAMPLES: Final = json.loads((Path(__file__).parent / "data" / "quantities.json").read_text(encoding="utf-8"))


def whole(text: str) -> tuple[Quantity, ...]:
    return find_quantities(text, (Span(0, len(text)),))


@pytest.mark.parametrize(("text", "expected"), EXAMPLES["found"].items())
def test_numbers_are_found_with_value_and_unit(text: str, expected: list[list[str]]) -> None:
    assert [[quantity.value, quantity.unit] for quantity in whole(text)] == expected


@pytest.mark.parametrize("text", EXAMPLES["none"])
def test_digits_that_measure_nothing_are_left_out(text: str) -> None:
    assert whole(text) == ()


def test_a_span_covers_the_number_with_its_sign_range_and_unit() -> None:
    text = "It gains +3.0 points, 30% to 70% and 83.3 ± 0.2 on A."
    assert [quantity.span.of(text) for quantity in whole(text)] == ["+3.0 points", "30% to 70%", "83.3 ± 0.2"]


def test_no_quantity_reaches_into_the_next_sentence() -> None:
    text = "It takes 3 to 5 Times are hard."
    assert [quantity.value for quantity in find_quantities(text, (Span(0, 15), Span(16, 31)))] == ["3-5"]
    assert [q.value for q in find_quantities("We gain 12. 5% is much.", (Span(0, 11), Span(12, 23)))] == ["12", "5"]


def test_a_pasted_table_gives_the_first_forty_numbers() -> None:
    table = " ".join(f"{n}.5%" for n in range(60))
    assert [q.value for q in whole(table)] == [f"{n}.5" for n in range(40)]


def test_nearly_all_annotated_results_are_found(
    gold_extractions: tuple[Extraction, ...], seed_papers: Mapping[str, Paper]
) -> None:
    stated = found = 0
    for extraction in gold_extractions:
        paper = seed_papers[extraction.paper]
        values = {(_plain(q.value), q.unit) for q in find_quantities(paper.text, paper.sentences)}
        stated += len(extraction.results)
        found += sum((_plain(result.value), result.unit) in values for result in extraction.results)
    assert stated > 250
    assert found / stated > 0.95


def _plain(value: str) -> str:
    return "".join(char for char in value if char.isdigit() or char in ".-").strip("-.")


PIECES = ("1", "2.5", ",", "%", "x", "to", "-", "and", "two", "times", "/", "$", "±", " of ", "\\", "(", "K", "ms")
SCALES = ("M", " B ", "Million", "tokens", "parameters", "e", "\u00d7 10", "⁻³")


@given(st.lists(st.sampled_from([*PIECES, *SCALES, " "])))
def test_quantities_are_in_order_apart_and_inside_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    quantities = whole(text)
    assert all(quantity.value and 0 <= quantity.span.start < quantity.span.end <= len(text) for quantity in quantities)
    assert all(a.span.end <= b.span.start for a, b in pairwise(quantities))
