"""Adopting a program: codes that nothing here carries out are refused, by name."""

import pytest

from exam.database import db
from exam.errors import Refused
from exam.models import ProgramVersion
from tests.factories import world as make
from tests.support.databases import ONE_KIND


@ONE_KIND
@pytest.mark.parametrize(("table", "key", "code"), [
    ("incidents", "note", "I11"), ("incidents", "hold", "I99"), ("accommodations", "offered", "nap")])
def test_a_code_of_an_incident_or_an_accommodation_is_one_that_is_known(db_app, table, key, code):
    document = make.shipped_programs()[1].document[table]
    with pytest.raises(Refused) as caught:
        make.program_only(**{table: {**document, key: [*document[key], code]}})
    assert f"{table}.{key}: '{code}' is not known." in " ".join(caught.value.sentences)
    assert db.session.query(ProgramVersion).count() == 0
