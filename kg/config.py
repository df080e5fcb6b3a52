"""Settings: one frozen section per stage, read from TOML; an unknown key is an error with its path."""

import os
import re
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import msgspec

from kg.errors import ConfigError
from kg.files import read_text

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=1)]

_COMPLAINT: Final = re.compile(
    r"(?:Object contains unknown field `(?P<field>.*?)`|(?P<reason>.*?))(?: - at `\$\.(?P<place>.*)`)?"
)


class CorpusConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Settings of the reader. A title or an abstract of more than `max_characters` is an error: it is no abstract."""

    max_characters: Count = 20_000


class ExtractConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Settings of extraction. `workers` is the number of threads (0: one per core).

    `model` is the folder of a model other than the shipped one. `cache` is a file that keeps the findings of each
    paper, so that the next run need not read it again.
    """

    workers: Annotated[int, msgspec.Meta(ge=0)] = 0
    model: str | None = None
    cache: str | None = None


class ResolveConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Settings of resolution. Facts below `confidence` are left out of the graph, but not out of the records.

    `decisions` is a TSV file of a curator's decisions about names, which always win; see `kg.resolve.decisions`.
    """

    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.3
    decisions: str | None = None


class RdfConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Settings of the RDF. `base` begins the IRI of every node, claim and term; it ends in "/" or "#"."""

    base: str = "https://kg.example/"


class ExplorerConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Settings of the page. At most `nodes` and `edges` are drawn at a time; `title` heads the page."""

    nodes: Count = 220
    edges: Count = 420
    title: str = "Knowledge graph of machine-learning papers"


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings; those that are left out have their defaults."""

    corpus: CorpusConfig = CorpusConfig()
    extract: ExtractConfig = ExtractConfig()
    resolve: ResolveConfig = ResolveConfig()
    rdf: RdfConfig = RdfConfig()
    explorer: ExplorerConfig = ExplorerConfig()


def load_config(path: str | os.PathLike[str]) -> Config:
    """Read settings from a TOML file.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or has an unknown or mistyped key.
    """
    text = read_text(Path(path), error=ConfigError, advice="give --config an existing TOML file")
    try:
        return msgspec.toml.decode(text, type=Config)
    except msgspec.DecodeError as error:
        raise ConfigError(f"{path}: {_plain(error)}; see README.md for the settings") from error


def checked(config: Config) -> Config:
    """Validate settings that were made in Python like those of a file; sections may be dicts, paths path-like objects.

    Raises:
        ConfigError: there is an unknown or mistyped setting, or one out of bounds.
    """
    try:
        return msgspec.convert(msgspec.to_builtins(config, enc_hook=os.fspath), Config)
    except (msgspec.ValidationError, TypeError) as error:
        raise ConfigError(f"config: {_plain(error)}; see README.md for the settings") from error


def _plain(error: Exception) -> str:
    """The message of a validation error in plain words, beginning with the setting as users write it."""
    said = _COMPLAINT.fullmatch(str(error))
    if said is None:
        return str(error)
    if said["field"] is not None:
        return f"there is no setting {'.'.join(filter(None, (said['place'], said['field'])))}"
    reason = said["reason"].replace("`object`", "a section").replace("`", "")
    return f"{said['place']}: {reason[:1].lower()}{reason[1:]}" if said["place"] else reason
