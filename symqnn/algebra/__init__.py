"""Exact mathematics that has never heard of a neural network."""
