"""The theorems of proofs/formal, checked by Coq's kernel, that say what a row of scope *general*
says.

A row may say less than its theorem, never more: the premises (H² = I, Definition 1, 0 < r² < 1/2)
stand in the row.
"""

THEOREMS = {  # statement → file and name; their full text is in proofs/formal/assumptions.txt
    "equation-11": "Expansion.eqn11",
    "equation-13": "Expansion.eqn13",
    "equation-14": "Expansion.eqn14",
    "equation-15": "Expansion.eqn15",
    "theorem-2": "Theorem2.theorem2_below",
    "proposition-5": "Proposition5.proposition5",
}
