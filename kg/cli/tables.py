"""Printing queries, answers and validation reports as tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise, takewhile
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.console import print_data
from kg.cli.wording import many
from kg.config import RdfConfig
from kg.query import Answer, Parameter, Query, Truth, render
from kg.query import Table as Answers

if TYPE_CHECKING:
    from kg.validate import Report

_BELOW = ("sentence", "paper")
"""Columns that are too long for a terminal's line."""

_NOTHING = "-"
"""The line of a row without a value in it: what is below would be taken for the row above's."""

_GAP = "  "
_INDENT = "    "

_HEADINGS = MappingProxyType({"confidence": "conf."})


def print_queries(queries: Iterable[Query]) -> None:
    """Print what can be asked, group by group, a query a row with its parameters below its name."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Query", no_wrap=True)
    table.add_column("Question")
    by_group = attrgetter("group")
    for group, members in groupby(sorted(queries, key=by_group), by_group):
        table.add_row(Text(group, style="bold"), end_section=False)
        for query in members:
            table.add_row("\n".join((query.name, *map(_parameter, query.parameters))), query.description)
        table.add_section()
    console = Console()
    console.print(table)
    console.print("Below each name stand its parameters. Run one with  kg query NAME parameter=value", highlight=False)


def _parameter(parameter: Parameter) -> str:
    return f"  {parameter.name}" if parameter.default is None else f"  {parameter.name} = {parameter.default}"


def print_answer(answer: Answer, form: str, *, config: RdfConfig) -> None:
    """Print an answer: a table or yes and no for people, otherwise the text of the format called `form`.

    Raises:
        QueryError: the format does not exist or cannot hold the answer.
    """
    if form != "table":
        print_data(render(answer, form, config=config).encode())
    elif isinstance(answer, Answers):
        _print_table(answer)
    elif isinstance(answer, Truth):
        Console().print("yes" if answer else "no")
    else:
        print_data(render(answer, "ttl", config=config).encode())


def _print_table(answer: Answers) -> None:
    """Print a line for each row with its short columns, and below it the sentence and its paper; no empty columns.

    Without anything below, lines leave out the first cells that they share with the line above. On a terminal that is
    too narrow, addresses go below as well, then columns that most rows leave empty, and long names are cut; nothing is
    cut in files and pipes.
    """
    console = Console(highlight=False)
    width = console.width if console.is_terminal else None
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.texts()]
    used = [column for column in answer.columns if any(row[column] for row in rows)]
    short, below = _placed(used, rows, width)
    lines_of = [tuple(row[column] for column in short) for row in rows]
    table = [tuple(map(_heading, short)), *(lines_of if below else _without_repetition(lines_of))]
    header, *lines = _aligned(table, width)
    if rows:
        console.print(Text(header, style="bold"), soft_wrap=True)
    for line, row in zip(lines, rows, strict=True):
        console.print(Text(line or _NOTHING), soft_wrap=True)
        for said in _said_below(row, below):
            _print_below(console, said)
    console.print(many(len(answer), "row"))


def _placed(
    columns: Sequence[str], rows: Sequence[Mapping[str, str]], width: int | None
) -> tuple[Sequence[str], Sequence[str]]:
    """The columns for the line of a row, and those for below it."""
    line = [column for column in columns if column not in _BELOW and not column.endswith("_id")] or columns
    below = [column for column in _BELOW if column in columns and column not in line]
    if width is None or _is_room(line, rows, width):
        return line, below
    addresses = [column for column in line if any(_is_address(row[column]) for row in rows)]
    names = [column for column in line if column not in addresses]
    if not below or _is_room(names, rows, width):
        return (names, [*addresses, *below]) if names else (line, below)
    rare = [column for column in names if 2 * sum(not row[column] for row in rows) > len(rows)]
    return [column for column in names if column not in rare], [*rare, *addresses, *below]


def _is_room(columns: Sequence[str], rows: Sequence[Mapping[str, str]], width: int) -> bool:
    natural = (max(cell_len(text) for text in (_heading(name), *(row[name] for row in rows))) for name in columns)
    return _together([*natural]) <= width


def _heading(column: str) -> str:
    return _HEADINGS.get(column, column.replace("_", " "))


def _said_below(row: Mapping[str, str], columns: Sequence[str]) -> Iterator[str]:
    """What a row says below its line: each address, then the sentence and its paper."""
    for column in columns:
        if row[column] and column not in _BELOW:
            yield row[column] if _is_address(row[column]) else f"{_heading(column)}: {row[column]}"
    if said := " — ".join(row[column] for column in columns if row[column] and column in _BELOW):
        yield said


def _print_below(console: Console, said: str) -> None:
    text = Text(said, style="dim")
    wrapped = console.is_terminal and not _is_address(said)
    for line in text.wrap(console, console.width - len(_INDENT)) if wrapped else [text]:
        line.rstrip()
        console.print(Text(_INDENT) + line, soft_wrap=True)


def _aligned(rows: Sequence[tuple[str, ...]], available: int | None) -> Iterator[str]:
    """The lines of a table, whose columns begin at one place; cut to `available` characters unless it has addresses."""
    natural = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    has_addresses = any(map(_is_address, chain(*rows)))
    widths = natural if available is None or has_addresses else _fitting(natural, available)
    for row in rows:
        yield _GAP.join(map(_cell, row, widths)).rstrip()


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _cell(text: str, width: int) -> str:
    """`text` in `width` columns of a terminal, with an ellipsis for its end where it is longer."""
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def _without_repetition(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Rows without the first cells that the row above has too; the last cell always stays."""
    for above, row in pairwise([(), *rows]):
        same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(above, row[:-1], strict=False))))
        yield ("",) * same + row[same:]


def _fitting(widths: Sequence[int], available: int) -> list[int]:
    """Column widths that fit a line, with a gap between columns: the widest give way first."""
    fitting = list(widths)
    while _together(fitting) > available and max(fitting) > 1:
        fitting[fitting.index(max(fitting))] -= 1
    return fitting


def _together(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def print_report(report: "Report") -> None:
    """Print what a validation counted, and each violation."""
    console = Console(highlight=False)
    counts = ", ".join(f"{count:,} {name}" for name, count in report.counts.items() if count)
    console.print(f"Checked {many(report.triples, 'triple')}: {counts}")
    for violation in report.violations:
        console.print(Text(str(violation)), soft_wrap=True)
    console.print("No violation." if report.conforms else f"{many(len(report.violations), 'violation')}.")
