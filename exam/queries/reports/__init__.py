"""The reports of the board: each is a question, its columns, and who may ask it."""

from exam.queries.reports.audit import AUDIT
from exam.queries.reports.authorship import TOOLS
from exam.queries.reports.bank import CONFORMANCE, FORMS
from exam.queries.reports.cut_scores import CUT_SCORES
from exam.queries.reports.items import ITEMS
from exam.queries.reports.people import PENDING, PROCTORS, ROSTER
from exam.queries.reports.records import HOLDS, INCIDENTS, REGISTER, RESULTS
from exam.queries.reports.shape import Chosen, Report, report_page, report_rows
from exam.queries.reports.trainings import TRAININGS

ALL = (ROSTER, PENDING, HOLDS, INCIDENTS, RESULTS, REGISTER, PROCTORS, TRAININGS, ITEMS, FORMS, CONFORMANCE,
       CUT_SCORES, TOOLS, AUDIT)
REPORTS = {report.key: report for report in ALL}

__all__ = ["REPORTS", "Chosen", "Report", "report_page", "report_rows"]
