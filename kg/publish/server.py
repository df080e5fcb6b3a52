"""A triple store as a client of the Graph Store Protocol sees it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox
import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg.errors import OutputError

_SECONDS: Final = 300
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The destination of an upload.

    `store` is the address of the Graph Store Protocol, and `query` that of a SPARQL endpoint for counting; without it,
    all triples are read back to be counted. `graph` is the IRI of the graph to replace, by default the graph's own.
    """

    store: str
    query: str | None = None
    graph: str | None = None
    user: str | None = None
    password: str = field(default="", repr=False)


@contextmanager
def connected(target: Target, graph: str) -> Iterator["Server"]:
    """Connect to the graph with the IRI `graph` on a server; connections are closed when the block ends.

    Raises:
        OutputError: the server cannot be reached to sign in.
    """
    with requests.Session() as session:
        yield Server(session, target, graph)


class Server:
    """One graph of a server. A graph is a set of triples, so a request that failed can be sent again."""

    def __init__(self, session: requests.Session, target: Target, graph: str) -> None:
        self._session, self._target, self._graph = session, target, graph
        if target.user is not None:
            self._session.auth = self._sign_in(target.user)

    def send(self, triples: Iterable[ox.Triple], *, replace: bool) -> None:
        """Add triples to the graph or, with `replace`, replace the graph by them.

        Raises:
            OutputError: the server cannot be reached or refuses them.
        """
        body = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""  # which is Turtle, and all servers know that
        headers = {"content-type": "text/turtle"}
        method = "PUT" if replace else "POST"
        self._checked(method, self._target.store, params={"graph": self._graph}, data=body, headers=headers)

    def count(self) -> int:
        """How many triples the graph has.

        Raises:
            OutputError: the server cannot be reached, or its answer is not understood.
        """
        return self._count_back() if self._target.query is None else self._count_asked(self._target.query)

    def _count_asked(self, endpoint: str) -> int:
        text = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{self._graph}> {{ ?s ?p ?o }} }}"
        answer = self._checked("GET", endpoint, params={"query": text}, headers={"accept": "text/csv"})
        try:
            return int(answer.text.split()[1].strip('"'))
        except (IndexError, ValueError) as error:
            raise OutputError(f"{endpoint}: is no SPARQL endpoint, it answered {answer.text[:_SHOWN]!r}") from error

    def _count_back(self) -> int:
        headers = {"accept": "application/n-triples, text/turtle;q=0.5"}
        answer = self._checked("GET", self._target.store, params={"graph": self._graph}, headers=headers)
        try:
            return len(set(ox.parse(answer.content, format=ox.RdfFormat.TURTLE)))
        except SyntaxError as error:
            raise OutputError(
                f"{self._target.store}: its graph cannot be read back ({error.msg}); count with --query"
            ) from error

    def _checked(self, method: str, url: str, **arguments: object) -> requests.Response:
        try:
            answer = self._session.request(method, url, timeout=_SECONDS, **arguments)  # type: ignore[arg-type]
        except requests.RequestException as error:
            raise _unreachable(url, error) from error
        if not answer.ok:
            said = " ".join(answer.text[:_SHOWN].split())
            raise OutputError(
                f"{url}: refused {method} with {answer.status_code} {answer.reason}: {said}; run it again to go on"
            )
        return answer

    def _sign_in(self, user: str) -> AuthBase:
        """The authentication that the server asks for: digest or basic."""
        try:
            answer = self._session.get(self._target.store, params={"graph": self._graph}, timeout=_SECONDS, stream=True)
        except requests.RequestException as error:
            raise _unreachable(self._target.store, error) from error
        answer.close()
        digest = answer.headers.get("www-authenticate", "").lower().startswith("digest")
        return (HTTPDigestAuth if digest else HTTPBasicAuth)(user, self._target.password)


def _unreachable(url: str, error: requests.RequestException) -> OutputError:
    """The error for a request without an answer, with the reason that the system gave."""
    if isinstance(error, ValueError):  # what requests raises for an address that is none
        return OutputError(f"{url}: is no web address; give one such as http://localhost:7878/store")
    if isinstance(error, requests.Timeout):
        return OutputError(f"{url}: does not answer within {_SECONDS} seconds; run it again to go on")
    reasons = [cause.strerror for cause in _causes(error) if isinstance(cause, OSError) and cause.strerror]
    why = reasons[-1] if reasons else type(error).__name__
    return OutputError(f"{url}: cannot be reached ({why}); see that the server runs, then run it again to go on")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
