"""The forms people fill in, one file for each audience, as in views."""
