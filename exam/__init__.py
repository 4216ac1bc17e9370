"""Who sits an exam, when, and watched by whom: the Flask application of Examhall."""
