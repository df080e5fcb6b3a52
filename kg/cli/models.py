"""The commands about the model: how good it is, training another one, fitting its confidences."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import OutFolder, app
from kg.cli.wording import many

AnnotatedTexts = Annotated[
    list[Path] | None,
    typer.Option("--docs", metavar="FILE.jsonl", help="Texts of annotated papers; the shipped ones by default."),
]


@app.command("eval")
def evaluate(
    gold: Annotated[Path | None, typer.Argument(help="Annotated records, one per line.", show_default=False)] = None,
    predicted: Annotated[
        Path | None, typer.Argument(help="Records that `kg extract` wrote.", show_default=False)
    ] = None,
    resolution: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl",
            help="Score the merged names of the built graph against judgements of which names are one thing.",
            show_default=False,
        ),
    ] = None,
    docs: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl", help="Texts of the papers in GOLD, to try a model on; the shipped ones by default."
        ),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Model to try; the shipped one by default.", show_default=False)
    ] = None,
    out: OutFolder = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Measure the model on annotated papers; or score extracted records, or the merged names of a built graph."""
    from kg import evaluate as evaluation

    if (docs or model) and (resolution or predicted):
        raise typer.BadParameter("--docs and --model cannot be combined with PREDICTED or --resolution")
    if resolution is not None and gold is not None:
        raise typer.BadParameter("give GOLD, GOLD and PREDICTED, or --resolution")
    if resolution is not None:
        from kg import pipeline
        from kg.cli.scores import print_resolution

        judgements = evaluation.read_judgements(resolution)
        print_resolution(evaluation.evaluate_resolution(judgements, pipeline.load(out).knowledge), as_json=as_json)
    elif gold is not None and predicted is not None:
        from kg.cli.figures import print_evaluation

        print_evaluation(evaluation.evaluate_files(gold, predicted), as_json=as_json)
    else:
        from kg.cli.console import showing_progress
        from kg.cli.figures import print_trial

        with showing_progress() as progress:
            trial = evaluation.evaluate_model(
                gold or evaluation.SHIPPED_GOLD, docs or evaluation.SHIPPED_DOCS, model=model, progress=progress
            )
        print_trial(trial, as_json=as_json)


@app.command()
def train(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the model and its checkpoint.")],
    docs: AnnotatedTexts = None,
    gold: Annotated[
        list[Path] | None,
        typer.Option(
            "--gold",
            metavar="FILE.jsonl",
            help="Annotations, one file for each --docs in the same order; the model learns the style of the first.",
        ),
    ] = None,
    epochs: Annotated[int | None, typer.Option(help="Passes over the papers.", min=1, show_default=False)] = None,
    start: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help='Model to start from and to stay close to; "shipped" is the one that comes with kg.',
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Random seed.")] = 1,
    held_out: Annotated[
        int,
        typer.Option(
            metavar="N", help="Hold every Nth paper of the first --gold out of training, for calibration.", min=2
        ),
    ] = 10,
) -> None:
    """Train a model on annotated papers; continues from the checkpoint in DIR if there is one."""
    from kg import train as training
    from kg.cli.console import showing_progress
    from kg.encoder.session import SHIPPED
    from kg.files import ensure_writable

    data = _annotated(docs, gold) or training.SHIPPED
    schedule = training.Schedule.going_on() if start else training.Schedule()
    config = training.TrainConfig(
        out=out,
        data=data,
        held_out=held_out,
        start=(SHIPPED if start == "shipped" else Path(start)) if start else None,
        recipe=training.Recipe(seed=seed, schedule=replace(schedule, epochs=epochs or schedule.epochs)),
    )
    ensure_writable(out)
    with showing_progress() as progress:
        report = training.train(config, progress=progress)
    typer.echo(f"Learned from {many(report.papers, 'paper')}, calibrated on {report.held_out:,}; the model is in {out}")
    typer.echo(f'Use it with   [extract] model = "{out}"   in a file for --config')


@app.command()
def calibrate(
    docs: AnnotatedTexts = None,
    gold: Annotated[
        list[Path] | None,
        typer.Option("--gold", metavar="FILE.jsonl", help="Annotations, one file for each --docs in the same order."),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Model to calibrate; the shipped one by default.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Folder to write the calibrated model to; without it, only the figures are printed.",
        ),
    ] = None,
    folds: Annotated[int, typer.Option(help="Number of folds for cross-validation.", min=2)] = 5,
) -> None:
    """Calibrate the confidences of a model on annotated papers that it was not trained on; needs no torch."""
    from kg import train as training
    from kg.cli.console import showing_progress
    from kg.cli.figures import print_recalibration

    config = training.RecalibrationConfig(
        data=_annotated(docs, gold) or training.HELD_OUT,
        folds=folds,
        out=out,
        **({"model": model} if model else {}),
    )
    with showing_progress() as progress:
        report = training.recalibrate(config, progress=progress)
    print_recalibration(report)
    if out is not None:
        typer.echo(f'Use it with   [extract] model = "{out}"   in a file for --config')


def _annotated(docs: list[Path] | None, gold: list[Path] | None) -> tuple[tuple[Path, Path], ...]:
    if len(docs or []) != len(gold or []):
        raise typer.BadParameter("give one --gold for every --docs")
    return tuple(zip(docs or [], gold or [], strict=True))
