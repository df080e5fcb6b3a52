"""Firefox over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks without any driver program."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from processes import PATIENCE, until
from websockets.sync.client import ClientConnection, connect

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
Values = dict[str, Any]


@dataclass
class Firefox:
    """One window. `errors` are what its console and scripts complained of."""

    socket: ClientConnection
    context: str = ""
    errors: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def send(self, method: str, **params: Any) -> Values:  # noqa: ANN401 - JSON
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv(PATIENCE))
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.errors.append(message["params"]["text"])
            if message.get("id") == number:
                assert message["type"] == "success", message
                return dict(message["result"])

    def open(self, url: str) -> None:
        """Load a page and wait until it is drawn; right after a change of the hash, it is called complete too early."""
        self.send("browsingContext.navigate", context=self.context, url=url, wait="complete")
        place = url.partition("#")[0]
        self.wait(f"location.href.split('#')[0] === {place!r} && document.documentElement?.dataset.ready")

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - JSON
        """The value of an expression, which is awaited."""
        wrapped = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        target = {"context": self.context}
        answer = self.send("script.evaluate", expression=wrapped, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait(self, condition: str) -> None:
        """Wait until an expression is true, asking anew each time: a document that is replaced answers no more."""
        assert until(lambda: bool(self.evaluate(f"Boolean({condition})"))), condition

    def resize(self, width: int, height: int) -> None:
        """Give the window's page another size."""
        size = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self.context, viewport=size)

    def press(self, keys: str) -> None:
        """Type `keys` where the focus is."""
        actions = [
            step for key in keys for step in ({"type": "keyDown", "value": key}, {"type": "keyUp", "value": key})
        ]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.send("input.performActions", context=self.context, actions=[source])


@contextmanager
def firefox(profile: Path, *, dark: bool = False) -> Iterator[Firefox]:
    """A headless Firefox with a new profile."""
    profile.mkdir()
    (profile / "user.js").write_text(f'user_pref("ui.systemUsesDarkTheme", {int(dark)});\n', encoding="ascii")
    command = [str(FIREFOX), "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "MOZ_DISABLE_CONTENT_SANDBOX": "1"},
    ) as process:
        try:
            with connect(f"{_address(process)}/session", max_size=None, open_timeout=PATIENCE) as socket:
                window = Firefox(socket)
                window.send("session.new", capabilities={})
                window.send("session.subscribe", events=["log.entryAdded"])
                window.context = window.send("browsingContext.getTree")["contexts"][0]["context"]
                window.resize(1280, 800)
                yield window
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"ws://[\d.]+:\d+", line):
            return found.group()
    raise AssertionError("Firefox ended before it listened")
