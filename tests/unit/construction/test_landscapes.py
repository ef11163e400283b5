"""Complete landscapes of separable losses and of losses concave in the cosines; parities, MaxCut,
single minima.

Modules: construction/certify, construction/factorial, construction/parity, construction/vertices,
loss/jets.
"""

from fractions import Fraction
from itertools import combinations, product

import networkx as nx
import numpy as np
import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.certify import certify_minima, separated
from symqnn.construction.factorial import factorial_minima, latin_shifts, zeros
from symqnn.construction.parity import cut_size, maxcut, parity_family
from symqnn.construction.separable import separable_landscape
from symqnn.construction.targets import read_star
from symqnn.construction.theorem_2 import theorem_2
from symqnn.construction.vertices import vertex_landscape
from symqnn.errors import InputError, SizeError
from symqnn.model.ansatz import paper_experiment, random_network
from symqnn.model.correlation import CorrelationState
from symqnn.status import Status
from symqnn.univariate.one_angle import critical_points


def test_inflections_are_neither():
    # 2 sin φ - sin 2φ: derivative 2 cos φ - 2 cos 2φ vanishes doubly at φ = 0
    poly = TrigPoly.from_terms({"2": 2, "4": -1})
    kinds = sorted((point.kind, point.simple) for point in critical_points(poly).points)
    assert kinds == [("inflection", False), ("maximum", True), ("minimum", True)]


def test_constant_losses_are_refused_and_free_angles_named():
    with pytest.raises(InputError, match="constant"):
        separable_landscape(TrigPoly.constant(3, 2))
    landscape = separable_landscape(TrigPoly.from_terms({"10": 1}))
    assert (landscape.free, landscape.axes, landscape.count) == ((1,), (0,), 1)
    assert not landscape.nondegenerate
    assert landscape.indices is None


def test_mixed_terms_are_refused():
    with pytest.raises(InputError, match="not separable"):
        separable_landscape(TrigPoly.from_terms({"11": 1, "10": 1, "01": 1}))


def test_chain_of_the_test_vectors():
    """Chain p = 3, strengths r² = 4/25 on {12}, {23}, 1/25 on {1}: values (4/m) Σ r_S² [odd]."""
    made = parity_family(paper_experiment(3), {(0, 1): "2/5", (1, 2): "2/5", (0,): "1/5"})
    expected = sorted(
        Fraction(4, 6)
        * sum(
            r
            for subset, r in (
                ((0, 1), Fraction(4, 25)),
                ((1, 2), Fraction(4, 25)),
                ((0,), Fraction(1, 25)),
            )
            if sum(z[k] for k in subset) % 2
        )
        for z in product((0, 1), repeat=3)
    )
    found = [value for value, number in made.landscape.levels for _ in range(number)]
    assert found == expected
    assert made.landscape.count == 8


def test_stuck_vertices_are_not_global_and_not_improved():
    made = parity_family(paper_experiment(3), {(0, 1): "2/5", (1, 2): "2/5", (0,): "1/5"})
    total = made.construction.loss()
    assert made.landscape.stuck
    for vertex in made.landscape.stuck:
        point = made.landscape.point(vertex)
        here = total.at(point)
        assert here > 0
        angles = [np.arctan2(float(x.sin), float(x.cos)) for x in point]
        for k in range(3):  # brute force along each axis
            line = np.array(
                [[*angles[:k], t, *angles[k + 1 :]] for t in np.linspace(-np.pi, np.pi, 721)]
            )
            assert total.numeric(line).min() >= float(here) - 1e-9


def test_strengths_too_large():
    with pytest.raises(InputError, match="concave"):
        parity_family(paper_experiment(2), {(0,): 1, (0, 1): 1})


def test_vanishing_second_order_is_refused():
    with pytest.raises(InputError, match="zero on its diagonal"):
        vertex_landscape(TrigPoly.from_terms({"3": -1, "1": 4}), read_star([CirclePoint(1, 0)], 1))


@pytest.mark.parametrize("seed", range(4))
def test_maxcut_against_networkx(seed):
    vertices = 6 + 2 * (seed % 2)
    graph = nx.gnp_random_graph(vertices, 0.4, seed=seed)
    edges = [tuple(sorted(edge)) for edge in graph.edges]
    made = maxcut(paper_experiment(vertices), edges)
    best = max(
        nx.cut_size(graph, set(side))
        for size in range(vertices + 1)
        for side in combinations(range(vertices), size)
    )
    r_squared = made.construction.targets[-1].scale ** 2
    m = vertices + len(edges)
    assert made.landscape.levels[0][0] == 4 * r_squared * Fraction(len(edges) - best, m)
    for vertex in made.landscape.vertices[:16]:
        cut = cut_size(edges, vertex.signs)
        assert vertex.value == 4 * r_squared * Fraction(len(edges) - cut, m)


def test_triangle():
    levels = maxcut(paper_experiment(3), [(0, 1), (1, 2), (0, 2)], "2/5").landscape.levels
    assert levels == ((Fraction(4 * 4, 6 * 25), 6), (3 * Fraction(4 * 4, 6 * 25), 2))


def test_parity_states_are_correlation_states():
    made = parity_family(paper_experiment(2), {(0, 1): "1/2"})
    state = made.construction.dataset.samples[-1][0]
    assert isinstance(state, CorrelationState)
    dense = parity_family(
        paper_experiment(2).to_dense(), {(0, 1): "1/2"}, kappa=made.construction.kappa
    )
    assert dense.construction.loss() == made.construction.loss()


def test_correlation_state_is_checked():
    with pytest.raises(InputError, match="squared strength"):
        CorrelationState.make([0, 1], "11/10", [(1, 0, 0), (0, 1, 0)])
    with pytest.raises(InputError, match="squared length"):
        CorrelationState.make([0], "1/2", [(1, 0, 0), (1, 1, 0)])
    with pytest.raises(InputError, match="sorted"):
        CorrelationState.make([1, 0], "1/2", [(1, 0, 0), (0, 1, 0)])
    state = CorrelationState.make([0, 2], "-1/2", [(1, 0, 0), (0, "3/5", "4/5"), (0, 1, 0)])
    assert state.to_density().is_positive_semidefinite()
    assert state.to_density().trace() == 1


def test_minima_of_theorem_2_one_by_one():
    result = theorem_2(random_network(8, 3, seed=1), r_squared="1/5")
    made = result.construction
    found = certify_minima(
        made.qnn, made.dataset, result.landscape.points(), made.parts, move=False
    )
    assert found.status is Status.PROVED
    assert all(point.exact for point in found.minima)
    assert sorted(point.lower for point in found.minima) == [
        value for value, number in result.landscape.levels for _ in range(number)
    ]
    assert found.spurious == 7
    assert found.gap == result.landscape.gap


def test_saddles_and_moved_points():
    result = theorem_2(paper_experiment(2), [CirclePoint(1, 0)] * 2, r_squared="1/4")
    made = result.construction
    away = CirclePoint.from_half_tangent(Fraction(1, 50))
    refused = certify_minima(made.qnn, made.dataset, [[away, CirclePoint(1, 0)]], move=False)
    assert refused.status is Status.REFUTED
    assert (
        certify_minima(made.qnn, made.dataset, [[away, CirclePoint(1, 0)]]).status is Status.PROVED
    )
    flat = theorem_2(paper_experiment(1), [CirclePoint(1, 0)], r_squared="51/100").construction
    saddle = certify_minima(flat.qnn, flat.dataset, [[CirclePoint(-1, 0)]], move=False)
    assert saddle.status is Status.REFUTED
    twice = certify_minima(
        made.qnn, made.dataset, [[away, CirclePoint(1, 0)], [CirclePoint(1, 0)] * 2]
    )
    assert twice.status is Status.UNDECIDED


@pytest.mark.parametrize("p", [1, 2, 3])
def test_factorial_minima(p):
    made = factorial_minima(paper_experiment(p))
    assert made.holds
    assert len(made.result.minima) == made.expected


def test_factorial_minima_of_a_random_network():
    made = factorial_minima(random_network(8, 3, seed=1))
    assert made.holds
    assert made.expected == 48


def test_factorial_minima_p4():
    assert factorial_minima(paper_experiment(4)).holds


def test_zeros_are_zeros():
    shifts = latin_shifts((1, 1, 1))
    points = list(zeros(shifts, (1, 1, 1)))
    assert len(points) == 48
    assert separated(points, Fraction(1, 100))
    made = factorial_minima(paper_experiment(3))
    for target in made.construction.targets[:3]:
        poly = target.polynomial(made.construction.qnn.torus)
        assert all(poly.at(point) == 0 for point in points)


def test_factorial_bad_input():
    with pytest.raises(SizeError):
        factorial_minima(paper_experiment(7))
    with pytest.raises(InputError, match="differ by a multiple"):
        factorial_minima(paper_experiment(2), shifts=[[CirclePoint(1, 0)] * 2] * 2)
