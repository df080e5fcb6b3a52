"""What rules find exactly: abbreviations, numbers with units, links, and which names may be one."""

from kg.rules.abbreviations import find_abbreviations
from kg.rules.links import find_links
from kg.rules.names import normalise, plural, singular, versions_agree
from kg.rules.quantities import Quantity, find_quantities

__all__ = [
    "Quantity",
    "find_abbreviations",
    "find_links",
    "find_quantities",
    "normalise",
    "plural",
    "singular",
    "versions_agree",
]
