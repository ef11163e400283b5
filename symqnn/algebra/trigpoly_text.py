"""Trigonometric polynomials as text and LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from symqnn.errors import InputError

Terms = Sequence[tuple[tuple[int, ...], Fraction]]
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
ANGLES = {"theta": (r"\theta", 2), "phi": (r"\varphi", 1)}  # name, and its multiple that φ is


def basis_name(index: Sequence[int], cos: Callable[[int, int], str], sin: Callable[[int, int], str]) -> list[str]:
    """Names of the factors of a basis product; ``cos(l, k)`` names cos kφ_l, l 0-based."""
    names = []
    for axis, e in enumerate(index):
        if e:
            names.append((cos if e % 2 else sin)(axis, (e + 1) // 2))
    return names


def format_terms(terms: Terms, limit: int = 40) -> str:
    """Text in the paper's angle θ = φ/2: ``1/2*sin(2θ₁) + cos(2θ₂)``; long sums are cut after ``limit`` terms."""

    def name(function: str) -> Callable[[int, int], str]:
        return lambda axis, k: f"{function}({2 * k}θ{str(axis + 1).translate(_SUBSCRIPTS)})"

    pieces: list[str] = []
    for index, value in sorted(terms, key=lambda term: tuple(-(e > 0) for e in term[0])):
        factors = basis_name(index, name("cos"), name("sin"))
        size = abs(value)
        body = "*".join(([str(size)] if size != 1 or not factors else []) + factors)
        pieces.append(("-" if value < 0 else "") + body if not pieces else (" - " if value < 0 else " + ") + body)
        if len(pieces) == limit < len(terms):
            pieces.append(f" + … ({len(terms) - limit} more terms)")
            break
    return "".join(pieces) or "0"


def read_angle(angle: str) -> tuple[str, int]:
    """LaTeX name of the angle, and its multiple that φ is.

    Raises:
        InputError: neither ``"theta"`` nor ``"phi"``.
    """
    if angle not in ANGLES:
        raise InputError(f"angle is {angle!r}; 'theta' (the paper's θ) or 'phi' (φ = 2θ) is required.")
    return ANGLES[angle]


def basis_latex(index: Sequence[int], angle: str = "theta", axes: Sequence[int] | None = None) -> str:
    r"""A basis product, such as ``\cos 2\theta_{1} \sin 2\theta_{2}``; ``axes`` numbers the angles (0-based).

    Raises:
        InputError: the angle is unknown.

    Example:
        >>> print(basis_latex((1, 4)), basis_latex((1, 4), "phi"))
        \cos 2\theta_{1} \sin 4\theta_{2} \cos \varphi_{1} \sin 2\varphi_{2}
    """
    letter, multiple = read_angle(angle)

    def name(function: str) -> Callable[[int, int], str]:
        return lambda axis, k: rf"\{function} {k * multiple if k * multiple > 1 else ''}{letter}_{{{(axes[axis] if axes else axis) + 1}}}"

    return " ".join(basis_name(index, name("cos"), name("sin")))


def latex_terms(
    terms: Iterable[tuple[tuple[int, ...], Fraction]], angle: str = "theta", axes: Sequence[int] | None = None
) -> Iterator[tuple[Fraction, str, int]]:
    """(coefficient, basis product in LaTeX, number of its factors) of each term."""
    read_angle(angle)
    for index, value in terms:
        yield value, basis_latex(index, angle, axes), sum(e > 0 for e in index)
