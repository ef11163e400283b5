"""Certificates as texts for the Coq kernel and for the checker that is extracted from Coq; the theorems are in ``proofs/formal``."""
