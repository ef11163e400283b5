"""The loss of a network on a dataset: residuals, polynomial, derivatives, exact values of the
derivatives.

Reading order: outputs, training (the loss), squares, derivatives, jets.
"""
