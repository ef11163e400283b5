"""All real critical points of a trigonometric polynomial on the torus, certified; complex counts;
degenerate cases.

Reading order:

* ``degeneracy``: Proofs that some critical point is degenerate, as data: what a certificate of
  the kind ``degenerate-critical-points`` holds.
* ``dyadic``: Dyadic angles: the integer n stands for the angle φ = 2πn/2^46 radians, n/2^46 of a
  turn.
* ``minima_search``: A search in floats for polynomials of two angles with many local minima;
  nothing is proved here.
* ``number_field``: Arithmetic in Q[x]/(m), m irreducible, and polynomials in one variable over
  it, as far as degenerate critical points need it.
* ``structure``: What the support of a trigonometric polynomial shows at once: independent blocks
  of angles, shorter periods, missing directions.
* ``sturm_list``: The critical points of one angle by Sturm's theorem, where they are too close to
  each other for boxes in floats.
* ``bernstein``: Bernstein coefficients, in floats, of the derivatives of a trigonometric
  polynomial over many boxes of the charts of the torus.
* ``complex_count``: How many complex solutions the critical system of one or two angles has,
  exactly, by resultants over Q with FLINT.
* ``exclusion``: Which boxes hold no critical point: whole-numbered weights y with Σ y_i F_i > 0
  on the box, found in floats.
* ``jets``: All derivatives up to order 3 of a trigonometric polynomial at many points, as one
  matrix product.
* ``products``: Summands that are products of two factors in disjoint angles, up to a constant:
  critical wherever both factors are zero.
* ``zero_set``: A proof that fewer functions than angles vanish together on a set of positive
  dimension.
* ``certify``: Which points are near a critical point.
* ``degenerate_point``: Critical points with exact coordinates at which the Hessian is singular,
  and circles of critical points.
* ``modular_solutions``: All simple solutions of the critical system modulo a prime, as
  polynomials in one unknown: a lower bound on those over C.
* ``subdivision``: Boxes of a chart, many at a time, and the tree of its subdivision with what
  settles each box: a text of the certificate.
* ``suspicion``: Whether the gradient seems to vanish on a set of positive dimension: in floats,
  so nothing rests on it but how long a search tries.
* ``degenerate``: Proofs that the critical points are infinitely many.
* ``half_turns``: Half turns of angles that leave a loss unchanged: one chart stands for several.
* ``newton``: Newton's method for critical points, in floats: it finds candidates, and nothing
  rests on it.
* ``watch``: When a search stops without an answer, and what it says of itself on the way.
* ``benign_boxes``: The boxes of a search for local minima above the least value: which test settles
  each.
* ``benign``: Benign losses: every point of the torus is shown to be no local minimum, or to have
  nearly the least value.
* ``search``: Complete enumeration by subdivision of the charts: every box is empty, or holds
  exactly one critical point, or is split.
* ``critical``: The complete certified list of critical points of a trigonometric polynomial, put
  together from its blocks.
* ``ties``: Which critical points have exactly equal values: those that a symmetry of L maps to
  each other, and those with equal exact values.
* ``square_ties``: Minima at which all residuals vanish, as many as angles: their values are
  exactly equal.
"""
