"""Certified least values against numbers from outside: closed forms, the literature, exact
diagonalisation.

Modules: minimum/basis, minimum/boxes, minimum/conic, minimum/exact, minimum/ground,
minimum/interior, minimum/roads, minimum/search, minimum/squares, minimum/value, certificate/least.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from symqnn import QNN, State, TrigPoly, expectation, ground_energy, least_value
from symqnn.algebra.pauli import PauliSum
from symqnn.certificate.check import Check
from symqnn.certificate.critical import polynomial_json
from symqnn.checker import check
from symqnn.errors import ExactnessError, InputError, SizeError
from symqnn.landscape.mixed_volume import mixed_volume
from symqnn.minimum import roads
from symqnn.minimum.interior import Interior
from symqnn.minimum.roads import Limits
from symqnn.minimum.search import descents
from symqnn.minimum.squares import Squares, squares
from symqnn.minimum.value import LeastValue
from symqnn.model.ansatz import hardware_efficient, paper_experiment, qaoa, qaoa_like
from symqnn.model.instance_file import Instance
from symqnn.statements import least_value as statement
from symqnn.statements.landscapes import (
    Landscape,
    expectation_landscape,
    named_landscape,
    network_landscape,
)
from symqnn.statements.least_value import minimum
from symqnn.status import Status

# O'Malley et al., Phys. Rev. X 6, 031007 (2016), Table 1, R = 0.75 Å: the two-qubit Hamiltonian of
# H₂ in hartree
H2 = "2252/10000*II + 3435/10000*ZI - 4347/10000*IZ + 5716/10000*ZZ + 910/10000*XX + 910/10000*YY"
ISING = "ZZII + IZZI + IIZZ + XIII + IXII + IIXI + IIIX"
SMALL_GRAPHS = {
    "triangle": [(0, 1), (1, 2), (0, 2)],
    "ring of 4": [(0, 1), (1, 2), (2, 3), (3, 0)],
    "ring of 5": [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)],
    "path of 3": [(0, 1), (1, 2)],
    "star of 3": [(0, 1), (0, 2), (0, 3)],
    "K4": list(itertools.combinations(range(4), 2)),
    "diamond": [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)],
    "K33": [(a, 3 + b) for a in range(3) for b in range(3)],
}


def plus(n: int) -> State:
    return State.bloch([(1, 0, 0)] * n)


def qaoa_output(
    edges: list[tuple[int, int]], rounds: int, observable: str | None = None
) -> TrigPoly:
    network = qaoa(edges, rounds, observable)
    return expectation(network, plus(network.qubits))


def encloses(found: LeastValue, value: float, tolerance: float = 1e-8) -> bool:
    return float(found.lower) - tolerance <= value <= float(found.upper) + tolerance


def cut(found: LeastValue, edges: int) -> float:
    """The fraction of the edges that is cut, from the least ΣZZ."""
    return (1 - float(found.upper) / edges) / 2


@pytest.mark.parametrize("n", [4, 5, 6])
def test_qaoa_of_one_round_cuts_three_quarters_of_a_ring(n: int) -> None:
    found = least_value(qaoa_output([(k, (k + 1) % n) for k in range(n)], 1))
    assert found.status is Status.PROVED
    assert cut(found, n) == pytest.approx(3 / 4, abs=1e-7)


def test_qaoa_of_two_rounds_cuts_five_sixths_of_a_ring() -> None:
    found = least_value(qaoa_output([(k, (k + 1) % 6) for k in range(6)], 2))
    assert found.status is Status.PROVED
    assert encloses(found, -4)
    assert cut(found, 6) == pytest.approx(5 / 6, abs=1e-7)


def test_qaoa_on_3_regular_graphs_without_triangles() -> None:
    """Farhi, Goldstone, Gutmann (2014): 0.6924…; in closed form 1/2 + 1/(3√3)."""
    found = least_value(qaoa_output(SMALL_GRAPHS["K33"], 1))
    assert found.status is Status.PROVED
    assert cut(found, 9) == pytest.approx(1 / 2 + 1 / (3 * math.sqrt(3)), abs=1e-8)
    assert cut(found, 9) == pytest.approx(0.6924501, abs=1e-7)


@pytest.mark.slow
def test_qaoa_of_two_rounds_on_3_regular_graphs_of_large_girth() -> None:
    """Farhi, Goldstone, Gutmann (2014): 0.7559, from the tree that an edge sees."""
    edges, last, number = [(0, 1)], [0, 1], 2
    for _ in range(2):
        fresh = list(range(number, number + 2 * len(last)))
        edges += [(vertex, fresh[2 * k + side]) for k, vertex in enumerate(last) for side in (0, 1)]
        last, number = fresh, number + len(fresh)
    found = least_value(qaoa_output(edges, 2, "ZZ" + "I" * 12))
    assert found.status is Status.PROVED
    assert cut(found, 1) == pytest.approx(0.7559, abs=5e-5)


@pytest.mark.parametrize("name", SMALL_GRAPHS)
def test_small_graphs_with_or_without_isolated_minimisers(name: str) -> None:
    """Where minimisers form curves there is no list of critical points; the least value is
    certified all the same.
    """
    poly = qaoa_output(SMALL_GRAPHS[name], 1)
    found = least_value(poly)
    assert found.status is Status.PROVED
    grid = np.stack(np.meshgrid(*[np.linspace(0, 2 * np.pi, 160)] * 2, indexing="ij"), -1)
    assert float(found.lower) <= poly.numeric_phases(grid).min() + 1e-12


@pytest.mark.parametrize("n", [3, 4, 5, 9, 10])
def test_xy_rings(n: int) -> None:
    """Σ cos(φ_k - φ_{k+1}) around a ring: -n for even n, -n cos(π/n) for odd n; a circle of
    minimisers, sparse.
    """
    terms: dict[tuple[int, ...], int] = {}
    for k, digit in itertools.product(range(n), (1, 2)):
        terms[tuple(digit if q in (k, (k + 1) % n) else 0 for q in range(n))] = 1
    found = least_value(TrigPoly.from_terms(terms))
    assert found.status is Status.PROVED
    assert encloses(found, -n if n % 2 == 0 else -n * math.cos(math.pi / n))
    assert found.gap < Fraction(1, 10**6)


@pytest.mark.parametrize(("p", "number"), [(2, 8), (3, 48), (4, 384)])
def test_multilinear_forms_have_as_many_critical_points_as_singular_vector_tuples(
    p: int, number: int
) -> None:
    """Friedland and Ottaviani (2014): p! singular vector tuples of a 2 × … × 2 tensor, each 2^p
    points of the torus.
    """
    corners = list(itertools.product((-1, 1), repeat=p))
    assert mixed_volume([corners] * p) == number
    assert number == math.factorial(p) * 2**p


def test_the_least_value_of_a_multilinear_form_is_minus_the_spectral_norm() -> None:
    """A 2 × 2 × 2 tensor: the greatest singular value over its first vector, by a fine grid."""
    entries = np.random.default_rng(3).integers(-4, 5, (2, 2, 2))
    poly = TrigPoly.from_terms(
        {
            tuple(1 + e for e in index): int(entries[index])
            for index in np.ndindex(2, 2, 2)
            if entries[index]
        },
        angles=3,
    )
    x = np.linspace(0, math.pi, 20001)
    matrices = np.tensordot(np.stack((np.cos(x), np.sin(x)), axis=1), entries, axes=(1, 0))
    norm = float(np.linalg.svd(matrices, compute_uv=False)[:, 0].max())
    found = least_value(poly)
    assert found.status is Status.PROVED
    assert encloses(found, -norm, 1e-6)


def test_h2_against_exact_diagonalisation() -> None:
    """A layer of rotations misses the ground state of H₂ by at least 20 millihartree; the unitary
    coupled cluster does not.
    """
    matrix = sum(float(value) * word_matrix(word) for word, value in PauliSum.from_text(H2).terms())
    exact = float(np.linalg.eigvalsh(matrix)[0])
    assert exact == pytest.approx(-1.1456, abs=1e-4)
    product = hardware_efficient(2, 0, rotations=["Y"], observable=H2)
    energy = ground_energy(product)
    assert float(energy.lower) - 1e-12 <= exact <= float(energy.upper) + 1e-12
    made = minimum(expectation_landscape(Instance("h2", product, State.zero(2))), product)
    assert made.result.status is Status.PROVED
    near, far = made.distance or (Fraction(0), Fraction(0))
    assert Fraction(2, 100) < near <= far < Fraction(22, 1000)
    assert "ground state is not reached" in check(made.result.certificate).summary
    coupled = QNN(["XY"], H2)  # exp(-iθ X₀Y₁) on |10⟩ or |01⟩
    state = State.pure([0, 0, 1, 0])
    reached = minimum(expectation_landscape(Instance("h2", coupled, state)), coupled)
    assert encloses(reached.found, exact)
    assert (reached.distance or (1, 1))[0] == 0


def word_matrix(word: str) -> np.ndarray:
    letters = {
        "I": np.eye(2),
        "X": np.array([[0, 1], [1, 0]]),
        "Y": np.array([[0, -1j], [1j, 0]]),
        "Z": np.diag([1, -1]),
    }
    result = np.eye(1)
    for letter in word:
        result = np.kron(result, letters[letter])
    return result


def test_qiskit_ansatz_for_h2() -> None:
    library = pytest.importorskip(
        "qiskit.circuit.library", reason="qiskit is not installed: the ansatz is Qiskit's"
    )
    circuit = library.real_amplitudes(2, reps=1)
    network = QNN.from_circuit(circuit, H2)
    made = minimum(expectation_landscape(Instance("h2", network, State.zero(2))), network)
    assert made.result.status is Status.PROVED
    near, far = made.distance or (Fraction(0), Fraction(0))
    assert near == 0
    assert far < Fraction(1, 10**5)
    assert check(made.result.certificate).status == "VERIFIED"


@pytest.mark.slow
def test_qiskit_ansatz_for_four_ising_sites() -> None:
    """Eight angles: the least value within 10⁻⁶, and the ground state is certainly not reached."""
    library = pytest.importorskip(
        "qiskit.circuit.library", reason="qiskit is not installed: the ansatz is Qiskit's"
    )
    circuit = library.real_amplitudes(4, reps=1)
    network = QNN.from_circuit(circuit, ISING)
    made = minimum(expectation_landscape(Instance("ising", network, State.zero(4))), network)
    assert made.result.status is Status.PROVED
    assert made.effort == 1
    matrix = sum(
        float(value) * word_matrix(word) for word, value in PauliSum.from_text(ISING).terms()
    )
    exact = float(np.linalg.eigvalsh(matrix)[0])
    ground = made.ground
    assert ground is not None
    assert float(ground.lower) <= exact + 1e-12 <= float(ground.upper) + 2e-12
    assert ground.lower <= made.found.upper
    near, far = made.distance or (Fraction(0), Fraction(0))
    assert Fraction(24539, 10**6) < near < far < Fraction(24540, 10**6)
    verdict = check(made.result.certificate)
    assert verdict.status == "VERIFIED"
    assert verdict.summary.endswith("the ground state is not reached")


@pytest.mark.parametrize(("sites", "lists", "size"), [(3, 16, 4), (4, 32, 8)])
def test_vqe_of_the_ising_chain_is_divided_by_its_symmetries(
    sites: int, lists: int, size: int
) -> None:
    """All 2p angles at once: as many Gram matrices as the commuting reflections and half turns
    have signs; the value agrees with many descents.
    """
    words = ["I" * k + "ZZ" + "I" * (sites - k - 2) for k in range(sites - 1)]
    words += ["I" * k + "X" + "I" * (sites - k - 1) for k in range(sites)]
    network = hardware_efficient(sites, 1, rotations=["Y"], observable=" + ".join(words))
    poly = expectation(network, State.zero(sites))
    chosen = squares(poly, [tuple(range(2 * sites))], "")
    assert (len(chosen.blocks), chosen.largest) == (lists, size)
    found = least_value(poly)
    assert found.status is Status.PROVED
    starts = 2 * np.pi * np.random.default_rng(5).random((40, poly.angles))
    assert encloses(found, float(descents(poly, starts)[1].min()), 1e-7)


@pytest.mark.slow
def test_ten_angles_of_the_ising_chain() -> None:
    """Five sites: 64 Gram matrices 16 × 16, within the checkers' default budget."""
    words = ["ZZIII", "IZZII", "IIZZI", "IIIZZ", "XIIII", "IXIII", "IIXII", "IIIXI", "IIIIX"]
    network = hardware_efficient(5, 1, rotations=["Y"], observable=" + ".join(words))
    made = minimum(expectation_landscape(Instance("ising", network, State.zero(5))))
    assert made.result.status is Status.PROVED
    assert made.effort == 1
    assert encloses(made.found, -5.830040468, 1e-7)


@pytest.mark.parametrize("n", [4, pytest.param(5, marks=pytest.mark.slow)])
def test_angles_of_their_own_change_nothing_on_a_ring(n: int) -> None:
    """Every gate of one round with its own angle: as with shared angles, the gap 10⁻⁶."""
    poly = expectation(qaoa_like([(k, (k + 1) % n) for k in range(n)], 1), plus(n))
    found = least_value(poly)
    assert found.status is Status.PROVED
    assert encloses(found, -2 if n == 4 else -3)


def test_a_check_beyond_the_default_budget_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """PROVED, but not plainly: which --effort it needs; UNDECIDED if none is enough."""
    poly = TrigPoly.from_terms(RIDGE)
    landscape = Landscape("ridge", poly, polynomial_json(poly))
    for effort, status, said in (
        (16, Status.PROVED, "symqnn check --effort 16"),
        (None, Status.UNDECIDED, "beyond --effort 100"),
    ):
        answer = Check("VERIFIED" if effort else "UNSUPPORTED", "", "", "")
        monkeypatch.setattr(
            statement, "check_with_effort", lambda *_, found=(answer, effort): found
        )
        made = minimum(landscape)
        assert (made.effort, made.result.status) == (effort, status)
        assert said in made.result.found


def test_what_is_not_verified_is_not_proved() -> None:
    poly = TrigPoly.from_terms(RIDGE)
    made = minimum(Landscape("ridge", poly, polynomial_json(poly)), checked=False)
    assert made.found.status is Status.PROVED
    assert (made.result.status, made.check, made.effort) == (Status.UNDECIDED, None, None)
    assert made.result.found.endswith("; not checked")
    rejected = statement.with_verdict(made, Check("REJECTED", "claim", "is wrong", ""), 1)
    assert rejected.result.status is Status.UNDECIDED
    assert rejected.result.found.endswith("the checker says REJECTED at claim: is wrong")
    verified = statement.with_verdict(rejected, Check("VERIFIED", "", "", "fine"), 1)
    assert verified.result.status is Status.PROVED
    assert "check" not in verified.result.found


@pytest.mark.parametrize("seed", range(6))
def test_squares_and_boxes_agree(seed: int) -> None:
    """Two proofs that share nothing but the polynomial enclose the same number."""
    rng = np.random.default_rng(seed)
    terms = {index: int(rng.integers(-5, 6)) for index in itertools.product(range(5), repeat=2)}
    poly = TrigPoly.from_terms(terms)
    first, second = (
        least_value(poly, method="squares"),
        least_value(poly, method="boxes", gap="1/10"),
    )
    assert first.status is Status.PROVED
    assert second.status is Status.PROVED
    assert max(first.lower, second.lower) <= min(first.upper, second.upper)


def test_a_general_solver_gives_the_same_bound() -> None:
    pytest.importorskip("clarabel", reason="clarabel is not installed: pip install clarabel")
    network = paper_experiment(2)
    poly = network_landscape(Instance("experiment", network, State.zero(2)), "random:6:1").poly
    built_in, general = least_value(poly), least_value(poly, solver="clarabel")
    assert built_in.status is general.status is Status.PROVED
    assert abs(built_in.lower - general.lower) < Fraction(1, 10**5)
    assert "clarabel" in general.attempts[-1].said  # no boxes were needed


RIDGE = {"11": 1, "20": 1, "02": "1/3"}


@pytest.mark.parametrize("method", ["auto", "squares"])
def test_without_the_extra_the_general_solver_is_an_attempt_without_a_bound(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """UNDECIDED, with the gap and what was tried; boxes are another road and need no solver."""
    monkeypatch.setitem(__import__("sys").modules, "clarabel", None)
    found = least_value(TrigPoly.from_terms(RIDGE), "1/10", method=method, solver="clarabel")
    assert "pip install clarabel" in found.attempts[0].said
    assert found.attempts[0].lower is None
    if method == "squares":
        assert found.status is Status.UNDECIDED
        assert found.lower == -(1 + 1 + Fraction(1, 3))
        assert found.gap > found.goal
    else:
        assert found.status is Status.PROVED
        assert "boxes" in found.attempts[-1].name


def _nothing(poly: TrigPoly, chosen: Squares, *_: object) -> Interior:
    grams = tuple(np.full((len(basis), len(basis)), np.nan) for basis in chosen.blocks)
    return Interior(math.nan, grams, 1, math.nan)


def _breaks(*_: object) -> Interior:
    raise np.linalg.LinAlgError("Eigenvalues did not converge")


def _far_off(poly: TrigPoly, chosen: Squares, *_: object) -> Interior:
    grams = tuple(-1e6 * np.eye(len(basis)) for basis in chosen.blocks)
    return Interior(0.0, grams, 1, 1.0)


@pytest.mark.parametrize(
    ("solver", "said"),
    [(_nothing, "not finite"), (_breaks, "did not converge"), (_far_off, "duality gap")],
)
def test_a_solver_that_fails_leaves_the_gap_and_says_so(
    solver: Callable[..., Interior], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No Gram matrix, an exception, or one that is far from a proof: UNDECIDED, the bounds hold all
    the same.
    """
    monkeypatch.setattr(roads, "interior", solver)
    poly = TrigPoly.from_terms(RIDGE)
    made = minimum(Landscape("ridge", poly, polynomial_json(poly)), method="squares")
    assert made.result.status is Status.UNDECIDED
    assert said in made.found.attempts[0].said
    assert "the bounds are proved all the same" in made.result.details[0]
    assert made.found.gap > made.found.goal
    assert check(made.result.certificate).status == "VERIFIED"


def test_too_many_terms_are_refused_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symqnn.minimum.value.MAX_TERMS", 2)
    with pytest.raises(InputError, match="3 terms; at most 2"):
        least_value(TrigPoly.from_terms(RIDGE))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"gap": 0.5}, ExactnessError, r"Fraction\(1, 2\)"),
        ({"gap": 0}, InputError, "positive"),
        ({"method": "magic"}, InputError, "squares"),
        ({"solver": "magic"}, InputError, "built-in"),
    ],
)
def test_bad_arguments(arguments: dict[str, object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        least_value(TrigPoly.from_terms({"1": 1}), **arguments)  # type: ignore[arg-type]


def test_bad_polynomials() -> None:
    with pytest.raises(InputError, match="TrigPoly"):
        least_value("cos")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="at most 16"):
        least_value(TrigPoly.from_terms({"1" * 17: 1}))
    with pytest.raises(SizeError, match="256"):
        ground_energy(paper_experiment(9))


def test_indices_that_are_no_63_bit_numbers_are_refused() -> None:
    """Sixteen angles of frequency 6: no sum of squares is tried, the bounds are those of the
    coefficients, and the reason is said.
    """
    terms = {
        tuple(digit if q in (k, k + 1) else 0 for q in range(16)): 1
        for k in range(15)
        for digit in (11, 12)
    }
    terms[(1, *(0,) * 15)] = 5  # so that the frequencies have no common divisor in the first angle
    found = least_value(TrigPoly.from_terms(terms))
    assert found.status is Status.UNDECIDED
    assert any("too many for sums of squares" in attempt.said for attempt in found.attempts)


def test_constant_losses() -> None:
    found = least_value(TrigPoly.from_terms({"00": "7/3"}))
    assert (found.lower, found.upper, found.status) == (
        Fraction(7, 3),
        Fraction(7, 3),
        Status.PROVED,
    )
    made = minimum(
        Landscape(
            "zero",
            TrigPoly.constant(0, 2),
            {"kind": "polynomial", "parameters": ["a", "b"], "units": ["1", "1"], "terms": {}},
        )
    )
    assert check(made.result.certificate).status == "VERIFIED"


def test_budgets_end_with_the_best_bounds() -> None:
    """No time, no large Gram matrix: UNDECIDED, with bounds that are proved and the reason."""
    poly = named_landscape("latin", 3).poly
    for limits, reason in ((Limits(seconds=1e-9), "used up"), (Limits(size=1, boxes=1), "above 1")):
        found = least_value(poly, limits=limits)
        assert found.status is Status.UNDECIDED
        assert found.lower <= 0 <= found.upper
        assert any(reason in attempt.said for attempt in found.attempts)


def test_relaxations_use_the_sign_symmetries() -> None:
    """QAOA's outputs do not change when all angles change their signs: two Gram matrices of half
    the size.
    """
    poly = qaoa_output([(k, (k + 1) % 6) for k in range(6)], 2)
    assert [len(basis) for basis in squares(poly, [(0, 1, 2, 3)], "").blocks] == [8, 8]
