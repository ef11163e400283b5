"""Certificates as texts for Coq's kernel, and for the checker that is extracted from Coq.

The theorems are in ``proofs/formal``.

Reading order:

* ``reading``: What the exporters need of a certificate: the one place that knows the names of its
  fields.
* ``dense``: Integer operators as dense matrices modulo q, and what Computation.v computes from
  them.
* ``expansion``: Eqn 11 of one network as a theorem that Coq's kernel checks by exact computation.
* ``frequencies``: Trigonometric polynomials by frequency: Σ a_k cos(k·x) + b_k sin(k·x), a_k, b_k
  integers.
* ``gallina``: Integer data as text that Coq reads.
* ``independence``: Definition 1 of one network as a theorem that Coq's kernel checks by computing
  modulo q.
* ``local``: Derivatives of a sum of waves in floats: what the search for a proof of completeness
  needs.
* ``charts``: A list of critical points, with the certificate's own proof, as input of
  ``bernstein_check`` (BernsteinList.v).
* ``cover``: Search for a subdivision of the torus that product_check (Products.v) accepts.
* ``points``: A list of critical points as input of ``product_check`` (Products.v).
* ``points_coq``: A list of critical points as a theorem that Coq's kernel checks by computing, p
  ≤ 2 a block.
"""
