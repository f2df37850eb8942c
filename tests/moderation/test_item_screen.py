"""The entry screen: where the entry stands, who else it is from, and what a screen reader is told."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tests import factories
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.admin import tabs
from wagtail_feedback.reviews.actions import MarkSolvedAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import TargetGroup, TargetGroupLabel

pytestmark = pytest.mark.django_db


def position(desk, entry, **query):
    return desk.open(entry, **query).context["position"]


@pytest.mark.portable
def test_the_place_of_an_entry_is_counted_in_the_view_it_was_opened_from(desk, book):
    first, complaint, last = (
        factories.make_entry(book, status="pending", kind=kind)
        for kind in ("thanks", "complaint", "question")
    )
    published = factories.make_entry(book)

    assert [position(desk, entry, tab="read") for entry in (complaint, first, last)] == [
        "1 of 3",
        "2 of 3",
        "3 of 3",
    ]
    assert position(desk, last, tab="read", kind="question") == "1 of 1"
    assert position(desk, published, tab="published") == "1 of 1"
    assert position(desk, published, tab="read") == "3"


def test_counting_stops_at_a_limit(desk, book, monkeypatch):
    monkeypatch.setattr(tabs, "MAX_COUNT", 2)
    entries = [factories.make_entry(book, status="pending") for _ in range(4)]
    assert position(desk, entries[1], tab="read") == "2 of 2+"
    assert position(desk, entries[3], tab="read") == "2+ of 2+"


def confirmed(book, email="anna@example.org", **fields):
    entry = factories.make_entry(book, email=email, **fields)
    Contact.objects.filter(pk=entry.contact_id).update(confirmed_at=timezone.now())
    return entry


def test_other_entries_of_a_confirmed_address_are_shown_with_kind_date_and_state(desk, book):
    confirmed(book, kind="complaint", title="Handle <loose>", status="withheld")
    entry = confirmed(book, email="ANNA@example.org", status="pending")

    [other] = desk.open(entry).context["same_author"]
    assert (other.label, other.heading, other.state) == ("Complaint", "Handle <loose>", "Withheld")
    page = desk.open(entry).content.decode()
    assert "Other entries by this author" in page and "Handle &lt;loose&gt;" in page and other.url in page


def test_an_address_proves_nothing_while_it_is_not_confirmed(desk, book):
    one, two = confirmed(book), factories.make_entry(book, email="anna@example.org", status="pending")
    assert desk.open(two).context["same_author"] == desk.open(one).context["same_author"] == []


def test_other_sites_and_other_addresses_are_left_out(desk, book, other_site):
    entry = confirmed(book)
    confirmed(factories.make_book(site=other_site))
    confirmed(book, email="boris@example.org")
    assert desk.open(entry).context["same_author"] == []


def test_every_description_a_field_names_is_there(desk, book):
    entry = factories.make_entry(book, status="pending")
    screens = [
        desk.open(entry),
        desk.act(entry, "publish_answer", position="", done="<p></p>"),
        desk.act(entry, "withhold", author_note="x" * 1_001),
        desk.act(entry, "redact", words=""),
        desk.act(entry, "note", note=""),
    ]
    for response in screens:
        page = response.content.decode()
        named = " ".join(re.findall(r'aria-describedby="([^"]*)"', page)).split()
        missing = [name for name in named if name.startswith(("id_", "wfd-")) and f'id="{name}"' not in page]
        assert "id_position_helptext" in named and missing == []


@pytest.mark.parametrize(
    ("act", "typed", "error_id", "error"),
    [
        ("publish_answer", {"position": ""}, "id_position_error", "An answer starts with our position."),
        ("withhold", {}, "id_reason_error", "Choose a reason."),
        ("note", {"note": ""}, "id_note_error", "This field is required."),
    ],
)
def test_an_error_is_in_the_title_and_tied_to_its_field(desk, book, act, typed, error_id, error):
    entry = factories.make_entry(book, status="pending", title="Loose handle")
    page = desk.act(entry, act, **typed).content.decode()
    assert re.search(r"<title>\s*Error: .*Loose handle", page)
    assert re.search(f'id="{error_id}">{re.escape(error)}<', page)
    assert re.search(f'aria-describedby="[^"]*{error_id}', page)
    assert "Error:" not in re.search(r"<title>.*?</title>", desk.open(entry).content.decode(), re.DOTALL)[0]


@pytest.mark.parametrize("blank", ["&nbsp;", "<p></p>", "<img src=x>", "<!-- x -->", "<hr>"])
@pytest.mark.parametrize("part", ["done", "result"])
def test_words_that_nobody_would_see_are_refused_beside_their_field(desk, book, part, blank):
    entry = factories.make_entry(book, status="pending")
    for act in ("publish_answer", "save_draft"):
        response = desk.act(
            entry, act, **{"position": "You are right.", "done": "", "result": "", part: blank}
        )
        assert response.status_code == 422
        assert list(response.context["answer_form"].errors) == [part]
    assert not entry.answer_versions.exists()


def test_words_that_nobody_would_see_hold_no_decision_back(desk, book):
    entry = factories.make_entry(book, status="pending")
    assert desk.act(entry, "approve", position="<p></p>", done="&nbsp;", result="").status_code == 302
    assert not entry.answer_versions.exists()


@pytest.mark.parametrize(("solved", "told"), [(True, "Solved, says"), (False, "Not solved yet, says")])
def test_the_history_tells_whether_it_is_solved(desk, book, solved, told):
    entry = factories.make_entry(book, kind="complaint")
    factories.make_answer(entry)
    MarkSolvedAction(Entry.objects.get(pk=entry.pk), solved=solved).execute()
    assert f"{told} the author" in [line.what for line in desk.open(entry).context["history"]]


def test_the_browser_is_told_what_is_stored_and_nothing_else(desk, book, moderator):
    entry, _next = (factories.make_entry(book, status="pending") for _ in range(2))
    key = f"{moderator.pk}.wagtail_feedback_reviews.entry.{entry.pk}"

    assert "wfd_taken" not in desk.open(entry).cookies
    assert "wfd_taken" not in desk.act(entry, "withhold").cookies
    assert "wfd_taken" not in desk.act(entry, "approve", version=99).cookies
    assert "wfd_taken" not in desk.act(entry, "show_contact").cookies
    taken = desk.act(entry, "save_draft", position="Perhaps").cookies["wfd_taken"]
    assert (taken.value, taken["path"], taken["samesite"]) == (key, "/admin/", "Lax")
    assert desk.act(entry, "approve").cookies["wfd_taken"].value == key
    other = factories.make_entry(book, status="pending")
    assert "wfd_taken" not in desk.act(other, "approve", list_query="?tab=read", row="0").cookies


def test_looking_changes_nothing_and_keeps_what_was_typed(desk, book):
    entry = factories.make_entry(book, status="pending")
    response = desk.act(entry, "look", position="We", words="Anna")
    assert response.status_code == 200 and "\nWe</textarea>" in response.content.decode()
    assert Entry.objects.get(pk=entry.pk).status == "pending"


@pytest.mark.parametrize(
    ("status", "said", "unsaid"),
    [("pending", "Do not publish…", "Withhold…"), ("published", "Withhold…", "Do not publish…")],
)
def test_only_what_is_public_can_be_withheld_from_the_public(desk, book, status, said, unsaid):
    page = desk.open(factories.make_entry(book, status=status)).content.decode()
    assert said in page and unsaid not in page


def test_the_target_group_is_called_by_its_label(desk, book):
    group = TargetGroup.objects.create(settings=factories.make_settings(book.site), slug="trade")
    TargetGroupLabel.objects.create(owner=group, locale=factories.make_locale("en"), label="Wholesale buyers")
    for slug, shown in (("trade", "Wholesale buyers"), ("gone", "gone")):
        facts = desk.open(factories.make_entry(book, target_group=slug)).context["facts"]
        assert [fact.value for fact in facts if fact.label == "Target group"] == [shown]
