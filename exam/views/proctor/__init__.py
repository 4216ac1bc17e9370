"""Pages that a proctor opens from a letter: accept, admit and watch, attest. Nobody here has an account."""

from exam.views.proctor import accept, admit, attest, complaint, incident, live
from exam.views.proctor.entrance import door

__all__ = ["accept", "admit", "attest", "complaint", "door", "incident", "live"]
