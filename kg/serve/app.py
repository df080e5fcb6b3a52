"""The endpoint as an ASGI application: reads requests, hands questions to the pool, and sends what comes back."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.config import RdfConfig
from kg.export import ontology_page
from kg.rdf import Iris, ontology_triples
from kg.serve.hosts import HostCheck, Hosts
from kg.serve.limits import Limits
from kg.serve.media import HTML, RESULTS, TRIPLES, chosen, named
from kg.serve.messages import DataAsk, DescriptionAsk, FormAsk, PageAsk, SparqlAsk
from kg.serve.pages import SITE
from kg.serve.pool import Pool
from kg.serve.protocol import triples_reply
from kg.serve.responses import POLICY_OF_ONE_FILE, as_response, html_page
from kg.serve.shortcut import Shortcut
from kg.theme import theme_css

_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_FORM: Final = "application/x-www-form-urlencoded"
_RDF: Final = (HTML, *TRIPLES)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The handlers of requests; `out` is the folder of the built graph."""

    pool: Pool
    out: Path
    config: RdfConfig
    limits: Limits

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol; without a query, the page to ask or the service description."""
        fields = await self._sparql_fields(request)
        accept = _accepted(request)
        if "update" in fields:
            raise HTTPException(403, "updates are refused, the graph is only read")
        if "query" not in fields:
            return await self._described(request, accept)
        self._check_dataset(fields)
        return as_response(await self.pool.ask(SparqlAsk(_single(fields, "query") or "", accept, _format_of(fields))))

    async def form(self, request: Request) -> Response:
        """The page to ask."""
        fields = {name: values[-1] for name, values in (await self._fields(request)).items()}
        text, name = fields.pop("query", ""), fields.pop("name", "")
        ask = FormAsk(name, fields, text)
        reply = await self.pool.ask(ask)
        if reply.status == 503:  # noqa: PLR2004 - the code says what it is
            reply = await self.pool.ask(msgspec.structs.replace(ask, problem=reply.body.decode().strip()))
        return as_response(reply)

    async def explorer(self, request: Request) -> Response:
        """The explorer, where it was built, told that it may lead to the other pages; sent once to each browser."""
        if not self._page.is_file():
            return RedirectResponse("/query", 303)
        state = self._page.stat()
        headers = {"cache-control": "no-cache", "etag": f'"{state.st_mtime_ns:x}-{state.st_size:x}"'}
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        html = await run_in_threadpool(self._page.read_bytes)
        return HTMLResponse(html.replace(b"<html ", b"<html data-served ", 1), headers=headers)

    async def ontology(self, request: Request) -> Response:
        """The terms of the graph, as a page or as RDF."""
        form = _format_of(parse_qs(_address_query(request)))
        accept = _accepted(request)
        if form is None and chosen(accept, _RDF) is HTML:
            return html_page(200, ontology_page(config=self.config, site=SITE).encode(), policy=POLICY_OF_ONE_FILE)
        return as_response(triples_reply(ontology_triples(config=self.config), accept, form, config=self.config))

    async def node(self, request: Request) -> Response:
        """A node of the graph: the way to its page or to its triples."""
        wanted = chosen(_accepted(request), _RDF)
        if wanted is None:
            raise HTTPException(406, "nodes are described as HTML and as RDF; ask for one of these")
        path = request.scope["raw_path"].decode("ascii")
        return RedirectResponse(f"/{'page' if wanted is HTML else 'data'}{path}", 303, headers={"vary": "Accept"})

    async def page(self, request: Request) -> Response:
        """The page about a node."""
        return as_response(await self.pool.ask(PageAsk(self._iri(request), self._page.is_file())))

    async def data(self, request: Request) -> Response:
        """The triples about a node."""
        ask = DataAsk(self._iri(request), _accepted(request), _format_of(parse_qs(_address_query(request))))
        return as_response(await self.pool.ask(ask))

    @property
    def _page(self) -> Path:
        return self.out / "graph.html"

    def _iri(self, request: Request) -> str:
        return Iris.of(self.config).node(request.path_params["path"]).value

    async def _described(self, request: Request, accept: str) -> Response:
        if request.method == "POST":
            raise HTTPException(400, "there is no query; send one as the parameter query")
        if chosen(accept, (*TRIPLES, HTML)) is HTML:
            return RedirectResponse("/query", 303, headers={"vary": "Accept"})
        return as_response(await self.pool.ask(DescriptionAsk(str(request.url.replace(query="")), accept)))

    async def _sparql_fields(self, request: Request) -> Mapping[str, list[str]]:
        kind = _content_type(request)
        if request.method == "POST" and kind == _QUERY:
            return {**parse_qs(_address_query(request)), "query": [await self._text(request)]}
        if request.method == "POST" and kind == _UPDATE:
            raise HTTPException(403, "updates are refused, the graph is only read")
        return await self._fields(request)

    async def _fields(self, request: Request) -> Mapping[str, list[str]]:
        """The fields of the address and, of a form that was sent, those in it."""
        in_address = parse_qs(_address_query(request), keep_blank_values=True)
        if request.method != "POST":
            return in_address
        if _content_type(request) != _FORM:
            raise HTTPException(415, f"send {_FORM} or {_QUERY}")
        sent = parse_qs(await self._text(request), keep_blank_values=True)
        return {name: [*in_address.get(name, []), *sent.get(name, [])] for name in {*in_address, *sent}}

    async def _text(self, request: Request) -> str:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > self.limits.body:
                raise HTTPException(413, f"more than {self.limits.body:,} bytes; send a shorter query")
        try:
            return body.decode()
        except UnicodeDecodeError as error:
            raise HTTPException(400, f"the request is no UTF-8 (byte {error.start})") from error

    def _check_dataset(self, fields: Mapping[str, list[str]]) -> None:
        own = Iris.of(self.config).graph.value
        asked = [*fields.get("default-graph-uri", []), *fields.get("named-graph-uri", [])]
        if fields.get("named-graph-uri") or any(graph != own for graph in asked):
            raise HTTPException(400, f"there is no graph {asked[-1]} to choose; the default graph is {own}")


def create_app(  # noqa: PLR0913 - a server has that many sides
    pool: Pool, out: Path, *, hosts: Hosts, cors: str | None, limits: Limits, config: RdfConfig
) -> ASGIApp:
    """The application. Requests are answered under the names in `hosts`; pages of the origin `cors` may ask too."""
    endpoint = Endpoint(pool, out, config, limits)
    style = theme_css() + files("kg.serve").joinpath("assets", "style.css").read_text(encoding="utf-8")

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    async def styles(_: Request) -> Response:
        return Response(style, media_type="text/css", headers={"cache-control": "max-age=3600"})

    async def ontology_file(_: Request) -> Response:
        return as_response(triples_reply(ontology_triples(config=config), "", "ttl", config=config))

    ontology = Iris.of(config).ontology.removeprefix(config.base).rstrip("#/")
    get, both = ["GET"], ["GET", "POST"]
    routes = [
        Route("/sparql", endpoint.sparql, methods=both),
        Route("/", endpoint.explorer, methods=get),
        Route("/query", endpoint.form, methods=both),
        Route("/style.css", styles, methods=get),
        Route(f"/{ontology}", endpoint.ontology, methods=get),
        Route("/ontology.ttl", ontology_file, methods=get),
        Route("/page/{path:path}", endpoint.page, methods=get),
        Route("/data/{path:path}", endpoint.data, methods=get),
        Route("/{path:path}", endpoint.node, methods=get),
    ]
    middleware = [Middleware(HostCheck, hosts=hosts)]
    if cors:
        middleware.append(Middleware(CORSMiddleware, allow_origins=[cors], allow_methods=both))
    starlette = Starlette(
        routes=routes, middleware=middleware, lifespan=living, exception_handlers={HTTPException: _refusal}
    )
    return Shortcut(starlette, pool, hosts)


def _accepted(request: Request) -> str:
    """What the request accepts; headers of one name are one list (RFC 9110, 5.3)."""
    return ", ".join(request.headers.getlist("accept"))


def _content_type(request: Request) -> str:
    """The media type of what is sent, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _address_query(request: Request) -> str:
    return str(request.scope["query_string"], "ascii", "replace")


def _single(fields: Mapping[str, list[str]], name: str) -> str | None:
    values = fields.get(name, [])
    if len(values) > 1:
        raise HTTPException(400, f"{name} is there {len(values)} times; send it once")
    return values[0] if values else None


def _format_of(fields: Mapping[str, list[str]]) -> str | None:
    """The name of the format that is asked for, if one is."""
    form = _single(fields, "as")
    if form is not None and named(form, (*RESULTS, *TRIPLES)) is None:
        names = ", ".join(known.name for known in (*RESULTS, *TRIPLES))
        raise HTTPException(400, f"there is no format {form!r}; choose {names}")
    return form


async def _refusal(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
