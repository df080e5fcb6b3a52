"""Rules of replacement that count what they change."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Replace `pattern`; a text without `mark` cannot match and is not searched, which is most of the speed."""

    mark: str
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]


def apply_rules(text: str, rules: Iterable[Rule]) -> tuple[str, int]:
    """`text` after all rules in their order, and the number of places replaced."""
    places = 0
    for rule in rules:
        if rule.mark in text:
            text, found = rule.pattern.subn(rule.replacement, text)
            places += found
    return text, places
