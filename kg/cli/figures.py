"""Printing the evaluation of extraction, as tables or as JSON."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Console
from rich.table import Table

from kg.cli.console import print_json
from kg.cli.wording import many
from kg.evaluate import Evaluation, Figure, Reliability, Trial

if TYPE_CHECKING:
    from kg.train import RecalibrationReport

_BAR: Final = 30
"""Characters of a drawn bar."""


def print_evaluation(evaluation: Evaluation, *, as_json: bool) -> None:
    """Print all figures of an evaluation, as tables or as JSON."""
    if as_json:
        print_json(_plain(evaluation))
        return
    console = Console(highlight=False)
    papers = many(evaluation.papers, "paper")
    console.print(f"{papers}; precision, recall and F1 in percent")
    if evaluation.missing:
        are, count = ("is", "counts") if evaluation.missing == 1 else ("are", "count")
        console.print(f"{evaluation.missing} of {papers} {are} not in PREDICTED and {count} as empty")
    console.print()
    console.print(_figures("Figure", evaluation.figures))
    console.print(_figures("Types", evaluation.types))
    console.print(_figures("Relations", evaluation.relations))
    for part, reliability in evaluation.reliability.items():
        console.print(_reliability(f"Confidence of {part}", reliability))


def print_trial(trial: Trial, *, as_json: bool) -> None:
    """Print all figures of a model, how sure of itself it was before it was calibrated, and its speed."""
    if as_json:
        before = {part: one.error for part, one in trial.uncalibrated.items()}
        speed = {"papers a second": 1 / trial.seconds, "calibration error before": before}
        print_json({**_plain(trial.evaluation), **speed})
        return
    print_evaluation(trial.evaluation, as_json=False)
    console = Console(highlight=False)
    for part, reliability in trial.uncalibrated.items():
        console.print(_reliability(f"Confidence of {part} before calibration", reliability))
    console.print(f"{1 / trial.seconds:.1f} papers a second on one core")


def print_recalibration(report: "RecalibrationReport") -> None:
    """Print how far confidences can be trusted, as the model was and fitted anew."""
    console = Console(highlight=False)
    papers = many(report.papers, "paper")
    console.print(f"{papers}; what is refitted is cross-validated, each part judged by the others\n")
    for what, reliabilities in (("as it was", report.before), ("refitted", report.after)):
        for part, one in reliabilities.items():
            console.print(_reliability(f"Confidence of {part}, {what}", one))


def _plain(evaluation: Evaluation) -> dict[str, object]:
    figures = {**evaluation.relations, **evaluation.types, **evaluation.figures}
    return {
        "papers": evaluation.papers,
        "papers not predicted": evaluation.missing,
        "figures": {name: _figure_values(figure) for name, figure in figures.items()},
        "calibration error": {part: one.error for part, one in evaluation.reliability.items()},
        "calibration error by chance": {part: one.chance for part, one in evaluation.reliability.items()},
    }


def _figure_values(figure: Figure) -> dict[str, float]:
    counts = figure.counts
    interval = {"low": figure.interval.low, "high": figure.interval.high} if figure.interval else {}
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1, **interval, "gold": counts.gold}


def _figures(title: str, figures: Mapping[str, Figure]) -> Table:
    table = Table(title, box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("P", "R", "F1", "95 % interval", "gold"):
        table.add_column(column, justify="right")
    for name, figure in figures.items():
        counts, interval = figure.counts, figure.interval
        bounds = f"{interval.low:.1f}-{interval.high:.1f}" if interval else ""
        numbers = (f"{value:.1f}" for value in (counts.precision, counts.recall, counts.f1))
        table.add_row(name, *numbers, bounds, f"{counts.gold:,}")
    return table


def _reliability(title: str, reliability: Reliability) -> Table:
    """Confidence against precision, drawn as a bar of what is right with a mark at the confidence."""
    error, perfect = f"{reliability.error:.3f}", f"{reliability.chance:.3f}"
    title = f"{title}\nexpected calibration error {error}; perfect calibration would show {perfect}"
    table = Table("Confidence", title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("items", "mean", "right"):
        table.add_column(column, justify="right")
    table.add_column("right, and | the mean confidence")
    for one in reliability.bins:
        numbers = f"{one.count:,}", f"{one.confidence:.2f}", f"{one.precision:.2f}"
        table.add_row(f"{one.low:.1f}-{one.high:.1f}", *numbers, _bar(one.precision, one.confidence))
    return table


def _bar(share: float, mark: float) -> str:
    cells = ["\N{FULL BLOCK}" if cell < round(share * _BAR) else "\N{MIDDLE DOT}" for cell in range(_BAR)]
    cells[min(int(mark * _BAR), _BAR - 1)] = "|"
    return "".join(cells)
