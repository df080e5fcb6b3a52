"""pyvis as generator of the page, without what makes it slow and unsafe."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import accumulate
from typing import Any

import jinja2
from markupsafe import Markup
from pyvis.network import Network

from kg.explorer.bundle import bundle
from kg.explorer.columns import Column, lists, numbers, pack_columns, texts
from kg.explorer.secure import content_security_policy, script_json
from kg.theme import theme_css

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_NODE_COLUMNS = {"type": "u1", "community": "u4", "x": "f4", "y": "f4", "value": "u4", "confidence": "u2"}


class ExplorerNetwork(Network):  # type: ignore[misc]  # pyvis is untyped
    """A directed pyvis network whose page is one self-contained file that makes no request.

    pyvis looks through lists for every node and edge that is added, lets undirected edges swallow each other, renders
    without escaping and loads parts from elsewhere. Here adding takes constant time, all relations are kept, and
    `generate_html` renders the package's own template. `extra` are further values that the page's script reads,
    `columns` further numbers, `shards` packed pieces by name.
    """

    def __init__(
        self,
        heading: str,
        *,
        extra: Mapping[str, Any],
        columns: Mapping[str, Column],
        shards: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__(height="100%", directed=True, heading=heading, cdn_resources="in_line")
        self.extra = extra
        self.columns = columns
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
        style = theme_css() + (assets / "page.css").read_text(encoding="utf-8")
        library = (files("pyvis") / _VIS).read_text(encoding="utf-8")
        script = bundle(assets / "js", "main")
        manifest, piece = pack_columns(self._columns())
        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
        page = environment.from_string((assets / "page.html.jinja").read_text(encoding="utf-8"))
        return page.render(
            heading=self.heading,
            policy=content_security_policy(scripts=(library, script), styles=(style,)),
            style=_own(style),
            library=_own(library),
            script=_own(script),
            data=script_json({"title": self.heading, "columns": manifest, **self.extra}),
            columns=piece,
            shards=self.shards,
        )

    def _columns(self) -> dict[str, Column]:
        number = {node: n for n, node in enumerate(self.node_ids)}
        names = [(node["label"], *node["aliases"]) for node in self.nodes]
        return {
            **dict(texts("names", "nameStart", (name for own in names for name in own))),
            "firstName": numbers(accumulate(map(len, names), initial=0), "u4"),
            **dict(texts("ids", "idStart", self.node_ids)),
            **{name: numbers((node[name] for node in self.nodes), kind) for name, kind in _NODE_COLUMNS.items()},
            **dict(lists("papers", [node["papers"] for node in self.nodes])),
            "from": numbers((number[edge["from"]] for edge in self.edges), "u4"),
            "to": numbers((number[edge["to"]] for edge in self.edges), "u4"),
            "relation": numbers((edge["relation"] for edge in self.edges), "u1"),
            "edgeConfidence": numbers((edge["confidence"] for edge in self.edges), "u2"),
            **dict(lists("edgePapers", [edge["papers"] for edge in self.edges])),
            **self.columns,
        }


def _own(source: str) -> Markup:
    """Mark a script or style of the packages themselves, never of the data, as fit to stand in the page."""
    return Markup(source)  # noqa: S704 - comes with the package
