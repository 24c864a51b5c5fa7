"""Sessions: what a browser holds after a login, kept only as its hash."""

import hashlib
import secrets
import time

from sqlalchemy import Engine, delete, insert, select, update

from warledger.web.security.people import sessions, users
from warledger.web.security.users import Clock, User, key_of

IDLE_S = 8 * 3600
"""A session ends after so many seconds without a request."""

LONGEST_S = 7 * 86400
"""A session ends so many seconds after the login."""

NOTED_S = 60
"""How often a session's last request is noted."""


class Sessions:
    """The sessions that a database keeps."""

    def __init__(self, engine: Engine, clock: Clock = time.time) -> None:
        self._engine, self._clock = engine, clock

    def start(self, name: str, instead_of: str | None = None) -> str:
        """Begin a session of a user, ending the one that the browser held before; what its cookie is to hold."""
        token, now = secrets.token_urlsafe(32), self._clock()
        old = sessions.c.made_at < now - LONGEST_S
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(old | (sessions.c.seen_at < now - IDLE_S)))
            if instead_of is not None:
                connection.execute(delete(sessions).where(sessions.c.hash == hashed(instead_of)))
            row = {"hash": hashed(token), "person": key_of(name), "made_at": now, "seen_at": now}
            connection.execute(insert(sessions), row)
        return token

    def find(self, token: str) -> User | None:
        """Whose session a cookie holds, with the user's present role; null where it is none or has ended."""
        query = select(sessions.c.made_at, sessions.c.seen_at, users.c.name, users.c.role)
        query = query.join(users, users.c.key == sessions.c.person).where(sessions.c.hash == hashed(token))
        now = self._clock()
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None or now - row.made_at > LONGEST_S or now - row.seen_at > IDLE_S:
            return None
        if now - row.seen_at > NOTED_S:
            with self._engine.begin() as connection:
                connection.execute(update(sessions).where(sessions.c.hash == hashed(token)).values(seen_at=now))
        return User(row.name, row.role, "session")

    def end(self, token: str) -> None:
        """End a session."""
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.hash == hashed(token)))


def hashed(secret: str) -> str:
    """What is kept of a random secret; it is long enough that no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
