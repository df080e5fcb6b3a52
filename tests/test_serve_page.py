"""The server's pages as a reader meets them: in a real browser, nothing asked of elsewhere."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_chromium, panel_title, ready, written
from playwright.sync_api import Browser, Page, expect

from kg.model import Knowledge
from kg.rdf import write_turtle

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def server(tiny: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    write_turtle(tiny, folder / "graph.ttl")
    written(tiny, folder / "graph.html")
    command = [sys.executable, "-m", "kg", "serve", "--out", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://[\d.:]+", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()


@pytest.fixture(params=[1280, 390])
def page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at the server, wide and narrow, that at the end has asked only the server and reported nothing."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, base_url=server)
    page = context.new_page()
    requested: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert all(url.startswith((server, "data:")) for url in requested)
    assert [problem for problem in problems if "(Bad Request)" not in problem and "(Not Found)" not in problem] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_a_question_is_chosen_asked_and_its_answer_leads_into_the_graph(page: Page) -> None:
    page.goto("/query")
    page.get_by_role("link", name="Leaderboard of a benchmark").click()
    expect(page.get_by_label("benchmark")).to_be_in_viewport()
    page.get_by_label("benchmark").fill("imagenet")
    page.get_by_role("button", name="Ask").click()
    best = page.get_by_role("row").filter(has=page.get_by_role("cell", name="83.3", exact=True))
    expect(best.get_by_role("cell", name="Nimbus", exact=True).get_by_role("link")).to_have_attribute(
        "href", "/entity/nimbus"
    )
    expect(page.get_by_label("SPARQL")).to_have_value(re.compile("entity/imagenet"))
    page.get_by_label("SPARQL").fill("SELECT ?model WHERE { ?model kg:outperforms ?other }")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("cell", name="Nimbus").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Nimbus", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/page/entity/nimbus$"))


def test_of_what_may_be_left_open_the_page_says_how(page: Page) -> None:
    page.goto("/query?name=leaderboard")
    expect(page.get_by_text("the metric, for example accuracy; * for any")).to_be_visible()
    expect(page.get_by_text("the benchmark, data set or task, for example ImageNet", exact=True)).to_be_visible()


def test_an_abstract_has_room_on_a_phone_too(page: Page) -> None:
    page.goto("/paper/arxiv:2401.00001")
    abstract = page.locator("dt", has_text="dcterms:abstract").locator("+ dd").bounding_box()
    assert abstract is not None
    assert abstract["width"] > 340


def test_facts_of_a_thing_lead_to_the_other_and_to_the_paper(page: Page) -> None:
    page.goto("/entity/vision-transformer")
    section = page.locator("section", has=page.get_by_role("heading", name="is outperformed by"))
    expect(section.get_by_text("83.3% top-1 accuracy")).to_be_visible()
    section.get_by_role("link", name="Nimbus", exact=True).click()
    page.get_by_role("link", name="Nimbus: A Small Vision Transformer").first.click()
    expect(page.get_by_role("heading", name="Stated in this paper")).to_be_visible()
    expect(page.get_by_text("Paper", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "title"), [("entity/nimbus", "Nimbus"), ("paper/arxiv:2401.00001", "Nimbus: A Small Vision Transformer")]
)
def test_a_page_leads_to_the_drawing_and_that_back_to_it(path: str, title: str, page: Page) -> None:
    page.goto(f"/{path}")
    page.get_by_role("link", name="See it in the graph").click()
    ready(page)
    assert panel_title(page) == title
    page.locator("#panel").get_by_role("link", name="Data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name="Graph", exact=True).click()
    ready(page)
    page.get_by_role("link", name="Ask").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask the graph")


def test_a_claim_leads_to_its_ends_but_is_not_drawn(page: Page) -> None:
    page.goto("/query?query=SELECT * { ?claim a kg:OutperformsClaim }")
    page.locator(".answer td a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".kind")).to_have_text("Claim")
    expect(page.get_by_role("link", name="See it in the graph")).to_have_count(0)


def test_a_name_that_does_not_exist_is_answered_with_near_ones(page: Page) -> None:
    page.goto("/query?name=leaderboard&benchmark=imagenett&ask=1")
    expect(page.get_by_role("alert")).to_contain_text("did you mean ImageNet")
    expect(page.get_by_label("benchmark")).to_have_value("imagenett")
    expect(page.get_by_label("SPARQL")).to_have_value(re.compile("# title: Leaderboard of a benchmark"))


def test_a_mistake_in_a_query_is_shown_with_the_query(page: Page) -> None:
    page.goto("/query")
    page.get_by_label("SPARQL").fill("SELECT * WHERE {")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("not valid SPARQL, line 1")
    expect(page.get_by_label("SPARQL")).to_have_value("SELECT * WHERE {")


def test_terms_are_explained(page: Page) -> None:
    page.goto("/ontology#outperforms")
    expect(page.locator("#outperforms")).to_contain_text("Stated to do better than the other on some measure.")
    address = page.get_by_role("link", name="ontology.ttl").get_attribute("href")
    assert "kg:outperforms" in page.request.get(f"/{address}").text()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask the graph")


def test_an_address_of_nothing_says_so_and_leads_on(page: Page) -> None:
    answer = page.goto("/entity/<b>gone")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("The graph holds nothing called .*/entity/.*gone")
    )
    page.get_by_role("link", name="ask about a thing").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything about a thing")


def test_axe_finds_nothing_on_any_page(page: Page) -> None:
    found = {}
    for address in (
        "/#node=entity%2Fnimbus",
        "/query",
        "/query?name=leaderboard&benchmark=ImageNet&ask=1",
        "/query?name=leaderboard&benchmark=imagenett&ask=1",
        "/entity/nimbus",
        "/entity/gone",
        "/ontology",
    ):
        page.goto(address)
        page.evaluate(Axe().axe_script)
        found[address] = page.evaluate("async () => (await axe.run()).violations.map(({ id }) => id)")
    assert {address: broken for address, broken in found.items() if broken} == {}


def test_names_from_papers_stay_text(page: Page, tiny: Knowledge) -> None:
    page.goto(f"/paper/{tiny.papers[1].id}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stratus <b>& friends</b>")


def test_the_server_is_asked_from_the_page_as_text(page: Page) -> None:
    page.goto("/query?query=ASK%20%7B%7D")
    expect(page.locator(".answer")).to_have_text("yes")
    page.goto("/query?name=papers-with-code")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert "github.com/example/nimbus" in Path(download.value.path()).read_text(encoding="utf-8")
