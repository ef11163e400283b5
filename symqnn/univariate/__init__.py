"""Polynomials in one variable: Sturm's theorem, half tangents,
complete lists of critical points in one angle.

Reading order:

* ``half_tangent``: Trigonometric polynomials as polynomials in t_l = tan(φ_l/2), on the dense
  open part φ_l ≠ π of the torus.
* ``sturm``: Real roots of rational polynomials in one variable, by Sturm's theorem.
* ``one_angle``: All critical points of a trigonometric polynomial in one angle, by Sturm's
  theorem.
"""
