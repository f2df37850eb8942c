"""The author's own page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_answer, make_entry
from tests.submissions.forms import soup
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import STATUS
from wagtail_feedback.moderation.actions import PublishAction, WithholdAction
from wagtail_feedback.reviews.models import Answer, Entry
from wagtail_feedback.site_settings import FeedbackSettings, SpecialDay

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def url(links, proved):
    return links[STATUS]


def page(client, url):
    return " ".join(client.get(url).content.decode().split())


def press(client, url, act):
    return client.post(url, {"action": act}, HTTP_ORIGIN="http://testserver")


def test_it_shows_the_text_and_the_promise(client, complaint, url):
    Entry.objects.update(due_at=timezone.now() + timedelta(days=2), needs_answer=True)
    shown = page(client, url)
    assert "The handle came loose." in shown
    assert "Answer promised by" in shown


def test_it_hides_the_text_until_the_address_is_confirmed(client, links):
    shown = page(client, links[STATUS])
    assert "handle" not in shown
    assert 'value="erase"' not in shown


@pytest.mark.parametrize("act", ["erase", "withdraw", "solved"])
def test_an_unconfirmed_address_changes_nothing(client, complaint, links, act):
    press(client, links[STATUS], act)
    complaint.refresh_from_db()
    assert (complaint.status, complaint.solved) == ("pending", None)


def test_an_unconfirmed_address_may_stop_the_mail(client, contact, links):
    press(client, links[STATUS], "unsubscribe")
    contact.refresh_from_db()
    assert contact.unsubscribed_at is not None


def test_it_says_sorry_when_late(client, complaint, url):
    Entry.objects.update(due_at=timezone.now() - timedelta(days=3), needs_answer=True)
    assert "We promised an answer by" in page(client, url)


def test_it_says_sorry_after_a_late_answer(client, complaint, url):
    make_answer(complaint)
    Entry.objects.update(due_at=timezone.now() - timedelta(days=7))
    shown = page(client, url)
    assert "Answered 5 working days late" in shown
    assert "You are right." in shown


def test_days_late_follow_the_calendar_of_the_site(client, complaint, url):
    make_answer(complaint)
    Entry.objects.update(due_at=timezone.now() - timedelta(days=7))
    settings = FeedbackSettings.objects.get(site=complaint.site)
    for days in range(7):
        day = timezone.localdate() - timedelta(days=days)
        SpecialDay.objects.create(settings=settings, date=day, is_working=False)
    assert "working days late" not in page(client, url)


def test_it_links_to_the_published_entry(client, complaint, url):
    PublishAction(complaint).execute()
    assert f"/feedback/entry:{complaint.public_id}/" in page(client, url)


def test_it_gives_the_reason_of_withholding(client, complaint, url):
    WithholdAction(complaint, reason="personal", note="Leave out <the name>.").execute()
    shown = page(client, url)
    assert "Reason: Someone’s personal data" in shown
    assert "Leave out &lt;the name&gt;." in shown


def test_spam_is_told_nothing_else_than_patience(client, complaint, url):
    Entry.objects.update(status="spam")
    shown = page(client, url)
    assert "A moderator reads it before it is published." in shown
    assert "spam" not in shown.lower()


@pytest.mark.parametrize(("act", "solved"), [("solved", True), ("not_solved", False)])
def test_only_the_author_says_whether_it_is_solved(client, complaint, url, act, solved):
    make_answer(complaint)
    response = press(client, url, act)
    complaint.refresh_from_db()
    assert (response.status_code, complaint.solved) == (303, solved)


@pytest.mark.parametrize(
    ("act", "words", "other"),
    [
        ("solved", ": solved. Thank you.", "not_solved"),
        ("not_solved", ": not solved yet.", "solved"),
    ],
)
def test_the_page_says_what_was_recorded_and_marks_it(client, complaint, url, act, words, other):
    make_answer(complaint)
    response = press(client, url, act)
    assert response["Location"] == f"{url}#wf-solved"
    shown = soup(client.get(url))
    assert words in shown.select_one("#wf-solved [role=status]").get_text()
    pressed = {button["value"]: button["aria-pressed"] for button in shown.select("#wf-solved button")}
    assert pressed == {act: "true", other: "false"}


def test_before_that_nothing_is_marked_and_looking_records_nothing(client, complaint, url):
    make_answer(complaint)
    shown = soup(client.get(url))
    assert not shown.select("#wf-solved [role=status], #wf-solved [aria-pressed=true]")
    complaint.refresh_from_db()
    assert complaint.solved is None


def test_the_author_may_change_their_mind(client, complaint, url):
    make_answer(complaint)
    press(client, url, "solved")
    press(client, url, "not_solved")
    complaint.refresh_from_db()
    assert complaint.solved is False


def test_nothing_is_solved_before_there_is_an_answer(client, complaint, url):
    assert "solved?" not in page(client, url)
    press(client, url, "solved")
    complaint.refresh_from_db()
    assert complaint.solved is None


def test_thanks_need_no_solving(client, book, complaint, url):
    make_answer(complaint)
    Entry.objects.update(kind="thanks", due_at=None)
    assert "Is it solved?" not in page(client, url)


def test_withdrawing_takes_the_text_and_keeps_the_link(client, complaint, url):
    make_answer(complaint)
    press(client, url, "withdraw")
    complaint.refresh_from_db()
    assert (complaint.status, complaint.text) == ("withdrawn", "")
    assert not Answer.objects.exists()
    assert "Your entry is withdrawn" in page(client, url)


def test_withdrawing_twice_is_no_error(client, complaint, url):
    assert press(client, url, "withdraw").status_code == 303
    assert press(client, url, "withdraw").status_code == 303


def test_what_is_withdrawn_can_still_be_erased(client, complaint, url):
    press(client, url, "withdraw")
    assert 'value="erase"' in page(client, url)
    press(client, url, "erase")
    complaint.refresh_from_db()
    assert complaint.status == "erased"


def test_erasing_leaves_no_link(client, complaint, url):
    response = press(client, url, "erase")
    assert "Your data is erased" in response.content.decode()
    assert client.get(url).status_code == 404
    assert not Contact.objects.exists()


def test_mail_can_be_stopped_and_wanted_again(client, contact, url):
    press(client, url, "unsubscribe")
    assert "Send me emails again" in page(client, url)
    press(client, url, "subscribe")
    contact.refresh_from_db()
    assert contact.accepts_mail


def test_a_button_without_a_name_is_refused(client, complaint, url):
    assert press(client, url, "").status_code == 400


@pytest.mark.parametrize("act", ["publish", "status", "__class__", "approve\x00", "get_handlers"])
def test_a_button_that_is_not_there_changes_nothing_and_shows_the_page_anew(client, complaint, url, act):
    response = press(client, url, act)
    complaint.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, url)
    assert (complaint.status, complaint.version) == ("pending", 0)


def test_extra_fields_change_nothing(client, complaint, url):
    data = {"action": "unsubscribe", "status": "published", "rating": "5", "site": "2", "text": "x"}
    client.post(url, data)
    complaint.refresh_from_db()
    assert (complaint.status, complaint.text) == ("pending", "The handle came loose.")


def test_one_author_reaches_no_other_entry(client, book, complaint, url):
    other = make_entry(book, email="boris@example.org", text="Another story.")
    client.post(url, {"action": "withdraw", "entry": other.pk, "public_id": other.public_id})
    other.refresh_from_db()
    assert other.text == "Another story."


def test_the_text_is_escaped(client, complaint, url):
    Entry.objects.update(text="<script>alert(1)</script>", title="<img src=x onerror=alert(1)>")
    shown = page(client, url)
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_the_page_takes_few_queries(client, complaint, url, django_assert_max_num_queries):
    make_answer(complaint)
    client.get(url)
    with django_assert_max_num_queries(11):  # five of them find out where to go next
        client.get(url)
