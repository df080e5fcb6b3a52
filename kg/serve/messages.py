"""What the server asks its processes, and what they answer: MessagePack behind four bytes of length."""

import struct
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
    """The page about the node with this IRI."""

    iri: str


class DataAsk(msgspec.Struct, frozen=True, tag="data"):
    """The triples about the node with this IRI."""

    iri: str
    accept: str
    form: str | None = None


class FormAsk(msgspec.Struct, frozen=True, tag="form"):
    """The query page: with a shipped query by its name and values for its parameters, or with a text."""

    name: str
    values: dict[str, str]
    text: str


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
_PIECE: Final = 65_536


def plain(status: int, message: str) -> Reply:
    """A message for people."""
    return Reply(status, "text/plain", f"{message}\n".encode())


def framed(message: Ask | Reply) -> bytes:
    """The message as it is sent."""
    body = msgspec.msgpack.encode(message)
    return HEADER.pack(len(body)) + body


def receive_ask(connection: socket) -> Ask | None:
    """Wait for the next question, of which one comes at a time; None when the other side is gone."""
    received = bytearray()
    while len(received) < HEADER.size or len(received) < HEADER.size + HEADER.unpack_from(received)[0]:
        part = connection.recv(_PIECE)
        if not part:
            return None
        received += part
    return _ASKS.decode(memoryview(received)[HEADER.size :])
