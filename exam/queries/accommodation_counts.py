"""How many accommodations there are: numbers for one restricted page, and never beside a result."""

from collections import Counter

from sqlalchemy import select

from exam.database import db
from exam.models import AccommodationGrant


def accommodation_counts() -> list[tuple[str, int, int]]:
    """(code, in force, ever granted) by code, the most frequent first."""
    ever, in_force = Counter(), Counter()
    for codes, withdrawn_at in db.session.execute(select(AccommodationGrant.codes, AccommodationGrant.withdrawn_at)):
        ever.update(codes)
        in_force.update(codes if withdrawn_at is None else ())
    return [(code, in_force[code], count) for code, count in sorted(ever.items(), key=lambda pair: (-pair[1], pair[0]))]
