"""Critical systems of losses, and bounds on the number of their critical points.

Reading order: system (Paper Eqns 24-28), bounds and mixed_volume (the ladder), export (for other systems), external (Singular).
"""
