"""Embedding data and scripts into the page so that nothing in the data can run."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
from markupsafe import Markup

_JSON_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def script_json(data: Any) -> Markup:  # noqa: ANN401 - whatever JSON can hold
    """`data` as JSON that cannot end the script element that holds it, whatever its strings say."""
    text = msgspec.json.encode(data).decode().translate(_JSON_ESCAPES)
    return Markup(text)  # noqa: S704 - escaped in the line above


def content_security_policy(*, scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A policy under which exactly these inline scripts and styles apply and nothing is ever requested."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_source_hash, scripts))}",
            f"style-src {' '.join(map(_source_hash, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _source_hash(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return f"'sha256-{digest}'"
