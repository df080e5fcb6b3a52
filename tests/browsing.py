"""The page in a real browser: what tests of it share."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kg.analysis import analyse
from kg.config import ExplorerConfig, ResolveConfig
from kg.explorer import write_page
from kg.model import Extraction, Knowledge, Paper
from kg.resolve import resolve
from kg.vocab import TYPES, NodeType

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
DEMANDED = "KG_DEMAND_BROWSER" in os.environ
needs_chromium = pytest.mark.skipif(CHROMIUM is None and not DEMANDED, reason="no Chromium on this machine")

WATCH = """
window.ran = []; window.violations = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = (text) => window.ran.push(text);
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
COUNT_PIXELS = """(wanted) => {
  const canvas = document.querySelector("#graph canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const near = (at) => wanted.every((value, n) => Math.abs(data[at + n] - value) < 6);
  let [count, x, y] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    if (!near(at)) continue;
    if (!count++) [x, y] = [(at / 4) % canvas.width, Math.floor(at / 4 / canvas.width)];
  }
  return [count, x, y];
}"""
GO = """(fragment) => new Promise((done) => {
  const shown = () => requestAnimationFrame(() => setTimeout(() => setTimeout(done)));
  document.querySelector("dialog[open]")?.close();
  document.querySelector("#search").value = "";
  document.activeElement.blur();
  if (location.hash === fragment || (location.hash + fragment).length < 2) return shown();
  addEventListener("hashchange", shown, { once: true });
  location.hash = fragment || "#";
})"""
Open = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=20_000)  # machines that test are busy
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Window:
    """One page in a context of its own, with the addresses that it asked for and what went wrong in it."""

    page: Page
    requests: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, width: int, height: int, *, dark: bool) -> "Window":
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            offline=True,
            reduced_motion="reduce",
        )
        context.add_init_script(WATCH)
        page = context.new_page()
        window = cls(page)
        page.on("request", lambda request: window.requests.add(request.url.split("#")[0]))
        page.on("pageerror", lambda error: window.problems.append(str(error)))
        page.on("console", lambda message: window.problems.append(message.text) if message.type == "error" else None)
        return window

    def check(self) -> None:
        """Nothing but the page was asked for, and nothing failed, ran or was forbidden."""
        assert self.requests == {self.page.url.split("#")[0]}
        assert self.problems == []
        assert self.page.evaluate("[...window.ran, ...window.violations]") == []


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Open:
    """Opens a page offline and, at the end, checks that nothing was requested, failed or was forbidden.

    What a page shows depends on its address alone, so who asks for one that is open already gets that at the address.
    """
    windows: dict[tuple[Path, int, int, bool], Window] = {}

    @contextmanager
    def visiting(
        path: Path, *, fragment: str = "", width: int = 1280, height: int = 800, dark: bool = False
    ) -> Iterator[Page]:
        key = (path, width, height, dark)
        if window := windows.pop(key, None):
            window.page.mouse.move(1, 1)
            go(window.page, fragment)
        else:
            window = Window.open(browser, width, height, dark=dark)
            window.page.goto(path.as_uri() + fragment)
            ready(window.page)
            settled(window.page)
        yield window.page
        window.check()
        windows[key] = window  # where the test has failed, the next one gets a fresh page

    return visiting


def go(page: Page, fragment: str) -> None:
    """Go to another address of an open page, and wait until it is shown."""
    page.evaluate(GO, fragment)


@pytest.fixture(scope="module")
def tiny_page(tiny: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tiny, tmp_path_factory.mktemp("tiny") / "graph.html")


@pytest.fixture(scope="session")
def corpus_page(
    seed_papers: dict[str, Paper], gold_extractions: tuple[Extraction, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    extractions = sorted(gold_extractions, key=lambda extraction: extraction.paper)[:120]
    papers = tuple(seed_papers[extraction.paper] for extraction in extractions)
    knowledge = resolve(papers, extractions, config=ResolveConfig())
    return written(knowledge, tmp_path_factory.mktemp("corpus") / "graph.html", nodes=90, edges=120)


def written(knowledge: Knowledge, path: Path, *, nodes: int = 220, edges: int = 420) -> Path:
    """Write the page of `knowledge` to `path`, which is returned."""
    write_page(knowledge, analyse(knowledge), path, config=ExplorerConfig(nodes=nodes, edges=edges))
    return path


def ready(page: Page) -> None:
    """Wait until the page is drawn."""
    page.wait_for_selector("html[data-ready]")


def settled(page: Page) -> None:
    """Wait until what follows from the last input is on the screen."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))")


def drawn(page: Page) -> tuple[int, int]:
    """How many nodes and edges are drawn."""
    ready(page)
    graph = page.locator("#graph")
    return int(graph.get_attribute("data-nodes") or 0), int(graph.get_attribute("data-edges") or 0)


def pixels_of(page: Page, kind: NodeType) -> tuple[int, int, int]:
    """How many pixels have the colour of this type, and where on the page the first of them is."""
    color = TYPES[kind].color
    settled(page)
    count, x, y = page.evaluate(COUNT_PIXELS, [int(color[at : at + 2], 16) for at in (1, 3, 5)])
    box = page.locator("#graph").bounding_box()
    assert box is not None
    return count, round(box["x"] + x), round(box["y"] + y)


def find(page: Page, query: str) -> None:
    """Search for `query` and open the first match."""
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.keyboard.press("Enter")
    settled(page)


def panel_title(page: Page) -> str:
    """What the panel is about."""
    settled(page)
    return page.locator("#panel h2").inner_text()
