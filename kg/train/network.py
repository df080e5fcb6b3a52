"""The network: the encoder, a scorer of spans, a second reading, and a scorer of the nodes and pairs of a paper.

Shapes: W words, K widths, N nodes, M mentions, S sentences, D features of nodes and pairs; all but the encoder work on
one paper at a time.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.encoder.layout import DISTANCES, FEATURES, KINDS
from kg.encoder.settings import KIND_CLASSES, MAX_WIDTH, NO_CLASS, RELATION_CLASSES, ROLES, TYPE_CLASSES
from kg.train.bert import HEADS, HIDDEN, INNER, Bert, narrow_products
from kg.train.recipe import Sizes


class SpanScorer(nn.Module):
    """Scores every run of up to K words as a mention of each type, or of none."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.start, self.end, self.inside = (nn.Linear(HIDDEN, sizes.span) for _ in range(3))
        self.width = nn.Embedding(MAX_WIDTH, sizes.span)
        self.dropout = nn.Dropout(sizes.dropout)
        self.out = nn.Linear(sizes.span, len(TYPE_CLASSES) + 1)
        _favour_none(self.out)

    def forward(self, first: Tensor, last: Tensor) -> Tensor:
        """`first`, `last` (W, H): hidden states of each word's first and last piece; gives (W, K, classes).

        Runs that reach over the end of the paper get the scores of shorter ones and have to be ignored.
        """
        first, last = self.dropout(first), self.dropout(last)
        inside = torch.cumsum(functional.pad(self.inside(first + last), (0, 0, 1, 0)), dim=0)
        words = torch.arange(first.shape[0], device=first.device)
        widths = torch.arange(MAX_WIDTH, device=first.device)
        ends = torch.clamp(words[:, None] + widths, max=first.shape[0] - 1)
        mean = (inside[ends + 1] - inside[words][:, None]) / (widths + 1)[:, None]
        hidden = self.start(first)[:, None] + self.end(last)[ends] + mean + self.width.weight
        scores: Tensor = self.out(self.dropout(functional.gelu(hidden)))
        return scores


class ReadingLayer(nn.Module):
    """Self-attention and feed-forward over the words of a whole paper, each after a norm; at first the identity."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.attention_norm, self.output_norm = (nn.LayerNorm(HIDDEN) for _ in range(2))
        self.dropout = nn.Dropout(dropout)
        _zero_weights(self.mixed, self.outer)

    def forward(self, words: Tensor) -> Tensor:
        """`words` (W, H); gives (W, H). Head by head, for a long text has many words to attend to at once."""
        normed = self.attention_norm(words)
        query, key, value = (layer(normed).chunk(HEADS, dim=-1) for layer in (self.query, self.key, self.value))
        context = [_attended(*head) for head in zip(query, key, value, strict=True)]
        words = words + self.dropout(self.mixed(torch.cat(context, dim=-1)))
        fed: Tensor = words + self.dropout(self.outer(functional.gelu(self.inner(self.output_norm(words)))))
        return fed


class SecondReading(nn.Module):
    """Encodes the words of a whole paper once more, with the candidate mentions marked.

    Markers around two entities help a network to relate them (Zhong and Chen 2021, PURE); here all are marked at once.
    At first the identity, so that a network that was trained without it can be trained on with it.
    """

    def __init__(self, layers: int, dropout: float) -> None:
        super().__init__()
        self.kind, self.belief = nn.Embedding(KINDS, 3 * HIDDEN), nn.Linear(len(TYPE_CLASSES) + 1, 3 * HIDDEN)
        nn.init.normal_(self.kind.weight, std=0.02)
        self.layers = nn.ModuleList(ReadingLayer(dropout) for _ in range(layers))

    def forward(  # noqa: PLR0913, PLR0917 - the inputs are arrays of a `Layout`
        self,
        first: Tensor,
        last: Tensor,
        spans: Tensor,
        kinds: Tensor,
        owners: Tensor,
        starts: Tensor,
        ends: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """`first` and `last` (W, H) as the second reading leaves them; `spans` are the scores of runs of words."""
        beliefs = torch.softmax(_pool_scores(spans, owners, starts, ends, kinds.shape[0]), dim=-1)
        opening, within, closing = (self.kind(kinds) + self.belief(beliefs))[owners].chunk(3, dim=-1)
        words = torch.arange(first.shape[0], device=first.device)[:, None]
        begins, reaches, closes = (
            where.to(opening.dtype) for where in (words == starts, (words >= starts) & (words <= ends), words == ends)
        )
        marked = (first + last) / 2 + begins @ opening + reaches @ within + closes @ closing
        read = marked
        for layer in self.layers:
            read = layer(read)
        found = read - marked
        return first + found, last + found


class GraphLayer(nn.Module):
    """Nodes attend to each other, with a bias that depends on their distance."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads = sizes.attention_heads
        self.projected, self.mixed = nn.Linear(sizes.node, 3 * sizes.node), nn.Linear(sizes.node, sizes.node)
        self.distance = nn.Embedding(DISTANCES, self.heads)
        self.inner, self.outer = nn.Linear(sizes.node, 2 * sizes.node), nn.Linear(2 * sizes.node, sizes.node)
        self.attention_norm, self.output_norm = nn.LayerNorm(sizes.node), nn.LayerNorm(sizes.node)
        self.dropout = nn.Dropout(sizes.dropout)

    def forward(self, nodes: Tensor, distances: Tensor) -> Tensor:
        """`nodes` (N, D), `distances` (N, N) as buckets; gives (N, D)."""
        size = nodes.shape[1] // self.heads
        query, key, value = self.projected(self.attention_norm(nodes)).unflatten(-1, (3, self.heads, size)).unbind(1)
        logits = torch.einsum("ihd,jhd->hij", query, key) * size**-0.5 + self.distance(distances).permute(2, 0, 1)
        context = torch.einsum("hij,jhd->ihd", torch.softmax(logits, dim=-1), value).flatten(1)
        nodes = nodes + self.dropout(self.mixed(context))
        fed: Tensor = nodes + self.dropout(self.outer(functional.gelu(self.inner(self.output_norm(nodes)))))
        return fed


class Ends(nn.Module):
    """One end of every pair: what the node is, and how its mention that is closest to the other end stands there."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.node, self.mention = nn.Linear(size, size), nn.Linear(size, size, bias=False)

    def forward(self, nodes: Tensor, mentions: Tensor, nearest: Tensor, *, axis: int) -> Tensor:
        """`nodes` (N, D) along `axis` (0 heads, 1 tails) of the pairs; `nearest` (N, N) into `mentions` (M, D)."""
        ends: Tensor = self.node(nodes).unsqueeze(1 - axis) + self.mention(mentions)[nearest]
        return ends


class Rivals(nn.Module):
    """Adds to every pair what the other pairs of its head and of its tail say: they compete for the relation.

    At first adds nothing, so that a network that was trained without it can be trained on with it.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.own = nn.Linear(size, size)
        self.head, self.tail = (nn.Linear(2 * size, size, bias=False) for _ in range(2))
        _zero_weights(self.own, self.head, self.tail)

    def forward(self, pairs: Tensor) -> Tensor:
        """`pairs` (N, N, D); the strongest of each feature among the pairs from a node and to it tell what it is."""
        nodes = torch.cat([pairs.amax(dim=1), pairs.amax(dim=0)], dim=-1)
        told: Tensor = self.own(pairs) + self.head(nodes)[:, None] + self.tail(nodes)[None]
        return told


class PairLayer(nn.Module):
    """Pairs attend to those that share their head and to those that share their tail; at first the identity.

    Axial attention over the table of pairs, as in Tan et al. 2022 (KD-DocRE).
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        size, self.heads = sizes.node, sizes.attention_heads
        self.projected, self.mixed = nn.Linear(size, 3 * (size // 2)), nn.Linear(2 * (size // 2), size)
        self.inner, self.outer = nn.Linear(size, 2 * size), nn.Linear(2 * size, size)
        self.norm, self.output_norm = nn.LayerNorm(size), nn.LayerNorm(size)
        self.dropout = nn.Dropout(sizes.dropout)
        _zero_weights(self.mixed, self.outer)

    def forward(self, pairs: Tensor) -> Tensor:
        """`pairs` (N, N, D); gives (N, N, D)."""
        asked = self.projected(self.norm(pairs)).unflatten(-1, (3, self.heads, -1)).permute(2, 3, 0, 1, 4)
        of_head, of_tail = _attended(*asked), _attended(*asked.transpose(2, 3)).transpose(1, 2)
        context = torch.cat([of_head, of_tail]).permute(1, 2, 0, 3).flatten(2)
        pairs = pairs + self.dropout(self.mixed(context))
        fed: Tensor = pairs + self.dropout(self.outer(functional.gelu(self.inner(self.output_norm(pairs)))))
        return fed


class GraphScorer(nn.Module):
    """Scores the type of every node, and for every ordered pair the relation and the sentence that states it."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        size, heads = sizes.node, sizes.attention_heads
        self.heads = heads
        self.dropout = nn.Dropout(sizes.dropout)
        self.first, self.last, self.inside = (nn.Linear(HIDDEN, size) for _ in range(3))
        self.pooled = nn.Linear(2 * size, size)
        self.kind, self.features = nn.Embedding(KINDS, size), nn.Linear(FEATURES, size)
        self.belief = nn.Linear(len(TYPE_CLASSES) + 1, size)
        self.layers = nn.ModuleList(GraphLayer(sizes) for _ in range(sizes.graph_layers))
        self.norm = nn.LayerNorm(size)
        self.node_hidden = nn.Linear(size, size)
        self.node_type = nn.Linear(size, len(TYPE_CLASSES) + 1)
        self.trust = nn.Parameter(torch.ones(len(TYPE_CLASSES) + 1))
        self.number_kind = nn.Linear(size, len(KIND_CLASSES) + 1)
        self.no_role = nn.Linear(size, len(ROLES))
        self.key, self.value = nn.Linear(HIDDEN, size), nn.Linear(HIDDEN, size)
        self.head_query, self.tail_query = Ends(size), Ends(size)
        self.zone = nn.Parameter(torch.zeros(2, heads))
        self.head, self.tail = Ends(size), Ends(size)
        self.head_factor, self.tail_factor = nn.Linear(size, size), nn.Linear(size, size)
        self.between = nn.Linear(HIDDEN, size)
        self.context = nn.Linear(size, size)
        self.distance, self.together = nn.Embedding(DISTANCES, size), nn.Embedding(4, size)
        self.pair_hidden = nn.Linear(size, size)
        self.rivals = Rivals(size)
        self.pair_layers = nn.ModuleList(PairLayer(sizes) for _ in range(sizes.pair_layers))
        self.pair = nn.Linear(size, len(RELATION_CLASSES) + 2)
        _favour_none(self.pair)
        self.role = nn.Linear(size, len(ROLES))

    def forward(  # noqa: PLR0913 - the inputs are the arrays of a `Layout`
        self,
        first_words: Tensor,
        last_words: Tensor,
        spans: Tensor,
        *,
        kinds: Tensor,
        owners: Tensor,
        starts: Tensor,
        ends: Tensor,
        features: Tensor,
        nearest_heads: Tensor,
        nearest_tails: Tensor,
        lows: Tensor,
        highs: Tensor,
        distances: Tensor,
        together: Tensor,
        sentences: Tensor,
        sentence_words: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Logits of one paper, whose words have been read twice.

        `spans` are the scores of its runs of words, the other arguments those of `Layout`.

        Returns:
            Types of nodes (N, types), kinds of numbers (N, kinds), relations (N, N, relations and same), roles of
            nodes for numbers (N, 1 + N, roles) with "none" first, and the share of attention that each pair pays to
            each sentence (N, N, S).
        """
        first_words, last_words = self.dropout(first_words), self.dropout(last_words)
        words = (first_words + last_words) / 2
        mentions = self._mentions(first_words, last_words, words, starts, ends)
        alone = _pool_scores(spans, owners, starts, ends, kinds.shape[0])
        nodes = (
            self.pooled(_pool(mentions, owners, kinds.shape[0]))
            + self.kind(kinds)
            + self.features(features)
            + self.belief(torch.softmax(alone, dim=-1))
        )
        for layer in self.layers:
            nodes = layer(nodes, distances)
        nodes = self.norm(nodes)
        judged = self.dropout(functional.gelu(self.node_hidden(nodes)))
        heads, tails = (nodes, mentions, nearest_heads), (nodes, mentions, nearest_tails)
        query = self.head_query(*heads, axis=0) + self.tail_query(*tails, axis=1)
        near = sentences[starts[nearest_heads]], sentences[starts[nearest_tails]]
        context, attention = self._attend(query, words, _zones(lows, highs, *near, sentences))
        hidden = (
            self.head(*heads, axis=0)
            + self.tail(*tails, axis=1)
            + self.head_factor(nodes)[:, None] * self.tail_factor(nodes)[None]
            + _mean_between(self.between(words), lows, highs)
            + self.context(context)
            + self.distance(distances)
            + self.together(together)
        )
        hidden = self.dropout(functional.gelu(hidden))
        hidden = hidden + self.dropout(functional.gelu(self.pair_hidden(hidden)))
        hidden = hidden + self.dropout(functional.gelu(self.rivals(hidden)))
        with narrow_products(training=self.training):
            for layer in self.pair_layers:
                hidden = layer(hidden)
        hidden = hidden.float()
        roles = torch.cat([self.no_role(judged)[:, None], self.role(hidden)], dim=1)
        shares = attention @ sentence_words
        types = self.node_type(judged) + self.trust * alone
        return types, self.number_kind(judged), self.pair(hidden), roles, shares

    def _mentions(self, first: Tensor, last: Tensor, words: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        inside = _mean_between(self.inside(words), starts, ends + 1)
        return torch.tanh(self.first(first)[starts] + self.last(last)[ends] + inside)

    def _attend(self, query: Tensor, words: Tensor, zones: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """What each pair with `query` (N, N, D) reads in the words (N, N, D), and how much in each of them (N, N, W).

        Head by head, for what all heads attend to at once would be the largest thing in memory by far.
        """
        read, attention = [], torch.zeros(())
        size = self.key.out_features // self.heads
        keys, values = self.key(words) * size**-0.5, self.value(words)
        for head in range(self.heads):
            own = slice(head * size, (head + 1) * size)
            bias = self.zone[0, head] * zones[0] + self.zone[1, head] * zones[1]
            shares = torch.softmax(query[..., own] @ keys[:, own].T + bias, dim=-1)
            read.append(shares @ values[:, own])
            attention = attention + shares / self.heads
        return torch.cat(read, dim=-1), attention


class Network(nn.Module):
    """All four parts, and an embedding of each annotator (`manners`).

    In training, the embedding of its annotator is added to the hidden states of a paper. That of the first annotator,
    who is to be imitated, is zero, so that it can be left out in use.
    """

    def __init__(self, sizes: Sizes, *, encoder_dropout: float = 0.1, annotators: int = 1) -> None:
        super().__init__()
        self.manners = nn.Embedding(annotators, HIDDEN, padding_idx=0)
        nn.init.zeros_(self.manners.weight)
        self.encoder = Bert(encoder_dropout)
        self.spans = SpanScorer(sizes)
        self.again = SecondReading(sizes.reading_layers, encoder_dropout)
        self.graph = GraphScorer(sizes)


@torch.no_grad()
def _zero_weights(*layers: nn.Linear) -> None:
    """Set the weights of layers to zero whose output is added to a residual, so that at first they change nothing."""
    for layer in layers:
        for parameter in layer.parameters():
            parameter.zero_()


@torch.no_grad()
def _favour_none(classifier: nn.Linear) -> None:
    """Let "none" be the likely class at first: nearly all spans and pairs are none."""
    classifier.bias.zero_()
    classifier.bias[NO_CLASS] = 5.0


def _attended(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Scaled dot-product attention over the last axis but one."""
    attended: Tensor = torch.softmax(query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5, dim=-1) @ value
    return attended


def _pool(mentions: Tensor, owners: Tensor, nodes: int) -> Tensor:
    """Mean and maximum over the mentions (M, D) of each node, side by side (N, 2 D)."""
    mine = (owners[None] == torch.arange(nodes, device=owners.device)[:, None]).to(mentions.dtype)
    mean = mine @ mentions / mine.sum(dim=1, keepdim=True)
    top = (mentions[None] - 4 * (1 - mine)[:, :, None]).amax(dim=1)  # mentions lie in (-1, 1)
    return torch.cat([mean, top], dim=-1)


def _pool_scores(spans: Tensor, owners: Tensor, starts: Tensor, ends: Tensor, nodes: int) -> Tensor:
    """The mean span scores (W, K, C) of the mentions of each node (N, C); of wide ones as far as they are scored."""
    mine = (owners[None] == torch.arange(nodes, device=owners.device)[:, None]).to(spans.dtype)
    scores: Tensor = mine @ spans[starts, torch.clamp(ends - starts, max=MAX_WIDTH - 1)]
    return scores / mine.sum(dim=1, keepdim=True)


def _mean_between(words: Tensor, lows: Tensor, highs: Tensor) -> Tensor:
    """The mean of `words` (W, D) over the ranges [low, high)."""
    sums = functional.pad(torch.cumsum(words, dim=0), (0, 0, 1, 0))
    mean: Tensor = (sums[highs] - sums[lows]) / (highs - lows)[..., None]
    return mean


def _zones(lows: Tensor, highs: Tensor, head: Tensor, tail: Tensor, sentences: Tensor) -> tuple[Tensor, Tensor]:
    """Which words (N, N, W) lie between the closest mentions, and which in a sentence of one of them."""
    position = torch.arange(sentences.shape[0], device=sentences.device)
    between = (position >= lows[..., None]) & (position < highs[..., None])
    same = (sentences == head[..., None]) | (sentences == tail[..., None])
    return between.float(), same.float()
