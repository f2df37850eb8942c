"""A shop that takes addresses without asking for consent is told so, in the admin and by system checks."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.admin_forms import as_shown
from tests.factories import make_book, make_locale
from wagtail_feedback.checks.mail import check_consent
from wagtail_feedback.site_settings import FeedbackSettings, FeedbackText

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def warnings():
    return [message.msg for message in check_consent(databases=["default"])]


def test_site_without_a_wording_is_named(site):
    make_book(site=site)
    (warning,) = warnings()
    assert str(site) in warning and warning.endswith("without asking for consent (en, ru).")


def test_languages_that_lack_one_are_named(site):
    make_book(site=site, consent=True)
    assert warnings() == []
    FeedbackText.objects.filter(locale=make_locale("ru")).update(consent=None)
    FeedbackSettings.objects.get().save()
    assert warnings()[0].endswith("(ru).")


def test_site_without_books_collects_nothing(site):
    assert warnings() == []


def test_plain_check_looks_into_no_table(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert check_consent() == []


@pytest.mark.parametrize("consent", [False, True])
def test_editor_who_saves_a_book_is_told(admin_client, site, consent):
    book = make_book(site=site, consent=consent)
    url = reverse("wagtailsnippets_wagtail_feedback_reviews_reviewbook:edit", args=[book.pk])
    response = admin_client.post(url, as_shown(admin_client.get(url)))
    assert response.status_code == 302, response.context["form"].errors
    told = [str(message) for message in get_messages(response.wsgi_request)]
    assert any("without asking for consent" in words for words in told) is not consent
