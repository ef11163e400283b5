"""Mathematics that several kinds share: losses, trigonometric polynomials, Sturm, Bernstein, ranks."""
