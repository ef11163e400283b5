"""Eqns 7-12: one layer, the composition, the expectation in a state.

Reading order:

* ``layer``: One layer: the maps Φ^(0), Φ^(1), Φ^(2) of Eqns 7-9.
* ``phases``: Products of cosines and sines: the trigonometry of the expansion.
* ``shown``: Expansions in LaTeX and SymPy, whichever engine made them.
* ``dense_expansion``: The engine of matrices: all operators of M(θ) as exact Gaussian-rational
  matrices.
* ``pruning``: Which Pauli words can still contribute to the output of a product state.
* ``word_terms``: Terms of an expansion in narrow columns, and the expansion for words with an
  angle each: branch and append, no copy.
* ``turns``: The two-level rotations that the gates of a network of Pauli sums are made of.
* ``counting``: How many terms an expansion of Pauli sums has, before it is made.
* ``rotations``: The two-level rotations of a network, one after the other, applied to a table of
  terms.
* ``pauli_expansion``: The engine of Pauli sums: all operators of M(θ) at once, vectorised over
  terms.
* ``output``: Expansion of a network, its output polynomial, and values at exact or floating
  angles.
* ``noisy``: The expansion of a noisy network.
"""
