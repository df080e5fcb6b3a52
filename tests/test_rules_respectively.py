"""Generated sentences with lists: which number belongs to which name, and what the numbers are."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.rules.quantities import find_quantities
from kg.rules.respectively import enumerated, paired, parted

VALUES = st.decimals(min_value="0.1", max_value="99.9", places=1).map(str)
NAMES = st.lists(
    st.sampled_from(["BERT", "RoBERTa", "Llama 2", "Mistral-7B", "ViT-L", "Mamba", "T5"]),
    min_size=2,
    max_size=4,
    unique=True,
)
SETS = ("ImageNet", "COCO", "GLUE", "SQuAD")


def listed(items: Sequence[str], comma: str) -> str:
    return ", ".join(items[:-1]) + f"{comma} and {items[-1]}"


def spans(text: str, names: Sequence[str]) -> list[Span]:
    return sorted(Span(*found.span()) for name in names for found in re.finditer(rf"\b{re.escape(name)}\b", text))


def pairs(text: str, names: Sequence[str]) -> list[tuple[str, str]]:
    sentence = Span(0, len(text))
    numbers = find_quantities(text, [sentence])
    places = spans(text, names)
    found = paired(text, sentence, [number.span for number in numbers], places)
    return [(numbers[number].value, places[name].of(text)) for number, name in found]


@given(NAMES, st.data(), st.sampled_from(["", ","]))
def test_every_number_goes_with_the_name_in_its_place(names: list[str], data: st.DataObject, comma: str) -> None:
    values = data.draw(st.lists(VALUES, min_size=len(names), max_size=len(names)))
    text = f"{listed(names, comma)} reach {listed([f'{v}%' for v in values], comma)} accuracy, respectively."
    assert pairs(text, names) == list(zip(values, names, strict=True))


def lists(text: str, names: Sequence[str]) -> list[list[str]]:
    places = spans(text, names)
    return [[places[name].of(text) for name in run] for run in enumerated(text, Span(0, len(text)), places)]


@given(NAMES, st.sampled_from(["", ","]))
def test_a_list_ends_with_the_name_behind_its_and(names: list[str], comma: str) -> None:
    assert lists(f"We beat {listed(names, comma)} on ImageNet.", names) == [names]
    assert lists(f"On {listed(names, comma)}, CLIP is best.", [*names, "CLIP"]) == [names]


def test_what_others_are_compared_to_is_not_in_their_list() -> None:
    text = "Compared to BERT, T5 and Mamba are fast."
    assert lists(text, ["BERT", "T5", "Mamba"]) == [["T5", "Mamba"]]
    assert lists("BERT, which is old, beats T5.", ["BERT", "T5"]) == []
    assert lists("BERT, T5.", ["BERT", "T5"]) == []


def test_an_and_in_brackets_ends_no_list() -> None:
    assert lists("Against BERT (large and small), T5 has gains.", ["BERT", "T5"]) == []
    assert lists("Against BERT (large) and T5 it has gains.", ["BERT", "T5"]) == [["BERT", "T5"]]


@given(VALUES, VALUES)
def test_a_list_of_another_length_is_not_paired(one: str, other: str) -> None:
    text = f"BERT, T5 and Mamba reach {one}% and {other}% on ImageNet and COCO, respectively."
    assert pairs(text, ["BERT", "T5", "Mamba", "ImageNet", "COCO"]) == [(one, "ImageNet"), (other, "COCO")]


@given(VALUES, VALUES)
def test_without_the_word_nothing_is_paired(one: str, other: str) -> None:
    assert pairs(f"BERT and T5 reach {one}% and {other}% accuracy.", ["BERT", "T5"]) == []


def test_what_stands_in_brackets_does_not_part_a_list() -> None:
    text = "We gain 1.5% (top-1) and 1.3% (mAP) on ImageNet and COCO respectively."
    assert pairs(text, ["ImageNet", "COCO"]) == [("1.5", "ImageNet"), ("1.3", "COCO")]


def strangers(text: str, names: Sequence[str]) -> list[tuple[str, str]]:
    sentence = Span(0, len(text))
    numbers = [number.span for number in find_quantities(text, [sentence])]
    places = spans(text, names)
    return [
        (numbers[number].of(text), places[name].of(text)) for number, name in parted(text, sentence, numbers, places)
    ]


@pytest.mark.parametrize(
    ("text", "known", "others"),
    [
        ("It has 8.1% and 7.2% on the hard Gym99 and Gym288 settings, respectively.", "Gym99", ["7.2%"]),
        ("It has 8.1% and 7.2% accuracy on the hard Gym99 and Gym288 settings, respectively.", "Gym288", ["8.1%"]),
        ("It has 8.1%, 7.2% and 6.3% on Task A, B, and C, respectively.", "Task A", ["7.2%", "6.3%"]),
        (
            "It has 8.1%, 7.2% and 6.3% for tagging, parsing and tagging of verse, respectively.",
            "parsing",
            ["8.1%", "6.3%"],
        ),
    ],
)
def test_a_name_of_one_place_is_of_no_other_number_even_if_the_other_names_are_unknown(
    text: str, known: str, others: list[str]
) -> None:
    assert strangers(text, [known]) == [(number, known) for number in others]


@pytest.mark.parametrize(
    "text",
    [
        "It has 8.1% and 7.2% GLUE accuracy on dev and test, respectively.",
        "It has 8.1% and 7.2% on a set and on a part of GLUE, respectively.",
        "It has 8.1% and 7.2% on parts of GLUE, dev and test, respectively.",
        "It has 8.1% and 7.2% on GLUE dev and GLUE test, respectively.",
        "It has 8.1% and 7.2%, compared to GLUE and others, respectively.",
        "It has 8.1% and 7.2% on GLUE and others.",
    ],
)
def test_what_all_numbers_are_said_of_stays(text: str) -> None:
    assert strangers(text, ["GLUE"]) == []


@pytest.mark.parametrize(
    ("form", "value", "unit"),
    [
        ("It improves accuracy by {0} points.", "{0}", "points"),
        ("It improves accuracy by {0} percentage points.", "{0}", "points"),
        ("It improves accuracy by {0}%.", "{0}", "%"),
        ("It is {0}x faster.", "{0}", "x"),
        ("It is {0}\N{MULTIPLICATION SIGN} faster.", "{0}", "x"),
        ("It is up to {0} times faster.", "{0}", "x"),
        ("It cuts memory by a factor of {0}.", "{0}", "x"),
        ("It takes {0} ms on average.", "{0}", "ms"),
        ("It saves {0}-{1}% of the memory.", "{0}-{1}", "%"),
        ("It saves between {0} and {1}% of the memory.", "{0}-{1}", "%"),
    ],
)
@given(VALUES, VALUES)
def test_wordings_of_a_measurement_are_read(form: str, value: str, unit: str, low: str, high: str) -> None:
    text = form.format(low, high)
    found = find_quantities(text, [Span(0, len(text))])
    assert [(quantity.value, quantity.unit) for quantity in found] == [(value.format(low, high), unit)]


@given(VALUES, VALUES)
def test_one_value_to_another_is_a_range_unless_it_goes_down(low: str, high: str) -> None:
    text = f"It saves {low}% to {high}% of the memory."
    found = find_quantities(text, [Span(0, len(text))])
    expected = [low, high] if float(high) < float(low) else [f"{low}-{high}"]
    assert [(quantity.value, quantity.unit) for quantity in found] == [(value, "%") for value in expected]


@given(VALUES, VALUES)
def test_from_one_value_to_another_are_two_measurements(low: str, high: str) -> None:
    text = f"It raises accuracy from {low}% to {high}% on GLUE."
    found = find_quantities(text, [Span(0, len(text))])
    assert [(quantity.value, quantity.unit) for quantity in found] == [(low, "%"), (high, "%")]


@given(st.lists(VALUES, min_size=3, max_size=3))
def test_the_unit_of_the_last_counts_for_the_whole_list(values: list[str]) -> None:
    text = f"It gains {values[0]}, {values[1]} and {values[2]} points on {listed(SETS[:3], ',')}, respectively."
    found = find_quantities(text, [Span(0, len(text))])
    assert [(quantity.value, quantity.unit) for quantity in found] == [(value, "points") for value in values]
    assert pairs(text, SETS[:3]) == list(zip(values, SETS[:3], strict=True))
