"""The errors a user can meet. Each message says what was wrong, where, and what to do.

KGError
├── InputError      a file or record that cannot be read as papers
├── ConfigError     an unknown or malformed setting
├── ModelError      model files that are missing, damaged or of another version
├── OutputError     a place that cannot be written
├── QueryError      a query that is unknown, malformed or lacks a parameter
└── GraphError      a built graph that cannot be loaded

`InputWarning` is no error: papers that cannot be used are left out, and the others are built.
"""

from os import PathLike
from typing import Final

import msgspec


class KGError(Exception):
    """Root of all errors that a user can meet; the command line shows its message and exits with 2."""


class InputError(KGError):
    """A file or record cannot be read as papers."""


class InputWarning(UserWarning):
    """Papers were left out because they have errors."""


class ConfigError(KGError):
    """A setting is unknown or malformed."""


class ModelError(KGError):
    """Model files are missing, damaged or of another version."""


class OutputError(KGError):
    """Something cannot be written where it should go."""


class QueryError(KGError):
    """A query is unknown, malformed or lacks a parameter."""


class GraphError(KGError):
    """A built graph cannot be loaded."""


NO_JSON: Final = (msgspec.DecodeError, UnicodeDecodeError)
"""What `msgspec` raises for bytes that are not the expected JSON, and for text that is not UTF-8."""


def no_utf8(path: str | PathLike[str], error: UnicodeDecodeError) -> str:
    """The message for a file that is not UTF-8; `error` says where."""
    return f"{path}: is no UTF-8 (byte {error.object[error.start]:#04x}); save it as UTF-8"
