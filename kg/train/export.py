"""A trained network as the folder of files that `kg.encoder` reads."""

import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.encoder import Settings, Tokens, lay_out, tokenize
from kg.encoder.session import ENCODER_FILE, GRAPH_FILE, SPANS_FILE, TOKENIZER_FILE, write_settings
from kg.encoder.settings import MAX_WIDTH, TYPE_CLASSES
from kg.files import ensure_writable, replacing
from kg.model import Paper, Span
from kg.train.bert import HIDDEN, Bert
from kg.train.encoder import pretrained_tokenizer
from kg.train.network import Network
from kg.train.smoothing import smoothed

_OPSET = 17
_PAIRWISE = ("nearest_heads", "nearest_tails", "lows", "highs", "distances", "together")
_AXES: dict[str, list[str]] = {
    "first_words": ["words"],
    "last_words": ["words"],
    "spans": ["words"],
    "kinds": ["nodes"],
    "owners": ["mentions"],
    "starts": ["mentions"],
    "ends": ["mentions"],
    "features": ["nodes"],
    **{name: ["nodes", "nodes"] for name in _PAIRWISE},
    "sentences": ["words"],
    "sentence_words": ["words", "sentences"],
}


def export(network: Network, settings: Settings, folder: Path, *, samples: Sequence[Tokens] = ()) -> None:
    """Write `network` to `folder` as ONNX graphs with their settings and tokenizer; each file whole or not at all.

    With `samples`, papers to see the range of activations on, the encoder's matrices and embeddings are stored as 8-bit
    integers, one scale per channel, and activations are scaled as they come, paper by paper; without, all stays as it
    is. The small scorers stay as they are.

    Raises:
        OutputError: the folder cannot be written to.
    """
    ensure_writable(folder)
    network = network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        encoder = smoothed(network.encoder, samples) if samples else network.encoder
        graphs = _export_graphs(network, encoder, Path(scratch))
        if samples:
            graphs[ENCODER_FILE] = _quantized(graphs[ENCODER_FILE])
        for name, path in graphs.items():
            with replacing(folder / name) as file:
                file.write(path.read_bytes())
    with replacing(folder / TOKENIZER_FILE) as file:
        file.write(pretrained_tokenizer().to_str().encode())
    write_settings(settings, folder)


class _GraphInputs(nn.Module):
    """`GraphScorer` with its inputs in a row, as the exporter passes them."""

    def __init__(self, network: Network, names: Sequence[str]) -> None:
        super().__init__()
        self.graph, self.names = network.graph, names

    def forward(self, first: Tensor, last: Tensor, spans: Tensor, *arrays: Tensor) -> tuple[Tensor, ...]:
        scores: tuple[Tensor, ...] = self.graph(first, last, spans, **dict(zip(self.names, arrays, strict=True)))
        return scores


def _export_graphs(network: Network, encoder: Bert, scratch: Path) -> dict[str, Path]:
    words = torch.zeros(len(tokenize(_SAMPLE, pretrained_tokenizer())), HIDDEN)
    arrays = _sample_layout()
    spans = torch.zeros(len(words), MAX_WIDTH, len(TYPE_CLASSES) + 1)
    inputs = {"first_words": words, "last_words": words, "spans": spans, **arrays}
    scorer = _GraphInputs(network, list(arrays)).eval()
    outputs = ("nodes", "numbers", "pairs", "roles", "shares")
    pieces = torch.ones(1, 8, 2, dtype=torch.int64)
    return {
        ENCODER_FILE: _export(encoder, {"pieces": pieces}, ["hidden"], {"pieces": {1: "pieces"}}, scratch / "e"),
        SPANS_FILE: _export(
            network.spans, dict.fromkeys(("first_words", "last_words"), words), ["spans"], _axes(), scratch / "s"
        ),
        GRAPH_FILE: _export(scorer, inputs, list(outputs), _axes(), scratch / "g"),
    }


def _axes() -> dict[str, dict[int, str]]:
    return {name: dict(enumerate(axes)) for name, axes in _AXES.items()}


def _export(
    module: nn.Module,
    inputs: Mapping[str, Tensor],
    outputs: Sequence[str],
    axes: Mapping[str, dict[int, str]],
    path: Path,
) -> Path:
    with warnings.catch_warnings():  # the exporter warns of its own age and of constants that are meant
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: axes[name] for name in inputs},
            opset_version=_OPSET,
            dynamo=False,
        )
    return path


def _quantized(path: Path) -> Path:
    target = path.with_suffix(".int8")
    quantize_dynamic(
        path,
        target,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DisableShapeInference": True},
    )
    return target


_SAMPLE = Paper(
    "sample",
    "We present Nimbus",
    "Nimbus beats ViT by 2 points on ImageNet.",
    (Span(0, 17), Span(18, 59)),
)


def _sample_layout() -> dict[str, Tensor]:
    """A layout on which the exporter traces the scorer."""
    tokens = tokenize(_SAMPLE, pretrained_tokenizer())
    layout = lay_out(_SAMPLE, tokens, [[Span(11, 17), Span(18, 24)], [Span(31, 34)]], [Span(38, 46)])
    return {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in layout.as_inputs().items()}
