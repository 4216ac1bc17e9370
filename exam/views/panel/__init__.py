"""Pages that a panelist opens from a letter: the invitation, the questions of a round, handing in. No account."""

from exam.views.panel import bookmarks, invitations, questions, rounds
from exam.views.panel.entrance import door

__all__ = ["bookmarks", "door", "invitations", "questions", "rounds"]
