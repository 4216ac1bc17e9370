"""What is asked: items, blueprints, exam forms, programs, scoring. Plain Python: no web, no database, no clock."""
