"""What the board's pages accept, one file for each door."""
