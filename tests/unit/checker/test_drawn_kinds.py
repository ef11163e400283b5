"""Kinds on drawn general networks: certificates are made here from floating-point ranks and values,
on no road of the checker's.
"""

import random
from fractions import Fraction

import general_networks as drawn
import numpy as np
import pytest
from plain_certificates import ROOT, Q, certificate

from symqnn.checker import check
from symqnn.checker.mathematics.expand import expansion
from symqnn.checker.mathematics.frequencies import number_of_vectors
from symqnn.checker.mathematics.lines import LossAt
from symqnn.checker.mathematics.loss import polynomial, read_training
from symqnn.checker.trusted.network import read_network
from symqnn.checker.trusted.reading import Node, index_text


def numeric_rank(json, network):
    """Rank of the span of M(theta) - mean over many points: that of the components with k != 0."""
    rng = np.random.default_rng(5)
    points = rng.uniform(-40, 40, (network.dimension**2 + 12, len(network.units)))
    samples = np.array([drawn.numeric(json, theta).ravel() for theta in points])
    # differences of samples span the components with k != 0: M(theta) - M(0) has no constant part
    # left out
    return int(
        np.linalg.matrix_rank(samples[1:] - samples[0], tol=1e-7 * max(1, np.abs(samples).max()))
    )


def small(seed):
    rng = random.Random(1000 + seed)
    while True:
        json = (
            drawn.pauli_network(rng, qubits=2, p=rng.randint(1, 2))
            if seed % 2
            else drawn.matrix_network(rng, d=3, p=rng.randint(1, 2))
        )
        if drawn.highest_frequency(json) < 4.5:
            return json


@pytest.mark.parametrize("seed", range(40))
def test_independence_is_verified_exactly_where_the_rank_is_full(seed):
    json = small(seed)
    network = read_network(Node(json))
    number = number_of_vectors(network) - 1
    claim = {"independent": True, "operators": str(number)}
    witness = {"modulus": str(Q), "root": str(ROOT)} | (
        {"blocks": [list(range(network.qubits))]} if network.qubits else {}
    )
    verdict = check(certificate("independence", "definition-1", {"network": json}, claim, witness))
    assert (verdict.status == "VERIFIED") == (numeric_rank(json, network) == number), verdict


def relations_of(json, network):
    """Rational relations between the A_e, e != 0, by elimination on their entries."""
    table = {index: a for index, a in expansion(network).items() if any(index)}
    columns = sorted({word for a in table.values() for word in a.numerators()})
    indices, found, basis = sorted(table), [], []
    for index in indices:
        a = table[index]
        real, imaginary = a.spread(columns)
        row = [Fraction(x, a.denominator) for x in (*real, *imaginary)]
        weights = {index: Fraction(1)}
        for pivot, other, others in basis:
            if row[pivot]:
                factor = row[pivot] / other[pivot]
                row = [x - factor * y for x, y in zip(row, other, strict=True)]
                for key, value in others.items():
                    weights[key] = weights.get(key, Fraction(0)) - factor * value
        pivot = next((k for k, x in enumerate(row) if x), None)
        if pivot is None:
            found.append({key: value for key, value in weights.items() if value})
        else:
            basis.append((pivot, row, weights))
    return found


def integers(relation):
    common = int(np.lcm.reduce([value.denominator for value in relation.values()]))
    return {index_text(index): str(int(value * common)) for index, value in relation.items()}


@pytest.mark.parametrize("seed", range(40))
def test_targets_are_unreachable_by_the_relations_only(seed):
    json = small(seed)
    network = read_network(Node(json))
    for relation in relations_of(json, network)[:3]:
        chosen = next(iter(relation))
        target, witness = {index_text(chosen): "1"}, {"relations": [integers(relation)]}
        made = certificate(
            "unreachable", "equation-18", {"network": json}, {"targets": [target]}, witness
        )
        assert check(made).status == "VERIFIED"
        # the operators themselves, as coefficients tr(D A_e), respect every relation
        rng = np.random.default_rng(seed)
        size = network.dimension
        d = rng.integers(-3, 4, (size, size))
        d = d + d.T
        values = {index: traced(d, a) for index, a in expansion(network).items() if any(index)}
        reachable = {index_text(index): str(value) for index, value in values.items() if value}
        if reachable:
            made["claim"]["targets"] = [reachable]
            assert check(made).status == "REJECTED"


def traced(d, operator):
    """tr(D A), exactly, for a real symmetric D of integers."""
    if isinstance(operator.basis, int):
        return Fraction(
            sum(int(x) * y for x, y in zip(d.ravel(), operator.real, strict=True)),
            operator.denominator,
        )
    numbers = [round(np.trace(d @ drawn.word(text)).real) for text in operator.basis]
    return Fraction(
        sum(x * y for x, y in zip(numbers, operator.real, strict=True)), operator.denominator
    )


def dataset(seed):
    rng = random.Random(seed)
    json = small(seed)
    samples = []
    for _ in range(rng.randint(1, 3)):
        if json["kind"] == "pauli":
            vectors = [
                [str(Fraction(rng.randint(-5, 5), 10)) for _ in range(3)]
                for _ in range(json["qubits"])
            ]
            state = {"kind": "bloch", "vectors": vectors}
        else:
            state = {
                "kind": "pure",
                "amplitudes": [[str(rng.randint(-2, 2)), "1"] for _ in range(json["dimension"])],
            }
        samples.append({"state": state, "label": str(Fraction(rng.randint(-4, 4), 3))})
    return {"network": json, "samples": samples, "parts": [len(samples)]}


def density(state):
    if state["kind"] == "pure":
        vector = np.array([int(x) + 1j * int(y) for x, y in state["amplitudes"]])
        return np.outer(vector, vector.conj()) / (vector.conj() @ vector).real
    rho = np.eye(1)
    for vector in state["vectors"]:
        rho = np.kron(
            rho,
            (
                drawn.word("I")
                + sum(
                    float(Fraction(x)) * drawn.word(axis)
                    for x, axis in zip(vector, "XYZ", strict=True)
                )
            )
            / 2,
        )
    return rho


def loss(data, theta):
    m = drawn.numeric(data["network"], theta)
    return np.mean(
        [
            (np.trace(density(s["state"]) @ m).real - float(Fraction(s["label"]))) ** 2
            for s in data["samples"]
        ]
    )


@pytest.mark.parametrize("seed", range(30))
def test_the_polynomial_of_a_loss_and_its_derivatives(seed):
    data = dataset(seed)
    training = read_training(Node(data))
    poly, units = polynomial(training), training.network.units
    assert check(
        certificate(
            "expansion",
            "loss",
            data,
            {"coefficients": {index_text(e): str(x) for e, x in poly.items()}},
            {},
        )
    ).status in ("VERIFIED", "UNSUPPORTED")
    rng = random.Random(seed)
    point = []
    for _ in units:
        t = Fraction(rng.randint(-30, 30), 10)
        point.append(((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)))
    phi = np.array([np.arctan2(float(s), float(c)) for c, s in point])
    theta = phi / np.array([float(unit) for unit in units])

    def value(angles):
        return sum(float(x) * drawn.basis(index, angles) for index, x in poly.items())

    scale = 1 + sum(abs(float(x)) for x in poly.values())
    assert abs(loss(data, theta) - value(phi)) < 1e-9 * scale
    found, h, eye = LossAt(training).at(point), 1e-4, np.eye(len(phi))
    assert abs(found.value / found.denominator - value(phi)) < 1e-9 * scale
    for a in range(len(phi)):
        slope = (value(phi + h * eye[a]) - value(phi - h * eye[a])) / (2 * h)
        assert abs(found.gradient[a] / found.denominator - slope) < 1e-4 * scale
        for b in range(len(phi)):
            mixed = sum(
                s * t * value(phi + h * (s * eye[a] + t * eye[b])) for s in (1, -1) for t in (1, -1)
            ) / (4 * h * h)
            assert abs(found.hessian[a][b] / found.denominator - mixed) < 1e-3 * scale
