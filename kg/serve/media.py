"""Which format an answer takes: content negotiation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import mimeparse
import pyoxigraph as ox


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A format: its short name and its own, the media type it is sent as, and others by which clients ask for it."""

    name: str
    title: str
    media_type: str
    others: tuple[str, ...] = ()


HTML: Final = Form("html", "HTML", "text/html", ("application/xhtml+xml",))

RESULTS: Final[Mapping[Form, ox.QueryResultsFormat]] = MappingProxyType(
    {
        Form("json", "JSON", "application/sparql-results+json", ("application/json",)): ox.QueryResultsFormat.JSON,
        Form(
            "xml", "XML", "application/sparql-results+xml", ("application/xml", "text/xml")
        ): ox.QueryResultsFormat.XML,
        Form("csv", "CSV", "text/csv"): ox.QueryResultsFormat.CSV,
        Form("tsv", "TSV", "text/tab-separated-values"): ox.QueryResultsFormat.TSV,
    }
)
"""Formats of tables and truth values, the one that clients without a wish get first."""

TRIPLES: Final[Mapping[Form, ox.RdfFormat]] = MappingProxyType(
    {
        Form("ttl", "Turtle", "text/turtle", ("application/x-turtle",)): ox.RdfFormat.TURTLE,
        Form("nt", "N-Triples", "application/n-triples", ("text/plain",)): ox.RdfFormat.N_TRIPLES,
        Form("jsonld", "JSON-LD", "application/ld+json", ("application/json",)): ox.RdfFormat.JSON_LD,
        Form("rdf", "RDF/XML", "application/rdf+xml", ("application/xml", "text/xml")): ox.RdfFormat.RDF_XML,
    }
)
"""Formats of triples, the one that clients without a wish get first."""


@lru_cache(maxsize=1024)
def chosen(accept: str, forms: tuple[Form, ...]) -> Form | None:
    """The one of `forms` that an Accept header asks for most, the earlier among equals; None if it takes none of them.

    Without a header, or with one that is malformed, the first is chosen.
    """
    others = {media: form for form in reversed(forms) for media in form.others}
    by_type = others | {form.media_type: form for form in reversed(forms)}
    try:
        best = mimeparse.best_match(list(by_type), accept or "*/*")  # of equals it takes the last
    except mimeparse.MimeTypeParseException:
        return forms[0]
    return by_type.get(best)


def named(name: str, forms: tuple[Form, ...]) -> Form | None:
    """The one of `forms` that is called `name`."""
    return next((form for form in forms if form.name == name), None)
