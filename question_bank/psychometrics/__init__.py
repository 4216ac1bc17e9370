"""What answers say about items, forms and scores: numpy arrays in, figures with their n out."""
