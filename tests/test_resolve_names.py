"""Which names of a corpus are taken for one thing, and which are not."""

from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolve_cases import Case, called, case, know, mention, names

from kg.model import Extraction, Mention, Paper, PaperEntity, Span
from kg.resolve.clipped import clipped_around_figures
from kg.resolve.lexicon import Keys, read_lexicon
from kg.rules.names import normalise, versions_agree
from kg.vocab import ENTITY_TYPES, NodeType

SAME = [
    ("case", "Model", ["Vision Transformer"], ["vision transformer"]),
    ("plural", "Model", ["vision transformer"], ["vision transformers"]),
    ("hyphenation", "Method", ["fine-tuning"], ["finetuning"]),
    ("British spelling", "Task", ["language modelling"], ["language modeling"]),
    ("plural inside", "Concept", ["scaling laws in patchification"], ["scaling law in patchification"]),
    ("word order", "Concept", ["cost of inference"], ["inference cost"]),
    ("word order with an article", "Metric", ["length of the target sequence"], ["target sequence length"]),
    ("word order inside", "Model", ["pre-trained models for code"], ["pre-trained code models"]),
    ("conjunction", "Task", ["vision-and-language tasks"], ["vision-language tasks"]),
    ("filler", "Model", ["subword-level models"], ["subword models"]),
    ("filler before a noun", "Method", ["subword-based tokenization"], ["subword tokenization"]),
    ("word form", "Method", ["positional encoding"], ["position encoding"]),
    ("participle", "Method", ["grouped-query attention"], ["group query attention"]),
    ("head word of a model", "Model", ["Mamba"], ["Mamba architecture"]),
    ("head word of a method", "Method", ["self-attention"], ["self-attention mechanisms"]),
    ("head word of a benchmark", "Benchmark", ["Crafter"], ["Crafter benchmark"]),
    ("abbreviation", "Model", ["Vision Transformer", "ViT"], ["ViT"]),
    ("plural abbreviation", "Model", ["Vision Transformer", "ViT"], ["ViTs"]),
    ("figure for a word", "Model", ["sequence-to-sequence", "seq2seq"], ["seq2seq"]),
    ("clipped words with a figure", "Model", ["sequence-to-sequence models"], ["Seq2Seq model"]),
    ("clipped word", "Metric", ["top-1 accuracy"], ["top-1 Acc"]),
    ("words that mean the same", "Concept", ["reasoning abilities"], ["reasoning capability"]),
    ("words that mean the same together", "Concept", ["long-range dependency"], ["long-distance dependencies"]),
    ("words that mean the same in the plural", "Concept", ["context length"], ["context sizes"]),
    ("window of a context", "Concept", ["context length"], ["context window sizes"]),
    ("search and decoding", "Method", ["beam search"], ["beam decoding"]),
    ("tuning", "Method", ["parameter-efficient fine-tuning"], ["parameter-efficient tuning"]),
    ("unit", "Model", ["byte-based models"], ["byte-level models"]),
    ("verb for noun", "Task", ["generating long videos"], ["long video generation"]),
    ("verb for noun with another ending", "Task", ["classifying tumors"], ["tumor classification"]),
    ("head words that mean the same", "Model", ["FTP networks"], ["FTP models"]),
    ("systems that do what models do", "Model", ["speech translation systems"], ["speech translation models"]),
    ("circumstances", "Concept", ["low-resource settings"], ["low-resource scenario"]),
    ("language model with a figure", "Model", ["T5"], ["T5 language model"]),
    ("device", "Concept", ["H100"], ["H100 GPUs"]),
    ("language", "Concept", ["Hebrew"], ["Hebrew language"]),
    ("devices in the plural", "Concept", ["TPUv4s"], ["TPUv4 chips"]),
    ("data and data set", "Concept", ["pseudo-labeled data"], ["pseudo-labeled datasets"]),
    ("network that does something", "Method", ["router"], ["router network"]),
    ("known abbreviation", "Model", ["convolutional neural networks"], ["CNN"]),
    ("known abbreviation inside", "Model", ["deep CNNs"], ["deep convolutional neural network"]),
    ("abbreviation in brackets", "Model", ["sequence-to-sequence (Seq2Seq) models"], ["sequence-to-sequence model"]),
    ("possessive", "Concept", ["user's preferences"], ["user preferences"]),
    ("gerund before a noun", "Concept", ["pad tokens"], ["padding tokens"]),
    ("participle after a hyphen", "Concept", ["low-resourced languages"], ["low-resource language"]),
    ("adjectives in another order", "Method", ["implicit neural representations"], ["neural implicit representation"]),
    ("machine inside", "Task", ["multilingual automatic speech recognition"], ["multilingual speech recognition"]),
    ("clipped word alone", "Concept", ["math"], ["mathematics"]),
    ("prediction", "Task", ["motion forecasting"], ["motion prediction"]),
    ("maker", "Model", ["GPT-4o"], ["OpenAI's GPT-4o"]),
    ("coordination", "Task", ["image and text generation"], ["text or image generation"]),
    ("natural language", "Task", ["natural language understanding task"], ["language understanding"]),
    ("head word of a metric", "Metric", ["speedup"], ["speedup ratio"]),
    ("corpus and data", "Dataset", ["parallel corpora"], ["parallel data"]),
    ("done by machine", "Task", ["speech recognition"], ["automatic speech recognition"]),
]
DIFFERENT = [
    ("size and length", "Concept", "input size", "input length"),
    ("version", "Model", "GPT-3", "GPT-4"),
    ("size", "Model", "Llama 2", "Llama 2 70B"),
    ("named size", "Model", "RoBERTa-base", "RoBERTa-large"),
    ("sign", "Concept", "C++", "C#"),
    ("sign or none", "Benchmark", "RefCOCO", "RefCOCO+"),
    ("modifier", "Model", "transformer", "vision transformer"),
    ("look-alike", "Model", "BERT", "BART"),
    ("process and thing", "Concept", "tokenization", "tokenizer"),
    ("models built on a model", "Model", "BERT models", "BERT-based models"),
    ("methods based on a plain thing", "Method", "sampling methods", "sampling-based methods"),
    ("adjectives that are bound by hyphens", "Concept", "low-pass high-gain filter", "high-pass low-gain filter"),
    ("what is coordinated with the head", "Concept", "gender bias", "gender and bias"),
    ("what draws samples", "Concept", "sample efficiency", "sampling efficiency"),
    ("a letter at the end", "Metric", "F measure", "F_a"),
    ("systems of models", "Model", "multi-agent systems", "multi-agent models"),
    ("phrase in a hyphenated word", "Method", "event credit", "Credit-in-Event"),
    ("reasoning as object or as kind", "Concept", "LLM reasoning", "reasoning LLM"),
    ("level of somebody", "Metric", "human-level performance", "human performance"),
    ("initials of concepts", "Concept", "character-level sequences", "CLS"),
    ("initials that hardly a paper uses", "Model", "picture network grammar", "PNG"),
    ("capitals alone", "Benchmark", "GRIT", "GrIT"),
    ("small first letter", "Metric", "mAP", "MAP"),
    ("participle and noun", "Concept", "masked tokens", "mask tokens"),
    ("done by machine or by hand", "Task", "machine learning", "automated machine learning"),
    ("maker of a generic thing", "Model", "LLM", "Google LLM"),
    ("maker that is a word", "Method", "Learning", "Meta Learning"),
    ("language model without a figure", "Model", "Transformer", "Transformer language model"),
    ("gerund of a model", "Concept", "embedding tables", "table embedding"),
    ("two initials", "Model", "vision model", "VM"),
    ("initials in small letters", "Model", "convolutional neural network", "cnn"),
    ("symbol and what it replaces", "Concept", "[MASK] tokens", "masked tokens"),
    ("direction", "Task", "text-to-image generation", "image-to-text generation"),
    ("plural and name in capitals", "Model", "ViTs", "VITS"),
    ("metrics based on a metric", "Metric", "accuracy", "accuracy-based metrics"),
    ("thing and deed after a preposition", "Concept", "part-of-speech tags", "part-of-speech tagging"),
    ("alternatives", "Method", "integer linear programming", "linear or integer programming"),
    ("models that do something", "Model", "token prediction", "token prediction models"),
    ("language and natural language", "Concept", "natural language", "language"),
]


@pytest.mark.parametrize(("kind", "first", "second"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_wordings_of_one_thing_meet(kind: str, first: list[str], second: list[str]) -> None:
    assert names(know(mention("a", kind, *first), mention("b", kind, *second))) == {frozenset([*first, *second])}


@pytest.mark.parametrize(("kind", "first", "second"), [row[1:] for row in DIFFERENT], ids=[row[0] for row in DIFFERENT])
def test_different_things_stay_apart(kind: str, first: str, second: str) -> None:
    assert len(names(know(mention("a", kind, first), mention("b", kind, second)))) == 2


def test_a_head_word_is_dropped_only_where_the_rest_has_the_same_type() -> None:
    assert len(know(mention("a", "Task", "NMT"), mention("b", "Model", "NMT models")).entities) == 2
    assert len(know(mention("a", "Model", "Mamba"), mention("b", "Method", "Mamba")).entities) == 1


def test_a_concept_is_a_metric_after_all_where_the_rest_of_its_name_is_one() -> None:
    assert len(know(mention("a", "Concept", "recall rate"), mention("b", "Metric", "recall")).entities) == 1
    assert len(know(mention("a", "Concept", "learning rate"), mention("b", "Concept", "learning")).entities) == 2


@pytest.mark.parametrize(
    ("names", "things"),
    [
        ([("Benchmark", "MATH"), ("Benchmark", "MATH dataset"), ("Benchmark", "math dataset")], 1),
        ([("Benchmark", "MATH"), ("Benchmark", "math benchmarks"), ("Task", "mathematics")], 3),
        ([("Benchmark", "GLUE"), ("Task", "GLUE tasks")], 1),
        ([("Metric", "false positives"), ("Metric", "false positive rate")], 2),
        ([("Metric", "recall"), ("Metric", "recall rates")], 1),
        ([("Benchmark", "COCO"), ("Benchmark", "MS-COCO"), ("Benchmark", "Microsoft COCO")], 1),
        ([("Metric", "SSIM"), ("Metric", "MS-SSIM")], 2),
        ([("Metric", "automatic metrics"), ("Metric", "automated metrics")], 1),
        ([("Metric", "mean squared error"), ("Metric", "mean-square error")], 1),
    ],
)
def test_words_add_nothing_but_where_they_tell_two_things_apart(names: list[tuple[str, str]], things: int) -> None:
    assert len(know(*(mention(f"p{n}", *name) for n, name in enumerate(names))).entities) == things


def test_initials_must_have_the_type_and_be_those_of_one_name_alone() -> None:
    robot = [mention(f"a{n}", "Model", "advanced robot controller") for n in range(3)]
    short = mention("b", "Model", "ARC")
    assert len(know(*robot, short).entities) == 1
    assert len(know(*robot, mention("b", "Benchmark", "ARC")).entities) == 2
    assert len(know(*robot, short, mention("c", "Model", "agile reasoning core")).entities) == 3
    assert len(know(robot[0], *(mention(f"b{n}", "Model", "ARC") for n in range(3))).entities) == 2


def test_what_the_field_takes_a_short_name_for_yields_to_what_papers_say_and_to_types() -> None:
    network = mention("a", "Model", "convolutional neural network")
    assert len(know(network, mention("b", "Metric", "CNN")).entities) == 2
    stated = case("b", "The Cable News Network (CNN) is here.", [["Concept", "Cable News Network", "CNN"]])
    assert len(know(network, stated, mention("c", "Concept", "CNN")).entities) == 2


def test_full_forms_that_are_alike_are_one_meaning() -> None:
    forms = ["root mean square error (RMSE)", "Root Mean Squared Error (RMSE)", "root-mean-square errors (RMSE)"]
    papers = [case(f"a{n}", f"We report {form}.", [["Metric", form[:-7], "RMSE"]]) for n, form in enumerate(forms)]
    assert len(know(*papers).entities) == 1
    model = case("a", "A masked language model (MLM) it is.", [["Model", "masked language model", "MLM"]])
    task = case("b", "By masked language modeling (MLM) it learns.", [["Method", "masked language modeling", "MLM"]])
    assert len(know(model, task).entities) == 2


def test_a_short_name_is_not_taken_for_a_longer_name_that_holds_it() -> None:
    knowledge = know(
        case("a", "LLM systems are LLMs.", [["Model", "LLM systems", "LLMs"]]), mention("b", "Model", "LLM")
    )
    assert [entity.label for entity in called(knowledge, "LLMs")] == ["LLM"]


def test_what_an_abbreviation_is_short_for_is_no_phrase_to_be_turned_round() -> None:
    bert = mention("a", "Model", "Bidirectional Encoder Representations from Transformers", "BERT")
    knowledge = know(bert, mention("b", "Model", "BERT-based models"), mention("c", "Model", "BERT models"))
    assert len(knowledge.entities) == 2


def test_words_of_a_name_are_no_abbreviation_of_it_whatever_their_case() -> None:
    knowledge = know(mention("a", "Concept", "few-shot settings", "Few-Shot"), mention("b", "Concept", "few-shot"))
    assert {entity.label: entity.papers for entity in knowledge.entities} == {
        "few-shot settings": ("a",),
        "few-shot": ("a", "b"),
    }


def test_letters_in_the_order_of_a_name_are_not_its_initials() -> None:
    assert len(names(know(mention("a", "Model", "Support Vector Machine", "SVC"), mention("b", "Model", "SVC")))) == 2


def test_initials_may_leave_small_words_out() -> None:
    curve = [mention(f"a{n}", "Metric", "area under the curve") for n in range(3)]
    assert len(know(*curve, mention("b", "Metric", "AUC")).entities) == 1


def test_capitals_of_a_name_are_the_first_letters_of_another_in_the_same_paper() -> None:
    entities = [["Model", "ViViT"], ["Model", "Video Vision Transformer"], ["Task", "vision"]]
    knowledge = know(case("a", "It reads vision.", entities, title="ViViT: A Video Vision Transformer"))
    assert frozenset({"ViViT", "Video Vision Transformer"}) in names(knowledge)


def test_capitals_say_nothing_of_a_name_that_the_paper_abbreviates_in_another_way() -> None:
    knowledge = know(
        case(
            "a",
            "Of large language models (LLMs) we take LLaMa.",
            [["Model", "large language models", "LLMs"], ["Model", "LLaMa"]],
        )
    )
    assert [entity.label for entity in called(knowledge, "LLaMa")] == ["LLaMa"]


def test_capitals_that_the_paper_defines_are_those_of_no_other_name() -> None:
    entities = [["Model", "Large language models", "LLMs"], ["Model", "Locally Linear Mappings"]]
    knowledge = know(case("a", "Large language models (LLMs) are Locally Linear Mappings.", entities))
    assert [entity.label for entity in called(knowledge, "LLMs")] == ["Large language models"]


def test_wordings_of_one_full_form_are_one_meaning() -> None:
    knowledge = know(
        case("a", "Of Vi- sual Answering (VA) here.", [["Task", "Vi- sual Answering", "VA"]]),
        case("b", "Of visual answering (VA) here.", [["Task", "visual answering", "VA"]]),
        mention("c", "Task", "VA"),
    )
    assert [entity.papers for entity in called(knowledge, "VA")] == [("a", "b", "c")]


@pytest.mark.parametrize(("name", "slip"), [("LLaMA", "LLAMA"), ("LLAMA", "LLaMA")])
def test_a_slip_in_capitals_is_no_other_name(name: str, slip: str) -> None:
    usual = [mention(f"a{n}", "Model", name) for n in range(3)]
    assert len(know(*usual, mention("b", "Model", slip)).entities) == 1
    assert len(know(*usual[:2], mention("b", "Model", slip)).entities) == 2


def test_the_other_half_of_a_definition_is_an_alias() -> None:
    text = "We use multi-layer perceptrons (MLPs)."
    knowledge = know(case("a", text, [["Model", "MLPs"]]))
    assert names(knowledge) == {frozenset({"MLPs", "multi-layer perceptrons"})}


def test_a_loose_definition_is_none() -> None:
    text = "We use benchmark datasets, using three prevalent pre-trained LLMs (BERT)."
    assert names(know(case("a", text, [["Model", "BERT"]]))) == {frozenset({"BERT"})}


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("The Mamba architecture is fast.", {"Mamba architecture"}),
        ("We study the Mamba architecture.", {"Mamba architecture"}),
        ("The Mamba model size grows.", set()),
        ("The Mamba idea is old.", set()),
        ("A Mamba (model) is old.", set()),
    ],
)
def test_a_head_word_in_the_text_makes_an_alias(text: str, alias: set[str]) -> None:
    assert names(know(case("a", text, [["Model", "Mamba"]]))) == {frozenset({"Mamba"} | alias)}


def test_a_figure_between_clipped_words_is_read_only_where_it_can_mean_one_thing() -> None:
    clipped, spelt = mention("a", "Model", "seq2seq model"), mention("b", "Model", "sequence to sequence models")
    assert len(know(clipped, spelt).entities) == 1
    assert len(know(clipped, spelt, mention("c", "Concept", "sequel to sequels")).entities) == 3


def test_of_many_clipped_words_with_figures_each_finds_its_own() -> None:
    parts = ["".join(letters) for letters in product("abcd", repeat=5)][::64]
    short = {f"{one[:4]}2{other[:4]}": (one, "to", other) for one in parts for other in parts}
    names = [*short, *map(" ".join, short.values())]
    entities = [PaperEntity(name, NodeType.MODEL, (name,), (Mention(Span(0, 1), name, 0.5),), 0.5) for name in names]
    lexicon = read_lexicon([Extraction("a", tuple(entities), (), ())], Keys(), {})
    assert clipped_around_figures(lexicon) == short


def test_an_abbreviation_inside_a_name_is_read_in_full() -> None:
    definition = case("a", "A large language model (LLM) writes.", [["Model", "large language model", "LLM"]])
    reading = mention("b", "Task", "LLM inference"), mention("c", "Task", "inference of large language models")
    assert frozenset({"LLM inference", "inference of large language models"}) in names(know(definition, *reading))


def _vit() -> list[Case]:
    return [
        case("a", "We use a vision transformer (ViT).", [["Model", "vision transformer", "ViT"]]),
        case("b", "With video instruction tuning (ViT) we go on.", [["Method", "video instruction tuning", "ViT"]]),
        case("c", "It is a ViT.", [["Model", "ViT"]]),
    ]


def test_an_abbreviation_with_two_meanings_is_decided_paper_by_paper() -> None:
    knowledge = know(*_vit())
    found = {entity.papers: entity.label for entity in called(knowledge, "ViT")}
    assert found == {("a",): "vision transformer", ("b",): "video instruction tuning", ("c",): "ViT"}


def test_entities_of_one_label_have_ids_of_their_own() -> None:
    first, second, third = _vit()
    short = [(paper, case(paper.id, paper.abstract, [["Model", "ViT"]])[1]) for paper, _ in (first, second)]
    knowledge = know(
        *short, third, mention("d", "Model", "vision transformer"), mention("e", "Task", "video instruction tuning")
    )
    assert len({entity.id for entity in knowledge.entities}) == len(knowledge.entities)
    assert "entity/vit" in {entity.id for entity in called(knowledge, "ViT")}


def test_no_meaning_holds_elsewhere_where_papers_are_divided() -> None:
    first, second, undefined = _vit()
    other = case("b", second[0].abstract, [["Model", "video instruction tuning", "ViT"]])
    assert {entity.label: entity.papers for entity in know(first, other, undefined).entities} == {
        "vision transformer": ("a",),
        "video instruction tuning": ("b",),
        "ViT": ("c",),
    }


def test_where_papers_are_divided_the_type_tells_the_meaning() -> None:
    knowledge = know(
        case("a", "Automatic speech recognition (ASR).", [["Task", "Automatic speech recognition", "ASR"]]),
        case("b", "Attack success rate (ASR).", [["Metric", "Attack success rate", "ASR"]]),
        mention("c", "Task", "ASR"),
        mention("d", "Metric", "ASR"),
        mention("e", "Benchmark", "ASR"),
    )
    assert {entity.label: entity.papers for entity in knowledge.entities} == {
        "Automatic speech recognition": ("a", "c"),
        "Attack success rate": ("b", "d"),
        "ASR": ("e",),
    }


def test_a_meaning_that_nearly_all_papers_define_holds_for_those_that_define_none() -> None:
    usual = [case(f"a{n}", "A vision transformer (ViT).", [["Model", "vision transformer", "ViT"]]) for n in range(4)]
    knowledge = know(*usual, *_vit()[1:])
    assert {len(entity.papers): entity.label for entity in called(knowledge, "ViT")} == {
        5: "vision transformer",
        1: "video instruction tuning",
    }


def test_names_told_apart_by_case_alone_keep_their_meanings() -> None:
    knowledge = know(
        case("a", "Flexible Vision Transformer (FiT).", [["Model", "Flexible Vision Transformer", "FiT"]]),
        case(
            "b",
            "Far-reaching Interleaved Transformers (FIT).",
            [["Model", "Far-reaching Interleaved Transformers", "FIT"]],
        ),
        mention("c", "Model", "FiT"),
        mention("d", "Model", "FIT"),
    )
    assert {entity.label: entity.papers for entity in knowledge.entities} == {
        "Flexible Vision Transformer": ("a", "c"),
        "Far-reaching Interleaved Transformers": ("b", "d"),
    }


def test_no_chain_of_names_brings_two_versions_together() -> None:
    chain = [
        case("a", "The Fast Model (FM) runs.", [["Model", "Fast Model", "FM", "Fast Model 2"]]),
        mention("b", "Model", "Fast Model 2"),
        mention("c", "Model", "Fast Model 3", "Fast Model"),
    ]
    for order in permutations(chain):
        assert names(know(*order)) == {
            frozenset({"Fast Model", "FM"}),
            frozenset({"Fast Model 2"}),
            frozenset({"Fast Model 3"}),
        }


def test_one_paper_does_not_make_a_thing_and_its_kind_one() -> None:
    knowledge = know(
        mention("a", "Model", "Vision Transformer", "Transformer"),
        mention("b", "Model", "Transformer"),
    )
    assert {entity.label: entity.papers for entity in knowledge.entities} == {
        "Vision Transformer": ("a",),
        "Transformer": ("a", "b"),
    }


def test_a_kind_is_seen_through_abbreviations() -> None:
    text = "A large language model (LLM) is no commercial LLM."
    knowledge = know(case("a", text, [["Model", "large language model", "LLM", "commercial LLM"]]))
    assert names(knowledge) == {frozenset({"large language model", "LLM"}), frozenset({"commercial LLM"})}


def test_a_name_that_only_its_paper_uses_is_an_alias_there() -> None:
    knowledge = know(mention("a", "Method", "TokenSelect", "dynamic cache selection"))
    (merge,) = knowledge.merges
    assert (merge.label, merge.name, merge.reason) == ("TokenSelect", "dynamic cache selection", "same form in paper")


def test_a_name_that_names_another_entity_elsewhere_counts_there() -> None:
    knowledge = know(
        mention("a", "Method", "TokenSelect", "dynamic cache selection"),
        mention("b", "Method", "dynamic cache selection"),
    )
    assert {entity.label: entity.papers for entity in knowledge.entities} == {
        "TokenSelect": ("a",),
        "dynamic cache selection": ("a", "b"),
    }


def test_merges_tell_why() -> None:
    knowledge = know(
        case("a", "Vision Transformers (ViT).", [["Model", "Vision Transformers", "ViT"]]),
        mention("b", "Model", "Vision Transformer"),
        mention("c", "Model", "vision transformer"),
        mention("d", "Model", "Vision Transformer architecture"),
        mention("e", "Model", "Vision-Transformer"),
        mention("f", "Model", "Vision Transformer"),
    )
    reasons = {merge.name: (merge.reason, merge.papers) for merge in knowledge.merges}
    assert reasons == {
        "ViT": ("abbreviation", ("a",)),
        "Vision Transformers": ("plural", ("a",)),
        "vision transformer": ("case", ("c",)),
        "Vision Transformer architecture": ("head word", ("d",)),
        "Vision-Transformer": ("hyphenation", ("e",)),
    }
    assert {merge.label for merge in knowledge.merges} == {"Vision Transformer"}


@pytest.mark.parametrize(
    ("one", "many"), [("speed-up", "speed-ups"), ("speedup", "speed-ups"), ("top-k op", "top-k ops")]
)
def test_short_last_words_have_plurals_too(one: str, many: str) -> None:
    assert len(know(mention("a", "Metric", one), mention("b", "Metric", many)).entities) == 1


def test_tasks_of_a_benchmark_are_the_benchmark() -> None:
    assert len(know(mention("a", "Benchmark", "GLUE"), mention("b", "Task", "GLUE tasks")).entities) == 1


def test_an_abbreviation_of_another_type_than_the_defined_one_is_another_thing() -> None:
    knowledge = know(
        case("a", "See electron microscopy (EM) images.", [["Concept", "electron microscopy", "EM"]]),
        mention("b", "Metric", "EM"),
        mention("c", "Metric", "EM score"),
    )
    assert {entity.label: entity.papers for entity in knowledge.entities} == {
        "electron microscopy": ("a",),
        "EM": ("b", "c"),
    }


FORMS = st.lists(st.text("ab AB-12()+s\u0301é→\u00a0", min_size=1, max_size=8), min_size=1, max_size=3, unique=True)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(ENTITY_TYPES), FORMS), min_size=1, max_size=6))
def test_any_names_can_be_resolved(papers: list[tuple[NodeType, list[str]]]) -> None:
    cases = []
    for number, (kind, forms) in enumerate(papers):
        text = "\n".join(forms)
        at = [text.index(form) for form in forms]
        mentions = [Mention(Span(start, start + len(form)), form, 0.5) for start, form in zip(at, forms, strict=True)]
        entity = PaperEntity(forms[0], kind, tuple(forms), tuple(sorted(mentions)), 0.5)
        paper = Paper(str(number), text, "", (Span(0, len(text)),))
        cases.append((paper, Extraction(paper.id, (entity,), (), ())))
    knowledge = know(*cases)
    assert len({entity.id for entity in knowledge.entities}) == len(knowledge.entities)
    found = {name for entity in knowledge.entities for name in entity.names}
    assert found == {form for _, forms in papers for form in forms}
    for entity in knowledge.entities:
        keys = {normalise(name): name for name in sorted(entity.names, reverse=True)}
        assert all(versions_agree(*pair) for pair in combinations(keys.values(), 2))
        assert entity.mentions
    assert know(*reversed(cases)) == knowledge
