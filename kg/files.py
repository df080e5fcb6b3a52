"""Reading text files, and writing files atomically: to a temporary file beside the target, which is then renamed."""

import glob
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from kg.errors import KGError, OutputError, no_utf8

NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML forbids, even escaped: control characters and surrogates."""

_LOCK: Final = ".locked"
_NO_LOCK: Final = ".unlocked"


def ensure_writable(folder: Path, *, option: str = "--out") -> None:
    """Check, before long work begins, that files can be written into `folder`, or that it can be made.

    Nothing is made yet. `option` is the option by which a user names the folder.

    Raises:
        OutputError: it is a file, or it does not let itself be made or written to.
    """
    try:
        nearest = next(place for place in (folder, *folder.parents) if place.exists() or place.is_symlink())
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        raise _refused(folder, error, option) from error


def make_folder(folder: Path, *, option: str = "--out") -> None:
    """Make `folder` with all above it, if it is missing.

    Raises:
        OutputError: it is a file, or does not let itself be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error, option) from error


def _refused(folder: Path, error: OSError, option: str) -> OutputError:
    return OutputError(f"{folder}: cannot be written to ({error.strerror}); choose another folder with {option}")


def ensure_place(path: Path, *, option: str = "--output") -> None:
    """Check, before long work begins, that a file can be written at `path`; its folder may have to be made.

    Raises:
        OutputError: it is a folder or a device, or its folder does not let itself be written to.
    """
    ensure_writable(path.parent, option=option)
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it with {option}")
    _refuse_device(path)


def _refuse_device(path: Path) -> None:
    """A file that is renamed to the place of a device or a pipe would replace it."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OutputError(f"{path}: is a device or a pipe, which would be replaced; name a file instead")


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file beside `path` that takes its place when the block ends well, and vanishes otherwise.

    Its folder is made if it is missing. Where `path` is a symbolic link, what it leads to is replaced, not the link.

    Raises:
        OutputError: the disk is full, the folder refuses the file, or a device or a pipe stands there.
        OSError: another file failed in the block, as it was.
    """
    _refuse_device(path)
    place = Path(os.path.realpath(path)) if path.is_symlink() else path
    make_folder(place.parent)
    prefix = f".{place.name}.partial-"
    try:
        with scratch(place.parent, prefix) as beside:
            partial = beside / place.name
            with partial.open("wb") as file:
                yield file
            partial.replace(place)
    except OSError as error:
        if not _is_of(place.parent / prefix, error):
            raise
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}) and is as it was; free some room or write elsewhere"
        ) from error


@contextmanager
def replacing_all(folder: Path) -> Iterator[Path]:
    """Give a temporary folder inside `folder`; its files take their places together when the block ends well.

    `folder` is made if it is missing.

    Raises:
        OutputError: `folder` refuses files, or the disk is full.
        OSError: a file elsewhere failed in the block, as it was.
    """
    make_folder(folder)
    ensure_writable(folder)
    prefix = ".partial-"
    try:
        with scratch(folder, prefix) as beside:
            partial = beside / "new"
            partial.mkdir()
            try:
                yield partial
            except OutputError as error:  # of a file in it, under a name that nobody gave
                raise OutputError(str(error).replace(str(partial), str(folder))) from error
            for path in sorted(partial.iterdir()):
                path.replace(folder / path.name)
    except OSError as error:
        if not _is_of(folder / prefix, error):
            raise
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); free some room or choose --out") from error


def _is_of(beginning: Path, error: OSError) -> bool:
    """Whether an error is about a path that begins so; one without a file name, as for a full disk, is taken to be."""
    return error.filename is None or os.fsdecode(error.filename).startswith(str(beginning))


@contextmanager
def scratch(folder: Path, prefix: str) -> Iterator[Path]:
    """Give an empty temporary folder in `folder`, whose name begins with `prefix`; it is removed when the block ends.

    Folders that killed processes have left are removed first: their locks are no longer held. A lock file gets its name
    only once it is locked, so that the folder of a process that has just begun is not taken for one of them. On systems
    without file locks, they stay.

    Raises:
        OSError: `folder` refuses it.
    """
    for left in folder.glob(f"{glob.escape(prefix)}*/{_LOCK}"):
        with suppress(OSError), left.open("r+b") as file:
            if _is_locked_by(file):
                shutil.rmtree(left.parent, ignore_errors=True)
    made = folder / f"{prefix}{secrets.token_hex(4)}"
    made.mkdir()
    try:
        with (made / _NO_LOCK).open("wb") as file:
            if _is_locked_by(file):
                (made / _NO_LOCK).replace(made / _LOCK)
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _is_locked_by(file: IO[bytes]) -> bool:
    """Lock the file until this process closes it or ends; return whether that was possible."""
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 - not there

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def read_text(path: Path, *, error: type[KGError], advice: str) -> str:
    """The text of a UTF-8 file, without the mark that it may begin with.

    Raises:
        KGError: as `error`, with `advice` on what to do: the file cannot be read or decoded.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as reason:
        raise error(f"{path}: cannot be read ({reason.strerror}); {advice}") from reason
    except UnicodeDecodeError as reason:
        raise error(no_utf8(path, reason)) from reason


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to `path`, whole or not at all.

    Raises:
        OutputError: as `replacing`.
    """
    with replacing(path) as file:
        file.write(text.encode())
