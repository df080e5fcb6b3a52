"""What the server asks its processes, and what they answer: MessagePack behind four bytes of length."""

import struct
from collections.abc import Iterator
from socket import socket
from typing import Final, TypeAlias

import msgspec

HEADER: Final = struct.Struct(">I")


class SparqlAsk(msgspec.Struct, frozen=True, tag="sparql"):
    """A query of the SPARQL Protocol; `form` is a format by name, else `accept` decides."""

    text: str
    accept: str
    form: str | None = None


class PageAsk(msgspec.Struct, frozen=True, tag="page"):
    """The page about the node with this IRI, which leads to the explorer where there is one."""

    iri: str
    explorer: bool


class DataAsk(msgspec.Struct, frozen=True, tag="data"):
    """The triples about the node with this IRI."""

    iri: str
    accept: str
    form: str | None = None


class FormAsk(msgspec.Struct, frozen=True, tag="form"):
    """The query page: with a shipped query by its name and values for its parameters, or with a text.

    With a `problem`, which asking met, the page shows that and does not ask.
    """

    name: str
    values: dict[str, str]
    text: str
    problem: str = ""


class DescriptionAsk(msgspec.Struct, frozen=True, tag="description"):
    """The service description of the endpoint at this address."""

    endpoint: str
    accept: str


Ask: TypeAlias = SparqlAsk | PageAsk | DataAsk | FormAsk | DescriptionAsk


class Reply(msgspec.Struct, frozen=True):
    """An HTTP response."""

    status: int
    media_type: str
    body: bytes


_ASKS: Final[msgspec.msgpack.Decoder[Ask]] = msgspec.msgpack.Decoder(Ask)
_REPLIES: Final[msgspec.msgpack.Decoder[Reply]] = msgspec.msgpack.Decoder(Reply)
_PIECE: Final = 65_536


def plain(status: int, message: str) -> Reply:
    """A message for people."""
    return Reply(status, "text/plain", f"{message}\n".encode())


def framed(message: Ask | Reply) -> bytes:
    """The message as it is sent."""
    body = msgspec.msgpack.encode(message)
    return HEADER.pack(len(body)) + body


def receive_asks(connection: socket) -> Iterator[Ask]:
    """Yield questions as they come, until the other side is gone."""
    received = bytearray()
    while part := connection.recv(_PIECE):
        received += part
        yield from map(_ASKS.decode, _whole(received))


def take_replies(received: bytearray) -> Iterator[Reply]:
    """Take the whole answers at the beginning of `received` out of it."""
    return map(_REPLIES.decode, _whole(received))


def _whole(received: bytearray) -> Iterator[bytes]:
    while len(received) >= HEADER.size:
        end = HEADER.size + HEADER.unpack_from(received)[0]
        if len(received) < end:
            return
        body = bytes(memoryview(received)[HEADER.size : end])
        del received[:end]
        yield body
