"""The names under which a server may be asked.

A page elsewhere can have a name of its own lead to this machine (DNS rebinding) and would then read what a server on it
answers; so one that only this machine reaches answers under the names of this machine alone.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_LOCAL: Final = ("127.0.0.1", "[::1]", "localhost")
_PORT: Final = re.compile(r":\d*\Z")


def in_address(host: str) -> str:
    """`host` as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def without_brackets(host: str) -> str:
    """`host` as it is listened on, be it written as in an address."""
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names of a server, in lower case and IPv6 in brackets; None stands for any."""

    names: frozenset[str] | None

    @classmethod
    def of(cls, host: str, address: str) -> "Hosts":
        """The names of a server that was told to listen on `host`, which is this IP address."""
        if not ip_address(address).is_loopback:
            return cls(None)
        return cls(frozenset({*_LOCAL, in_address(host).lower(), in_address(address)}))

    def has(self, host: str) -> bool:
        """Whether a request whose header "host" is this is for the server."""
        return self.names is None or _PORT.sub("", host).lower() in self.names


@dataclass(frozen=True, slots=True)
class HostCheck:
    """Passes on to `app` what is asked under a name of the server, and refuses the rest.

    Starlette's own check reads IPv6 in brackets only in its latest versions.
    """

    app: ASGIApp
    hosts: Hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "lifespan" or self.hosts.has(Headers(scope=scope).get("host", "")):
            await self.app(scope, receive, send)
        else:
            names = ", ".join(sorted(self.hosts.names or ()))
            await PlainTextResponse(f"this server answers under {names} alone\n", 400)(scope, receive, send)
