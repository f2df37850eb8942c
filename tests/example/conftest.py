"""The shop's tests need the shop's settings; one test starts them in a process of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

OWN_SETTINGS = "tests.example.settings"
HERE = Path(__file__).resolve().parent

if settings.SETTINGS_MODULE == OWN_SETTINGS:
    collect_ignore = ["test_in_own_settings.py"]
else:
    collect_ignore = [path.name for path in HERE.glob("test_*.py") if path.name != "test_in_own_settings.py"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A shop with the demo's content, once for all tests."""
    with django_db_blocker.unblock():
        call_command("demo_content", verbosity=0)


@pytest.fixture(autouse=True)
def empty_mailbox():
    if settings.SETTINGS_MODULE == OWN_SETTINGS:
        shutil.rmtree(settings.MAILBOX_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def empty_cache():
    from django.core.cache import cache

    cache.clear()
