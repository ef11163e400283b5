"""Losses by name: the built-in ones, and networks with a dataset, as problem files and the command
line name them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import pi, tan
from pathlib import Path
from typing import Any

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import short
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import output_json, polynomial_json, training_json
from symqnn.errors import InputError, SizeError
from symqnn.expansion.output import expectation
from symqnn.loss.training import loss, residuals
from symqnn.model.ansatz import paper_experiment
from symqnn.model.correlation import CorrelationState
from symqnn.model.dataset import Dataset, random_dataset
from symqnn.model.instance_file import Instance, instance_from
from symqnn.model.qnn import QNN
from symqnn.model.state import as_matrix
from symqnn.statements.training_files import as_density, read_training_file

MAX_PRODUCTS = 20_000_000
NAMED = ("product", "latin")
MAX_DENSITY = 10
MAX_NAMED = {"product": 64, "latin": 8}


@dataclass(frozen=True)
class Landscape:
    """A loss with what is known about its origin.

    Args:
        name: for people and files. poly: the loss.
        loss: LOSS of proofs/FORMAT.md.
        residuals: the f(ρ_i, θ) - y_i of a training set; none for a polynomial.
        constructed: a construction and the number of minima it guarantees, or None.
        notes: what a reader must know about the numbers.
    """

    name: str
    poly: TrigPoly
    loss: dict[str, Any]
    residuals: tuple[TrigPoly, ...] = ()
    constructed: tuple[str, int] | None = None
    notes: tuple[str, ...] = ()


def training(
    name: str,
    qnn: QNN,
    dataset: Dataset,
    force: bool = False,
    constructed: tuple[str, int] | None = None,
) -> Landscape:
    """The loss of a network on a dataset.

    Raises:
        DimensionError: they do not fit; SizeError: the squares of the residuals have too many terms
            (unless ``force``).
    """
    # certificates hold states that correlate qubits as matrices, and for matrix networks all states
    if (
        qnn.is_pauli
        and qnn.qubits is not None
        and qnn.qubits > MAX_DENSITY
        and any(isinstance(state, CorrelationState) for state, _ in dataset.samples)
    ):
        raise SizeError(
            f"{name} has states that correlate qubits, on {qnn.qubits} qubits; density matrices "
            f"go up to {MAX_DENSITY}."
        )
    change = as_density if qnn.is_pauli else lambda state: as_matrix(as_density(state))
    dataset = Dataset.from_samples((change(state), label) for state, label in dataset.samples)
    parts = residuals(qnn, dataset)
    products = sum(len(part) ** 2 for part in parts)
    if products > MAX_PRODUCTS and not force:
        cost = f"{products} products of terms, {products // 10**6 + 1} s or more"
        raise SizeError(
            f"the squares of the residuals take {cost}: give --force to try, or fewer angles."
        )
    return Landscape(name, loss(qnn, dataset), training_json(qnn, dataset), parts, constructed)


def expectation_landscape(instance: Instance) -> Landscape:
    """The output tr(ρM(θ)) itself, without labels: what VQE and QAOA minimise.

    Raises:
        SizeError: too many terms.

    Example:
        >>> from symqnn.model.state import State
        >>> expectation_landscape(Instance("x", QNN(["X"], "Z"), State.zero(1))).poly
        cos(2θ₁)
    """
    qnn, state = instance.qnn, as_density(instance.state)
    known = state if qnn.is_pauli else as_matrix(state)
    poly = expectation(qnn, instance.state)
    return Landscape(f"{instance.name}.expectation", poly, output_json(qnn, known))


def product_landscape(angles: int) -> Landscape:
    """The paper's experiment with the dataset of Theorem 2 at θ* = 0, r = 2/5: 4^p critical points,
    2^p minima.

    Example:
        >>> product_landscape(2).constructed
        ('2^p, Theorem 2', 4)
    """
    r = Fraction(2, 5)
    states: list[list[tuple[object, ...]]] = []
    labels: list[Fraction] = []
    for k in range(angles):
        for vector, label in (((1, 0, 0), Fraction(1)), ((0, r, 0), 1 + r)):
            states.append([vector if q == k else (0, 0, 0) for q in range(angles)])
            labels.append(label)
    return training(
        f"product_p{angles}",
        paper_experiment(angles),
        Dataset.from_bloch(states, labels),
        constructed=("2^p, Theorem 2", 2**angles),
    )


def latin_landscape(angles: int) -> Landscape:
    r"""p!·2^p common zeros, each a global minimum: the Latin square of zeros (ours).

    .. math:: L=\sum_j\prod_l\sin^2(\varphi_l-a_{jl}),\quad a_{jl}\approx((j+l)\bmod p)\,\pi/p

    The sines and cosines of a_jl are rational.

    Example:
        >>> latin_landscape(2).poly.degrees
        (2, 2)
    """
    total, minima = TrigPoly.constant(0, angles), 1
    for j in range(angles):
        minima *= 2 * (j + 1)
        factor = TrigPoly.constant(1, angles)
        for k in range(angles):
            point = CirclePoint.from_half_tangent(
                Fraction(tan(((j + k) % angles) * pi / angles / 2)).limit_denominator(20)
            )
            sine, cosine = (tuple(e if q == k else 0 for q in range(angles)) for e in (2, 1))
            factor = factor * TrigPoly.from_terms({sine: point.cos, cosine: -point.sin})
        total = total + factor * factor
    return Landscape(
        f"latin_p{angles}", total, polynomial_json(total), (), ("p!·2^p, Latin instance", minima)
    )


def named_landscape(name: str, angles: object) -> Landscape:
    """A built-in loss: ``product`` or ``latin``, with p angles.

    Raises:
        InputError: another name, or p out of range.

    Example:
        >>> named_landscape("latin", 2).constructed
        ('p!·2^p, Latin instance', 8)
    """
    if name not in NAMED:
        raise InputError(f"the instance is {short(name)}; one of {', '.join(NAMED)} is required.")
    if type(angles) is not int or not 1 <= angles <= MAX_NAMED[name]:
        raise InputError(
            f"p is {short(angles)}; an integer from 1 to {MAX_NAMED[name]} is required for the "
            f"instance {name}."
        )
    return product_landscape(angles) if name == "product" else latin_landscape(angles)


def seeded_dataset(qnn: QNN, samples: int, seed: int) -> Dataset:
    """The pseudo-random product states of :func:`random_dataset` for a network on qubits.

    Raises:
        InputError: the dimension is no power of two, or no sample.
    """
    qubits = qnn.dimension.bit_length() - 1
    if qubits < 1 or 2**qubits != qnn.dimension:
        raise InputError(
            f"the network acts on dimension {qnn.dimension}; random datasets are made for powers "
            "of two. Give a dataset file."
        )
    return random_dataset(qubits, samples, seed)


def file_landscape(path: Path, instance: Instance | None = None, force: bool = False) -> Landscape:
    """The loss of a training file: its samples with the given network, or with its own.

    Raises:
        InputError: no network, two of them for a polynomial, or what :func:`read_training_file`
            refuses.
    """
    data, name = read_training_file(path), path.name.partition(".")[0]
    if data.polynomial is not None:
        if instance is not None:
            raise InputError(
                f"{path} gives the loss itself, a polynomial; a network does not go with it."
            )
        return Landscape(name, data.polynomial, polynomial_json(data.polynomial))
    name = f"{instance.name}.{name}" if instance is not None else name
    network = instance.qnn if instance is not None else data.network
    if network is None:
        raise InputError(
            f"{path} holds samples and no network; name the network as well (INSTANCE, "
            "--generators, --family or --p)."
        )
    dataset = data.mean()
    made = training(name, network, dataset, force)
    count = len(data.parts)
    if count == 1:
        return made
    adding = (
        f"the file adds the losses of {count} training sets; counted is 1/{count} of the "
        f"sum: the same critical points, values times 1/{count}"
    )
    return replace(made, notes=(*made.notes, adding))


def network_landscape(instance: Instance, dataset: str | None, force: bool = False) -> Landscape:
    """A network with the dataset that ``random:SAMPLES:SEED`` or a file names (default: random, 3p
    samples, seed 0).

    Raises:
        InputError: neither of them.
    """
    text = dataset or f"random:{3 * len(instance.qnn.parameters)}:0"
    if not text.startswith("random:"):
        return file_landscape(Path(text), instance, force)
    words = text.split(":")
    if (
        len(words) != 3
        or not all(word.isdecimal() and len(word) < 19 for word in words[1:])
        or not 0 < int(words[1]) <= 10_000
    ):
        raise InputError(
            f"--dataset is {short(text)}; random:SAMPLES:SEED with 1 to 10000 samples, or the "
            "path of a file, is required."
        )
    samples, seed = int(words[1]), int(words[2])
    return training(
        f"{instance.name}.random_{samples}_{seed}",
        instance.qnn,
        seeded_dataset(instance.qnn, samples, seed),
        force,
    )


def landscape_from(data: object) -> Landscape:
    """The loss of a problem file: ``{"family":"latin","p":2}``,
    ``{"network":INSTANCE,"random":{"samples":6,"seed":1}}``,

    or ``{"polynomial":{"10":"1","02":"-1/2"}}`` with coefficients as :meth:`TrigPoly.from_terms`
    reads them.

    Raises:
        InputError: anything else.

    Example:
        >>> landscape_from({"family": "product", "p": 1}).name
        'product_p1'
    """
    if isinstance(data, dict) and set(data) == {"family", "p"}:
        return named_landscape(data["family"], data["p"])
    if isinstance(data, dict) and set(data) == {"network", "random"}:
        instance, source = instance_from(data["network"], "network"), data["random"]
        if (
            isinstance(source, dict)
            and set(source) == {"samples", "seed"}
            and all(type(n) is int and n >= 0 for n in source.values())
        ):
            return network_landscape(instance, f"random:{source['samples']}:{source['seed']}")
    if (
        isinstance(data, dict)
        and set(data) == {"polynomial"}
        and isinstance(data["polynomial"], dict)
        and data["polynomial"]
    ):
        poly = TrigPoly.from_terms(data["polynomial"])
        return Landscape("polynomial", poly, polynomial_json(poly))
    needed = (
        '{"family": …, "p": …}, {"network": INSTANCE, "random": {"samples": …, "seed": …}} '
        'or {"polynomial": {INDEX: coefficient, …}}'
    )
    raise InputError(f"the loss must be {needed}.")
