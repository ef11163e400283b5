"""A landscape one can touch: one self-contained HTML page with the certified critical points and
the exact coefficients.

Reading order:

* ``data``: What the landscape page carries, as JSON: exact coefficients, certified critical
  points, certificates by hash, the checker's answers.
* ``page``: The page itself: a template, a style sheet, two scripts and the data, put into one
  file.
"""
