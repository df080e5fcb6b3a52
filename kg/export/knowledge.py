"""`Knowledge` and the base IRI it was built under, as one JSON file that the program itself reads back."""

from pathlib import Path
from typing import Final

import msgspec

from kg.config import RdfConfig
from kg.errors import NO_JSON, GraphError
from kg.files import replacing
from kg.model import Knowledge

SCHEMA: Final = 2
"""Version of the file's form; it changes whenever `kg.model.Knowledge` does."""


class _Versioned(msgspec.Struct, frozen=True):
    schema: int


class _File(msgspec.Struct, frozen=True, kw_only=True):
    schema: int
    base: str | None = None  # a file from before it was kept has none
    knowledge: Knowledge


def write_knowledge(knowledge: Knowledge, path: Path, *, config: RdfConfig = RdfConfig()) -> None:
    """Write `knowledge` with its base IRI, so that `read_knowledge` gives equal values.

    Raises:
        OutputError: the file cannot be written.
    """
    content = _File(schema=SCHEMA, base=config.base, knowledge=knowledge)
    with replacing(path) as file:
        file.write(msgspec.json.encode(content))


def read_knowledge(path: Path) -> tuple[Knowledge, str | None]:
    """Read what `write_knowledge` wrote: the knowledge and its base IRI, which is None in files of old versions.

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
        content = msgspec.json.decode(data, type=_File)
    except NO_JSON as error:
        raise GraphError(f"{path}: damaged ({error}); build the graph again") from error
    return content.knowledge, content.base
