"""pyvis as generator of the page, without what makes it slow and unsafe."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from pyvis.network import Network

from kg.explorer.bundle import bundle
from kg.explorer.secure import content_security_policy, script_json
from kg.files import write_text

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_NODE_COLUMNS = ("id", "label", "type", "community", "x", "y", "value", "confidence", "aliases", "papers")
_EDGE_COLUMNS = ("from", "to", "relation", "confidence", "papers")


class ExplorerNetwork(Network):  # type: ignore[misc]  # pyvis is untyped
    """A directed pyvis network whose page is one self-contained file that makes no request.

    pyvis looks through lists for every node and edge that is added, lets undirected edges swallow each other, renders
    without escaping and loads parts from elsewhere. Here adding takes constant time, all relations are kept, and
    `generate_html` renders the package's own template. `extra` are further values that the page's script reads,
    `shards` packed pieces by name.
    """

    def __init__(self, heading: str, *, extra: Mapping[str, Any], shards: Mapping[str, Sequence[str]]) -> None:
        super().__init__(height="100%", directed=True, heading=heading, cdn_resources="in_line")
        self.extra = extra
        self.shards = shards

    def add_node(self, n_id: str, label: str | None = None, **options: Any) -> None:  # noqa: ANN401 - as pyvis has it
        """Add a node unless its id is known; `options` are the columns of the page and any of vis."""
        if n_id in self.node_map:
            return
        self.node_map[n_id] = node = {"id": n_id, "label": n_id if label is None else label, **options}
        self.nodes.append(node)
        self.node_ids.append(n_id)

    def add_edge(self, source: str, to: str, **options: Any) -> None:  # noqa: ANN401 - as pyvis has it
        """Add an edge between known nodes, beside any others between them.

        Raises:
            KeyError: an end has not been added.
        """
        self.edges.append({"from": self.node_map[source]["id"], "to": self.node_map[to]["id"], **options})

    def generate_html(self, name: str = "graph.html", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - as pyvis has it
        """The page as text."""
        assets = files("kg.explorer") / "assets"
        style = (assets / "page.css").read_text(encoding="utf-8")
        library = (files("pyvis") / _VIS).read_text(encoding="utf-8")
        script = bundle(assets / "js", "main")
        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
        self.html = environment.from_string((assets / "page.html.jinja").read_text(encoding="utf-8")).render(
            heading=self.heading,
            policy=content_security_policy(scripts=(library, script), styles=(style,)),
            style=_own(style),
            library=_own(library),
            script=_own(script),
            data=script_json(self._data()),
            shards=self.shards,
        )
        return self.html

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as pyvis has it
        """Write the page as UTF-8 to `name`, whole or not at all."""
        write_text(Path(name), self.generate_html(name))

    def _data(self) -> dict[str, Any]:
        number = {node: n for n, node in enumerate(self.node_ids)}
        edges = [{**edge, "from": number[edge["from"]], "to": number[edge["to"]]} for edge in self.edges]
        return {
            "title": self.heading,
            "nodes": _columns(self.nodes, _NODE_COLUMNS),
            "edges": _columns(edges, _EDGE_COLUMNS),
            **self.extra,
        }


def _columns(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    """The rows turned into one list a column, which is a third of their size as objects."""
    rows = list(rows)
    return {name: [row[name] for row in rows] for name in names}


def _own(source: str) -> Markup:
    """Mark a script or style of the packages themselves, never of the data, as fit to stand in the page."""
    return Markup(source)  # noqa: S704 - comes with the package
