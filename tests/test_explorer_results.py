"""Numbers on the page: in the order of `kg query leaderboard`, and never a gain for what was reached."""

from dataclasses import replace
from pathlib import Path

from browsing import Open, needs_chromium, written
from playwright.sync_api import Page, expect

from kg.model import Entity, Knowledge, Result
from kg.query import Table, run
from kg.rdf import to_store
from kg.vocab import ResultKind

pytestmark = needs_chromium

BENCHMARK = "#view=page&node=entity%2Fimagenet"
NUMBERS = (
    ("top-1 accuracy", "12", "%", ResultKind.GAIN),
    ("top-1 accuracy", "81.5", "%", ResultKind.ABSOLUTE),
    ("top-1 accuracy", "83.3", "%", ResultKind.ABSOLUTE),
    ("top-1 accuracy", "99", "%", ResultKind.REDUCTION),
    ("perplexity", "14", "", ResultKind.ABSOLUTE),
    ("perplexity", "9.5", "", ResultKind.ABSOLUTE),
    ("context", "9000", "tokens", ResultKind.ABSOLUTE),
    ("context", "114K", "tokens", ResultKind.ABSOLUTE),
    ("context", "1 million", "tokens", ResultKind.ABSOLUTE),
    ("oddness", "7", "", ResultKind.ABSOLUTE),
    ("oddness", "3", "", ResultKind.ABSOLUTE),
    ("oddness", "40", "%", ResultKind.REDUCTION),
    ("oddness", "0.2", "x", ResultKind.REDUCTION),
    ("oddness", "2", "x", ResultKind.REDUCTION),
    (None, "4", "days", ResultKind.ABSOLUTE),
    (None, "2", "days", ResultKind.ABSOLUTE),
)


def measured(tiny: Knowledge) -> Knowledge:
    """`tiny` with `NUMBERS`, all of one paper, on its benchmark."""
    [accuracy] = [entity for entity in tiny.entities if entity.label == "top-1 accuracy"]
    metrics = {name: metric_named(accuracy, name) for name, *_ in NUMBERS if name}
    results = [a_result(tiny.results[0], n, metrics, *number) for n, number in enumerate(NUMBERS, 1)]
    others = (entity for entity in tiny.entities if entity != accuracy)
    entities = sorted((*others, *metrics.values()), key=lambda entity: entity.id)
    return replace(tiny, entities=tuple(entities), results=tuple(results))


def metric_named(accuracy: Entity, name: str) -> Entity:
    return replace(accuracy, id=f"entity/{name.replace(' ', '-')}", label=name)


def a_result(
    first: Result, number: int, metrics: dict[str, Entity], metric: str | None, value: str, unit: str, kind: ResultKind
) -> Result:
    metric_id = None if metric is None else metrics[metric].id
    return replace(
        first, id=f"result/{first.paper}/{number}", metric=metric_id, value=value, unit=unit, kind=kind, baseline=None
    )


def results_shown(page: Page) -> list[tuple[str, str]]:
    """Metric and value with its unit and kind, row by row."""
    rows = page.locator("#page .results tbody tr:has(.confidence)").all()
    return [
        (row.locator("td").nth(1).inner_text(), " ".join(row.locator(".value").inner_text().split())) for row in rows
    ]


def test_results_on_a_benchmark_stand_as_in_the_leaderboard_best_first(
    visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    knowledge = measured(tiny)
    with visit(written(knowledge, tmp_path / "graph.html"), fragment=BENCHMARK) as page:
        shown = results_shown(page)
    accuracy = [value for metric, value in shown if metric == "top-1 accuracy"]
    assert accuracy == ["83.3%", "81.5%", "12% gain", "99% reduction"]
    assert [value for metric, value in shown if metric == "perplexity"] == ["9.5", "14"]
    assert [value for metric, value in shown if metric == "oddness"] == [
        "3",
        "7",
        "0.2x reduction",
        "2x reduction",
        "40% reduction",
    ]
    answer = run(to_store(knowledge), "leaderboard", {"benchmark": "ImageNet", "kind": "*"})
    assert isinstance(answer, Table)
    asked = [
        (str(row["measure"] or ""), as_shown(str(row["value"]), str(row["unit"] or ""), str(row["reported"])))
        for row in answer
    ]
    assert by_unit(shown) == by_unit(asked)
    for rows in (shown, asked):
        context = [value for metric, value in rows if metric == "context"]
        assert context == ["1 million tokens", "114K tokens", "9000 tokens"]


def as_shown(value: str, unit: str, kind: str) -> str:
    number = f"{value}{'' if unit in {'', '%', 'x'} else ' '}{unit}"
    return number if kind == "absolute" else f"{number} {kind}"


def by_unit(rows: list[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Values of one metric, unit and kind in their order; these themselves may come in any."""
    groups: dict[tuple[str, str], list[str]] = {}
    for metric, value in rows:
        groups.setdefault((metric, value.lstrip("0123456789.")), []).append(value)
    return groups


def test_a_row_of_tests_tells_what_was_reached_first_and_calls_a_gain_a_gain(
    visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    chosen = [("top-1 accuracy", "12", "%", ResultKind.GAIN), ("top-1 accuracy", "83.3", "%", ResultKind.ABSOLUTE)]
    results = tuple(
        replace(tiny.results[0], id=f"result/{tiny.results[0].paper}/{n}", value=value, unit=unit, kind=kind)
        for n, (_, value, unit, kind) in enumerate(chosen, 1)
    )
    bare = replace(results[1], id=f"result/{results[0].paper}/3", metric=None, value="2", unit="days")
    with visit(written(replace(tiny, results=(*results, bare)), tmp_path / "graph.html"), fragment=BENCHMARK) as page:
        told = page.locator("#page .tests tr", has_text="Nimbus: A Small").locator("li:has(strong)")
        expect(told).to_have_text(["83.3% top-1 accuracy", "12% top-1 accuracy (gain)", "2 days"])


def test_a_number_counts_as_in_rdf_with_its_scale_and_last_where_it_is_no_plain_one(
    visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    written_ = ("114K", "2 millions", "1 million", "30-70", "4-million", "5B", "1,024")
    results = tuple(
        replace(tiny.results[0], id=f"result/{tiny.results[0].paper}/{n}", value=value, unit="tokens", baseline=None)
        for n, value in enumerate(written_, 1)
    )
    ordered = ["5B", "4-million", "2 millions", "1 million", "114K", "1,024"]
    with visit(written(replace(tiny, results=results), tmp_path / "graph.html"), fragment=BENCHMARK) as page:
        assert [value for _, value in results_shown(page)] == [f"{value} tokens" for value in [*ordered, "30-70"]]
        page.locator("#page .results th button", has_text="Value").click()
        page.locator("#page .results th button", has_text="Value").click()
        assert [value for _, value in results_shown(page)] == [f"{value} tokens" for value in [*ordered[::-1], "30-70"]]
