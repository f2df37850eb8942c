"""What every part of the table is given."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.client import Client
from benchmarks.databases import Databases
from benchmarks.inside import Inside
from benchmarks.servers import Server
from benchmarks.timing import Call

#: A question that no block knows: it passes the page cache by and changes nothing else.
UNCACHED = "?bench=1"
#: The demo's page with all blocks, and its plain one.
REVIEWS, PLAIN = "/en/reviews/", "/en/plain/"
#: The same on the lean site; a product's page; the form of a post-moderated book; the form of contrib.forms.
LEAN, LEAN_BOOK, LEAN_PRODUCT = "/en/lean/", "/en/lean-book/", "/en/lean-product/"
LEAN_OPEN, LEAN_FORM = "/en/lean-open/", "/en/lean-form/"
PASSWORD = "changeme"  # noqa: S105 - of the demo's logins


#: The database that all others are copies of.
BUILT = "built"
#: What every other size is compared with.
SMALL = 1_000


@dataclass(frozen=True)
class Options:
    """How many rows the parts with a database of their own fill it with; of how many products, few and many,
    a page is there when something about one of them is published."""

    rows: int
    products: tuple[int, int]


@dataclass(frozen=True)
class Pair:
    """A page with our blocks and the same without them; the slug of the page that its entries are about."""

    ours: str
    plain: str
    subject: str = ""


@dataclass(frozen=True)
class Bench:
    """A server on a database of ``size`` entries and a process for what has to run inside Django; the server
    of 1,000 entries beside it; the key of the peer's form page."""

    databases: Databases
    size: int
    server: Server
    inside: Inside
    small: Server
    peer: int

    @property
    def name(self) -> str:
        return str(self.size)

    @property
    def small_name(self) -> str:
        return str(SMALL)

    def client(self) -> Client:
        return self.server.client()


def page(client: Client, path: str) -> Call:
    return lambda: client.get(path)
