"""Datasets whose minima are known exactly: Eqn 18, Lemmas 3 and 4, Theorem 2, Proposition 5, and
what goes beyond them.
"""
