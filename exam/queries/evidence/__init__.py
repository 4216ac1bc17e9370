"""Everything that the decision of one result rests on, read at one instant as plain documents."""

from exam.queries.evidence.gathering import Evidence, evidence_of, result_named, result_with_id
from exam.queries.evidence.sealed import sealed_part

__all__ = ["Evidence", "evidence_of", "result_named", "result_with_id", "sealed_part"]
