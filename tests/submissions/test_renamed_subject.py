"""A page that is renamed is renamed in what visitors wrote about it."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from tests.factories import make_book, make_entry, make_home, make_page, make_settings, make_site
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.subjects import page_key, rename_subject

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.portable]


@pytest.fixture
def pan(db):
    return make_page(make_home(make_site()), title="Blue pan")


def label(entry):
    return Entry.objects.get(pk=entry.pk).about_label


def rename(page, title):
    page.title = title
    page.save_revision().publish()


def test_entries_follow_a_renamed_page(client, pan):
    book = make_book()
    entry = make_entry(book, about=page_key(pan), about_label="Blue pan")
    shop = make_page(pan.get_parent(), body=[("review_book", {"book": book})])
    assert "Blue pan" in client.get(shop.url).content.decode()
    rename(pan, "Green pan")
    assert label(entry) == "Green pan"
    html = client.get(shop.url).content.decode()
    assert "Green pan" in html
    assert "Blue pan" not in html


def test_other_entries_and_versions_stay(pan):
    about, other = make_entry(about=page_key(pan), about_label="Blue pan"), make_entry(about_label="Blue pan")
    rename(pan, "Green pan")
    assert label(other) == "Blue pan"
    assert Entry.objects.get(pk=about.pk).version == about.version


def test_each_translation_names_the_entries_of_its_language(pan):
    english = make_entry(about=page_key(pan), about_label="Blue pan")
    russian = make_entry(about=page_key(pan), about_label="Blue pan", language="ru")
    rename(pan, "Green pan")
    assert label(russian) == "Green pan"
    translation = pan.copy_for_translation(Locale.objects.get(language_code="ru"), copy_parents=True)
    translation.live = True
    rename(translation, "Зелёная сковорода")
    rename(pan, "Red pan")
    assert (label(english), label(russian)) == ("Red pan", "Зелёная сковорода")


def test_a_draft_renames_nothing(pan):
    entry = make_entry(about=page_key(pan), about_label="Blue pan")
    pan.title = "Green pan"
    pan.save_revision()
    assert label(entry) == "Blue pan"


def test_only_the_forms_of_sites_concerned_are_drawn_anew(pan):
    here, elsewhere, apart = (
        make_settings(site) for site in (pan.get_site(), make_site("elsewhere.org"), make_site("apart.org"))
    )
    make_entry(make_book(slug="elsewhere", site=elsewhere.site), about=page_key(pan), about_label="Blue pan")
    keys = {row.pk: row.settings_key for row in FeedbackSettings.objects.all()}
    rename(pan, "Green pan")
    changed = {row.pk for row in FeedbackSettings.objects.all() if row.settings_key != keys[row.pk]}
    assert changed == {here.pk, elsewhere.pk} and apart.pk in keys


def test_a_site_renames_its_own_objects(db):
    entry = make_entry(about="product:pan", about_label="Blue pan")
    rename_subject("product:pan", "Green pan")
    assert label(entry) == "Green pan"


def test_a_page_about_one_thing_does_not_name_it_under_every_entry(client, pan):
    book = make_book()
    make_entry(book, about=page_key(pan), about_label="The pan by its name")
    for about_page, named in ((True, False), (False, True)):
        pan.body = [("review_book", {"book": book, "about_page": about_page})]
        pan.save()
        assert ("The pan by its name" in client.get(pan.url).content.decode()) is named
