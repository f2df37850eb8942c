"""Consent to publication is asked for apart from the consent to an answer, and both are kept."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import make_book, make_settings, make_user, make_wording
from tests.moderation.conftest import open_desk
from tests.submissions.forms import errors_of, soup
from tests.visitor import send_form
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import FeedbackText

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
BOX = "input[name=publication_consent]"


@pytest.fixture
def book(db):
    """A book whose shop asks for both."""
    return make_book(consent=True, publication=True)


def form_page(client, book):
    return soup(client.get(f"/feedback/form/en/reviews.entry/{book.slug}/"))


def test_the_box_is_there_and_not_ticked(client, book):
    box = form_page(client, book).select_one(BOX)
    assert box is not None and not box.has_attr("checked")


@pytest.mark.parametrize("settings", [{}, {"consent": True}])
def test_there_is_none_where_the_shop_has_no_wording(client, settings):
    book = make_book(**settings)
    assert form_page(client, book).select_one(BOX) is None
    assert send_form(client, book).status_code == 303


@pytest.mark.parametrize("typed", [{"name": "Anna"}, {"name": "", "place": "Perm"}])
def test_a_name_or_a_town_needs_it(client, book, typed):
    assert errors_of(send_form(client, book, **typed)) == [
        "Tick the box, so that we may publish your name or town, or leave them empty"
    ]
    assert not Entry.objects.exists()


def test_who_stays_anonymous_needs_none(client, book):
    assert send_form(client, book, name="").status_code == 303
    entry = Entry.objects.get()
    assert (entry.publication_consent, entry.publication_consented_at) == (None, None)


def test_each_is_kept_with_its_version_and_time(client, book):
    send_form(client, book, email="a@example.org", consent="on", publication_consent="on")
    entry = Entry.objects.get()
    assert (entry.consent.purpose, entry.publication_consent.purpose) == ("answer", "publication")
    assert entry.consented_at == entry.publication_consented_at == entry.created_at


@pytest.mark.parametrize(
    ("box", "other"), [("consent", "publication_consent"), ("publication_consent", "consent")]
)
def test_one_does_not_stand_for_the_other(client, book, box, other):
    assert len(errors_of(send_form(client, book, email="a@example.org", **{box: "on"}))) == 1


def test_both_are_said_in_one_round(client, book):
    assert len(errors_of(send_form(client, book, email="a@example.org"))) == 2


def test_each_box_leads_to_the_privacy_page(client, book):
    FeedbackText.objects.update(privacy_link="/en/privacy/")
    FeedbackText.objects.get(locale__language_code="en").settings.save()
    assert len(form_page(client, book).select("form a[href='/en/privacy/']")) == 2


def test_what_a_visitor_posts_beside_the_box_decides_nothing(client, book):
    """Mass assignment: the wording and the time are ours."""
    other = make_wording("ru", purpose="publication")
    send_form(
        client, book, publication_consent=str(other.pk), publication_consented_at="2001-01-01", consent_id="1"
    )
    entry = Entry.objects.get()
    assert entry.publication_consent != other and entry.publication_consented_at == entry.created_at


def test_personal_data_and_the_export_hold_both(client, book):
    send_form(client, book, email="a@example.org", consent="on", publication_consent="on")
    data = Entry.objects.get().get_personal_data()
    assert (data["consent"], data["publication_consent"]) == ("Answering (en, 1)", "Publishing (en, 1)")
    assert data["consented_at"] and data["publication_consented_at"]
    desk = open_desk(make_user(superuser=True))
    url = reverse("wagtailsnippets_wagtail_feedback_reviews_entry:list")
    text = desk.client.get(url, {"export": "csv"}).getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["Consent to an answer"] == "Answering (en, 1)"
    assert row["Consent to publication"] == "Publishing (en, 1)"


def test_a_wording_of_the_wrong_purpose_or_language_is_refused(book):
    text = FeedbackText.objects.get(locale__language_code="en")
    for wording in (make_wording("en"), make_wording("ru", purpose="publication")):
        text.publication_consent = wording
        with pytest.raises(ValidationError) as refused:
            text.full_clean()
        assert set(refused.value.error_dict) == {"publication_consent"}


def test_a_changed_wording_shows_at_once(client, book):
    form_page(client, book)
    wording = make_wording("en", purpose="publication")
    wording.label = "You may show my name"
    wording.save()
    assert "You may show my name" in form_page(client, book).text


# Legal claims


def test_the_line_about_legal_claims_has_links(client, book):
    FeedbackText.objects.update(
        claims_notice="No legal claim. Send it to claims@shop.example, <b>not here</b>."
    )
    make_settings().save()
    foot = form_page(client, book)
    assert foot.select_one("form a[href='mailto:claims@shop.example']")
    assert "<b>not here</b>" in foot.text and foot.select_one("form b") is None


def test_it_stands_only_where_complaints_are_taken(client, book):
    FeedbackText.objects.update(claims_notice="No legal claim.")
    make_settings().save()
    assert "No legal claim." in form_page(client, book).text
    book.kinds.filter(kind="complaint").delete()
    assert "No legal claim." not in form_page(client, book).text


def test_addresses_in_the_text_of_a_consent_become_links_and_nothing_else_does(client, book):
    wording = make_wording("en")
    wording.text = "Withdraw it: privacy@shop.example, https://shop.example/. <b>x</b> javascript:alert(1)"
    wording.save()
    links = [link["href"] for link in form_page(client, book).select(".wf-how__text a")]
    assert {"mailto:privacy@shop.example", "https://shop.example/"} <= set(links)
    assert not any(link.startswith("javascript") for link in links)
    assert form_page(client, book).select_one(".wf-how__text b") is None
