"""Walk through the example shop as a visitor and as an administrator: every link must lead somewhere.

On the database of ``DATABASE_URL`` (in a test database of its own) and the cache of ``CACHE_URL``, with the
settings of ``DJANGO_SETTINGS_MODULE`` (the demo's otherwise). Ends with 1 and a list where a page fails.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_project.settings.demo")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

FEWEST_PAGES, MOST_PAGES = 20, 150
LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#]*)')
# Acts and downloads, lists without end, and the mailbox that only the demo's settings have.
LEFT_OUT = re.compile(r"/(bulk|logout|mailbox|static|media|export)\b|[?&](export|p|after|before|ordering)=")


def walk(client: Client, *starts: str) -> tuple[int, list[str]]:
    """Follow every link within the site, nearest first; how many pages, and which of them failed."""
    waiting, seen, failed = list(starts), set(starts), []
    for url in waiting:
        response = client.get(url, follow=True)
        if response.status_code >= 400:
            failed.append(f"{response.status_code} {url}")
        page = "" if response.streaming else response.content.decode(response.charset, "replace")
        found = (link.replace("&amp;", "&") for link in LINK.findall(page))
        new = [link for link in dict.fromkeys(found) if link not in seen and not LEFT_OUT.search(link)]
        new = new[: MOST_PAGES - len(seen)]
        seen.update(new)
        waiting += new
    return len(seen), failed


def main() -> int:
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    with TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            # A file, as in the demo: the threads of one in memory lock each other out.
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder, "walk.sqlite3"))
        return visit(name)


def visit(name: str) -> int:
    """In a test database beside the one of this name."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("demo_content", verbosity=0)
        administrator = Client()
        administrator.force_login(get_user_model().objects.get(username="admin"))
        visits = {
            "visitor": walk(Client(), "/en/", "/ru/"),
            "administrator": walk(administrator, "/admin/", "/admin/reports/site-history/"),
        }
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    for who, (pages, failed) in visits.items():
        print(f"{who}: {pages} pages, {len(failed)} failed", *failed, sep="\n  ")
    return int(any(failed or pages < FEWEST_PAGES for pages, failed in visits.values()))


if __name__ == "__main__":
    sys.exit(main())
