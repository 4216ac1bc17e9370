"""Proofs by many runs: each makes its own throw-away world, and writes what it found with n and bounds."""
