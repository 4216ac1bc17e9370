"""Equating: which score on one exam form stands for the same ability as a score on another.

Kolen and Brennan (2014), Test Equating, Scaling, and Linking, third edition, is K&B in all modules of this folder.
"""
