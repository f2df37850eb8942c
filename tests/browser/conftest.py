from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale

from tests.factories import make_book, make_entry, make_home, make_page, make_site, make_user


@pytest.fixture
def site(transactional_db, live_server):
    """The default site at the live server's address, so that links in mails can be followed."""
    site = make_site()
    home = make_home(site)
    site.hostname, site.port = live_server.thread.host, live_server.thread.port
    site.save()
    return home


@pytest.fixture
def book(site):
    return make_book(slug="shop", consent=True, site=site.get_site())


@pytest.fixture
def russian_page(site, book):
    """The Russian page with the form and the book, and five ratings so that an average is shown."""
    for rating in (5, 5, 5, 4, 4):
        make_entry(book, rating=rating, language="ru")
    make_entry(book, status="pending", rating=5, text="An older review that waits")
    form = {"book": book, "heading_level": "2"}
    shown = {"book": book, "heading_level": "2", "per_page": 20, "show_summary": True, "show_filters": True}
    page = make_page(site, title="Reviews", body=[("review_book", shown), ("entry_form", form)])
    russian = page.copy_for_translation(Locale.objects.get(language_code="ru"), copy_parents=True)
    russian.save_revision().publish()
    return russian


@pytest.fixture
def moderator(site):
    return make_user(
        "moderator", permissions=("moderate_entry", "answer_entry", "change_entry", "view_entry")
    )


@pytest.fixture
def open_admin(site, new_page):
    """Open a page of the admin as somebody who may do everything."""

    def open_admin(path, **options):
        make_user("editor", superuser=True)
        page = new_page(**options)
        page.goto(reverse("wagtailadmin_login"))
        page.fill("[name=username]", "editor")
        page.fill("[name=password]", "changeme")
        with page.expect_navigation():
            page.click("button[type=submit]")
        page.goto(path)
        page.wait_for_load_state()
        return page

    return open_admin
