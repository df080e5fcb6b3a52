"""The trained network: encodes a paper, and scores its candidate entities and their pairs.

`kg.extract` decides what is scored and interprets the scores; this package knows word pieces, arrays and ONNX.
"""

from kg.encoder.layout import Layout, lay_out
from kg.encoder.session import Encoder, OnnxEncoder, Reading, Scores, fingerprint, load
from kg.encoder.settings import Platt, Settings
from kg.encoder.tokens import Tokens, tokenize

__all__ = [
    "Encoder",
    "Layout",
    "OnnxEncoder",
    "Platt",
    "Reading",
    "Scores",
    "Settings",
    "Tokens",
    "fingerprint",
    "lay_out",
    "load",
    "tokenize",
]
