"""A publication about one product where many have a page: what turns cold, what is purged, what it costs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import Reply
from benchmarks.databases import Databases
from benchmarks.inside import Inside, run
from benchmarks.rows.bench import BUILT, LEAN, UNCACHED, Options, page
from benchmarks.rows.desk import Moderator
from benchmarks.servers import Server, purge_log, served
from benchmarks.table import Row, compare, count
from benchmarks.timing import interleave

ROUNDS, WARM = 20, 3
#: How long a purge in the background may take.
PURGED_WITHIN = 1.0
ABOUT, ANOTHER = "/en/lean-products/product-0/", "/en/lean-products/product-1/"


@dataclass
class Shop:
    """A site with so many product pages, and entries about the first of them that wait."""

    server: Server
    moderator: Moderator
    waiting: list[list[int]]
    purges: Path

    def decide(self) -> Reply:
        return self.moderator.decide(self.waiting.pop())

    def purged(self) -> int:
        """Addresses purged by one decision."""
        self.purges.write_text("")
        self.decide()
        time.sleep(PURGED_WITHIN)
        return len(set(self.purges.read_text().split()))


def rows(databases: Databases, name: str, options: Options) -> list[Row]:
    few, many = options.products
    for number in options.products:
        databases.create(f"{name}{number}", BUILT)
        run(databases.url(f"{name}{number}"), "products", number=number)
    urls = [databases.url(f"{name}{number}") for number in options.products]
    with served(urls[0]) as small, served(urls[1]) as big:
        little, large = open_shop(urls[0], small), open_shop(urls[1], big)
        got = interleave({"few": little.decide, "many": large.decide}, rounds=ROUNDS, warm=WARM)
        what = f"a decision about one of {many:,} product pages against one of {few:,}"
        return [
            compare(f"{what}: CPU", got["many"], got["few"], most=1.1, by="cpu"),
            compare(what, got["many"], got["few"], most=1.1),
            count(
                f"addresses that it purges, of {many:,} pages",
                large.purged(),
                f"of {few:,}: {little.purged():,}",
                most=little.purged(),
            ),
            *another_page(large),
        ]


def open_shop(url: str, server: Server) -> Shop:
    with Inside(url) as process:
        waiting = process.do("pend", number=2 * (ROUNDS + WARM) + 10, slug="product-0")["entries"]
    return Shop(server, Moderator(server), waiting, purge_log(url))


def another_page(shop: Shop) -> list[Row]:
    """The page of another product stays warm."""
    client = shop.server.client()
    for path in (ANOTHER, ABOUT) * 4:
        client.get(path + UNCACHED)
    warm = client.get(ANOTHER + UNCACHED).queries

    def first_reader() -> Reply:
        shop.decide()
        return client.get(ANOTHER + UNCACHED)

    got = interleave({"ours": first_reader, "plain": page(client, LEAN + UNCACHED)}, rounds=ROUNDS, warm=WARM)
    what = "another product's page, first reader after it"
    return [
        compare(f"{what}, against the plain page", got["ours"], got["plain"], most=1.12),
        count(f"queries: {what}", got["ours"].queries, f"warm: {warm}", most=warm),
    ]
