"""The schema's history: one list of steps for SQLite and PostgreSQL alike."""
