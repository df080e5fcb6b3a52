"""Each state of the page in Firefox."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from firefox import FIREFOX, Firefox, firefox

pytestmark = pytest.mark.skipif(FIREFOX is None, reason="no Firefox on this machine")

STATES = {
    "": ("#graph[data-scene=map]", ""),
    "#node=entity%2Fnimbus": ("#panel h2", "Nimbus"),
    "#head=entity%2Fnimbus&relation=outperforms&tail=entity%2Fvision-transformer": (
        "#panel blockquote",
        "Nimbus outperforms ViT on ImageNet with 83.3% top-1 accuracy.",
    ),
    "#node=entity%2Fnimbus&to=entity%2Fimage-classification": ("#panel h2", "Nimbus to image classification"),
    "#view=table": ("#table .node", "Nimbus"),
    "#view=page&node=arxiv%3A2401.00001": ("#page .abstract .mark", "Vision Transformer"),
    "#view=page&node=entity%2Fimagenet": ("#page .results .value", "83.3%"),
    "#min=1&without=Paper": ("#notice p", "Nothing passes the filters."),
    "#node=entity%2Fnimbus&hops=2": ("#widen[aria-pressed=true]", "Two steps"),
    "#view=table&node=entity%2Fnimbus": ("#table .node", "ImageNet"),
    "#view=page&node=entity%2Fnimbus": ("#page .lineage .node", "Vision Transformer"),
    "#topic=0": ("#panel .kind", "Topic"),
    "#node=entity%2Fgone": ("#intro strong", "This graph has nothing with the id “entity/gone”."),
}


@pytest.fixture(scope="module")
def dark_window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox") / "profile", dark=True) as window:
        yield window
        assert window.errors == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_every_state_opens_in_firefox(width: int, height: int, dark_window: Firefox, tiny_page: Path) -> None:
    dark_window.resize(width, height)
    dark_window.open(f"{tiny_page.as_uri()}?{width}")
    for hash_, (selector, text) in STATES.items():
        dark_window.evaluate(f"void (location.hash = {hash_!r} || '#')")
        dark_window.wait(f"[...document.querySelectorAll({selector!r})].some((part) => part.textContent === {text!r})")
        assert dark_window.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, hash_


def test_searching_and_widening_work_in_a_dark_firefox(dark_window: Firefox, tiny_page: Path) -> None:
    dark_window.resize(900, 800)
    dark_window.open(f"{tiny_page.as_uri()}?anew")
    assert dark_window.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    dark_window.press("/vit\ue007")
    dark_window.wait("document.querySelector('#panel h2')?.textContent === 'Vision Transformer'")
    dark_window.wait("document.querySelector('#panel blockquote')")
    dark_window.press("e")
    dark_window.wait("location.hash.includes('hops=2')")
    assert dark_window.evaluate("Number(document.querySelector('#graph').dataset.nodes)") > 3
    pixels = "document.querySelector('#graph canvas').getContext('2d').getImageData(0, 0, 600, 600).data.some(Boolean)"
    assert dark_window.evaluate(pixels)


def test_a_page_is_scrolled_with_the_keys_in_firefox(dark_window: Firefox, tiny_page: Path) -> None:
    dark_window.resize(900, 300)
    dark_window.open(f"{tiny_page.as_uri()}?keys#view=page&node=entity%2Fnimbus")
    dark_window.wait("document.querySelector('#page h2')?.textContent === 'Nimbus'")
    dark_window.press("\ue015")
    dark_window.wait("document.querySelector('#page').scrollTop > 0")


BRIGHT = """(async (png) => {
  const bytes = Uint8Array.from(atob(png), (byte) => byte.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  pen.drawImage(bitmap, 0, 0);
  const { data } = pen.getImageData(bitmap.width - 4, 150, 4, bitmap.height - 150);
  return data.every((value) => value > 200);
})"""
"""Whether a picture is bright all along its right edge."""


def test_scroll_bars_are_dark_in_a_dark_firefox(dark_window: Firefox, tiny_page: Path) -> None:
    dark_window.resize(900, 400)
    dark_window.open(f"{tiny_page.as_uri()}?bars#view=page&node=entity%2Fnimbus")
    dark_window.wait("document.querySelector('#page').scrollHeight > document.querySelector('#page').clientHeight")
    picture = dark_window.send("browsingContext.captureScreenshot", context=dark_window.context)["data"]
    assert dark_window.evaluate(f"{BRIGHT}({picture!r})") is False


def test_tables_are_scrolled_from_side_to_side_at_most_in_firefox(dark_window: Firefox, corpus_page: Path) -> None:
    dark_window.resize(1440, 844)
    dark_window.open(f"{corpus_page.as_uri()}?tables#view=page&node=entity%2Fimagenet")
    dark_window.wait("document.querySelector('#page .table-room')")
    rooms = "[...document.querySelectorAll('#page .table-room')]"
    assert dark_window.evaluate(f"{rooms}.filter((room) => room.scrollHeight > room.clientHeight).length") == 0
