"""The ``conftest.py`` of a mutation run: every run of tests gets a fresh copy of one migrated database.

Mutmut forks a process for each fault. Migrating in each would take most of the time, and a shared database
would not stay as the migrations left it: tests of transactions empty it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

MIGRATED = Path(settings.SCRATCH_DIR, "migrated.sqlite3")


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Name this process's own database and lay the migrated one there, once there is one."""
    own = Path(settings.SCRATCH_DIR, f"test-{os.getpid()}.sqlite3")
    connection.settings_dict["TEST"]["NAME"] = str(own)
    if MIGRATED.exists():
        shutil.copy(MIGRATED, own)
    yield own
    for path in own.parent.glob(f"{own.name}*"):
        path.unlink()


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings, django_db_setup):
    """Keep a copy of the first database, before any test touches it."""
    if not MIGRATED.exists():
        with sqlite3.connect(django_db_modify_db_settings) as source, sqlite3.connect(MIGRATED) as copy:
            source.backup(copy)
