"""Validation of a graph against the rules of the vocabulary, by SHACL or by the same rules as SPARQL."""

from kg.validate.report import Report, Violation
from kg.validate.rules import Rule, all_rules
from kg.validate.shapes import shapes
from kg.validate.validation import validate

__all__ = ["Report", "Rule", "Violation", "all_rules", "shapes", "validate"]
