"""The page beside plain pyvis with the same positions, and by itself on large graphs.

    python -m benchmarks.explorer [--compared N] [--large N] [--rounds N]
    python -m benchmarks.explorer --papers FILE [--records FILE]

Needs Chromium. Both pages of the table are opened in one browser in turns, some rounds of it; the figures are medians.
Trust the ratios, not the times: the lowest and the highest of any round stand beside them and tell how quiet the
machine was. "Painted" is when the last of the first picture was drawn, "redraw" the time that the scripts take for one
frame while the graph is dragged. "Highlight" is the time until a node's neighbours stand out, from when somebody asks
for that: by pointing at the node in this page, by a click in plain pyvis. "Opened" is the time from the click until all
that follows is there: the neighbourhood and the panel in this page, the same highlight in plain pyvis.

The large graph is made up, or with --papers that of real abstracts, in which `kg extract` found the --records; without
those the abstracts are read first, which takes long. Where there is no such file, there is nothing to measure.
"""

import argparse
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from benchmarks.graphs import made_up
from kg.analysis import Analysis, analyse
from kg.config import Config, ExplorerConfig
from kg.corpus import read_papers
from kg.explorer import write_page
from kg.extract import extract_all
from kg.model import Knowledge
from kg.records import from_record, read_records
from kg.resolve import resolve

_SCALE = 100
_QUIET = 1_500
"""Milliseconds without a drawing after which a picture counts as finished."""
_LONGEST = 120_000
_MOVES = 24
_WATCH = """
window.seen = { drawn: 0, frames: [], asked: 0, answered: 0, filled: 0 };
const clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...values) {
  setTimeout(ended);
  clear.apply(this, values);
};
const ended = () => {
  window.seen.drawn = performance.now();
  window.seen.answered ||= window.seen.asked && window.seen.drawn;
};
const request = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) => request((time) => {
  const start = performance.now();
  callback(time);
  window.seen.frames.push(performance.now() - start);
});
const ask = ({ timeStamp }) => (window.seen.asked ||= timeStamp);
for (const type of ["pointermove", "pointerup"]) addEventListener(type, ask, true);
addEventListener("DOMContentLoaded", () => {
  const panel = document.getElementById("panel");
  const filled = () => requestAnimationFrame(() => setTimeout(() => (window.seen.filled = performance.now())));
  if (panel) new MutationObserver(filled).observe(panel, { childList: true, subtree: true });
});
"""
_PAN = """async () => {
  const canvas = document.querySelector("canvas");
  const fire = (type, frame) => canvas.dispatchEvent(new PointerEvent(type, {
    clientX: 640 + 120 * Math.sin(frame / 15), clientY: 400 + 80 * Math.sin(frame / 10),
    buttons: Number(type !== "pointerup"),
    bubbles: true, pointerId: 1, pointerType: "mouse", isPrimary: true, button: type === "pointermove" ? -1 : 0,
  }));
  const start = performance.now();
  let frames = 0;
  for (fire("pointerdown", 0); performance.now() - start < 3000; frames++) {
    fire("pointermove", frames);
    await new Promise(requestAnimationFrame);
  }
  fire("pointerup", frames);
  return (frames / (performance.now() - start)) * 1000;
}"""
_ZOOM = """async () => {
  const canvas = document.querySelector("canvas");
  const start = performance.now();
  let frames = 0;
  for (; performance.now() - start < 3000; frames++) {
    const [clientX, clientY, deltaY] = [640, 400, frames % 60 < 30 ? -40 : 40];
    canvas.dispatchEvent(new WheelEvent("wheel", { clientX, clientY, deltaY, bubbles: true, cancelable: true }));
    await new Promise(requestAnimationFrame);
  }
  return (frames / (performance.now() - start)) * 1000;
}"""

_SEARCH = """async () => {
  const field = document.querySelector("#search");
  const times = [];
  for (const query of ["t", "tr", "tra"]) {
    const start = performance.now();
    field.value = query;
    field.dispatchEvent(new Event("input"));
    times.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return times;
}"""
_ASK = "Object.assign(seen, { asked: 0, answered: 0 })"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one page: megabytes, and milliseconds until painted, redrawn, highlighted and opened."""

    size: float
    painted: float
    redraw: float
    highlight: float
    opened: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of the page.")
    parser.add_argument("--compared", type=int, default=5_000, metavar="N", help="nodes beside plain pyvis")
    parser.add_argument("--large", type=int, default=100_000, metavar="N", help="nodes of the page by itself")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each page is measured")
    parser.add_argument("--papers", type=Path, metavar="FILE", help="real abstracts for the page by itself")
    parser.add_argument("--records", type=Path, metavar="FILE", help="what `kg extract` found in the papers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        if options.papers is None:
            _print_comparison(browser, Path(folder), options.compared, options.rounds)
            _print_large(browser, Path(folder), made_up(options.large))
        elif options.papers.exists():
            _print_large(browser, Path(folder), _real(options.papers, options.records))
        else:
            print(f"{options.papers}: there is no such file, so nothing to measure")


def _print_comparison(browser: Browser, folder: Path, nodes: int, rounds: int) -> None:
    knowledge = made_up(nodes)
    analysis = analyse(knowledge)
    own, plain = folder / "own.html", folder / "plain.html"
    write_page(knowledge, analysis, own, config=ExplorerConfig())
    _write_plain(knowledge, analysis, plain)
    pairs = [(_figures(browser, plain), _figures(browser, own)) for _ in range(rounds)]
    print(f"{nodes:,} nodes, {len(knowledge.facts):,} facts, {rounds} rounds")
    print(f"{'':12}{'plain pyvis':>14}{'page':>14}{'ratio':>10}{'of the rounds':>18}")
    for name, unit in (("size", "MB"), ("painted", "ms"), ("redraw", "ms"), ("highlight", "ms"), ("opened", "ms")):
        theirs, mine = ([getattr(figures, name) for figures in side] for side in zip(*pairs, strict=True))
        one, other = statistics.median(theirs), statistics.median(mine)
        ratios = [a / b for a, b in zip(theirs, mine, strict=True)]
        spread = f"{min(ratios):,.1f}-{max(ratios):,.1f}"
        print(f"{name:12}{one:>11,.1f} {unit}{other:>11,.1f} {unit}{one / other:>9,.1f}x{spread:>18}")


def _real(papers: Path, records: Path | None) -> Knowledge:
    """What the abstracts say."""
    config = Config()
    read = read_papers((papers,), config=config.corpus).papers
    if records is None:
        return resolve(read, tuple(extract_all(read, config=config.extract)), config=config.resolve)
    by_id = {paper.id: paper for paper in read}
    extractions = tuple(from_record(record, by_id[record["id"]]) for record in read_records(records))
    return resolve(read, extractions, config=config.resolve)


def _print_large(browser: Browser, folder: Path, knowledge: Knowledge) -> None:
    path = folder / "large.html"
    nodes = len(knowledge.papers) + len(knowledge.entities)
    write_page(knowledge, analyse(knowledge), path, config=ExplorerConfig())
    with _opened(browser, path) as page:
        painted = _painted(page)
        panned, zoomed = page.evaluate(_PAN), page.evaluate(_ZOOM)
        searched = page.evaluate(_SEARCH)
        own, whole = _renderer_memory(browser)
    print(f"\n{nodes:,} nodes, {len(knowledge.facts):,} facts, {path.stat().st_size / 1e6:,.1f} MB")
    print(f"painted after {painted:,.0f} ms")
    print(f"panning {panned:,.0f} and zooming {zoomed:,.0f} frames a second")
    print(f"searching {' / '.join(f'{time:,.0f}' for time in searched)} ms for the first, second and third letter")
    print(f"renderer memory {own / 1e6:,.0f} MB of its own, {whole / 1e6:,.0f} MB with the program's code")


@contextmanager
def _browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def _opened(browser: Browser, path: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True, reduced_motion="reduce")
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.set_default_timeout(_LONGEST)
    page.goto(path.as_uri(), timeout=_LONGEST)
    yield page
    context.close()


def _figures(browser: Browser, path: Path) -> Figures:
    with _opened(browser, path) as page:
        painted = _painted(page)
        return Figures(path.stat().st_size / 1e6, painted, _redraw(page), *_highlight(page))


def _painted(page: Page) -> float:
    """Milliseconds from the start of loading to the last drawing of the first picture."""
    _wait_for_rest(page)
    return float(page.evaluate("seen.drawn"))


def _wait_for_rest(page: Page) -> None:
    """Wait until something has been drawn since it was asked for, and nothing for a while."""
    end = time.monotonic() + _LONGEST / 1000
    while not page.evaluate(f"seen.drawn > seen.asked && performance.now() - seen.drawn > {_QUIET}"):
        if time.monotonic() > end:
            raise TimeoutError(f"nothing was drawn, or drawing did not end, within {_LONGEST / 1000:.0f} s")
        page.wait_for_timeout(100)


def _redraw(page: Page) -> float:
    """Milliseconds of script in the median frame while the graph is dragged."""
    page.evaluate("seen.frames = []")
    page.mouse.move(700, 300)
    page.mouse.down()
    for step in range(_MOVES):
        page.mouse.move(700 + 2 * step, 300 + step)
    page.evaluate("seen.dragged = seen.frames.slice()")
    page.mouse.up()
    _wait_for_rest(page)
    frames: list[float] = page.evaluate("seen.dragged")
    return statistics.median(frames)


def _highlight(page: Page) -> tuple[float, float]:
    """Milliseconds until the neighbours of a node stand out, and until all that a click on it brings is there."""
    x, y = _node_near_the_middle(page)
    page.mouse.move(2, 2)
    page.wait_for_timeout(_QUIET)
    page.evaluate(_ASK)
    page.mouse.move(x, y)
    page.wait_for_timeout(_QUIET)
    pointed = float(page.evaluate("seen.answered - seen.asked"))
    page.evaluate(_ASK)
    page.mouse.down()
    page.mouse.up()
    _wait_for_rest(page)
    clicked = float(page.evaluate("seen.answered - seen.asked"))
    if _is_plain(page):
        return clicked, clicked
    return pointed, float(page.evaluate("Math.max(seen.drawn, seen.filled) - seen.asked"))


def _is_plain(page: Page) -> bool:
    return bool(page.evaluate("typeof network === 'object'"))


def _node_near_the_middle(page: Page) -> tuple[float, float]:
    """A place on the page that belongs to a node: by its tooltip in this page, by asking vis in the plain one."""
    if _is_plain(page):
        place = page.evaluate(
            "(() => { const box = document.querySelector('canvas').getBoundingClientRect();"
            " const id = network.getNodeAt({ x: box.width / 2, y: box.height / 2 }) ?? network.body.nodeIndices[0];"
            " const { x, y } = network.canvasToDOM(network.getPosition(id)); return [box.x + x, box.y + y]; })()"
        )
        return place[0], place[1]
    for x, y in ((x, y) for y in range(200, 700, 9) for x in range(400, 1000, 9)):
        page.mouse.move(x, y)
        if page.locator("#tooltip:not([hidden]) strong:not(:has(em))").count():
            return x, y
    raise RuntimeError("no node is drawn near the middle of the page")


def _renderer_memory(browser: Browser) -> tuple[int, int]:
    """Bytes that the largest renderer process has in memory: its own, and with the code that it shares."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    statuses = (
        Path(f"/proc/{process['id']}/status").read_text(encoding="utf-8")
        for process in processes
        if process["type"] == "renderer"
    )
    return max((_resident(status, "RssAnon"), _resident(status, "VmRSS")) for status in statuses)


def _resident(status: str, name: str) -> int:
    return int(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) * 1024


def _write_plain(knowledge: Knowledge, analysis: Analysis, path: Path) -> None:
    """The same graph by pyvis as it comes, with its highlighting of neighbours; but with positions, without physics."""
    network = Network(height="800px", width="100%", directed=True, cdn_resources="in_line", neighborhood_highlight=True)
    network.toggle_physics(status=False)
    labels = {paper.id: paper.title for paper in knowledge.papers} | {
        entity.id: entity.label for entity in knowledge.entities
    }
    for node in analysis.nodes:
        network.add_node(node.id, label=labels[node.id], x=node.x * _SCALE, y=node.y * _SCALE, physics=False)
    for fact in knowledge.facts:
        network.add_edge(fact.head, fact.tail, title=fact.relation.value)
    path.write_text(network.generate_html(), encoding="utf-8")


if __name__ == "__main__":
    main()
