"""The network under torch as an `Encoder`, so that training is evaluated with the code that runs in use."""

from dataclasses import replace

import numpy as np
import torch
from tokenizers import Tokenizer

from kg.encoder import Layout, Reading, Scores, Settings, Tokens
from kg.encoder.session import TOKENIZER_FILE, read_tokenizer
from kg.train.bert import pretrained_folder
from kg.train.losses import Words, reread, score_graph
from kg.train.network import Network


class TorchEncoder:
    """An `Encoder` on a network that is set to evaluation."""

    def __init__(self, network: Network, settings: Settings, tokenizer: Tokenizer) -> None:
        self.settings, self.tokenizer = settings, tokenizer
        self._network = network

    @torch.no_grad()
    def read(self, tokens: Tokens) -> Reading:
        """As `Encoder.read`."""
        hidden = [self._network.encoder(torch.from_numpy(window)[None])[0, 1:-1] for window in tokens.windows]
        pieces = torch.cat(hidden)
        first, last = pieces[torch.from_numpy(tokens.first)], pieces[torch.from_numpy(tokens.last)]
        return Reading(tokens, first.numpy(), last.numpy(), self._network.spans(first, last).numpy())

    @torch.no_grad()
    def reread(self, reading: Reading, layout: Layout) -> Reading:
        """As `Encoder.reread`."""
        words = reread(self._network, _words(reading), layout)
        return replace(reading, first=words.first.numpy(), last=words.last.numpy())

    @torch.no_grad()
    def score(self, reading: Reading, layout: Layout) -> Scores:
        """As `Encoder.score`."""
        return Scores(*(np.asarray(part) for part in score_graph(self._network, _words(reading), layout)))


def _words(reading: Reading) -> Words:
    return Words(*(torch.from_numpy(part) for part in (reading.first, reading.last, reading.spans)))


def pretrained_tokenizer() -> Tokenizer:
    """The tokenizer of all-MiniLM-L6-v2, without its limit of length.

    Raises:
        ModelError: the package that carries it is not installed.
    """
    return read_tokenizer(pretrained_folder() / TOKENIZER_FILE)
