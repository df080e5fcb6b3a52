"""Which names that extraction takes for one thing of a paper are left together."""

from dataclasses import replace

import pytest
from resolve_cases import Case, case, know, mention, names

from kg.records import from_record, to_record


def found(key: str, text: str, *forms: str, kind: str = "Method", proposed: bool = False) -> Case:
    """A paper in which a network, not a person, takes the forms for one thing."""
    proposes: list[object] = [["PAPER", "proposes", forms[0], 1]] if proposed else []
    paper, extraction = case(key, text, [[kind, *forms]], relations=proposes)
    return paper, replace(extraction, annotated=False)


def apart(text: str, *forms: str, kind: str = "Method", proposed: bool = False) -> bool:
    return len(names(know(found("a", text, *forms, kind=kind, proposed=proposed)))) == len(forms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Token Perplexity", "OOD robustness"),
        ("hate speech detection", "tweet classification"),
        ("Arabic texts", "dyslexic texts"),
        ("continuous-space language modeling", "long-tail predictions"),
        ("adversarial prompts", "Adversarial Prompting"),
        ("machine-aided translation", "machine-aided translator"),
        ("normalized RMSE", "RMSE"),
        ("multimodal GEC datasets", "multimodal GEC methods"),
        ("image-centric memory framework", "AstraNav-Memory"),
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
        ("token-level mixing method", "Cross-lingual Token-level Mixing"),
    ],
)
def test_what_the_wording_ties_is_one(one: str, other: str) -> None:
    assert not apart(f"Some {one} here.\nAnother {other} there.", one, other)


def in_short(one: str, other: str, text: str, *, also: str = "") -> bool:
    """Whether a paper calls what it proposes by the other name, too; another paper speaks of something `also`."""
    proposal = found("a", f"{one} works.\n{text}", one, other, kind="Model", proposed=True)
    return any({one, other} <= own for own in names(know(proposal, mention("b", "Model", also or "rival"))))


def test_a_paper_may_call_what_it_proposes_in_short() -> None:
    assert in_short("Independent Discriminant Network", "discriminant network", "Our discriminant network wins.")
    assert in_short("Safe Constrained Actor-Critics", "safe actor-critics", "We propose safe actor-critics.")
    assert in_short("Streaming Koopman Machine", "Koopman Machine", "So Koopman Machine (KM) wins.")


def test_the_fuller_name_is_its_label() -> None:
    text = "Independent Discriminant Network works.\nOur discriminant network wins."
    forms = "discriminant network", "Independent Discriminant Network"
    (entity,) = know(found("a", text, *forms, kind="Model", proposed=True)).entities
    assert entity.label == "Independent Discriminant Network"


@pytest.mark.parametrize("also", ["discriminant networks", "Discriminant Network", "discriminant models"])
def test_what_other_papers_use_is_no_short_name(also: str) -> None:
    text = "Our discriminant network wins."
    assert not in_short("Independent Discriminant Network", "discriminant network", text, also=also)


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("Hierarchical Causal Sieves", "causal sieves", "We show that causal sieves pave the way."),
        ("local and shifted tokens", "shifted tokens", "Our shifted tokens win."),
        ("stress detection cameras", "stress detection", "Our stress detection wins."),
        ("kernel CurvSSL", "CurvSSL", "Our CurvSSL wins."),
    ],
)
def test_a_name_of_which_another_says_more_can_be_of_something_else(one: str, other: str, text: str) -> None:
    assert not in_short(one, other, text)


def test_kinds_of_a_thing_are_not_tied_by_its_name() -> None:
    text = "Some Multimodal LLMs (MLLMs) here.\nA radiology MLLM there, and a medical MLLM."
    assert apart(text, "MLLM", "radiology MLLM", "medical MLLM", kind="Model")


def test_an_abbreviation_before_the_last_word_stands_for_the_whole() -> None:
    forms = "Visual Auto-Regressive Modeling", "Visual Auto-Regressive (VAR) modeling", "VAR"
    text = "Visual Auto-Regressive Modeling.\nSome Visual Auto-Regressive (VAR) modeling here.\nThe VAR there."
    assert len(names(know(found("a", text, *forms)))) == 1


def test_an_abbreviation_is_not_tied_to_what_the_text_does_not_define_it_to_be() -> None:
    text = "The Uncertainty-Aware Adapter (UAT) helps.\nSome uncertainty-aware training does not."
    knowledge = know(found("a", text, "uncertainty-aware training", "UAT", "Uncertainty-Aware Adapter"))
    assert names(knowledge) == {
        frozenset({"uncertainty-aware training"}),
        frozenset({"Uncertainty-Aware Adapter", "UAT"}),
    }


@pytest.mark.parametrize(
    ("description", "same"),
    [("image-centric memory framework", True), ("Markovian Memory Graphs", True), ("weak supervision", False)],
)
def test_what_a_paper_proposes_goes_by_its_own_name_and_description(description: str, *, same: bool) -> None:
    text = f"Some {description} here.\nAnother AstraNav there."
    assert apart(text, description, "AstraNav", proposed=True) is not same


def test_models_that_do_something_are_not_what_they_do() -> None:
    text = "We add Future Token Prediction (FTP).\nSome FTP models here."
    assert apart(text, "Future Token Prediction", "FTP models", kind="Model")


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


def test_a_relation_goes_with_the_form_that_its_sentence_names() -> None:
    paper, extraction = case(
        "a",
        "Moira uses Multimodal LLMs (MLLMs).\nMoira uses a radiology MLLM.",
        [["Method", "Moira"], ["Model", "Multimodal LLMs", "MLLMs", "radiology MLLM"]],
        relations=[["Moira", "uses", "Multimodal LLMs", 1], ["Moira", "uses", "Multimodal LLMs", 2]],
    )
    knowledge = know((paper, replace(extraction, annotated=False)))
    labels = {entity.id: entity.label for entity in knowledge.entities}
    assert {(labels[fact.tail], fact.evidence[0].sentence) for fact in knowledge.facts} == {
        ("Multimodal LLMs", paper.sentences[1]),
        ("radiology MLLM", paper.sentences[2]),
    }


@pytest.mark.parametrize("confidence", [0.5, 0.99999, 1.0])
@pytest.mark.parametrize("annotated", [True, False])
def test_what_a_person_has_annotated_is_left_as_it_is_also_when_read_back(
    confidence: float, *, annotated: bool
) -> None:
    text = "Some Indic languages here.\nSome languages of India there."
    paper, extraction = case("a", text, [["Concept", "Indic languages", "languages of India"]])
    entities = tuple(replace(one, confidence=confidence) for one in extraction.entities)
    extraction = replace(extraction, entities=entities, annotated=annotated)
    for each in (extraction, from_record(to_record(extraction), paper)):
        assert len(names(know((paper, each)))) == (1 if annotated else 2)
