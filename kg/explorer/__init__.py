"""The graph as one HTML page that needs nothing but a browser."""

from kg.explorer.page import write_page

__all__ = ["write_page"]
