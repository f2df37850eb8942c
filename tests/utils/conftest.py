from __future__ import annotations

import pytest
from django.core.cache import cache

from wagtail_feedback.utils import fragments, safe_cache


@pytest.fixture(autouse=True)
def fresh_cache():
    """What one test kept, or broke, is no business of the next."""
    cache.clear()
    fragments.clear_local_cache()
    yield
    safe_cache.breaker.close()
    fragments.clear_local_cache()
