"""The computations behind Theorem 2 and Proposition 5 that do not depend on p or d, by roads of
their own: Fourier series where the checker differentiates polynomials in cosine and sine,
commutative polynomials where it multiplies words.
"""

from __future__ import annotations

from flint import fmpq, fmpz_poly

from symqnn.algebra.exact import rational
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import Json, certificate
from symqnn.certificate.identity import layer_maps, reduced, variables
from symqnn.errors import InternalError

# tr(A H^j A H^k) by the number of the gaps j, k that hold an H, as the least rotation of the word
CYCLIC_WORDS = ("AA", "AAH", "AHAH")


def one_angle_certificate() -> Json:
    r"""Kind ``general-identity``, Theorem 2: derivatives of one summand
    :math:`\sin^2\varphi+q(1-\cos\varphi)^2`, q = r², as Fourier series in φ.

    Example:
        >>> one_angle_certificate()["claim"]["slope"]
        [[0, 1, 1, '2'], [1, 0, 1, '2'], [1, 1, 1, '-2']]
    """
    torus = Torus.of(("phi",), 1)
    sine = TrigPoly.from_terms({"2": 1}, torus=torus)
    rest = TrigPoly.from_terms({"0": 1, "1": -1}, torus=torus)  # 1 - cos φ
    slopes = [poly.derivative(0) for poly in (sine * sine, rest * rest)]
    claim = {
        "slope": _normal_form(slopes),
        "curvature": _normal_form([slope.derivative(0) for slope in slopes]),
    }
    return certificate("general-identity", "theorem-2", {}, claim, {})


def _normal_form(series: list[TrigPoly]) -> list[list[str | int]]:
    """Terms [exponent of q, of c, of s, coefficient], sorted, of the sum of q^k times the k-th
    series: cos nφ = T_n(c), sin nφ = s·U_{n-1}(c) with the polynomials of Chebyshev.
    """
    total: dict[tuple[int, int, int], fmpq] = {}
    for q, poly in enumerate(series):
        for (index,), value in poly.terms():
            frequency, s = (index + 1) // 2, int(index > 0 and index % 2 == 0)
            chebyshev = (
                fmpz_poly.chebyshev_u(frequency - 1) if s else fmpz_poly.chebyshev_t(frequency)
            )
            for c, coefficient in enumerate(chebyshev.coeffs()):
                term = fmpq(int(coefficient)) * fmpq(value.numerator, value.denominator)
                total[q, c, s] = total.get((q, c, s), fmpq(0)) + term
    return [[*key, rational_text(rational(total[key]))] for key in sorted(total) if total[key]]


def trace_certificate() -> Json:
    r"""Kind ``general-identity``, Proposition 5:
    :math:`\operatorname{tr}(\Phi^{(a)}m\,\Phi^{(b)}m)` as cyclic words in H and A = m.

    Raises:
        InternalError: a trace that must vanish does not (never, unless the maps are changed).

    Example:
        >>> traces = trace_certificate()["claim"]["traces"]
        >>> traces["01"], traces["11"]
        ([], [['AA', '1/2', '0'], ['AHAH', '-1/2', '0']])
    """
    traces = {f"{a}{b}": _cyclic_form(a, b) for a in range(3) for b in range(a, 3)}
    if any(traces[pair] for pair in ("01", "02", "12")):
        raise InternalError(
            f"the traces {traces} do not vanish; the definitions of the maps are wrong."
        )
    return certificate("general-identity", "proposition-5", {}, {"traces": traces}, {})


def _cyclic_form(a: int, b: int) -> list[list[str]]:
    """Terms [cyclic word, real part, imaginary part] of tr(Φ^(a) Φ^(b)), sorted.

    tr(H^j A H^k · H^l A H^m) has H^{k+l} and H^{m+j} between the two A: what stands on the right of
    one map meets what stands on the left of the other, so the second one has x and y exchanged.
    """
    _, x, y, _, _ = variables()
    product = reduced(layer_maps(x, y)[a] * layer_maps(y, x)[b])
    total: dict[str, list[fmpq]] = {}
    for exponents, value in product.to_dict().items():
        imaginary, left, right, _, _ = map(int, exponents)
        parts = total.setdefault(CYCLIC_WORDS[left + right], [fmpq(0), fmpq(0)])
        parts[imaginary] += value
    return [
        [word, *(rational_text(rational(part)) for part in total[word])]
        for word in sorted(total)
        if any(total[word])
    ]
