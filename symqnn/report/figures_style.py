"""The style sheet of the pictures, for light and dark pages and for print: ``ALONE`` stands inside
a picture that is a file of its own, pages carry the same sheet once.
"""

from symqnn.report.assets import asset

ALONE = asset("templates/figures.css")
