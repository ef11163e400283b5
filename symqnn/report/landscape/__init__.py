"""A landscape one can touch: one self-contained HTML page with the certified critical points and the exact coefficients."""
