"""The same relaxations put to a general solver, Clarabel (an extra): another road to the Gram
matrices, for small ones.
"""

from __future__ import annotations

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import MissingExtraError
from symqnn.minimum.interior import Interior
from symqnn.minimum.samples import repaired, sampled, unfolded
from symqnn.minimum.squares import Squares

TINY = 1e-12  # what rounding leaves of entries that are 0
ADVICE = (
    "--solver clarabel needs the solver Clarabel: pip install clarabel scipy, or take the "
    "built-in one (--solver built-in)"
)


def conic(poly: TrigPoly, chosen: Squares, seconds: float = 600) -> Interior:
    r"""Minimise :math:`\sum_eT_ey_e` over moments y, :math:`y_0=1`, with positive semidefinite
    moment matrices; the multipliers are the Gram matrices.

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
    at = sampled(poly, chosen)
    # the moment matrices, times √2 off the diagonal, column by column as the solver wants them
    cones, rows, places = [], [], []
    for b in at.bases:
        j, i = np.tril_indices(len(b))
        factors = np.where(i == j, 1.0, np.sqrt(2.0))
        products = (b[i] * b[j]).mean(axis=1) * factors[:, None]
        cones.append(clarabel.PSDTriangleConeT(len(b)))
        rows.append(products)
        places.append((i, j, factors))
    # in moments y = table z of a measure z at the points
    matrix = np.linalg.solve(at.table.T, np.concatenate(rows).T).T
    matrix[np.abs(matrix) < TINY] = 0.0
    wanted = np.linalg.solve(at.table.T, at.values)
    settings = clarabel.DefaultSettings()
    settings.verbose, settings.time_limit = False, seconds
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-10
    square = sparse.csc_matrix((len(wanted) - 1, len(wanted) - 1))
    found = clarabel.DefaultSolver(
        square, wanted[1:], sparse.csc_matrix(-matrix[:, 1:]), matrix[:, 0], cones, settings
    ).solve()
    multipliers, grams, start = np.array(found.z), [], 0
    for b, (i, j, factors) in zip(at.bases, places, strict=True):
        gram = np.zeros((len(b), len(b)))
        gram[i, j] = gram[j, i] = multipliers[start : start + len(i)] / factors
        grams.append(gram)
        start += len(i)
    gap = abs(float(found.obj_val) - float(found.obj_val_dual)) / (1 + abs(float(found.obj_val)))
    return Interior(
        at.scale * (float(wanted[0]) + float(found.obj_val_dual)),
        unfolded(at, chosen, repaired(at, grams)),
        int(found.iterations),
        gap,
    )
