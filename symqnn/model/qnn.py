"""A quantum neural network: gates with affine angles and an observable, checked on entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from symqnn.algebra.exact import counted
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.latex_tables import text_lines
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.torus import PAPER_UNIT, Torus
from symqnn.algebra.trigpoly_text import MAX_NAMED_DEGREE
from symqnn.errors import DimensionError, InputError
from symqnn.model.angle import Angle
from symqnn.model.frequencies import Frequencies, frequencies
from symqnn.model.gate import Gate, Operator, make_gate
from symqnn.model.held import Constants, released, require_rational
from symqnn.model.network_entry import (
    common_torus,
    dense,
    largest_frequencies,
    parameter_names,
    read_angles,
    read_operators,
)
from symqnn.model.network_latex import network_rows

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True, repr=False)
class QNN(LatexRepr):
    r"""A network :math:`U(\theta)=V_G\cdots V_1`, :math:`V_j=e^{-ia_jH_j}`,
    with observable M; gate 1 acts first.

    Paper: Eqn 4, where :math:`a_j=\theta_j` and :math:`H_j^2=I`. Here the angles are affine,
    :math:`a_j=\sum_lk_{jl}\theta_l+\beta_j` (radians), so that gates may share parameters, and H_j
    may have any spectrum with rational differences. M(θ) has whole frequencies in the phases
    φ_l = g_l·θ_l; g_l is the unit of θ_l.

    Args:
        generators: Hermitian operators: Pauli texts (``"ZI"``, ``"1/2*ZZ + 1/2*XX"``), Pauli sums,
            or square matrices of exact numbers (nested lists, SymPy matrices) of any dimension
            d ≥ 2.
        observable: a Hermitian operator of the same kind; a Pauli product such as ``"(Y+I)^64"``
            stays factored.
        parameters: names of the parameters in order (default θ1, θ2, …, or by first occurrence in
            ``angles``).
        angles: one text a generator, such as ``"gamma"``, ``"2*g - b"``, ``"b + pi/2"`` (default: a
            parameter each). A fixed part that is no rational point of the circle, such as π/4 or
            0.3, is held as a constant: expansions, outputs and values are exact with it; proofs
            about landscapes and independence need rational numbers.
        round_angles: replace such a fixed part by a rational point of the circle within 2^-50.

    Attributes:
        given: the observable as it was given, where Clifford gates of a circuit were pushed through
            it, else None.

    Raises:
        InputError: what cannot be a network, with the generator or angle; ExactnessError: floats;
        DimensionError: sizes differ; SizeError: non-commuting words that are too many for matrices.

    Example:
        >>> QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
        QNN(2 gates on 2 qubits, parameters θ1, θ2, observable (I + Y)(I + Y))
        >>> QNN(["1/2*ZZ", "1/2*XI", "1/2*IX"], "ZZ", angles=["g", "2*b", "2*b"]).torus.units
        (Fraction(1, 1), Fraction(2, 1))
    """

    gates: tuple[Gate, ...]
    observable: TensorProduct | GaussianMatrix
    torus: Torus
    given: TensorProduct | None = field(default=None, compare=False)

    def __init__(
        self,
        generators: Iterable[object],
        observable: object,
        parameters: Iterable[str] = (),
        angles: Iterable[object] | None = None,
        round_angles: bool = False,
    ) -> None:
        listed, target = read_operators(generators, observable)
        forms = read_angles(angles, tuple(parameters), len(listed))
        names = parameter_names(tuple(parameters), forms)
        constants = Constants()
        held = None if round_angles else constants
        gates = tuple(
            make_gate(h, form, names, f"gate {k + 1} (angle {form})", held)
            for k, (h, form) in enumerate(zip(listed, forms, strict=True))
        )
        self._set(gates, target, common_torus(gates, names, constants))

    @classmethod
    def from_gates(
        cls, gates: Sequence[Gate], observable: TensorProduct | GaussianMatrix, torus: Torus
    ) -> QNN:
        """A network of gates that were made before, in angles that have their names and units."""
        made = cls.__new__(cls)
        made._set(tuple(gates), observable, torus)
        return made

    def with_given(self, observable: TensorProduct) -> QNN:
        """The same network, which tells the observable as it was given before Clifford gates were
        pushed through it.
        """
        made = QNN.from_gates(self.gates, self.observable, self.torus)
        if observable != self.observable:
            object.__setattr__(made, "given", observable)
        return made

    @classmethod
    def from_circuit(
        cls,
        circuit: object,
        observable: object = None,
        *,
        arguments: Sequence[object] = (),
        round_angles: bool = False,
        train_numbers: bool = False,
    ) -> QNN:
        """The network of a circuit as a person has it, with its parameters by their names.

        Args:
            circuit: a Qiskit QuantumCircuit, a PennyLane QNode or tape, a Cirq Circuit, a pytket
                Circuit, an OpenQASM 2 or 3 text, or the pathlib.Path of an OpenQASM file.
            observable: a Pauli text (qubit 0 leftmost), a Pauli sum, or a Pauli operator of the
                framework, in its own order of qubits; None for what a PennyLane QNode measures.
            arguments: of a PennyLane QNode: numbers and arrays of the right shapes.
            round_angles: replace fixed angles that are neither multiples of π/2 nor rational points
                of the circle by rational points within 2^-50 (default: they are held as constants,
                see :class:`QNN`).
            train_numbers: make a parameter of every number that is an angle and no multiple of π/2.

        Raises:
            InputError: what is not read, all places in one message with what would work;
            MissingExtraError: the framework is not installed.

        Example:
            >>> program = "input float a; qubit[2] q; crx(2*a) q[0], q[1];"
            >>> QNN.from_circuit(program, "IZ").angles[0].factors["a"]
            Fraction(1, 1)
        """
        from symqnn.model.importers.from_circuit import find_circuit, read_observable

        found = find_circuit(
            circuit, arguments=arguments, round_angles=round_angles, train_numbers=train_numbers
        )
        return found.circuit.network(read_observable(observable, found))

    def _set(
        self, gates: tuple[Gate, ...], observable: TensorProduct | GaussianMatrix, torus: Torus
    ) -> None:
        for key, value in (("gates", gates), ("observable", observable), ("torus", torus)):
            object.__setattr__(self, key, value)
        degrees = largest_frequencies(gates, torus)
        high = max(degrees)
        held = torus.constant(degrees.index(high))
        if high > MAX_NAMED_DEGREE and held is not None:
            raise InputError(
                f"the constant {held} enters gates with frequencies up to {high} in all; "
                f"{MAX_NAMED_DEGREE} is the largest that is expanded. Give round_angles=True "
                "(--round-angles)."
            )
        if high > MAX_NAMED_DEGREE:
            raise InputError(
                f"the network has frequencies up to {high} in one parameter; {MAX_NAMED_DEGREE} is "
                "the largest that is expanded. Give gates that share a parameter parameters of "
                "their own."
            )

    @property
    def generators(self) -> tuple[Operator, ...]:
        """The generators H_j of the gates, the first acts first."""
        return tuple(gate.generator for gate in self.gates)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters θ_l."""
        return self.torus.parameters

    @property
    def constants(self) -> tuple[FixedAngle, ...]:
        """Fixed angles, in radians, whose cosines and sines are irrational:
        the last angles of ``torus``.

        Example:
            >>> qnn = QNN(["1/2*X", "1/2*Z"], "Z", angles=["a + 3*pi/4", "0.3"])
            >>> [str(value) for value in qnn.constants]
            ['pi/4', '3/10']
        """
        return self.torus.constants

    @property
    def angles(self) -> tuple[Angle, ...]:
        """The angles a_j of the gates."""
        return tuple(gate.angle(self.parameters) for gate in self.gates)

    @property
    def is_pauli(self) -> bool:
        """Whether the network is stored as Pauli sums (otherwise as dense matrices)."""
        return isinstance(self.observable, TensorProduct)

    @property
    def dimension(self) -> int:
        """Dimension d of the Hilbert space."""
        if isinstance(self.observable, TensorProduct):
            return int(2**self.observable.qubits)
        return self.observable.dimension

    @property
    def qubits(self) -> int:
        """Number of qubits of a Pauli network.

        Raises:
            DimensionError: the network is given by matrices.
        """
        if not isinstance(self.observable, TensorProduct):
            raise DimensionError(
                f"the network is given by matrices on dimension {self.dimension}; qubits are "
                "known for Pauli networks only."
            )
        return self.observable.qubits

    @cached_property
    def frequencies(self) -> Frequencies:
        """The frequency vectors that can occur in M(θ)
        (SizeError: more than 200 000 in joined angles).
        """
        return frequencies(self.gates, self.torus.units)

    @cached_property
    def degrees(self) -> tuple[int, ...]:
        """Largest frequency of M(θ) in each phase φ_l."""
        return largest_frequencies(self.gates, self.torus)

    @cached_property
    def is_two_level(self) -> bool:
        """Whether it is of the paper's form: H² ∝ I,
        every gate a parameter of its own and nothing else.
        """
        own = [gate.factors[0][0] for gate in self.gates if len(gate.factors) == 1]
        alone = len(set(own)) == len(self.gates) and not self.constants
        return alone and all(
            gate.spectrum.is_two_level and gate.factors[0][1] > 0 and gate.fixed.cos == 1
            for gate in self.gates
        )

    @property
    def is_papers(self) -> bool:
        """Whether it is two-level with φ = 2θ: the paper's formulas hold as they are printed."""
        return self.is_two_level and set(self.torus.units) == {PAPER_UNIT}

    def gates_with(self, position: int) -> tuple[Gate, ...]:
        """The gates whose angle contains a parameter."""
        return tuple(gate for gate in self.gates if position in gate.parameters)

    def released(self) -> QNN:
        r"""The network with its constants as parameters c1, c2, …, behind the others.

        What holds for every value of the c_k holds for this network; so do, if they are proved
        there, the
        expansion and Definition 1: :math:`M_k=\sum_je^{ij\cdot c}M_{(k,j)}` are independent if all
        :math:`M_{(k,j)}` are. What is refuted there may hold here, and minima are others.

        Example:
            >>> QNN(["1/2*X", "1/2*Z", "1/2*X"], "Z", angles=["a", "pi/4", "b"]).released()
            QNN(3 gates on 1 qubit, parameters a, b, c1, observable Z)
        """
        return released(self)

    def joined(self) -> QNN:
        """The same M(θ) by gates that are joined as those of a circuit are
        (:mod:`symqnn.model.joining`).

        Gates that are given by hand stay as they are given. Where neighbouring ones by multiples of
        one angle have larger gaps together than apart, fewer frequencies can occur in M(θ) than
        their own spectra tell.

        Returns:
            The network itself, where nothing is gained, or where a gate is a matrix or a sum that
            is no product of words.

        Example:
            >>> phase = QNN(["1/4*ZI", "1/4*IZ", "-1/4*ZZ"], "XX", angles=["a", "a", "a"])
            >>> phase.torus.units, phase.joined().torus.units
            ((Fraction(1, 2),), (Fraction(1, 1),))
        """
        from symqnn.model.joined_network import joined_network

        return joined_network(self)

    def expanded_observable(self) -> Operator:
        """The observable multiplied out.

        Raises:
            SizeError: a factored observable with more than 5 000 000 terms.
        """
        return (
            self.observable.expand()
            if isinstance(self.observable, TensorProduct)
            else self.observable
        )

    def to_dense(self) -> QNN:
        """The same network as dense matrices.

        Raises:
            SizeError: more than 10 qubits, or 7 for generators with more than two eigenvalues.
        """
        if not self.is_pauli:
            return self
        gates = [gate.with_generator(dense(gate.generator)) for gate in self.gates]
        return QNN.from_gates(gates, dense(self.observable), self.torus)

    def latex_rows(self, limit: int = 12) -> list[Row]:
        r"""LaTeX: U(θ), the generators (the number of those beyond ``limit``
        is said) and the observable.

        Example:
            >>> print(QNN(["Z"], "Y+I").to_latex())
            \begin{aligned}
            U(\theta) &= e^{-i\theta_{1}H_{1}} \\
            H_{1} &= Z \\
            M &= I + Y
            \end{aligned}
        """
        rows = network_rows(self.angles, self.generators, self.observable, limit)
        if self.given is not None:
            rows += text_lines(f"M is {self.given!r} after the Clifford gates of the circuit")
        return rows

    def to_sympy(self) -> tuple[tuple[sympy.ImmutableMatrix, ...], sympy.ImmutableMatrix]:
        """The generators and the observable as matrices, which QNN reads back
        (SizeError: more than 10 qubits).
        """
        generators = tuple(generator.to_sympy() for generator in self.generators)
        return generators, dense(self.observable).to_sympy()

    def __repr__(self) -> str:
        space = (
            f"dimension {self.dimension}" if not self.is_pauli else counted(self.qubits, "qubit")
        )
        text, names = repr(self.observable), ", ".join(self.parameters[:6])
        names += ", …" if len(self.parameters) > 6 else ""
        shown = text if len(text) <= 60 else text[:57] + "…"
        plural = "" if len(self.parameters) == 1 else "s"
        if self.constants:
            held = ", ".join(map(str, self.constants[:6])) + (
                ", …" if len(self.constants) > 6 else ""
            )
            names += f", constant{'s' * (len(self.constants) > 1)} {held}"
        gates = counted(len(self.gates), "gate")
        given = "" if self.given is None else repr(self.given)
        given = given if len(given) <= 60 else given[:57] + "…"
        after = f" as given {given}, after Clifford gates" if given else ""
        return f"QNN({gates} on {space}, parameter{plural} {names}, observable{after} {shown})"


def require_qnn(value: object, constants: bool = False) -> QNN:
    """The network, if it is one; with irrational constants only where they are allowed.

    Raises:
        InputError: another object, or a network that holds constants, with what to do.
    """
    if not isinstance(value, QNN):
        raise InputError(
            f"qnn is of type {type(value).__name__}; make one with QNN(generators, observable)."
        )
    if not constants:
        require_rational(value, "a proof about the network")
    return value
