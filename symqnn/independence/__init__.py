"""Definition 1: Gram matrix, its blocks, rank from below and above, relations.

Reading order:

* ``rank_bounds``: Necessary conditions for Definition 1, and the structural upper bound on the
  rank.
* ``rows``: The operators A_e of an expansion as sparse rows of integers, for relations, ranks and
  traces.
* ``dense_rank``: Rank of the Fourier components of a network of matrices modulo a prime, split by
  the first gate.
* ``elimination``: Exact relations between integer rows: found by pivots modulo a prime, proved
  over Z.
* ``explain``: Sentences that say why operators are dependent.
* ``relations``: Integer relations Σ x_e A_e = 0: which operators vanish, coincide, or depend on
  others.
* ``span``: The values (tr(D·A_e))_e that Hermitian matrices D give to some operators, and no
  others.
* ``gram``: The Gram matrix tr(A_e A_e'), exactly, and its blocks; for two-level gates
  tr(Φ_ξ(M)Φ_ξ'(M)).
* ``reachability``: Which residuals can be made: solvability of Eqn 18 for one target at a time,
  decided exactly.
* ``refutation``: One tensor factor: full modular rank, or a proof that its components are
  dependent.
* ``decide``: Definition 1.
"""
