from __future__ import annotations

import pytest

from tests.factories import make_home, make_settings, make_site


@pytest.fixture
def site(db):
    site = make_site()
    make_home(site)
    return site


@pytest.fixture
def settings_row(site):
    """The settings of a shop in English and Russian."""
    return make_settings(site)
