"""The page as a reader meets it: the map, a node and its facts, paths, filters, pictures."""

import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from urllib.parse import urlencode

import pytest
from browsing import Open, drawn, find, go, needs_chromium, panel_title, pixels_of, ready, settled, written
from playwright.sync_api import Browser, Page, expect

from kg.config import ResolveConfig
from kg.model import Broader, Extraction, Knowledge, Paper
from kg.resolve import resolve
from kg.vocab import TYPES, HierarchySource, NodeType, RelationType

pytestmark = needs_chromium


def test_first_view_is_drawn_within_the_budget(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page) as page:
        nodes, edges = drawn(page)
        assert 40 <= nodes <= 90
        assert 10 <= edges <= 120
        assert all(pixels_of(page, kind)[0] > 50 for kind in (NodeType.MODEL, NodeType.METHOD))
        expect(page.locator("#status")).to_contain_text("zoom in for more")


def test_first_view_says_what_this_is_and_asks_questions_that_are_answered(visit: Open, tiny_page: Path) -> None:
    answers = {
        "What is Nimbus built on?": "#page .lineage .node >> text=Vision Transformer",
        "Which results are there on ImageNet?": "#page .tests strong >> text=83.3%",
        "What links Nimbus to Stratus?": "#panel ol .node >> text=ImageNet",
    }
    with visit(tiny_page) as page:
        expect(page.locator("#intro strong")).to_contain_text("What 2 papers say about 6 models")
        expect(page.locator("#intro .question")).to_have_text(list(answers))
        for question, answer in answers.items():
            page.locator("#intro").get_by_text(question).click()
            expect(page.locator(answer).first).to_be_visible()
            expect(page.locator("#intro")).to_be_hidden()
            go(page, "")


def test_what_a_first_view_says_makes_room_when_it_is_closed(browser: Browser, tiny_page: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(tiny_page.as_uri())
    canvas = page.locator("#graph canvas").first
    before = canvas.bounding_box()
    page.locator("#intro .close").click()
    expect(page.locator("#intro")).to_be_hidden()
    settled(page)
    after = canvas.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"] + 40
    expect(page.locator("#graph")).to_be_focused()
    go(page, "#node=entity%2Fnimbus")
    go(page, "")
    expect(page.locator("#intro")).to_be_hidden()
    page.close()


@pytest.mark.parametrize("fragment", ["#node=entity%2F<i>gone", "#node=entity%2Fnimbus&to=entity%2F<i>gone"])
def test_an_address_of_something_that_is_not_there_says_so(visit: Open, tiny_page: Path, fragment: str) -> None:
    with visit(tiny_page, fragment=fragment) as page:
        expect(page.locator("#intro strong")).to_have_text("This graph has nothing with the id “entity/<i>gone”.")
        find(page, "ImageNet")
        assert panel_title(page) == "ImageNet"
        expect(page.locator("#intro")).to_be_hidden()


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("#head=entity%2Fnimbus&relation=uses&tail=entity%2Fimagenet", "no such fact: “Nimbus uses ImageNet”."),
        ("#topic=99", "no topic with the number “99”."),
    ],
)
def test_an_address_of_a_fact_or_topic_that_is_not_there_says_so(
    visit: Open, tiny_page: Path, fragment: str, said: str
) -> None:
    with visit(tiny_page, fragment=fragment) as page:
        expect(page.locator("#intro strong")).to_have_text(f"This graph has {said}")


@pytest.mark.parametrize("width", [1280, 390])
def test_of_a_few_papers_all_is_drawn(
    visit: Open, seed_papers: dict[str, Paper], gold_extractions: tuple[Extraction, ...], tmp_path: Path, width: int
) -> None:
    few = sorted(gold_extractions, key=lambda extraction: extraction.paper)[:3]
    papers = tuple(seed_papers[extraction.paper] for extraction in few)
    path = written(resolve(papers, few, config=ResolveConfig()), tmp_path / "graph.html")
    with visit(path, width=width, height=844) as page:
        expect(page.locator("#status")).to_have_text(re.compile(r"^(\d+) of \1 nodes in view$"))
        assert drawn(page)[0] > 40


@pytest.mark.parametrize("place", ["1e9,1e9,5", "-1e300,0,0.1", "0,1e5,1e300"])
def test_an_address_of_a_place_off_the_map_shows_the_whole_map(visit: Open, corpus_page: Path, place: str) -> None:
    with visit(corpus_page) as page:
        whole = page.locator("#status").inner_text()
        go(page, f"#at={place}")
        expect(page.locator("#status")).to_have_text(whole)
        page.keyboard.press("+")
        expect(page.locator("#status")).not_to_have_text(whole)
        assert drawn(page)[0] > 20


@pytest.mark.parametrize(("view", "part"), [("&view=page", "#page"), ("", "#panel")])
def test_back_leads_to_where_one_had_read(visit: Open, corpus_page: Path, view: str, part: str) -> None:
    with visit(corpus_page, fragment=f"#node=entity%2Fimagenet{view}", height=300) as page:
        expect(page.locator(f"{part} h2")).to_have_text("ImageNet")
        page.locator(part).evaluate("(part) => (part.scrollTop = 150)")
        page.locator(f"{part} .facts .node").last.evaluate("(link) => link.click()")
        expect(page.locator(f"{part} h2")).not_to_have_text("ImageNet")
        assert page.locator(part).evaluate("(part) => part.scrollTop") == 0
        page.go_back()
        expect(page.locator(f"{part} h2")).to_have_text("ImageNet")
        assert page.locator(part).evaluate("(part) => part.scrollTop") == 150


def test_a_search_that_finds_more_than_it_lists_says_how_many(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page) as page:
        page.keyboard.press("/")
        page.keyboard.type("e")
        expect(page.locator("#matches .match")).to_have_count(12)
        expect(page.locator("#matches .match-rest")).to_have_text(re.compile(r"and \d[\d,]* more; type further"))
        page.keyboard.type("fficient attention mechanism")
        expect(page.locator("#matches .match-rest")).to_have_count(0)


def test_a_search_puts_what_is_known_before_what_only_starts_with_it(
    visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    names = {
        "nimbus": "language model",
        "stratus": "model",
        "vision-transformer": "Submodel Net",
        "image-classification": "model reloading",
    }
    # One name for each way to match: in a later word of what is important, whole, inside a word, at the start.
    renamed = replace(
        tiny,
        entities=tuple(
            replace(entity, label=names.get(entity.id.removeprefix("entity/"), entity.label), aliases=())
            for entity in tiny.entities
        ),
    )
    with visit(written(renamed, tmp_path / "graph.html")) as page:
        page.keyboard.press("/")
        page.keyboard.type("model")
        expect(page.locator("#matches .match-name")).to_have_text(
            ["model", "language model", "model reloading", "Submodel Net"]
        )


def test_on_a_phone_the_cells_of_a_row_stand_below_each_other_with_their_headings(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#view=page&node=entity%2Fimagenet", width=390, height=844) as page:
        rooms = page.locator("#page .table-room")
        assert rooms.evaluate_all("(rooms) => rooms.every((room) => room.scrollWidth <= room.clientWidth)")
        tests = page.get_by_role("table").first
        assert tests.get_by_role("columnheader").all_inner_texts()[:3] == ["Paper", "What", "Results"]
        row = tests.get_by_role("row").nth(1)
        paper, what = (row.get_by_role("cell").nth(n).bounding_box() for n in (0, 1))
        assert paper is not None
        assert what is not None
        assert what["y"] >= paper["y"] + paper["height"]
        said = "(cell) => getComputedStyle(cell, '::before').content"
        assert row.get_by_role("cell").nth(1).evaluate(said).startswith('"What"')
        row.get_by_role("button", name="Show the sentence").click()
        expect(page.locator("#page .said blockquote").first).to_be_in_viewport()


def test_a_paper_page_gives_its_facts_the_whole_width_of_a_phone(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#view=page&node=arxiv%3A2401.00001", width=390, height=844) as page:
        widths = [page.locator(f"#page {part}").bounding_box() for part in (".leading", ".beside")]
        assert all(box is not None and box["width"] > 340 for box in widths)


def test_zooming_in_shows_more_of_what_is_there_and_stays_within_the_budget(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page) as page:
        before = page.locator("#status").inner_text()
        for _ in range(4):
            page.keyboard.press("+")
        after = page.locator("#status").inner_text()
        in_view = [int(re.findall(r"of ([\d,]+)", text)[0].replace(",", "")) for text in (before, after)]
        assert in_view[1] < in_view[0] / 3
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
        expect(page.locator(".hint")).to_contain_text("2 facts hidden by the filters.")
        page.locator(".hint button").click()
        expect(relations).to_contain_text(["extends", "is evaluated on", "outperforms", "proposed by"])


def test_enter_in_an_empty_search_opens_nothing(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        page.keyboard.press("/")
        page.keyboard.type("nimbus")
        page.locator("#search").clear()
        page.keyboard.press("Enter")
        settled(page)
        expect(page.locator("#panel")).to_be_hidden()
        find(page, "imagenet")
        page.keyboard.press("Escape")
        expect(page.locator("#panel")).to_be_hidden()
        page.keyboard.press("/")
        page.keyboard.press("Enter")
        settled(page)
        expect(page.locator("#panel")).to_be_hidden()


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


def test_papers_in_which_nothing_was_found_lie_in_the_middle_and_say_so(
    visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    [paper, _] = tiny.papers
    with visit(written(Knowledge((paper,), (), (), ()), tmp_path / "graph.html")) as page:
        expect(page.locator("#intro strong")).to_have_text("Nothing was found in 1 paper.")
        canvas = page.locator("#graph").bounding_box()
        assert canvas is not None
        page.mouse.click(canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
        assert panel_title(page) == paper.title


@pytest.mark.parametrize("view", ["graph", "page"])
def test_what_the_filters_hide_is_not_said_to_be_missing(
    view: str, visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    [task] = (one for one in tiny.entities if one.type is NodeType.TASK)
    alone = replace(task, id="entity/alone", label="alone")
    path = written(replace(tiny, entities=(alone, *tiny.entities)), tmp_path / "graph.html")
    hints = "#panel .hint, #page .hint"
    with visit(path, fragment=f"#view={view}&node=entity%2Fimage-classification&min=0.9") as page:
        expect(page.locator(hints)).to_have_text(["1 fact hidden by the filters. Show all"])
        go(page, f"#view={view}&node=entity%2Falone&min=0.9")
        expect(page.locator(hints)).to_have_text(["The papers name it, but no relation of it was found."])


def test_a_confidence_is_rounded_once(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    facts = tuple(replace(fact, confidence=0.8848) for fact in tiny.facts)
    with visit(written(replace(tiny, facts=facts), tmp_path / "graph.html"), fragment="#node=entity%2Fnimbus") as page:
        expect(page.locator("#panel .fact-line .confidence").first).to_have_text("88%")


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
        expect(page.locator(".summary a").first).to_have_attribute("href", "https://arxiv.org/abs/2401.00001")
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


@pytest.mark.parametrize("node", ["unified-io", "hyenadna", "bert"])
def test_a_neighbour_is_named_on_any_side_of_it_that_has_room(node: str, visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment=f"#node=entity%2F{node}") as page:
        assert drawn(page)[0] > 10
        with page.expect_download() as download:
            page.locator("#save-svg").click()
        picture = ET.parse(download.value.path()).getroot()  # noqa: S314 - made by this test
        sizes = [text.get("font-size") for text in picture.iter("{http://www.w3.org/2000/svg}text")]
        assert sizes.count("12") == drawn(page)[0] - 1


STRUCK = """() => {
  const boxOf = (part) => {
    const [{ x, y, width, height }, { a, d, e, f }] = [part.getBBox(), part.getScreenCTM()];
    return { left: a * x + e, right: a * (x + width) + e, top: d * y + f, bottom: d * (y + height) + f };
  };
  const boxes = (selector) => [...document.querySelectorAll(selector)].map((part) => [boxOf(part), part]);
  const shapes = boxes("g[transform^=scale] > :is(circle, polygon)").filter(([, { points }]) => points?.length !== 3);
  const touch = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const struck = boxes("text:not([font-size='15'])").filter(([text]) => shapes.some(([shape]) => touch(text, shape)));
  return struck.map(([, { textContent }]) => textContent);
}"""
"""Names in a drawing, but that of the thing in focus, that run into a node; not into one with three corners, whose box
is larger than it is."""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (768, 1024), (360, 740)])
def test_no_name_runs_into_a_node(width: int, height: int, visit: Open, corpus_page: Path, tmp_path: Path) -> None:
    around = [f"#node=entity%2F{node}&hops={hops}" for node in ("bert", "language-model") for hops in (1, 2)]
    struck = {}
    with visit(corpus_page, width=width, height=height) as page, page.context.new_page() as drawing:
        for view in ("", "#topic=0", "#topic=1", *around):
            go(page, view)
            settled(page)
            with page.expect_download() as download:
                page.locator("#save-svg").dispatch_event("click")
            download.value.save_as(tmp_path / "graph.svg")
            drawing.goto((tmp_path / "graph.svg").as_uri())
            assert drawing.locator("text").count() > 4
            struck[view] = drawing.evaluate(STRUCK)
    assert {view: names for view, names in struck.items() if names} == {}


def test_no_relation_is_named_round_a_node_of_which_nothing_is_drawn(
    visit: Open, corpus_page: Path, tmp_path: Path
) -> None:
    with visit(corpus_page, width=360, height=740) as page, page.context.new_page() as drawing:
        for node in ("large-language-model", "transformer"):
            go(page, f"#node=entity%2F{node}")
            settled(page)
            relations = page.locator("#panel .told h3")
            neighbours = drawn(page)[0] - 1
            assert relations.count() > neighbours, "each relation has one neighbour drawn, or none"
            with page.expect_download() as download:
                page.locator("#save-svg").dispatch_event("click")
            download.value.save_as(tmp_path / "graph.svg")
            drawing.goto((tmp_path / "graph.svg").as_uri())
            named = drawing.locator("text[font-size='11.5']").all_text_contents()
            assert named
            assert set(named) <= {text.rstrip(" 0123456789\n") for text in relations.all_inner_texts()[:neighbours]}


def test_on_a_phone_most_relations_round_a_thing_and_most_neighbours_are_named(
    visit: Open, corpus_page: Path, tmp_path: Path
) -> None:
    sizes: Counter[str] = Counter()
    with visit(corpus_page, width=360, height=740) as page, page.context.new_page() as drawing:
        for node in ("bert", "language-model", "large-language-model", "transformer", "unified-io", "hyenadna"):
            go(page, f"#node=entity%2F{node}")
            settled(page)
            neighbours = drawn(page)[0] - 1
            sizes["neighbours"] += neighbours
            sizes["relations"] += min(neighbours, page.locator("#panel .told h3").count())
            with page.expect_download() as download:
                page.locator("#save-svg").dispatch_event("click")
            download.value.save_as(tmp_path / "graph.svg")
            drawing.goto((tmp_path / "graph.svg").as_uri())
            sizes["named"] += drawing.locator("text[font-size='12']").count()
            sizes["told"] += len(set(drawing.locator("text[font-size='11.5']").all_text_contents()))
    assert sizes["told"] > 0.7 * sizes["relations"]
    assert sizes["named"] > 0.8 * sizes["neighbours"]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 700), (768, 1024)])
def test_the_two_most_important_things_of_the_map_are_named(
    width: int, height: int, visit: Open, corpus_page: Path
) -> None:
    with visit(corpus_page, width=width, height=height) as page:
        named = names_in_drawing(page)
        go(page, "#view=table")
        settled(page)
        first = page.locator("#table .listing").nth(0).locator("td:first-child bdi").all_inner_texts()[:2]
    assert named.issuperset(first)


def test_the_most_important_things_of_a_topic_are_named(visit: Open, corpus_page: Path) -> None:
    unnamed = {}
    with visit(corpus_page, width=1440, height=900) as page:
        for topic in range(10):
            go(page, f"#topic={topic}")
            settled(page)
            first = page.locator("#panel section", has_text="Most important").locator("li bdi").all_inner_texts()[:3]
            assert len(first) == 3
            unnamed[topic] = {name for name in first if len(name) < 30} - names_in_drawing(page)
    assert {topic: names for topic, names in unnamed.items() if names} == {}


def names_in_drawing(page: Page) -> set[str | None]:
    """The names that stand beside nodes."""
    with page.expect_download() as download:
        page.locator("#save-svg").dispatch_event("click")
    picture = ET.parse(download.value.path()).getroot()  # noqa: S314 - made by this test
    return {text.text for text in picture.iter("{http://www.w3.org/2000/svg}text") if text.get("font-size") == "12"}


def drawn_places(page: Page) -> list[tuple[float, ...]]:
    """Where in the drawing each thing is, and its radius."""
    with page.expect_download() as download:
        page.locator("#save-svg").dispatch_event("click")
    picture = Path(download.value.path()).read_text(encoding="utf-8")
    number = r"([-\d.]+)"
    found = re.findall(rf'translate\({number} {number}\)"><g transform="scale\({number}\)', picture)
    return [tuple(map(float, place)) for place in found]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (768, 1024), (360, 740)])
def test_hardly_any_two_things_two_steps_away_lie_upon_each_other(
    width: int, height: int, visit: Open, corpus_page: Path
) -> None:
    with visit(corpus_page, fragment="#node=entity%2Fbert&hops=2", width=width, height=height) as page:
        places = drawn_places(page)
    assert len(places) > 10
    upon = [(a, b) for a, b in combinations(places, 2) if math.dist(a[:2], b[:2]) < a[2] + b[2]]
    assert len(upon) <= len(places) / 30


def test_an_upright_neighbourhood_uses_the_height(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment="#node=entity%2Ftransformer", width=768, height=1024) as page:
        box = page.locator("#graph").bounding_box()
        assert box is not None
        heights = [y for _, y, _ in drawn_places(page)]
    assert max(heights) - min(heights) > box["height"] / 2


OFF_PLACE = """(places) => {
  const canvas = document.querySelector("#graph canvas");
  const ratio = canvas.width / canvas.clientWidth;
  const pen = canvas.getContext("2d");
  const colorAt = (x, y) => pen.getImageData(x, y, 1, 1).data.join();
  const reach = (x, y, step) => {
    let at = x;
    while (colorAt(at + step, y) === colorAt(x, y) && Math.abs(at - x) < 40) at += step;
    return Math.abs(at - x);
  };
  return places.filter((place) => {
    const [x, y] = place.map((each) => Math.round(each * ratio));
    return Math.abs(reach(x, y, -1) - reach(x, y, 1)) > 3 * ratio;
  });
}"""
"""The places whose color reaches further to one side."""


def test_nodes_are_drawn_where_the_page_takes_them_to_be(visit: Open, corpus_page: Path) -> None:
    off_place = {}
    with visit(corpus_page, width=360, height=740) as page:
        for node in ("bert", "hyenadna", "imagenet", "language-model", "transformer", "unified-io"):
            go(page, f"#node=entity%2F{node}")
            settled(page)
            places = drawn_places(page)
            assert len(places) > 3
            off_place[node] = page.evaluate(OFF_PLACE, places)
    assert {node: places for node, places in off_place.items() if places} == {}


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (640, 400), (360, 740), (320, 568)])
def test_all_that_surrounds_a_thing_is_in_view_and_under_no_button(
    width: int, height: int, visit: Open, corpus_page: Path
) -> None:
    with visit(corpus_page, width=width, height=height) as page:
        for node in ("bert", "language-model"):
            for hops in (1, 2):
                go(page, f"#node=entity%2F{node}&hops={hops}")
                settled(page)
                stage, *buttons = (page.locator(part).bounding_box() for part in ("#stage", ".back", ".views"))
                assert stage is not None
                for x, y, size in drawn_places(page):
                    assert size < x < stage["width"] - size
                    assert size < y < stage["height"] - size
                    for box in buttons:
                        assert box is not None
                        left, top = box["x"] - stage["x"], box["y"] - stage["y"]
                        beside = x + size < left or x - size > left + box["width"]
                        assert beside or y - size > top + box["height"]


UNDER_BUTTONS = """() => {
  const canvas = document.querySelector("#graph canvas");
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--accent)";
  const accent = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
  probe.remove();
  const { left, top } = canvas.getBoundingClientRect();
  const buttons = [...document.querySelectorAll(".views, .zoom, #status")].map((part) => part.getBoundingClientRect());
  const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const ratio = width / canvas.clientWidth;
  const places = [];
  for (let at = 0; at < data.length; at += 4) {
    if (accent.some((value, n) => data[at + n] !== value)) continue;
    places.push([left + ((at / 4) % width) / ratio, top + Math.floor(at / 4 / width) / ratio]);
  }
  const isUnder = ([x, y]) => buttons.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
  return [places.length, places.filter(isUnder).length];
}"""
"""How many pixels of the drawing stand out, and how many of these lie under a button or the count of nodes."""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_both_ends_of_a_fact_on_the_map_are_under_no_button(
    width: int, height: int, visit: Open, corpus_page: Path
) -> None:
    under = {}
    with visit(corpus_page, fragment="#node=entity%2Flanguage-model", width=width, height=height) as page:
        facts = page.locator("#panel .fact-link").evaluate_all("(links) => links.map((link) => link.hash)")
        assert len(facts) > 10
        for fact in facts:
            go(page, fact)
            settled(page)
            inked, covered = page.evaluate(UNDER_BUTTONS)
            assert inked > 50
            under[fact] = covered
    assert {fact: covered for fact, covered in under.items() if covered} == {}


def test_a_fact_that_is_looked_at_is_drawn_whatever_else_has_no_room(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment="#node=entity%2Flanguage-model", width=360, height=740) as page:
        facts = page.locator("#panel .fact-link").evaluate_all("(links) => links.map((link) => link.hash)")
        assert len(facts) > drawn(page)[1] + 5
        for fact in facts:
            go(page, f"{fact}&node=entity%2Flanguage-model&view=table")
            settled(page)
            listed = page.locator("#table .fact-link").evaluate_all("(links) => links.map((link) => link.hash)")
            assert [one for one in listed if fact.removeprefix("#") in one]


def test_how_many_things_lie_within_two_steps_is_counted_once_each(
    visit: Open, annotated: Knowledge, tmp_path: Path
) -> None:
    links: dict[str, set[str]] = {}
    for fact in annotated.facts:
        links.setdefault(fact.head, set()).add(fact.tail)
        links.setdefault(fact.tail, set()).add(fact.head)
    start = max(links, key=lambda node: (len(links[node]), node))
    within = set().union(*(links[node] for node in links[start])) | links[start]
    with visit(written(annotated, tmp_path / "graph.html"), fragment=f"#node={start.replace('/', '%2F')}") as page:
        count = len(links[start] - {start})
        expect(page.locator("#status")).to_have_text(f"{drawn(page)[0] - 1} of {count} neighbours; the panel lists all")
        page.keyboard.press("e")
        settled(page)
        count = len(within - {start})
        expect(page.locator("#status")).to_have_text(f"{drawn(page)[0] - 1} of {count} things within two steps")


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


def test_questions_are_about_proper_names_where_there_are_any(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    [extends] = (fact for fact in tiny.facts if fact.relation is RelationType.EXTENDS)
    proposes = next(fact for fact in tiny.facts if fact.relation is RelationType.PROPOSES)
    facts = (
        replace(extends, head="entity/network", tail="entity/nimbus"),
        replace(extends, head="entity/network"),
        replace(proposes, tail="entity/network"),
    )
    network = next(replace(one, id="entity/network") for one in tiny.entities if one.label == "Stratus")
    named = replace(network, label="neural network", aliases=())
    knowledge = replace(tiny, entities=(*tiny.entities, named), facts=(*tiny.facts, *facts))
    with visit(written(knowledge, tmp_path / "graph.html")) as page:
        expect(page.locator("#intro .question").first).to_have_text("What is Nimbus built on?")


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("#node=entity%2Fnimbus&to=entity%2Fimagenet", "1 step with the sentence that says so."),
        ("#node=entity%2Fnimbus&to=entity%2Fstratus", "2 steps; each with the sentence that says so."),
        ("#node=entity%2Fnimbus&to=entity%2Fnimbus", "Both ends are the same thing."),
        ("#node=entity%2Fnimbus&to=entity%2Ftop-1-accuracy", "No facts link the two, not even over others."),
    ],
)
def test_what_a_path_is_or_why_there_is_none_is_said(visit: Open, tiny_page: Path, fragment: str, said: str) -> None:
    with visit(tiny_page, fragment=fragment) as page:
        expect(page.locator("#panel .summary")).to_have_text(said)


def test_a_path_that_the_filters_hide_can_be_shown(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus&to=entity%2Fimagenet&min=0.93") as page:
        expect(page.locator("#panel .summary")).to_contain_text("Nothing that passes the filters links the two.")
        page.locator("#panel").get_by_role("button", name="Show all").click()
        expect(page.locator("#panel .summary")).to_contain_text("1 step")


def test_a_topic_lists_what_is_in_it(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page) as page:
        page.locator("#topic-1").click()
        name = page.locator("#topic-1 .name").inner_text()
        assert panel_title(page) == name
        expect(page.locator("#panel h3")).to_contain_text(["Most characteristic", "Most important", "Papers"])
        expect(page.locator("#panel .node").first).to_have_text(name.split("\u00a0· ")[0])


def test_a_topic_lists_only_what_passes_the_filters(visit: Open, corpus_page: Path) -> None:
    looks = "(icons) => new Set(icons.map((icon) => icon.outerHTML)).size"
    others = ",".join(kind.value for kind in NodeType if kind is not NodeType.MODEL)
    with visit(corpus_page, fragment=f"#topic=1&without={others}") as page:
        expect(page.locator("#panel h3")).to_have_text(["Most characteristic", "Most important"])
        said = page.locator("#panel .summary").inner_text()
        count = re.match(r"(\d+) things that have", said)
        assert count, said
        assert page.locator("#panel .node .type-icon").evaluate_all(looks) == 1
        every = page.locator("#panel section", has_text="Most important")
        every.locator(".more").click()
        expect(every.locator(".node")).to_have_count(int(count[1]))
        go(page, f"#topic=1&without={others},Model")
        expect(page.locator("#panel .summary")).to_have_text("Nothing of this topic passes the filters.")
        expect(page.locator("#panel h3")).to_have_count(0)


def test_one_thing_of_a_topic_is_spoken_of_as_one(visit: Open, tiny_page: Path) -> None:
    others = ",".join(kind.value for kind in NodeType if kind is not NodeType.BENCHMARK)
    with visit(tiny_page, fragment=f"#topic=1&without={others}") as page:
        expect(page.locator("#panel .node")).to_have_text(["ImageNet"] * 2)
        expect(page.locator("#panel .summary")).to_have_text("1 thing of this topic passes the filters.")


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
        assert len(list(picture.iter("{http://www.w3.org/2000/svg}path"))) == drawn(page)[1], "arrows"
        radii = sorted(float(circle.get("r", "0")) for circle in picture.iter("{http://www.w3.org/2000/svg}circle"))
        assert radii[-1] > 10, "the ring round the node in focus"


CONTROLS = """[...document.querySelectorAll(".status, .views, .zoom, .back")].map((part) => {
  const [own, room] = [part, document.querySelector("#graph")].map((element) => element.getBoundingClientRect());
  return [own.left - room.left, own.top - room.top, own.right - room.left, own.bottom - room.top];
})"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (640, 400), (1280, 800)])
def test_names_make_room_for_what_lies_upon_the_drawing(
    width: int, height: int, visit: Open, corpus_page: Path
) -> None:
    with visit(corpus_page, width=width, height=height) as page:
        for fragment in ("", "#node=entity%2Ftransformer", "#at=0,0,0.2", "#at=100,100,0.4"):
            go(page, fragment)
            settled(page)
            with page.expect_download() as download:
                page.evaluate("document.querySelector('#save-svg').click()")
            picture = ET.parse(download.value.path()).getroot()  # noqa: S314 - made by this test
            names = list(picture.iter("{http://www.w3.org/2000/svg}text"))
            assert len(names) > 5
            controls = page.evaluate(CONTROLS)
            assert [name.text for name in names if any(touches(name, box) for box in controls)] == [], fragment


@pytest.mark.parametrize("width", [320, 1280])
def test_the_count_of_nodes_takes_one_line_however_many_and_none_where_there_is_none(
    width: int, visit: Open, tiny_page: Path
) -> None:
    with visit(tiny_page, width=width) as page:
        status = page.locator("#status")
        one_line = status.bounding_box()
        status.evaluate("(part) => (part.textContent = '220 of 150,000 nodes in view; zoom in for more')")
        largest = status.bounding_box()
        assert one_line is not None
        assert largest is not None
        assert largest["height"] == one_line["height"]
        assert largest["x"] + largest["width"] <= width
        go(page, "#view=page&node=entity%2Fnimbus")
        expect(page.locator("#page h2")).to_have_text("Nimbus")
        expect(status).to_be_hidden()


def touches(name: ET.Element, box: tuple[float, float, float, float]) -> bool:
    """Whether the text of a drawing lies under a box of left, top, right and bottom."""
    x, y, size = (float(name.get(key, "nan")) for key in ("x", "y", "font-size"))
    reach = len(name.text or "") * size / 5  # characters are wider than two fifths of the size
    left, top, right, bottom = box
    return x - reach < right and left < x + reach and y - size / 2 < bottom and top < y + size / 2


@pytest.mark.parametrize("width", [721, 800, 940, 941, 1080, 1280])
def test_the_title_is_whole_or_makes_way_for_the_search(width: int, visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, width=width, height=500) as page:
        title, field = (page.locator(part).bounding_box() for part in ("h1", "#search"))
        assert title is not None
        assert field is not None
        assert field["width"] > 300
        whole = page.locator("h1").evaluate(
            "(h1) => h1.scrollWidth <= h1.clientWidth && h1.scrollHeight <= h1.clientHeight"
        )
        assert whole or title["width"] == 1


def test_on_a_phone_the_questions_take_one_line(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, width=390, height=844) as page:
        questions = page.locator("#intro .question")
        tops = {questions.nth(n).bounding_box()["y"] for n in range(questions.count())}  # type: ignore[index]
        assert questions.count() == 3
        assert len(tops) == 1
        questions.last.focus()
        expect(questions.last).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


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


def test_on_a_phone_the_drawer_makes_way_for_a_topic_and_closes_when_the_map_is_tapped(
    visit: Open, corpus_page: Path
) -> None:
    with visit(corpus_page, width=390, height=844) as page:
        page.locator("#filters-button").click()
        page.locator("#topic-0").click()
        expect(page.locator("#sidebar")).not_to_be_visible()
        expect(page.locator("#panel h2")).to_be_visible()
        page.locator("#filters-button").click()
        expect(page.locator("#sidebar")).to_be_visible()
        before = page.url
        page.mouse.click(380, 300)
        expect(page.locator("#sidebar")).not_to_be_visible()
        assert page.url == before
        page.locator("#filters-button").click()
        page.locator("#type-Paper").focus()
        page.keyboard.press("Escape")
        expect(page.locator("#filters-button")).to_be_focused()


def test_the_filters_come_in_beside_a_panel_that_leaves_no_room_for_them(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment="#topic=0", width=1000, height=700) as page:
        button, sidebar = page.locator("#filters-button"), page.locator("#sidebar")
        expect(sidebar).to_be_hidden()
        expect(button).to_have_attribute("aria-expanded", "false")
        button.click()
        expect(sidebar).to_be_in_viewport()
        expect(button).to_have_attribute("aria-expanded", "true")
        page.locator("#panel").click()
        expect(sidebar).to_be_hidden()
        go(page, "")
        expect(sidebar).to_be_visible()
        expect(button).to_have_attribute("aria-expanded", "true")


def test_a_page_has_no_filters_to_open(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment="#view=page&node=entity%2Fbert") as page:
        page.keyboard.press("f")
        page.keyboard.press("g")
        expect(page.locator("#sidebar")).to_be_visible()


@pytest.mark.parametrize("height", [600, 1400])
def test_topics_take_what_room_the_filters_leave(height: int, visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, height=height) as page:
        topics, last = page.locator(".topics").bounding_box(), page.locator("#relations-part").bounding_box()
        assert topics is not None
        assert last is not None
        assert topics["height"] > 250
        unseen = page.locator(".topics").evaluate("(list) => list.scrollHeight - list.clientHeight")
        assert unseen == 0 or last["y"] + last["height"] > height - 80


def test_the_list_of_topics_stays_where_it_was_and_shows_the_chosen_one(visit: Open, corpus_page: Path) -> None:
    scrolled = "(list) => list.scrollTop"
    with visit(corpus_page, height=600) as page:
        topics, last = page.locator(".topics"), page.locator(".topic").last
        go(page, f"#topic={page.locator('.topic').count() - 1}")
        settled(page)
        expect(last).to_be_in_viewport(ratio=0.9)
        before = topics.evaluate(scrolled)
        assert before > 0
        page.locator("#type-Paper").click()
        settled(page)
        assert topics.evaluate(scrolled) == before


def test_nothing_but_the_panel_scrolls_to_what_it_holds(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus", height=400) as page:
        page.locator("#panel section").last.evaluate("(part) => part.scrollIntoView()")
        assert page.locator("#panel").evaluate("(panel) => panel.scrollTop") > 0
        assert page.locator("body").evaluate("(body) => body.scrollTop") == 0


def test_small_and_low_the_drawing_stands_beside_what_is_read(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment="#topic=0", width=640, height=400) as page:
        expect(page.locator("#panel h2")).to_be_visible()
        graph, panel = (page.locator(part).bounding_box() for part in ("#graph", "#panel"))
        assert graph is not None
        assert panel is not None
        assert graph["height"] == panel["height"] > 300
        assert graph["x"] + graph["width"] == panel["x"]


def test_a_page_that_no_server_sent_leads_to_none(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus") as page:
        expect(page.locator("#panel")).to_be_visible()
        assert page.locator('a[href^="/"]').count() == 0


def test_help_starts_at_its_top_and_is_whole_on_a_small_screen(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, width=390, height=400) as page:
        page.locator("#help-button").click()
        expect(page.locator("#help h2")).to_be_in_viewport()
        box = page.locator("#help").bounding_box()
        assert box is not None
        assert box["x"] >= 8
        assert box["x"] + box["width"] <= 390 - 8
        assert page.locator("#help").evaluate("(help) => help.scrollTop") == 0
        page.keyboard.press("Escape")
        expect(page.locator("#help")).to_be_hidden()


def test_years_filter_what_is_shown_where_years_are_known(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    papers = tuple(replace(paper, year=2023 + n) for n, paper in enumerate(tiny.papers))
    with visit(written(replace(tiny, papers=papers), tmp_path / "graph.html")) as page:
        nodes, _ = drawn(page)
        page.locator("#year-until").select_option("2023")
        assert drawn(page)[0] < nodes
        assert "until=2023" in page.url
        find(page, "ImageNet")
        expect(page.locator(".facts .node")).to_have_text(["Nimbus"])


def hover_a_fact(page: Page) -> None:
    """Move the pointer about the middle of the drawing until it is on a line."""
    box = page.locator("#graph").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(120):
        angle = 2 * math.pi * step / 120
        page.mouse.move(x + 70 * math.cos(angle), y + 70 * math.sin(angle))
        if page.locator("#tooltip em").count():
            return
    pytest.fail("no line of a fact round the middle")


def test_a_line_says_its_relation_and_sentence_and_a_click_opens_the_fact(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fstratus") as page:
        hover_a_fact(page)
        expect(page.locator("#tooltip strong")).to_contain_text("Stratus")
        expect(page.locator("#tooltip span").first).to_have_text(re.compile(r"\d\d% sure · 1 paper"))
        expect(page.locator("#tooltip q")).to_contain_text("Stratus")
        said = page.locator("#tooltip q").inner_text()
        page.mouse.down()
        page.mouse.up()
        expect(page.locator("#panel .kind")).to_have_text("Fact")
        expect(page.locator("#panel blockquote")).to_have_text(said)
        assert "relation=" in page.url
        page.keyboard.press("Escape")
        assert panel_title(page) == "Stratus"


def test_a_sentence_that_leaves_an_end_to_its_context_says_so(
    visit: Open, annotated: Knowledge, tmp_path: Path
) -> None:
    names = {entity.id: (entity.label, *entity.aliases) for entity in annotated.entities}
    path = written(annotated, tmp_path / "graph.html")
    single = [fact for fact in annotated.facts if len(fact.evidence) == 1 and fact.head in names]
    whole = next(fact for fact in single if fact.evidence[0].head and fact.evidence[0].tail)
    bare = next(
        fact
        for fact in single
        if fact.evidence[0].head is None
        and fact.evidence[0].tail
        and not any(name.lower() in fact.evidence[0].quote.lower() for name in names[fact.head])
    )
    for fact, said in ((bare, [f"{names[bare.head][0]} is not named in this sentence."]), (whole, [])):
        ends = urlencode({"head": fact.head, "relation": fact.relation.value, "tail": fact.tail})
        with visit(path, fragment=f"#{ends}") as page:
            expect(page.locator("#panel blockquote")).to_have_count(1)
            assert page.locator("#panel figure .hint").all_inner_texts() == said


def test_a_fact_has_an_address_that_shows_its_ends_on_the_map(visit: Open, tiny_page: Path) -> None:
    fact = "#head=entity%2Fnimbus&relation=extends&tail=entity%2Fvision-transformer"
    with visit(tiny_page, fragment=fact) as page:
        assert page.locator("#graph").get_attribute("data-scene") == "map"
        assert drawn(page)[0] >= 2
        assert re.sub(r"\s+", " ", panel_title(page)) == "Nimbus extends Vision Transformer"
        expect(page.locator("#panel .certainty")).to_have_text(
            re.compile("80% *Of a hundred such facts about 20 are read wrongly.")
        )
        expect(page.locator("#panel mark")).to_have_text(["Nimbus", "ViT"])
        expect(page.locator("#panel .facts h3")).to_contain_text("Also between the two")
        page.locator("#panel .facts .fact-link").click()
        assert "outperforms" in panel_title(page)


def test_a_paper_has_a_page_with_its_text_marked_in_the_colours_of_types(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=arxiv%3A2401.00001") as page:
        page.locator("#panel .tool", has_text="Page").click()
        marks = page.locator("#page .abstract .mark")
        expect(marks).to_have_text(["Vision Transformer", "Nimbus", "ImageNet", "top-1 accuracy"])
        assert marks.evaluate_all("all => all.map((mark) => mark.style.cssText)") == [
            f"--type: {TYPES[kind].color};"
            for kind in (NodeType.MODEL, NodeType.MODEL, NodeType.BENCHMARK, NodeType.METRIC)
        ]
        expect(page.locator("#page .key li")).to_have_text(["Model", "Benchmark", "Metric"])
        expect(page.locator("#page .beside h3")).to_contain_text(["proposes", "It also says"])
        stated = page.locator("#page .beside .told", has_text="It also says")
        expect(stated.locator(".phrase")).to_have_text(["extends", "is evaluated on", "outperforms"])
        expect(page.locator("#page .results .value")).to_have_text("83.3%")
        marks.last.click()
        expect(page.locator("#page h2")).to_have_text("top-1 accuracy")
        page.go_back()
        expect(page.locator("#page h2")).to_have_text("Nimbus: A Small Vision Transformer")


def test_the_results_on_a_benchmark_can_be_sorted(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#view=page&node=entity%2Fimagenet") as page:
        values = page.locator("#page .results .value")
        heading = page.locator("#page .results th", has_text="Value")
        expect(values).to_have_text(["83.3%", "2.2xspeedup"])
        heading.locator("button").click()
        expect(values).to_have_text(["83.3%", "2.2xspeedup"])
        expect(heading).to_have_attribute("aria-sort", "descending")
        heading.locator("button").click()
        expect(values).to_have_text(["2.2xspeedup", "83.3%"])
        expect(heading).to_have_attribute("aria-sort", "ascending")
        page.locator("#page .results .unfold").first.click()
        expect(page.locator("#page .said mark")).to_have_text("2.2")
        expect(page.locator("#page .facts h3").first).to_contain_text("is used to evaluate")


def test_the_lineage_of_a_model_is_a_tree(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    extends = next(fact for fact in tiny.facts if fact.relation is RelationType.EXTENDS)
    further = replace(extends, head="entity/stratus", tail="entity/nimbus")
    knowledge = replace(tiny, facts=(*tiny.facts, further))
    with visit(written(knowledge, tmp_path / "graph.html"), fragment="#view=page&node=entity%2Fstratus") as page:
        tree = page.locator("#page .lineage")
        expect(tree.locator("h3")).to_have_text(["Built on1"])
        expect(tree.locator(".node")).to_have_text(["Nimbus", "Vision Transformer"])
        expect(tree.locator("ul ul .node")).to_have_text("Vision Transformer")
        tree.locator("ul ul .node").click()
        expect(page.locator("#page .lineage h3")).to_have_text(["Built on it1"])
        expect(page.locator("#page .lineage .phrase")).to_have_text(["extended by", "extended by"])


def test_of_many_other_names_a_few_are_given_at_first_and_those_that_differ_in_hyphens_once(
    visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    names = ("ViT", "Vi-T", "vits", "Vision-Transformer", *(f"Transformer of images {n}" for n in "ABCDEFGH"))
    entities = tuple(replace(e, aliases=names) if e.label == "Vision Transformer" else e for e in tiny.entities)
    page_of_it = "#view=page&node=entity%2Fvision-transformer"
    with visit(written(replace(tiny, entities=entities), tmp_path / "graph.html"), fragment=page_of_it) as page:
        few = ["ViT", *(f"Transformer of images {n}" for n in "ABC")]
        expect(page.locator(".alias")).to_have_text(few)
        page.get_by_role("button", name="and 5 more").press("Enter")
        expect(page.locator(".alias")).to_have_text([*few, *(f"Transformer of images {n}" for n in "DEFGH")])
        expect(page.locator(".alias", has_text="images D")).to_be_focused()


@pytest.mark.parametrize("width", [768, 1280])
def test_types_are_named_in_full_where_nothing_hovers(width: int, browser: Browser, tiny_page: Path) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(tiny_page.as_uri())
    ready(page)
    expect(page.locator(".only").first).to_be_visible()
    page.locator("#sidebar .rows .count").evaluate_all("(counts) => counts.forEach((count) => count.append('0,000'))")
    cut = "(names) => names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent)"
    assert page.locator("#sidebar section .row .name").evaluate_all(cut) == []
    context.close()


@pytest.mark.parametrize("place", ["panel", "page"])
def test_all_sentences_of_a_relation_are_shown_and_hidden_at_once(place: str, visit: Open, corpus_page: Path) -> None:
    view = "&view=page" if place == "page" else ""
    with visit(corpus_page, fragment=f"#node=entity%2Faccuracy{view}") as page:
        part = page.locator(f"#{place} .told").filter(has=page.get_by_role("button", name="Sentences")).first
        rows = part.locator(".fact").count()
        assert rows > 1
        part.locator(".unfold").first.click()
        part.get_by_role("button", name="Sentences").click()
        expect(part.locator(".fact:has(blockquote:visible)")).to_have_count(rows)
        part.get_by_role("button", name="Sentences").click()
        expect(part.locator("blockquote:visible")).to_have_count(0)


def test_a_kind_of_task_is_not_built_on_the_task(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    [task] = [entity for entity in tiny.entities if entity.id == "entity/image-classification"]
    wider = replace(task, id="entity/recognition", label="recognition")
    stated = next(fact for fact in tiny.facts if fact.relation is RelationType.EXTENDS)
    is_a = replace(stated, head=task.id, relation=RelationType.IS_A, tail=wider.id)
    knowledge = replace(tiny, entities=(*tiny.entities, wider), facts=(is_a, *tiny.facts))
    with visit(written(knowledge, tmp_path / "graph.html"), fragment=f"#view=page&node={task.id}") as page:
        expect(page.locator("#page .groups h3")).to_have_text(["is a1", "is performed by1"])
        expect(page.locator("#page .lineage")).to_have_count(0)
        go(page, f"#node={task.id}")
        expect(page.locator("#panel .kin")).to_have_count(0)


def test_what_a_thing_is_built_on_stands_below_its_name_and_leads_to_the_tree(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus") as page:
        line = page.locator("#panel .kin", has_text="Built on")
        expect(line).to_have_text("Built on Vision Transformer · step by step")
        line.get_by_role("link", name="step by step").click()
        expect(page.locator("#page .lineage .node")).to_have_text("Vision Transformer")


def test_what_is_built_on_a_thing_stands_below_its_name_without_its_kinds(
    visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    extends = next(fact for fact in tiny.facts if fact.relation is RelationType.EXTENDS)
    is_a = replace(extends, head="entity/stratus", relation=RelationType.IS_A)
    knowledge = replace(tiny, facts=(*tiny.facts, is_a))
    with visit(written(knowledge, tmp_path / "graph.html"), fragment="#node=entity%2Fvision-transformer") as page:
        expect(page.locator("#panel .kin")).to_have_text("Built on it: Nimbus · and 1 more")
        page.get_by_role("link", name="and 1 more").click()
        expect(page.locator("#page .lineage .node")).to_have_text(["Nimbus", "Stratus"])
        go(page, "#node=entity%2Fstratus")
        expect(page.locator("#panel h2")).to_have_text("Stratus")
        expect(page.locator("#panel .kin", has_text="Built on")).to_have_count(0)


def test_both_ends_of_a_path_are_named_whole(visit: Open, corpus_page: Path, tmp_path: Path) -> None:
    cut = {}
    with visit(corpus_page, width=360, height=740) as page, page.context.new_page() as drawing:
        for start, end in (("hyenadna", "tokenizer"), ("mamba", "imagenet"), ("unified-io", "throughput")):
            go(page, f"#node=entity%2F{start}&to=entity%2F{end}")
            settled(page)
            with page.expect_download() as download:
                page.locator("#save-svg").dispatch_event("click")
            download.value.save_as(tmp_path / "graph.svg")
            drawing.goto((tmp_path / "graph.svg").as_uri())
            names = drawing.locator("text[font-weight='600']")
            rims = names.evaluate_all("(names) => names.map((n) => n.getBBox()).map(({ x, width }) => [x, x + width])")
            assert len(rims) == 2
            cut[start, end] = [(left, right) for left, right in rims if left < 0 or right > 360]
    assert {path: names for path, names in cut.items() if names} == {}


def test_the_ends_of_a_path_are_named_once_and_lead_on(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus&to=entity%2Fstratus") as page:
        expect(page.locator("#panel h3")).to_have_count(0)
        page.locator("#panel h2 .node", has_text="Stratus").click()
        expect(page.locator("#panel h2")).to_have_text("Stratus")


def test_kinds_are_shown_both_ways_with_what_shows_them(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    uses = next(fact for fact in tiny.facts if fact.relation is RelationType.EXTENDS)
    stated = replace(uses, relation=RelationType.IS_A)
    links = (
        Broader("entity/nimbus", "entity/vision-transformer", (HierarchySource.STATED,)),
        Broader("entity/stratus", "entity/nimbus", (HierarchySource.VERSION, HierarchySource.HEAD_NOUN)),
    )
    knowledge = replace(tiny, facts=(*tiny.facts, stated), broader=links)
    with visit(written(knowledge, tmp_path / "graph.html"), fragment="#node=entity%2Fnimbus") as page:
        broader = page.locator("#panel .kin").first
        expect(broader).to_have_text("A kind of Vision Transformer (stated)")
        kinds = page.locator("#panel .kinds")
        expect(kinds.locator(".node")).to_have_text("Stratus")
        expect(kinds.locator(".note")).to_have_text("(by version, by name)")
        broader.get_by_role("link", name="stated").click()
        expect(page.locator("#panel .statement")).to_have_text(re.compile("Nimbus *is a *Vision Transformer"))
        go(page, "#view=page&node=entity%2Fvision-transformer")
        expect(page.locator("#page .kinds .node")).to_have_text("Nimbus")


def test_of_many_broader_things_a_few_are_named_and_the_others_on_demand(
    visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    [nimbus] = (one for one in tiny.entities if one.label == "Nimbus")
    kinds = tuple(replace(nimbus, id=f"entity/z{n}", label=f"Kind {n}", aliases=()) for n in range(10))
    links = tuple(Broader("entity/nimbus", kind.id, (HierarchySource.HEAD_NOUN,)) for kind in kinds)
    knowledge = replace(tiny, entities=(*tiny.entities, *kinds), broader=links)
    with visit(written(knowledge, tmp_path / "graph.html"), fragment="#node=entity%2Fnimbus") as page:
        line = page.locator("#panel .kin", has_text="A kind of")
        expect(line.locator("a")).to_have_count(6)
        line.get_by_role("button", name="and 4 more").press("Enter")
        expect(line.locator("a")).to_have_count(10)
        expect(line.locator("a").nth(6)).to_be_focused()


def test_large_numbers_are_written_alike_wherever_they_stand(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    [imagenet] = (one for one in tiny.entities if one.label == "ImageNet")
    [tested, *_] = (fact for fact in tiny.facts if fact.relation is RelationType.EVALUATED_ON)
    models = tuple(replace(imagenet, id=f"entity/z{n}", label=f"Model {n}", type=NodeType.MODEL) for n in range(1100))
    facts = tuple(replace(tested, head=model.id) for model in models)
    knowledge = replace(tiny, entities=(*tiny.entities, *models), facts=facts)
    with visit(written(knowledge, tmp_path / "graph.html"), fragment="#node=entity%2Fimagenet") as page:
        used = page.locator("#panel section.facts", has_text="is used to evaluate")
        expect(used.locator("h3 .count")).to_have_text("1,100")
        expect(used.locator(".more")).to_have_text("Show all 1,100 facts")
        expect(page.locator("#live")).to_have_text("ImageNet, Benchmark, 1,100 facts")
        go(page, "#view=table&node=entity%2Fimagenet")
        row = page.locator("#table tr", has_text="ImageNet").first
        expect(row.locator("[data-heading=Facts]")).to_have_text("1,100")


def test_a_benchmark_lists_the_papers_that_test_on_it_with_their_results(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#view=page&node=entity%2Fimagenet") as page:
        table = page.locator("#page .tests")
        first, second = (
            ["Stratus <b>& friends</b>", "Stratus", "2.2x speedup", "90%"],
            ["Nimbus: A Small Vision Transformer", "Nimbus", "83.3% top-1 accuracy", "90%"],
        )
        cells = table.locator("tbody tr:has(.confidence)")
        expect(cells).to_have_count(2)
        found = [[cell for cell in row.locator("td").all_inner_texts() if cell] for row in cells.all()]
        assert sorted(found) == sorted([first, second])
        table.locator("tr", has_text="Nimbus: A Small").locator(".unfold").click()
        expect(table.locator("blockquote")).to_have_text(
            "Nimbus outperforms ViT on ImageNet with 83.3% top-1 accuracy."
        )


@pytest.mark.parametrize("clicks", [2, 3])
def test_a_row_clicked_again_before_its_sentences_are_read_leaves_the_others(
    clicks: int, visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    with visit(written(tiny, tmp_path / "graph.html"), fragment="#view=page&node=entity%2Fimagenet") as page:
        rows = page.locator("#page .tests tbody tr:has(.unfold)")
        expect(rows).to_have_count(2)
        first = rows.first.locator(".unfold")
        first.evaluate("(button, clicks) => { for (let n = 0; n < clicks; n++) button.click(); }", clicks)
        expect(rows).to_have_count(2)
        expect(page.locator("#page .tests blockquote")).to_have_count(clicks % 2)
        expect(first).to_have_attribute("aria-expanded", str(clicks % 2 == 1).lower())


def test_data_that_papers_train_on_is_not_said_to_be_tested_on(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    benchmark = "entity/imagenet"
    facts = tuple(
        replace(fact, relation=RelationType.TRAINED_ON) if fact.tail == benchmark else fact for fact in tiny.facts
    )
    one = tuple(fact for fact in tiny.facts if fact.tail != benchmark or fact.head == "entity/nimbus")
    cases = (
        (replace(tiny, facts=facts), "2 papers test or train on it, 2 with results", "test or train", 5),
        (replace(tiny, facts=facts, results=()), "2 papers train on it, 0 with results", "train", 4),
        (replace(tiny, facts=one, results=()), "1 paper tests on it, 0 with results", "test", 4),
    )
    for number, (knowledge, panel, caption, headings) in enumerate(cases):
        path = written(knowledge, tmp_path / f"{number}.html")
        with visit(path, fragment="#node=entity%2Fimagenet") as page:
            expect(page.locator("#panel .kin", has_text=" on it, ")).to_contain_text(panel)
            page.locator("#panel .kin a", has_text="see which").click()
            expect(page.locator("#page .tests h3")).to_contain_text(f"Papers that {caption} on it")
            expect(page.locator("#page .tests th")).to_have_count(headings)


def test_pointing_at_a_node_fades_all_but_its_neighbours_and_draws_nothing_anew(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        _, x, y = pixels_of(page, NodeType.BENCHMARK)
        page.evaluate(
            "document.querySelector('#graph canvas').getContext('2d').clearRect = () => (window.redrawn = true)"
        )
        settled(page)
        page.evaluate("window.redrawn = false")
        page.mouse.move(x, y + 2)
        expect(page.locator("#graph")).to_have_class(re.compile("faded"))
        lit = "(() => { const glow = document.querySelector('.glow'); return glow.getContext('2d')"
        lit += ".getImageData(0, 0, glow.width, glow.height).data.some(Boolean); })()"
        assert page.evaluate(lit)
        page.mouse.move(1, 1)
        expect(page.locator("#graph")).not_to_have_class(re.compile("faded"))
        assert not page.evaluate(lit)
        assert not page.evaluate("Boolean(window.redrawn)")
        page.evaluate("delete document.querySelector('#graph canvas').getContext('2d').clearRect")


UNDER_GLOW = """() => {
  const [drawing, glow] = ["canvas:not(.glow)", "canvas.glow"].map((one) => document.querySelector(`#graph ${one}`));
  const pixels = (canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--text").trim();
  const wanted = [1, 3, 5].map((at) => parseInt(ink.slice(at, at + 2), 16));
  const [drawn, lit] = [pixels(drawing), pixels(glow)];
  const inked = [...drawn.keys()].filter((at) => at % 4 === 0 && wanted.every((value, n) => drawn[at + n] === value));
  return [inked.length, inked.filter((at) => lit[at + 3] > 0).length];
}"""
"""How many pixels of the drawing have the colour of names, and at how many of these something stands out."""


def test_pointing_at_the_node_in_focus_leaves_names_where_they_are(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment="#node=entity%2Fimagenet") as page:
        expect(page.locator("#panel h2")).to_have_text("ImageNet")
        box = page.locator("#graph").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator("#graph")).to_have_class(re.compile("faded"))
        settled(page)
        inked, covered = page.evaluate(UNDER_GLOW)
        assert inked > 200
        assert covered == inked


LIT = """([x, y]) => {
  const glow = document.querySelector("#graph canvas.glow");
  const ratio = glow.width / glow.clientWidth;
  return glow.getContext("2d").getImageData((x - 4) * ratio, (y - 4) * ratio, 8, 8).data.some(Boolean);
}"""


def test_what_is_pointed_at_is_named_where_the_map_names_it(visit: Open, corpus_page: Path) -> None:
    svg = "{http://www.w3.org/2000/svg}"
    with visit(corpus_page) as page:
        box = page.locator("#graph").bounding_box()
        assert box is not None
        with page.expect_download() as download:
            page.locator("#save-svg").click()
        picture = ET.parse(download.value.path()).getroot()  # noqa: S314 - made by this test
        places = [re.findall(r"[-\d.]+", group.get("transform", "")) for group in picture.findall(f"{svg}g")]
        nodes = [(float(place[0]), float(place[1])) for place in places if len(place) == 2]
        names = {text.text: (float(text.get("x", "")), float(text.get("y", ""))) for text in picture.iter(f"{svg}text")}
        seen = 0
        for x, y in nodes:
            page.mouse.move(box["x"] + x, box["y"] + y)
            name = names.get(page.locator("#tooltip strong").inner_text())
            if name is not None and name[0] < x and abs(name[1] - y) < 3:
                assert page.evaluate(LIT, name)
                seen += 1
        assert seen > 2


def test_a_path_goes_through_what_is_linked_to_little_else_and_not_through_a_metric(
    visit: Open, tiny: Knowledge, tmp_path: Path
) -> None:
    tested = next(fact for fact in tiny.facts if fact.relation is RelationType.EVALUATED_ON)
    more = (
        ("entity/stratus", RelationType.OUTPERFORMS, "entity/vision-transformer"),
        *((f"entity/{one}", RelationType.MEASURED_BY, "entity/top-1-accuracy") for one in ("nimbus", "stratus")),
        *((paper.id, RelationType.EVALUATED_ON, "entity/imagenet") for paper in tiny.papers),
    )
    facts = tuple(replace(tested, head=head, relation=relation, tail=tail) for head, relation, tail in more)
    page_path = written(replace(tiny, facts=(*tiny.facts, *facts)), tmp_path / "graph.html")
    with visit(page_path, fragment="#node=entity%2Fnimbus&to=entity%2Fstratus") as page:
        expect(page.locator("#panel .summary")).to_contain_text("2 steps")
        expect(page.locator("#panel ol .node")).to_have_text(
            ["Nimbus", "Vision Transformer", "Stratus", "Vision Transformer"]
        )


def test_the_table_of_the_first_view_lists_what_that_draws(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, width=700, height=600) as page:
        nodes, _ = drawn(page)
        page.keyboard.press("t")
        expect(page.locator("#table .listing").nth(0).locator("tbody tr")).to_have_count(nodes)


def test_what_is_drawn_can_be_read_as_tables_and_copied(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus") as page:
        nodes, edges = drawn(page)
        page.locator("#view-table").click()
        tables = page.locator("#table .listing")
        expect(tables.nth(0).locator("tbody tr")).to_have_count(nodes)
        expect(tables.nth(1).locator("tbody tr")).to_have_count(edges)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Copy facts").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        rows = [line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").splitlines()]
        assert rows[0] == ["from", "relation", "to", "papers", "confidence"]
        assert ["Nimbus", "extends", "Vision Transformer", "1", "0.8"] in rows
        page.get_by_role("button", name="Name").click()
        names = tables.nth(0).locator(".node").all_inner_texts()
        assert names == sorted(names, key=str.casefold)
        tables.nth(0).locator(".node", has_text="ImageNet").click()
        assert panel_title(page) == "ImageNet"
        expect(page.locator("#table")).to_be_visible()


@pytest.mark.parametrize(
    ("fragment", "title"),
    [
        ("#node=entity%2Fnimbus", "Nimbus · {}"),
        ("#view=page&node=arxiv%3A2401.00001", "Nimbus: A Small Vision Transformer · {}"),
        ("#node=entity%2Fnimbus&to=entity%2Fstratus", "Nimbus to Stratus · {}"),
        (
            "#head=entity%2Fnimbus&relation=extends&tail=entity%2Fvision-transformer",
            "Nimbus extends Vision Transformer · {}",
        ),
        ("", "{}"),
    ],
)
def test_the_title_of_the_window_says_what_is_looked_at(
    visit: Open, tiny_page: Path, fragment: str, title: str
) -> None:
    with visit(tiny_page, fragment=fragment) as page:
        expect(page).to_have_title(title.format(page.locator("h1").inner_text()))


@pytest.mark.parametrize(
    ("fragment", "part"),
    [("#view=page&node=entity%2Fimagenet", "#page"), ("#view=table", "#table"), ("#topic=0", "#panel")],
)
def test_what_is_printed_is_all_of_it_without_what_is_to_be_clicked(
    visit: Open, corpus_page: Path, fragment: str, part: str
) -> None:
    with visit(corpus_page, fragment=fragment, height=400) as page:
        expect(page.locator(part).locator("h2")).to_be_attached()
        page.emulate_media(media="print")
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["height"] > 400
        assert box["height"] + 1 > page.evaluate(f"document.querySelector('{part}').scrollHeight")
        assert page.evaluate("document.documentElement.scrollHeight") >= box["y"] + box["height"] - 1
        expect(page.locator("#search")).to_be_hidden()
        expect(page.locator("#sidebar")).to_be_hidden()
        page.emulate_media(media="null")


def test_a_table_is_printed_as_one_on_paper_as_narrow_as_a_phone(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment="#view=table", width=700, height=500) as page:
        cell = page.locator("#table td").first
        expect(cell).to_have_css("display", "flex")
        page.emulate_media(media="print")
        expect(cell).to_have_css("display", "table-cell")
        expect(cell.locator("bdi")).to_have_css("-webkit-line-clamp", "none")
        page.emulate_media(media="null")


def test_a_page_that_is_damaged_says_that_it_cannot_be_opened(
    browser: Browser, tiny_page: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "graph.html"
    broken.write_text(tiny_page.read_text(encoding="utf-8").replace('"columns":', '"no":'), encoding="utf-8")
    page = browser.new_page()
    page.goto(broken.as_uri())
    expect(page.locator("#loading")).to_contain_text("could not open the graph")
    page.close()
