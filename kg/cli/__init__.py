"""The command line: parses, calls the library, shows progress, prints."""

from kg.cli import review, stores
from kg.cli.app import main

__all__ = ["main", "review", "stores"]
