"""The names under which services and reference managers keep the title, the abstract and the rest of a paper."""

import json
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from kg.corpus.entry import Entry, Reading
from kg.corpus.identity import DOI_PAGE, pages_of
from kg.errors import InputError
from kg.files import NOT_XML

_INVERTED: Final = "abstract_inverted_index"
_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "title": ("title", "display_name"),
        "abstract": ("abstract", "summary", "abstract note", "abstractnote", _INVERTED),
        "id": ("id", "arxiv_id", "paperid"),
        "year": ("year", "publication year", "publication_year", "issued", "published", "publishedat", "date"),
        "url": ("url", "link", "doi"),
    }
)
"""The names of each field in small letters; where several are given, the first that is not empty counts."""

_OF_ARCHIVES: Final = ("arxiv", "arxiv_id", "eprint")
"""Fields whose ids are those of arXiv, if they look like it."""

_OF_PAGES: Final = ("id", "url", "link", "doi")
"""Fields that may hold an id of arXiv or a DOI, or an address with one."""

_INNER: Final = ("paper", "content", "citedpaper", "citingpaper", "info", "externalids")
"""Objects in an object that hold fields of its paper, as Hugging Face, OpenReview, Semantic Scholar and DBLP answer."""

_NOTHING: Final = frozenset({"nan", "NaT", "<NA>"})
_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)


def columns_of_papers(names: Iterable[str]) -> bool:
    """Whether `names` include one of a title and one of an abstract."""
    known = {name.strip().casefold() for name in names}
    return not known.isdisjoint(_NAMES["title"]) and not known.isdisjoint(_NAMES["abstract"])


def is_paper(fields: Mapping[str, Any]) -> bool:
    """Whether a title or an abstract is among the fields, be it an empty one."""
    return not _known(fields).keys().isdisjoint(_NAMES["title"] + _NAMES["abstract"])


def entry_of(fields: Mapping[str, Any], place: str) -> Reading:
    """The paper that named fields state, the names in any case; what is missing but for the title is empty or None.

    It is wrong if there is no title among them, one of the fields is of another type than it should be, or the id or
    url holds a character that XML forbids, so that some form of the graph could not hold it.
    """
    try:
        return _entry(fields, place)
    except InputError as error:
        return error


def _entry(fields: Mapping[str, Any], place: str) -> Entry:
    known = _known(fields)
    if known.keys().isdisjoint(_NAMES["title"]):
        raise InputError(f"{place}: has no title; every paper needs a title and an abstract")
    identifier = _first(known, "id")[1]
    key = str(int(identifier)) if _is_whole(identifier) else _name(known, "id", place)
    same_as = _same_as(known)
    address = key if _ADDRESS.match(key) else next(iter(same_as), None)
    return Entry(
        place=place,
        title=_text(known, "title", place),
        abstract=_text(known, "abstract", place),
        id=key or None,
        year=_year(known),
        url=_url(known, place) or address,
        same_as=same_as,
    )


def _is_whole(value: object) -> bool:
    """Whether it is a whole number, which pandas makes one with a point if the column lacks others."""
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields by their names in small letters, those of an inner object behind those beside it."""
    known = {str(name).strip().casefold(): value for name, value in fields.items()}
    for inner in (known[name] for name in _INNER if isinstance(known.get(name), dict)):
        known = {str(name).casefold(): value for name, value in inner.items()} | known
    return known


def _first(known: Mapping[str, Any], field: str) -> tuple[str, Any]:
    """Which of the names of `field` is the first with a value, and this."""
    values = ((name, known.get(name) if name == _INVERTED else _bare(known.get(name))) for name in _NAMES[field])
    return next(((name, value) for name, value in values if _says_something(value)), (field, None))


def _says_something(value: object) -> bool:
    """Whether it is neither empty nor what pandas has for nothing."""
    if value is None or isinstance(value, str):
        return bool(value)
    return isinstance(value, dict | list) or str(value) not in _NOTHING


def _bare(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """`value` out of the object in which OpenReview keeps it, or the list of one in which Crossref does."""
    if isinstance(value, dict):
        return value.get("value", value)
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _text(known: Mapping[str, Any], field: str, place: str) -> str:
    name, value = _first(known, field)
    if value is None:
        return ""
    if name == _INVERTED:
        return _put_in_order(value, place)
    if not isinstance(value, str):
        raise InputError(f"{place}: {name} is {_shown(value)}; expected text")
    return value


def _put_in_order(places: Any, place: str) -> str:  # noqa: ANN401 - a JSON value
    """The text of which OpenAlex tells where each word stands."""
    try:
        words = sorted((int(at), word) for word, stands in places.items() for at in stands)
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        raise InputError(f"{place}: {_INVERTED} is {_shown(places)}; expected words with their places") from error
    return " ".join(word for _, word in words)


def _shown(value: object) -> str:
    return json.dumps(value, default=str)[:40]


def _name(known: Mapping[str, Any], field: str, place: str) -> str:
    text = _text(known, field, place).strip()
    if NOT_XML.search(text):
        raise InputError(f"{place}: {field} is {_shown(text)}, with a character that no XML may hold; give another")
    return text


def _url(known: Mapping[str, Any], place: str) -> str:
    address = _name(known, "url", place)
    return f"{DOI_PAGE}{address}" if address.startswith("10.") else address


def _same_as(known: Mapping[str, Any]) -> tuple[str, ...]:
    ids = [f"arxiv:{_bare(known.get(name))}" for name in _OF_ARCHIVES]
    ids += [str(_bare(known.get(name))) for name in _OF_PAGES]
    return pages_of(ids)


def _year(known: Mapping[str, Any]) -> int | None:
    """The first year that a field for it names, as such or in a date of any form."""
    texts = (str(_bare(known.get(name))) for name in _NAMES["year"])
    found = next(filter(None, map(_YEAR.search, texts)), None)
    return int(found[0]) if found else None
