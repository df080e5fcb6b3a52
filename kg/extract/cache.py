"""A cache of extractions in a SQLite file, so that a paper is read once over many runs.

The key of an extraction is a hash of all that determines it: the paper, the files of the model, the source code of the
program, and the versions of Python and of the numerical libraries. When any of them changes, the paper is extracted
again.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from threading import Lock
from typing import Final

import msgspec

import kg
from kg.encoder import fingerprint
from kg.errors import ConfigError
from kg.files import make_folder
from kg.model import Extraction, Paper

_BATCH: Final = 100
"""Extractions that are written at once: few enough that little is lost in a power cut."""
_PATIENCE: Final = 60
"""Seconds to wait for another run that writes into the same file."""


class ExtractionCache:
    """Extractions by paper; safe to use from several threads at once."""

    def __init__(self, file: sqlite3.Connection, made_by: bytes) -> None:
        self._file, self._made_by = file, made_by
        self._new: list[tuple[bytes, bytes]] = []
        self._lock = Lock()

    def get(self, paper: Paper) -> Extraction | None:
        """The extraction of `paper`; None if it is not in the cache."""
        with self._lock:
            row = self._file.execute("SELECT extraction FROM extractions WHERE key = ?", (self._key(paper),)).fetchone()
        return None if row is None else msgspec.msgpack.decode(zlib.decompress(row[0]), type=Extraction)

    def put(self, paper: Paper, extraction: Extraction) -> None:
        """Add the extraction of `paper`; it is written to the file with the next batch."""
        with self._lock:
            self._new.append((self._key(paper), zlib.compress(msgspec.msgpack.encode(extraction))))
            if len(self._new) >= _BATCH:
                self._write()

    def close(self) -> None:
        """Write the extractions that are not in the file yet."""
        with self._lock:
            self._write()

    def _write(self) -> None:
        with self._file:
            self._file.executemany("INSERT OR REPLACE INTO extractions VALUES (?, ?)", self._new)
        self._new.clear()

    def _key(self, paper: Paper) -> bytes:
        content = msgspec.msgpack.encode((paper.id, paper.title, paper.abstract, paper.sentences))
        return sha256(self._made_by + content).digest()


@contextmanager
def open_cache(path: Path, *, model: Path | None) -> Iterator[ExtractionCache]:
    """Open the cache at `path` for extractions by `model`; the file is made if missing, and complete after the block.

    Raises:
        ConfigError: it cannot be written, is damaged, or is not such a cache.
        ModelError: a file of the model is missing.
        OutputError: its folder cannot be made.
    """
    make_folder(path.parent, option="cache under [extract]")
    made_by = _program() + fingerprint(model)
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)) as file:
            tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if tables and "extractions" not in tables:
                raise sqlite3.DatabaseError("it is a database of something else")
            file.execute("CREATE TABLE IF NOT EXISTS extractions (key BLOB PRIMARY KEY, extraction BLOB) WITHOUT ROWID")
            cache = ExtractionCache(file, made_by)
            try:
                yield cache
            finally:
                cache.close()
    except (sqlite3.Error, zlib.error, msgspec.DecodeError) as error:
        raise ConfigError(
            f"{path}: cannot keep extractions ({error}); free some room, or set cache under [extract] to another file"
        ) from error


def _program() -> bytes:
    """A digest of this program, its libraries and Python, whose Unicode tables differ from version to version."""
    digest = sha256(f"Python {python_version()}\n".encode())
    for library in ("numpy", "onnxruntime", "tokenizers"):
        digest.update(f"{library} {version(library)}\n".encode())
    for file in sorted(Path(kg.__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()
