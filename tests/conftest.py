from __future__ import annotations

import os
import shutil
import threading
import time

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.utils import translation

from wagtail_feedback.questions.asking import offers
from wagtail_feedback.questions.topics import nearby, placing
from wagtail_feedback.submissions.checks import word_list
from wagtail_feedback.submissions.ways_on import kept_ways
from wagtail_feedback.surveys.models.survey import kept_documents
from wagtail_feedback.utils import fragments, safe_cache, sites

MEMORIES = (
    *(sites.kept_sites, word_list.kept_versions, kept_ways, safe_cache.kept_states),
    *(offers.kept_matchers, placing.kept_matchers, nearby.kept_alone),
    kept_documents,
)

#: Run the suite of another site.
LONGEST = ("test_in_own_settings.py", "test_writing_a_feature.py")

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
    """Begin with what takes longest, so that no worker is left alone with it. Skip what drives a browser, in
    words, where there is none."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
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


class ServedRequests:
    """The requests that the live server's threads are at."""

    def __init__(self) -> None:
        self.running: set[int] = set()

    def started(self, **kwargs: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            self.running.add(threading.get_ident())

    def finished(self, **kwargs: object) -> None:
        self.running.discard(threading.get_ident())

    def wait(self, seconds: float = 10) -> None:
        """Wait until none runs, and none begins at once after it."""
        end = time.monotonic() + seconds
        quiet = 0
        while quiet < 3 and time.monotonic() < end:
            quiet = 0 if self.running else quiet + 1
            time.sleep(0.01)


@pytest.fixture(scope="session")
def served_requests():
    requests = ServedRequests()
    request_started.connect(requests.started)
    request_finished.connect(requests.finished)
    yield requests
    request_started.disconnect(requests.started)
    request_finished.disconnect(requests.finished)


@pytest.fixture
def new_page(chromium, live_server, served_requests):
    """Make a page in a browser profile of its own; ``new_page(java_script_enabled=False)`` and so on.

    A request that the browser left behind is waited for: it would write while the database is emptied.
    """
    contexts = []

    def make(**options):
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    served_requests.wait()
