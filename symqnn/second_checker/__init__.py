"""The second checker: checker.js, one file for node and for browsers, written from proofs/FORMAT.md alone."""
