"""Ticking rows of the list carries the versions that are shown: Wagtail's own script sends them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.factories import make_entry, make_user
from wagtail_feedback.moderation.actions import WithholdAction
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(site, new_page, client, live_server, moderator):
    client.force_login(moderator)
    page = new_page(viewport={"width": 1280, "height": 800})
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def test_a_colleague_is_not_overruled_by_a_stale_list(desk, book):
    entries = [make_entry(book, status="pending", title=f"Pan {number}") for number in range(3)]
    desk.goto(reverse("wagtailsnippets_wagtail_feedback_reviews_entry:list"))
    WithholdAction(entries[1], reason="abuse", user=make_user("Pavel", superuser=True)).execute()
    desk.locator("[data-bulk-action-select-all-checkbox]").first.check()
    desk.locator("[data-bulk-action-button][data-decision=approve]").click()

    alert = desk.locator("main [role=alert]")
    assert re.search(r"Withheld: Abuse \(Pavel, .*Pan 1", alert.inner_text())
    desk.locator("main form button[type=submit]").click()
    desk.wait_for_url("**/entry/")
    assert list(Entry.objects.order_by("title").values_list("status", flat=True)) == [
        "published",
        "withheld",
        "published",
    ]


def test_withholding_by_key_asks_about_the_version_shown(desk, book):
    entry = make_entry(book, status="pending", title="Pan")
    desk.goto(reverse("wagtailsnippets_wagtail_feedback_reviews_entry:list"))
    desk.keyboard.press("j")
    desk.keyboard.press("w")
    desk.wait_for_url(f"**/feedback_withhold/?id={entry.pk}%3A{entry.version}&**")
