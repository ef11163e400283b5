"""Gradient and Hessian of trigonometric polynomials in the user's angles."""

from __future__ import annotations

from symqnn.algebra.trigpoly import TrigPoly, require_trigpoly


def gradient(poly: TrigPoly) -> tuple[TrigPoly, ...]:
    r"""The derivatives :math:`\partial L/\partial\theta_l` in the angles θ_l
    of the polynomial (radians).

    Paper: Eqn 25 (there in φ = 2θ, G_l). Works for every trigonometric polynomial.

    Example:
        >>> gradient(TrigPoly.from_terms({"20": 1}))
        (2*cos(2θ₁), 0)
    """
    angles = len(require_trigpoly(poly, constants=True).torus.parameters)
    return tuple(poly.derivative(axis) for axis in range(angles))


def hessian(poly: TrigPoly) -> tuple[tuple[TrigPoly, ...], ...]:
    r"""The symmetric matrix :math:`\partial^2L/\partial\theta_k\partial\theta_l`, θ in radians.

    Example:
        >>> hessian(TrigPoly.from_terms({"1": 1}))
        ((-4*cos(2θ₁),),)
    """
    return tuple(gradient(part) for part in gradient(poly))


def phase_gradient(poly: TrigPoly) -> tuple[TrigPoly, ...]:
    r"""The derivatives :math:`\partial L/\partial\varphi_l` in the phases φ_l = g_lθ_l, for
    critical systems.

    Example:
        >>> phase_gradient(TrigPoly.from_terms({"20": 1}))
        (cos(2θ₁), 0)
    """
    return tuple(poly.phase_derivative(axis) for axis in range(require_trigpoly(poly).angles))
