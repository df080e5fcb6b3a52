"""A process that answers one question at a time until it is no longer asked, or killed."""

import logging
import resource
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from socket import socket
from typing import Final

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.serve import pages, protocol
from kg.serve.messages import (
    Ask,
    DataAsk,
    DescriptionAsk,
    FormAsk,
    PageAsk,
    Reply,
    SparqlAsk,
    framed,
    plain,
    receive_asks,
)

_STATUS: Final = Path("/proc/self/status")
_FAULT: Final = "this is a fault of the server, not of the request; the server's error output says more"


def work(connection: socket, opener: Callable[[], ox.Store], *, config: RdfConfig, memory: int) -> None:
    """Answer what `connection` asks until it closes, taking at most `memory` bytes beside the open graph.

    Raises:
        MemoryError: a question needs more than that.
    """

    @cache
    def opened() -> ox.Store:
        store = opener()
        _limit_memory(memory)
        return store

    for ask in receive_asks(connection):
        connection.sendall(_answered(opened, ask, config))


def _answered(opened: Callable[[], ox.Store], ask: Ask, config: RdfConfig) -> bytes:
    """The response as it is sent; 500 where the server is at fault.

    The end of this process would be taken for want of memory, so that no other error may leave here.
    """
    try:
        return framed(reply_to(opened(), ask, config=config))
    except MemoryError:
        raise
    except Exception:  # none is expected, so none can be named
        logging.getLogger(__name__).exception("asked %.500r, the server met a fault of its own", ask)
        return framed(plain(500, _FAULT))


def reply_to(store: ox.Store, ask: Ask, *, config: RdfConfig) -> Reply:
    """The response to one question."""
    match ask:
        case SparqlAsk(text, accept, form):
            return protocol.answer(store, text, accept, form, config=config)
        case PageAsk(iri, explorer):
            return pages.node_page(store, iri, explorer=explorer, config=config)
        case DataAsk(iri, accept, form):
            return pages.node_data(store, iri, accept, form, config=config)
        case FormAsk():
            return pages.query_page(store, ask, config=config)
        case DescriptionAsk(endpoint, accept):
            return protocol.description(endpoint, accept, config=config)


def _limit_memory(memory: int) -> None:
    """Bound the data segment, which is where a query's memory comes from; the engine ends the process beyond."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _data_size() + memory
    bound = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, most))


def _data_size() -> int:
    """Bytes of the data segment; where the system does not tell, the most that was ever resident."""
    if _STATUS.exists():
        (line,) = (line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmData:"))
        return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
