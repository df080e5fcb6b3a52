"""The command line: parses, calls the library, shows progress, prints."""

from kg.cli import models, review, stores
from kg.cli.app import main

__all__ = ["main", "models", "review", "stores"]
