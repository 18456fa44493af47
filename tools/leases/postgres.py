"""Leases in a table of a Postgres database, by the clock of its server."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from videostudio.film.errors import EndpointError
from videostudio.tools.packages import packages_missing

TABLE = """
CREATE TABLE IF NOT EXISTS videostudio_leases (
    name text PRIMARY KEY,
    holder text NOT NULL,
    until timestamptz NOT NULL
)
"""
TAKE = """
INSERT INTO videostudio_leases AS mine (name, holder, until)
VALUES (%(name)s, %(holder)s, now() + %(lasts)s * interval '1 second')
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE mine.until < now() OR mine.holder = excluded.holder
RETURNING holder
"""
RENEW = """
UPDATE videostudio_leases SET until = now() + %(lasts)s * interval '1 second'
WHERE name = %(name)s AND holder = %(holder)s AND until > now()
RETURNING holder
"""
RELEASE = "DELETE FROM videostudio_leases WHERE name = %(name)s AND holder = %(holder)s RETURNING holder"
HOLDER = "SELECT holder FROM videostudio_leases WHERE name = %(name)s AND until > now()"

WITHIN_S = 5
"""How long the server may take to answer; a lease lasts many times as long."""


class PostgresLeases:
    """See Leases. `address` is "postgresql://..."; names are those `within` a beginning that others do not have.
    Connects at the first call, and again after an error. May be called from several threads. Raises BackendMissing
    without psycopg."""

    def __init__(self, address: str, within: str = "") -> None:
        self._address, self._within = address, within
        self._lock = Lock()
        try:
            import psycopg
        except ImportError as error:
            raise packages_missing("Postgres", error, "postgres") from error
        self._psycopg = psycopg
        self._connection: psycopg.Connection | None = None

    def take(self, name: str, holder: str, lasts_s: float) -> bool:
        """See Leases."""
        return self._one(TAKE, name, holder=holder, lasts=lasts_s) is not None

    def renew(self, name: str, holder: str, lasts_s: float) -> bool:
        """See Leases."""
        return self._one(RENEW, name, holder=holder, lasts=lasts_s) is not None

    def release(self, name: str, holder: str) -> None:
        """See Leases."""
        self._one(RELEASE, name, holder=holder)

    def holder(self, name: str) -> str | None:
        """Who has the lease now; None if nobody."""
        return self._one(HOLDER, name)

    def close(self) -> None:
        """Leaves the server."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _one(self, query: str, name: str, **values: str | float) -> str | None:
        with self._lock, self._answering():
            if self._connection is None:
                self._connection = self._psycopg.connect(
                    self._address,
                    autocommit=True,
                    connect_timeout=WITHIN_S,
                    options=f"-c statement_timeout={WITHIN_S * 1000}",
                    tcp_user_timeout=WITHIN_S * 1000,
                )
                self._connection.execute(TABLE)
            row = self._connection.execute(query, {"name": f"{self._within}{name}", **values}).fetchone()
            return None if row is None else str(row[0])

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except self._psycopg.Error as error:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            raise EndpointError(
                f"the Postgres server does not answer ({str(error).strip().splitlines()[0]}): check the address in the "
                "setting 'postgres' of 'machines', and that the server runs"
            ) from error
