"""A quantum neural network: gates with affine angles and an observable, checked on entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from symqnn.algebra.exact import short
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, TensorProduct
from symqnn.algebra.torus import Torus
from symqnn.errors import DimensionError, InputError
from symqnn.model.angle import Angle, read_angle
from symqnn.model.frequencies import Frequencies, frequencies
from symqnn.model.gate import Gate, Operator, make_gate
from symqnn.model.network_latex import network_rows
from symqnn.model.spectrum import MAX_DIMENSION, common_divisor, spectrum_of

if TYPE_CHECKING:
    import sympy

MAX_FREQUENCY = 30


@dataclass(frozen=True, repr=False)
class QNN(LatexRepr):
    r"""A network :math:`U(\theta)=V_G\cdots V_1`, :math:`V_j=e^{-ia_jH_j}`, with observable M; gate 1 acts first.

    Paper: Eqn 4, where :math:`a_j=\theta_j` and :math:`H_j^2=I`. Here the angles are affine,
    :math:`a_j=\sum_lk_{jl}\theta_l+\beta_j` (radians), so that gates may share parameters, and H_j may have any spectrum
    with rational differences. M(θ) has whole frequencies in the phases φ_l = g_l·θ_l; g_l is the unit of θ_l.

    Args:
        generators: Hermitian operators: Pauli texts (``"ZI"``, ``"1/2*ZZ + 1/2*XX"``), Pauli sums, or square
            matrices of exact numbers (nested lists, SymPy matrices) of any dimension d ≥ 2.
        observable: a Hermitian operator of the same kind; a Pauli product such as ``"(Y+I)^64"`` stays factored.
        parameters: names of the parameters in order (default θ1, θ2, …, or by first occurrence in ``angles``).
        angles: one text a generator, such as ``"gamma"``, ``"2*g - b"``, ``"b + pi/2"`` (default: a parameter each).
        round_angles: replace a fixed part of an angle that is no rational point of the circle by one within 2^-50.

    Raises:
        InputError: what cannot be a network, with the generator or angle; ExactnessError: floats; DimensionError: sizes
        differ; SizeError: non-commuting words that are too many for matrices.

    Example:
        >>> QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
        QNN(2 gates on 2 qubits, parameters θ1, θ2, observable (I + Y)(I + Y))
        >>> QNN(["1/2*ZZ", "1/2*XI", "1/2*IX"], "ZZ", angles=["g", "2*b", "2*b"]).torus.units
        (Fraction(1, 1), Fraction(2, 1))
    """

    gates: tuple[Gate, ...]
    observable: TensorProduct | GaussianMatrix
    torus: Torus

    def __init__(
        self,
        generators: Iterable[object],
        observable: object,
        parameters: Iterable[str] = (),
        angles: Iterable[object] | None = None,
        round_angles: bool = False,
    ) -> None:
        listed, target = _operators(generators, observable)
        forms = _angles(angles, tuple(parameters), len(listed))
        names = _names(tuple(parameters), forms)
        gates = tuple(
            make_gate(h, form, names, f"gate {k + 1} (angle {form})", round_angles)
            for k, (h, form) in enumerate(zip(listed, forms, strict=True))
        )
        self._set(gates, target, _torus(gates, names))

    @classmethod
    def from_gates(
        cls, gates: Sequence[Gate], observable: TensorProduct | GaussianMatrix, torus: Torus
    ) -> QNN:
        """A network of gates that were made before, in angles that have their names and units."""
        made = cls.__new__(cls)
        made._set(tuple(gates), observable, torus)
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
            circuit: a Qiskit QuantumCircuit, a PennyLane QNode or tape, a Cirq Circuit, a pytket Circuit, an OpenQASM 2
                or 3 text, or the pathlib.Path of an OpenQASM file.
            observable: a Pauli text (qubit 0 leftmost), a Pauli sum, or a Pauli operator of the framework, in its own
                order of qubits; None for what a PennyLane QNode measures.
            arguments: of a PennyLane QNode: numbers and arrays of the right shapes.
            round_angles: replace fixed angles that are neither multiples of π/2 nor rational points of the circle by
                rational points within 2^-50.
            train_numbers: make a parameter of every number that is an angle and no multiple of π/2.

        Raises:
            InputError: what is not read, all places in one message with what would work; MissingExtraError: the framework
            is not installed.

        Example:
            >>> QNN.from_circuit("input float a; qubit[2] q; crx(2*a) q[0], q[1];", "IZ").angles[0].factors["a"]
            Fraction(1, 1)
        """
        from symqnn.model.importers.from_circuit import read_circuit, read_observable

        found = read_circuit(
            circuit, arguments=arguments, round_angles=round_angles, train_numbers=train_numbers
        )
        return found.network(read_observable(observable, circuit, found.qubits))

    def _set(
        self, gates: tuple[Gate, ...], observable: TensorProduct | GaussianMatrix, torus: Torus
    ) -> None:
        for key, value in (("gates", gates), ("observable", observable), ("torus", torus)):
            object.__setattr__(self, key, value)
        high = max(_largest_frequencies(gates, torus))
        if high > MAX_FREQUENCY:
            raise InputError(
                f"the network has frequencies up to {high} in one parameter; {MAX_FREQUENCY} is the largest that is "
                "expanded. Give gates that share a parameter parameters of their own."
            )

    @property
    def generators(self) -> tuple[Operator, ...]:
        """The generators H_j of the gates, the first acts first."""
        return tuple(gate.generator for gate in self.gates)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters θ_l."""
        return self.torus.names

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
                f"the network is given by matrices on dimension {self.dimension}; qubits are known for Pauli networks only."
            )
        return self.observable.qubits

    @cached_property
    def frequencies(self) -> Frequencies:
        """The frequency vectors that can occur in M(θ) (SizeError: more than 200 000 in joined angles)."""
        return frequencies(self.gates, self.torus.units)

    @cached_property
    def degrees(self) -> tuple[int, ...]:
        """Largest frequency of M(θ) in each phase φ_l."""
        return _largest_frequencies(self.gates, self.torus)

    @cached_property
    def is_two_level(self) -> bool:
        """Whether it is of the paper's form: H² ∝ I, every gate a parameter of its own and nothing else."""
        own = [gate.factors[0][0] for gate in self.gates if len(gate.factors) == 1]
        return len(set(own)) == len(self.gates) and all(
            gate.spectrum.is_two_level and gate.factors[0][1] > 0 and gate.fixed.cos == 1
            for gate in self.gates
        )

    def gates_with(self, position: int) -> tuple[Gate, ...]:
        """The gates whose angle contains a parameter."""
        return tuple(gate for gate in self.gates if position in gate.parameters)

    def expanded_observable(self) -> Operator:
        """The observable multiplied out.

        Raises:
            SizeError: a factored observable with more than 5 000 000 terms.
        """
        return (
            self.observable.expand() if isinstance(self.observable, TensorProduct) else self.observable
        )

    def to_dense(self) -> QNN:
        """The same network as dense matrices.

        Raises:
            SizeError: more than 10 qubits, or 7 for generators with more than two eigenvalues.
        """
        if not self.is_pauli:
            return self
        names = self.parameters
        gates = [
            make_gate(_dense(gate.generator), gate.angle(names), names, f"gate {k + 1}", bool(gate.rounding))
            for k, gate in enumerate(self.gates)
        ]
        return QNN.from_gates(gates, _dense(self.observable), self.torus)

    def latex_rows(self, limit: int = 12) -> list[Row]:
        r"""LaTeX: U(θ), the generators (the number of those beyond ``limit`` is said) and the observable.

        Example:
            >>> print(QNN(["Z"], "Y+I").to_latex())
            \begin{aligned}
            U(\theta) &= e^{-i\theta_{1}H_{1}} \\
            H_{1} &= Z \\
            M &= I + Y
            \end{aligned}
        """
        return network_rows(self.angles, self.generators, self.observable, limit)

    def to_sympy(self) -> tuple[tuple[sympy.ImmutableMatrix, ...], sympy.ImmutableMatrix]:
        """The generators and the observable as matrices, which QNN reads back (SizeError: more than 10 qubits)."""
        generators = tuple(generator.to_sympy() for generator in self.generators)
        return generators, _dense(self.observable).to_sympy()

    def __repr__(self) -> str:
        space = f"dimension {self.dimension}" if not self.is_pauli else _counted(self.qubits, "qubit")
        text, names = repr(self.observable), ", ".join(self.parameters[:6])
        names += ", …" if len(self.parameters) > 6 else ""
        shown = text if len(text) <= 60 else text[:57] + "…"
        plural = "" if len(self.parameters) == 1 else "s"
        gates = _counted(len(self.gates), "gate")
        return f"QNN({gates} on {space}, parameter{plural} {names}, observable {shown})"


def require_qnn(value: object) -> QNN:
    """The network, if it is one.

    Raises:
        InputError: another object, with what to do.
    """
    if not isinstance(value, QNN):
        raise InputError(
            f"qnn is of type {type(value).__name__}; make one with QNN(generators, observable)."
        )
    return value


def require_two_level(qnn: QNN, what: str) -> None:
    """Nothing, if the network is of the paper's form.

    Raises:
        InputError: the first gate that is not, and what needs the form.
    """
    for k, gate in enumerate(qnn.gates):
        others = [other for other in qnn.gates if other is not gate]
        shared = any(set(gate.parameters) & set(other.parameters) for other in others)
        if not gate.spectrum.is_two_level:
            reason = "has a generator with more than two eigenvalues"
        elif shared or len(gate.factors) != 1:
            reason = f"has the angle {gate.angle(qnn.parameters)}, not a parameter of its own"
        elif gate.factors[0][1] < 0 or gate.fixed.cos != 1:
            reason = f"has the angle {gate.angle(qnn.parameters)}, not a positive multiple of a parameter"
        else:
            continue
        raise InputError(
            f"gate {k + 1} {reason}; {what} needs two-level gates (H² = I), each with a parameter of its own."
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _operators(
    generators: Iterable[object], observable: object
) -> tuple[list[Operator], TensorProduct | GaussianMatrix]:
    """Generators and observable in one representation, all preconditions tested."""
    if isinstance(generators, (str, bytes)) or not isinstance(generators, Iterable):
        raise InputError(
            f"generators is {short(generators)}; a list is required, for instance ['ZI', 'IZ']."
        )
    listed = [_operator(value, f"generators[{k}]") for k, value in enumerate(generators)]
    if not listed:
        raise InputError("generators is empty; at least one generator is required.")
    target = _observable(observable)
    dimension = 2**target.qubits if isinstance(target, TensorProduct) else target.dimension
    if dimension < 2:
        raise InputError("the network acts on dimension 1; dimension d ≥ 2 is required.")
    for k, generator in enumerate(listed):
        if generator.dimension != dimension:
            raise DimensionError(
                f"generators[{k}] acts on dimension {generator.dimension}, the observable on {dimension}; "
                "give all on the same space."
            )
    if isinstance(target, GaussianMatrix) and not target.is_hermitian():
        raise InputError(
            "observable is not Hermitian; entry [j][k] must be the conjugate of entry [k][j]."
        )
    if not (target if isinstance(target, GaussianMatrix) else all(map(len, target.factors))):
        raise InputError("observable is zero; a non-zero Hermitian operator is required.")
    mixed = isinstance(target, GaussianMatrix) or not all(isinstance(h, PauliSum) for h in listed)
    spectra = [spectrum_of(h, f"generators[{k}]") for k, h in enumerate(listed)]
    if None in spectra:
        where = spectra.index(None)
        if dimension > MAX_DIMENSION:
            raise InputError(
                f"generators[{where}] is a sum of words that do not commute, on dimension {dimension}; such sums are "
                f"expanded as matrices, up to dimension {MAX_DIMENSION}. Use commuting words a gate."
            )
        mixed = True
    if mixed:
        listed, target = [_dense(value) for value in listed], _dense(target)
        for k, generator in enumerate(listed):
            spectrum_of(generator, f"generators[{k}]")
    return listed, target


def _angles(
    angles: Iterable[object] | None, parameters: tuple[object, ...], gates: int
) -> list[Angle]:
    """One angle a gate."""
    if angles is None:
        names = parameters or tuple(f"θ{k + 1}" for k in range(gates))
        _require_texts(names)
        if len(names) != gates or len(set(names)) != gates:
            raise InputError(
                f"parameters has {len(names)} names ({len(set(names))} different); {gates} different names, one a "
                "generator, are required, or angles=[…] that say where they enter."
            )
        return [Angle.of(str(name)) for name in names]
    if isinstance(angles, (str, bytes)) or not isinstance(angles, Iterable):
        raise InputError(
            f"angles is {short(angles)}; a list of texts, one a generator, is required."
        )
    forms = [read_angle(value, f"angles[{k}]") for k, value in enumerate(angles)]
    if len(forms) != gates:
        raise InputError(f"{len(forms)} angles and {gates} generators were given; one angle a generator.")
    return forms


def _require_texts(names: Sequence[object]) -> None:
    if not all(isinstance(name, str) for name in names):
        raise InputError(f"parameters is {short(names)}; texts are required.")


def _names(parameters: tuple[str, ...], forms: Sequence[Angle]) -> tuple[str, ...]:
    """The parameters in order: as given, or by first occurrence."""
    used = tuple(dict.fromkeys(name for form in forms for name in form.factors))
    if not used:
        raise InputError(
            f"the angles {', '.join(map(str, forms[:6]))} contain no parameter; at least one gate must have one, such as 'a' or 'a + pi/2'."
        )
    if not parameters:
        return used
    _require_texts(parameters)
    idle = [name for name in parameters if name not in used]
    if idle:
        raise InputError(
            f"the parameter {idle[0]!r} enters no gate; leave out of parameters: {', '.join(idle)}."
        )
    missing = [name for name in used if name not in parameters]
    if missing:
        raise InputError(
            f"the angles contain {missing[0]!r}, which is not among the parameters {', '.join(parameters)}."
        )
    return parameters


def _torus(gates: Sequence[Gate], names: tuple[str, ...]) -> Torus:
    """Names with the units g_l: greatest common divisors of all frequencies in θ_l."""
    steps: list[list] = [[] for _ in names]
    for gate in gates:
        for position, factor in gate.factors:
            steps[position].append(gate.spectrum.unit * abs(factor))
    return Torus(names, tuple(common_divisor(tuple(found)) for found in steps))


def _largest_frequencies(gates: Sequence[Gate], torus: Torus) -> tuple[int, ...]:
    totals = [0] * len(torus)
    for gate in gates:
        spectrum = gate.spectrum
        for position, factor in gate.factors:
            totals[position] += int(spectrum.width * abs(factor) / torus.units[position])
    return tuple(totals)


def _operator(value: object, name: str) -> Operator:
    if isinstance(value, (PauliSum, GaussianMatrix)):
        return value
    if isinstance(value, TensorProduct):
        return value.expand()
    return (
        PauliSum.from_text(value) if isinstance(value, str) else GaussianMatrix.from_rows(value, name)
    )


def _observable(value: object) -> TensorProduct | GaussianMatrix:
    if isinstance(value, (TensorProduct, GaussianMatrix)):
        return value
    if isinstance(value, PauliSum):
        return TensorProduct((value,))
    if isinstance(value, str):
        return TensorProduct.from_text(value)
    return GaussianMatrix.from_rows(value, "observable")


def _dense(value: Operator | TensorProduct) -> GaussianMatrix:
    if isinstance(value, GaussianMatrix):
        return value
    return GaussianMatrix.from_pauli(value.expand() if isinstance(value, TensorProduct) else value)
