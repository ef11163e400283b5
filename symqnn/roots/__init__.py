"""All real critical points of a trigonometric polynomial on the torus, certified; complex counts; degenerate cases.

Reading order: structure (blocks and periods), dyadic (angles), jets (all derivatives of many points at once, rounding bounds),
boxes (when a box is empty, when a cube holds one root), search (subdivision), critical (the answer); degenerate and zero_set
(proofs of infinitely many critical points), complex_count (resultants). Nothing here knows of networks.
"""
