"""Packing discs without overlap, each as near as possible to its target."""

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
_PACKED = 240
"""Number of the largest discs, which are packed by forces, in quadratic time; smaller ones are put around the rim."""
_ROUNDS = 400
_PULL = np.array([0.02, 0.035])
"""Share of the way to the middle in one round; greater in y, because screens are wider than high."""
_HASTE = 0.6
"""Share of an overlap that is undone in one round; with all of it, crowded discs would oscillate."""


def spiral(count: int) -> Points:
    """Points spread evenly over the unit disc from its centre outwards (Vogel, 1979)."""
    n = np.arange(count)
    radii, angles = np.sqrt((n + 0.5) / max(count, 1)), n * _GOLDEN_ANGLE
    return np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])


def pack(targets: Points, radii: Points, *, gap: float) -> Points:
    """Centres of discs with the given radii, largest first, near their `targets`, around the origin, `gap` apart."""
    centres = targets.copy()
    centres[:_PACKED] = _push_apart(targets[:_PACKED], radii[:_PACKED] + gap / 2)
    if len(radii) > _PACKED:
        centres[_PACKED:] = _around(centres[:_PACKED], radii[:_PACKED] + gap / 2, radii[_PACKED:] + gap / 2)
    return centres - _middle(centres, radii)


def _push_apart(targets: Points, radii: Points) -> Points:
    """Draw all discs to the middle and move overlapping ones apart, the small ones further, until none overlap."""
    centres, areas = targets.copy(), radii**2
    yields = areas[None, :] / (areas[:, None] + areas[None, :])
    wanted = radii[:, None] + radii[None, :]
    np.fill_diagonal(wanted, 0.0)
    for step in range(_ROUNDS):
        pull = _PULL * max(0.0, 1 - 2 * step / _ROUNDS)
        centres -= pull * (centres - _middle(centres, radii))
        centres += _separation(centres, wanted, yields)
    return centres * max(1.0, float((wanted / _distances(centres)).max(initial=0.0)))


def spread(points: Points, *, apart: float, rounds: int) -> Points:
    """Points moved so that hardly two of them are nearer to each other than `apart`."""
    wanted = np.full((len(points), len(points)), apart)
    np.fill_diagonal(wanted, 0.0)
    for _ in range(rounds):
        points = points + _separation(points, wanted, np.array(0.5))
    return points


def _separation(centres: Points, wanted: Points, yields: Points) -> Points:
    distances = _distances(centres)
    moves = np.maximum(wanted - distances, 0.0) * yields / distances * _HASTE
    drawn = np.einsum("ij,jk->ik", moves, centres)  # not a BLAS product, whose last bits depend on its threads
    return np.asarray(centres * moves.sum(axis=1)[:, None] - drawn)


def _distances(centres: Points) -> Points:
    x, y = centres.T
    squares = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    return np.asarray(np.maximum(np.sqrt(squares), 1e-9))


def _around(centres: Points, radii: Points, small: Points) -> Points:
    """Small discs on a spiral that starts outside the packed ones and leaves each room for the largest of them."""
    rim = float((np.linalg.norm(centres, axis=1) + radii).max())
    room = 2 * float(small.max())
    turns = np.sqrt((rim / room + 0.5) ** 2 + np.arange(len(small)) / np.pi)
    angles = 2 * np.pi * turns
    return np.column_stack([np.cos(angles), np.sin(angles)]) * (turns * room)[:, None]


def _middle(centres: Points, radii: Points) -> Points:
    return np.asarray(np.average(centres, axis=0, weights=radii**2)) if len(radii) else np.zeros(2)
