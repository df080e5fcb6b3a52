"""A trained network as the folder of files that `kg.encoder` reads."""

import logging
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.encoder import Settings, lay_out, tokenize
from kg.encoder.layout import MARKS
from kg.encoder.session import AGAIN_FILE, ENCODER_FILE, GRAPH_FILE, SPANS_FILE, TOKENIZER_FILE, write_settings
from kg.encoder.settings import MAX_WIDTH, TYPE_CLASSES
from kg.extract.single import extract
from kg.files import ensure_writable, replacing
from kg.model import Paper, Span
from kg.train.bert import HIDDEN
from kg.train.encoder import TorchEncoder, pretrained_tokenizer
from kg.train.network import Network
from kg.train.smoothing import smoothed

_OPSET = 17
_LARGE = 1024
"""Weights from which on it is worth to store them in 16 bits."""

NARROW: Final = "_16"
"""Ends the names of weights that are stored in 16 bits."""

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


def export(network: Network, settings: Settings, folder: Path, *, samples: Sequence[Paper] = ()) -> None:
    """Write `network` to `folder` as ONNX graphs with their settings and tokenizer; each file whole or not at all.

    With `samples`, papers to see the range of activations on, the matrices and embeddings of both readings and of the
    layers of pairs are stored as 8-bit integers, one scale per channel, and activations are scaled as they come, paper
    by paper; without, they stay as they are. All else in the scorers is computed in 32 bits, and stored in 16.

    Raises:
        OutputError: the folder cannot be written to.
    """
    ensure_writable(folder)
    network = network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        graphs = _export_graphs(_smoothed(network, settings, samples) if samples else network, Path(scratch))
        if samples:
            for name in (ENCODER_FILE, AGAIN_FILE):
                graphs[name] = _quantized(graphs[name])
            graphs[GRAPH_FILE] = _quantized(graphs[GRAPH_FILE], within="pair_layers")
        for name in (SPANS_FILE, GRAPH_FILE):
            _halve(graphs[name])
        for name, path in graphs.items():
            with replacing(folder / name) as file:
                file.write(path.read_bytes())
    with replacing(folder / TOKENIZER_FILE) as file:
        file.write(pretrained_tokenizer().to_str().encode())
    write_settings(settings, folder)


def _smoothed(network: Network, settings: Settings, samples: Sequence[Paper]) -> Network:
    """A copy of `network` whose two readings and layers of pairs bear 8 bits."""
    reader = TorchEncoder(network, settings, pretrained_tokenizer())

    def use() -> None:
        for paper in samples:
            extract(paper, reader)

    return smoothed(network, use, parts=("encoder.", "again.", "graph.pair_layers."))


class _GraphInputs(nn.Module):
    """`GraphScorer` with its inputs in a row, as the exporter passes them."""

    def __init__(self, network: Network, names: Sequence[str]) -> None:
        super().__init__()
        self.graph, self.names = network.graph, names

    def forward(self, first: Tensor, last: Tensor, spans: Tensor, *arrays: Tensor) -> tuple[Tensor, ...]:
        scores: tuple[Tensor, ...] = self.graph(first, last, spans, **dict(zip(self.names, arrays, strict=True)))
        return scores


def _export_graphs(network: Network, scratch: Path) -> dict[str, Path]:
    words = torch.zeros(len(tokenize(_SAMPLE, pretrained_tokenizer())), HIDDEN)
    arrays = _sample_layout()
    scorer = _GraphInputs(network, list(arrays)).eval()
    pieces = {"pieces": torch.ones(1, 8, 2, dtype=torch.int64)}
    plain = dict.fromkeys(("first_words", "last_words"), words)
    scored = plain | {"spans": torch.zeros(len(words), MAX_WIDTH, len(TYPE_CLASSES) + 1)}
    marked = scored | {name: arrays[name] for name in MARKS}
    scores = ("nodes", "numbers", "pairs", "roles", "shares")
    return {
        ENCODER_FILE: _export(network.encoder, pieces, ["hidden"], {"pieces": {1: "pieces"}}, scratch / "encoder"),
        SPANS_FILE: _export(network.spans, plain, ["spans"], _axes(), scratch / "spans"),
        AGAIN_FILE: _export(network.again, marked, ["first", "last"], _axes(), scratch / "again"),
        GRAPH_FILE: _export(scorer, scored | arrays, scores, _axes(), scratch / "graph"),
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


def _quantized(path: Path, *, within: str | None = None) -> Path:
    """The graph with its matrices in 8 bits: all, or those of the part that is called `within`."""
    target = path.with_suffix(".int8")
    root = logging.getLogger()
    root.addFilter(_is_no_advice)
    try:
        quantize_dynamic(
            path,
            target,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_quantize=within and [node.name for node in onnx.load(path).graph.node if within in node.name],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DisableShapeInference": True},
        )
    finally:
        root.removeFilter(_is_no_advice)
    return target


def _is_no_advice(record: logging.LogRecord) -> bool:
    """The library warns of a preparation that is left out on purpose: it infers shapes, which are free here."""
    return "pre-processing before quantization" not in record.getMessage()


def _halve(path: Path) -> None:
    """Store the larger weights of a graph in 16 bits; they are made 32 bits wide again when it is opened."""
    model = onnx.load(path)
    wide = [
        weights
        for weights in model.graph.initializer
        if weights.data_type == TensorProto.FLOAT and np.prod(weights.dims) >= _LARGE
    ]
    for weights in wide:
        narrow = numpy_helper.from_array(numpy_helper.to_array(weights).astype(np.float16), f"{weights.name}{NARROW}")
        model.graph.initializer.remove(weights)
        model.graph.initializer.append(narrow)
        model.graph.node.insert(0, helper.make_node("Cast", [narrow.name], [weights.name], to=TensorProto.FLOAT))
    onnx.save(model, path)


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
