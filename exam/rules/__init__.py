"""Rules that need neither a web nor a database: plain values in, a verdict out."""
