"""Under which names a server answers."""

import pytest

from kg.serve.hosts import Hosts


@pytest.mark.parametrize(
    ("host", "address", "own"),
    [
        ("127.0.0.1", "127.0.0.1", "127.0.0.1:8000"),
        ("127.1", "127.0.0.1", "127.1:8000"),
        ("127.0.0.2", "127.0.0.2", "127.0.0.2"),
        ("localhost", "127.0.0.1", "LocalHost:8000"),
        ("MyBox", "127.0.1.1", "mybox:8000"),
        ("::1", "::1", "[::1]"),
        ("0:0:0:0:0:0:0:1", "::1", "[0:0:0:0:0:0:0:1]:8000"),
    ],
)
def test_what_only_this_machine_reaches_answers_under_its_own_names(host: str, address: str, own: str) -> None:
    hosts = Hosts.of(host, address)
    for name in (own, "localhost", "localhost:", "127.0.0.1:1", "[::1]:65535"):
        assert hosts.has(name)
    for name in ("", "rebound.example:8000", "localhost.rebound.example", "[::2]:8000", "[", "::1", "localhost:80:80"):
        assert not hosts.has(name)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "0.0.0.0"),  # noqa: S104 - nothing is bound
        ("::", "::"),
        ("box", "192.168.0.7"),
        ("fe80::1%lo", "fe80::1%lo"),
    ],
)
def test_what_others_reach_answers_under_any_name(host: str, address: str) -> None:
    assert Hosts.of(host, address).has("anything.example:8000")
