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

ADVICE = (
    "--solver clarabel needs the solver Clarabel: pip install 'symqnn[sdp]', or take the "
    "built-in one (--solver built-in)"
)


def conic(poly: TrigPoly, chosen: Squares, seconds: float = 600) -> Interior:
    r"""Minimise :math:`\sum_kz_kT(x_k)` over z with :math:`\sum_kz_k=1` and positive semidefinite
    :math:`\sum_kz_kb_kb_k^\top`; the multipliers are the Gram matrices.

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
    cones, rows, places = [clarabel.ZeroConeT(1)], [np.ones((1, len(at.values)))], []
    for b in at.bases:
        j, i = np.tril_indices(len(b))
        factors = np.where(i == j, 1.0, np.sqrt(2.0))
        products = (b[i] * b[j]).mean(axis=1) * factors[:, None]
        cones.append(clarabel.PSDTriangleConeT(len(b)))
        rows.append(-products)
        places.append((i, j, factors))
    known = np.zeros(sum(map(len, rows)))
    known[0] = 1.0
    settings = clarabel.DefaultSettings()
    settings.verbose, settings.time_limit = False, seconds
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-10
    square = sparse.csc_matrix((len(at.values), len(at.values)))
    found = clarabel.DefaultSolver(
        square, at.values, sparse.csc_matrix(np.concatenate(rows)), known, cones, settings
    ).solve()
    multipliers, grams, start = np.array(found.z), [], 1
    for b, (i, j, factors) in zip(at.bases, places, strict=True):
        gram = np.zeros((len(b), len(b)))
        gram[i, j] = gram[j, i] = multipliers[start : start + len(i)] / factors
        grams.append(gram)
        start += len(i)
    gap = abs(float(found.obj_val) - float(found.obj_val_dual)) / (1 + abs(float(found.obj_val)))
    return Interior(
        at.scale * float(found.obj_val_dual),
        unfolded(at, chosen, repaired(at, grams)),
        int(found.iterations),
        gap,
    )
