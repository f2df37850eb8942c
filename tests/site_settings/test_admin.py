"""The screens of settings, books and wordings in the admin."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.factories import make_book, make_locale, make_user, make_wording
from wagtail_feedback.checks.installation import check_site_settings
from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.site_settings import FeedbackSettings

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
BOOKS = "wagtailsnippets_wagtail_feedback_reviews_reviewbook"


@pytest.fixture
def admin(client):
    client.force_login(make_user("boss", superuser=True))
    return client


def settings_url(site):
    return reverse("wagtailsettings:edit", args=["wagtail_feedback", "feedbacksettings", site.pk])


def settings_data(**changes):
    rows = {
        "texts": inline_formset([]),
        "opening_hours": inline_formset([]),
        "special_days": inline_formset([]),
        "target_groups": inline_formset([]),
    }
    plain = {"mail_from": "", "notify": "", "country": "", "subdivision": ""}
    return nested_form_data({**plain, **rows, **changes})


def text_row(language, **changes):
    row = {"locale": make_locale(language).pk, "shop_name": "Iron", "signature": "", "privacy_link": ""}
    return {**row, "consent": "", "publication_consent": "", "claims_notice": "", **changes}


def errors(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [tag.get_text(strip=True) for tag in soup.select(".error-message, .w-field__errors")]


def test_settings_that_nobody_saved_open_without_being_stored(admin, site):
    assert admin.get(settings_url(site)).status_code == 200
    assert not FeedbackSettings.objects.exists()


def test_settings_are_saved_with_their_rows(admin, site):
    labels = [{"locale": make_locale(code).pk, "label": f"Trade {code}"} for code in ("en", "ru")]
    data = settings_data(
        notify="care@example.org",
        texts=inline_formset([text_row("en", consent=make_wording().pk), text_row("ru", shop_name="Чугун")]),
        opening_hours=inline_formset([{"weekday": 5, "opens": "10:00", "closes": "14:00"}]),
        special_days=inline_formset([{"date": "2030-01-05", "is_working": "on", "note": "Moved"}]),
        target_groups=inline_formset([{"slug": "trade", "labels": inline_formset(labels)}]),
    )
    response = admin.post(settings_url(site), data)
    assert errors(response) == []
    settings = FeedbackSettings.objects.get(site=site)
    assert (settings.shop_name("ru"), settings.notify_addresses()) == ("Чугун", ["care@example.org"])
    assert settings.all_target_groups[0].get_label("ru") == "Trade ru"
    assert len(settings.business_calendar().working) == 1


def test_settings_are_changed_in_their_screen(admin, settings_row):
    response = admin.post(settings_url(settings_row.site), settings_data(notify="boss@example.org"))
    assert response.status_code == 302
    assert FeedbackSettings.objects.get().notify_addresses() == ["boss@example.org"]
    assert admin.get(settings_url(settings_row.site)).status_code == 200


def test_bad_address_is_named_and_nothing_is_saved(admin, site):
    response = admin.post(settings_url(site), settings_data(notify="care@example.org\nboss@"))
    assert "boss@" in "".join(errors(response))
    assert not FeedbackSettings.objects.exists()


def test_one_language_cannot_have_two_rows(admin, site):
    rows = inline_formset([text_row("en"), text_row("en")])
    response = admin.post(settings_url(site), settings_data(texts=rows))
    assert response.status_code == 200
    assert not FeedbackSettings.objects.exists()


def test_editors_without_the_permission_stay_out(client, site):
    client.force_login(make_user("helper"))
    assert client.get(settings_url(site)).status_code == 302


def book_data(site, **changes):
    plain = {"name": "Shop", "slug": "shop", "site": site.pk, "policy": "pre", "is_open": "on"}
    label = {"locale": make_locale("en").pk, "label": "Delivery"}
    rows = {
        "texts": inline_formset(
            [{"locale": make_locale("ru").pk, "title": "Книга", "intro": "", "thanks": ""}]
        ),
        "kinds": inline_formset([]),
        "criteria": inline_formset([{"slug": "delivery", "labels": inline_formset([label])}]),
    }
    return nested_form_data({**plain, **rows, **changes})


def test_book_is_added_with_its_texts_and_criteria(admin, site):
    response = admin.post(reverse(f"{BOOKS}:add"), book_data(site))
    assert errors(response) == []
    book = ReviewBook.objects.get()
    assert (book.get_text("en").title, book.all_criteria[0].get_label("ru")) == ("Книга", "Delivery")


def test_criterion_needs_a_label(admin, site):
    criteria = inline_formset([{"slug": "delivery", "labels": inline_formset([])}])
    response = admin.post(reverse(f"{BOOKS}:add"), book_data(site, criteria=criteria))
    assert response.status_code == 200
    assert not ReviewBook.objects.exists()


def test_only_site_is_chosen_and_the_slug_proposed(admin, site):
    soup = BeautifulSoup(admin.get(reverse(f"{BOOKS}:add")).content, "html.parser")
    assert soup.select_one("#id_site option[selected]")["value"] == str(site.pk)
    assert soup.select_one("#id_name")["data-w-sync-target-value"] == "#id_slug"


def test_slug_of_a_book_stays_when_its_name_changes(admin, site):
    soup = BeautifulSoup(
        admin.get(reverse(f"{BOOKS}:edit", args=[make_book(site=site).pk])).content, "html.parser"
    )
    assert "w-sync#apply" not in soup.select_one("#id_name").get("data-action", "")


def test_wording_is_added_in_a_language_of_the_site(admin, site):
    url = reverse("wagtailsnippets_wagtail_feedback_consentwording:add")
    values = {"title": "Answering", "version": 1, "valid_from": "2030-01-01", "label": "Yes", "text": ""}
    assert admin.post(url, {**values, "purpose": "answer", "locale": make_locale("ru").pk}).status_code == 302
    assert str(ConsentWording.objects.get()) == "Answering (ru, 1)"
    assert admin.get(url.replace("/add/", "/")).status_code == 200


def test_missing_settings_app_is_said_by_a_check(monkeypatch):
    assert check_site_settings() == []
    monkeypatch.setattr(apps, "is_installed", lambda name: name != "wagtail.contrib.settings")
    assert [message.id for message in check_site_settings()] == ["wagtail_feedback.E005"]
