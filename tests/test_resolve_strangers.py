"""Which names that extraction takes for one thing of a paper are left together."""

from dataclasses import replace

import pytest
from resolve_cases import Case, case, know, names


def found(key: str, text: str, *forms: str) -> Case:
    """A paper in which a network, not a person, takes the forms for one thing."""
    paper, extraction = case(key, text, [["Method", *forms]])
    return paper, replace(extraction, entities=tuple(replace(one, confidence=0.9) for one in extraction.entities))


def apart(text: str, *forms: str) -> bool:
    return len(names(know(found("a", text, *forms)))) == len(forms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Token Perplexity", "OOD robustness"),
        ("hate speech detection", "tweet classification"),
        ("Arabic texts", "dyslexic texts"),
        ("continuous-space language modeling", "long-tail predictions"),
    ],
)
def test_what_only_the_context_joins_is_two(one: str, other: str) -> None:
    assert apart(f"Some {one} here.\nAnother {other} there.", one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soft hierarchical syntax", "hierarchical soft syntax"),
        ("chunking strategy", "chunking mechanism"),
        ("predicting shaft power", "shaft power prediction"),
        ("white blood cell classification", "WBC classification"),
        ("streaming text to speech synthesizers", "streaming TTS system"),
        ("image-centric memory framework", "AstraNav-Memory"),
    ],
)
def test_what_the_wording_ties_is_one(one: str, other: str) -> None:
    assert not apart(f"Some {one} here.\nAnother {other} there.", one, other)


@pytest.mark.parametrize(
    "text", ["We add Moira, a guided hierarchy.", "Moira: a guided hierarchy", "a guided hierarchy called Moira"]
)
def test_what_the_text_puts_side_by_side_is_one(text: str) -> None:
    assert not apart(text, "Moira", "guided hierarchy")


def test_names_that_stand_in_one_sentence_are_two() -> None:
    assert apart("We compare Moira with a guided hierarchy.", "Moira", "guided hierarchy")


def test_forms_that_are_tied_to_each_other_leave_together() -> None:
    text = "Token Perplexity here.\nSome OOD robustness and other out-of-distribution robustness there."
    knowledge = know(found("a", text, "Token Perplexity", "OOD robustness", "out-of-distribution robustness"))
    assert names(knowledge) == {
        frozenset({"Token Perplexity"}),
        frozenset({"OOD robustness", "out-of-distribution robustness"}),
    }


def test_what_a_person_has_annotated_is_left_as_it_is() -> None:
    text = "Some Indic languages here.\nSome languages of India there."
    assert len(names(know(case("a", text, [["Concept", "Indic languages", "languages of India"]])))) == 1
