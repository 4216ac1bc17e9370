"""Makers of test data: plain functions that invent whatever parents are missing."""
