"""Half-tangent forms: their home is :mod:`symqnn.univariate.half_tangent`."""

from symqnn.univariate.half_tangent import half_tangent_basis, half_tangent_numerator

__all__ = ["half_tangent_basis", "half_tangent_numerator"]
