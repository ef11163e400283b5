"""Training by gradients in floating point (Section 6): it searches and measures, it never concludes."""
