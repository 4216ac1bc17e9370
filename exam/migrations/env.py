"""How Alembic reaches the database: through the connection it is handed by `exam.database.upgrade`."""

from alembic import context

import exam.models
from exam.database.base import Base

assert exam.models.__all__, "importing the models fills the metadata"

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True,
                  compare_type=True, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
connection.commit()
