"""Answers of the SPARQL Protocol, made by a process that has the graph."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import QueryError
from kg.query import Evaluated, cannot_evaluate, evaluate
from kg.rdf import Iris, Terms, turtle_prefixes
from kg.serve.media import RESULTS, TRIPLES, Form, chosen, named
from kg.serve.messages import Reply, plain

Format = TypeVar("Format")

_FORMATS: Final = "http://www.w3.org/ns/formats/"
"""Where the W3C names formats; the engine has another name for JSON-LD."""


def answer(store: ox.Store, text: str, accept: str, form: str | None, *, config: RdfConfig) -> Reply:
    """The answer to a query in the format that was asked for: 200, 400 with the reason, or 406."""
    try:
        result = evaluate(store, text, config=config)
        return _written(result, accept, form, config)
    except QueryError as error:
        return plain(400, str(error))


def _written(result: Evaluated, accept: str, form: str | None, config: RdfConfig) -> Reply:
    if isinstance(result, ox.QueryTriples):
        return triples_reply(result, accept, form, config=config)
    wanted = _wanted(accept, form, RESULTS)
    if wanted is None:
        return _not_acceptable(RESULTS)
    try:
        return Reply(200, wanted.media_type, result.serialize(format=RESULTS[wanted]) or b"")
    except (RuntimeError, OSError) as error:
        raise cannot_evaluate(error) from error


def triples_reply(triples: Iterable[ox.Triple], accept: str, form: str | None, *, config: RdfConfig) -> Reply:
    """Triples in the format that was asked for: 200 or 406.

    Raises:
        QueryError: they cannot be evaluated, or not be written in that format.
    """
    wanted = _wanted(accept, form, TRIPLES)
    if wanted is None:
        return _not_acceptable(TRIPLES)
    try:
        body = ox.serialize(triples, format=TRIPLES[wanted], prefixes=turtle_prefixes(config)) or b""
    except (RuntimeError, OSError, ValueError) as error:
        raise cannot_evaluate(error) from error
    return Reply(200, wanted.media_type, body)


def _wanted(accept: str, form: str | None, forms: Mapping[Form, Format]) -> Form | None:
    return chosen(accept, tuple(forms)) if form is None else named(form, tuple(forms))


def _not_acceptable(forms: Mapping[Form, Format]) -> Reply:
    return plain(406, f"the answer can be had as {', '.join(form.media_type for form in forms)}; ask for one of these")


def description(endpoint: str, accept: str, *, config: RdfConfig) -> Reply:
    """The SPARQL 1.1 Service Description of the endpoint at the address `endpoint`."""
    terms, sd = Terms.of(config), "http://www.w3.org/ns/sparql-service-description#"
    service, dataset, graph = ox.NamedNode(endpoint), ox.BlankNode("dataset"), Iris.of(config).graph
    facts: list[tuple[ox.NamedNode | ox.BlankNode, str, ox.NamedNode | ox.BlankNode]] = [
        (service, "endpoint", service),
        (service, "supportedLanguage", ox.NamedNode(f"{sd}SPARQL11Query")),
        (service, "feature", ox.NamedNode(f"{sd}EmptyGraphs")),
        (service, "defaultDataset", dataset),
        (dataset, "defaultGraph", graph),
    ]
    formats = [form.iri for form in RESULTS.values()] + [form.iri for form in TRIPLES.values()]
    facts += [(service, "resultFormat", ox.NamedNode(_FORMATS + iri.rpartition("/")[2])) for iri in formats]
    kinds = ((service, f"{sd}Service"), (dataset, f"{sd}Dataset"), (graph, f"{sd}Graph"))
    triples = [ox.Triple(node, ox.NamedNode(sd + name), value) for node, name, value in facts]
    triples += [ox.Triple(node, terms("rdf:type"), ox.NamedNode(kind)) for node, kind in kinds]
    return triples_reply(triples, accept, None, config=config)
