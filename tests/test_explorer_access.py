"""The page for everybody: by keyboard, by screen reader, in either scheme, without motion."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Open, drawn, find, go, needs_chromium, panel_title, ready, settled, written
from playwright.sync_api import Page, expect

from kg.model import Knowledge

pytestmark = needs_chromium

STATES = {
    "map": "",
    "node": "#node=entity%2Fimagenet",
    "paper": "#node=arxiv%3A2401.00001",
    "fact": "#head=entity%2Fnimbus&relation=outperforms&tail=entity%2Fvision-transformer",
    "path": "#node=entity%2Fnimbus&to=entity%2Fimage-classification",
    "topic": "#topic=0",
    "table": "#view=table",
    "page of a benchmark": "#view=page&node=entity%2Fimagenet",
    "page of a model": "#view=page&node=entity%2Fnimbus",
    "page of a paper": "#view=page&node=arxiv%3A2401.00001",
    "nothing passes": "#min=1&without=Paper",
    "nothing of that name": "#node=entity%2Fgone",
}
CUT = """() => [...document.querySelectorAll(":is(#panel, #page, #table) :is(a, button, input, [tabindex='0'])")]
  .filter((part) => part.offsetWidth)
  .filter((part) => {
    part.focus({ focusVisible: true });
    const { outlineWidth, outlineOffset } = getComputedStyle(part);
    const ring = parseFloat(outlineWidth) + parseFloat(outlineOffset);
    const cut = (box, { left, right }) => box.left - ring < left - 0.5 || box.right + ring > right + 0.5;
    for (let room = part.parentElement; room; room = room.parentElement) {
      if (getComputedStyle(room).overflowX === "visible") continue;
      if ([...part.getClientRects()].some((box) => cut(box, room.getBoundingClientRect()))) return true;
    }
  })
  .map((part) => part.outerHTML.slice(0, 120))"""
"""What is focussed with a ring that something around it cuts at its sides."""
TITLES = "(parts) => parts.map((part) => part.title)"
QUICK = {"resultTypes": ["violations"], "preload": False, "iframes": False}
"""There is nothing to load and no frame to look into."""


def violations(page: Page, **options: object) -> list[str]:
    """What axe-core finds, with the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("async (options) => (await axe.run(document, options)).violations", {**QUICK, **options})
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("rules", [{}, {"runOnly": ["color-contrast"]}], ids=["light", "dark"])
def test_axe_finds_nothing_in_any_state(rules: dict[str, object], visit: Open, tiny_page: Path) -> None:
    found = {}
    with visit(tiny_page, dark=bool(rules)) as page:
        for state, fragment in STATES.items():
            go(page, fragment)
            found[state] = violations(page, **rules)
        page.keyboard.press("/")
        page.keyboard.type("i")
        found["matches"] = violations(page, **rules)
        page.keyboard.type("zz")
        found["no match"] = violations(page, **rules)
        page.keyboard.press("Escape")
        page.locator("#help-button").click()
        found["help"] = violations(page, **rules)
    assert {state: broken for state, broken in found.items() if broken} == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_no_ring_of_what_is_focussed_is_cut(width: int, visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, width=width) as page:
        for fragment in STATES.values():
            go(page, fragment)
            settled(page)
            assert page.evaluate(CUT) == [], fragment


def test_axe_finds_nothing_on_a_phone(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, width=390, height=844) as page:
        page.locator("#filters-button").click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        go(page, "#node=entity%2Fnimbus")
        expect(page.locator("#panel")).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_links_in_lists_are_large_enough_and_seen_without_their_colour(
    width: int, visit: Open, corpus_page: Path
) -> None:
    found = {}
    with visit(corpus_page, width=width) as page:
        for fragment in (
            "#view=page&node=entity%2Flarge-language-model",
            "#view=page&node=entity%2Flong-range-arena",
            "#view=page&node=entity%2Fimagenet",
            "#node=entity%2Ftransformer",
            "#node=entity%2Fmamba&to=entity%2Fimagenet",
        ):
            go(page, fragment)
            settled(page)
            expect(page.locator("h2:not(.unseen)").first).to_be_attached()
            found[fragment] = violations(page, runOnly=["target-size", "link-in-text-block"])
    assert {fragment: broken for fragment, broken in found.items() if broken} == {}


def test_a_question_is_answered_with_the_keyboard_alone(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        page.keyboard.press("/")
        page.keyboard.type("vit")
        page.keyboard.press("Enter")
        assert panel_title(page) == "Vision Transformer"
        page.keyboard.press("p")
        expect(page.locator("#page h2")).to_have_text("Vision Transformer")
        tab_to(page, "Nimbus")
        page.keyboard.press("Enter")
        expect(page.locator("#page h2")).to_have_text("Nimbus")
        expect(page.locator("#page h2")).to_be_focused()
        tab_to(page, "95%")
        page.keyboard.press("Enter")
        expect(page.locator("#panel blockquote")).to_contain_text("outperforms")
        page.keyboard.press("t")
        expect(page.locator("#table")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert panel_title(page) == "Nimbus"


SCROLLED = """async ([part, least]) => {
  const scrolled = () => document.querySelector(part).scrollTop > least;
  for (let tries = 0; tries < 100 && !scrolled(); tries++) await new Promise((done) => setTimeout(done, 20));
  return scrolled();
}"""


def test_a_page_and_a_table_are_scrolled_with_the_keys(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, height=400) as page:
        for view in ("page", "table"):
            go(page, f"#view={view}&node=entity%2Ftransformer")
            settled(page)
            said = page.locator("#live").inner_text()
            for key, least in (("ArrowDown", 10), ("PageDown", 100), ("End", 400)):
                page.keyboard.press(key)
                assert page.evaluate(SCROLLED, [f"#{view}", least]), key
            assert page.locator("#live").inner_text() == said, "what is drawn behind it is left alone"
            page.keyboard.press("Tab")
            assert page.evaluate(f"document.querySelector('#{view}').contains(document.activeElement)")


def test_tab_leads_past_the_filters_and_from_the_search_to_what_was_found(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        page.reload()
        drawn(page)
        page.keyboard.press("Tab")
        expect(page.locator("#skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#graph")).to_be_focused()
        find(page, "imagenet")
        expect(page.locator("#panel h2")).to_have_text("ImageNet")
        settled(page)
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('#panel').contains(document.activeElement)")


def test_what_is_pressed_keeps_the_focus_or_hands_it_on_to_what_it_brought(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment="#node=entity%2Fimagenet") as page:
        page.locator("#widen").press("Enter")
        expect(page.locator("#widen")).to_have_attribute("aria-pressed", "true")
        settled(page)
        expect(page.locator("#widen")).to_be_focused()
        page.get_by_role("button", name="only Models").press("Enter")
        expect(page.get_by_role("button", name="only Models")).to_be_focused()
        page.locator("#panel").get_by_role("button", name="Show all", exact=True).press("Enter")
        expect(page.locator("#panel h2")).to_be_focused()
        page.locator("#type-Task").press("Space")
        page.locator("#reset").press("Enter")
        expect(page.locator("#type-Paper")).to_be_focused()


def test_a_list_that_grows_hands_the_focus_to_what_is_new(visit: Open, corpus_page: Path) -> None:
    with visit(corpus_page, fragment="#topic=0") as page:
        few = page.locator("#panel .facts li").all_inner_texts()
        page.locator("#panel .more", has_text="of them").first.press("Enter")
        new = page.locator("#panel .facts li .node:focus")
        expect(new).to_have_count(1)
        assert page.locator("#panel .facts li").all_inner_texts() != few
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.textContent") in few


def test_a_table_that_grows_hands_the_focus_to_its_new_rows(visit: Open, tiny: Knowledge, tmp_path: Path) -> None:
    first = tiny.results[0]
    many = tuple(replace(first, id=f"result/{first.paper}/{n}", value=str(90 - n)) for n in range(1, 31))
    with visit(written(replace(tiny, results=many), tmp_path / "graph.html"), fragment="#node=entity%2Fnimbus") as page:
        page.get_by_role("button", name="Show all 30").press("Enter")
        expect(page.locator("#panel .results tbody tr").nth(10).locator("a").first).to_be_focused()


def tab_to(page: Page, text: str) -> None:
    """Press Tab until something that says `text` has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
    pytest.fail(f"Tab does not lead to {text!r}")


def test_what_a_choice_has_brought_is_said(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page, fragment="#node=entity%2Fnimbus") as page:
        said = page.locator("#live")
        expect(said).to_have_text(re.compile(r"Nimbus, Model, \d facts"))
        page.locator("#path-end").fill("image c")
        page.locator("#path-end").press("Enter")
        expect(said).to_have_text("Nimbus to image classification. 3 steps; each with the sentence that says so.")
        page.locator("#type-Paper").click()
        expect(said).to_have_text("6 of 8 nodes pass the filters")
        page.locator("#reset").click()
        expect(said).to_have_text("8 of 8 nodes pass the filters")
        page.locator("#topic-0").click()
        expect(said).to_have_text(f"{panel_title(page)}, Topic")


def test_keys_of_one_character_can_be_switched_off_for_good(visit: Open, tiny_page: Path) -> None:
    choice = "#help input[type=checkbox]"
    with visit(tiny_page, fragment="#node=entity%2Fimagenet") as page:
        page.locator("#help-button").click()
        page.locator(choice).uncheck()
        page.keyboard.press("Escape")
        page.reload()
        ready(page)
        assert "(" not in "".join(page.locator(":is(.bar, .views, .zoom, .panel-tools) [title]").evaluate_all(TITLES))
        for key in "/fetpg?+":
            page.keyboard.press(key)
        settled(page)
        assert page.url.endswith("#node=entity%2Fimagenet")
        expect(page.locator("#sidebar")).to_be_visible()
        expect(page.locator("#help")).to_be_hidden()
        expect(page.locator("#search")).not_to_be_focused()
        page.keyboard.press("Escape")
        settled(page)
        assert drawn(page)[0] > 0
        assert "node" not in page.url
        page.locator("#help-button").click()
        page.locator(choice).check()
        page.keyboard.press("Escape")
        expect(page.locator("#zoom-in")).to_have_attribute("title", "Zoom in (+)")
        page.keyboard.press("f")
        expect(page.locator("#sidebar")).to_be_hidden()
        page.keyboard.press("f")


def test_nothing_moves_for_those_who_ask_for_that(visit: Open, tiny_page: Path) -> None:
    with visit(tiny_page) as page:
        before = page.url
        page.locator("#topic-0").click()
        assert page.url != before
        assert page.evaluate("document.getAnimations().length") == 0
        assert drawn(page)[0] > 0


def test_what_is_chosen_stands_out_where_the_system_has_its_own_colours(visit: Open, tiny_page: Path) -> None:
    outline = "(part) => getComputedStyle(part).outlineStyle"
    with visit(tiny_page, fragment="#node=entity%2Fnimbus&hops=2") as page:
        page.emulate_media(forced_colors="active")
        page.keyboard.press("/")
        page.keyboard.type("i")
        for chosen, other in (
            (".match[aria-selected=true]", ".match[aria-selected=false]"),
            ("#view-graph", "#view-table"),
            ("#widen", "#panel .tool:not(#widen)"),
        ):
            assert [page.locator(part).first.evaluate(outline) for part in (chosen, other)] == ["solid", "none"], chosen
        page.emulate_media(forced_colors="none")


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
