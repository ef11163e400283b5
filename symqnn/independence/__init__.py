"""Definition 1: Gram matrix, its blocks, rank from below and above, relations."""
