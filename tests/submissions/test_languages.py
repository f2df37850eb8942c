"""Every language of a site has its forms; entries are stored in one that the site has pages in."""

from __future__ import annotations

import pytest
from django.utils import translation
from wagtail.models import Locale, Site

from tests.submissions.forms import GOOD, SAME_ORIGIN, action_of, soup
from wagtail_feedback.reviews.forms.handler import EntryFormHandler
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.form_rendering import link_to_form
from wagtail_feedback.submissions.languages import site_language

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def american(settings):
    """What ``startproject`` writes: a language that LANGUAGES does not list."""
    settings.LANGUAGE_CODE = "en-us"
    translation.activate("en-us")
    yield
    translation.activate("en")


@pytest.mark.parametrize(
    ("code", "stored"),
    [("en", "en"), ("en-us", "en"), ("ru", "ru"), ("ru-by", "ru"), ("de", "en"), ("", "en")],
)
def test_closest_locale_is_stored(home, code, stored):
    assert site_language(code, FeedbackSettings.for_site(Site.objects.get(is_default_site=True))) == stored


def test_sister_language_is_closer_than_the_sites_own(home, settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("pt-br", "Portuguese")]
    Locale.objects.create(language_code="pt-br")
    assert site_language("pt", FeedbackSettings.for_site(Site.objects.get(is_default_site=True))) == "pt-br"


@pytest.mark.parametrize("language", ["en-us", "en", "ru", "xx"])
def test_link_to_a_form_never_leads_nowhere(client, book, american, language):
    with translation.override(language):
        link = link_to_form(EntryFormHandler(), book)
    assert client.get(link).status_code == 200


def test_link_works_where_translation_is_off(client, book):
    with translation.override(None):
        link = link_to_form(EntryFormHandler(), book)
    assert client.get(link).status_code == 200


def test_entry_from_an_american_page_is_in_the_language_visitors_filter_by(client, book, american):
    action = action_of(client.get("/feedback/form/en-us/reviews.entry/shop/"))
    assert client.post(action, GOOD, headers=SAME_ORIGIN).status_code == 303
    assert Entry.objects.get().language == "en"


def test_form_opens_in_a_language_that_only_a_locale_names(client, book, settings):
    Locale.objects.create(language_code="fr")
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
    response = client.get("/feedback/form/fr/reviews.entry/shop/")
    assert (response.status_code, response["Content-Language"]) == (200, "fr")


@pytest.mark.parametrize("language", ["xx", "a" * 600, "%00", "en%00"])
def test_form_in_no_language_is_not_found(client, book, language):
    assert client.get(f"/feedback/form/{language}/reviews.entry/shop/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["entry:%00/", "form/en/reviews.entry/%00/", "form/en/%00/shop/", "receipt/%00/", "submit/%00/"],
)
def test_nul_in_an_address_is_not_found(client, book, address):
    assert client.get(f"/feedback/{address}", follow=True).status_code == 404


def test_nul_in_the_subject_is_no_error(client, book):
    assert client.get("/feedback/form/en/reviews.entry/shop/?about=page:%00x").status_code == 200


@pytest.mark.parametrize(
    "urls", ["tests.urls", "tests.submissions.urls_unprefixed", "tests.submissions.urls_plain"]
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_errors_stand_in_place_however_addresses_name_languages(client, page, settings, urls, language):
    settings.ROOT_URLCONF = urls
    if language == "ru":
        page = page.copy_for_translation(Locale.objects.get(language_code="ru"), copy_parents=True)
        page.title = "Отзывы"
        page.save_revision().publish()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    with translation.override(language):
        action = action_of(client.get(page.get_url()))
        response = client.post(action, {**GOOD, "rating": ""}, headers=SAME_ORIGIN)
    assert (response.status_code, response["Content-Language"]) == (422, language)
    assert soup(response).h1.get_text() == page.title
    assert client.post(action, GOOD, headers=SAME_ORIGIN).status_code == 303
    assert Entry.objects.get().language == language
