"""What wording and units say about a number: what it was before, whose it is, and what it can measure."""

import re

import numpy as np
import pytest

from kg.corpus import paper_sentences
from kg.encoder import Scores, Settings
from kg.encoder.settings import KIND_CLASSES, ROLES
from kg.extract.results import measure
from kg.model import Mention, Paper, PaperEntity, PaperResult, Span
from kg.rules.baselines import is_of_baseline
from kg.rules.changes import changes, is_lost, is_slower
from kg.rules.dimensions import may_measure
from kg.rules.human_performance import is_human_performance
from kg.rules.proximity import distance, measure_beside
from kg.rules.quantities import find_quantities
from kg.vocab import PAPER, NodeType, ResultKind

SURE = 9.0
TYPES = {
    "Alpha": NodeType.MODEL,
    "Beta": NodeType.MODEL,
    "Gamma": NodeType.MODEL,
    "Delta": NodeType.MODEL,
    "accuracy": NodeType.METRIC,
    "recall": NodeType.METRIC,
    "GLUE": NodeType.BENCHMARK,
}


def numbers(text: str) -> list[Span]:
    return [quantity.span for quantity in find_quantities(text, [Span(0, len(text))])]


def changed(text: str) -> list[tuple[str, str]]:
    spans = numbers(text)
    found = changes(text, Span(0, len(text)), spans)
    return [(spans[start].of(text), spans[end].of(text)) for start, end in found]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It raises accuracy from 54.1% to 61.3%.", "54.1%", "61.3%"),
        ("It raises accuracy from 54.1% (controller alone) to about 61.3%.", "54.1%", "61.3%"),
        ("It raises the F1 from 0.31 on the old test set to 0.42.", "0.31", "0.42"),
        ("Accuracy climbs to 84.2% from 82.9% on Spider.", "82.9%", "84.2%"),
        ("Latency is 20 ms (down from 35 ms).", "35 ms", "20 ms"),
        ("It cuts collisions (0.30% -> 0.05%).", "0.30%", "0.05%"),
        ("It raises the F1 from 61.0 \u2192 88.9.", "61.0", "88.9"),
        ("Memory shrinks from roughly 128 GB to only 17 GB.", "128 GB", "17 GB"),
        ("Failures fall from approximately 40% (plain) to below 1%.", "40%", "1%"),
        ("It climbs from \u223c53% to \u223c76% in two years.", "53%", "76%"),
    ],
)
def test_a_change_begins_with_what_was_before(text: str, start: str, end: str) -> None:
    assert changed(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "Sizes ranging from 3.1% to 9.4% were tried.",
        "Gains vary from 3.1% to 9.4%.",
        "It is 3.1% better on GLUE, and drops to 9.4% on COCO.",
        "Scores from 3.1% of raters, and to 9.4% of them nothing.",
        "It reaches 3.1% and 9.4%.",
    ],
)
def test_what_only_lies_between_two_numbers_is_no_change(text: str) -> None:
    assert changed(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Humans reach 91.1 EM.", True),
        ("Human performance is 88.", True),
        ("BERT scores 71.0, while human experts achieve 92.3%.", True),
        ("The model is right in 71%, far below the 92.6% of physicians.", True),
        ("Experts identify 93% of the calls.", True),
        ("A first study found that people solve 93% of the riddles.", True),
        ("The model is right in 71%, well below human performance (92.6%).", True),
        ("Human accuracy of 92.6% is far off.", True),
        ("Alpha surpasses human performance by 3.1%.", False),
        ("We show that human raters prefer Alpha in 71% of the cases.", False),
        ("Alpha improves human preference by 12%.", False),
        ("Alpha agrees with human annotators in 80% of the cases.", False),
        ("Alpha beats human experts by 3.1%.", False),
        ("Alpha covers 0.1% of the human genome.", False),
        ("It is preferred in 71% by human evaluation.", False),
        ("It activates only 12.5% of experts per token.", False),
        ("Experts are pruned by 50%.", False),
        ("Students reach 97% of the accuracy.", False),
        ("People are detected with 93.2% mAP.", False),
        ("Humans are outperformed by 3.1%.", False),
        ("On students Alpha is 3.1% better.", False),
        ("Alpha is preferred over Beta by 71% of raters.", False),
        ("Alpha was chosen by more than 71% of the participants.", False),
        ("Alpha was rated best by 71% of the participants.", False),
        ("Experts agree that Alpha is right in 93% of the cases.", False),
        ("Experts agree in 93% of the cases.", True),
    ],
)
def test_a_number_of_people_is_told_apart(text: str, said: bool) -> None:  # noqa: FBT001 - a parameter of the test
    found = [is_human_performance(text, Span(0, len(text)), number) for number in numbers(text)]
    assert found[-1 if "while" in text or "below" in text else 0] is said


@pytest.mark.parametrize(
    ("metric", "unit", "speed"),
    [
        ("accuracy", "days", False),
        ("Top-1 accuracy", "GB", False),
        ("BLEU", "hours", False),
        ("word error rate", "minutes", False),
        ("perplexity", "tokens/s", False),
        ("mAP", "FPS", False),
        ("ROC AUC", "s", False),
        ("F1 score", "$", False),
        ("accuracy", "x", True),
        ("peak memory", "x", True),
        ("memory footprint", "%", True),
        ("target accuracy", "%", True),
        ("sequence length", "x", True),
        ("mean squared error", "x", True),
        ("total parameters", "x", True),
    ],
)
def test_a_mark_is_no_duration_and_no_speed(metric: str, unit: str, speed: bool) -> None:  # noqa: FBT001
    assert not may_measure(metric, unit, speed=speed)


@pytest.mark.parametrize(
    ("metric", "unit", "speed"),
    [
        ("accuracy", "%", False),
        ("accuracy", "x", False),
        ("latency", "ms", False),
        ("cost per task", "$", False),
        ("memory", "x", False),
        ("memory bandwidth", "x", True),
        ("time to first token", "s", False),
        ("inference accuracy per unit time", "s", False),
        ("RMSE", "mm", False),
        ("mean absolute error", "years", False),
        ("PSNR", "dB", False),
        ("FLOPs", "FLOPs", False),
        ("sequence length", "tokens", False),
        ("throughput", "x", True),
        ("training speed", "x", True),
        ("speedup", "x", True),
    ],
)
def test_what_a_unit_allows_stays(metric: str, unit: str, speed: bool) -> None:  # noqa: FBT001
    assert may_measure(metric, unit, speed=speed)


@pytest.mark.parametrize(
    ("text", "slower", "lost"),
    [
        ("Alpha is 1.7 times slower than Beta.", True, False),
        ("Alpha is 1.7x slower.", True, False),
        ("Alpha is 1.7x faster.", False, False),
        ("Alpha loses 3.4 points.", False, True),
        ("Alpha drops by only 3.4 points.", False, True),
        ("Alpha gains on DROP by 3.4 points.", False, False),
        ("Alpha loses nothing and gains 3.4 points.", False, False),
        ("Removing the gate hurts accuracy by 3.4 points.", False, True),
        ("Pruning degrades the F1 score of Alpha by about 3.4%.", False, True),
        ("Alpha drops the gate and improves recall by 3.4%.", False, False),
        ("Alpha hurts those who have 3.4 points.", False, False),
        ("Alpha drops at least 3.4 points.", False, True),
        ("Alpha drops below 40%.", False, False),
    ],
)
def test_slower_and_lost_are_read(text: str, slower: bool, lost: bool) -> None:  # noqa: FBT001
    whole, (number, *_) = Span(0, len(text)), numbers(text)
    assert (is_slower(text, whole, number), is_lost(text, whole, number)) == (slower, lost)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It reaches 90%, compared to 86%.", True),
        ("It reaches 90% (versus about 86%).", True),
        ("It has higher peaks (\u2248 0.73 vs. \u2248 0.47).", True),
        ("It reaches 11.4, versus at most \u223c5.0.", True),
        ("This is lower than the 86% of larger models.", True),
        ("It reaches 90%, outperforming existing systems (86%).", True),
        ("It has a drop from the original model (86.8%) on GLUE.", True),
        ("It gains over the baseline (46.5% success), as it should.", True),
        ("It reaches 94%, slightly below the old one (95.3%).", True),
        ("It surpasses 90%, which exceeds the previous SOTA of 88.6%.", True),
        ("It reaches 90%, while the strongest baseline achieves only 76%.", True),
        ("It reaches 90% and beats the base model, which scores 86%.", True),
        ("It reaches 90%, ahead of competitors that get at most 86%.", True),
        ("It is the first model that reaches 86%.", False),
        ("It outperforms the baseline (+4.2%).", False),
        ("It outperforms the old one (90% vs. 86%), as it should.", True),
        ("It reaches the best of all baselines, 76%.", False),
        ("Our previous work is at 76%.", False),
        ("It outperforms all baselines by a wide margin (4.2%).", False),
        ("It is better than the baseline, with more than 86%.", False),
        ("It outperforms Beta, and is right (86%).", False),
        ("It is better than Beta (86% of the time, as shown below).", False),
    ],
)
def test_a_number_of_what_something_is_set_beside_is_told_apart(text: str, said: bool) -> None:  # noqa: FBT001
    assert is_of_baseline(text, Span(0, len(text)), numbers(text)[-1]) is said


def measured(abstract: str, kind: ResultKind, roles: dict[str, str], *, also: str = "") -> list[PaperResult]:
    """The results of an abstract in which a model is sure that all numbers are of this kind and have these roles.

    What they may measure `also` is as likely as the metric.
    """
    paper = Paper("p", "A study", abstract, paper_sentences("A study", abstract))
    entities = [
        PaperEntity(name, NodeType(TYPES[name]), (name,), mentions, 1.0)
        for name in TYPES
        if (mentions := tuple(Mention(Span(*m.span()), name, 1.0) for m in re.finditer(name, paper.text)))
    ]
    quantities = find_quantities(paper.text, paper.sentences)
    nodes = [PAPER, *(entity.name for entity in entities)]
    size = len(nodes) + len(quantities)
    kinds = np.zeros((size, len(KIND_CLASSES) + 1), np.float32)
    kinds[len(nodes) :, 1 + KIND_CLASSES.index(kind)] = SURE
    played = np.zeros((size, size + 1, len(ROLES)), np.float32)
    for number, role in enumerate(ROLES):
        played[:, 1 + nodes.index(roles[role]) if role in roles else 0, number] = SURE
    if also:
        played[:, 1 + nodes.index(also), ROLES.index("metric")] = SURE
    nothing = np.zeros(0, np.float32)
    scores = Scores(nodes=nothing, numbers=kinds, pairs=nothing, roles=played, shares=nothing)
    return list(measure(paper, entities, quantities, scores, Settings()))


GAIN = {"subject": "Alpha", "baseline": "Beta", "metric": "accuracy"}


def test_what_trails_is_not_said_to_gain() -> None:
    (result,) = measured("In accuracy Alpha trails Beta by 0.9 points.", ResultKind.GAIN, GAIN)
    assert (result.subject, result.baseline, result.kind) == ("Beta", "Alpha", ResultKind.GAIN)


def test_a_clause_that_goes_on_is_not_turned_round() -> None:
    abstract = "In accuracy Alpha loses to Beta on GLUE but wins by 2.1 points."
    (result,) = measured(abstract, ResultKind.GAIN, GAIN)
    assert (result.subject, result.baseline) == ("Alpha", "Beta")


def test_what_is_slower_has_no_speedup() -> None:
    (result,) = measured(
        "Alpha is 1.7 times slower than Beta.", ResultKind.SPEEDUP, {"subject": "Alpha", "baseline": "Beta"}
    )
    assert (result.subject, result.baseline) == ("Beta", "Alpha")
    assert measured("Alpha is 1.7 times slower.", ResultKind.SPEEDUP, {"subject": "Alpha"}) == []
    assert (
        measured("We are 1.7 times slower than Beta.", ResultKind.SPEEDUP, {"subject": PAPER, "baseline": "Beta"}) == []
    )


def test_what_another_is_slower_than_stays_ahead() -> None:
    roles = {"subject": "Alpha", "baseline": "Beta"}
    (result,) = measured("Beta is 1.7 times slower than Alpha.", ResultKind.SPEEDUP, roles)
    assert (result.subject, result.baseline) == ("Alpha", "Beta")


@pytest.mark.parametrize(
    "abstract",
    [
        "Alpha lags behind Beta in accuracy despite a 2.1% gain.",
        "Alpha is slower than Beta with a 3.1% higher accuracy.",
        "Although Alpha is slower than Beta it has an accuracy that is 3.1% higher.",
    ],
)
def test_what_falls_behind_otherwise_keeps_its_gain(abstract: str) -> None:
    (result,) = measured(abstract, ResultKind.GAIN, GAIN)
    assert (result.subject, result.baseline) == ("Alpha", "Beta")


def test_what_drops_is_lost() -> None:
    (result,) = measured("The accuracy of Alpha drops by 3.4 points.", ResultKind.GAIN, {"subject": "Alpha"})
    assert (result.subject, result.kind) == ("Alpha", ResultKind.REDUCTION)


@pytest.mark.parametrize(
    ("abstract", "metrics"),
    [
        ("Alpha raises recall of all the smaller models by 9.1% without accuracy loss.", ["recall"]),
        ("The accuracy of Alpha on the hardest part is 71.2% at recall 0.9.", ["recall"]),
        ("With an accuracy of about 90.1% Alpha has the best recall.", [None]),
    ],
)
def test_a_measure_beside_a_number_is_the_noun_there(abstract: str, metrics: list[str | None]) -> None:
    found = measured(abstract, ResultKind.GAIN, {"subject": "Alpha", "metric": "recall"})
    assert [result.metric for result in found][:1] == metrics


def test_a_measure_that_counts_points_is_that_of_its_number() -> None:
    (result,) = measured("Alpha improves performance by 9.1 accuracy points.", ResultKind.GAIN, ACCURACY)
    assert (result.value, result.unit, result.metric) == ("9.1", "points", "accuracy")


def test_data_that_two_items_of_a_list_name_is_that_of_both() -> None:
    abstract = "Alpha has 71.2% and 64.3% on GLUE dev and GLUE test, respectively."
    found = measured(abstract, ResultKind.ABSOLUTE, {"subject": "Alpha", "dataset": "GLUE"})
    assert [result.dataset for result in found] == ["GLUE", "GLUE"]


@pytest.mark.parametrize(
    "abstract",
    [
        "While the strongest baseline achieved only 76%, Alpha has an accuracy of 87%.",
        "Alpha exceeds an accuracy of 87%, up from the previous best of 76%.",
        "Alpha has an accuracy of 87%, but the baseline reaches just 76% on GLUE.",
    ],
)
def test_the_number_of_a_baseline_without_a_name_is_of_nobody(abstract: str) -> None:
    (result,) = measured(abstract, ResultKind.ABSOLUTE, ACCURACY)
    assert result.value == "87"


def test_a_number_in_another_unit_is_no_rival_of_what_stands_before() -> None:
    abstract = "Alpha has an accuracy of 90% and is faster than what was before (20 ms)."
    found = measured(abstract, ResultKind.ABSOLUTE, {"subject": "Alpha"})
    assert [result.value for result in found] == ["90", "20"]


def test_the_first_of_two_numbers_in_brackets_is_of_the_winner() -> None:
    abstract = "Alpha has an accuracy of 95%, and is better than Beta (90% vs 86%) on GLUE."
    found = measured(abstract, ResultKind.ABSOLUTE, ACCURACY)
    assert [(result.subject, result.value) for result in found] == [("Alpha", "95"), ("Alpha", "90")]


def test_what_is_beaten_in_a_list_of_examples_is_compared_with() -> None:
    abstract = "It surpasses large models, including Alpha and Beta, by 5.5% and 8.4%, respectively."
    found = measured(abstract, ResultKind.GAIN, {"subject": PAPER})
    assert [(result.subject, result.baseline, result.value) for result in found] == [
        (PAPER, "Alpha", "5.5"),
        (PAPER, "Beta", "8.4"),
    ]


@pytest.mark.parametrize(
    "abstract",
    [
        "It outperforms Beta, Gamma, and Delta by 3.1%, 4.2%, and 5.3%, respectively.",
        "Compared with its rivals (Beta, Gamma and Delta), it gains 3.1%, 4.2% and 5.3%, respectively.",
        "Over Beta, Gamma and Delta it gains 3.1%, 4.2% and 5.3%, respectively.",
    ],
)
def test_all_that_is_beaten_in_a_list_is_compared_with(abstract: str) -> None:
    found = measured(abstract, ResultKind.GAIN, {"subject": PAPER})
    assert [(result.subject, result.baseline) for result in found] == [
        (PAPER, "Beta"),
        (PAPER, "Gamma"),
        (PAPER, "Delta"),
    ]


def test_what_is_applied_to_something_is_not_listed_with_it() -> None:
    abstract = "Applied to Beta, Alpha gains 3.1% and 4.2% on GLUE and its harder kin, respectively."
    found = measured(abstract, ResultKind.GAIN, {"subject": "Alpha"})
    assert [result.subject for result in found] == ["Alpha", "Alpha"]


@pytest.mark.parametrize(
    ("abstract", "subject"),
    [
        ("The standard Beta model achieved 91.9%.", "Beta"),
        ("However, Beta (a small one) still scores 91.9%.", "Beta"),
        ("Beta, by contrast, loses 91.9%.", "Beta"),
        ("Beta has been praised, but we reach 91.9%.", "Alpha"),
        ("Beta is good: ours has 91.9%.", "Alpha"),
        ("Beta is outperformed by 91.9%.", "Alpha"),
        ("Beta is clearly beaten by 91.9%.", "Alpha"),
        ("Beta is good, our system reaches 91.9%.", "Alpha"),
        ("Beta is good as opposed to 91.9%.", "Alpha"),
        ("Beta-like training reaches 91.9%.", "Alpha"),
        ("With Beta it reaches 91.9%.", "Alpha"),
        ("Beta has 91.9%, Alpha 71.2%.", "Beta Alpha"),
        ("Beta completes 91.9% and Alpha 71.2%.", "Beta Alpha"),
        ("Beta improves what others have, while the new one has 91.9%.", "Alpha"),
    ],
)
def test_a_number_is_of_the_system_that_its_sentence_opens_with(abstract: str, subject: str) -> None:
    found = measured(f"We present Alpha. {abstract}", ResultKind.ABSOLUTE, {"subject": "Alpha"})
    assert [result.subject for result in found] == subject.split()


def test_what_was_before_a_change_is_no_result_of_the_same() -> None:
    abstract = "Alpha raises accuracy from 54.1% to 61.3%."
    (result,) = measured(abstract, ResultKind.ABSOLUTE, {"subject": "Alpha", "metric": "accuracy"})
    assert result.value == "61.3"


def test_a_unit_keeps_a_number_from_a_measure_but_not_from_the_results() -> None:
    (result,) = measured(
        "Alpha reaches its accuracy in 3 days.", ResultKind.ABSOLUTE, {"subject": "Alpha", "metric": "accuracy"}
    )
    assert (result.metric, result.value, result.unit) == (None, "3", "days")


def test_how_well_people_do_is_no_result() -> None:
    abstract = "On GLUE Alpha has an accuracy of 71.2%. Humans achieve 92.3%."
    (result,) = measured(abstract, ResultKind.ABSOLUTE, {"subject": "Alpha", "metric": "accuracy"})
    assert result.value == "71.2"


def test_respectively_pairs_a_list_of_one_role() -> None:
    abstract = "It improves accuracy by 14.2% and 9.8%, respectively, over Beta and recall by 11.0% and 7.5%."
    found = measured(abstract, ResultKind.GAIN, {"subject": PAPER, "metric": "accuracy"})
    assert [(result.subject, result.metric) for result in found] == [(PAPER, "accuracy")] * 4


def test_what_is_beaten_respectively_is_compared_with() -> None:
    abstract = "It outperforms the strong Alpha and Beta by 3.1% and 4.2%, respectively."
    found = measured(abstract, ResultKind.GAIN, {"subject": PAPER})
    assert [(result.subject, result.baseline, result.value) for result in found] == [
        (PAPER, "Alpha", "3.1"),
        (PAPER, "Beta", "4.2"),
    ]


def test_a_number_is_not_on_the_data_that_respectively_gives_to_another() -> None:
    abstract = "Alpha has an accuracy of 71.2% and 64.3% on GLUE and its harder kin, respectively."
    found = measured(abstract, ResultKind.ABSOLUTE, {"subject": "Alpha", "dataset": "GLUE"})
    assert [(result.value, result.dataset) for result in found] == [("71.2", "GLUE"), ("64.3", None)]


ACCURACY = {"subject": "Alpha", "metric": "accuracy"}


@pytest.mark.parametrize(
    "abstract",
    ["Alpha has an accuracy of 90%, compared to 86% before.", "Alpha has an accuracy of 90%, beating what was (86%)."],
)
def test_a_number_of_an_unnamed_rival_is_no_result_of_the_winner(abstract: str) -> None:
    (result,) = measured(abstract, ResultKind.ABSOLUTE, ACCURACY)
    assert result.value == "90"


@pytest.mark.parametrize(
    "abstract",
    ["Alpha has an accuracy of 90%, compared to 86% for Beta.", "Alpha has an accuracy of 90%, beating Beta (86%)."],
)
def test_a_number_beside_a_named_rival_is_a_result_of_it(abstract: str) -> None:
    found = measured(abstract, ResultKind.ABSOLUTE, ACCURACY)
    assert [(result.subject, result.value) for result in found] == [("Alpha", "90"), ("Beta", "86")]


def test_what_is_set_beside_nothing_of_its_own_stays() -> None:
    abstract = "Alpha is good. It is compared to 86%, its accuracy of old."
    assert [result.value for result in measured(abstract, ResultKind.ABSOLUTE, ACCURACY)] == ["86"]


@pytest.mark.parametrize(
    ("abstract", "metrics"),
    [
        ("Alpha halves accuracy and recall of the model.", {"accuracy", "recall"}),
        ("Its accuracy, precision, and recall are 90%.", {"accuracy", "recall"}),
        ("Alpha has a good recall, and its accuracy is 90%.", {"accuracy"}),
        ("Alpha has a better accuracy, and it increases recall by a relative 9%.", {"recall"}),
        ("Alpha changes accuracy by a factor of 40 and recall.", {"accuracy"}),
    ],
)
def test_a_number_is_of_two_measures_only_where_they_are_listed(abstract: str, metrics: set[str]) -> None:
    found = measured(abstract, ResultKind.ABSOLUTE, {"subject": PAPER, "metric": "accuracy"}, also="recall")
    assert {result.metric for result in found} == metrics


def test_the_unit_of_a_number_is_not_what_it_measures_beside_another_measure() -> None:
    text = "It has a frame rate of 30 FPS."
    (number,) = numbers(text)
    rate, unit = (Span(*found.span()) for found in re.finditer("frame rate|FPS", text))
    assert distance(text, number, rate) < distance(text, number, unit)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It has an accuracy of 90%.", "accuracy"),
        ("It has the best accuracy (90%).", "accuracy"),
        ("It has an accuracy of approximately 90%.", "accuracy"),
        ("It comes with 9% computational overhead.", "overhead"),
        ("It reaches 90% of the original performance.", "performance"),
        ("It runs with a 3% performance drop.", "performance"),
        ("It has a performance loss of about 3%.", "performance"),
        ("The performance of all drops, but its performance improves by up to 9%.", "performance"),
        ("It keeps 95% original performance.", "performance"),
        ("It has a 9% gain in parsing performance.", "performance"),
        ("Its performance drops below 40%.", None),
        ("It gains 9% and performance rises.", None),
        ("It has a performance of 90%.", None),
        ("It gains 9% and recall rises.", None),
        ("Accuracy and size are 90%.", None),
    ],
)
def test_the_measure_just_beside_a_number_is_seen(text: str, word: str | None) -> None:
    found = measure_beside(text, Span(0, len(text)), numbers(text)[0])
    assert (found and found.of(text)) == word


@pytest.mark.parametrize(
    ("abstract", "metric"),
    [
        ("Alpha has a recall of 71%, and a detection precision of 90%.", None),
        ("Its recall is high, at 9% computational overhead.", None),
        ("Alpha has the best precision, 90% recall.", "recall"),
        ("Its recall is high, with performance drops of 1.6% and 2.5%.", None),
        ("Alpha improves performance by 9.1% in terms of recall.", "recall"),
        ("Alpha has a precision (recall) of 90%.", "recall"),
    ],
)
def test_a_number_is_not_of_a_measure_while_another_is_named_beside_it(abstract: str, metric: str | None) -> None:
    found = measured(
        abstract, ResultKind.ABSOLUTE, {"subject": "Alpha" if "Alpha" in abstract else PAPER, "metric": "recall"}
    )
    assert found[-1].metric == metric
