"""Advice on a query that was stopped at its limits."""

from kg.query import open_parameters


def advised(problem: str, text: str) -> str:
    """`problem` with the parameters that the query leaves open: to give one of them narrows it most."""
    opened = open_parameters(text)
    if not opened:
        return problem
    what = "it" if len(opened) == 1 else "one of them"
    return f"{problem}; it leaves {', '.join(opened)} open, give {what} a value"
