"""Results as canonical JSON certificates (proofs/FORMAT.md)."""
