"""What an ansatz can do: exact variances, the dynamical Lie algebra, the rank of the quantum Fisher information, light cones."""
