"""What the figures were taken on."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

from benchmarks.databases import Databases

PACKAGES = ("Django", "wagtail", "gunicorn", "psycopg")


def described(databases: Databases) -> str:
    with databases.connect() as connection:
        row = connection.execute("SHOW server_version").fetchone()
    cache = os.environ.get("CACHE_URL", "locmem").partition(":")[0]
    parts = [
        f"{os.cpu_count()} cores ({processor()})",
        f"load {os.getloadavg()[0]:.1f} at the start",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in PACKAGES),
        f"PostgreSQL {row[0].split()[0] if row else '?'}",
        f"cache: {cache}",
    ]
    return ", ".join(parts)


def processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", info.read_text()) if info.exists() else None
    return found[1].strip() if found else platform.machine()
