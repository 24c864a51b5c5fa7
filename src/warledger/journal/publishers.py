"""Who published each story."""

from collections.abc import Mapping

from sqlalchemy import Engine, select

from warledger.journal.tables import revisions


def publishers_of(engine: Engine) -> Mapping[str, str]:
    """The publisher of each story that names one; of several revisions the last posted one counts."""
    query = select(revisions.c.story, revisions.c.publisher).order_by(revisions.c.number)
    with engine.connect() as connection:
        return {row.story: row.publisher for row in connection.execute(query) if row.publisher}
