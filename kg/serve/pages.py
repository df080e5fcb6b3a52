"""The pages: one about every node of the graph, and one to ask the graph."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

import jinja2
import pyoxigraph as ox
from markupsafe import Markup

from kg.config import RdfConfig
from kg.errors import QueryError
from kg.query import Query, Table, Truth, bind, evaluate, find_query, list_queries, names_of, render, run_text
from kg.rdf import Iris, Terms, claim_class
from kg.serve.advice import advised
from kg.serve.media import RESULTS, TRIPLES
from kg.serve.messages import FormAsk, Reply, plain
from kg.serve.protocol import triples_reply
from kg.vocab import RELATIONS, TYPES

SITE: Final = (("/", "Graph"), ("/query", "Ask"), ("/ontology", "Terms"))
"""Where all pages lead."""

SHOWN: Final = 200
"""Rows of a section and of an answer that a page shows; all are had in the other formats."""

_CLAIMS: Final = """
SELECT ?relation ?node ?confidence ?sentence ?paper WHERE {{
  VALUES ?this {{ {node} }}
  ?claim {here} ?this ; {there} ?node ; rdf:predicate ?relation ; kg:factConfidence ?confidence .
  ?claim prov:wasQuotedFrom/nif:anchorOf ?sentence ; prov:hadPrimarySource ?paper .
}}
ORDER BY ?relation DESC(?confidence) ?node ?paper
"""
_STATED: Final = """
SELECT ?relation ?head ?node ?confidence ?sentence WHERE {{
  VALUES ?this {{ {node} }}
  ?claim prov:hadPrimarySource ?this ; rdf:subject ?head ; rdf:predicate ?relation ; rdf:object ?node .
  ?claim kg:confidence ?confidence ; prov:wasQuotedFrom ?passage .
  ?passage nif:anchorOf ?sentence ; nif:beginIndex ?place .
  FILTER(?head != ?this)
}}
ORDER BY ?place ?relation ?head ?node
"""
_RESULTS: Final = """
SELECT DISTINCT ?subject ?metric ?value ?unit ?kind ?dataset ?baseline ?sentence ?paper WHERE {{
  VALUES ?this {{ {node} }}
  VALUES ?role {{ kg:subject kg:metric kg:dataset kg:baseline prov:hadPrimarySource }}
  ?result ?role ?this ; a kg:Result ; kg:subject ?subject ; kg:valueText ?value ; kg:kind ?kind .
  ?result prov:wasQuotedFrom/nif:anchorOf ?sentence ; prov:hadPrimarySource ?paper .
  OPTIONAL {{ ?result kg:unit ?unit . }}
  OPTIONAL {{ ?result kg:metric ?metric . }}
  OPTIONAL {{ ?result kg:dataset ?dataset . }}
  OPTIONAL {{ ?result kg:baseline ?baseline . }}
}}
ORDER BY ?dataset ?metric ?kind ?subject ?value
"""
_MENTIONS: Final = """
SELECT ?node WHERE {{
  VALUES ?this {{ {node} }}
  {{ ?node schema:mentions ?this . }} UNION {{ ?this schema:mentions ?node . }}
  ?node dcterms:title|skos:prefLabel ?label .
}}
ORDER BY ?label
"""
_DATA: Final = """
CONSTRUCT {{ ?node ?property ?value }} WHERE {{
  {{ VALUES ?node {{ {node} }} ?node ?property ?value . }}
  UNION {{
    VALUES ?this {{ {node} }}
    VALUES ?end {{
      rdf:subject rdf:object kg:subject kg:metric kg:dataset kg:baseline prov:hadPrimarySource nif:sourceUrl
    }}
    ?node ?end ?this ; ?property ?value .
  }} UNION {{
    VALUES ?this {{ {node} }}
    VALUES ?end {{ rdf:subject rdf:object kg:subject kg:metric kg:dataset kg:baseline prov:hadPrimarySource }}
    VALUES ?part {{ prov:wasQuotedFrom kg:subjectMention kg:objectMention kg:valueMention }}
    ?statement ?end ?this ; ?part ?node .
    ?node ?property ?value .
  }} UNION {{
    VALUES ?this {{ {node} }}
    VALUES ?part {{ prov:wasQuotedFrom kg:subjectMention kg:objectMention kg:valueMention }}
    ?this ?part ?node .
    ?node ?property ?value .
  }} UNION {{
    VALUES ?this {{ {node} }}
    ?node schema:mentions ?this .
    VALUES ?property {{ dcterms:title rdf:type }}
    ?node ?property ?value .
  }}
}}
"""
_FIRST: Final = """\
SELECT ?name (COUNT(?paper) AS ?papers) WHERE {
  ?paper schema:mentions ?thing .
  ?thing skos:prefLabel ?name .
}
GROUP BY ?thing ?name
ORDER BY DESC(?papers)
LIMIT 20
"""

Row: TypeAlias = Mapping[str, ox.NamedNode | ox.Literal | None]


def node_data(store: ox.Store, iri: str, accept: str, form: str | None, *, config: RdfConfig) -> Reply:
    """The triples about a node, with the claims, results and sentences that belong to it; 404 if there is none."""
    if not _known(store, iri):
        return plain(404, f"the graph holds nothing called {iri}")
    triples = evaluate(store, _DATA.format(node=ox.NamedNode(iri)), config=config)
    assert isinstance(triples, ox.QueryTriples)  # noqa: S101 - what CONSTRUCT gives
    return triples_reply(sorted(set(triples), key=str), accept, form, config=config)


def node_page(store: ox.Store, iri: str, *, explorer: bool, config: RdfConfig) -> Reply:
    """The page about a node, which leads to the explorer if there is one; 404 if there is no such node."""
    writer = _Writer(store, config)
    if not _known(store, iri):
        return writer.page("absent.html.jinja", 404, iri=iri)
    return writer.page("node.html.jinja", 200, explorer=explorer, **writer.node(ox.NamedNode(iri)))


def query_page(store: ox.Store, ask: FormAsk, *, config: RdfConfig) -> Reply:
    """The page to ask: what can be asked, a form for the query that was chosen, an editor, and the answer."""
    writer, values = _Writer(store, config), ask.values
    parts: dict[str, Any] = {"text": ask.text or _FIRST, "asked": bool(ask.text), "values": values, "query": None}
    status = 200
    try:
        if ask.name:
            parts["query"] = query = find_query(ask.name)
            parts["text"] = query.text
            given = {p.name: values[p.name] for p in query.parameters if values.get(p.name)}
            ready = "ask" in values or not query.parameters
            parts["asked"] = ready
            if ready:
                parts["text"] = bind(query, given, store=store, iris=Iris.of(config))
        if ask.problem:
            status, parts["error"] = 503, advised(ask.problem, parts["text"])
        elif parts["asked"]:
            parts.update(writer.answer(parts["text"]))
    except QueryError as error:
        status, parts["error"] = 400, str(error)
    return writer.page("query.html.jinja", status, groups=_groups(), **parts)


def _groups() -> list[tuple[str, list[Query]]]:
    by_group = attrgetter("group")
    return [(group, list(members)) for group, members in groupby(sorted(list_queries(), key=by_group), by_group)]


def _known(store: ox.Store, iri: str) -> bool:
    return any(True for _ in store.quads_for_pattern(ox.NamedNode(iri), None, None))


@cache
def _templates() -> jinja2.Environment:
    """The templates, which take longer to compile than to fill; each page brings its writer for the filters."""
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.serve", "assets"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(site=SITE, tables=tuple(RESULTS), graphs=tuple(TRIPLES))
    templates.filters["number"] = "{:,}".format
    templates.filters["term"] = jinja2.pass_context(lambda context, term: context["writer"].term(term))
    templates.filters["linked"] = jinja2.pass_context(lambda context, term: context["writer"].linked(term))
    return templates


class _Writer:
    """Fills templates with what the graph says."""

    def __init__(self, store: ox.Store, config: RdfConfig) -> None:
        self._store, self._config, self._iris, self._terms = store, config, Iris.of(config), Terms.of(config)
        self._names: dict[str, str] = {}

    def page(self, template: str, status: int, **parts: Any) -> Reply:  # noqa: ANN401 - what templates take
        """A page as a response."""
        html = _templates().get_template(template).render(writer=self, **parts)
        return Reply(status, "text/html", html.encode())

    def node(self, node: ox.NamedNode) -> dict[str, Any]:
        """What the page about a node shows."""
        properties = self._properties(node)
        sections = [
            *self._facts(_CLAIMS.format(node=node, here="rdf:subject", there="rdf:object"), forward=True),
            *self._facts(_CLAIMS.format(node=node, here="rdf:object", there="rdf:subject"), forward=False),
        ]
        tables = {
            "results": _RESULTS.format(node=node),
            "mentions": _MENTIONS.format(node=node),
        }
        rows = {name: self._rows(text) for name, text in tables.items()}
        path, kind = self.path(node), self._kind(properties)
        return {
            "iri": node.value,
            "path": path,
            "title": self._name(node),
            "kind": kind,
            "drawn": unquote(path or "").removeprefix("paper/") if kind in TYPES else None,
            "properties": properties,
            "sections": sections,
            "stated": [[row] for row in self._rows(_STATED.format(node=node))],
            "phrases": self._phrases(forward=True),
            "shown": SHOWN,
            **rows,
        }

    def answer(self, text: str) -> dict[str, Any]:
        """What the page shows of the answer to a query."""
        answer = run_text(self._store, text, config=self._config)
        if isinstance(answer, Table):
            self._names.update(answer.names)
            return {"columns": answer.columns, "rows": answer.rows[:SHOWN], "count": len(answer)}
        if isinstance(answer, Truth):
            return {"truth": bool(answer)}
        return {"triples": render(answer, "ttl", config=self._config), "count": len(answer)}

    def path(self, node: ox.NamedNode) -> str | None:
        """Where this server has a page about a node, if it has one."""
        return node.value.removeprefix(self._iris.base) if node.value.startswith(self._iris.base) else None

    def _facts(self, text: str, *, forward: bool) -> Iterator[tuple[str, list[list[Row]]]]:
        """The facts of each relation, a fact as its claims, which stand together in the answer to `text`."""
        phrases = self._phrases(forward=forward)
        for relation, rows in groupby(self._rows(text), lambda row: str(getattr(row["relation"], "value", ""))):
            yield phrases.get(relation, relation), [list(claims) for _, claims in groupby(rows, itemgetter("node"))]

    def _phrases(self, *, forward: bool) -> dict[str, str]:
        return {
            self._iris.own(relation).value: info.phrase if forward else info.inverse_phrase
            for relation, info in RELATIONS.items()
        }

    def _rows(self, text: str) -> list[Row]:
        table = run_text(self._store, text, config=self._config)
        assert isinstance(table, Table)  # noqa: S101 - what SELECT gives
        self._names.update(table.names)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]  # type: ignore[arg-type]

    def _properties(self, node: ox.NamedNode) -> list[tuple[ox.NamedNode, list[Any]]]:
        """All that is said of a node but its facts and mentions, which have sections of their own."""
        apart = {self._iris.own(relation).value for relation in RELATIONS} | {self._terms("schema:mentions").value}
        quads = [q for q in self._store.quads_for_pattern(node, None, None) if q.predicate.value not in apart]
        terms = [node, *(q.predicate for q in quads), *(q.object for q in quads)]
        self._names.update(names_of(terms, self._store, self._config))
        quads.sort(key=lambda quad: (self._name(quad.predicate), str(quad.object)))
        return [
            (predicate, [quad.object for quad in group])
            for predicate, group in groupby(quads, key=lambda quad: quad.predicate)
        ]

    def _kind(self, properties: Iterable[tuple[ox.NamedNode, list[Any]]]) -> str:
        own = {self._iris.own(kind.value).value: kind.value for kind in TYPES}
        own |= {self._iris.own(claim_class(r).removeprefix("kg:")).value: "Claim" for r in RELATIONS}
        own[self._iris.own("Result").value] = "Result"
        values = {getattr(value, "value", "") for _, group in properties for value in group}
        return next((name for iri, name in own.items() if iri in values), "")

    def _name(self, node: ox.NamedNode) -> str:
        return self._names.get(node.value, node.value)

    def term(self, term: object) -> Any:  # noqa: ANN401 - markup
        """A term as a link, or as text."""
        if not isinstance(term, ox.NamedNode):
            return getattr(term, "value", "" if term is None else str(term))
        path = self.path(term)
        target = f"/{path}" if path is not None else term.value
        if not target.startswith(("/", "http://", "https://")):
            return term.value
        return Markup('<a href="{}">{}</a>').format(target, self._name(term))

    def linked(self, term: object) -> Any:  # noqa: ANN401 - markup
        """A term as a link, a text that names just one thing or paper as a link to that, or a text."""
        nodes = set(self._named(term)) if isinstance(term, ox.Literal) else set()
        if len(nodes) != 1:
            return self.term(term)
        (node,) = nodes
        self._names[node.value] = str(getattr(term, "value", ""))
        return self.term(node)

    def _named(self, name: ox.Literal) -> Iterator[ox.NamedNode]:
        for curie in ("skos:prefLabel", "dcterms:title", "dcterms:identifier"):
            for quad in self._store.quads_for_pattern(None, self._terms(curie), name):
                if isinstance(quad.subject, ox.NamedNode):
                    yield quad.subject
