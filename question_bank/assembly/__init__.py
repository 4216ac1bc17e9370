"""Assembling exam forms that keep a blueprint: the same forms for the same bank and seed, or words why not.

Importing this opens HiGHS and numpy. Web processes therefore assemble in a process of its own
(`question_bank.assembly_apart`); commands and tests import it directly.
"""

from question_bank.assembly.drawing import Assembled, assemble
from question_bank.assembly.shortfalls import AssemblyError

__all__ = ["Assembled", "AssemblyError", "assemble"]
