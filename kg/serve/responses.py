"""What the processes answer, as HTTP responses."""

from typing import Final

from starlette.responses import Response

from kg.serve.media import HTML
from kg.serve.messages import Reply

POLICY: Final = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'"
"""What a page may load: nothing but the style sheet of this server."""

POLICY_OF_ONE_FILE: Final = POLICY.replace("style-src 'self'", "style-src 'unsafe-inline'")
"""The same for a page that brings its style with it."""


def as_response(reply: Reply) -> Response:
    """The response to send."""
    if reply.media_type == HTML.media_type:
        return html_page(reply.status, reply.body)
    headers = {"vary": "Accept", "x-content-type-options": "nosniff"}
    if reply.status == 503:  # noqa: PLR2004 - the code says what it is
        headers["retry-after"] = "5"
    return Response(reply.body, reply.status, headers, reply.media_type)


def html_page(status: int, body: bytes, *, policy: str = POLICY) -> Response:
    """A page that loads nothing but what `policy` says."""
    headers = {"content-security-policy": policy, "x-content-type-options": "nosniff", "vary": "Accept"}
    return Response(body, status, headers, HTML.media_type)
