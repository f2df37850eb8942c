from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.factories import make_home, make_settings, make_site


@pytest.fixture(autouse=True)
def fresh_cache():
    """What one test has kept is no business of the next."""
    cache.clear()


@pytest.fixture
def site(db):
    site = make_site()
    make_home(site)
    return site


@pytest.fixture
def settings_row(site):
    """The settings of a shop in English and Russian."""
    return make_settings(site)
