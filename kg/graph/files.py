"""Graphs as files: GraphML that Gephi, Cytoscape and networkx read, and node-link JSON.

GraphML has only scalar attributes, so lists are written as JSON strings; None is left out, and characters that XML
forbids are removed. Edges are numbered: networkx would write the key of an edge as its id, but here that is the
relation, which is not unique. The file is written element by element: the writer of networkx holds the whole document
in memory, half a gigabyte for ten thousand papers.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import msgspec
import networkx as nx

from kg.files import NOT_XML, replacing
from kg.graph.build import Attributes, Graph

_NESTED: Final = frozenset({"aliases", "types", "links", "same_as", "evidence", "results"})
_TYPES: Final = MappingProxyType({int: "long", float: "double"})
_OPENING: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""

Scalar: TypeAlias = str | int | float
Keys: TypeAlias = Mapping[tuple[str, str], str]
"""The id of the key that declares an attribute, by "graph", "node" or "edge" and its name."""


def write_graphml(graph: Graph, path: Path) -> None:
    """Write GraphML.

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(path) as file:
        for line in _lines(graph):
            file.write(line.encode())


def write_node_link(graph: Graph, path: Path) -> None:
    """Write the JSON of `networkx.node_link_data`, with the edges under the key "edges".

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(path) as file:
        file.write(msgspec.json.encode(nx.node_link_data(graph, edges="edges")))


def _lines(graph: Graph) -> Iterator[str]:
    declarations, keys = _keys(graph)
    yield _OPENING
    yield from declarations
    yield '<graph edgedefault="directed">\n'
    yield from _data("graph", graph.graph, keys)
    for node, attributes in graph.nodes(data=True):
        yield f"<node id={_quoted(node)}>\n"
        yield from _data("node", attributes, keys)
        yield "</node>\n"
    for number, (head, tail, attributes) in enumerate(graph.edges(data=True)):
        yield f'<edge id="{number}" source={_quoted(head)} target={_quoted(tail)}>\n'
        yield from _data("edge", attributes, keys)
        yield "</edge>\n"
    yield "</graph>\n</graphml>\n"


def _keys(graph: Graph) -> tuple[list[str], Keys]:
    """The declarations of all attributes, in the order of their first use, and the id of each."""
    owners: Iterable[tuple[str, Attributes]] = chain(
        [("graph", graph.graph)],
        (("node", attributes) for _, attributes in graph.nodes(data=True)),
        (("edge", attributes) for *_, attributes in graph.edges(data=True)),
    )
    kinds: dict[tuple[str, str], str] = {}
    for owner, attributes in owners:
        for name, value in _flat(attributes):
            kinds.setdefault((owner, name), _TYPES.get(type(value), "string"))
    keys = {attribute: f"d{number}" for number, attribute in enumerate(kinds)}
    declarations = [
        f'<key id="{keys[owner, name]}" for="{owner}" attr.name={_quoted(name)} attr.type="{kind}"/>\n'
        for (owner, name), kind in kinds.items()
    ]
    return declarations, keys


def _data(owner: str, attributes: Attributes, keys: Keys) -> Iterator[str]:
    for name, value in _flat(attributes):
        yield f'<data key="{keys[owner, name]}">{_text(value)}</data>\n'


def _flat(attributes: Attributes) -> Iterator[tuple[str, Scalar]]:
    for name, value in attributes.items():
        if name in _NESTED:
            yield name, msgspec.json.encode(value).decode()
        elif value is not None:
            yield name, value


def _text(value: Scalar) -> str:
    return escape(NOT_XML.sub("", str(value)), {"\r": "&#13;"})


def _quoted(value: str) -> str:
    return quoteattr(NOT_XML.sub("", value))
