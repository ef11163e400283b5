"""Training sets: exact states with exact labels, every sample of weight 1/m."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from symqnn.algebra.exact import rational, short
from symqnn.algebra.latex import LatexRepr, Row, equation, left_out, number
from symqnn.errors import DimensionError, InputError
from symqnn.model.state import State

if TYPE_CHECKING:
    import sympy

SHOWN_SAMPLES = 3


@dataclass(frozen=True)
class Dataset(LatexRepr):
    """A training set S = {(ρ_i, y_i)}, i = 1…m, each sample of weight 1/m.

    Paper: Section 2, below Eqn 5. Make one with :meth:`from_samples` or :meth:`from_bloch`.

    Args:
        samples: at least one pair (state, label); all states of one dimension.

    Raises:
        InputError: no sample; DimensionError: states of different dimensions.

    Example:
        >>> len(Dataset.from_bloch([[(0, 1, 0)], [(1, 0, 0)]], [1, "1/2"]))
        2
    """

    samples: tuple[tuple[State, Fraction], ...]

    def __repr__(self) -> str:
        if len(self.samples) > SHOWN_SAMPLES:
            return f"<dataset of {len(self.samples)} samples of dimension {self.dimension}>"
        pairs = ", ".join(f"({state!r}, '{label}')" for state, label in self.samples)
        return f"Dataset.from_samples([{pairs}])"

    def __post_init__(self) -> None:
        for k, pair in enumerate(self.samples):
            if (
                len(pair) != 2
                or not isinstance(pair[0], State)
                or not isinstance(pair[1], Fraction)
            ):
                raise InputError(
                    f"sample {k} is {short(pair)}; a pair of a State and an exact label is "
                    "required: Dataset.from_samples([(State.zero(1), '1/2')]) makes them of what "
                    "you have."
                )
        if not self.samples:
            raise InputError("the dataset has no samples; at least one (state, label) is required.")
        sizes = {state.dimension for state, _ in self.samples}
        if len(sizes) > 1:
            raise DimensionError(
                f"the dataset has states of dimensions {sorted(sizes)}; one dimension is required."
            )

    @classmethod
    def from_samples(cls, pairs: Iterable[tuple[State, object]]) -> Dataset:
        """From pairs (state, exact label).

        Raises:
            ExactnessError: a float label; InputError: something that is no state or no real number.

        Example:
            >>> Dataset.from_samples([(State.zero(1), "1/2")]).samples[0][1]
            Fraction(1, 2)
        """
        samples = []
        for k, (state, label) in enumerate(pairs):
            if not isinstance(state, State):
                raise InputError(
                    f"sample {k} has a {type(state).__name__} in place of a state; make one with "
                    "State.bloch, State.pure or State.density."
                )
            samples.append((state, rational(label, f"label of sample {k}")))
        return cls(tuple(samples))

    @classmethod
    def from_bloch(
        cls, states: Iterable[Iterable[Sequence[object]]], labels: Iterable[object]
    ) -> Dataset:
        """From product states, each a list of Bloch vectors (x, y, z),
        one a qubit, and their labels.

        Raises:
            InputError: different numbers of states and labels, or a vector longer than 1.
        """
        listed, values = [State.bloch(vectors) for vectors in states], list(labels)
        if len(listed) != len(values):
            raise InputError(
                f"{len(listed)} states and {len(values)} labels were given; one label a state is "
                "required."
            )
        return cls.from_samples(zip(listed, values, strict=True))

    @classmethod
    def from_features(
        cls,
        circuit: object,
        rows: Iterable[Sequence[object]],
        labels: Iterable[object],
        *,
        round_angles: bool = False,
    ) -> Dataset:
        """From rows of features and a circuit that encodes them, one parameter a feature.

        Args:
            circuit: as for :meth:`symqnn.model.qnn.QNN.from_circuit`; its parameters, in order, are
                the features. Or a function that makes the circuit of a row, for features that enter
                in products:
                ``lambda row: zz_feature_map(2).assign_parameters(row)``.
            rows: for each sample its features as angles in radians: exact numbers or texts such as
                "pi/2"; with ``round_angles`` floats too. labels: exact numbers.
            round_angles: replace angles that are no rational points of the circle by such points
                within 2^-50.

        Raises:
            InputError: a row of another length, different numbers of rows and labels, or an angle
                that is not exact.

        Example:
            >>> circuit = "input float x; input float y; qubit q; rx(x) q; ry(y) q;"
            >>> features = [["pi/2", 0], ["2*atan(1/2)", "pi/2"]]
            >>> data = Dataset.from_features(circuit, features, [0, 1])
            >>> data.samples[1][0].vectors
            ((Fraction(3, 5), Fraction(-4, 5), Fraction(0, 1)),)
        """
        from symqnn.model.importers.from_circuit import framework_of, read_circuit
        from symqnn.model.importers.preparation import prepared_state

        listed, given = [list(row) for row in rows], list(labels)
        if len(listed) != len(given):
            raise InputError(
                f"{len(listed)} rows and {len(given)} labels were given; one label a row is "
                "required."
            )
        if callable(circuit) and not framework_of(circuit):
            made = [State.from_circuit(circuit(row), round_angles=round_angles) for row in listed]
            return cls.from_samples(zip(made, given, strict=True))
        found = read_circuit(circuit, round_angles=round_angles, fixed=True)
        names, states = found.declared, []
        for k, row in enumerate(listed):
            if len(row) != len(names):
                raise InputError(
                    f"row {k} has {len(row)} features and the circuit {len(names)} parameters "
                    f"({', '.join(names)}); give one feature a parameter."
                )
            states.append(prepared_state(found, dict(zip(names, row, strict=True)), round_angles))
        return cls.from_samples(zip(states, given, strict=True))

    def latex_rows(self, limit: int = 12) -> list[Row]:
        r"""LaTeX: states and labels; the number of samples beyond ``limit`` is said.

        Example:
            >>> print(Dataset.from_samples([(State.zero(1), "1/2")]).to_latex())
            \rho_{1} = \lvert 0 \rangle\langle 0 \rvert, \quad y_{1} = \tfrac{1}{2}
        """
        rows: list[Row] = []
        for k, (state, label) in enumerate(self.samples[:limit], start=1):
            rows += equation(rf"\rho_{{{k}}}", state.latex_lines())
            rows[-1] = (rows[-1][0], rf"{rows[-1][1]}, \quad y_{{{k}}} = {number(label)}")
        if len(self) > limit:
            rows.append(("", left_out(len(self) - limit, "sample")))
        return rows

    def to_sympy(self) -> list[tuple[sympy.ImmutableMatrix, sympy.Rational]]:
        """Pairs (density matrix, label); ``from_samples`` with State.density reads them back."""
        from symqnn.algebra.symbolic import number_to_sympy

        return [(state.to_sympy(), number_to_sympy(label)) for state, label in self.samples]

    @property
    def dimension(self) -> int:
        """Dimension d of the states."""
        return int(self.samples[0][0].dimension)

    def __len__(self) -> int:
        return len(self.samples)


def random_dataset(qubits: int, samples: int, seed: int, denominator: int = 16) -> Dataset:
    """A pseudo-random dataset of product states:
    the same for the same arguments, whatever the machine.

    Bloch vectors are uniform on the points of the ball with coordinates in Z/denominator; labels
    uniform on the multiples of 1/denominator in [0, 2].

    Raises:
        InputError: a size below 1.

    Example:
        >>> random_dataset(2, 3, seed=0) == random_dataset(2, 3, seed=0)
        True
    """
    sizes = (qubits, samples, denominator)
    if any(type(size) is not int or size < 1 for size in sizes):
        given = ", ".join(map(short, sizes))
        raise InputError(
            f"qubits, samples and denominator are {given}; whole numbers from 1 on are required."
        )
    source = Random(seed)

    def vector() -> list[Fraction]:
        while True:
            point = [source.randint(-denominator, denominator) for _ in range(3)]
            if sum(x * x for x in point) <= denominator**2:
                return [Fraction(x, denominator) for x in point]

    states = [[vector() for _ in range(qubits)] for _ in range(samples)]
    return Dataset.from_bloch(
        states, [Fraction(source.randint(0, 2 * denominator), denominator) for _ in range(samples)]
    )
