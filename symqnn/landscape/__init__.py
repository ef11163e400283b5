"""The loss of a network on a dataset: gradient, Hessian, critical system, and bounds on the number of its critical points.

Reading order: loss, system (Paper Eqns 24-28), bounds and mixed_volume (the ladder), export (for other systems), external (Singular).
"""
