"""Relations and results of papers become facts and results of the corpus."""

from dataclasses import replace

import pytest
from resolve_cases import Case, case, know, mention

from kg.config import ResolveConfig
from kg.errors import InputError
from kg.model import Fact, Knowledge, Link, Mention, Paper, PaperEntity, PaperLink, Span
from kg.resolve import resolve
from kg.resolve.facts import noisy_or
from kg.vocab import LinkKind

MAMBA, GPT = ["Model", "Mamba"], ["Model", "GPT-2"]


def _facts(knowledge: Knowledge) -> list[tuple[str, str, str]]:
    return [(fact.head, fact.relation.value, fact.tail) for fact in knowledge.facts]


def test_one_fact_gathers_the_evidence_of_all_papers_that_state_it() -> None:
    knowledge = know(
        case("b", "Mamba beats GPT-2.", [MAMBA, GPT], relations=[["Mamba", "outperforms", "GPT-2", 1]]),
        case("a", "Here the Mamba model wins over GPT-2.", [["Model", "Mamba model"], GPT],
             relations=[["Mamba model", "outperforms", "GPT-2", 1]]),
    )  # fmt: skip
    (fact,) = knowledge.facts
    assert (fact.head, fact.relation, fact.tail) == ("entity/mamba", "outperforms", "entity/gpt-2")
    assert [evidence.paper for evidence in fact.evidence] == ["a", "b"]
    paper = knowledge.papers[1]
    evidence = fact.evidence[1]
    assert evidence.quote == evidence.sentence.of(paper.text) == "Mamba beats GPT-2."
    assert evidence.head is not None
    assert evidence.tail is not None
    assert (evidence.head.of(paper.text), evidence.tail.of(paper.text)) == ("Mamba", "GPT-2")


def test_the_mentions_that_stand_closest_are_shown() -> None:
    text = "GPT-2 is old, yet Mamba was long behind GPT-2 and Mamba."
    knowledge = know(case("a", text, [MAMBA, GPT], relations=[["Mamba", "outperforms", "GPT-2", 1]]))
    ((evidence,),) = (fact.evidence for fact in knowledge.facts)
    at = len("Untitled\n")
    assert evidence.tail == Span(at + text.rindex("GPT-2"), at + text.rindex("GPT-2") + 5)
    assert evidence.head == Span(at + text.rindex("Mamba"), at + text.rindex("Mamba") + 5)


def test_a_mention_inside_the_other_end_is_not_its_evidence() -> None:
    text = "Vision Mamba, far better, beats Mamba."
    relations = [["Vision Mamba", "outperforms", "Mamba", 1]]
    paper, extraction = case("a", text, [["Model", "Vision Mamba"], MAMBA], relations=relations)
    inner = Mention(Span(16, 21), "Mamba", 0.9)
    entities = tuple(
        replace(entity, mentions=tuple(sorted((inner, *entity.mentions)))) if entity.name == "Mamba" else entity
        for entity in extraction.entities
    )
    ((evidence,),) = (fact.evidence for fact in know((paper, replace(extraction, entities=entities))).facts)
    assert evidence.tail == Span(9 + text.rindex("Mamba"), 9 + text.rindex("Mamba") + 5)


def test_an_end_that_the_sentence_does_not_name_has_no_span() -> None:
    text = "Mamba is new.\nWe beat GPT-2."
    knowledge = know(case("a", text, [MAMBA, GPT], relations=[["Mamba", "outperforms", "GPT-2", 2]]))
    ((evidence,),) = (fact.evidence for fact in knowledge.facts)
    assert evidence.head is None
    assert evidence.tail is not None


def test_the_paper_itself_can_be_the_head() -> None:
    knowledge = know(case("arxiv:1", "We show Mamba.", [MAMBA], relations=[["PAPER", "proposes", "Mamba", 1]]))
    assert _facts(knowledge) == [("arxiv:1", "proposes", "entity/mamba")]


def test_a_symmetric_relation_is_one_fact_whichever_end_comes_first() -> None:
    knowledge = know(
        case("a", "Mamba and GPT-2.", [MAMBA, GPT], relations=[["Mamba", "comparedWith", "GPT-2", 1]]),
        case("b", "GPT-2 and Mamba.", [MAMBA, GPT], relations=[["GPT-2", "comparedWith", "Mamba", 1]]),
    )
    (fact,) = knowledge.facts
    texts = [paper.text for paper in knowledge.papers]
    assert (fact.head, fact.tail) == ("entity/gpt-2", "entity/mamba")
    assert [evidence.head.of(text) for evidence, text in zip(fact.evidence, texts, strict=True) if evidence.head] == [
        "GPT-2",
        "GPT-2",
    ]


def test_a_paper_stays_the_head_of_a_symmetric_relation() -> None:
    knowledge = know(case("z", "Like Mamba.", [MAMBA], relations=[["PAPER", "comparedWith", "Mamba", 1]]))
    assert _facts(knowledge) == [("z", "comparedWith", "entity/mamba")]


def test_a_fact_that_a_paper_states_often_counts_once_with_its_surest_or_fullest_sentence() -> None:
    paper, extraction = case("a", "It does.\nGPT-2 is old.\nMamba beats GPT-2.", [MAMBA, GPT],
        relations=[["Mamba", "outperforms", "GPT-2", sentence] for sentence in (1, 3, 2)])  # fmt: skip
    ((evidence,),) = (fact.evidence for fact in know((paper, extraction)).facts)
    assert evidence.quote == "Mamba beats GPT-2."
    sure = tuple(replace(relation, confidence=0.3 * n) for n, relation in enumerate(extraction.relations[::-1], 1))
    ((evidence,),) = (fact.evidence for fact in know((paper, replace(extraction, relations=sure))).facts)
    assert (evidence.quote, evidence.confidence) == ("It does.", pytest.approx(0.9))


def test_confidence_is_the_probability_that_some_paper_is_right() -> None:
    assert noisy_or([0.5, 0.5, 0.2]) == pytest.approx(0.8)
    assert noisy_or([]) == 0.0


def test_relations_that_names_or_types_undo_are_dropped() -> None:
    knowledge = know(
        case("a", "Mamba is not the Mamba model.", [MAMBA, ["Model", "Mamba model"]],
             relations=[["Mamba", "outperforms", "Mamba model", 1]]),
        case("b", "We use Mamba on ImageNet.", [MAMBA, ["Dataset", "ImageNet"]],
             relations=[["Mamba", "uses", "ImageNet", 1]]),
        mention("c", "Benchmark", "ImageNet"),
        mention("d", "Benchmark", "ImageNet"),
    )  # fmt: skip
    assert knowledge.facts == ()


def test_doubtful_facts_stay_out_unless_papers_agree() -> None:
    names, relations = [MAMBA, ["Model", "GPT-2"]], [["Mamba", "outperforms", "GPT-2", 1]]
    sure = [case(key, "Mamba beats GPT-2.", names, relations=relations) for key in "ab"]
    doubted = [
        (paper, replace(extraction, relations=tuple(replace(r, confidence=0.2) for r in extraction.relations)))
        for paper, extraction in sure
    ]

    def facts(cases: list[Case]) -> tuple[Fact, ...]:
        papers, extractions = zip(*cases, strict=True)
        return resolve(papers, extractions, config=ResolveConfig(confidence=0.3)).facts

    assert len(facts(doubted[:1])) == 0
    assert len(facts(doubted)) == 1


def test_of_two_findings_of_one_mention_the_surer_counts() -> None:
    paper, extraction = case("a", "Mamba models.", [MAMBA])
    (sure,) = extraction.entities
    doubtful = PaperEntity(
        "Mamba model", sure.type, ("Mamba model",), (replace(sure.mentions[0], confidence=0.2),), 0.2
    )
    for entities in ((sure, doubtful), (doubtful, sure)):
        (entity,) = know((paper, replace(extraction, entities=entities))).entities
        assert [found.confidence for found in entity.mentions] == [1.0]


def test_the_type_is_what_most_papers_say_and_all_are_counted() -> None:
    knowledge = know(mention("a", "Method", "Mamba"), mention("b", "Model", "Mamba"), mention("c", "Model", "Mamba"))
    (entity,) = knowledge.entities
    assert (entity.type, entity.types) == ("Model", (("Model", 2), ("Method", 1)))


def test_results_refer_to_nodes() -> None:
    roles = {"metric": None, "dataset": "ImageNet", "baseline": None}
    number = {"value": "83.3", "unit": "%", "kind": "absolute", "s": 1}
    results = [{"subject": "Mamba", **roles, **number}, {"subject": "PAPER", **roles, **number}]
    entities = [MAMBA, ["Benchmark", "ImageNet"]]
    knowledge = know(case("a", "Mamba has 83.3% on ImageNet.", entities, results=results))
    first, second = knowledge.results
    assert (first.id, first.subject, first.metric) == ("result/a/1", "entity/mamba", None)
    assert first.dataset == "entity/imagenet"
    assert (second.id, second.subject) == ("result/a/2", "a")
    assert first.span.of(knowledge.papers[0].text) == "83.3"


def test_a_result_measures_no_task_and_nothing_on_a_concept() -> None:
    number = {"value": "83.3", "unit": "%", "kind": "absolute", "s": 1, "subject": "Mamba", "baseline": None}
    results = [{**number, "metric": "ASR", "dataset": "tokens"}]
    entities = [MAMBA, ["Metric", "ASR"], ["Benchmark", "tokens"]]
    others = [case(f"b{n}", "ASR of tokens.", [["Task", "ASR"], ["Concept", "tokens"]]) for n in range(3)]
    knowledge = know(case("a", "Mamba has 83.3% ASR on tokens.", entities, results=results), *others)
    (result,) = knowledge.results
    assert (result.subject, result.metric, result.dataset) == ("entity/mamba", None, None)


def test_papers_without_findings_and_links_are_kept() -> None:
    paper, extraction = mention("a", "Model", "Mamba")
    link = Link("https://github.com/x/y", LinkKind.CODE, Span(0, 1))
    linked = type(extraction)(paper.id, (), (), (), (), (link, link))
    knowledge = resolve([paper, Paper("b", "No", "abstract", ())], [linked], config=ResolveConfig())
    assert [known.id for known in knowledge.papers] == ["a", "b"]
    assert knowledge.links == (PaperLink("a", link.url, LinkKind.CODE),)


def test_an_extraction_of_an_unknown_paper_and_a_second_one_are_errors() -> None:
    paper, extraction = mention("a", "Model", "Mamba")
    with pytest.raises(InputError, match="a: an extraction of a paper that is not given"):
        resolve([], [extraction], config=ResolveConfig())
    with pytest.raises(InputError, match="a: 2 extractions of one paper"):
        resolve([paper], [extraction, extraction], config=ResolveConfig())
