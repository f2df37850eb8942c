"""The suite on the versions that we promise: ``nox`` runs them all, ``nox --list`` names them.

The whole suite, with the newest of everything on one common Python, is `make test`. Here are the ends of the
range, with the tests that can differ there (marker ``portable``); another choice goes behind two dashes:
``nox --session lowest -- -m "not browser and not packaging"``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "uv|virtualenv"

MINORS = range(11, 15)
SUITE = ("-m", "portable and not browser and not packaging", "-n", "auto", "-q")
#: What has to do with pages.
PAGE_TESTS = (
    *("tests/faq", "tests/submissions", "tests/utils"),
    *("tests/reviews/test_blocks.py", "tests/reviews/test_fresh_pages.py", "tests/reviews/test_purge.py"),
)


def answers(python: str) -> bool:
    """A name on the PATH can be a pyenv shim for a version that is not switched on."""
    return subprocess.run([python, "--version"], capture_output=True).returncode == 0


def of_pyenv() -> dict[int, str]:
    """The Pythons that pyenv keeps off the PATH, by minor version."""
    if not shutil.which("pyenv"):
        return {}
    root = subprocess.run(["pyenv", "root"], capture_output=True, text=True).stdout.strip()
    found = Path(root, "versions").glob("3.*/bin/python") if root else ()
    named = {path: re.fullmatch(r"3\.(\d+)\.\d+", path.parent.parent.name) for path in found}
    return {int(match[1]): str(path) for path, match in named.items() if match}


def pythons() -> dict[int, str]:
    """Every usable Python of the range, by minor version."""
    usable = {sys.version_info.minor: sys.executable, **of_pyenv()}
    for minor in MINORS:
        path = shutil.which(f"python3.{minor}")
        if path and answers(path):
            usable[minor] = path
    return {minor: usable[minor] for minor in MINORS if minor in usable}


PYTHONS = pythons()
OLDEST, NEWEST = min(PYTHONS), max(PYTHONS)
# Django 6 starts at Python 3.12.
NEWEST_DJANGO = "django>=6.0" if NEWEST >= 12 else "django>=5.2"


def install(session: nox.Session, *requirements: str) -> None:
    session.install("-c", "constraints.txt", "-e", ".[test]", *requirements, *drivers())
    session.run("python", "-c", "import django, wagtail; print(django.__version__, wagtail.__version__)")


def run_suite(session: nox.Session) -> None:
    session.run("python", "-m", "pytest", *SUITE, *session.posargs)
    session.run("python", "-W", "ignore", "tools/smoke_walk.py")


def run_page_tests(session: nox.Session) -> None:
    """Under a base page model of one's own."""
    env = {"WAGTAIL_PAGE_MODEL": "custom_page.BasePage"}
    session.run("python", "-m", "pytest", *PAGE_TESTS, *SUITE, *session.posargs, env=env)


def drivers() -> list[str]:
    """What the database of ``DATABASE_URL`` is spoken to with."""
    engine = os.environ.get("DATABASE_URL", "").partition(":")[0]
    return {"postgres": ["psycopg[binary]"], "mysql": ["mysqlclient"]}.get(engine, [])


@nox.session(python=PYTHONS[OLDEST])
def lowest(session: nox.Session) -> None:
    """Wagtail 7.4 and Django 5.2 on the oldest Python there is."""
    install(session, "wagtail>=7.4,<7.5", "django>=5.2,<5.3")
    run_suite(session)


@nox.session(python=PYTHONS[NEWEST])
def newest(session: nox.Session) -> None:
    """The newest Wagtail and Django on the newest Python there is; then a base page model of the site's own,
    possible since Wagtail 8.0."""
    install(session, "wagtail>=8.0", NEWEST_DJANGO)
    run_suite(session)
    run_page_tests(session)


@nox.session(python=PYTHONS[NEWEST], default=False)
def custom_page(session: nox.Session) -> None:
    """The base page model of the site's own alone."""
    install(session, "wagtail>=8.0", NEWEST_DJANGO)
    run_page_tests(session)
