"""Certificates as texts for Coq's kernel, and for the checker that is extracted from Coq.

The theorems are in ``proofs/formal``.
"""
