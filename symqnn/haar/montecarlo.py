"""Monte Carlo cross-check of the exact moments:
seeded Haar-random networks, vectorised, floating point.

Nothing here proves anything; it compares with what is proved elsewhere. The sum over samples is
made of fixed chunks with seeds of their own, added in a fixed order, so the result does not depend
on the number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from symqnn.errors import InputError, SizeError
from symqnn.haar.moments import gram_mean, gram_second_moment, kappa_of
from symqnn.haar.universal import check_model

Floats = npt.NDArray[np.float64]
CHUNK = 500
CHUNK_ENTRIES = 4 * 10**6
MAX_ENTRIES = 3 * 10**7


@dataclass(frozen=True)
class MonteCarloComparison:
    """One entry of the Gram matrix: exact values beside the sample, in units of s = tr M² and s².

    Args:
        xi, eta: ξ and ξ'.
        mean, second: exact E G and E G².
        sample_mean, sample_second: averages over the sample.
        z_mean, z_second: (sample - exact)/(standard error); 0 where the entry vanishes identically.
    """

    xi: str
    eta: str
    mean: Fraction
    second: Fraction
    sample_mean: float
    sample_second: float
    z_mean: float
    z_second: float


@dataclass(frozen=True)
class Sample:
    """Result of a Monte Carlo run.

    Args:
        layers, dimension, multiplicity, samples, seed: what was sampled.
        comparisons: one for each pair ξ ≤ ξ', ξ = 0 included.
        gershgorin: fraction of samples in which event 23 happens (some row is not strictly
            dominated by its diagonal entry).
        frobenius, frobenius_exact: average of ‖Λ^{-1/2}GΛ^{-1/2} - 1‖²_F over ξ ≠ 0, and its exact
            expectation.
        dependent: fraction of samples whose normalised Gram matrix has least eigenvalue below 1e-9.
    """

    layers: int
    dimension: int
    multiplicity: int
    samples: int
    seed: int
    comparisons: tuple[MonteCarloComparison, ...]
    gershgorin: float
    frobenius: float
    frobenius_exact: Fraction
    dependent: float

    @property
    def largest_z(self) -> float:
        """Largest absolute z-score of all means and second moments."""
        return max(max(abs(item.z_mean), abs(item.z_second)) for item in self.comparisons)


def random_projectors(
    generator: np.random.Generator, count: int, d: int, r: int
) -> npt.NDArray[np.complex128]:
    """Projectors on the first r columns of Haar-random unitaries: QR of complex Gaussian matrices,
    shape (count, d, d).

    The phases that QR leaves open do not change the projector, so no correction is needed.

    Example:
        >>> random_projectors(np.random.default_rng(0), 2, 4, 2).shape
        (2, 4, 4)
    """
    gaussian = generator.standard_normal((2, count, d, r))
    frame, _ = np.linalg.qr(gaussian[0] + 1j * gaussian[1])
    return np.asarray(frame @ frame.conj().swapaxes(1, 2), dtype=np.complex128)


def sample_gram(
    generator: np.random.Generator, count: int, p: int, eigenvalues: Sequence[float], r: int
) -> Floats:
    """Gram matrices of Haar-random networks with a diagonal observable, shape (count, 3^p, 3^p),
    rows in the order of ξ.

    Paper: Eqns 21-23. A network is H_l = 2P_l - 1; Φ^(0)A = PAP+QAQ, Φ^(1)A = PAQ+QAP,
    Φ^(2)A = i(PAQ-QAP).

    Example:
        >>> sample_gram(np.random.default_rng(0), 5, 2, [1, -1], 1).shape
        (5, 9, 9)
    """
    d = len(eigenvalues)
    stack = np.broadcast_to(np.diag(np.asarray(eigenvalues, dtype=np.complex128)), (count, 1, d, d))
    for _ in range(p):  # layer p first: it acts on M first; the layers are exchangeable
        projector = random_projectors(generator, count, d, r)[:, None]
        left = projector @ stack
        inside = left @ projector
        up = left - inside  # PAQ; QAP is its adjoint
        down = up.conj().swapaxes(2, 3)
        stack = np.concatenate((stack - up - down, up + down, 1j * (up - down)), axis=1)
    flat = stack.reshape(count, 3**p, d * d)
    real = np.concatenate((flat.real, flat.imag), axis=2)
    return np.asarray(real @ real.swapaxes(1, 2), dtype=np.float64)  # tr(AB) of Hermitian A, B


def _chunk(
    seed: np.random.SeedSequence, count: int, model: tuple[int, Sequence[float], int], means: Floats
) -> tuple[Floats, Floats]:
    """Sums of G, G², G⁴ entrywise, and of the three events, over one chunk."""
    gram = sample_gram(np.random.default_rng(seed), count, *model)
    squares = gram**2
    sums = np.stack((gram.sum(0), squares.sum(0), (squares**2).sum(0)))
    block = gram[:, 1:, 1:]
    diagonal = np.diagonal(block, axis1=1, axis2=2)
    others = np.abs(block).sum(2) - np.abs(diagonal)
    root = np.sqrt(means[1:])
    normalised = block / np.outer(root, root)
    least = np.linalg.eigvalsh(normalised)[:, 0]
    deviation = ((normalised - np.eye(len(root))) ** 2).sum((1, 2))
    events = np.array(
        [(diagonal <= others).any(1).sum(), deviation.sum(), (least < 1e-9).sum()], dtype=np.float64
    )
    return sums, events


def monte_carlo(
    p: int,
    eigenvalues: Sequence[int | Fraction],
    samples: int,
    *,
    seed: int = 0,
    multiplicity: int | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Sample:
    """Sample Haar-random networks and compare with the exact moments.

    Paper: section 4, Eqns 21 and 23.

    Args:
        p: number of layers.
        eigenvalues: of the observable M, d exact numbers, not all equal; M is replaced by its
            traceless part.
        samples, seed: how many networks, and the seed.
        multiplicity: r of the eigenvalue +1 of H (default d/2).
        jobs: number of joblib workers; it does not change the result.
        progress: called with (samples done, samples wanted) after each chunk.

    Raises:
        InputError: fewer than 2 samples, or p, d, r or M out of range; SizeError: one chunk would
            not fit in memory.

    Example:
        >>> monte_carlo(1, [1, -1], 1000).largest_z < 5
        True
    """
    d = len(eigenvalues)
    r = check_model(p, d, multiplicity)
    if samples < 2:
        raise InputError(f"samples is {samples}; at least 2 are needed for a standard error.")
    kappa, centre = kappa_of(eigenvalues), Fraction(sum(eigenvalues)) / d
    entries = 3**p * (2 * d * d + 3**p)
    if entries > MAX_ENTRIES:
        raise SizeError(
            f"one sample has 3^{p} matrices of dimension {d}, beyond the budget of {MAX_ENTRIES} "
            "numbers; take a smaller p or d."
        )
    size = min(CHUNK, samples, max(1, CHUNK_ENTRIES // entries))
    scale = sum((value - centre) ** 2 for value in eigenvalues)
    numbers = [float(value - centre) / float(scale) ** 0.5 for value in eigenvalues]
    names = ["".join(digits) for digits in product("012", repeat=p)]
    exact = _exact(names, d, 2 * r - d, kappa)
    means = np.array([float(exact[name, name][0]) for name in names])
    counts = [min(size, samples - start) for start in range(0, samples, size)]
    seeds = np.random.SeedSequence(seed).spawn(len(counts))
    tasks = (
        delayed(_chunk)(source, count, (p, numbers, r), means)
        for source, count in zip(seeds, counts, strict=True)
    )
    sums, events, done = np.zeros((3, len(names), len(names))), np.zeros(3), 0
    for count, (chunk_sums, chunk_events) in zip(
        counts, Parallel(n_jobs=jobs, return_as="generator")(tasks), strict=True
    ):
        sums, events, done = sums + chunk_sums, events + chunk_events, done + count
        if progress is not None:
            progress(done, samples)
    averages, rates = sums / samples, events / samples
    position = {name: k for k, name in enumerate(names)}
    comparisons = tuple(
        _compare(pair, values, averages[:, position[pair[0]], position[pair[1]]], samples)
        for pair, values in exact.items()
    )
    gershgorin, frobenius, dependent = (float(value) for value in rates)
    return Sample(
        p,
        d,
        r,
        samples,
        seed,
        comparisons,
        gershgorin,
        frobenius,
        _frobenius(names, exact),
        dependent,
    )


def _exact(
    names: list[str], d: int, h: int, kappa: Fraction
) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """Exact (E G, E G²) of all pairs ξ ≤ ξ'; equal functions are evaluated once."""
    values: dict[Any, Fraction] = {}

    def value(function: Any) -> Fraction:
        if function not in values:
            values[function] = function.at(d=d, h=h, kappa=kappa)
        return values[function]

    unbalanced = h != 0
    pairs = [(xi, eta) for xi in names for eta in names if xi <= eta]
    return {
        pair: (value(gram_mean(*pair, unbalanced)), value(gram_second_moment(*pair, unbalanced)))
        for pair in pairs
    }


def _frobenius(
    names: list[str], exact: dict[tuple[str, str], tuple[Fraction, Fraction]]
) -> Fraction:
    """Exact E‖Λ^{-1/2}GΛ^{-1/2} - 1‖²_F over ξ ≠ 0."""
    total = Fraction(1 - len(names))
    for (xi, eta), (_, second) in exact.items():
        if xi != names[0]:
            total += (1 + (xi != eta)) * second / (exact[xi, xi][0] * exact[eta, eta][0])
    return total


def _compare(
    pair: tuple[str, str], exact: tuple[Fraction, Fraction], averages: Floats, samples: int
) -> MonteCarloComparison:
    mean, second = exact
    first, square, fourth = (float(value) for value in averages)
    scores = []
    for found, spread, wanted in (
        (first, square - first**2, mean),
        (square, fourth - square**2, second),
    ):
        error = (max(spread, 0.0) / samples) ** 0.5
        difference = found - float(wanted)
        scores.append(0.0 if abs(difference) < 1e-12 else difference / max(error, 1e-300))
    return MonteCarloComparison(*pair, mean, second, first, square, scores[0], scores[1])
