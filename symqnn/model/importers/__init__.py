"""Circuits written elsewhere, read as networks of Pauli rotations."""
