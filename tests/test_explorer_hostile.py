"""Papers may say anything: nothing of it runs, and nothing breaks the layout."""

import re
from pathlib import Path

from browsing import Open, find, needs_chromium, written
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

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
        hrefs = page.evaluate("[...document.querySelectorAll('a:not([href^=\"#\"])')].map((link) => link.href)")
        assert hrefs == ["https://huggingface.co/fine", "https://sub.github.io/fine"]
        expect(page.locator(".links li")).to_have_count(6)


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
LOOK = """async (count) => {
  const wrong = [];
  const go = (hash) => new Promise((done) => {
    addEventListener("hashchange", () => setTimeout(done), { once: true });
    location.hash = hash;
  });
  for (let n = 0; n < count; n += 4) {
    for (const view of n % 8 ? [""] : ["", "&view=page"]) {
      await go(`#node=entity%2F${n}${view}`);
      const part = document.querySelector(view ? "#page" : "#panel");
      const unfold = part.querySelector(".unfold");
      if (!view) unfold.click();
      if (part.scrollWidth > part.clientWidth) wrong.push(`${n}${view}: ${part.scrollWidth} in ${part.clientWidth}`);
      if (document.documentElement.scrollWidth > innerWidth) wrong.push(`${n}${view}: the page is too wide`);
    }
  }
  await go("#view=table");
  const titles = [...document.querySelectorAll("#table .listing td:first-child")].map((cell) => cell.textContent);
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


@settings(
    max_examples=4, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(texts=st.lists(TEXTS, min_size=50, max_size=50))
def test_two_hundred_made_up_texts_run_nothing_and_break_no_layout(
    visit: Open, tmp_path: Path, texts: list[str]
) -> None:
    with visit(written(speaking(texts), tmp_path / "graph.html"), width=1000) as page:
        seen = page.evaluate(LOOK, len(texts))
        assert seen["wrong"] == []
        assert seen["strange"] == 0
        assert set(seen["titles"]) & set(texts)
