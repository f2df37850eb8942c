"""A low score, a copy of the answers, and where editors set both: as people see them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser.test_accessible import KNOWN_OF_WAGTAIL, SCREENS, assert_fits, problems
from tests.browser.test_survey import check, press
from tests.factories import make_book, make_page, make_settings, make_user
from tests.surveys.surveys import make_survey, question, step
from wagtail_feedback.moderation.actions.direct import publish_thread
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.webhooks.webhook_models import Webhook
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.surveys.models import Response

pytestmark = pytest.mark.browser
KNOWN = {*KNOWN_OF_WAGTAIL, "page-has-heading-one"}
STEPS = (
    step(question("nps", id="nps", label="Recommend us?", low_label="never", high_label="always"), id="s1"),
    step(
        question("long_text", id="why", label="What went wrong?", max_length=200),
        question("email", id="mail", label="Your address?"),
        id="s2",
    ),
)


@pytest.fixture
def survey(site):
    make_settings(site.get_site(), consent=True)
    make_book(site=site.get_site(), consent=True)
    return make_survey(
        *STEPS, is_anonymous=False, low_nps=6, offers_complaint=True, offers_copy=True, keep_months=12
    )


@pytest.fixture
def url(site, survey):
    return make_page(site, title="Pan", body=[("survey", {"survey": survey, "heading_level": "2"})]).get_url()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_low_score_and_an_address_open_a_complaint(new_page, url, settings, scripts):
    settings.WAGTAILFEEDBACK_MIN_SECONDS = 0
    page = new_page(java_script_enabled=scripts)
    page.goto(url)
    page.locator("[name=q_nps][value='0']").check(force=True)
    press(page, "Next")
    page.get_by_label("What went wrong?").fill("The lid")
    page.get_by_label("Your address?").fill("anna@example.org")
    page.locator("[name=consent]").check(force=True)
    page.locator("[name=wf_complaint]").check(force=True)
    page.get_by_label("Send a copy of my answers to").fill("boss@example.org")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/receipt/**")
    publish_thread.join(10)
    assert Response.objects.get().answers == {"nps": 0, "why": "The lid"}
    assert Entry.objects.get().text == "The lid"
    asked = OutboxMail.objects.filter(mail_type="contacts.confirm").values_list("contact__email", flat=True)
    assert sorted(asked) == ["anna@example.org", "boss@example.org"]


def test_an_address_for_a_copy_is_no_part_of_the_draft(new_page, url):
    page = new_page()
    page.goto(url)
    check(page, "Recommend us?", "3")
    press(page, "Next")
    page.get_by_label("Send a copy of my answers to").fill("boss@example.org")
    page.get_by_label("What went wrong?").fill("The lid")
    page.wait_for_function("() => JSON.stringify(sessionStorage).includes('The lid')")
    assert "boss@" not in page.evaluate("JSON.stringify(sessionStorage)")


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_offered_is_accessible_and_fits(new_page, url, screen):
    page = new_page(**screen)
    page.goto(url)
    check(page, "Recommend us?", "3")
    press(page, "Next")
    assert page.get_by_label("If I gave a low score").count() == 1
    assert problems(page) == []
    assert_fits(page)
    page.locator("[name=wf_complaint]").check(force=True)
    page.get_by_label("Send a copy of my answers to").fill("boss@example")
    press(page, "Send")
    assert "Write your email address too" in page.locator(".wf-errors").text_content()
    assert problems(page) == []
    assert_fits(page)


@pytest.fixture
def open_admin(new_page, site):
    make_user("editor", superuser=True)

    def open_admin(path, **options):
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


@pytest.mark.parametrize("width", [360, 1280])
def test_an_editor_sets_them_and_a_webhook(open_admin, survey, width):
    page = open_admin(
        reverse(type(survey).snippet_viewset.get_url_name("edit"), args=[survey.pk]),
        viewport={"width": width, "height": 900},
    )
    page.get_by_role("tab", name="Notices and privacy").click()
    assert page.locator("[name=keep_months]").input_value() == "12"
    assert problems(page, KNOWN) == []
    page.goto(reverse(Webhook.snippet_viewset.get_url_name("add")))
    page.locator("[name=name]").fill("CRM")
    page.locator("[name=url]").fill("https://crm.example/hook")
    page.locator("[name=site]").select_option(index=1)
    page.locator("[name=events][value='response.published']").check()
    assert problems(page, KNOWN) == []
    page.get_by_role("button", name="Save").last.click()
    page.wait_for_load_state()
    assert Webhook.objects.get().events == ["response.published"]
    Webhook.objects.update(is_active=False, last_error="HTTP 410")
    page.goto(reverse(Webhook.snippet_viewset.get_url_name("list")))
    assert "Switched off, because nothing arrived: HTTP 410" in page.text_content("main")
    assert problems(page, KNOWN) == []
