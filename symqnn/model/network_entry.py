"""What a person gives for a network, read and tested: operators, angles, names of parameters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from symqnn.algebra.exact import common_divisor, short
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.torus import Torus
from symqnn.errors import DimensionError, InputError
from symqnn.model.angle import Angle, read_angle
from symqnn.model.gate import Gate, Operator
from symqnn.model.held import Constants
from symqnn.model.spectrum import MAX_DIMENSION, spectrum_of


def read_operators(
    generators: Iterable[object], observable: object
) -> tuple[list[Operator], TensorProduct | GaussianMatrix]:
    """Generators and observable in one representation, all preconditions tested.

    Raises:
        InputError: what cannot be a network, by its place; DimensionError: operators on different
        spaces; ExactnessError: a float.
    """
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
                f"generators[{k}] acts on dimension {generator.dimension}, the observable on "
                f"{dimension}; give all on the same space."
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
                f"generators[{where}] is a sum of words that do not commute, on dimension "
                f"{dimension}; such sums are expanded as matrices, up to dimension "
                f"{MAX_DIMENSION}. Use commuting words a gate."
            )
        mixed = True
    if mixed:
        listed, target = [dense(value) for value in listed], dense(target)
        for k, generator in enumerate(listed):
            spectrum_of(generator, f"generators[{k}]")
    return listed, target


def read_angles(
    angles: Iterable[object] | None, parameters: tuple[object, ...], gates: int
) -> list[Angle]:
    """One angle a gate.

    Raises:
        InputError: no list, not one angle a gate, or names that are not one a gate where no angles
            are given.
    """
    if angles is None:
        names = parameters or tuple(f"θ{k + 1}" for k in range(gates))
        _require_texts(names)
        if len(names) != gates or len(set(names)) != gates:
            raise InputError(
                f"parameters has {len(names)} names ({len(set(names))} different); {gates} "
                "different names, one a generator, are required, or angles=[…] that say where they "
                "enter."
            )
        return [Angle.of(str(name)) for name in names]
    if isinstance(angles, (str, bytes)) or not isinstance(angles, Iterable):
        raise InputError(
            f"angles is {short(angles)}; a list of texts, one a generator, is required."
        )
    forms = [read_angle(value, f"angles[{k}]") for k, value in enumerate(angles)]
    if len(forms) != gates:
        given = (
            f"{len(forms)} angle{'' if len(forms) == 1 else 's'} for {gates} "
            f"generator{'' if gates == 1 else 's'}"
        )
        raise InputError(
            f"angles has {given}; one angle a generator is required, in the order of the "
            "generators."
        )
    return forms


def _require_texts(names: Sequence[object]) -> None:
    if not all(isinstance(name, str) for name in names):
        raise InputError(f"parameters is {short(names)}; texts are required.")


def parameter_names(parameters: tuple[str, ...], forms: Sequence[Angle]) -> tuple[str, ...]:
    """The parameters in order: as given, or by first occurrence.

    Raises:
        InputError: no parameter at all, a parameter that enters no gate, or one that is not listed.
    """
    used = tuple(dict.fromkeys(name for form in forms for name in form.factors))
    if not used:
        raise InputError(
            f"the angles {', '.join(map(str, forms[:6]))} contain no parameter; at least one "
            "gate must have one, such as 'a' or 'a + pi/2'."
        )
    if not parameters:
        return used
    _require_texts(parameters)
    for name in parameters:
        _require_name(name)
    idle = [name for name in parameters if name not in used]
    if idle:
        raise InputError(
            f"the parameter {idle[0]!r} enters no gate; leave out of parameters: {', '.join(idle)}."
        )
    missing = [name for name in used if name not in parameters]
    if missing:
        raise InputError(
            f"the angles contain {missing[0]!r}, which is not among the parameters "
            f"{', '.join(parameters)}."
        )
    return parameters


def _require_name(name: str) -> None:
    """No name that reads as another angle: 'pi' is a constant, 'a + b' a sum of parameters."""
    try:
        angle = Angle.from_text(name)
    except InputError:
        return  # such as a name with a blank: nobody takes it for an angle
    if angle != Angle.of(name):
        raise InputError(
            f"parameters contains {name!r}, which reads as an angle, {angle}; a plain name such "
            "as 'a' is required."
        )


def common_torus(gates: Sequence[Gate], names: tuple[str, ...], constants: Constants) -> Torus:
    """Names with the units g_l: greatest common divisors of all frequencies in θ_l; constants
    behind the parameters.
    """
    names = (*names, *constants.names(names))
    steps: list[list[Fraction]] = [[] for _ in names]
    for gate in gates:
        for position, factor in gate.factors:
            steps[position].append(gate.spectrum.unit * abs(factor))
    units = tuple(common_divisor(found) for found in steps)
    return Torus(names, units, tuple(constants.values))


def largest_frequencies(gates: Sequence[Gate], torus: Torus) -> tuple[int, ...]:
    """The largest frequency in each phase φ_l:
    the sum of the widths of the spectra of its gates, in units.
    """
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
        PauliSum.from_text(value)
        if isinstance(value, str)
        else GaussianMatrix.from_rows(value, name)
    )


def _observable(value: object) -> TensorProduct | GaussianMatrix:
    if isinstance(value, (TensorProduct, GaussianMatrix)):
        return value
    if isinstance(value, PauliSum):
        return TensorProduct((value,))
    if isinstance(value, str):
        return TensorProduct.from_text(value)
    return GaussianMatrix.from_rows(value, "observable")


def dense(value: Operator | TensorProduct) -> GaussianMatrix:
    """An operator as a matrix."""
    if isinstance(value, GaussianMatrix):
        return value
    return GaussianMatrix.from_pauli(value.expand() if isinstance(value, TensorProduct) else value)
