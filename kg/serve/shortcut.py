"""A fast path for the most frequent request, a query sent by GET."""

from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.hosts import Hosts
from kg.serve.messages import SparqlAsk
from kg.serve.pool import Pool
from kg.serve.responses import as_response


@dataclass(frozen=True, slots=True)
class Shortcut:
    """ASGI middleware that answers plain queries itself, just as `app` would, and leaves all else to `app`."""

    app: ASGIApp
    pool: Pool
    hosts: Hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        ask = self._plain_query(scope)
        if ask is None:
            await self.app(scope, receive, send)
        else:
            await as_response(await self.pool.ask(ask))(scope, receive, send)

    def _plain_query(self, scope: Scope) -> SparqlAsk | None:
        """The question, where there is nothing else to see to: another parameter, another site, another host."""
        if scope["type"] != "http" or scope["path"] != "/sparql" or scope["method"] != "GET":
            return None
        headers = dict(scope["headers"])
        known = self.hosts.has(headers.get(b"host", b"").decode("latin-1"))
        if not known or b"origin" in headers or len(headers) < len(scope["headers"]):
            return None
        name, _, value = scope["query_string"].partition(b"=")
        if name != b"query" or b"&" in value:
            return None
        text = unquote_to_bytes(value.replace(b"+", b" ")).decode(errors="replace")
        return SparqlAsk(text, headers.get(b"accept", b"").decode("latin-1"))
