"""All real critical points of a trigonometric polynomial on the torus, certified; complex counts; degenerate cases.

Reading order: structure (blocks and periods), dyadic (angles), jets (all derivatives of many points at once, rounding bounds), certify
(where there is a critical point, and its index), bernstein (the derivatives over boxes of the charts of the torus), exclusion (when a box
is empty), subdivision (boxes and their tree), search, critical (the answer); ties (which minima are equally low); degenerate and zero_set
(proofs of infinitely many critical points), complex_count (resultants). Nothing here knows of networks.
"""
