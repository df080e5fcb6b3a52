"""The network under onnxruntime, and the interface that it shares with the one under torch."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final, Protocol, TypeAlias

import msgspec
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from kg.encoder.layout import MARKS, Layout
from kg.encoder.settings import FORMAT, Settings
from kg.encoder.tokens import Floats, Ints, Tokens
from kg.errors import NO_JSON, ModelError
from kg.files import replacing

SETTINGS_FILE: Final = "model.json"
TOKENIZER_FILE: Final = "tokenizer.json"
ENCODER_FILE: Final = "encoder.onnx"
SPANS_FILE: Final = "spans.onnx"
AGAIN_FILE: Final = "again.onnx"
GRAPH_FILE: Final = "graph.onnx"
SHIPPED: Final = Path(__file__).parents[1] / "data" / "model"

_Inputs: TypeAlias = Mapping[str, Ints | Floats]

_LARGE: Final = 4_000_000
"""Attention weights, pairs of nodes times words, from which on a layout is large; an abstract has about 500,000."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """An encoded paper.

    Beside the `tokens`, hidden states of each word's `first` and `last` piece (W, H), and logits
    (W, K, none and types) of the `spans` of 1 … K words that start at each word.
    """

    tokens: Tokens
    first: Floats
    last: Floats
    spans: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Logits for the N nodes of a layout over S sentences; "none" is the first of all classes.

    `nodes` (N, types), `numbers` (N, kinds), `pairs` (N, N, relations and same), `roles` (N, 1 + N, roles) with
    "nobody" before the nodes, and the attention `shares` of the sentences in each pair (N, N, S).
    """

    nodes: Floats
    numbers: Floats
    pairs: Floats
    roles: Floats
    shares: Floats


class Encoder(Protocol):
    """The interface of the network, under torch for training and under ONNX for use.

    `settings` are thresholds and calibration, `tokenizer` cuts texts into the word pieces that the network knows.
    """

    settings: Settings
    tokenizer: Tokenizer

    def read(self, tokens: Tokens) -> Reading:
        """Encode one paper of at least one word: its hidden states and span scores."""
        ...

    def reread(self, reading: Reading, layout: Layout) -> Reading:
        """Encode the words of a paper once more, given the mentions in `layout`."""
        ...

    def score(self, reading: Reading, layout: Layout) -> Scores:
        """Score the nodes of a layout and their pairs, after the second encoding."""
        ...


class OnnxEncoder:
    """An `Encoder` on four ONNX graphs; safe to use from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Load the model in `folder`.

        Raises:
            ModelError: a file is missing, damaged, or of another format version.
        """
        self.settings = _read_settings(folder / SETTINGS_FILE)
        self.tokenizer = read_tokenizer(folder / TOKENIZER_FILE)
        self._encoder, self._spans, self._again, self._graph = (
            _open_session(folder / name) for name in (ENCODER_FILE, SPANS_FILE, AGAIN_FILE, GRAPH_FILE)
        )
        self._alone = Lock()

    def read(self, tokens: Tokens) -> Reading:
        """As `Encoder.read`; each window is run by itself, so no paper influences another."""
        hidden = [_run(self._encoder, {"pieces": window[None]})[0][0, 1:-1] for window in tokens.windows]
        pieces = np.concatenate(hidden)
        first, last = pieces[tokens.first], pieces[tokens.last]
        return Reading(tokens, first, last, _run(self._spans, {"first_words": first, "last_words": last})[0])

    def reread(self, reading: Reading, layout: Layout) -> Reading:
        """As `Encoder.reread`."""
        marks = {name: getattr(layout, name) for name in MARKS}
        first, last = self._run_alone_if_large(self._again, reading, layout, marks)
        return replace(reading, first=first, last=last)

    def score(self, reading: Reading, layout: Layout) -> Scores:
        """As `Encoder.score`."""
        return Scores(*self._run_alone_if_large(self._graph, reading, layout, layout.as_inputs()))

    def _run_alone_if_large(
        self, session: onnxruntime.InferenceSession, reading: Reading, layout: Layout, arrays: _Inputs
    ) -> list[Floats]:
        """Run large layouts one at a time, because two would need twice the memory, and free it afterwards."""
        inputs = {"first_words": reading.first, "last_words": reading.last, "spans": reading.spans, **arrays}
        if len(layout.kinds) ** 2 * len(reading.tokens) <= _LARGE:
            return _run(session, inputs)
        options = onnxruntime.RunOptions()
        options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        with self._alone:
            return _run(session, inputs, options)


def load(path: Path | None = None) -> OnnxEncoder:
    """The model in the folder `path`; without it, the shipped one.

    Raises:
        ModelError: a file is missing, damaged, or of another format version.
    """
    return OnnxEncoder(path or SHIPPED)


def fingerprint(path: Path | None = None) -> bytes:
    """A digest of the files of the model that `load` takes from `path`; all of them must be there."""
    digest = sha256()
    for name in (SETTINGS_FILE, TOKENIZER_FILE, ENCODER_FILE, SPANS_FILE, AGAIN_FILE, GRAPH_FILE):
        digest.update(sha256(((path or SHIPPED) / name).read_bytes()).digest())
    return digest.digest()


def write_settings(settings: Settings, folder: Path) -> None:
    """Write thresholds and calibration into the folder of a model.

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(folder / SETTINGS_FILE) as file:
        file.write(msgspec.json.format(msgspec.json.encode(settings)) + b"\n")


def read_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer in the file at `path`, without a limit of length.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); the model folder is incomplete") from error
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{path}: damaged ({error}); export the model again, or reinstall kg") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _run(
    session: onnxruntime.InferenceSession, inputs: _Inputs, options: onnxruntime.RunOptions | None = None
) -> list[Floats]:
    outputs: list[Floats] = session.run(None, inputs, options)
    return outputs


def _read_settings(path: Path) -> Settings:
    try:
        content = path.read_bytes()
        version = msgspec.json.decode(content, type=dict[str, object]).get("format")
        if version != FORMAT:
            raise ModelError(f"{path}: model format {version}, this program reads {FORMAT}; train or fetch one for it")
        return msgspec.json.decode(content, type=Settings)
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); name a folder that `kg train` wrote, or reinstall kg"
        ) from error
    except NO_JSON as error:
        raise ModelError(f"{path}: damaged ({error}); export the model again, or reinstall kg") from error


def _open_session(path: Path) -> onnxruntime.InferenceSession:
    """A session of one thread; papers run side by side in threads of the caller."""
    if not path.is_file():
        raise ModelError(f"{path}: missing; the model folder is incomplete, export the model again or reinstall kg")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # no two papers have the same shapes, and a plan for each takes memory
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's own error types differ from release to release
        raise ModelError(f"{path}: damaged ({error}); export the model again, or reinstall kg") from error
