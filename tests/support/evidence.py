"""The stand-alone verifier of evidence packs, opened from its own folder as whoever gets a pack would."""

import importlib
import sys
from types import ModuleType

from tests.support.building import ROOT

FOLDER = ROOT / "scripts" / "evidence"


def part(name: str) -> ModuleType:
    """One module of the verifier with its neighbours, none of them ours."""
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    return importlib.import_module(name)


def verifier() -> ModuleType:
    """The program itself."""
    return part("verify")
