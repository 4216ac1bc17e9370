"""QTI: the questions of other programs read in four versions, and ours written in two."""
