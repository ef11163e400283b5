"""The loss of a network on a dataset: gradient, Hessian, critical system, and bounds on the number of its critical points."""
