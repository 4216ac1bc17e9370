"""A cohort of invented people who take an exam, with faults planted among them that the house ought to find."""
