"""Whether a graph keeps the rules of the vocabulary: every claim with its sentence, every result with its value."""

from kg.validate.report import Report, Violation
from kg.validate.rules import Rule, all_rules
from kg.validate.shapes import shapes
from kg.validate.validation import validate

__all__ = ["Report", "Rule", "Violation", "all_rules", "shapes", "validate"]
