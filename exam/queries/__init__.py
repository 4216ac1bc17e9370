"""Everything a page reads, named by the question it answers."""
