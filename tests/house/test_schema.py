"""The migrations and the models describe the same tables, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from exam.app import create_app
from exam.database import Base, db
from exam.database.upgrades import alembic_config, upgrade
from exam.queries.health import newest_schema
from tests.support.application import close
from tests.support.building import ROOT
from tests.support.databases import ONE_KIND
from tests.support.settings import settings_for


def test_the_migrated_schema_is_the_one_of_the_models(db_app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_table_of_the_models_exists_once_migrated(db_app):
    assert set(Base.metadata.tables) <= set(inspect(db.engine).get_table_names())


@ONE_KIND
def test_the_service_knows_the_newest_migration_by_its_file(db_app):
    assert newest_schema() == ScriptDirectory.from_config(alembic_config(db_app)).get_current_head()


def test_migrating_twice_changes_nothing(unmigrated_database_url, tmp_path):
    app = create_app(settings_for(unmigrated_database_url, tmp_path))
    upgrade(app)
    with app.app_context():
        before = sorted(inspect(db.engine).get_table_names())
    upgrade(app)
    with app.app_context():
        assert sorted(inspect(db.engine).get_table_names()) == before
    close(app)


def test_migrations_are_numbered_in_the_order_they_run():
    names = sorted(path.name for path in (ROOT / "exam" / "migrations" / "versions").glob("*.py"))
    assert [name[:4] for name in names if name != "__init__.py"] == [
        f"{number:04d}" for number in range(1, len([name for name in names if name != "__init__.py"]) + 1)
    ]
