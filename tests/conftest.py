from __future__ import annotations

import os
import shutil

import pytest
from django.core.cache import cache
from django.utils import translation

from wagtail_feedback.submissions.checks import word_list
from wagtail_feedback.submissions.ways_on import kept_ways
from wagtail_feedback.utils import fragments, safe_cache, sites

MEMORIES = (sites.kept_sites, word_list.kept_versions, kept_ways, safe_cache.kept_states)

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(autouse=True)
def own_language():
    """A request of the test client leaves its language active."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def fresh_caches():
    """What one test broke, or kept in the process, is no business of the next."""
    cache.clear()
    fragments.clear_local_cache()
    for memory in MEMORIES:
        memory.clear()
    yield
    safe_cache.breaker.close()
    fragments.clear_local_cache()


def chromium_path() -> str | None:
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what drives a browser, in words, where there is none."""
    if chromium_path():
        return
    reason = "There is no Chromium on this machine: install the package chromium to run the browser tests."
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def chromium():
    """A running headless Chromium, one for all tests of a worker."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (extra: test).")
    # Playwright's own loop makes Django think that it is called from async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Chromium's sandbox refuses to start for root.
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=flags)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium, live_server):
    """Make a page in a browser profile of its own; ``new_page(java_script_enabled=False)`` and so on."""
    contexts = []

    def make(**options):
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
