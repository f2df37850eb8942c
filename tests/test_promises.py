"""What the README promises, from the visitor's form to the desk, the public page and the author's link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from tests.factories import make_book, make_home, make_page, make_settings, make_site, make_user
from tests.moderation.conftest import open_desk
from tests.submissions.forms import SAME_ORIGIN, soup
from tests.tables import tables_with
from tests.visitor import send_form
from wagtail_feedback.contacts.tokens import confirm_path, status_path
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import SpecialDay
from wagtail_feedback.submissions.models import WordRule

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
ANSWER = {"position": "You are right, sorry.", "done": "We sent a new handle on 5 May.", "result": ""}
COMPLAINT = {"kind": "complaint", "rating": "1", "text": "The handle came loose."}


@pytest.fixture
def book(db):
    home = make_home(make_site())
    book = make_book()
    make_page(
        home, title="Book", body=[("review_book", {"book": book, "per_page": 20, "heading_level": "2"})]
    )
    return book


@pytest.fixture
def desk(book):
    permissions = ("moderate_entry", "answer_entry", "view_contacts_entry")
    return open_desk(make_user("Marina", permissions=permissions))


@pytest.fixture
def send(client, book, django_capture_on_commit_callbacks):
    """Send a form to the book (or to another) and commit; the entry of these words."""

    def make(to=None, **changes):
        with django_capture_on_commit_callbacks(execute=True):
            response = send_form(client, to or book, **changes)
        assert response.status_code == 303
        return Entry.objects.filter(text=changes["text"]).last()

    return make


@pytest.fixture
def act(desk, django_capture_on_commit_callbacks):
    """Press a button of the desk and commit."""

    def make(entry, name, **typed):
        with django_capture_on_commit_callbacks(execute=True):
            return desk.act(entry, name, **typed)

    return make


@pytest.fixture
def press(client, django_capture_on_commit_callbacks):
    """Press a button on a page of the author and commit."""

    def make(url, action=""):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"action": action}, headers=SAME_ORIGIN)

    return make


def read_book(client):
    """What a visitor reads on the page of the book."""
    page = make_site().root_page.get_children().get(title="Book")
    return soup(client.get(page.url)).select_one("main, body").get_text(" ", strip=True)


def test_a_complaint_is_first_in_the_inbox(send, desk):
    send(text="An older review.")
    send(kind="question", rating="", text="An older question?")
    send(**COMPLAINT)
    send(kind="complaint", rating="5", text="A later complaint.")
    assert desk.headings() == [
        *("The handle came loose.", "A later complaint."),
        *("An older review.", "An older question?"),
    ]


def test_a_promise_is_public_until_it_is_kept(client, send, act, desk):
    entry = send(**COMPLAINT)
    assert "The handle" not in read_book(client)
    act(entry, "approve")
    assert "Answer promised by" in read_book(client)
    assert desk.headings(tab="answer") == ["The handle came loose."]
    act(entry, "publish_answer", **ANSWER)
    public = read_book(client)
    assert "Answered" in public and "You are right, sorry." in public and "promised" not in public
    assert desk.headings(tab="answer") == []


def test_a_broken_promise_is_public(client, send, act, desk):
    entry = send(**COMPLAINT)
    act(entry, "approve")
    Entry.objects.update(due_at=timezone.now() - timedelta(days=15))
    cache.clear()
    assert "working days late" in read_book(client)
    assert "days late" in desk.inbox(tab="answer").content.decode()
    act(entry, "publish_answer", **ANSWER)
    assert "late" not in read_book(client)
    assert "days late" not in desk.inbox(tab="published").content.decode()


def test_an_answer_publishes_and_writes_one_mail(client, send, act, press):
    entry = send(**COMPLAINT, email="anna@example.org")
    press(confirm_path(entry.contact))
    mail.outbox.clear()
    act(entry, "publish_answer", **ANSWER)
    assert "You are right, sorry." in read_book(client)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["anna@example.org"], "We have answered you: “The handle came loose.” · Iron & Linden")
    ]


def test_a_withheld_entry_keeps_its_words_and_its_author_is_told_why(client, send, act, press):
    entry = send(**COMPLAINT, email="anna@example.org")
    press(confirm_path(entry.contact))
    mail.outbox.clear()
    act(entry, "withhold", reason="personal", author_note="Leave out the courier's name.")
    entry = Entry.objects.get()
    assert (entry.text, entry.status) == ("The handle came loose.", "withheld")
    assert client.get(entry.get_public_url()).status_code == 404 and "handle" not in read_book(client)
    author = client.get(status_path(entry.contact)).content.decode()
    assert "Reason: Someone’s personal data" in author
    assert "Someone’s personal data" in mail.outbox[0].body
    assert "Leave out the courier" in mail.outbox[0].body


def test_the_author_alone_says_that_it_is_solved(client, send, act, press):
    entry = send(**COMPLAINT, email="anna@example.org")
    press(confirm_path(entry.contact))
    act(entry, "publish_answer", **ANSWER)
    assert act(entry, "solved").status_code == 400
    assert Entry.objects.get().solved is None and "says the author" not in read_book(client)
    press(status_path(entry.contact), "solved")
    assert Entry.objects.get().solved is True and "Solved, says the author" in read_book(client)
    press(status_path(entry.contact), "not_solved")
    assert "Not solved, says the author" in read_book(client)


SECRETS = {
    "title": "Rhododendron",
    "text": "Xylophone, ring me: +7 912 345-67-89",
    "name": "Zanzibar",
    "email": "anna.k@example.org",
    "order_number": "ORDER-4711",
    "place": "Waltztown",
}
#: The beginnings, as the search index knows them.
TRACES = ("Rhododendr", "Xylophon", "Zanzibar", "anna.k@", "ORDER-4711", "Waltzt")


def test_erasing_leaves_a_place_and_no_trace(client, send, act, press):
    make_settings(consent=True)
    entry = send(**{**COMPLAINT, **SECRETS}, consent="on")
    press(confirm_path(entry.contact))
    act(entry, "note", note="Zanzibar rang.")
    act(entry, "redact", words="+7 912 345-67-89")
    act(entry, "show_contact")
    act(entry, "publish_answer", position="Dear Zanzibar, sorry.", done="", result="")
    assert [word for word in TRACES if not tables_with(word)] == [] and tables_with("345-67-89") == []
    assert "wagtailsearch_indexentry" in tables_with("Xylophon")
    public_url, link = entry.get_public_url(), status_path(entry.contact)
    assert press(link, "erase").status_code == 200
    assert {word: tables_with(word) for word in TRACES} == dict.fromkeys(TRACES, [])
    assert (client.get(public_url).status_code, client.get(link).status_code) == (410, 404)
    assert "was erased at its author’s request" in read_book(client)


def test_withdrawing_takes_the_words_and_leaves_the_place(client, send, act, press):
    entry = send(**{**COMPLAINT, **SECRETS})
    press(confirm_path(entry.contact))
    act(entry, "approve")
    press(status_path(entry.contact), "withdraw")
    assert tables_with("Xylophon") == tables_with("Zanzibar") == []
    assert client.get(entry.get_public_url()).status_code == 410
    assert client.get(status_path(entry.contact)).status_code == 200


def test_a_form_sent_twice_is_one_entry_one_contact_one_mail(send):
    send(**COMPLAINT, email="anna@example.org")
    send(**COMPLAINT, email="anna@example.org")
    assert Entry.objects.count() == 1
    assert [message.to for message in mail.outbox] == [["anna@example.org"]]


def test_a_book_that_trusts_the_checks_publishes_at_once(client, send):
    quick = make_book(policy="post")
    WordRule.objects.create(pattern="casino")
    entry = send(quick, text="A good pan.")
    held = send(quick, text="A good casino.")
    assert client.get(entry.get_public_url()).status_code == 200
    assert client.get(held.get_public_url()).status_code == 404
    assert (entry.status, held.status) == ("published", "pending")


@pytest.mark.parametrize(("policy", "status"), [("pre", "pending"), ("post", "published")])
def test_an_entry_waits_for_its_address_where_the_book_says_so(send, press, desk, policy, status):
    careful = make_book(confirm_first=True, policy=policy)
    entry = send(careful, text="A good pan.", email="anna@example.org")
    assert entry.status == "unconfirmed" and desk.headings() == []
    press(confirm_path(entry.contact))
    assert Entry.objects.get().status == status


def test_what_is_held_is_not_published_by_confirming(send, press):
    WordRule.objects.create(pattern="casino")
    careful = make_book(confirm_first=True, policy="post")
    entry = send(careful, text="A good casino.", email="anna@example.org")
    press(confirm_path(entry.contact))
    assert Entry.objects.get().status == "pending"


def test_days_off_of_the_shop_do_not_make_an_answer_late(client, send, act, press):
    entry = send(**COMPLAINT, email="anna@example.org")
    press(confirm_path(entry.contact))
    act(entry, "publish_answer", **ANSWER)
    now = timezone.now()
    Entry.objects.update(due_at=now - timedelta(days=10))
    assert "days late" in client.get(status_path(entry.contact)).content.decode()
    settings = make_settings()
    for number in range(11):
        SpecialDay.objects.create(settings=settings, date=timezone.localdate() - timedelta(days=number))
    assert "days late" not in client.get(status_path(entry.contact)).content.decode()


def test_a_redaction_is_seen_by_readers(client, send, act):
    entry = send(text="Ring Semyon, he knows.")
    act(entry, "approve")
    act(entry, "redact", words="Semyon")
    public = read_book(client)
    assert "Ring [removed], he knows." in public and "Semyon" not in public
