"""The analysis of one exam form from the packed answers of its released sittings, part by part."""

from question_bank.psychometrics.exam_forms.classical import classical_part
from question_bank.psychometrics.exam_forms.columns import Column, matrix_from_packed, seconds_from_packed
from question_bank.psychometrics.exam_forms.models import model_part
from question_bank.psychometrics.exam_forms.persons import groups_part, screens_part
from question_bank.psychometrics.exam_forms.points import points_from_packed

__all__ = ["Column", "classical_part", "groups_part", "matrix_from_packed", "model_part", "points_from_packed",
           "screens_part", "seconds_from_packed"]
