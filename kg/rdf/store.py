"""The graph as a triple store on disk, with a stamp that says from which file and with which schema it was made.

    DIR/
    ├── kg-store.json    the stamp
    └── data/            the files of the engine

Many processes read a store at the same time, so it is never changed: `load_store` makes a new one beside it and then
replaces it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec
import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import NO_JSON, GraphError, OutputError
from kg.files import ensure_writable, make_folder, scratch
from kg.rdf.ontology import ontology_triples
from kg.rdf.terms import Iris, Terms
from kg.rdf.turtle import demand_base, demand_readable, digest, unreadable

STAMP: Final = "kg-store.json"
_DATA: Final = "data"
_FORM: Final = 3
_STRUCTURE: Final = (
    "rdf:type",
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "schema:domainIncludes",
    "schema:rangeIncludes",
)


class _Versioned(msgspec.Struct, frozen=True):
    form: int


class Stamp(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a store contains. `source` is the SHA-256 of the Turtle file that it was loaded from.

    `written`, the time when the file was last changed (in nanoseconds), and `size`, its length in bytes, show that the
    file is still the same without reading it.
    """

    form: int
    schema: str
    engine: str
    base: str
    triples: int
    source: str
    size: int
    written: int

    def is_of(self, turtle: Path) -> bool:
        """Whether the store was loaded from the Turtle file as it is now.

        Raises:
            GraphError: the file cannot be read.
        """
        size, written = _size_and_time(turtle)
        return size == self.size and (written == self.written or digest(turtle) == self.source)


def schema_fingerprint() -> str:
    """A digest of the classes and properties of the ontology and their hierarchy, but not of labels and comments."""
    structure = {Terms.of(RdfConfig())(curie) for curie in _STRUCTURE}
    lines = sorted(str(triple) for triple in ontology_triples() if triple.predicate in structure)
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def load_store(turtle: Path, folder: Path, *, config: RdfConfig = RdfConfig()) -> Stamp:
    """Load the Turtle file of a graph into a store at `folder`, in place of the store that is there.

    Raises:
        ConfigError: the base IRI is malformed.
        GraphError: the file cannot be read, is no Turtle, or was built under another base IRI.
        OutputError: `folder` holds something other than a store, is no folder, or cannot be written.
    """
    iris = Iris.of(config)
    _refuse_to_replace(folder)
    demand_readable(turtle)
    ensure_writable(folder.parent, option="--store")
    size, written = _size_and_time(turtle)
    with _replacing_folder(folder) as partial:
        store = ox.Store(str(partial / _DATA))
        fill_store(store, turtle, iris)
        store.flush()
        stamp = Stamp(
            form=_FORM,
            schema=schema_fingerprint(),
            engine=_engine(),
            base=iris.base,
            triples=len(store),
            source=digest(turtle),
            size=size,
            written=written,
        )
        del store  # the engine lets go of its files
        (partial / STAMP).write_bytes(msgspec.json.encode(stamp) + b"\n")
    return stamp


def _refuse_to_replace(folder: Path) -> None:
    """Refuse a place with something other than a store, which loading would replace."""
    is_free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if not is_free and not (folder / STAMP).is_file():
        kind = "a folder, but no store," if folder.is_dir() else "no folder"
        raise OutputError(f"{folder}: is {kind} and would be replaced; name another one with kg load --store")


def fill_store(store: ox.Store, turtle: Path, iris: Iris) -> None:
    """Load a Turtle file into an empty store.

    Raises:
        GraphError: the file cannot be read, is no Turtle, or was built under another base IRI.
        OSError: a store on disk cannot be written.
    """
    demand_base(turtle, iris)
    try:
        store.bulk_load(path=str(turtle), format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise GraphError(f"{turtle}: is no Turtle ({error.msg}); build the graph again") from error


def open_on_disk(folder: Path, *, config: RdfConfig = RdfConfig()) -> ox.Store:
    """The store at `folder`, read-only.

    Raises:
        ConfigError: the base IRI is malformed.
        GraphError: as `read_stamp`, or its files are damaged.
    """
    read_stamp(folder, config=config)
    try:
        return ox.Store.read_only(str(folder / _DATA))
    except OSError as error:
        raise GraphError(f"{folder}: is damaged ({error}); load it again, with kg load") from error


def read_stamp(folder: Path, *, config: RdfConfig = RdfConfig()) -> Stamp:
    """The stamp of the store at `folder`.

    Raises:
        ConfigError: the base IRI is malformed.
        GraphError: there is no store, or its form, schema, engine or base IRI is another one.
    """
    stamp, iris = _decoded_stamp(folder), Iris.of(config)
    if stamp.schema != schema_fingerprint():
        raise GraphError(
            f"{folder}: holds a graph of schema {stamp.schema}, this program reads {schema_fingerprint()}; build the"
            " graph again and load it, with kg load"
        )
    if stamp.engine != _engine():
        raise GraphError(f"{folder}: was made by {stamp.engine}, this is {_engine()}; load it again, with kg load")
    iris.demand(stamp.base, folder)
    return stamp


def _decoded_stamp(folder: Path) -> Stamp:
    try:
        data = (folder / STAMP).read_bytes()
    except OSError as error:
        raise GraphError(f"{folder}: is no store ({error.strerror}); make one, with kg load") from error
    try:
        form = msgspec.json.decode(data, type=_Versioned).form
        if form != _FORM:
            raise GraphError(
                f"{folder}: is a store of form {form}, this program reads form {_FORM}; load it again, with kg load"
            )
        return msgspec.json.decode(data, type=Stamp)
    except NO_JSON as error:
        raise GraphError(f"{folder / STAMP}: is damaged ({error}); load the store again, with kg load") from error


def _size_and_time(path: Path) -> tuple[int, int]:
    """The bytes of a file, and when it was last written, in nanoseconds."""
    try:
        status = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return status.st_size, status.st_mtime_ns


def _engine() -> str:
    """The name of the engine with its minor version, which may change the files of a store."""
    return f"pyoxigraph {'.'.join(version('pyoxigraph').split('.')[:2])}"


@contextmanager
def _replacing_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder that replaces `folder` when the block succeeds, and is deleted when it fails."""
    make_folder(folder.parent, option="--store")
    try:
        with scratch(folder.parent, f".{folder.name}.partial-") as beside:
            new, old = beside / "new", beside / "old"
            new.mkdir()
            yield new
            if folder.exists():
                folder.replace(old)
            new.replace(folder)
    except OSError as error:
        why = error.strerror or str(error).rpartition(": ")[2]  # the engine's have words alone, the reason last
        raise OutputError(f"{folder}: cannot be written ({why}); free some room or choose another folder") from error
