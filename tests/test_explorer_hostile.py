"""Papers may say anything: nothing of it runs, and nothing breaks the layout."""

import re
from pathlib import Path

import pytest
from browsing import Open, Window, needs_chromium, ready, settled, written
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from kg.model import Entity, EntityMention, Evidence, Fact, Knowledge, Paper, PaperLink, Span
from kg.vocab import LinkKind, NodeType, RelationType

pytestmark = needs_chromium

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


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(hostile(), tmp_path_factory.mktemp("hostile") / "graph.html")


def test_hostile_names_and_titles_are_shown_as_text_and_run_nothing(visit: Open, hostile_page: Path) -> None:
    with visit(hostile_page) as page:
        for text in HOSTILE:
            page.locator("#search").fill(text[:60])
            page.locator("#search").press("Enter")
            settled(page)
            title = re.sub(r"\s+", " ", page.locator("#panel h2").text_content() or "")
            assert title == re.sub(r"\s+", " ", text)
            page.locator("#panel .unfold").first.click()
            page.mouse.move(640, 400)
        assert page.evaluate("document.querySelectorAll('body img, #panel script, [onerror], [onload]').length") == 0


def test_only_https_links_to_known_hosts_are_links(visit: Open, hostile_page: Path) -> None:
    with visit(
        hostile_page,
        fragment="#node=javascript%3Aalert%280%29%2F%2F%3C%2Fscript%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
    ) as page:
        hrefs = page.evaluate("[...document.querySelectorAll('a:not([href^=\"#\"])')].map((link) => link.href)")
        assert hrefs == ["https://huggingface.co/fine", "https://sub.github.io/fine"]
        expect(page.locator(".links li")).to_have_count(6)


OWN = {
    "http://journal.example/7": "http://journal.example/7",
    "https://repository.example:8443/a?b=c#d": "https://repository.example:8443/a?b=c#d",
    " JavaScript:alert(9)": None,
    "data:text/html,<script>alert(10)</script>": None,
    "file:///etc/passwd": None,
    "https://arxiv.org@evil.example/x": None,
    "//evil.example/x": None,
}
"""Addresses that papers came with, and where the page leads from them."""


def test_the_address_that_a_paper_came_with_is_a_link_wherever_it_leads(visit: Open, tmp_path: Path) -> None:
    papers = tuple(
        Paper(f"p{n}", f"Paper {n}", "Text.", (Span(0, 7), Span(8, 13)), url=url) for n, url in enumerate(OWN)
    )
    path = written(Knowledge(papers, (), (), ()), tmp_path / "graph.html")
    for n, address in enumerate(OWN.values()):
        with visit(path, fragment=f"#node=p{n}") as page:
            links = page.evaluate("[...document.querySelectorAll('#panel a.outward')].map((a) => [a.href, a.rel])")
            assert links == ([[address, "noopener noreferrer"]] if address else [])


def repeated(text: str) -> str:
    return text * 300


PIECES = (
    "</script>",
    "<script>",
    "<!--",
    "-->",
    "]]>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(2)>",
    "javascript:alert(3)",
    "<style>*{display:none}</style>",
    "<base href=//x>",
    "href=",
    "&lt;",
    "&#0;",
    '"',
    "'",
    "`",
    "\\",
    "{{7*7}}",
    "${alert(4)}",
    "__proto__",
    "constructor",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2028",
    "\x00",
    "\x1b[31m",
    "\r\n",
    "\t",
    "\ufeff",
    "שלום",
    "e" + "\u0301" * 40,
    "\u05a9" * 300,
    "👩‍👩‍👧‍👦",
)
LETTERS = st.characters(
    max_codepoint=0x6FF
)  # beyond, the search for a font that has the letter takes longer than the test
TEXTS = (
    st.lists(
        st.one_of(
            st.sampled_from(PIECES),
            st.text(LETTERS, max_size=12),
            st.text(LETTERS, min_size=1, max_size=3).map(repeated),
        ),
        min_size=1,
        max_size=6,
    )
    .map("".join)
    .filter(str.strip)
)
GO_ON = """
const { port1, port2 } = new MessageChannel();
const waiting = [];
port1.onmessage = () => waiting.shift()(performance.now());
window.requestAnimationFrame = (callback) => (waiting.push(callback), port2.postMessage(0), 0);
"""
"""Lets the page go on at once where it would wait for the screen: nobody looks, and there are hundreds of pictures."""
LOOK = """async (count) => {
  const wrong = [];
  const go = (hash) => new Promise((done) => {
    const shown = () => requestAnimationFrame(() => setTimeout(() => setTimeout(done)));
    addEventListener("hashchange", shown, { once: true });
    location.hash = hash;
  });
  const look = (n, part) => {
    if (part.scrollWidth > part.clientWidth) wrong.push(`${n}: #${part.id} holds ${part.scrollWidth}`);
    if (document.documentElement.scrollWidth > innerWidth) wrong.push(`${n}: with #${part.id} the page is too wide`);
  };
  const [panel, page] = ["#panel", "#page"].map((name) => document.querySelector(name));
  const titles = [];
  for (let n = 0; n < count; n++) {
    await go(`#node=entity%2F${n}`);
    titles.push(panel.querySelector("h2").textContent);
    panel.querySelector(".unfold").click();
    look(n, panel);
  }
  for (let n = 0; n < count; n += 4) {
    await go(`#view=page&node=paper-${String(n).padStart(3, "0")}`);
    look(n, page);
  }
  await go("#view=table");
  look("all", document.querySelector("#table"));
  const strange = "body img, body style, base, iframe, article script, #panel script, [onerror], [onload], [onclick]";
  return { wrong, titles, strange: document.querySelectorAll(strange).length };
}"""


def speaking(texts: list[str]) -> Knowledge:
    """Papers and things that are called `texts`, in one circle of facts."""
    papers, entities, facts = [], [], []
    for n, text in enumerate(texts):
        title = Span(0, len(text))
        body = Span(len(text) + 1, 2 * len(text) + 1)
        papers.append(Paper(f"paper-{n:03}", text, text, (title, body)))
        mentions = (EntityMention(papers[n].id, body, 0.9),)
        entities.append(
            Entity(f"entity/{n}", text, NodeType.METHOD, (f"{text}.",), ((NodeType.METHOD, 1),), mentions, 0.9)
        )
        evidence = Evidence(papers[n].id, body, text, None, body, 0.9)
        facts.append(Fact(f"entity/{n}", RelationType.USES, f"entity/{(n + 1) % len(texts)}", (evidence,), 0.9))
    return Knowledge(tuple(papers), tuple(entities), tuple(facts), ())


@pytest.fixture(scope="module")
def made_up_texts() -> list[str]:
    """Two hundred texts of hypothesis, always the same."""
    made: list[str] = []

    @settings(max_examples=4, derandomize=True, phases=[Phase.generate], database=None)
    @given(texts=st.lists(TEXTS, min_size=50, max_size=50))
    def collect(texts: list[str]) -> None:
        made.extend(texts)

    collect()
    return made


def test_two_hundred_made_up_texts_run_nothing_and_break_no_layout(
    browser: Browser, tmp_path: Path, made_up_texts: list[str]
) -> None:
    assert len(made_up_texts) == 200
    window = Window.open(browser, 1000, 600, dark=False)
    window.page.add_init_script(GO_ON)
    window.page.goto(written(speaking(made_up_texts), tmp_path / "graph.html").as_uri())
    ready(window.page)
    seen = window.page.evaluate(LOOK, len(made_up_texts))
    assert seen["wrong"] == []
    assert seen["strange"] == 0
    assert seen["titles"] == made_up_texts
    window.check()
