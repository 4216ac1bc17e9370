"""Benchmarks: each measures the product and a floor, a minimal program for the same work, in one interleaved run."""
