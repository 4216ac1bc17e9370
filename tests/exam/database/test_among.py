"""One of very many texts: a statement takes any number of them, on both databases."""

from sqlalchemy import select

from exam.database import among, db
from exam.models import Account
from exam.queries.sittings import missing_for_each
from tests.factories import world as make

MORE_THAN_A_STATEMENT_TAKES = 70_000


def test_a_column_is_one_of_more_texts_than_a_statement_has_variables(db_app):
    known = make.candidate().account_id
    texts = [known, "it's \"quoted\", {and} 'odd' %s", *map(str, range(MORE_THAN_A_STATEMENT_TAKES))]
    found = select(Account.id)
    assert db.session.scalars(found.where(among(Account.id, texts))).all() == [known]
    assert db.session.scalars(found.where(among(Account.id, []))).all() == []
    assert db.session.scalars(found.where(among(Account.id, texts[1:]))).all() == []


def test_what_is_missing_is_asked_for_any_number_of_sittings(db_app):
    sitting = make.submitted(make.world())
    missing = missing_for_each([sitting] * MORE_THAN_A_STATEMENT_TAKES)
    assert missing == {sitting.id: ["The proctor has not attested yet."]}
