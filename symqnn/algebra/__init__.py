"""Exact mathematics that has never heard of a neural network.

Reading order:

* ``bits``: Bit masks in rows of uint64 words, and integer arrays that widen to Python integers
  before they overflow.
* ``components``: Connected components: which things hang together when those of each group do.
* ``exact``: Exact scalars: what may enter symqnn as a number, and how it is read.
* ``html_tables``: Tables for notebooks.
* ``latex``: LaTeX with amsmath and nothing else: numbers, sums and products with their line
  breaks; and how objects show themselves.
* ``latex_text``: Plain text of any alphabet as LaTeX text in ASCII.
* ``pauli_text``: Pauli text: ``"1/2*XX + 3*ZI"``, ``"(Y+I)(Y+I)"``, ``"(Y+I)^64"``,
  ``"-Z(X+2*Z)"``.
* ``circle``: Angles as exact points (cos φ, sin φ) of the unit circle with rational coordinates.
* ``evaluation``: Floating values and gradients of trigonometric polynomials at many points, in
  blocks of bounded memory.
* ``latex_tables``: Matrices, tables and text inside formulas, with amsmath and nothing else.
* ``pauli``: Hermitian Pauli sums on symplectic bit masks, with integer coefficients over one
  common denominator.
* ``tensor_product``: Tensor products of Pauli sums, kept as factors: (Y + I)^{⊗64} has 2^64
  words and 64 factors.
* ``fixed_angle``: Constant angles, exactly: rational multiples of π, rational numbers,
  arctangents of these.
* ``matrix``: Dense matrices over Q(i): two FLINT integer matrices (real and imaginary part) over
  one common denominator.
* ``modular``: Linear algebra modulo a prime q ≡ 1 mod 4, so that i has an image: i ↦ √-1 mod q.
* ``torus``: The angles of a trigonometric polynomial: their names and their units.
* ``constants``: Angles that are held at constants: fixed angles of irrational cosines and sines,
  such as π/4.
* ``trigpoly_text``: Trigonometric polynomials as text and LaTeX, in the user's angles.
* ``trigpoly``: Trigonometric polynomials in several angles with exact rational coefficients, in a
  normal form that decides equality.
* ``formula``: Trigonometric polynomials as people write them: ``cos(2θ1)^2 - 1/2*cos(2θ1 +
  pi/2)*sin(2θ2) + 3``.
* ``laurent``: Products of trigonometric polynomials, as Laurent polynomials in z_l = e^{iφ_l}.
* ``shift``: Trigonometric polynomials in shifted phases.
* ``symbolic``: To and from SymPy, exactly; SymPy is imported when first asked for.
"""
