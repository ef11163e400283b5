"""The least value of a trigonometric polynomial: an upper bound at an exact point, a lower bound
with a proof.

Reading order:

* ``basis``: Products of functions of half angles, whose quadratic forms are tried as sums of
  squares.
* ``ground``: The least eigenvalue of an observable, enclosed exactly.
* ``mirror``: An exchange of angles that leaves a polynomial as it is: the reflection of a chain
  or a ring, for instance.
* ``symmetry``: Reflections and half turns of the angles that leave a polynomial as it is, and the
  lists of functions into which they divide a sum of squares.
* ``squares``: Which functions are squared: lists over sets of angles, and which relaxations
  are tried.
* ``boxes``: A lower bound by subdivision: the torus is cut into boxes on which all Bernstein
  coefficients of the difference are positive.
* ``exact``: From Gram matrices in floats to a proof: integers over a power of 2, positive
  definite by exact elimination, the rest as a remainder.
* ``samples``: A relaxation at points that determine it: the functions there, quadratic forms, Gram
  matrices brought back to the polynomial, all in floats.
* ``interior``: A primal-dual interior-point method for sums of squares, in floats, that uses
  their structure: nothing here is a proof.
* ``search``: Low points of a trigonometric polynomial: many descents in floats, then a rational
  point of the torus and the exact value there.
* ``conic``: The same relaxations put to a general solver, Clarabel (an extra): another road to
  the Gram matrices, for small ones.
* ``roads``: The ways to a lower bound: sums of squares, from cheap to dear, and subdivisions,
  from coarse to fine.
* ``value``: The least value of a trigonometric polynomial, enclosed: a rational point on the one
  side, a proof of a lower bound on the other.
"""
