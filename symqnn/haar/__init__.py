"""Theorem 6: exact Haar moments, explicit bounds for all dimensions, and the zero-one law."""
