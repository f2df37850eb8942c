"""What every part of the table is given."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.client import Client
from benchmarks.databases import Databases
from benchmarks.servers import Server
from benchmarks.timing import Call

#: A question that no block knows: it passes the page cache by and changes nothing else.
UNCACHED = "?bench=1"
REVIEWS, PLAIN = "/en/reviews/", "/en/plain/"
PASSWORD = "changeme"  # noqa: S105 - of the demo's logins


@dataclass(frozen=True)
class Bench:
    """A server on a database of ``size`` entries, and the one of 1,000 beside it."""

    databases: Databases
    size: int
    server: Server
    small: Server
    peer: int

    @property
    def name(self) -> str:
        return str(self.size)

    def client(self) -> Client:
        return self.server.client()

    def tell(self, *statements: str) -> None:
        self.databases.tell(self.name, *statements)


def page(client: Client, path: str) -> Call:
    return lambda: client.get(path)
