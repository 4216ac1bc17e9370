"""Assembling exam forms that keep a blueprint: the same forms for the same bank and seed, or words why not.

`assemble` opens HiGHS and numpy, and so does a name of this package when it is first asked for. Web processes
assemble in a process of their own (`question_bank.apart`) and open only `checking` and `quality`, which need neither.
"""

from importlib import import_module

_HOMES = {"Assembled": "assembled", "assemble": "drawing", "AssemblyError": "shortfalls", "OutOfTime": "solver",
          "Rule": "rules", "best_choice": "one_best"}
__all__ = ["Assembled", "AssemblyError", "OutOfTime", "Rule", "assemble", "best_choice"]


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
