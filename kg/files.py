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

    Nothing is made yet. `option` is the command-line option that names the folder, for the message.

    Raises:
        OutputError: it is a file, or it cannot be made or written to.
    """
    try:
        nearest = next(place for place in (folder, *folder.parents) if place.exists() or place.is_symlink())
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        raise _refused(folder, error, option) from error


def make_folder(folder: Path, *, option: str = "--out") -> None:
    """Make `folder` and its parents, if they are missing.

    Raises:
        OutputError: it is a file, or it cannot be made.
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
        OutputError: it is a folder, a device or a pipe, or its folder cannot be made or written to.
    """
    ensure_writable(path.parent, option=option)
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it with {option}")
    _refuse_device(path)


def _refuse_device(path: Path) -> None:
    """Refuse to write to a device or a pipe: renaming the temporary file would replace it."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OutputError(f"{path}: is a device or a pipe, which would be replaced; name a file instead")


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file beside `path` that replaces it when the block succeeds, and is deleted when it fails.

    The folder is made if it is missing. If `path` is a symbolic link, its target is replaced, not the link.

    Raises:
        OutputError: the disk is full, the folder cannot be written to, or `path` is a device or a pipe.
        OSError: an error in the block that is about another file; it is passed on.
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
    """Give a temporary folder inside `folder`; its files are moved to `folder` together when the block succeeds.

    `folder` is made if it is missing.

    Raises:
        OutputError: `folder` cannot be written to, or the disk is full.
        OSError: an error in the block that is about a file elsewhere; it is passed on.
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
    """Whether an error is about a path with this beginning; one without a path, as of a full disk, counts as such."""
    return error.filename is None or os.fsdecode(error.filename).startswith(str(beginning))


@contextmanager
def scratch(folder: Path, prefix: str) -> Iterator[Path]:
    """Give an empty temporary folder in `folder`, whose name begins with `prefix`; it is removed when the block ends.

    Folders that killed processes left behind are removed first; they are known by a lock that nobody holds. A lock file
    is given its name only once it is locked, so that no folder of a process that has just started is removed. On
    systems without file locks, folders are left where they are.

    Raises:
        OSError: it cannot be made.
    """
    for left in folder.glob(f"{glob.escape(prefix)}*/{_LOCK}"):
        with suppress(OSError), left.open("r+b") as file:
            if _try_lock(file):
                shutil.rmtree(left.parent, ignore_errors=True)
    made = folder / f"{prefix}{secrets.token_hex(4)}"
    made.mkdir()
    try:
        with (made / _NO_LOCK).open("wb") as file:
            if _try_lock(file):
                (made / _NO_LOCK).replace(made / _LOCK)
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _try_lock(file: IO[bytes]) -> bool:
    """Lock the file until this process closes it or ends; return whether that was possible."""
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def read_text(path: Path, *, error: type[KGError], advice: str) -> str:
    """The text of a UTF-8 file, without a byte order mark.

    Raises:
        KGError: the file cannot be read or is not UTF-8. The class is `error`, and the message ends with `advice`.
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
