"""Polynomial systems as text that other systems read: take it away and solve it elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from symqnn.errors import InputError
from symqnn.landscape.system import PolynomialSystem, Terms


def polynomial_text(
    terms: Terms, variables: tuple[str, ...], power: str = "^", number: Callable[[int], str] = str
) -> str:
    """A polynomial as ``2*c1^2*s2 - c1``.

    Example:
        >>> polynomial_text({(2, 0): -1, (0, 1): 3, (0, 0): 1}, ("x", "y"))
        '-x^2 + 3*y + 1'
    """
    pieces: list[str] = []
    for exponents, value in terms.items():
        factors = [
            name if e == 1 else f"{name}{power}{e}"
            for name, e in zip(variables, exponents, strict=True)
            if e
        ]
        body = "*".join(([number(abs(value))] if abs(value) != 1 or not factors else []) + factors)
        sign = ("-" if value < 0 else "") if not pieces else (" - " if value < 0 else " + ")
        pieces.append(sign + body)
    return "".join(pieces) or "0"


def to_singular(system: PolynomialSystem, characteristic: int = 0) -> str:
    """Singular: a ring, the ideal I, and the number of complex solutions with multiplicity,
    ``vdim(std(I))``.

    Args:
        characteristic: 0 for the rationals, or a prime below 2^31 (much faster; then the count is
            modulo that prime).
    """
    polys = ",\n".join(polynomial_text(terms, system.variables) for terms in system.equations)
    order = f"ring r = {characteristic},({','.join(system.variables)}),dp;"
    return (
        f"{order}\nideal I =\n{polys};\noption(redSB);\nideal G = "
        f"{'std' if characteristic else 'slimgb'}(I);\nvdim(G);\n"
    )


def to_msolve(system: PolynomialSystem) -> str:
    """The input file of msolve: variables, characteristic 0, equations."""
    polys = ",\n".join(polynomial_text(terms, system.variables) for terms in system.equations)
    return f"{','.join(system.variables)}\n0\n{polys}\n"


def to_macaulay2(system: PolynomialSystem) -> str:
    """Macaulay2: a ring over QQ, the ideal,
    and its degree (the number of complex solutions with multiplicity).
    """
    polys = ",\n  ".join(polynomial_text(terms, system.variables) for terms in system.equations)
    return (
        f"R = QQ[{','.join(system.variables)}];\nI = ideal(\n  {polys});\nprint dim I;\nprint "
        "degree I;\n"
    )


def to_phcpack(system: PolynomialSystem) -> str:
    """PHCpack: the number of equations, then each closed by a semicolon.

    PHCpack reads i as the imaginary unit within coefficients; the equation i² + 1 of a Laurent
    system is left out. Integers from 2^53 on, which PHCpack misreads without a warning, are written
    with a decimal point and all their digits.

    Example:
        >>> from symqnn import TrigPoly
        >>> from symqnn.landscape.system import circle_system
        >>> system = circle_system(TrigPoly.from_terms({"1": 1, "2": 10**17 + 1}))
        >>> print(to_phcpack(system).splitlines()[1])
        1.00000000000000001E+17*c1 - s1;
    """

    def number(value: int) -> str:
        digits = str(abs(value))
        return (
            str(value)
            if abs(value) < 2**53
            else f"{'-' if value < 0 else ''}{digits[0]}.{digits[1:]}E+{len(digits) - 1}"
        )

    if system.variables[-1] != "i":
        lines = [
            f"{polynomial_text(terms, system.variables, number=number)};"
            for terms in system.equations
        ]
        return "\n".join([str(len(lines)), *lines, ""])
    lines = []
    for terms in system.equations[:-1]:
        gaussian: dict[tuple[int, ...], list[int]] = {}
        for (*exponents, unit), value in terms.items():
            gaussian.setdefault(tuple(exponents), [0, 0])[unit] += value
        parts = [
            f"({number(re)} {'-' if im < 0 else '+'} "
            f"{number(abs(im))}*i){_monomial(e, system.variables)}"
            for e, (re, im) in gaussian.items()
        ]
        lines.append(" + ".join(parts) + ";")
    return "\n".join([str(len(lines)), *lines, ""])


def _monomial(exponents: tuple[int, ...], variables: tuple[str, ...]) -> str:
    return "".join(f"*{name}^{e}" for name, e in zip(variables, exponents, strict=False) if e)


def to_homotopy_continuation(system: PolynomialSystem) -> str:
    """Julia's HomotopyContinuation.jl: a ``System`` F, its mixed volume and its solutions."""

    def number(value: int) -> str:
        return str(value) if value < 2**63 else f'big"{value}"'

    polys = ",\n    ".join(
        polynomial_text(terms, system.variables, number=number) for terms in system.equations
    )
    names = " ".join(system.variables)
    head = (
        f"using HomotopyContinuation\n@var {names}\nF = System([\n    {polys}\n]; "
        f"variables=[{', '.join(system.variables)}])\n"
    )
    return head + "println(mixed_volume(F))\nprintln(solve(F))\n"


FORMATS: dict[str, Callable[[PolynomialSystem], str]] = {
    "singular": to_singular,
    "msolve": to_msolve,
    "macaulay2": to_macaulay2,
    "phcpack": to_phcpack,
    "julia": to_homotopy_continuation,
}


def export(system: PolynomialSystem, target: str) -> str:
    """The system as text for ``singular``, ``msolve``, ``macaulay2``, ``phcpack`` or ``julia``.

    Raises:
        InputError: another target.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> from symqnn import TrigPoly
        >>> from symqnn.landscape.system import circle_system
        >>> print(export(circle_system(TrigPoly.from_terms({"1": 1})), "msolve"))
        c1,s1
        0
        -s1,
        c1^2 + s1^2 - 1
        <BLANKLINE>
    """
    if target not in FORMATS:
        raise InputError(f"target is {target!r}; one of {', '.join(FORMATS)} is required.")
    return FORMATS[target](system)
