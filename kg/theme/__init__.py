"""Colours and type of all pages: the explorer, those of the server and the terms."""

from importlib.resources import files


def theme_css() -> str:
    """A style sheet of custom properties that the pages' own style sheets, after it, refer to."""
    return files("kg.theme").joinpath("theme.css").read_text(encoding="utf-8")
