"""Theorem 6: exact Haar moments, explicit bounds for all dimensions, and the zero-one law.

Reading order:

* ``rational_shown``: Rational functions of d, h and κ in LaTeX, and to and from SymPy.
* ``universal``: The zero-one law: one instance that is independent modulo a prime proves
  probability 1.
* ``rational``: Rational functions over Q in the dimension d, the trace h = tr H and the
  observable's κ = tr M⁴/(tr M²)².
* ``permutations``: Twirls.
* ``transfer``: Transfer matrices: what one Haar-random layer does, on average, to products of
  traces of two operators.
* ``moments``: Mean, second moment and variance of every entry of the Gram matrix of a Haar-random
  network, for any p.
* ``failure_bounds``: Explicit bounds ε with P[linear independence] ≥ 1 - ε(d, κ), as rational
  functions, for any number p of layers.
* ``montecarlo``: Monte Carlo cross-check of the exact moments: seeded Haar-random networks,
  vectorised, floating point.
* ``positivity``: Positivity of a rational function for all large d: shift by the first dimension,
  all coefficients of one sign.
* ``asymptotics``: All p at once.
* ``verdict``: Theorem 6 decided: the probability of linear independence in the model of Eqn 21 is
  0 or 1, and which; the table of all bounds.
"""
