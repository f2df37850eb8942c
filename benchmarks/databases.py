"""The databases of the benchmark: one that is built, and copies of it for each number of entries."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

try:
    import psycopg
    from psycopg import sql
except ImportError:
    sys.exit("The benchmark runs on PostgreSQL: pip install 'psycopg[binary]'")


class Databases:
    """Creates and drops databases beside the one that ``url`` names."""

    def __init__(self, url: str, prefix: str) -> None:
        self.admin_url, self.prefix = url, prefix
        self.made: set[str] = set()

    def url(self, name: str) -> str:
        parts = urlsplit(self.admin_url)
        # Not ``urlunsplit``: it would leave out the two slashes of an address without a host.
        query = f"?{parts.query}" if parts.query else ""
        return f"{parts.scheme}://{parts.netloc}/{self.prefix}{name}{query}"

    def connect(self, name: str | None = None) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url(name) if name else self.admin_url, autocommit=True)

    def exists(self, name: str) -> bool:
        with self.connect() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.prefix + name])
            return found.fetchone() is not None

    def create(self, name: str, template: str | None = None) -> None:
        """An empty database, or a copy of another one of ours."""
        self.drop(name)
        source = sql.Identifier(self.prefix + template if template else "template0")
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(
                    sql.Identifier(self.prefix + name), source
                )
            )
        self.made.add(name)

    def drop(self, name: str) -> None:
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.prefix + name))
            )

    @contextmanager
    def filled(self, name: str, template: str | None = None) -> Iterator[None]:
        """A new database that is dropped again when it cannot be filled."""
        self.create(name, template)
        try:
            yield
        except BaseException:
            self.drop(name)
            raise

    def drop_all(self, but: Collection[str] = ()) -> None:
        for name in self.made - set(but):
            self.drop(name)
            self.made.discard(name)

    def ask(self, name: str, query: str, *params: Any) -> tuple[Any, ...]:
        """The only row of a query."""
        with self.connect(name) as connection:
            row = connection.execute(query, params or None).fetchone()
            return row or ()

    def tell(self, name: str, *statements: str) -> None:
        with self.connect(name) as connection:
            for statement in statements:
                connection.execute(statement)
