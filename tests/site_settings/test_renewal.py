"""A change of the settings shows at once, whatever was kept before."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from tests.factories import make_book, make_locale, make_page, make_settings, make_site
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.site_settings import (
    FeedbackSettings,
    FeedbackText,
    OpeningHours,
    SpecialDay,
    TargetGroup,
    TargetGroupLabel,
)

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def page(site):
    book = make_book(consent=True)
    return make_page(site.root_page, body=[("entry_form", {"book": book})])


def shown(client, page):
    return client.get(page.url).content.decode()


def rename(**values):
    text = FeedbackText.objects.get(locale__language_code="en")
    for name, value in values.items():
        setattr(text, name, value)
    text.save()


def test_new_name_of_the_shop_is_in_a_cached_form(client, page):
    assert "Iron &amp; Linden asks" in shown(client, page)
    rename(shop_name="Copper & Oak")
    assert "Copper &amp; Oak asks" in shown(client, page)


def test_new_privacy_page_is_linked_at_once(client, page):
    assert "/en/privacy/" not in shown(client, page)
    rename(privacy_link="/en/privacy/")
    assert 'href="/en/privacy/"' in shown(client, page)


def test_changed_wording_is_shown_at_once(client, page):
    shown(client, page)
    wording = FeedbackText.objects.get(locale__language_code="en").consent
    wording.label = "Other words"
    wording.save()
    assert "Other words" in shown(client, page)


def test_switched_on_question_is_asked_at_once(client, page):
    assert 'name="age_band"' not in shown(client, page)
    make_settings(ask_age_band=True)
    assert 'name="age_band"' in shown(client, page)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (OpeningHours, {"weekday": 1}),
        (SpecialDay, {"date": "2030-01-01"}),
        (TargetGroup, {"slug": "trade"}),
    ],
)
def test_every_row_renews_what_was_kept(settings_row, model, values):
    before = FeedbackSettings.objects.get().settings_key
    row = model.objects.create(settings=settings_row, **values)
    added = FeedbackSettings.objects.get().settings_key
    row.delete()
    assert len({before, added, FeedbackSettings.objects.get().settings_key}) == 3


def test_label_of_a_target_group_renews_too(settings_row):
    group = TargetGroup.objects.create(settings=settings_row, slug="trade")
    before = FeedbackSettings.objects.get().settings_key
    TargetGroupLabel.objects.create(owner=group, locale=make_locale("en"), label="Trade")
    assert FeedbackSettings.objects.get().settings_key != before


def test_no_two_books_share_a_key_after_a_change(site):
    first, second = make_book(), make_book()
    make_settings(site, ask_age_band=True)
    books = ReviewBook.objects.filter(pk__in=[first.pk, second.pk])
    assert len({key for book in books for key in (book.fragment_key, book.settings_key)}) == 4


def test_books_of_other_sites_keep_their_keys(site):
    other = make_book(site=make_site("other.example"))
    make_settings(site, ask_age_band=True)
    assert ReviewBook.objects.get(pk=other.pk).settings_key == other.settings_key


def test_saving_some_fields_renews_the_key(settings_row):
    before = settings_row.settings_key
    settings_row.save(update_fields=["notify"])
    assert FeedbackSettings.objects.get().settings_key != before


def test_kept_settings_cost_no_query_beside_the_site(settings_row):
    assert settings_row.shop_name("en")
    site = Site.objects.select_related("feedbacksettings").get(pk=settings_row.site_id)
    with CaptureQueriesContext(connection) as queries:
        assert FeedbackSettings.for_site(site).shop_name("ru") == "Чугун и Липа"
    assert len(queries) == 0


def test_site_known_to_have_none_is_not_asked_again(site):
    site = Site.objects.select_related("feedbacksettings").get(pk=site.pk)
    with CaptureQueriesContext(connection) as queries:
        FeedbackSettings.for_site(site).signatures()
    assert len(queries) == 0


def test_calendar_is_kept_and_renewed(settings_row):
    assert FeedbackSettings.objects.get().business_calendar().closed == frozenset()
    SpecialDay.objects.create(settings=settings_row, date=date(2030, 1, 5))
    assert FeedbackSettings.objects.get().business_calendar().closed == {date(2030, 1, 5)}
    settings = FeedbackSettings.objects.get()
    with CaptureQueriesContext(connection) as queries:
        assert settings.business_calendar().closed
    assert len(queries) == 0


def test_locale_added_or_removed_is_known_at_once(settings_row):
    before = FeedbackSettings.objects.get().languages
    added = make_locale("de")
    assert FeedbackSettings.objects.get().languages == sorted([*before, "de"])
    added.delete()
    assert FeedbackSettings.objects.get().languages == before
