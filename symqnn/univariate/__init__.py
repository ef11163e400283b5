"""Polynomials in one variable: Sturm's theorem, half tangents, complete lists of critical points in
one angle.
"""
