"""Screens: patterns of answers and times that staff may ask about. Each is a question for staff, never a verdict.

No screen changes a score or a result, and none may be the only reason for anything that is held against a person.
"""
