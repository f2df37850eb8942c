"""What a shop is called and how it signs, whatever has been set so far."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Site

from tests.factories import make_locale, make_settings, make_wording
from wagtail_feedback.models import FeedbackSettings, FeedbackText, OpeningHours, SpecialDay, TargetGroup
from wagtail_feedback.site_settings import TargetGroupLabel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "shop"),
    [("ru", "Чугун и Липа"), ("ru-ru", "Чугун и Липа"), ("en-gb", "Iron & Linden"), ("et", "Iron & Linden")],
)
def test_text_falls_back_to_the_base_language_and_then_to_the_first(settings_row, language, shop):
    assert settings_row.shop_name(language) == shop


def test_an_exact_language_goes_before_one_of_the_same_base(settings_row):
    FeedbackText.objects.create(settings=settings_row, locale=make_locale("en-us"), shop_name="Iron, US")
    settings = FeedbackSettings.objects.get()
    assert (settings.shop_name("en-US"), settings.shop_name("en")) == ("Iron, US", "Iron & Linden")


def test_text_is_in_the_active_language(settings_row):
    with translation.override("ru"):
        assert settings_row.shop_name() == "Чугун и Липа"


@pytest.mark.parametrize(("name", "shop"), [("Iron", "Iron"), ("", "testserver")])
def test_site_without_settings_is_called_by_wagtail_or_its_host(site, name, shop):
    Site.objects.filter(pk=site.pk).update(site_name=name)
    settings = FeedbackSettings.for_site(Site.objects.get(pk=site.pk))
    assert settings.shop_name() == shop
    assert (settings.notify_addresses(), settings.get_text().consent) == ([], None)


def test_reading_settings_stores_none(site):
    FeedbackSettings.for_site(site).reserved_names()
    assert not FeedbackSettings.objects.exists()


def test_there_are_none_without_a_site():
    with pytest.raises(FeedbackSettings.DoesNotExist):
        FeedbackSettings.for_site(None)


def test_site_without_settings_signs_all_the_same(site):
    settings = FeedbackSettings.for_site(site)
    assert settings.signatures() == ["Customer care"]


def test_nobody_signs_as_the_shop_in_any_language(settings_row):
    assert {"Iron & Linden", "Чугун и Липа", "Customer care", "Служба заботы"} <= set(
        settings_row.reserved_names()
    )


@pytest.mark.parametrize(
    ("typed", "sender"), [("", "shop@example.org"), ("Iron <i@example.org>", "Iron <i@example.org>")]
)
def test_sender_is_the_project_s_where_the_site_has_none(site, typed, sender):
    assert make_settings(site, mail_from=typed).sender() == sender


def test_shop_works_monday_to_friday_until_somebody_says_otherwise(settings_row):
    assert [hours is not None for hours in settings_row.business_calendar().hours] == [True] * 5 + [False] * 2


def test_calendar_has_the_shop_s_hours_and_special_days(settings_row):
    OpeningHours.objects.create(settings=settings_row, weekday=5, opens=time(10), closes=time(14))
    SpecialDay.objects.create(settings=settings_row, date=date(2030, 1, 5))
    SpecialDay.objects.create(settings=settings_row, date=date(2030, 1, 6), is_working=True)
    calendar = FeedbackSettings.objects.get().business_calendar()
    assert calendar.hours == (None,) * 5 + ((time(10), time(14)), None)
    assert (calendar.closed, calendar.working) == ({date(2030, 1, 5)}, {date(2030, 1, 6)})


def test_target_groups_speak_each_language(settings_row):
    group = TargetGroup.objects.create(settings=settings_row, slug="trade")
    TargetGroupLabel.objects.create(owner=group, locale=make_locale("en"), label="Trade customer")
    TargetGroupLabel.objects.create(owner=group, locale=make_locale("ru"), label="Оптовый покупатель")
    found = FeedbackSettings.objects.get().all_target_groups[0]
    assert [found.get_label(language) for language in ("en", "ru")] == [
        "Trade customer",
        "Оптовый покупатель",
    ]


def test_target_group_without_labels_shows_its_slug(settings_row):
    assert str(TargetGroup.objects.create(settings=settings_row, slug="trade")) == "trade"


def test_consent_of_another_language_is_refused(settings_row):
    text = settings_row.get_text("en")
    text.consent = make_wording("ru")
    with pytest.raises(ValidationError, match="another language"):
        text.clean()
