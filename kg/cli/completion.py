"""Shell completion: names of queries, their parameters, formats."""

from collections.abc import Iterable, Iterator

import typer

Offer = tuple[str, str]
"""A completion and its help text."""


def query_names(incomplete: str) -> Iterator[Offer]:
    """The shipped queries."""
    from kg.query import list_queries

    yield from _beginning(incomplete, ((query.name, query.title) for query in list_queries()))


def parameter_names(context: typer.Context, incomplete: str) -> Iterator[Offer]:
    """The parameters of the query on the command line that are not given yet."""
    from kg.query import list_queries

    words = {context.params.get("name"), *context.args}  # an option without its value yet leaves all in `args`
    asked = [query for query in list_queries() if query.name in words]
    pairs = (*(context.params.get("values") or ()), *(context.params.get("params") or ()), *context.args)
    given = {pair.partition("=")[0] for pair in pairs}
    parameters = (parameter for query in asked for parameter in query.parameters if parameter.name not in given)
    yield from _beginning(incomplete, ((f"{parameter.name}=", parameter.description) for parameter in parameters))


def answer_formats(incomplete: str) -> Iterator[Offer]:
    """The formats of an answer."""
    from kg.query import GRAPH_FORMATS, RESULT_FORMATS

    formats = [("table", "to read"), *((name, "of tables") for name in RESULT_FORMATS)]
    yield from _beginning(incomplete, [*formats, *((name, "of triples") for name in GRAPH_FORMATS)])


def rdf_forms(incomplete: str) -> Iterator[Offer]:
    """The forms of a whole graph."""
    from kg.export import RDF_FORMS

    yield from _beginning(incomplete, ((name, f".{form.ending}") for name, form in RDF_FORMS.items()))


def _beginning(incomplete: str, offers: Iterable[Offer]) -> Iterator[Offer]:
    return (offer for offer in offers if offer[0].startswith(incomplete))
