"""Pages of a signed-in candidate: one status page, and each step of the way on a page of its own."""

from exam.views.candidate import (
    agreement,
    appeals,
    arrangements,
    ending,
    exam_day,
    lost_answers,
    notices,
    practice,
    proctor,
    reports,
    results,
    status,
)
from exam.views.candidate.entrance import door

__all__ = ["agreement", "appeals", "arrangements", "door", "ending", "exam_day", "lost_answers", "notices",
           "practice", "proctor", "reports", "results", "status"]
