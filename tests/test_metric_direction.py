"""Which results are the better the lower they are."""

from dataclasses import replace

import pytest
from papers import paper_of

from kg.metric_direction import lower_is_better
from kg.model import Entity, Knowledge, Result
from kg.vocab import NodeType, ResultKind

PAPER = paper_of("p", "Alpha")
METRICS = tuple(
    Entity(f"entity/{label}", label, NodeType.METRIC, (), ((NodeType.METRIC, 1),), (), 1.0)
    for label in ("error rate", "terror", "FID", "accuracy")
)


def result(number: int, metric: str | None, kind: ResultKind = ResultKind.ABSOLUTE, unit: str = "") -> Result:
    span = PAPER.sentences[0]
    key = None if metric is None else f"entity/{metric}"
    return Result(f"result/{number}", "p", "p", key, "5", unit, kind, None, None, span, PAPER.text, span, 0.9)


@pytest.mark.parametrize(
    ("metric", "unit", "others", "low"),
    [
        ("error rate", "%", (), True),
        ("FID", "", (), True),
        ("terror", "", (), False),
        ("accuracy", "%", (), False),
        (None, "%", (), False),
        (None, "hours", (), True),
        ("accuracy", "GB", (), True),
        ("accuracy", "%", (ResultKind.REDUCTION,), True),
        ("accuracy", "%", (ResultKind.REDUCTION, ResultKind.GAIN), False),
        ("FID", "", (ResultKind.GAIN,), False),
        ("FID", "", (ResultKind.REDUCTION, ResultKind.GAIN), True),
    ],
)
def test_a_cost_and_what_papers_reduce_are_better_when_lower(
    metric: str | None, unit: str, others: tuple[ResultKind, ...], *, low: bool
) -> None:
    changes = tuple(result(number, metric, kind) for number, kind in enumerate(others, 1))
    knowledge = replace(Knowledge((PAPER,), METRICS, (), ()), results=(result(0, metric, unit=unit), *changes))
    assert lower_is_better(knowledge) == ({"result/0"} if low else frozenset())
