"""The program `kg`, and the commands that build, ask and check a graph.

A command parses its arguments and calls one function of the library. It imports what it needs when it runs, so that
`kg --help` answers at once.
"""

import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, Optional
from warnings import catch_warnings

import typer

from kg import __version__
from kg.cli.completion import answer_formats, parameter_names, query_names
from kg.cli.wording import many
from kg.errors import InputWarning, KGError

if TYPE_CHECKING:
    from kg.config import Config
    from kg.query import Query

app = typer.Typer(
    name="kg",
    help="Build, query and look at a knowledge graph of machine-learning papers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Inputs = Annotated[
    Optional[list[Path]],  # noqa: UP045 - typer reads the annotation
    typer.Argument(
        metavar="INPUT",
        help="Files or folders of papers: .json, .jsonl, .csv, .tsv, .bib, .ris, .xml, or .txt listings; all may be "
        "gzipped. By default the shipped corpus.",
        show_default=False,
    ),
]
OutFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the built graph.")]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings as TOML.", show_default=False)
]
StoreFolder = Annotated[
    Path | None,
    typer.Option(
        "--store", metavar="DIR", help="Read the store that `kg load` made in this folder.", show_default=False
    ),
]


def main() -> None:
    """Run `kg`: 0 when all is well, 2 with a message when the input is wrong, 130 when interrupted."""
    _open_streams()
    try:
        _run()
    except KGError as error:
        _refuse(str(error))
    except BrokenPipeError:
        _drop_output()
        sys.exit(1)  # as for output that typer writes
    except OSError as error:
        if error.filename is not None:
            _refuse(f"{os.fsdecode(error.filename)}: cannot be used ({error.strerror}); check it and its permissions")
        _drop_output()
        _refuse(f"standard output: cannot be written ({error.strerror}); free some room, or send it elsewhere")
    except MemoryError:
        _refuse("there is not enough memory; give fewer papers at once, or use a machine with more")


def _open_streams() -> None:
    """Make standard output and error safe to print to.

    Closed streams are opened to the null device, before a file gets their descriptor. Characters that standard output
    cannot encode are printed as "?", and undecodable bytes in file names as they were. Standard output is buffered even
    with PYTHONUNBUFFERED, for an unbuffered one loses the rest of a text of which only a part was written (full disk).
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
    output = sys.stdout
    if isinstance(output, TextIOWrapper) and isinstance(output.buffer, FileIO):
        sys.stdout = output = TextIOWrapper(BufferedWriter(output.buffer), output.encoding, output.errors)
    if isinstance(output, TextIOWrapper) and output.errors in {"strict", "surrogateescape"}:
        output.reconfigure(errors="surrogateescape" if output.encoding.lower().startswith("utf") else "replace")


def _run() -> None:
    """Run the command that was asked for, and write out all that it has printed."""
    try:
        app(prog_name="kg")
    finally:
        sys.stdout.flush()


def _refuse(message: str) -> NoReturn:
    typer.secho(f"error: {message}", fg=typer.colors.RED, err=True)
    sys.exit(2)


def _drop_output() -> None:
    """Send what is still buffered to the null device, so that Python does not fail to write it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(wanted: bool) -> None:  # noqa: FBT001 - a callback of typer
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[  # noqa: FBT002 - handled by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Build, query and look at a knowledge graph of machine-learning papers."""


@app.command()
def build(
    inputs: Inputs = None,
    out: OutFolder = Path("out"),
    config: ConfigFile = None,
) -> None:
    """Build the graph of papers; write it as RDF, an HTML page, GraphML and JSON."""
    from kg import pipeline
    from kg.cli.console import print_summary, showing_progress
    from kg.files import ensure_writable

    settings = settings_of(config)
    ensure_writable(out)
    with showing_progress() as progress:
        with catch_warnings(action="ignore", category=InputWarning):  # the summary names these papers
            graph = pipeline.build(inputs or None, config=settings, progress=progress)
        files = graph.save(out, progress=progress)
    print_summary(graph, files)


@app.command()
def extract(
    inputs: Inputs = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE.jsonl",
            help="File to write, one paper per line; - for standard output.",
        ),
    ] = Path("records.jsonl"),
    config: ConfigFile = None,
) -> None:
    """Write what is found in each paper as JSON lines, without building a graph."""
    from kg import pipeline
    from kg.cli.console import print_cleaning, print_written, showing_progress, written_to

    settings = settings_of(config)
    with written_to(output) as path, showing_progress() as progress:
        read = pipeline.extract_records(inputs or None, path, config=settings, progress=progress)
    print_cleaning(read.cleaning, output=output)
    print_written(many(len(read.papers), "record"), output)


@app.command()
def query(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="Name of a shipped query; without it, all are listed.",
            show_default=False,
            autocompletion=query_names,
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME=VALUE",
            help="Values of its parameters.",
            show_default=False,
            autocompletion=parameter_names,
        ),
    ] = None,
    params: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help="The same as an option; may be repeated.",
            autocompletion=parameter_names,
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE.rq", help="Run the query in this file.", show_default=False)
    ] = None,
    expression: Annotated[
        str | None, typer.Option("--execute", "-e", metavar="SPARQL", help="Run this query.", show_default=False)
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="table, csv, tsv, json or xml; ttl, nt or jsonld for triples.",
            autocompletion=answer_formats,
        ),
    ] = "table",
    out: OutFolder = Path("out"),
    store: StoreFolder = None,
    config: ConfigFile = None,
) -> None:
    """Query the graph: by the name of a shipped query, by a file, or by SPARQL on the command line."""
    from kg import query as queries
    from kg.cli.tables import print_answer, print_queries

    given = [*(values or []), *(params or [])]
    if name is not None and "=" in name:
        given = [name, *given]
        name = None
    if sum(asked is not None for asked in (name, file, expression)) > 1:
        raise typer.BadParameter("give one of NAME, --file and --execute")
    if expression is not None and given:
        raise typer.BadParameter("--execute takes no parameters; write the values into the query")
    settings = settings_of(config)
    if name is None and file is None and expression is None:
        if given:
            raise typer.BadParameter(f"give the NAME of the query that {given[0]} belongs to")
        if store is not None:
            queries.store_of(out, store=store, config=settings.rdf)
        print_queries(queries.list_queries())
        return
    question = queries.find_query(name) if name is not None else queries.read_query(file) if file else None
    pairs = _pairs(given, question)
    graph = queries.open_graph(out, store=store, config=settings.rdf)
    if question is not None:
        answer = queries.run(graph, question, pairs, config=settings.rdf)
    else:
        answer = queries.run_text(graph, expression or "", config=settings.rdf)
    print_answer(answer, form, config=settings.rdf)


@app.command()
def validate(
    out: OutFolder = Path("out"),
    shacl: Annotated[  # noqa: FBT002 - a flag
        bool,
        typer.Option("--shacl", help="Use pySHACL whatever the size of the graph, about a millisecond per triple."),
    ] = False,
    config: ConfigFile = None,
) -> None:
    """Check a built graph against its SHACL shapes; the exit status is 1 if it violates one."""
    from kg import validate as validation
    from kg.cli.console import showing_work
    from kg.cli.tables import print_report

    with showing_work("Validate"):
        report = validation.validate(out / "graph.ttl", shacl=shacl or None, config=settings_of(config).rdf)
    print_report(report)
    if not report.conforms:
        raise typer.Exit(1)


def settings_of(path: Path | None) -> "Config":
    """The settings in the file at `path`, or the defaults."""
    from kg.config import Config, load_config

    return load_config(path) if path else Config()


def _pairs(params: list[str], question: "Query | None") -> dict[str, str]:
    pairs: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise typer.BadParameter(
                f"{param!r} is not NAME=VALUE{_example(param, question)}; put a value with blanks in quotes"
            )
        if name in pairs:
            raise typer.BadParameter(f"{name} is given twice; ask once for each value")
        pairs[name] = value
    return pairs


def _example(word: str, question: "Query | None") -> str:
    """What could have been meant by `word`: the name of a parameter without its value, or a value without the name."""
    parameters = {parameter.name: parameter for parameter in question.parameters} if question else {}
    if word in parameters:
        return f", such as {word}={parameters[word].example or 'VALUE'}"
    return "".join(f", such as {name}={word}" for name in list(parameters)[:1])
