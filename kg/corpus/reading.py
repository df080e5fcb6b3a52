"""The stage itself: files to papers with clean text, sentences and ids, and a report of what was cleaned."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn, TypeAlias

from msgspec import UNSET

from kg.config import CorpusConfig
from kg.corpus.bibtex import read_bibtex
from kg.corpus.cleaning import clean
from kg.corpus.entry import Batch, Entry
from kg.corpus.feeds import read_xml
from kg.corpus.fields import entry_of
from kg.corpus.identity import ARXIV_PAGE, derive_ids, normal_text
from kg.corpus.lines import unreadable
from kg.corpus.listing import read_listing
from kg.corpus.objects import read_json, read_json_lines
from kg.corpus.own_name import spell_out_own_name
from kg.corpus.ris import read_ris
from kg.corpus.sentences import paper_sentences
from kg.corpus.tables import read_table
from kg.errors import InputError
from kg.model import Paper
from kg.progress import Progress, silent

_READERS: Final[Mapping[str, Callable[[Path], Batch]]] = MappingProxyType(
    {
        ".txt": read_listing,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
        ".json": read_json,
        ".csv": read_table,
        ".tsv": read_table,
        ".bib": read_bibtex,
        ".ris": read_ris,
        ".xml": read_xml,
    }
)
Source: TypeAlias = Path | Mapping[str, object]
"""A file or folder of papers; or the fields of one, named as in a file."""

_BUILT: Final = frozenset({"graph.ttl", "knowledge.json", "merges.tsv"})
"""Files that tell a folder that `kg build` wrote, which often lies beside the papers."""
_PAGE_TEXT: Final = "page text in a title"
_OWN_NAME: Final = "macros for a paper's own name"


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """What reading left out or changed.

    `changes` counts the places changed by kind, most first. `papers_changed` had at least one. `duplicates` are papers
    with title and abstract of an earlier one, or that are it by arXiv or by id and title or DOI, `without_abstract`
    those whose file leaves the abstract empty: both are left out. `page_lines` are lines of page text around listings.
    `skipped` are files of other forms in folders. `unreadable` says of entries left out where they are and what is
    wrong, `renamed` of those that came with the id of another paper, and got one of their own.
    """

    changes: tuple[tuple[str, int], ...]
    papers_changed: int
    duplicates: int
    without_abstract: int
    page_lines: int
    skipped: tuple[Path, ...] = ()
    unreadable: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Papers in the order of their files, and what was done to make them."""

    papers: tuple[Paper, ...]
    cleaning: CleaningReport


@dataclass(frozen=True, slots=True)
class _Draft:
    """A cleaned entry; `changes` counts by kind."""

    entry: Entry
    title: str
    abstract: str
    changes: Counter[str]


def shipped_corpus() -> Path:
    """The listing of 367 papers that comes with the package."""
    return Path(str(resources.files("kg") / "data" / "corpus" / "papers.txt"))


def read_papers(inputs: Sequence[Source], *, config: CorpusConfig, progress: Progress = silent) -> Corpus:
    """Read the papers of files and folders, behind those that are given themselves, as mappings of their fields.

    1. Find the files: those given, and in folders all of a known form that are not hidden, in the order of their names.
    2. Read and clean entry by entry; leave out those without an abstract, duplicates and what is wrong.
    3. Give ids to papers that came without one of their own, and split sentences.

    Raises:
        InputError: a file cannot be read as papers, or no paper is left. The message names the place, and of papers
            that are wrong that of the first.
    """
    paths = [source for source in inputs if isinstance(source, Path)]
    files, skipped = _found(paths)
    given = (source for source in inputs if not isinstance(source, Path))
    own = Batch(entry_of(fields, f"paper {number}") for number, fields in enumerate(given, 1))
    batches = [own, *(_reader(file)(file) for file in files)]
    entries = chain.from_iterable(batch.entries for batch in batches)
    drafts: list[_Draft] = []
    unreadable: list[str] = []
    for entry in progress(entries, "Read"):
        draft = entry if isinstance(entry, InputError) else _draft(entry, config)
        if isinstance(draft, InputError):
            unreadable.append(str(draft))  # not the error, whose traceback holds all that the paper says
        else:
            drafts.append(draft)
    with_abstract = [draft for draft in drafts if draft.abstract]
    kept, renamed = _distinct(with_abstract)
    if not kept and unreadable:
        raise InputError(unreadable[0])
    if not kept:
        place = ", ".join(map(str, paths)) or "the papers given"
        raise InputError(
            f"{place}: no paper with an abstract found among {len(drafts):,}; give files of titles and abstracts"
        )
    return Corpus(
        papers=_papers(kept),
        cleaning=CleaningReport(
            changes=_totals(kept, batches),
            papers_changed=sum(bool(draft.changes) for draft in kept),
            duplicates=len(with_abstract) - len(kept),
            without_abstract=len(drafts) - len(with_abstract),
            page_lines=sum(batch.page_lines for batch in batches),
            skipped=tuple(skipped),
            unreadable=tuple(unreadable),
            renamed=tuple(renamed),
        ),
    )


def clean_paper(paper: Paper) -> Paper:
    """`paper` as if it had been read from a file: cleaned, and its sentences found anew."""
    title, abstract, _ = _cleaned(paper.title, paper.abstract)
    title, abstract = title or paper.title, abstract or paper.abstract
    return replace(paper, title=title, abstract=abstract, sentences=paper_sentences(title, abstract))


def _found(inputs: Sequence[Path]) -> tuple[Sequence[Path], Sequence[Path]]:
    """The files to read, those given and those of a known form in folders, and the other files of the folders.

    Raises:
        InputError: a folder cannot be read, or holds no file of papers.
    """
    known: list[Path] = []
    other: list[Path] = []
    for path in inputs:
        if not os.path.isdir(path):  # noqa: PTH112 - `Path.is_dir` raises where it may not look
            known.append(path)
            continue
        files = sorted(_files_in(path))
        of_papers = [file for file in files if _form(file) in _READERS]
        if not of_papers:
            raise InputError(f"{path}: holds no file of papers; {_expected(files)}")
        known += of_papers
        other += [file for file in files if _form(file) not in _READERS]
    return known, other


def _files_in(folder: Path) -> Iterator[Path]:
    """All files in and below `folder`, but for hidden ones, those in hidden folders, and what was built from papers.

    Links that lead nowhere are among them, to be refused when they are read; pipes and devices are not.

    Raises:
        InputError: a folder cannot be read.
    """
    for place, folders, names in os.walk(folder, onerror=_refuse_folder):
        if _BUILT.issubset(names):
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (os.path.join(place, name) for name in names if not name.startswith("."))  # noqa: PTH118 - as above
        yield from (Path(file) for file in files if os.path.isfile(file) or not os.path.exists(file))  # noqa: PTH110, PTH113


def _refuse_folder(error: OSError) -> NoReturn:
    raise unreadable(Path(error.filename), error) from error


def _form(file: Path) -> str:
    """The ending that tells the form of a file, gzipped or not."""
    return Path(file.name.lower().removesuffix(".gz")).suffix


def _reader(file: Path) -> Callable[[Path], Batch]:
    reader = _READERS.get(_form(file))
    if reader is None:
        raise InputError(f"{file}: has no known ending; {_expected([file])}")
    return reader


def _expected(files: Iterable[Path]) -> str:
    """What to give in place of `files`."""
    forms = f"expected one of {', '.join(_READERS)}, or gzipped"
    pdfs = any(_form(file) == ".pdf" for file in files)
    return f"{forms}; have a reference manager export the titles and abstracts of PDFs" if pdfs else forms


def _draft(entry: Entry, config: CorpusConfig) -> _Draft | InputError:
    for name, text in (("title", entry.title), ("abstract", entry.abstract)):
        if len(text) > config.max_characters:
            return InputError(
                f"{entry.place}: the {name} has {len(text):,} characters, more than {config.max_characters:,}; "
                f"expected an abstract, or raise corpus.max_characters"
            )
    title, abstract, changes = _cleaned(entry.title, entry.abstract)
    if not title and abstract:
        return InputError(f"{entry.place}: the title is empty; give the paper a title or take it out")
    return _Draft(entry, title, abstract, changes)


def _cleaned(title: str, abstract: str) -> tuple[str, str, Counter[str]]:
    """Title and abstract without debris, the paper's own name written out in this as that has it, and the changes."""
    title, title_changes = clean(title)
    named, macros = spell_out_own_name(abstract, title)
    abstract, abstract_changes = clean(named)
    return title, abstract, title_changes + abstract_changes + Counter({_OWN_NAME: macros})


def _distinct(drafts: Iterable[_Draft]) -> tuple[list[_Draft], list[str]]:
    """The drafts without those that are an earlier one by a mark of it.

    Of two papers with one id the second loses it, which the notes tell.
    """
    kept: list[_Draft] = []
    notes: list[str] = []
    known: set[tuple[str, ...]] = set()
    by_id: dict[str, _Draft] = {}
    for draft in drafts:
        marks = set(_marks(draft))
        if known.isdisjoint(marks):
            owner = by_id.setdefault(draft.entry.id, draft) if draft.entry.id is not None else draft
            if owner is not draft:
                notes.append(
                    f"{draft.entry.place}: has the id {draft.entry.id!r} of another paper ({owner.entry.place})"
                )
            kept.append(draft if owner is draft else replace(draft, entry=replace(draft.entry, id=None)))
        known |= marks
    return kept, notes


def _marks(draft: _Draft) -> Iterator[tuple[str, ...]]:
    """What no two papers have in common: title and abstract; a page at arXiv; the id together with the title or a page.

    A DOI alone does not do: chapters come with that of their book.
    """
    title, pages = normal_text(draft.title), draft.entry.same_as
    yield title, normal_text(draft.abstract)
    yield from ((page,) for page in pages if page.startswith(ARXIV_PAGE))
    if draft.entry.id is not None:
        yield from (("with id", draft.entry.id, mark) for mark in (title, *pages))


def _totals(drafts: Iterable[_Draft], batches: Iterable[Batch]) -> tuple[tuple[str, int], ...]:
    totals = Counter({_PAGE_TEXT: sum(batch.glued_words for batch in batches)})
    for draft in drafts:
        totals.update(draft.changes)
    return tuple(sorted((+totals).items(), key=lambda change: (-change[1], change[0])))


def _papers(drafts: Sequence[_Draft]) -> tuple[Paper, ...]:
    taken = frozenset(draft.entry.id for draft in drafts if draft.entry.id is not None)
    unnamed = [(draft.title, draft.abstract) for draft in drafts if draft.entry.id is None]
    derived = iter(derive_ids(unnamed, taken))
    return tuple(
        Paper(
            id=draft.entry.id or next(derived),
            title=draft.title,
            abstract=draft.abstract,
            sentences=paper_sentences(draft.title, draft.abstract),
            year=draft.entry.year,
            url=draft.entry.url,
            same_as=draft.entry.same_as or UNSET,
        )
        for draft in drafts
    )
