"""Negation, hedging and direction: what a sentence denies or turns round never comes out as a fact."""

import re
from functools import cache

import numpy as np
import pytest
from wording_cases import (
    ABOUT_OTHERS,
    ALIKE,
    BURDENS,
    COMPARISONS,
    CONTRASTED,
    DENIED,
    LEFT_OUT,
    LISTED,
    MADE_BY_OTHERS,
    MADE_HERE,
    OF_OWN,
    OWN_WORK,
    RELIEVED,
    SPARED,
    STATED,
    UNCOMPARED,
    UNDECIDED,
    WORK_OF_OTHERS,
)

from kg.corpus import paper_sentences
from kg.encoder import OnnxEncoder, Scores, Settings, load
from kg.encoder.settings import RELATION_CLASSES
from kg.extract import extract
from kg.extract.relations import relate
from kg.extract.wording import is_contradicted, is_of_related_work, stated_stance
from kg.model import Extraction, Mention, Paper, PaperEntity, PaperRelation, Span
from kg.rules.comparisons import Stance, stance
from kg.rules.negation import is_denied, is_left_out
from kg.rules.problems import has_problem
from kg.rules.related_work import is_about_others, is_done_by_others, is_made_by_others
from kg.vocab import NodeType, RelationType

TITLE = "An empirical study of neural networks"


@cache
def encoder() -> OnnxEncoder:
    return load()


def read(sentence: str) -> Paper:
    return Paper("p", TITLE, sentence, paper_sentences(TITLE, sentence))


def facts(extraction: Extraction) -> set[tuple[str, str, str]]:
    """All facts by every form of their ends."""
    forms = {entity.name: entity.forms for entity in extraction.entities}
    return {
        (head, relation.relation, tail)
        for relation in extraction.relations
        for head in forms.get(relation.head, (relation.head,))
        for tail in forms.get(relation.tail, (relation.tail,))
    }


def span(text: str, name: str) -> Span:
    found = re.search(rf"\b{re.escape(name)}\b", text)
    assert found
    return Span(*found.span())


@pytest.mark.parametrize(("sentence", "first", "second", "said"), COMPARISONS)
def test_a_comparison_is_read_the_way_it_goes(sentence: str, first: str, second: str, said: Stance) -> None:
    whole = Span(0, len(sentence))
    assert stance(sentence, whole, span(sentence, first), span(sentence, second)) is said


@pytest.mark.parametrize(("sentence", "first", "second", "said"), COMPARISONS)
def test_extraction_never_turns_a_comparison_round(sentence: str, first: str, second: str, said: Stance) -> None:
    found = facts(extract(read(sentence), encoder()))
    if said is not Stance.BETTER:
        assert (first, RelationType.OUTPERFORMS, second) not in found
    if said is not Stance.WORSE:
        assert (second, RelationType.OUTPERFORMS, first) not in found


@pytest.mark.parametrize(("sentence", "first", "second"), UNDECIDED)
def test_more_or_less_of_what_is_no_merit_decides_nothing(sentence: str, first: str, second: str) -> None:
    assert stance(sentence, Span(0, len(sentence)), span(sentence, first), span(sentence, second)) is None


def linked(
    abstract: str, *, share: int, relation: RelationType = RelationType.OUTPERFORMS, other: NodeType = NodeType.MODEL
) -> tuple[PaperRelation, ...]:
    """What comes of a model that is sure how Alpha is linked to Beta, and looks at the sentence `share`."""
    paper = Paper("p", TITLE, abstract, paper_sentences(TITLE, abstract))
    mentions = {
        name: tuple(Mention(Span(*found.span()), name, 1.0) for found in re.finditer(name, paper.text))
        for name in ("Alpha", "Beta")
    }
    types = {"Alpha": NodeType.MODEL, "Beta": other}
    entities = tuple(PaperEntity(name, types[name], (name,), own, 1.0) for name, own in mentions.items())
    pairs = np.zeros((3, 3, len(RELATION_CLASSES) + 2), np.float32)
    pairs[1, 2, RELATION_CLASSES.index(relation) + 1] = 9.0
    shares = np.zeros((3, 3, len(paper.sentences)), np.float32)
    shares[1, 2, share] = shares[2, 1, share] = 1.0
    nothing = np.zeros(0, np.float32)
    scores = Scores(nodes=nothing, numbers=nothing, pairs=pairs, roles=nothing, shares=shares)
    return relate(paper, entities, scores, Settings())


def victory(abstract: str, *, share: int) -> PaperRelation:
    (relation,) = linked(abstract, share=share)
    return relation


def test_a_comparison_cites_the_sentence_that_decides_it() -> None:
    relation = victory("Alpha is outperformed by Beta. We compare Beta with Alpha in depth.", share=2)
    assert (relation.head, relation.relation, relation.tail) == ("Beta", RelationType.OUTPERFORMS, "Alpha")
    assert relation.sentence == 1


@pytest.mark.parametrize(
    ("abstract", "relation"),
    [
        ("Unlike Beta, Alpha learns from its own errors.", RelationType.COMPARED_WITH),
        ("In contrast to existing Beta variants, Alpha learns.", RelationType.COMPARED_WITH),
        ("Unlike Beta, Alpha learns. In the end Alpha beats Beta.", RelationType.OUTPERFORMS),
        ("Alpha learns best from its own errors, which Beta does not.", RelationType.OUTPERFORMS),
        ("Unlike others, Alpha gains from the errors of Beta.", RelationType.OUTPERFORMS),
    ],
)
def test_what_is_only_unlike_another_does_not_outperform_it(abstract: str, relation: RelationType) -> None:
    assert victory(abstract, share=1).relation is relation


@pytest.mark.parametrize("sentence", UNCOMPARED)
def test_nothing_outperforms_what_no_sentence_compares_it_with(sentence: str) -> None:
    assert linked(sentence, share=1) == ()


@pytest.mark.parametrize(
    "abstract",
    [
        "Alpha is a variant of Beta. Our approach needs 12% fewer steps than Beta.",
        "We propose Alpha, which is based on Beta. On long texts Alpha gains three points.",
        "Alpha, which shares the encoder of Beta, is new. It has fewer errors than Beta.",
    ],
)
def test_a_victory_cites_a_sentence_with_a_word_of_comparison(abstract: str) -> None:
    assert victory(abstract, share=1).sentence == 2


@pytest.mark.parametrize(
    ("abstract", "trained"),
    [
        ("With Alpha we label Beta. Beta is large.", False),
        ("Experiments on Beta show that Alpha is fast.", False),
        ("We build Beta from 40 hours of speech. On it we fine-tune a model, Alpha.", True),
        ("Alpha is learned from Beta.", True),
    ],
)
def test_nothing_is_trained_on_what_no_sentence_with_a_word_of_training_tells_of(
    abstract: str, *, trained: bool
) -> None:
    found = linked(abstract, share=1, relation=RelationType.TRAINED_ON, other=NodeType.DATASET)
    assert [relation.relation for relation in found] == [RelationType.TRAINED_ON] * trained


@pytest.mark.parametrize(("sentence", "first", "second"), LISTED)
def test_extraction_never_has_one_of_a_list_beat_another(sentence: str, first: str, second: str) -> None:
    found = facts(extract(read(sentence), encoder()))
    assert (first, RelationType.OUTPERFORMS, second) not in found
    assert (second, RelationType.OUTPERFORMS, first) not in found


@pytest.mark.parametrize(("sentence", "thing"), LEFT_OUT)
def test_what_is_left_out_is_seen(sentence: str, thing: str) -> None:
    assert is_left_out(sentence, Span(0, len(sentence)), span(sentence, thing))


@pytest.mark.parametrize(("sentence", "thing"), LEFT_OUT)
def test_extraction_never_has_a_thing_use_what_is_left_out(sentence: str, thing: str) -> None:
    found = facts(extract(read(sentence), encoder()))
    used = {RelationType.USES, RelationType.EXTENDS, RelationType.TRAINED_ON, RelationType.EVALUATED_ON}
    assert not [fact for fact in found if fact[1] in used and fact[2] == thing]


@pytest.mark.parametrize(("sentence", "head", "tail"), DENIED)
def test_what_is_denied_is_seen_and_never_a_fact(sentence: str, head: str, tail: str) -> None:
    assert is_denied(sentence, span(sentence, head), span(sentence, tail))
    found = facts(extract(read(sentence), encoder()))
    assert not [fact for fact in found if (fact[0], fact[2]) == (head, tail)]


@pytest.mark.parametrize(("sentence", "head", "tail"), STATED)
def test_what_is_stated_beside_a_denial_stays(sentence: str, head: str, tail: str) -> None:
    ends = span(sentence, head), span(sentence, tail)
    assert not is_left_out(sentence, Span(0, len(sentence)), ends[1])
    assert not is_denied(sentence, *ends)


@pytest.mark.parametrize(("sentence", "thing", "problem"), BURDENS)
def test_what_has_a_problem_does_not_address_it(sentence: str, thing: str, problem: str) -> None:
    paper = read(sentence)
    ends = [span(paper.text, thing)], [span(paper.text, problem)]
    assert has_problem(paper.text, *ends[0], *ends[1])
    assert is_contradicted(paper, 1, RelationType.ADDRESSES, *ends)
    assert not is_contradicted(paper, 1, RelationType.EVALUATED_ON, *ends)
    assert (thing, RelationType.ADDRESSES, problem) not in facts(extract(paper, encoder()))


@pytest.mark.parametrize(("sentence", "thing", "problem"), RELIEVED)
def test_what_is_addressed_beside_a_problem_stays(sentence: str, thing: str, problem: str) -> None:
    assert not has_problem(sentence, span(sentence, thing), span(sentence, problem))


@pytest.mark.parametrize(("sentence", "thing"), WORK_OF_OTHERS)
def test_what_existing_work_is_about_is_not_addressed_by_something_new(sentence: str, thing: str) -> None:
    paper = read(f"{sentence} We present Alpha.")
    there, alpha = [span(paper.text, thing)], [span(paper.text, "Alpha")]
    assert is_done_by_others(paper.text, paper.sentences[1], there[0])
    assert is_contradicted(paper, 1, RelationType.ADDRESSES, alpha, there)
    assert not is_contradicted(paper, 1, RelationType.ADDRESSES, [], there)
    assert not is_contradicted(paper, 1, RelationType.USES, alpha, there)


@pytest.mark.parametrize(("sentence", "thing"), OWN_WORK)
def test_what_is_wrong_with_existing_work_may_be_addressed(sentence: str, thing: str) -> None:
    assert not is_done_by_others(sentence, Span(0, len(sentence)), span(sentence, thing))


def test_existing_work_itself_addresses_what_it_is_about() -> None:
    paper = read("Existing diffusion methods focus on thin haze.")
    ends = [span(paper.text, "diffusion methods")], [span(paper.text, "thin haze")]
    assert not is_contradicted(paper, 1, RelationType.ADDRESSES, *ends)


@pytest.mark.parametrize("sentence", ABOUT_OTHERS)
def test_a_sentence_about_existing_work_says_nothing_of_something_new(sentence: str) -> None:
    paper = read(f"{sentence} We present Alpha.")
    alpha = [span(paper.text, "Alpha")]
    of_others = {relation for relation in RelationType if is_of_related_work(paper, 1, relation, alpha)}
    assert of_others == {
        RelationType.USES,
        RelationType.TRAINED_ON,
        RelationType.EVALUATED_ON,
        RelationType.OUTPERFORMS,
    }
    assert not is_of_related_work(paper, 2, RelationType.USES, [])


@pytest.mark.parametrize("sentence", OF_OWN)
def test_a_sentence_with_more_than_existing_work_may_say_what_is_new(sentence: str) -> None:
    assert not is_about_others(sentence, Span(0, len(sentence)))


def test_a_sentence_about_existing_work_may_name_what_is_new() -> None:
    paper = read("Recent methods such as Alpha use draft trees.")
    assert not is_of_related_work(paper, 1, RelationType.USES, [span(paper.text, "Alpha")])
    assert is_of_related_work(paper, 1, RelationType.USES, [])


@pytest.mark.parametrize(("sentence", "thing", "other"), CONTRASTED)
def test_what_is_set_against_something_is_no_kind_of_it(sentence: str, thing: str, other: str) -> None:
    paper = read(sentence)
    ends = [span(paper.text, thing)], [span(paper.text, other)]
    assert is_contradicted(paper, 1, RelationType.IS_A, *ends)
    assert not is_contradicted(paper, 1, RelationType.EXTENDS, *ends) or sentence.startswith("Unlike")
    assert (thing, RelationType.IS_A, other) not in facts(extract(paper, encoder()))


@pytest.mark.parametrize(("sentence", "thing", "other"), ALIKE)
def test_what_a_contrast_sets_apart_from_something_else_may_be_a_kind(sentence: str, thing: str, other: str) -> None:
    paper = read(sentence)
    assert not is_contradicted(paper, 1, RelationType.IS_A, [span(paper.text, thing)], [span(paper.text, other)])


@pytest.mark.parametrize(("sentence", "thing"), MADE_BY_OTHERS)
def test_what_others_introduced_is_no_proposal(sentence: str, thing: str) -> None:
    paper = read(sentence)
    where = [span(paper.text, thing)]
    assert is_made_by_others(paper.text, paper.sentences[1], where[0])
    assert is_contradicted(paper, 1, RelationType.PROPOSES, [], where)
    assert ("PAPER", RelationType.PROPOSES, thing) not in facts(extract(paper, encoder()))


@pytest.mark.parametrize(("sentence", "thing"), MADE_HERE)
def test_what_a_paper_introduces_beside_others_stays(sentence: str, thing: str) -> None:
    assert not is_made_by_others(sentence, Span(0, len(sentence)), span(sentence, thing))


@pytest.mark.parametrize(("sentence", "thing"), SPARED)
def test_what_is_not_harmed_is_not_addressed(sentence: str, thing: str) -> None:
    paper = read(sentence)
    assert is_contradicted(paper, 1, RelationType.ADDRESSES, [], [span(paper.text, thing)])
    assert not is_contradicted(paper, 1, RelationType.MEASURED_BY, [], [span(paper.text, thing)])


def test_the_closest_mentions_decide_a_comparison() -> None:
    paper = read("While Informer is better than Autoformer on long texts, DriftNet outperforms Informer everywhere.")
    informer = [Span(*found.span()) for found in re.finditer("Informer", paper.text)]
    drift, auto = span(paper.text, "DriftNet"), span(paper.text, "Autoformer")
    assert stated_stance(paper, 1, informer, [drift]) is Stance.WORSE
    assert stated_stance(paper, 1, [drift], informer) is Stance.BETTER
    assert stated_stance(paper, 1, informer, [auto]) is Stance.BETTER


def test_a_winner_is_denied_without_naming_the_other() -> None:
    paper = read("On German Credit no method significantly improves over the baseline.")
    assert stated_stance(paper, 1, [], [span(paper.text, "baseline")]) is Stance.OPEN
    stated = read("On German Credit NuFair significantly improves over the baseline.")
    assert stated_stance(stated, 1, [], [span(stated.text, "baseline")]) is None


def test_two_are_level_without_naming_the_other() -> None:
    paper = read("An accuracy comparable to BERT is reached with fewer labels.")
    assert stated_stance(paper, 1, [], [span(paper.text, "BERT")]) is Stance.LEVEL
    both = read("Results comparable to BERT are reached at once, surpassing BERT at scale.")
    assert stated_stance(both, 1, [], [Span(*found.span()) for found in re.finditer("BERT", both.text)]) is None
    assert victory("Alpha is new. An accuracy comparable to Beta is reached at a higher speed.", share=2).relation is (
        RelationType.COMPARED_WITH
    )


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("Hash Layers outperform BASE Layers, while requiring no routing parameters.", "routing parameters"),
        ("GIVT generates real-valued vectors instead of discrete tokens.", "discrete tokens"),
        ("Unlike sim-to-real transfer, PegNet learns on the robot.", "sim-to-real transfer"),
    ],
)
def test_what_others_need_is_not_addressed(sentence: str, thing: str) -> None:
    paper = read(sentence)
    assert is_contradicted(paper, 1, RelationType.ADDRESSES, [], [span(paper.text, thing)])


def test_what_a_thing_does_without_may_be_what_it_addresses() -> None:
    paper = read("Packing without cross-contamination trains BERT twice as fast.")
    assert not is_contradicted(paper, 1, RelationType.ADDRESSES, [], [span(paper.text, "cross-contamination")])


def test_a_passive_turns_the_comparison() -> None:
    paper = read("BERT is outperformed by RoBERTa.")
    bert, roberta = span(paper.text, "BERT"), span(paper.text, "RoBERTa")
    assert stated_stance(paper, 1, [bert], [roberta]) is Stance.WORSE
    assert stated_stance(paper, 1, [roberta], [bert]) is Stance.BETTER


def test_a_pronoun_stands_for_what_the_sentence_does_not_name() -> None:
    paper = read("It does not outperform RoBERTa.")
    assert stated_stance(paper, 1, [Span(0, 2)], [span(paper.text, "RoBERTa")]) is Stance.OPEN


def test_proposals_are_not_denied_by_what_they_do_without() -> None:
    paper = read("We present Swift, a decoder without beam search.")
    assert not is_contradicted(paper, 1, RelationType.PROPOSES, (), [span(paper.text, "Swift")])
    assert is_contradicted(paper, 1, RelationType.USES, (), [span(paper.text, "beam search")])
