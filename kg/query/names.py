"""Finding an entity or a paper by one of its names."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf import Iris
from kg.rules import normalise
from kg.vocab import PREFIXES

_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of node: how messages call it, and the properties that name it, the better name first."""

    noun: str
    properties: tuple[str, ...]


_ENTITY: Final = _Kind("thing", (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['skos']}altLabel"))
_PAPER: Final = _Kind("paper", (f"{PREFIXES['dcterms']}identifier", f"{PREFIXES['dcterms']}title"))


def find_entity(store: ox.Store, name: str, *, iris: Iris) -> ox.NamedNode:
    """The entity called `name`: its id, its IRI, its label or one of its aliases.

    An exact match wins over one that ignores case, that over one that ignores hyphens and plurals, and that over one
    that ignores all punctuation; among equals a label wins over an alias.

    Raises:
        QueryError: there is none, and the message names near ones; or there are several.
    """
    return _find(store, name, _ENTITY, iris.node)


def find_paper(store: ox.Store, name: str, *, iris: Iris) -> ox.NamedNode:
    """The paper called `name`: its id, its IRI or its title.

    Raises:
        QueryError: as `find_entity`.
    """
    return _find(store, name, _PAPER, iris.paper)


def _find(store: ox.Store, name: str, kind: _Kind, iri_of: Callable[[str], ox.NamedNode]) -> ox.NamedNode:
    found = _identified(store, name, kind, iri_of) or _exact(store, name, kind) or _alike(store, name, kind)
    if not found:
        raise QueryError(_unknown(store, name, kind))
    return _only(store, name, found, kind)


def _identified(
    store: ox.Store, name: str, kind: _Kind, iri_of: Callable[[str], ox.NamedNode]
) -> Collection[ox.NamedNode]:
    """The node whose id or IRI `name` is."""
    identity = ox.NamedNode(kind.properties[0])
    return [node for node in _candidates(name, iri_of) if any(store.quads_for_pattern(node, identity, None))][:1]


def _candidates(name: str, iri_of: Callable[[str], ox.NamedNode]) -> Iterator[ox.NamedNode]:
    yield iri_of(name)
    try:
        yield ox.NamedNode(name)
    except ValueError:
        return


def _exact(store: ox.Store, name: str, kind: _Kind) -> Collection[ox.NamedNode]:
    """As `_alike`, for a name that is written just so: looked up instead of searched for."""
    for naming in kind.properties:
        quads = store.quads_for_pattern(None, ox.NamedNode(naming), ox.Literal(name))
        found = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        if found:
            return found
    return ()


def _alike(store: ox.Store, name: str, kind: _Kind) -> Collection[ox.NamedNode]:
    names = [tuple(_names(store, naming)) for naming in kind.properties]
    for form in (str.casefold, normalise, letters):
        wanted = form(name)
        for pairs in names:
            found = {node for node, text in pairs if wanted and form(text) == wanted}
            if found:
                return found
    return ()


def _names(store: ox.Store, naming: str) -> Iterator[tuple[ox.NamedNode, str]]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(naming), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            yield quad.subject, quad.object.value


def letters(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())


def _only(store: ox.Store, name: str, found: Iterable[ox.NamedNode], kind: _Kind) -> ox.NamedNode:
    nodes = sorted(found, key=lambda node: node.value)
    if len(nodes) > 1:
        shown = ", ".join(f"{_label(store, node, kind)} <{node.value}>" for node in nodes[:_SHOWN])
        raise QueryError(f"{name!r} names {len(nodes)} {kind.noun}s: {shown}; give the address of the one you mean")
    return nodes[0]


def _label(store: ox.Store, node: ox.NamedNode, kind: _Kind) -> str:
    labels = store.quads_for_pattern(node, ox.NamedNode(kind.properties[0]), None)
    return min(label.object.value for label in labels if isinstance(label.object, ox.Literal))


def _unknown(store: ox.Store, name: str, kind: _Kind) -> str:
    near = _near(name, [text for naming in kind.properties for _, text in _names(store, naming)])
    hint = f"did you mean {', '.join(near)}?" if near else "kg query lists what can be asked"
    return f"the graph has no {kind.noun} called {name!r}; {hint}"


def _near(name: str, names: Sequence[str]) -> Sequence[str]:
    """Names that contain the words of `name`, shortest first, then names spelt like it."""
    spelt = {text.casefold(): text for text in sorted(names)}
    holding = sorted((text for text in spelt if name and name.casefold() in text), key=lambda text: (len(text), text))
    alike = get_close_matches(name.casefold(), spelt, n=_SHOWN)
    return [spelt[text] for text in dict.fromkeys([*holding[: _SHOWN - 2], *alike])][:_SHOWN]
