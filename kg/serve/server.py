"""Running the endpoint until it is interrupted."""

from collections.abc import Callable
from pathlib import Path
from socket import AF_INET, AF_INET6, create_server, socket
from typing import Final

import uvicorn

from kg.config import RdfConfig
from kg.errors import OutputError
from kg.serve.app import create_app
from kg.serve.fork_server import ForkServer
from kg.serve.hosts import Hosts, in_address, without_brackets
from kg.serve.limits import Limits
from kg.serve.pool import Pool

_BACKLOG: Final = 2048


def serve(  # noqa: PLR0913 - a server has that many sides
    out: Path,
    *,
    store: Path | None,
    host: str,
    port: int,
    cors: str | None,
    limits: Limits,
    config: RdfConfig,
    started: Callable[[str], None],
) -> None:
    """Serve the graph of `out`, or the one in `store`, until interrupted; `started` is told the address.

    On a `host` that other machines reach, requests are answered under any name; CORS is off unless an origin is given.

    Raises:
        GraphError: the graph cannot be opened.
        OutputError: the address is taken or not this machine's.
    """
    host = without_brackets(host)
    with _listening(host, port) as listener:  # who hears of the address may ask at once
        fork_server = ForkServer(out, store, config=config, memory=limits.memory)
        address, port, *_ = listener.getsockname()
        hosts = Hosts.of(host, address)
        app = create_app(Pool(fork_server, limits), out, hosts=hosts, cors=cors, limits=limits, config=config)
        settings = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        started(f"http://{in_address(host)}:{port}/")
        uvicorn.Server(settings).run(sockets=[listener])


def _listening(host: str, port: int) -> socket:
    try:
        return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET, backlog=_BACKLOG)
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]  # Python appends the address
        where = f"{in_address(host)}:{port}"
        raise OutputError(f"{where} cannot be listened on ({why}); choose another --host or --port") from error
