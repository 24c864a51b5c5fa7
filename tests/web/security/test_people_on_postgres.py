"""People beside a PostgreSQL ledger: a schema of their own in the same database."""

from collections.abc import Iterator

import pytest
from bench.private_postgres import emptied, private_postgres
from sqlalchemy import create_engine, inspect

from standing_in import CHEAP, PASSWORD
from warledger.journal.store import open_ledger
from warledger.web.security.audit import Audit
from warledger.web.security.people import beside, open_people
from warledger.web.security.sessions import Sessions
from warledger.web.security.users import Users


@pytest.fixture
def where() -> Iterator[str]:
    with private_postgres() as url:
        if url is None:
            pytest.skip("PostgreSQL's programs are not installed")
        yield emptied(url)


def test_people_lie_beside_the_ledger_and_not_in_it(where: str) -> None:
    engine = open_people(beside(where))
    Users(engine, hasher=CHEAP).add("mara", PASSWORD, "admin")
    session = Sessions(engine).start("mara")
    log = Audit(engine)
    log.keep("mara", "logged in")
    open_ledger(where).close()
    again = open_people(beside(where))
    assert Users(again).has_admin()
    found = Sessions(again).find(session)
    assert found is not None and found.role == "admin"
    with pytest.raises(Exception, match="only added to"), again.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit")
    assert log.problems() == []
    plain = create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
    assert "person" not in inspect(plain).get_table_names()
    for opened in (engine, again, plain):
        opened.dispose()
