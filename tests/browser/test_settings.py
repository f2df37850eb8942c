"""Screens of editors whose JavaScript is Wagtail's, and what a visitor's module tells about the device."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_user
from wagtail_feedback.reviews.models import ReviewBook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def admin(site, new_page, client, live_server):
    """The admin as a superuser sees it."""
    client.force_login(make_user("boss", superuser=True))
    page = new_page()
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def test_editor_adds_a_criterion_with_labels_in_two_languages(admin, site):
    admin.goto(reverse("wagtailsnippets_wagtail_feedback_reviews_reviewbook:add"))
    admin.fill("#id_name", "Книга Shop")
    admin.locator("#id_criteria-ADD").click()
    admin.fill("#id_criteria-0-slug", "delivery")
    for number, label in enumerate(("Delivery", "Доставка")):
        if number:
            admin.locator("#id_criteria-0-labels-ADD").click()
        admin.select_option(f"#id_criteria-0-labels-{number}-locale", index=number + 1)
        admin.fill(f"#id_criteria-0-labels-{number}-label", label)
    admin.locator("footer button[type=submit]").first.click()
    admin.wait_for_url("**/reviewbook/")
    book = ReviewBook.objects.get()
    assert (book.slug, book.site_id) == ("kniga-shop", site.get_site().pk)
    labels = {row.language_code: row.label for row in book.all_criteria[0].all_labels}
    assert labels == {"en": "Delivery", "ru": "Доставка"}


@pytest.mark.parametrize("ticked", [True, False])
def test_window_size_is_sent_with_the_tick_only(new_page, russian_page, ticked):
    page = new_page(viewport={"width": 800, "height": 600})
    page.goto(russian_page.get_url())
    page.locator(".wf-more summary").click()
    page.set_checked("input[name=share_device]", ticked)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.locator("form.wf-form .wf-button").last.click()
    assert ("wf_window=800x600" in sent.value.post_data) is ticked
