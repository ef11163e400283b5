"""All real critical points of a trigonometric polynomial on the torus, certified; complex counts; degenerate cases."""
