"""The commands about the model: how good it is, training another one, fitting its confidences."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import OutFolder, app
from kg.cli.wording import many

AnnotatedTexts = Annotated[
    list[Path] | None,
    typer.Option("--docs", metavar="FILE.jsonl", help="Texts of annotated papers; shipped ones by default."),
]


@app.command("eval")
def evaluate(
    gold: Annotated[Path | None, typer.Argument(help="Annotated records, one a line.", show_default=False)] = None,
    predicted: Annotated[
        Path | None, typer.Argument(help="Records that `kg extract` wrote.", show_default=False)
    ] = None,
    resolution: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl",
            help="Score the names of the built graph instead, by judgements which are one thing and which are not.",
            show_default=False,
        ),
    ] = None,
    docs: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="Texts of GOLD, to try a model on; the shipped ones by default."),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Model to try; the shipped one by default.", show_default=False)
    ] = None,
    out: OutFolder = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Try the model on annotated papers, or score extracted records, or the names of a built graph."""
    from kg import evaluate as evaluation

    if (docs or model) and (resolution or predicted):
        raise typer.BadParameter("--docs and --model are for trying a model, which PREDICTED and --resolution do not")
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
            help="Annotations of the texts given by the --docs in its place; the manner of the first is learned.",
        ),
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(help="Times that each paper is learned from.", min=1, show_default=False)
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help='Model to go on from and to keep to, "shipped" for the one that comes with kg; else none.',
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 1,
    held_out: Annotated[
        int,
        typer.Option(
            metavar="N", help="Keep every Nth paper of the first --gold from training, to calibrate on.", min=2
        ),
    ] = 10,
) -> None:
    """Train a model on annotated papers; goes on from the checkpoint in DIR where there is one."""
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
        typer.Option("--gold", metavar="FILE.jsonl", help="Annotations of the texts given by the --docs in its place."),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Model to calibrate; the shipped one by default.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the calibrated model; without it, none.")
    ] = None,
    folds: Annotated[int, typer.Option(help="Parts of the papers that are in turn judged by the others.", min=2)] = 5,
) -> None:
    """Fit what a model says of its confidence to annotated papers that it was not trained on; needs no torch."""
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
