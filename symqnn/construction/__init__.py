"""Datasets whose minima are known exactly: Eqn 18, Lemmas 3 and 4, Theorem 2, Proposition 5, and
what goes beyond them.

Reading order:

* ``landscape_latex``: Numbers and values of minima in LaTeX.
* ``rational_squares``: Positive rational numbers as sums of few squares of rational numbers
  (Lagrange: four suffice).
* ``scaling``: Simple rational numbers just below a bound.
* ``targets``: Residuals that a dataset shall have, products of cosines and sines, and where
  θ* may lie.
* ``unreachable``: Residuals that no state and label give, with the relations between operators
  that forbid it.
* ``certify``: Strict local minima of a given dataset near given points, proved: exactly at
  rational points, in a ball around the others.
* ``equation_18``: Eqn 18 on every network.
* ``gram``: Trigonometric polynomials of degree ≤ 2 an angle as sums of squares of residuals of
  degree ≤ 1.
* ``local``: Explicit states for one-layer networks with a product observable: nothing of size 2^p
  or 3^p is built.
* ``separable``: Losses that are sums of functions of one angle each: the complete list of their
  critical points and minima.
* ``vertices``: Losses that depend on the cosines only and are concave in one after the other: all
  their minima lie at φ* + πζ, φ = gθ.
* ``orbit``: Traps that no number of parameters removes: strict local minima on the orbit {U†MU}.
* ``reachable_gram``: Sums of squares of the residuals that a network *does* reach, where linear
  independence fails; or the linear relation between the coefficients of all its losses that a
  target violates.
* ``realise``: From wanted residuals to a dataset: one κ for all samples, explicit states where
  the network factors, Eqn 18 elsewhere.
* ``trap``: Which angles of a network can be trapped: the one-angle trap of Lemmas 3 and 4 and
  Theorem 2, wherever Eqn 18 allows it.
* ``frequencies``: Higher frequencies: exactly ∏ 2D_l local minima a period; the paper says
  Ω(Δ^p).
* ``many_minima``: Beyond p!·2^p: (3/2)·p!·2^p strict local minima of one training loss, for every
  p ≥ 2.
* ``parity``: Beyond the paper: parities of angles, on which coordinate-wise minimisation gets
  stuck, and MaxCut as a square loss.
* ``theorem_2``: Lemma 3, Lemma 4 and Theorem 2: exactly 2^p local minima a period, all but one
  spurious, wherever θ* is put.
* ``universality``: Landscapes on demand: every trigonometric polynomial of degree ≤ 2 an angle
  is, up to a positive factor and a constant, the training loss of a network with linear
  independence.
* ``factorial``: Beyond the paper: p!·∏ 2D_l strict local minima from p + p samples; p!·2^p for
  the paper's networks.
* ``linked``: Theorem 2 where an angle is reachable only together with others: traps that are
  linked to traps before them.
* ``noise``: How much noise removes the spurious minima of Theorem 2.
"""
