"""Line-based files: the merges that resolution made, and the records that extraction gave."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.files import replacing
from kg.model import Extraction, Knowledge, Merge
from kg.records import dump_record, to_record

_HEADER: Final = ("entity", "label", "name", "reason", "score", "papers")
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_ESCAPES_IN_IDS: Final = _ESCAPES | str.maketrans({" ": r"\s"})


def write_merges(knowledge: Knowledge, path: Path) -> None:
    r"""Write merges as TSV with a header; ids of papers are separated by spaces.

    A tab in a cell is "\t", a newline "\n", a carriage return "\r", a backslash "\\", and a space in an id "\s".

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(path) as file:
        for row in (_HEADER, *map(_row, knowledge.merges)):
            file.write(("\t".join(row) + "\n").encode())


def write_records(extractions: Iterable[Extraction], path: Path) -> None:
    """Write one record a line, in the order given.

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(path) as file:
        for extraction in extractions:
            file.write(dump_record(to_record(extraction)).encode())


def _row(merge: Merge) -> tuple[str, ...]:
    cells = merge.entity, merge.label, merge.name, merge.reason, f"{merge.score:.4f}"
    papers = " ".join(paper.translate(_ESCAPES_IN_IDS) for paper in merge.papers)
    return (*(cell.translate(_ESCAPES) for cell in cells), papers)
