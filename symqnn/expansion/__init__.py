"""Eqns 7-12: one layer, the composition, the expectation in a state."""
