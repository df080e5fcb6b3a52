"""What goes into the page, without a browser."""

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.analysis import analyse
from kg.config import ExplorerConfig
from kg.errors import ConfigError, OutputError
from kg.explorer import write_page
from kg.explorer.bundle import bundle
from kg.explorer.columns import numbers, pack_columns
from kg.explorer.limit import most_important
from kg.explorer.network import ExplorerNetwork
from kg.explorer.offsets import Utf16
from kg.explorer.page import page_text
from kg.explorer.secure import script_json
from kg.model import Knowledge, Span
from kg.theme import theme_css

ROOT = Path(__file__).resolve().parents[1]


def build(knowledge: Knowledge, path: Path, *, title: str = "A graph") -> str:
    write_page(knowledge, analyse(knowledge), path, config=ExplorerConfig(title=title))
    return path.read_text(encoding="utf-8")


def contents(html: str, tag: str) -> list[tuple[str, str]]:
    """Attributes and text of all elements of this kind."""
    return re.findall(rf"<{tag}([^>]*)>(.*?)</{tag}>", html, re.DOTALL)


def script(html: str, name: str) -> str:
    return next(text for attributes, text in contents(html, "script") if f'id="{name}"' in attributes)


def raw(html: str, name: str) -> bytes:
    return gzip.decompress(base64.b64decode(script(html, name)))


def unpacked(html: str, name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(raw(html, name))


def columns_of(html: str) -> dict[str, npt.NDArray[Any]]:
    """The columns, read as the page reads them."""
    piece, at, columns = raw(html, "columns"), 0, {}
    for name, kind, length in json.loads(script(html, "data"))["columns"]:
        columns[name] = np.frombuffer(piece, dtype=f"<{kind}", count=length, offset=at)
        at += -(-columns[name].nbytes // 4) * 4
    assert at == len(piece)
    return columns


def text_rows(values: npt.NDArray[np.uint8], start: npt.NDArray[np.uint32]) -> list[str]:
    return [values[one:other].tobytes().decode() for one, other in pairwise(start)]


def test_page_is_one_file_that_names_no_other(tiny: Knowledge, tmp_path: Path) -> None:
    html = build(tiny, tmp_path / "graph.html")
    own = "".join(text for text in re.split(r"<script.*?</script>", html, flags=re.DOTALL))
    assert not re.search(r"""\b(?:src|href)=(?!["']data:)""", own)
    assert "url(" not in own
    assert [path.name for path in tmp_path.iterdir()] == ["graph.html"]


def test_policy_allows_exactly_the_scripts_and_styles_of_the_page(tiny: Knowledge, tmp_path: Path) -> None:
    html = build(tiny, tmp_path / "graph.html")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    directives = dict(part.split(" ", 1) for part in policy[1].replace("&#39;", "'").split("; "))

    def hashes(texts: list[str]) -> set[str]:
        return {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts}

    running = [text for attributes, text in contents(html, "script") if "type=" not in attributes]
    assert directives["default-src"] == "'none'"
    assert set(directives["script-src"].split()) == hashes(running)
    assert set(directives["style-src"].split()) == hashes([text for _, text in contents(html, "style")])
    assert len(running) == 2


def test_two_builds_are_equal_byte_for_byte_in_any_process(tiny: Knowledge, tmp_path: Path) -> None:
    build(tiny, tmp_path / "here.html")
    script = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
        "from pathlib import Path; import conftest, test_explorer\n"
        "test_explorer.build(conftest.tiny.__wrapped__(), Path(sys.argv[1]))"
    )
    seed = "2" if sys.flags.hash_randomization == 0 else "0"
    command = [sys.executable, "-c", script, str(tmp_path / "there.html")]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    assert (tmp_path / "there.html").read_bytes() == (tmp_path / "here.html").read_bytes()


def test_evidence_points_at_its_sentence_in_the_packed_text(tiny: Knowledge, tmp_path: Path) -> None:
    html = build(tiny, tmp_path / "graph.html")
    columns = columns_of(html)
    names = text_rows(columns["names"], columns["nameStart"])
    texts = [
        f"{names[first]}\n{abstract}"
        for first, (abstract, _) in zip(columns["firstName"], unpacked(html, "texts-0"), strict=False)
    ]
    for fact, where in zip(tiny.facts, unpacked(html, "evidence-0"), strict=True):
        paper, start, end, *_ = where
        assert texts[paper][start:end] == fact.evidence[0].quote


def test_columns_hold_ids_names_papers_and_facts_of_every_node(tiny: Knowledge, tmp_path: Path) -> None:
    columns = columns_of(build(tiny, tmp_path / "graph.html"))
    ids = text_rows(columns["ids"], columns["idStart"])
    names = text_rows(columns["names"], columns["nameStart"])
    assert ids == [*(paper.id for paper in tiny.papers), *(entity.id for entity in tiny.entities)]
    assert [tuple(names[one:other]) for one, other in pairwise(columns["firstName"])] == [
        *((paper.title,) for paper in tiny.papers),
        *(entity.names for entity in tiny.entities),
    ]
    mentioning = [
        tuple(ids[paper] for paper in columns["papers"][one:other]) for one, other in pairwise(columns["papersStart"])
    ]
    assert mentioning == [*(() for _ in tiny.papers), *(entity.papers for entity in tiny.entities)]
    assert [(ids[head], ids[tail]) for head, tail in zip(columns["from"], columns["to"], strict=True)] == [
        (fact.head, fact.tail) for fact in tiny.facts
    ]


@given(st.dictionaries(st.text(), st.lists(st.integers(0, 255)), max_size=4), st.sampled_from(["u1", "u2", "u4", "f4"]))
def test_columns_of_any_length_and_kind_are_found_again(rows: dict[str, list[int]], kind: str) -> None:
    manifest, piece = pack_columns({name: numbers(values, kind) for name, values in rows.items()})
    html = f'<script id="data">{json.dumps({"columns": manifest})}</script><script id="columns">{piece}</script>'
    assume("<" not in str(manifest))
    assert {name: column.tolist() for name, column in columns_of(html).items()} == rows


def test_colours_of_all_pages_stand_in_one_style_sheet() -> None:
    sheets = {path for form in ("*.css", "*.jinja") for path in (ROOT / "kg").rglob(form)}
    shared = set(re.findall(r"(--[\w-]+):", theme_css()))
    assert {"--ground", "--text", "--accent"} <= shared
    for sheet in sheets - {ROOT / "kg" / "theme" / "theme.css"}:
        text = sheet.read_text(encoding="utf-8")
        assert shared.isdisjoint(re.findall(r"(--[\w-]+):", text)), sheet
        own = set(re.findall(r"(--[\w-]+):", text))
        assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= shared | own, sheet


def test_title_of_the_settings_heads_the_page_as_text(tiny: Knowledge, tmp_path: Path) -> None:
    html = build(tiny, tmp_path / "graph.html", title="A <b>&\"graph'")
    assert ">A &lt;b&gt;&amp;&#34;graph&#39;</h1>" in html


def test_a_place_that_cannot_be_written_is_an_error_with_the_path(tiny: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "graph.html").mkdir()
    with pytest.raises(OutputError, match=r"graph\.html"):
        build(tiny, tmp_path / "graph.html")


def test_network_keeps_parallel_edges_and_the_first_of_equal_nodes() -> None:
    network = ExplorerNetwork("title", extra={}, columns={}, shards={})
    network.add_node("a", "first")
    network.add_node("a", "second")
    network.add_node("b")
    network.add_edge("a", "b", relation=1)
    network.add_edge("a", "b", relation=2)
    assert [node["label"] for node in network.nodes] == ["first", "b"]
    assert network.num_nodes() == 2
    assert [edge["relation"] for edge in network.edges] == [1, 2]
    with pytest.raises(KeyError):
        network.add_edge("a", "unknown")


@given(st.text())
def test_json_in_a_script_element_cannot_end_it_and_reads_back(text: str) -> None:
    written = script_json({"text": text + "</script><!--\u2028"})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written)["text"] == text + "</script><!--\u2028"


@given(st.text(), st.data())
def test_offsets_count_as_javascript_does(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    def units(part: str) -> int:
        return len(part.encode("utf-16-le", "surrogatepass")) // 2

    assert Utf16.of(text).span(Span(start, end)) == (units(text[:start]), units(text[:end]))


def test_bundle_puts_modules_after_what_they_import_each_in_its_own_scope(tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text('import { b } from "./other.js";\nconst a = b;\n', encoding="utf-8")
    (tmp_path / "other.js").write_text("const a = 1;\nexport const b = a;\n", encoding="utf-8")
    script = bundle(tmp_path, "main")
    assert script.index("const b = a;") < script.index("const { b } = other_module;") < script.index("const a = b;")
    assert "return { b };" in script
    assert "export" not in script


def test_bundle_leaves_out_comments_that_have_lines_of_their_own_and_no_code(tmp_path: Path) -> None:
    code = "const a = /** @type {any} */ (1);\n  /** @type {any} */ (b) = 2;\nconst c = 3; // three\n"
    comments = "/** Says what it is. */\n", "/**\n * In three\n */\n", "  // lines\n"
    first, second, third = code.splitlines(keepends=True)
    source = comments[0] + first + comments[1] + second + comments[2] + third
    (tmp_path / "main.js").write_text(source, encoding="utf-8")
    assert f"=> {{\n{code}\nreturn" in bundle(tmp_path, "main")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('import { x } from "./main.js";\n', "in a circle: main → main"),
        ("export default 3;\n", "main.js: 'export default 3;' cannot stand"),
        ('import * as x from "./x.js";\n', "main.js: 'import"),
        ('const x = "</script>";\n', "main.js: '</script' cannot stand"),
        ("const x = `\n// no comment\n${`1`}`;\n", "main.js: 'const x = `' cannot stand"),
    ],
)
def test_bundle_refuses_what_it_does_not_understand(source: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text(source, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(message)):
        bundle(tmp_path, "main")


def test_a_graph_too_large_for_browsers_is_cut_to_its_most_important_part(tiny: Knowledge) -> None:
    analysis = analyse(tiny)
    shown = most_important(tiny, analysis, limit=5)
    kept = {node.id for node in shown.analysis.nodes}
    assert shown.left_out == 3
    assert kept == {node.id for node in sorted(analysis.nodes, key=lambda node: -node.importance)[:5]}
    assert {node.id for node in (*shown.knowledge.papers, *shown.knowledge.entities)} == kept
    assert all(
        {fact.head, fact.tail, *(item.paper for item in fact.evidence)} <= kept for fact in shown.knowledge.facts
    )
    assert all(mention.paper in kept for entity in shown.knowledge.entities for mention in entity.mentions)


def test_a_page_of_too_many_nodes_or_bytes_is_cut(tiny: Knowledge) -> None:
    analysis, config = analyse(tiny), ExplorerConfig()
    assert '"leftOut":3' in page_text(tiny, analysis, config=config, most_nodes=5)
    whole = page_text(tiny, analysis, config=config)
    assert '"leftOut":0' in whole
    assert '"leftOut":1' in page_text(tiny, analysis, config=config, most_bytes=len(whole.encode()) - 1)


def test_a_graph_that_fits_is_left_whole(tiny: Knowledge) -> None:
    analysis = analyse(tiny)
    assert most_important(tiny, analysis, limit=8).knowledge is tiny


def test_characters_beyond_the_basic_plane_do_not_move_the_evidence(tiny: Knowledge, tmp_path: Path) -> None:
    paper = tiny.papers[0]
    moved = replace(paper, title="🚀" + paper.title[1:])
    knowledge = replace(tiny, papers=(moved, *tiny.papers[1:]))
    fact = next(n for n, fact in enumerate(tiny.facts) if fact.evidence[0].paper == paper.id)
    _, start, end, *_ = unpacked(build(knowledge, tmp_path / "graph.html"), "evidence-0")[fact]
    sentence = tiny.facts[fact].evidence[0].sentence
    assert (start, end) == (sentence.start + 1, sentence.end + 1)
