"""Loading the weights of an exported model into a network, so that training can go on from it.

Weights in 8 bits come back as the numbers that these stand for, and the scaling for quantisation is undone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import GraphProto, numpy_helper

from kg.encoder import Settings, load
from kg.encoder.session import AGAIN_FILE, ENCODER_FILE, GRAPH_FILE, SPANS_FILE
from kg.errors import ModelError
from kg.train.export import NARROW
from kg.train.network import Network

_Array: TypeAlias = npt.NDArray[np.float32]

_PLACES: Final = {ENCODER_FILE: "encoder.", SPANS_FILE: "spans.", AGAIN_FILE: "again.", GRAPH_FILE: ""}
"""What stands before the names of a graph's weights in the network."""

_FROZEN: Final = ("encoder.words.", "encoder.positions.")
"""Weights that no training changes: better as they came than from 8 bits."""

_NOT_EXPORTED: Final = "manners."
_UNNAMED: Final = "onnx::"
_ZONE: Final = "onnx::Mul_"
"""`GraphScorer.zone` is taken apart when it is exported, into single numbers in the order in which they are used."""


def restore(network: Network, folder: Path) -> Settings:
    """Put the weights of the exported model in `folder` into `network`, which has its pre-trained ones already.

    Returns:
        The settings of the model.

    Raises:
        ModelError: a file is missing or damaged, or the model has other parts or sizes than the network.
    """
    settings = load(folder).settings  # opens every file, and says what is wrong with it
    found = {
        place + name: weights
        for file, place in _PLACES.items()
        for name, weights in _weights(onnx.load(folder / file).graph)
        if not (place + name).startswith(_FROZEN)
    }
    state = network.state_dict()
    wanted = {name for name in state if not name.startswith((*_FROZEN, _NOT_EXPORTED))}
    differing = (wanted ^ found.keys()) or {name for name in wanted if state[name].shape != found[name].shape}
    if differing:
        raise ModelError(f"{folder}: {min(differing)} is not as in this network; name a model that has its sizes")
    network.load_state_dict(state | {name: torch.from_numpy(weights) for name, weights in found.items()})
    return settings


def _weights(graph: GraphProto) -> Iterator[tuple[str, _Array]]:
    """The weights of a graph, by their names in the network."""
    arrays = dict(_arrays(graph))
    for node in graph.node:
        if node.op_type in {"MatMul", "MatMulInteger"} and (matrix := _stored(node.input[1])) in arrays:
            place = node.name.strip("/").rpartition("/")[0].removesuffix("/linear").replace("/", ".")
            inverse = arrays.get(f"{place}.inverse", np.ones(1, np.float32))
            yield f"{place}.weight", np.ascontiguousarray((arrays[matrix] * inverse[:, None]).T)
    for name, array in arrays.items():
        if not name.startswith(_UNNAMED) and not name.endswith(("_Transposed", ".inverse")):
            yield name.replace(".linear.", "."), array
    zones = sorted((int(name.removeprefix(_ZONE)), name) for name in arrays if name.startswith(_ZONE))
    if zones:
        yield "graph.zone", np.array([arrays[name] for _, name in zones]).reshape(-1, 2).T.copy()


def _arrays(graph: GraphProto) -> Iterator[tuple[str, _Array]]:
    """What a graph has stored, in 32 bits: wide, narrow or quantised with a scale for the whole or for each column."""
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    tensors |= {
        node.output[0]: tensors[node.input[0]]
        for node in graph.node
        if node.op_type == "Identity" and node.input[0] in tensors  # weights that are equal are stored once
    }
    for name, tensor in tensors.items():
        plain = _stored(name)
        if name.endswith("_quantized"):
            zero, scale = tensors[f"{plain}_zero_point"], tensors[f"{plain}_scale"]
            yield plain, (tensor.astype(np.float32) - zero.astype(np.float32)) * scale
        elif not name.endswith(("_scale", "_zero_point")):
            yield plain, tensor.astype(np.float32)


def _stored(name: str) -> str:
    """The name that a tensor had before it was stored in fewer bits."""
    return name.removesuffix("_quantized").removesuffix(NARROW)
