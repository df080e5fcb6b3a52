"""The page as a reader meets it: in a real browser, offline."""

import os
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kg.analysis import analyse
from kg.config import ExplorerConfig, ResolveConfig
from kg.explorer import write_page
from kg.model import Entity, Evidence, Extraction, Fact, Knowledge, Paper, PaperLink, Span
from kg.resolve import resolve
from kg.vocab import TYPES, LinkKind, NodeType, RelationType

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
DEMANDED = "KG_DEMAND_BROWSER" in os.environ
pytestmark = pytest.mark.skipif(CHROMIUM is None and not DEMANDED, reason="no Chromium on this machine")

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
Open = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=20_000)  # machines that test are busy
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Open:
    """Opens a page offline and, at the end, checks that nothing was requested, failed or was forbidden."""

    @contextmanager
    def visiting(
        path: Path, *, fragment: str = "", width: int = 1280, height: int = 800, dark: bool = False
    ) -> Iterator[Page]:
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, reduced_motion="reduce"
        )
        context.add_init_script(WATCH)
        page = context.new_page()
        requests: list[str] = []
        problems: list[str] = []
        page.on("request", lambda request: requests.append(request.url.split("#")[0]))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri() + fragment)
        yield page
        assert set(requests) == {path.as_uri()}
        assert not problems
        assert page.evaluate("[...window.ran, ...window.violations]") == []
        context.close()

    return visiting


@pytest.fixture(scope="module")
def tiny_page(tiny: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tiny, tmp_path_factory.mktemp("tiny") / "graph.html")


@pytest.fixture(scope="module")
def corpus_page(
    seed_papers: dict[str, Paper], gold_extractions: tuple[Extraction, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    extractions = sorted(gold_extractions, key=lambda extraction: extraction.paper)[:120]
    papers = tuple(seed_papers[extraction.paper] for extraction in extractions)
    knowledge = resolve(papers, extractions, config=ResolveConfig())
    return written(knowledge, tmp_path_factory.mktemp("corpus") / "graph.html", nodes=90, edges=120)


def written(knowledge: Knowledge, path: Path, *, nodes: int = 220, edges: int = 420) -> Path:
    write_page(knowledge, analyse(knowledge), path, config=ExplorerConfig(nodes=nodes, edges=edges))
    return path


def drawn(page: Page) -> tuple[int, int]:
    graph = page.locator("#graph")
    return int(graph.get_attribute("data-nodes") or 0), int(graph.get_attribute("data-edges") or 0)


def pixels_of(page: Page, kind: NodeType) -> tuple[int, int, int]:
    """How many pixels have the colour of this type, and where on the page the first of them is."""
    color = TYPES[kind].color
    page.wait_for_timeout(120)
    count, x, y = page.evaluate(COUNT_PIXELS, [int(color[at : at + 2], 16) for at in (1, 3, 5)])
    box = page.locator("#graph").bounding_box()
    assert box is not None
    return count, round(box["x"] + x), round(box["y"] + y)


def find(page: Page, query: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.keyboard.press("Enter")


def panel_title(page: Page) -> str:
    return page.locator("#panel h2").inner_text()


def test_first_view_is_drawn_within_the_budget(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page) as page:
        nodes, edges = drawn(page)
        assert 40 <= nodes <= 90
        assert 10 <= edges <= 120
        assert all(pixels_of(page, kind)[0] > 50 for kind in (NodeType.MODEL, NodeType.METHOD))
        expect(page.locator("#status")).to_contain_text("zoom in for more")


def test_zooming_in_shows_more_of_what_is_there_and_stays_within_the_budget(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page) as page:
        before = page.locator("#status").inner_text()
        for _ in range(4):
            page.keyboard.press("+")
        after = page.locator("#status").inner_text()
        in_view = [int(re.findall(r"of ([\d,]+)", text)[0].replace(",", "")) for text in (before, after)]
        assert in_view[1] < in_view[0] / 4
        assert drawn(page)[0] <= 90
        assert "at=" in page.url


def test_searching_an_alias_leads_to_the_evidence_and_the_address_leads_back(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        find(page, "vit")
        assert panel_title(page) == "Vision Transformer"
        expect(page.locator(".alias")).to_have_text(["ViT"])
        outperformed = page.locator(".facts", has_text="is outperformed by")
        expect(outperformed.locator("blockquote")).to_have_text(
            "Nimbus outperforms ViT on ImageNet with 83.3% top-1 accuracy."
        )
        expect(outperformed.locator("mark")).to_have_text(["Nimbus", "ViT"])
        expect(outperformed.locator(".confidence")).to_have_text("95%")
        address = page.url
        page.reload()
        assert panel_title(page) == "Vision Transformer"
        expect(outperformed.locator("mark")).to_have_text(["Nimbus", "ViT"])
        assert page.url == address


def test_a_click_on_a_drawn_node_opens_it_and_back_returns_to_the_map(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        _, x, y = pixels_of(page, NodeType.BENCHMARK)
        page.mouse.click(x, y + 2)
        assert panel_title(page) == "ImageNet"
        assert page.locator("#graph").get_attribute("data-scene") == "focus"
        page.go_back()
        expect(page.locator("#panel")).to_be_hidden()
        assert page.locator("#graph").get_attribute("data-scene") == "map"


def test_a_type_that_is_switched_off_is_not_drawn_and_stays_off_after_reload(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        assert pixels_of(page, NodeType.BENCHMARK)[0] > 0
        nodes, _ = drawn(page)
        page.locator("#type-Benchmark").uncheck()
        assert pixels_of(page, NodeType.BENCHMARK)[0] == 0
        assert drawn(page)[0] == nodes - 1
        page.reload()
        assert drawn(page)[0] == nodes - 1
        page.locator("#reset").click()
        assert drawn(page)[0] == nodes


def test_facts_below_the_least_confidence_and_of_hidden_relations_are_left_out(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus") as page:
        relations = page.locator(".facts h3")
        expect(relations).to_contain_text(["extends", "is evaluated on", "outperforms", "proposed by"])
        page.locator("#minimum").fill("0.9")
        expect(relations).to_contain_text(["is evaluated on", "outperforms", "proposed by"])
        page.locator("#relations-part summary").click()
        page.locator("#relation-outperforms").uncheck()
        expect(relations).to_contain_text(["is evaluated on", "proposed by"])
        expect(page.locator(".hint")).to_have_text("2 facts hidden by the filters.")


def test_nothing_passes_and_nothing_matches_are_said_with_a_way_out(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#min=0.99") as page:
        page.locator("#type-Paper").uncheck()
        expect(page.locator("#notice")).to_contain_text("Nothing passes the filters.")
        page.locator("#notice button").click()
        expect(page.locator("#notice")).to_be_hidden()
        page.keyboard.press("/")
        page.keyboard.type("no such <i>thing</i>")
        expect(page.locator("#matches")).to_contain_text("Nothing is called “no such <i>thing</i>”.")


def test_an_empty_graph_says_so(visit: Open, tmp_path: Path) -> None:
    with visit(written(Knowledge((), (), (), ()), tmp_path / "graph.html")) as page:
        expect(page.locator("#notice")).to_contain_text("This graph is empty")


def test_a_paper_shows_its_abstract_with_mentions_its_results_and_its_code(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        find(page, "nimbus: a small")
        expect(page.locator(".abstract .mark")).to_have_text(
            ["Vision Transformer", "Nimbus", "ImageNet", "top-1 accuracy"]
        )
        expect(page.locator(".facts h3").first).to_contain_text("proposes")
        expect(page.locator(".results td")).to_contain_text(["Nimbus", "top-1 accuracy", "83.3%", "ImageNet"])
        code = page.locator(".links a")
        expect(code).to_have_attribute("href", "https://github.com/example/nimbus")
        expect(code).to_have_attribute("rel", "noopener noreferrer")
        expect(page.locator(".summary a")).to_have_attribute("href", "https://arxiv.org/abs/2401.00001")
        page.locator(".results .unfold").click()
        expect(page.locator(".said mark")).to_have_text("83.3")
        page.locator(".abstract .mark", has_text="ImageNet").click()
        assert panel_title(page) == "ImageNet"


def test_two_steps_widen_the_neighbourhood(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page) as page:
        find(page, "ImageNet")
        nodes, _ = drawn(page)
        page.keyboard.press("e")
        assert nodes < drawn(page)[0] <= 90
        assert "hops=2" in page.url
        page.keyboard.press("e")
        assert drawn(page)[0] == nodes


def test_the_shortest_path_between_two_nodes_is_shown_with_its_evidence(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        find(page, "image classification")
        page.locator("#path-end").fill("ViT")
        page.locator("#path-end").press("Enter")
        expect(page.locator("#panel .summary")).to_contain_text("4 steps")
        assert drawn(page) == (5, 4)
        expect(page.locator("#panel blockquote")).to_have_count(4)
        page.keyboard.press("Escape")
        assert panel_title(page) == "image classification"


def test_a_topic_lists_what_is_in_it(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page) as page:
        page.locator("#topic-1").click()
        name = page.locator("#topic-1 .name").inner_text()
        assert panel_title(page) == name
        expect(page.locator("#panel h3")).to_contain_text(["Most characteristic", "Most important", "Papers"])
        expect(page.locator("#panel .node").first).to_have_text(name.split(" · ")[0])


def test_arrow_keys_walk_and_say_where_enter_opens(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus") as page:
        page.locator("#graph").focus()
        page.keyboard.press("ArrowRight")
        said = page.locator("#live").inner_text()
        phrase, name = re.match(r"(.*?) ([A-Z].*), (?:Model|Benchmark|Paper), \d facts?", said).groups()  # type: ignore[union-attr]
        assert phrase in {"extends", "outperforms", "is evaluated on", "proposed by"}
        page.keyboard.press("Enter")
        assert panel_title(page) == name


def test_pictures_of_the_view_are_whole_files(visit: Open, tiny_page: Path, tmp_path: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus") as page:
        for button, name in (("#save-png", "graph.png"), ("#save-svg", "graph.svg")):
            with page.expect_download() as download:
                page.locator(button).click()
            download.value.save_as(tmp_path / name)
        png = (tmp_path / "graph.png").read_bytes()
        assert png.startswith(b"\x89PNG")
        assert png.endswith(b"IEND\xaeB`\x82")
        picture = ET.parse(tmp_path / "graph.svg").getroot()  # noqa: S314 - made by this test
        texts = {text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")}
        assert {"Nimbus", "ImageNet", "extends"} <= texts
        assert len(list(picture.iter("{http://www.w3.org/2000/svg}line"))) == drawn(page)[1]


@pytest.mark.parametrize("dark", [False, True])
def test_text_has_enough_contrast_on_light_and_dark(dark: bool, visit: Open, tiny_page: Path) -> None:  # noqa: FBT001
    with visit(tiny_page, dark=dark) as page:
        style = "getComputedStyle(document.documentElement)"
        colors = {
            name: page.evaluate(f"{style}.getPropertyValue('--{name}').trim()")
            for name in ("ground", "surface", "raised", "text", "muted", "accent")
        }
        assert (luminance(colors["ground"]) < 0.1) is dark
        for ground in ("ground", "surface", "raised"):
            for ink in ("text", "muted", "accent"):
                assert contrast(colors[ink], colors[ground]) >= 4.5, (ink, ground)


def luminance(color: str) -> float:
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_on_a_phone_the_graph_has_the_screen_and_nothing_scrolls_sideways(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, width=390, height=844) as page:
        overflow = "document.documentElement.scrollWidth - innerWidth"
        box = page.locator("#graph").bounding_box()
        assert box is not None
        assert box["width"] == 390
        expect(page.locator("#sidebar")).not_to_be_visible()
        page.locator("#filters-button").click()
        expect(page.locator("#sidebar")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#sidebar")).not_to_be_visible()
        page.locator("#search").fill("imagenet")
        page.locator("#search").press("Enter")
        expect(page.locator("#panel")).to_be_visible()
        assert page.evaluate(overflow) == 0
        assert page.evaluate("document.querySelector('#panel').scrollWidth") <= 390


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "' onmouseover='alert(4)",
    '<a href="javascript:alert(5)">href=</a>',
    "{{ 7*7 }}{% raw %}${alert(6)}`",
    "<!--<script>",
    "\u202eright to left שלום\u2028\u2029",
    "\U0001f680 beyond the basic plane",
    "x" * 10_000,
)


def hostile() -> Knowledge:
    papers = tuple(
        Paper(
            f"javascript:alert({n})//{text[:40]}",
            text,
            f"{text} uses {text}.",
            (Span(0, len(text)), Span(len(text) + 1, 3 * len(text) + 8)),
            url=f"javascript:alert('{n}')",
        )
        for n, text in enumerate(HOSTILE)
    )
    entities = tuple(
        Entity(f'entity/{n}"><i>', text, NodeType.METHOD, (f"alias {text}",), ((NodeType.METHOD, 1),), (), 0.9)
        for n, text in enumerate(HOSTILE)
    )
    facts = tuple(
        Fact(
            entity.id,
            RelationType.USES,
            entities[n - 1].id,
            (Evidence(paper.id, paper.sentences[1], paper.sentences[1].of(paper.text), None, None, 0.9),),
            0.9,
        )
        for n, (entity, paper) in enumerate(zip(entities, papers, strict=True))
    )
    links = tuple(
        PaperLink(papers[0].id, url, LinkKind.CODE)
        for url in (
            "http://github.com/plain",
            "https://github.com.evil.example/x",
            "https://github.com@evil.example/x",
            "https://huggingface.co/fine",
            "https://sub.github.io/fine",
            "javascript:alert(8)",
        )
    )
    return Knowledge(papers, entities, facts, (), links)


def test_hostile_names_and_titles_are_shown_as_text_and_run_nothing(visit: Open, tmp_path: Path) -> None:
    path = written(hostile(), tmp_path / "graph.html")
    with visit(path) as page:
        for text in HOSTILE:
            find(page, text[:60])
            title = re.sub(r"\s+", " ", page.locator("#panel h2").text_content() or "")
            assert title == re.sub(r"\s+", " ", text)
            page.locator("#panel .unfold").first.click()
            page.mouse.move(640, 400)
        assert page.evaluate("document.querySelectorAll('body img, #panel script, [onerror], [onload]').length") == 0


def test_only_https_links_to_known_hosts_are_links(visit: Open, tmp_path: Path) -> None:
    path = written(hostile(), tmp_path / "graph.html")
    with visit(
        path, fragment="#node=javascript%3Aalert%280%29%2F%2F%3C%2Fscript%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E"
    ) as page:
        hrefs = page.evaluate("[...document.querySelectorAll('a')].map((link) => link.href)")
        assert hrefs == ["https://huggingface.co/fine", "https://sub.github.io/fine"]
        expect(page.locator(".links li")).to_have_count(6)


def test_years_filter_what_is_shown_where_years_are_known(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    papers = tuple(replace(paper, year=2023 + n) for n, paper in enumerate(tiny.papers))
    with visit(written(replace(tiny, papers=papers), tmp_path / "graph.html")) as page:
        nodes, _ = drawn(page)
        page.locator("#year-until").select_option("2023")
        assert drawn(page)[0] < nodes
        assert "until=2023" in page.url
        find(page, "ImageNet")
        expect(page.locator(".facts .node")).to_have_text(["Nimbus"])
