r"""Products of trigonometric polynomials, as Laurent polynomials in z_l = e^{iφ_l}."""

from __future__ import annotations

import numpy as np
from flint import fmpz_mpoly_ctx

from symqnn.algebra.bits import integers
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import Laurent, TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import MAX_DEGREE
from symqnn.errors import InputError, SizeError


def product(left: TrigPoly, right: TrigPoly) -> TrigPoly:
    """Multiply as Laurent polynomials in z = e^{iφ} with FLINT,
    the imaginary unit as one more variable.

    Raises:
        SizeError: the product has degree above 127 in some angle.
    """
    p = left.angles
    if any(a + b > MAX_DEGREE for a, b in zip(left.degrees, right.degrees, strict=True)):
        raise SizeError(
            f"the product has degree above {MAX_DEGREE} in some angle; basis indices are stored "
            "in one byte."
        )
    ring = fmpz_mpoly_ctx.get([f"z{k}" for k in range(p)] + ["i"], "lex")
    factors, denominator = [], 1
    for poly in (left, right):
        laurent, common = poly.laurent()
        shifted: dict[tuple[int, ...], int] = {}
        for k, (re, im) in laurent.items():
            base = tuple(kl + degree for kl, degree in zip(k, poly.degrees, strict=True))
            shifted |= {(*base, unit): value for unit, value in ((0, re), (1, im)) if value}
        factors.append(ring.from_dict(shifted))
        denominator *= common
    shift = [a + b for a, b in zip(left.degrees, right.degrees, strict=True)]
    collected: Laurent = {}
    for exponents, value in (factors[0] * factors[1]).to_dict().items():
        k = tuple(e - s for e, s in zip(exponents, shift, strict=False))
        re, im = collected.get(k, (0, 0))
        unit, number = exponents[p], int(value)
        collected[k] = (
            (re, im + number) if unit == 1 else (re + (number if unit == 0 else -number), im)
        )
    return from_laurent(collected, denominator, left.torus)


def from_laurent(coefficients: Laurent, denominator: int, torus: Torus) -> TrigPoly:
    r"""The real trigonometric polynomial with given coefficients
    of :math:`\prod z_l^{k_l}`, z = e^{iφ}.

    Args:
        coefficients: Gaussian integers (real, imaginary); the coefficient of -k is the conjugate of
            that of k.

    Raises:
        InputError: the polynomial is not real.
    """
    total: dict[tuple[int, ...], list[int]] = {}
    for k, (re, im) in coefficients.items():
        # z^k = cos kφ + i sin kφ, angle by angle
        partial: list[tuple[tuple[int, ...], int, int]] = [((), re, im)]
        for kl in k:
            if kl == 0:
                partial = [((*e, 0), a, b) for e, a, b in partial]
            else:
                sign, n = (1, kl) if kl > 0 else (-1, -kl)
                partial = [
                    t
                    for e, a, b in partial
                    for t in (((*e, 2 * n - 1), a, b), ((*e, 2 * n), -sign * b, sign * a))
                ]
        for e, a, b in partial:
            entry = total.setdefault(e, [0, 0])
            entry[0] += a
            entry[1] += b
    if any(im for _, im in total.values()):
        raise InputError(
            "the Laurent coefficients do not belong to a real polynomial; the coefficient of -k "
            "must be the conjugate of that of k."
        )
    exponents = np.array(list(total), dtype=np.uint8).reshape(len(total), len(torus))
    return trigpoly(exponents, integers([re for re, _ in total.values()]), denominator, torus)
