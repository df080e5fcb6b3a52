"""The commands that take a built graph elsewhere: into a store, other files, a triple store, or the browser."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import ConfigFile, OutFolder, StoreFolder, app, settings_of
from kg.cli.completion import rdf_forms
from kg.cli.wording import many
from kg.errors import ConfigError


@app.command()
def load(
    store: Annotated[
        Path | None, typer.Option("--store", metavar="DIR", help="Folder of the store; OUT/store by default.")
    ] = None,
    out: OutFolder = Path("out"),
    config: ConfigFile = None,
) -> None:
    """Load a built graph into a store on disk, from which large graphs are queried and served."""
    from kg.cli.console import showing_work
    from kg.rdf import load_store

    place = store or out / "store"
    with showing_work("Load"):
        stamp = load_store(out / "graph.ttl", place, config=settings_of(config).rdf)
    typer.echo(f"{many(stamp.triples, 'triple')} loaded into {place}")


@app.command()
def export(
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="nquads, trig, ntriples, jsonld, rdfxml or rdf12.",
            show_default=False,
            autocompletion=rdf_forms,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="File to write, - for standard output; OUT/graph.… by default."
        ),
    ] = None,
    out: OutFolder = Path("out"),
    config: ConfigFile = None,
) -> None:
    """Write a built graph in another form of RDF."""
    from kg.cli.console import print_written, showing_work, written_to
    from kg.export import RDF_FORMS, write_rdf

    if form is None:
        raise ConfigError(f"--format: which form of RDF? choose {', '.join(RDF_FORMS)}")
    ending = RDF_FORMS[form].ending if form in RDF_FORMS else ""
    place = output or out / f"graph.{ending}"
    with written_to(place) as path, showing_work("Export"):
        count = write_rdf(out / "graph.ttl", path, form, config=settings_of(config).rdf)
    print_written(many(count, "statement"), place)


@app.command()
def publish(
    endpoint: Annotated[
        str | None,
        typer.Option("--endpoint", metavar="URL", help="URL of the server's Graph Store Protocol.", show_default=False),
    ] = None,
    graph: Annotated[
        str | None, typer.Option("--graph", metavar="IRI", help="Graph to replace; BASE/graph by default.")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option(
            "--query", metavar="URL", help="SPARQL endpoint to count the triples with; without it, all are read back."
        ),
    ] = None,
    user: Annotated[
        str | None, typer.Option("--user", metavar="NAME", help="User name; the password is read from KG_PASSWORD.")
    ] = None,
    part: Annotated[int, typer.Option(metavar="N", help="Triples per request.", min=1)] = 10_000,
    out: OutFolder = Path("out"),
    config: ConfigFile = None,
) -> None:
    """Upload a built graph to a triple store and verify that all of it arrived; continues an interrupted upload."""
    import os

    from kg import publish as publishing
    from kg.cli.console import showing_progress

    if endpoint is None:
        raise ConfigError("--endpoint: to which server? give its address, such as http://localhost:7878/store")
    target = publishing.Target(
        store=endpoint, query=query, graph=graph, user=user, password=os.environ.get("KG_PASSWORD", "")
    )
    with showing_progress() as progress:
        count = publishing.publish(out, target, part=part, config=settings_of(config).rdf, progress=progress)
    typer.echo(f"{count:,} triples are at {endpoint}")


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 for access from other machines.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65_535)] = 8000,
    seconds: Annotated[float, typer.Option(help="Time limit of a query, in seconds.", min=0.1)] = 30.0,
    memory: Annotated[int, typer.Option(metavar="MB", help="Memory limit of a query.", min=16)] = 1000,
    cors: Annotated[
        str | None,
        typer.Option(metavar="ORIGIN", help="Origin whose pages may query the server, * for all.", show_default=False),
    ] = None,
    store: StoreFolder = None,
    out: OutFolder = Path("out"),
    config: ConfigFile = None,
) -> None:
    """Serve a built graph: a read-only SPARQL endpoint, a page for everything in it, and the explorer."""
    from kg import serve as serving

    limits = serving.Limits(seconds=seconds, memory=memory * 1_000_000)
    serving.serve(
        out,
        store=store,
        host=host,
        port=port,
        cors=cors,
        limits=limits,
        config=settings_of(config).rdf,
        started=lambda address: typer.echo(f"Serving {out} at {address} (Ctrl-C to stop)"),
    )
