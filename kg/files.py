"""Files that are whole or not there: everything is written beside its place and renamed into it."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from kg.errors import OutputError

NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML forbids, escaped or not, and with it every file that is XML: controls, halves of a character."""


def ensure_writable(folder: Path, *, option: str = "--out") -> None:
    """Prove, before the work for it begins, that files can be written into `folder`, or that it can be made.

    Nothing stays behind: the folder is made by what writes into it. `option` is how a user names it.

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
    """Prove, before the work for it begins, that a file can be written at `path`, in its folder or in one to be made.

    Raises:
        OutputError: it is a folder or a device, or its folder does not let itself be written to.
    """
    ensure_writable(path.parent, option=option)
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it with {option}")
    _refuse_device(path)


def _refuse_device(path: Path) -> None:
    """Devices and pipes do not take what is renamed into their place: they would be gone."""
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
    partial = place.with_name(f".{place.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(place)
    except OSError as error:
        if not _is_of(partial, error):
            raise
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}) and is as it was; free some room or write elsewhere"
        ) from error
    finally:
        partial.unlink(missing_ok=True)


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
    partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=folder))
    try:
        yield partial
        for path in sorted(partial.iterdir()):
            path.replace(folder / path.name)
    except OutputError as error:  # of a file in it, under a name that nobody gave
        raise OutputError(str(error).replace(str(partial), str(folder))) from error
    except OSError as error:
        if not _is_of(partial, error):
            raise
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); free some room or choose --out") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _is_of(place: Path, error: OSError) -> bool:
    """Whether what failed is at `place`: an error names a file that cannot be opened, but not one on a full disk."""
    return error.filename is None or Path(os.fsdecode(error.filename)).is_relative_to(place)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to `path`, whole or not at all.

    Raises:
        OutputError: as `replacing`.
    """
    with replacing(path) as file:
        file.write(text.encode())
