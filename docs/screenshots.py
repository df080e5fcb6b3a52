"""Takes the pictures of the page that README.md shows: `kg build && python docs/screenshots.py`."""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
COLORS, KMEANS = 256, 5
VIEWS = {
    "map.png": "#",
    "paper.png": "#view=page&node=clipa-v2-scaling-clip-training-with-e4da1b",
}


def main(page: Path) -> None:
    """Open each view of the page and keep a picture of it."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        window.goto(page.resolve().as_uri())
        window.wait_for_selector("html[data-ready]")
        for name, fragment in VIEWS.items():
            window.evaluate("(hash) => (location.hash = hash)", fragment)
            window.wait_for_timeout(500)
            picture = Image.open(io.BytesIO(window.screenshot()))
            reduced = picture.convert("RGB").quantize(
                COLORS, Image.Quantize.MAXCOVERAGE, KMEANS, dither=Image.Dither.NONE
            )
            reduced.save(DOCS / name, optimize=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/graph.html"))
