"""Files that are whole or not there: everything is written beside its place and renamed into it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import OutputError


def ensure_folder(folder: Path, *, option: str = "--out") -> None:
    """Make `folder` if it is missing and prove that files can be written into it; `option` is how a user names it.

    Raises:
        OutputError: it cannot be made, is a file, or does not let itself be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written to ({error.strerror}); choose another folder with {option}"
        ) from error


def ensure_place(path: Path, *, option: str = "--output") -> None:
    """Prove, before the work for it begins, that a file can be written at `path`; its folder is made if it is missing.

    Raises:
        OutputError: it is a folder, or its folder does not let itself be written to.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it with {option}")
    ensure_folder(path.parent, option=option)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file beside `path` that takes its place when the block ends well, and vanishes otherwise.

    Raises:
        OutputError: the disk is full or the folder refuses the file.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}) and is as it was; free some room or write elsewhere"
        ) from error
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def replacing_all(folder: Path) -> Iterator[Path]:
    """Give a temporary folder inside `folder`; its files take their places together when the block ends well.

    Raises:
        OutputError: `folder` refuses files, or the disk is full.
    """
    ensure_folder(folder)
    partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=folder))
    try:
        yield partial
        for path in sorted(partial.iterdir()):
            path.replace(folder / path.name)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); free some room or choose --out") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to `path`, whole or not at all.

    Raises:
        OutputError: as `replacing`.
    """
    with replacing(path) as file:
        file.write(text.encode())
