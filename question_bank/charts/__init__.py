"""Pictures of figures as plain SVG, each with the table of what it shows: for pages, reports and the command line."""

from question_bank.charts.chart import Chart, Mark, standalone
from question_bank.charts.drawing import bars, histogram, lines, matrix
from question_bank.charts.series import Series

__all__ = ["Chart", "Mark", "Series", "bars", "histogram", "lines", "matrix", "standalone"]
