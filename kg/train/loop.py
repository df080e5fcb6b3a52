"""The training run: batches of annotated papers, epoch after epoch, from checkpoint to checkpoint."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from random import Random

import torch
from torch import nn

from kg.errors import ModelError
from kg.files import ensure_writable
from kg.progress import Progress, silent
from kg.train.bert import load_pretrained
from kg.train.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from kg.train.config import CHECKPOINT_FILE
from kg.train.distillation import Teacher, taught_loss
from kg.train.examples import Example
from kg.train.losses import batch_loss
from kg.train.network import Network
from kg.train.recipe import Recipe
from kg.train.restoring import restore

_POOL = 16


def fit(
    examples: Sequence[Example],
    recipe: Recipe,
    folder: Path,
    *,
    start: Path | None = None,
    progress: Progress = silent,
) -> Path:
    """Train on `examples`, writing a checkpoint into `folder` after each epoch; continues from one that is there.

    The initial weights are those of the model in the folder `start` or, without it, of the pre-trained encoder. The
    model in `start` is also the teacher if the schedule has a share `taught`. Works on one thread: with more, sums come
    out in another order, and two threads are hardly faster on so small a network.

    Returns:
        The path of the last checkpoint.

    Raises:
        ModelError: the pre-trained weights are not installed, the model to start from has other sizes, or it or the
            checkpoint is damaged, or the checkpoint of another run.
        OutputError: the folder cannot be written to.
    """
    ensure_writable(folder)
    path = folder / CHECKPOINT_FILE
    with one_fast_thread():
        run = _Run(recipe, examples, start)
        if path.is_file():
            run.restore(load_checkpoint(path), path)
        for epoch in range(run.epoch, recipe.schedule.epochs):
            run.train_epoch(progress(list(_batches(examples, recipe, epoch)), f"Epoch {epoch + 1}", run.batches))
            save_checkpoint(path, run.checkpoint())
    return path


@contextmanager
def one_fast_thread() -> Iterator[None]:
    """One thread, which always adds up alike, and no denormals, which are slow; both are undone afterwards."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)
        torch.set_num_threads(threads)


class _Run:
    """Network, average and optimiser of a run, which change as it goes on."""

    def __init__(self, recipe: Recipe, examples: Sequence[Example], start: Path | None) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.batches, self.epoch = recipe, -(-len(examples) // recipe.schedule.batch), 0
        self.description = f"{recipe} on {len(examples)} papers" + (f", from {start}" if start else "")
        self.history: tuple[float, ...] = ()
        annotators = max(example.annotator for example in examples) + 1
        self.network = Network(recipe.sizes, encoder_dropout=recipe.encoder_dropout, annotators=annotators)
        load_pretrained(self.network.encoder)
        self.teacher = None
        if start is not None:
            settings = restore(self.network, start)
            if recipe.schedule.taught:
                self.teacher = Teacher(deepcopy(self.network), settings)
        for part in self._frozen():
            part.requires_grad_(requires_grad=False)
        self.average = {name: value.detach().clone() for name, value in self._learned()}
        self.pooled: dict[str, torch.Tensor] = {}
        schedule = recipe.schedule
        encoder, heads = _parameters(self.network)
        self.optimizer = torch.optim.AdamW(
            [
                {"params": encoder, "lr": schedule.encoder_rate, "weight_decay": schedule.weight_decay},
                {"params": heads, "lr": schedule.head_rate, "weight_decay": schedule.weight_decay},
            ]
        )
        total = self.batches * schedule.epochs
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: min((step + 1) / schedule.warm_up, max(0.0, (total - step) / total))
        )

    def train_epoch(self, batches: Iterable[Sequence[Example]]) -> None:
        """One pass over the data."""
        rng = Random(f"{self.recipe.seed} {self.epoch}")  # noqa: S311 - no secret
        self.network.train()
        for part in self._frozen():
            part.eval()
        losses = [self._step(batch, rng) for batch in batches]
        self.history += (sum(losses) / len(losses),)
        self.epoch += 1
        before = self.epoch - 1 - max(0, self.recipe.schedule.epochs - self.recipe.schedule.pooled)
        if before >= 0:
            self.pooled = {
                name: value.clone() if before == 0 else self.pooled[name].lerp(value, 1 / (before + 1))
                for name, value in self.average.items()
            }

    def checkpoint(self) -> Checkpoint:
        return Checkpoint(
            epoch=self.epoch,
            network=self.network.state_dict(),
            average=self.average,
            pooled=self.pooled,
            optimizer=self.optimizer.state_dict(),
            schedule=self.schedule.state_dict(),
            randomness=torch.get_rng_state(),
            history=self.history,
            recipe=self.description,
        )

    def restore(self, checkpoint: Checkpoint, path: Path) -> None:
        if checkpoint.recipe != self.description:
            raise ModelError(
                f"{path}: belongs to another run ({checkpoint.recipe}); choose another folder or remove it"
            )
        try:
            self.network.load_state_dict(checkpoint.network)
        except RuntimeError as error:
            reason = " ".join(str(error).split())
            raise ModelError(f"{path}: no checkpoint of this version ({reason}); train again") from error
        self.epoch, self.history = checkpoint.epoch, checkpoint.history
        self.average, self.pooled = checkpoint.average, checkpoint.pooled
        self.optimizer.load_state_dict(checkpoint.optimizer)
        self.schedule.load_state_dict(checkpoint.schedule)
        torch.set_rng_state(checkpoint.randomness)

    def _step(self, batch: Sequence[Example], rng: Random) -> float:
        schedule = self.recipe.schedule
        loss = self._loss(batch, rng)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([p for p in self.network.parameters() if p.requires_grad], schedule.clip)
        self.optimizer.step()
        self.schedule.step()
        step = self.schedule.last_epoch
        kept = min(schedule.averaging, step / (step + 9))  # at first, the average follows closely
        for name, value in self._learned():
            self.average[name].lerp_(value.detach(), 1 - kept)
        return loss.item()

    def _loss(self, batch: Sequence[Example], rng: Random) -> torch.Tensor:
        schedule, weights = self.recipe.schedule, self.recipe.weights
        if self.teacher is None:
            return batch_loss(self.network, batch, weights, rng, candidate=schedule.candidate, masked=schedule.masked)
        lessons = [self.teacher.lesson(example) for example in batch]
        return taught_loss(self.network, batch, lessons, weights, rng, taught=schedule.taught, masked=schedule.masked)

    def _frozen(self) -> tuple[nn.Module, ...]:
        """What is not trained, and gets no dropout."""
        encoder = self.network.encoder
        whole = (encoder, self.network.spans)
        return whole if self.recipe.schedule.encoder_rate == 0 else (encoder.words, encoder.positions)

    def _learned(self) -> Iterator[tuple[str, nn.Parameter]]:
        return ((name, value) for name, value in self.network.named_parameters() if value.requires_grad)


def averaged_network(checkpoint: Checkpoint, recipe: Recipe) -> Network:
    """The network with the averaged weights, pooled where the run has come that far, ready for use."""
    annotators = len(checkpoint.network["manners.weight"])
    network = Network(recipe.sizes, encoder_dropout=recipe.encoder_dropout, annotators=annotators)
    network.load_state_dict({**checkpoint.network, **checkpoint.average, **checkpoint.pooled})
    return network.eval()


def _parameters(network: Network) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    scorers = network.spans, network.again, network.graph, network.manners
    heads = [p for scorer in scorers for p in scorer.parameters() if p.requires_grad]
    return encoder, heads


def _batches(examples: Sequence[Example], recipe: Recipe, epoch: int) -> Iterator[list[Example]]:
    """Batches of papers of about the same length, in an order that seed and epoch decide."""
    rng = Random(f"{recipe.seed} order {epoch}")  # noqa: S311 - no secret
    order = rng.sample(list(examples), len(examples))
    size = recipe.schedule.batch
    batches = []
    for start in range(0, len(order), size * _POOL):
        pool = sorted(order[start : start + size * _POOL], key=lambda example: len(example.tokens.last))
        batches += [pool[at : at + size] for at in range(0, len(pool), size)]
    rng.shuffle(batches)
    return iter(batches)
