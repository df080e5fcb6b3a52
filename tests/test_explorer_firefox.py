"""Each state of the page in Firefox."""

from pathlib import Path

import pytest
from firefox import FIREFOX, firefox

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
}


def test_every_state_opens_in_firefox(tiny_page: Path, tmp_path: Path) -> None:
    with firefox(tmp_path / "profile") as window:
        window.open(tiny_page.as_uri())
        for hash_, (selector, text) in STATES.items():
            window.evaluate(f"void (location.hash = {hash_!r} || '#')")
            window.wait(f"[...document.querySelectorAll({selector!r})].some((part) => part.textContent === {text!r})")
        assert window.errors == []


def test_searching_and_widening_work_in_a_dark_firefox(tiny_page: Path, tmp_path: Path) -> None:
    with firefox(tmp_path / "profile", dark=True, width=900) as window:
        window.open(tiny_page.as_uri())
        assert window.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        window.press("/vit\ue007")
        window.wait("document.querySelector('#panel h2')?.textContent === 'Vision Transformer'")
        window.wait("document.querySelector('#panel blockquote')")
        window.press("e")
        window.wait("location.hash.includes('hops=2')")
        drawn = window.evaluate("Number(document.querySelector('#graph').dataset.nodes)")
        assert drawn > 3
        pixels = (
            "document.querySelector('#graph canvas').getContext('2d').getImageData(0, 0, 600, 600).data.some(Boolean)"
        )
        assert window.evaluate(pixels)
        assert window.errors == []
