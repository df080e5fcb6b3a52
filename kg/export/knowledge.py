"""`Knowledge` as one JSON file that the program itself reads back."""

from pathlib import Path
from typing import Final

import msgspec

from kg.errors import NO_JSON, GraphError
from kg.files import replacing
from kg.model import Knowledge

SCHEMA: Final = 2
"""Version of the file's form; it changes whenever `kg.model.Knowledge` does."""


class _Versioned(msgspec.Struct, frozen=True):
    schema: int


class _File(msgspec.Struct, frozen=True):
    schema: int
    knowledge: Knowledge


def write_knowledge(knowledge: Knowledge, path: Path) -> None:
    """Write all that is known, so that `read_knowledge` gives an equal value.

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(path) as file:
        file.write(msgspec.json.encode(_File(SCHEMA, knowledge)))


def read_knowledge(path: Path) -> Knowledge:
    """Read what `write_knowledge` wrote.

    Raises:
        GraphError: the file is missing, damaged or of another version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({error.strerror}); build the graph first") from error
    try:
        version = msgspec.json.decode(data, type=_Versioned).schema
        if version != SCHEMA:
            raise GraphError(
                f"{path}: written in form {version}, this program reads form {SCHEMA}; build the graph again"
            )
        return msgspec.json.decode(data, type=_File).knowledge
    except NO_JSON as error:
        raise GraphError(f"{path}: damaged ({error}); build the graph again") from error
