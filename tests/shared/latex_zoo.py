"""One of every kind of object that can be written as LaTeX, with its options: (name, LaTeX)."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from symqnn import (
    QNN,
    CirclePoint,
    Dataset,
    PauliSum,
    State,
    TrigPoly,
    dataset_for,
    expand,
    expectation,
    factored_expectation,
    factorial_minima,
    failure_bound,
    frequency_minima,
    gram_factors,
    gram_matrix,
    least_value,
    lemma_3,
    linear_independence,
    many_minima,
    maxcut,
    parity_family,
    probability,
    theorem_2,
    uniform_bound,
)
from symqnn.algebra.latex import LatexRepr
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.torus import Torus
from symqnn.construction.trap import find_trap
from symqnn.experiments.outcome import Table
from symqnn.haar.failure_bounds import Road
from symqnn.haar.moments import moments
from symqnn.haar.verdict import bounds_latex, bounds_row
from symqnn.landscape.point_bounds import ladder
from symqnn.landscape.system import circle_system, half_tangent_system, laurent_equations
from symqnn.loss.derivatives import gradient
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment, qaoa, qudits, random_network
from symqnn.model.correlation import CorrelationState
from symqnn.model.dataset import random_dataset
from symqnn.model.instance_file import Instance, Source
from symqnn.report.expansion import expansion_latex
from symqnn.report.formulas import FORMULAS, GENERAL, formula
from symqnn.report.gram import rank_latex
from symqnn.report.haar_latex import haar_latex
from symqnn.statements.landscapes import named_landscape
from symqnn.statements.result import results_latex
from symqnn.statements.theorem_7 import answer
from symqnn.statements.typical import Question
from symqnn.statements.typical import answer as haar_answer

SUMS: list[dict[str, object]] = [
    {},
    {"order": "degree", "common_denominator": True},
    {"order": "coefficient", "width": 30},
    {"width": 0, "limit": 2, "name": "A"},
]
NAMED: list[dict[str, object]] = [{"common_denominator": True, "name": r"f(\theta)"}]
NAMES = Torus(("gamma[0]", "θ12", "β", "rot_3", "my angle%"), ("1/2", 2, 3, 1, "5/7"))
BIG = Fraction(10**90 + 7, 3 * 10**70 + 1)


@cache
def objects() -> tuple[tuple[LatexRepr, list[dict[str, object]]], ...]:
    """Objects and the options each is written with."""
    mixed = QNN(["ZI", "3/5*IX + 4/5*IZ"], "(Y+I)(Y + 2*Z)")
    product, dependent, dense = (
        paper_experiment(3),
        QNN(["ZI", "IZ"], "YY"),
        random_network(4, 2, seed=1),
    )
    data = random_dataset(2, 5, seed=1)
    poly = loss(paper_experiment(2), data)
    wide = TrigPoly.from_terms(
        {"0" * k + "12" + "0" * (6 - k): Fraction((-1) ** k * (k + 2), 7 * k + 3) for k in range(7)}
        | {"00000000": BIG}
    )
    states = [
        State.zero(2), State.bloch([(0, 0, 0), ("3/5", 0, "4/5"), (0, 0, -1)]),
        State.pure([1, 0, 0, "-i"]), State.pure(["1+i", 2, "1/2*i"]),
        State.density([["1/2", "i/3"], ["-i/3", "1/2"]]),
        CorrelationState.make([0, 2], "1/2", [(1, 0, 0), (0, 0, 1), ("3/5", "4/5", 0)]),
        State.pure([1] * 128), State.bloch([("3/5", "4/5", 0), (0, 1, 0)] * 12),
    ]  # fmt: skip
    found = answer(named_landscape("latin", 2), external=False)
    haar = haar_answer(Question(2, 8, table=True))
    latin = factorial_minima(paper_experiment(2))
    parities = parity_family(paper_experiment(2), {(0,): "1/5", (0, 1): "1/2"})
    unit = CirclePoint("3/5", "-4/5")
    commuting = QNN(["1/2*ZI + 1/2*IZ"], "XX", ["gamma"])
    shared = QNN(
        ["1/2*ZZ", "1/2*XI", "1/2*IX"],
        "ZI + XY",
        angles=["gamma[0]", "beta/2 - 0.3", "2*gamma[0] - beta + pi/2"],
        round_angles=True,
    )
    named = TrigPoly.from_terms({"12345": 1, "60000": "-1/3", "00Z00": BIG}, torus=NAMES)
    listed: list[tuple[LatexRepr, list[dict[str, object]]]] = [
        *((PauliSum.from_text(text), [*SUMS, {"tensor": True}])
            for text in ("-X", "I", "1/2*XX - 3*ZI + IY - 5/7*YZ", "II", "-XYZI + 2/3*IIIZ")),
        (PauliSum.zero(2), SUMS), (PauliSum.from_words({"XY": BIG, "ZZ": -BIG}), SUMS),
        *((TensorProduct.from_text(text), [{}, {"name": "M"}])
            for text in ("(Y+I)^64", "X", "-Z(X+2*Z)I", "(1/2*X-Y)(1/2*X-Y)ZZ")),
        *((matrix, [{}, {"common_denominator": False}, {"limit": 3, "name": "A"}]) for matrix in (
            GaussianMatrix.from_rows([["1/2", "-i/2"], ["1/2*i", "1/2+i"]]),
            GaussianMatrix.identity(12), GaussianMatrix.diagonal(range(-5, 6)),
            dense.generators[0], GaussianMatrix.diagonal([BIG] * 4))),
        (unit, [{}, {"name": r"\theta_{1}^{*}"}]),
        *((value, [*SUMS, *NAMED]) for value in (poly, named, wide, TrigPoly.from_terms({}, 2),
            TrigPoly.constant("-1/2", 1), *gradient(poly))),
        (factored_expectation(product, State.bloch([("3/5", "4/5", 0), (0, 1, 0), (0, 0, 1)])),
            [{}, {"name": "f"}]),
        *((expand(network), [{"form": form, "limit": limit}
                for form in ("operators", "sum") for limit in (4, 100)])
            for network in (mixed, product, dependent, dense, commuting, shared, qudits(1, 2),
                qaoa([(0, 1), (1, 2)], 1))),
        *((network, [{}, {"limit": 1}])
            for network in (mixed, product, dense, paper_experiment(40), QNN(["-X"], "Z"),
                qudits(2, 2), commuting, shared)),
        *((state, [{}, {"name": r"\rho"}]) for state in states),
        *((dataset, [{}, {"limit": 2}])
            for dataset in (data, Dataset.from_samples([(states[0], 1)]), random_dataset(9, 3, 1))),
        *((gram_matrix(network), [{}, {"common_denominator": False, "limit": 4, "blocks": 3}])
            for network in (mixed, product, dependent, dense, shared, qudits(1, 2),
                random_network(8, 3, seed=3))),
        *((gram, [{}]) for _, gram in gram_factors(product)),
        *((linear_independence(network), [{}])
            for network in (product, dependent, random_network(6, 3, seed=2), commuting, shared,
                qudits(1, 2))),
        *((system, [{}, {"limit": 3}])
            for system in (
                circle_system(poly), half_tangent_system(poly), laurent_equations(poly))),
        *((rung, [{}]) for rung in ladder(poly)),
        (found, [{}, {"limit": 4}]), (found.found, [{"limit": 100}]),
        (next(found.found.points()), [{}]),
        (answer(named_landscape("product", 3), external=False), [{}]),
        (theorem_2(paper_experiment(3), r_squared="1/5"), [{}]), (lemma_3(QNN(["Z"], "Y+I")), [{}]),
        (theorem_2(paper_experiment(20)).landscape, [{}, {"limit": 3}]),
        (parities, [{}]), (parities.landscape, [{}]),
        (maxcut(paper_experiment(3), [(0, 1), (1, 2), (0, 2)]), [{}]),
        (latin, [{}, {"limit": 2}]), (latin.result, [{}]), (latin.result.minima[0], [{}]),
        (latin.result.minima[-1], [{}]),
        (theorem_2(qudits(1, 2)), [{}]), (factorial_minima(qudits(1, 2)), [{}]),
        (frequency_minima(qudits(1, 2)), [{}]),
        (many_minima(paper_experiment(2)), [{}]),
        (least_value(TrigPoly.from_terms({"1": 1})), [{}]),
        (dataset_for(QNN(["Z"], "Y+I"), TrigPoly.from_terms({"1": -1})), [{}]),
        *((trap.rest, [{}]) for trap in map(find_trap, (QNN(["ZI", "IZ"], "Y(Y+I)"), shared))
            if trap.rest),
        (Table("t", ("k", "|grad L|_∞"), ((1, 0.5), ("3/20", 1e-9))), [{}, {"limit": 1}]),
        *((moments(xi, eta, unbalanced), [{}])
            for xi, eta, unbalanced in (("1", "1", True), ("11", "22", False),
                ("112", "112", False), ("0", "1", False))),
        *((failure_bound(p, road), [{}]) for p in (1, 2, 3) for road in Road),
        (failure_bound(2).function, [{}, {"name": "f"}]), (uniform_bound(), [{}]),
        *((probability(p, d), [{}]) for p, d in ((1, 2), (3, 6), (3, 4), (3, 8))),
        (bounds_row(2), [{}]), *((result, [{}]) for result in haar.results),
    ]  # fmt: skip
    return tuple(listed)


def strings() -> Iterator[tuple[str, str]]:
    """Names and LaTeX of everything, as a formula and as a display."""
    for number, (thing, choices) in enumerate(objects()):
        for options in choices:
            for display in (False, True):
                yield (
                    f"{number} {type(thing).__name__} {options}",
                    thing.to_latex(display=display, **options),
                )
    yield from FORMULAS.items()
    yield from (
        (f"{statement}, general", formula(statement, general=True))
        for statement in (*FORMULAS, *GENERAL)
    )
    yield "bounds table", bounds_latex([bounds_row(p) for p in (1, 2, 3)])
    instance = Instance(
        "a_b%", QNN(["ZI", "IZ"], "(Y+I)(1/2*Y-I)"), State.bloch([("3/5", "4/5", 0), (0, 1, 0)])
    )
    for form in ("operators", "sum"):
        yield f"expand {form}", expansion_latex(instance, 100, form, "coefficient", True)
    circuit = QNN(
        ["1/2*ZZ", "1/2*XI", "1/2*IX"],
        "ZZ + 1/2*XI",
        angles=["gamma", "2*beta + 0.3", "2*beta"],
        round_angles=True,
    )
    named = Instance("QAOA", circuit, State.bloch([("3/5", 0, "4/5"), (1, 0, 0)]), Source("(Z+I)X"))
    yield "expand a circuit", expansion_latex(named, 100)
    yield (
        "expand factored",
        expansion_latex(
            Instance("large", paper_experiment(12), State.bloch([("3/5", "4/5", 0)] * 12)), 100
        ),
    )
    yield "rank", rank_latex(instance.qnn)
    haar = haar_answer(Question(2, 8, table=True))
    yield "haar", haar_latex(haar)
    yield "haar unbalanced", haar_latex(haar_answer(Question(1, 5, 2)))
    yield "results", results_latex(haar.results)
    yield "output", expectation(instance.qnn, instance.state).to_latex(name="f", display=True)
