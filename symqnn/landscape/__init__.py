"""Critical systems of losses, and bounds on the number of their critical points.

Reading order:

* ``mixed_volume``: Mixed volumes of lattice polytopes, exactly.
* ``system``: The critical equations as polynomial systems: in (c_l, s_l) as in the paper, in z_l
  = e^{iφ_l}, and in t_l = tan(φ_l/2).
* ``export``: Polynomial systems as text that other systems read: take it away and solve it
  elsewhere.
* ``point_bounds``: Upper bounds on the number of critical points, each from what it needs to
  know: the rungs of a ladder.
* ``external``: Counts by systems outside Python, called as programs and never imported.
"""
