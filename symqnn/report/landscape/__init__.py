"""A landscape one can touch: one self-contained HTML page with the certified critical points and
the exact coefficients.

Reading order:

* ``data``: What the landscape page carries, as JSON: exact coefficients, certified critical
  points, certificates by hash, the checker's answers.
* ``sight``: The circuit and its loss as a page shows them: a diagram, a formula, lines of text.
* ``page``: The page itself: a template, style sheets, scripts and the data, put into one file.
"""
