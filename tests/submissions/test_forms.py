"""What the forms of all features ask alike."""

from __future__ import annotations

import itertools

import pytest
from django.http import QueryDict

from tests.factories import make_book, make_locale, make_settings
from wagtail_feedback.reviews.forms.entry_form import EntryForm
from wagtail_feedback.site_settings import FeedbackText, TargetGroup, TargetGroupLabel
from wagtail_feedback.submissions.choices import Area
from wagtail_feedback.submissions.forms import ContactFieldsMixin

pytestmark = pytest.mark.django_db

GOOD = {"kind": "review", "rating": "4", "text": "Heavy and good.", "email": "a@example.org", "consent": "on"}
#: Each alone is one fault; together they are as many.
FAULTS = {
    "kind": {"kind": "advert"},
    "rating": {"rating": "9"},
    "text": {"text": " "},
    "name": {"name": "Customer care"},
    "email": {"email": "a@example,org"},
    "area": {"area": "moon"},
    "order_number": {"order_number": "4" * 41},
    "consent": {"consent": ""},
}


@pytest.fixture
def book(db):
    return make_book(consent=True)


def form(book, data=None, **changes):
    typed = QueryDict(mutable=True)
    typed.update({**(GOOD if data is None else data), **changes})
    return EntryForm(book, "en", data=typed, prefix_id="f")


@pytest.mark.parametrize(
    "names", [names for size in (1, 2, len(FAULTS)) for names in itertools.combinations(FAULTS, size)]
)
def test_everything_wrong_is_said_in_one_round(book, names):
    faults = {key: value for name in names for key, value in FAULTS[name].items()}
    assert set(form(book, **faults).errors) == set(names)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"kind": "complaint"}, {"rating", "text"}),
        ({"kind": "question"}, {"text"}),
        ({}, {"kind", "text"}),
        ({"kind": "complaint", "email": "anna@"}, {"rating", "text", "email", "consent"}),
        ({"kind": "question", "order_number": "7" * 41}, {"text", "order_number", "consent"}),
        ({"kind": "question", "email": " \u200b "}, {"text"}),
        ({"kind": "question", "rating": "9"}, {"text"}),
    ],
)
def test_rules_wait_for_no_other_field(book, typed, fields):
    assert set(form(book, typed).errors) == fields


@pytest.mark.parametrize(
    ("email", "advice"),
    [
        ("=?utf-8?q?victim?=@example.org", "it should look like"),
        ('"victim"@example.org', "it should look like"),
        ("anna@localhost", "it should look like"),
        ("anna@[127.0.0.1]", "it should look like"),
        ("почта@пример.рф", "only to addresses with Latin letters before the “@”"),
    ],
)
def test_addresses_that_could_be_spelled_otherwise_are_refused_in_words(book, email, advice):
    assert advice in form(book, email=email).errors["email"][0]


def test_missing_rating_is_said_without_a_kind_where_every_kind_is_rated(book):
    book.kinds.exclude(kind__in=["review", "complaint"]).delete()
    fresh = type(book).objects.get(pk=book.pk)
    assert {"kind", "rating"} <= set(form(fresh, {"text": "Good."}).errors)


def test_errors_follow_the_order_of_the_page(book):
    faults = {key: value for fault in FAULTS.values() for key, value in fault.items()}
    order = [name for name in form(book).fields if name in form(book, **faults).errors]
    assert order == ["kind", "rating", "text", "name", "email", "area", "order_number", "consent"]


def test_no_consent_is_asked_where_the_shop_has_no_wording(db):
    assert form(make_book(), consent="").is_valid()


@pytest.mark.parametrize("name", ["Iron & Linden", "ЧУГУН И ЛИПА", "customer саre", "Moderator"])
def test_names_of_the_shop_are_reserved_in_every_language(book, name):
    assert "name" in form(book, name=name).errors


def test_links_of_the_error_summary_lead_to_the_first_choice(book):
    asked = form(book)
    assert [asked.first_id(name) for name in ("kind", "rating", "email")] == [
        "f-kind-review",
        "f-rating-1",
        "f-email",
    ]


def test_mixin_is_a_form_of_its_own(book):
    data = QueryDict("name=Anna&email=a@example.org&consent=on")
    asked = ContactFieldsMixin(book.site_settings, "en", data=data, prefix_id="q")
    assert asked.is_valid()
    assert asked["email"].auto_id == "q-email"


def test_privacy_page_is_that_of_the_form_s_language(book):
    FeedbackText.objects.filter(locale__language_code="ru").update(privacy_link="/ru/privacy/")
    assert EntryForm(book, "ru").privacy_link == "/ru/privacy/"
    assert EntryForm(book, "en").privacy_link == ""


# Circumstances


def answers(asked):
    assert asked.is_valid(), asked.errors
    return {
        name: asked.cleaned_data[name] for name in ("age_band", "target_group", "share_device", "window_size")
    }


def test_nothing_is_asked_about_the_visitor_until_it_is_switched_on(book):
    asked = form(book, age_band="18-24", target_group="trade")
    assert asked.circumstance_fields() == []
    assert answers(asked) == {"age_band": "", "target_group": "", "share_device": False, "window_size": ""}


def test_switched_on_questions_are_asked_and_may_stay_unanswered(db):
    settings = make_settings(ask_age_band=True)
    group = TargetGroup.objects.create(settings=settings, slug="trade")
    TargetGroupLabel.objects.create(owner=group, locale=make_locale("en"), label="Trade customer")
    book = make_book()
    assert answers(form(book, age_band="18-24", target_group="trade"))["target_group"] == "trade"
    assert answers(form(book))["age_band"] == ""
    assert "Trade customer" in str(form(book)["target_group"])


def test_unknown_answers_are_refused(db):
    make_settings(ask_age_band=True)
    assert set(form(make_book(), age_band="999").errors) == {"age_band"}


@pytest.mark.parametrize(
    ("ticked", "typed", "stored"),
    [
        ("on", "1280x720", "1280x720"),
        ("", "1280x720", ""),
        ("on", "", ""),
        ("on", "0x720", ""),
        ("on", "1280x720\n", ""),
        ("on", "١٢٨٠x720", ""),
        ("on", "<b>1x1</b>", ""),
        ("on", "123456x720", ""),
    ],
)
def test_window_size_is_taken_with_the_tick_only_and_in_one_shape(book, ticked, typed, stored):
    found = answers(form(book, share_device=ticked, wf_window=typed))
    assert (found["share_device"], found["window_size"]) == (ticked == "on", stored)


def test_technical_areas_are_a_group_of_their_own(book):
    *plain, (_group, technical) = form(book).fields["area"].choices
    assert [value for value, _label in plain] == ["", "product", "delivery", "payment", "service"]
    assert [value for value, _label in technical] == ["pictures", "navigation", "ordering"]


def test_three_areas_are_technical():
    assert {area.value for area in Area if area.is_technical} == {"pictures", "navigation", "ordering"}


def test_widgets_let_the_browser_cut_nothing(book):
    html = str(form(book)["text"]) + str(form(book)["name"])
    assert "maxlength" not in html
