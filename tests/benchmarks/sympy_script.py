"""What one would write without symqnn: plain SymPy, matrix exponentials and expand."""

import sympy as sp


def output_by_sympy(generators: list, observable, rho):
    """tr(ρ U†MU) expanded in cos θ, sin θ; matrices are SymPy matrices."""
    theta = sp.symbols(f"theta1:{len(generators) + 1}", real=True)
    d = observable.rows
    unitary = sp.eye(d)
    for angle, generator in zip(theta, generators, strict=True):
        unitary = (sp.cos(angle) * sp.eye(d) - sp.I * sp.sin(angle) * generator) * unitary
    heisenberg = (unitary.H * observable * unitary).applyfunc(sp.expand)
    return sp.expand((rho * heisenberg).trace())


def rank_by_sympy(rows: list) -> int:
    """Exact rank of a matrix of rationals by SymPy's domain matrices, without fractions."""
    return int(sp.polys.matrices.DomainMatrix.from_Matrix(sp.Matrix(rows)).to_field().rank())
