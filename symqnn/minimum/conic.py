"""The same relaxations put to a general solver, Clarabel (an extra): another road to the Gram
matrices, for small ones.
"""

from __future__ import annotations

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import MissingExtraError
from symqnn.minimum.interior import Interior
from symqnn.minimum.squares import Floats, Map, Squares, coefficients

ADVICE = (
    "--solver clarabel needs the solver Clarabel: pip install clarabel scipy, or take the "
    "built-in one (--solver built-in)"
)


def conic(poly: TrigPoly, chosen: Squares, seconds: float = 600) -> Interior:
    r"""Minimise :math:`\sum_eT_ey_e` over moments y with positive semidefinite moment matrices; the
    multipliers are the Gram matrices.

    Args:
        poly: not constant. chosen: the functions. seconds: after which the solver stops.

    Raises:
        MissingExtraError: Clarabel or SciPy is not installed.
    """
    try:
        import clarabel
        from scipy import sparse
    except ImportError:
        raise MissingExtraError(f"{ADVICE}.") from None
    change = Map(chosen, poly.angles)
    wanted = coefficients(poly, chosen) / change.norms
    scale = float(np.abs(wanted).max())
    # entry (i, j) of the moment matrix, times √2 off the diagonal, is the adjoint of the map from
    # Gram matrices to coefficients
    places, cones, start = [], [], 0
    for basis in chosen.bases:
        i, j = np.triu_indices(len(basis))
        places.append(start + j * (j + 1) // 2 + i)  # the solver's triangle goes column by column
        cones.append(clarabel.PSDTriangleConeT(len(basis)))
        start += len(i)
    place = np.concatenate(places)
    varying = change.rows > 0
    shape = (start, change.shape[0] - 1)
    cells = (place[change.columns[varying]], change.rows[varying] - 1)
    matrix = sparse.csc_matrix((-change.entries[varying], cells), shape=shape)
    known = np.zeros(start)
    known[place[change.columns[~varying]]] = change.entries[~varying]
    settings = clarabel.DefaultSettings()
    settings.verbose, settings.time_limit = False, seconds
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-10
    square = sparse.csc_matrix((shape[1], shape[1]))
    found = clarabel.DefaultSolver(
        square, wanted[1:] / scale, matrix, known, cones, settings
    ).solve()
    vector: Floats = np.array(found.z)[place] * scale
    bound = float(wanted[0]) + scale * float(found.obj_val_dual)
    gap = abs(float(found.obj_val) - float(found.obj_val_dual)) / (1 + abs(float(found.obj_val)))
    return Interior(
        bound,
        tuple(change.grams(vector, [len(basis) for basis in chosen.bases])),
        int(found.iterations),
        gap,
    )
