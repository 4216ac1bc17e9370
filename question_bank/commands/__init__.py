"""The commands of `python -m question_bank`, one file for each subject."""
