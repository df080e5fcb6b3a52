"""A training run from files of annotations to a model folder."""

from collections.abc import Sequence

from kg.encoder import Settings
from kg.errors import InputError
from kg.progress import Progress
from kg.train.calibrate import ReadPapers, calibrate
from kg.train.checkpoint import load_checkpoint
from kg.train.config import TrainConfig, TrainReport
from kg.train.encoder import TorchEncoder, pretrained_tokenizer
from kg.train.examples import Example, read_examples
from kg.train.export import export
from kg.train.loop import averaged_network, fit, one_fast_thread

_OFFSET = 7
"""Place of the held-out paper among its neighbours; any would do."""

_SAMPLES = 16
"""Papers that show the range of activations."""


def run(config: TrainConfig, progress: Progress) -> TrainReport:
    """See `kg.train.train`."""
    tokenizer = pretrained_tokenizer()
    examples = [
        example
        for number, (docs, gold) in enumerate(config.data)
        for example in read_examples(docs, gold, tokenizer, annotator=number)
    ]
    learned, held_out = split(examples, config.held_out)
    checkpoint = load_checkpoint(fit(learned, config.recipe, config.out, start=config.start, progress=progress))
    with one_fast_thread():
        network = averaged_network(checkpoint, config.recipe)
        settings = calibrate(ReadPapers.of(TorchEncoder(network, Settings(), tokenizer), held_out), config.name)
        export(network, settings, config.out, samples=[example.paper for example in learned[:_SAMPLES]])
    return TrainReport(len(learned), len(held_out), checkpoint.history, settings)


def split(examples: Sequence[Example], every: int) -> tuple[list[Example], list[Example]]:
    """The examples to learn from, and every `every`-th example of the first annotator, which is held out.

    What other annotators made of a held-out paper is in neither.

    Raises:
        InputError: the first annotator has too few papers to hold one out.
    """
    first = [example for example in examples if example.annotator == 0]
    held_out = first[_OFFSET % every :: every]
    if not held_out or len(held_out) == len(first):
        raise InputError(
            f"{len(first)} annotated papers of the first annotator are too few to hold out every {every}th; give more "
            "of them"
        )
    kept_back = {example.paper.id for example in held_out}
    return [example for example in examples if example.paper.id not in kept_back], held_out
