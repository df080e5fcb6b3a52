"""RDF terms: the IRIs of nodes, and literals for numbers, years and web addresses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import ConfigError, GraphError
from kg.model import Span
from kg.rules.units import WRITTEN_SCALE, scale_of
from kg.vocab import PREFIXES, RelationType

VOID: Final = "http://rdfs.org/ns/void#"
_XSD: Final = PREFIXES["xsd"]

_PLAIN_NUMBER: Final = re.compile(
    r"(?P<figures>[+-]?(?:(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+))"
    rf"(?:[ -]?(?P<scale>{WRITTEN_SCALE}))?"
)
_DIGEST_LENGTH: Final = 16
_CONFIDENCE_DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of nodes, claims and terms under one base; the same input gives the same IRI in every build."""

    base: str

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, config: RdfConfig) -> "Iris":
        """The IRIs under the base of `config`.

        Raises:
            ConfigError: the base is no absolute IRI that ends in "/" or "#".
        """
        try:
            ox.NamedNode(config.base)
        except ValueError as error:
            raise ConfigError(
                f"rdf.base: {config.base!r} is no absolute IRI ({error}); give one ending in /"
            ) from error
        if not config.base.endswith(("/", "#")):
            raise ConfigError(f'rdf.base: {config.base!r} must end in "/" or "#"; add one')
        return cls(config.base)

    def demand(self, base: str, place: Path) -> None:
        """Check that the graph at `place`, which was built under `base`, has these IRIs.

        Raises:
            GraphError: it was built under another base.
        """
        if base != self.base:
            raise GraphError(f"{place}: was built under {base}, not {self.base}; set base under [rdf] in the settings")

    @property
    def ontology(self) -> str:
        """Namespace of the project's own terms; under a base that ends in "#" it cannot have a second "#"."""
        return f"{self.base}ontology{self._fragment}"

    @property
    def graph(self) -> ox.NamedNode:
        """The IRI of the graph itself."""
        return ox.NamedNode(f"{self.base}graph")

    def own(self, name: str) -> ox.NamedNode:
        """A term of the project's ontology: "outperforms", "OutperformsClaim"."""
        return ox.NamedNode(self.ontology + name)

    def paper(self, key: str) -> ox.NamedNode:
        """The paper with the id `key`."""
        return ox.NamedNode(f"{self.base}paper/{relative_path(key)}")

    def node(self, key: str) -> ox.NamedNode:
        """The entity or result with the id `key` ("entity/vision-transformer")."""
        return ox.NamedNode(self.base + relative_path(key))

    def passage(self, paper: str, span: Span) -> ox.NamedNode:
        """The characters `span` of a paper's text, named by their offsets as RFC 5147 names them."""
        return ox.NamedNode(f"{self.base}paper/{relative_path(paper)}{self._fragment}char={span.start},{span.end}")

    def claim(self, paper: str, head: str, relation: RelationType, tail: str) -> ox.NamedNode:
        """The claim of one paper that `head` stands in `relation` to `tail` (ids)."""
        digest = sha256(repr((paper, head, relation.value, tail)).encode()).hexdigest()
        return ox.NamedNode(f"{self.base}claim/{relative_path(paper)}/{relation}-{digest[:_DIGEST_LENGTH]}")

    @property
    def _fragment(self) -> str:
        return "#" if self.base.endswith("/") else "/"


def relative_path(key: str) -> str:
    """`key` as a relative path that stays below the base.

    All characters but letters, digits, "-", "_", "~", ".", ":" and "/" are percent-encoded, and so are segments of dots
    alone, which would lead to a parent folder.
    """
    return "/".join(map(_segment, key.split("/")))


def _segment(part: str) -> str:
    quoted = quote(part, safe=":", errors="surrogatepass")
    return quoted if part.strip(".") else quoted.replace(".", "%2E")


@lru_cache(maxsize=16)
def prefixes(config: RdfConfig) -> Mapping[str, str]:
    """Prefixes of the graph, the project's own (`kg`, and `entity` and `paper` for nodes) among them."""
    iris = Iris.of(config)
    own = {"kg": iris.ontology, "entity": f"{iris.base}entity/", "paper": f"{iris.base}paper/", "void": VOID}
    return MappingProxyType(dict(sorted({**PREFIXES, **own}.items())))


@dataclass(frozen=True, slots=True)
class Terms:
    """Expands CURIEs ("schema:mentions") to IRIs, and remembers them."""

    prefixes: Mapping[str, str]
    _known: dict[str, ox.NamedNode] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, config: RdfConfig) -> "Terms":
        """The terms under the prefixes of `config`."""
        return cls(prefixes(config))

    def __call__(self, curie: str) -> ox.NamedNode:
        """The term that `curie` abbreviates."""
        term = self._known.get(curie)
        if term is None:
            prefix, _, name = curie.partition(":")
            term = self._known[curie] = ox.NamedNode(self.prefixes[prefix] + name)
        return term


def decimal(number: Decimal) -> ox.Literal:
    """`number` as xsd:decimal with at least one decimal place, so that Turtle writes it without a datatype."""
    digits = f"{number:f}"
    whole, _, fraction = digits.partition(".")
    return ox.Literal(f"{whole}.{fraction.rstrip('0') or '0'}", datatype=ox.NamedNode(f"{_XSD}decimal"))


def confidence(probability: float) -> ox.Literal:
    """A probability as xsd:decimal, rounded to four decimals."""
    return decimal(Decimal(f"{probability:.{_CONFIDENCE_DECIMALS}f}"))


def plain_number(value: str) -> Decimal | None:
    """The value of a plainly written number ("83.3", ".9", "1,024", "114K"); None for "30-70", "two" or "1e-3"."""
    plain = _PLAIN_NUMBER.fullmatch(value.replace("\N{MINUS SIGN}", "-"))
    if plain is None:
        return None
    number = Decimal(plain["figures"].replace(",", ""))
    return number * scale_of(plain["scale"]) if plain["scale"] else number


def year(number: int) -> ox.Literal:
    """A year as xsd:gYear, which has at least four digits."""
    return ox.Literal(f"{number:04d}", datatype=ox.NamedNode(f"{_XSD}gYear"))


def web_address(url: str) -> ox.NamedNode | ox.Literal:
    """An http(s) address as an IRI, characters that an IRI may not hold percent-encoded; anything else as text."""
    if not url.lower().startswith(("http://", "https://")):
        return ox.Literal(url)
    try:
        urlsplit(url)
        return ox.NamedNode(quote(url, safe="%/:?#[]@!$&'()*+,;=~"))
    except ValueError:
        return ox.Literal(url)
